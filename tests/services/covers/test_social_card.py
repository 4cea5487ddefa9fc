import struct

from app.services.covers.choosing import choose, cover
from app.services.covers.social_card import png


def _size(image: bytes) -> tuple[int, int]:
    return struct.unpack(">II", image[16:24])


def test_a_social_card_is_a_png_of_the_right_size():
    image = png(cover("lake", 0))

    assert (image[:8], _size(image)) == (b"\x89PNG\r\n\x1a\n", (1200, 630))


def test_a_social_card_is_light_enough_to_send():
    assert len(png(cover("mosque", 1))) < 300_000


def test_different_drawings_have_different_cards():
    assert png(cover("lake", 0)) != png(cover("lake", 1))


def test_the_same_slug_has_the_same_card():
    first = png(choose("beihai", ("lake", "bridge")))
    png.cache_clear()

    assert png(choose("beihai", ("lake", "bridge"))) == first


def test_the_cards_kept_in_memory_are_bounded():
    assert png.cache_info().maxsize == 66
