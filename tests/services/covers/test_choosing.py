import hashlib

import pytest

from app.services.covers.choosing import MOTIFS_OF_KIND, choose, cover, free_variation, variations
from app.services.covers.motifs import DRAWINGS, OWN_PALETTES
from app.vocabulary import EventKind, PlaceKind


def test_seed_follows_the_look_sheet():
    slug, motifs = "changchun-temple", ("tower", "eaves", "pagoda", "bridge")
    seed = int(hashlib.sha256(slug.encode()).hexdigest()[:8], 16)

    chosen = choose(slug, motifs)

    assert chosen == cover(motifs[seed // 3 % 4], seed)


def test_a_slug_keeps_its_drawing_whatever_the_language():
    temple = MOTIFS_OF_KIND["temple"]

    assert [choose("a", temple), choose("fayuan-temple", temple)] == [cover("eaves", 10), cover("eaves", 19)]


def test_a_named_motif_comes_before_those_of_the_kind():
    chosen = choose("miaoying-temple", MOTIFS_OF_KIND["temple"], named="dagoba")

    assert chosen == choose("miaoying-temple", ("dagoba",))


def test_a_motif_nobody_has_drawn_is_refused():
    with pytest.raises(KeyError):
        choose("fair", ("fair",), named="unicorn")


def test_every_kind_of_place_and_event_has_drawn_motifs():
    kinds = [*PlaceKind, *EventKind]

    missing = [kind for kind in kinds if not set(MOTIFS_OF_KIND.get(kind, ("none",))) <= set(DRAWINGS)]

    assert (len(kinds), missing) == (26, [])


def test_every_motif_serves_some_kind_or_is_named_by_pages():
    served = {motif for motifs in MOTIFS_OF_KIND.values() for motif in motifs}

    assert set(DRAWINGS) - served == {"bowl", "coin", "dagoba", "stars"}


def test_many_slugs_use_every_drawing_of_their_kind():
    chosen = {(found.motif, found.drawing) for found in (choose(f"site-{n}", MOTIFS_OF_KIND["heritage_site"]) for n in range(300))}

    assert len(chosen) == 12


def test_variations_are_counted_round():
    assert cover("eaves", variations("eaves") + 2) == cover("eaves", 2)


@pytest.mark.parametrize("motif", sorted(DRAWINGS))
def test_every_variation_of_a_motif_is_another_picture(motif):
    looks = {(found.drawing, found.mirrored, found.palette) for found in (cover(motif, number) for number in range(variations(motif)))}

    assert len(looks) == variations(motif) >= 15


@pytest.mark.parametrize("motif", sorted(DRAWINGS))
def test_first_three_variations_are_the_drawings_as_they_were_drawn(motif):
    first = [cover(motif, number) for number in range(3)]

    assert [(found.drawing, found.mirrored, found.palette) for found in first] == [
        (number, False, OWN_PALETTES[motif][number]) for number in range(3)
    ]


def test_a_page_may_name_its_variation():
    assert choose("fayuan-temple", (), named="eaves", variation=7) == cover("eaves", 7)


def test_free_variation_is_the_first_that_nobody_wears():
    assert free_variation("lake", {0, 1, 3}) == 2
    assert free_variation("lilac", set(range(variations("lilac")))) is None


@pytest.mark.parametrize("motif", ["dagoba"])
def test_a_white_pagoda_is_never_dark(motif):
    mains = {found.palette.light.main for found in (cover(motif, number) for number in range(variations(motif)))}

    assert all(min(bytes.fromhex(main.lstrip("#"))) > 0xB0 for main in mains)
