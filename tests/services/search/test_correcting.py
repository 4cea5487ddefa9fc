"""Correcting: one or two typing errors, missing spaces, swapped syllables, wrong characters; and never an empty page."""

from collections.abc import Callable

import pytest

from app.models.page import Page
from app.services.search.distances import distance, letters_of, sound_of, typing_distance
from app.services.search.searching import Results
from app.services.search.spelling import Lexicon

Make = Callable[..., Page]
Ask = Callable[..., Results]


@pytest.fixture
def places(make_place: Make, make_series: Make) -> None:
    make_series("fair", name={"zh": "厂甸庙会", "en": "Changdian Temple Fair"})
    make_place("lake", kind="quarter", name={"zh": "什刹海", "en": "Shichahai"})
    make_place("pagoda", kind="temple", name={"zh": "妙应寺白塔", "en": "White Pagoda of Miaoying Temple"}, also_known_as=["白塔寺"])
    make_place("planetarium", name={"zh": "北京天文馆", "en": "Beijing Planetarium"})
    make_place("mansion", name={"zh": "恭王府博物馆", "en": "Prince Kung’s Palace Museum"}, also_known_as=["恭王府"])
    make_place("street", kind="quarter", name={"zh": "琉璃厂", "en": "Liulichang"})


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("chagndian", "fair"),
        ("changdain temple fair", "fair"),
        ("templefair changdian", "fair"),
        ("dianchang miaohui", "fair"),
        ("厂店庙会", "fair"),
        ("厂甸苗会", "fair"),
        ("shichahia", "lake"),
        ("shicahai", "lake"),
        ("sicahai", "lake"),
        ("haishicha", "lake"),
        ("cha shi hai", "lake"),
        ("shi chha hai", "lake"),
        ("什察海", "lake"),
        ("whitepagoda", "pagoda"),
        ("wihte pagoda", "pagoda"),
        ("白搭寺", "pagoda"),
        ("planeterium", "planetarium"),
        ("planitarum", "planetarium"),
        ("北京天文管", "planetarium"),
        ("北天文馆", "planetarium"),
        ("恭王俯", "mansion"),
        ("liulichnag", "street"),
        ("lulichang", "street"),
    ],
)
def test_a_mistyped_name_finds_its_page(typed: str, slug: str, places: None, ask: Ask) -> None:
    found = ask(typed)

    assert [hit.card.slug for hit in found.hits[:1]] == [slug]


def test_what_was_put_right_is_said_and_can_be_asked_for(places: None, ask: Ask) -> None:
    found = ask("chagndian")

    assert found.corrected == "changdian"
    assert [hit.card.slug for hit in ask(found.corrected).hits] == [hit.card.slug for hit in found.hits]


def test_what_fits_is_not_put_right(places: None, ask: Ask) -> None:
    assert [ask(query).corrected for query in ("changdian", "shicha", "白塔", "temple", "museum")] == [None] * 5


def test_a_mistyped_filter_word_becomes_a_filter(places: None, ask: Ask) -> None:
    found = ask("musuem")

    assert (found.corrected, found.meaning.filters) == ("museum", {"kind": "museum"})


@pytest.mark.parametrize("query", ["故宫博物院", "vegetarian palace", "会说话的塔", "海豹"])
def test_what_is_not_there_shows_what_is_nearest(query: str, places: None, ask: Ask) -> None:
    found = ask(query)

    assert found.hits
    assert found.widened or found.corrected


@pytest.mark.parametrize("query", ["qzxvjk", "🏮", "。。。", "龘"])
def test_where_nothing_is_near_there_are_ways_on(query: str, places: None, ask: Ask) -> None:
    found = ask(query)

    assert found.hits == []
    assert {way.values["family"]: way.count for way in found.ways} == {"place": 5, "series": 1}


def test_a_filter_that_leaves_nothing_can_be_left_out(places: None, ask: Ask) -> None:
    found = ask("厂甸庙会", filters={"free": "yes"})

    assert (found.total, [(way.name, way.values, way.count) for way in found.ways]) == (0, [("free", {"q": "厂甸庙会"}, 1)])


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("beihai", "beihai", 0),
        ("beihia", "beihai", 1),
        ("beiha", "beihai", 1),
        ("bexhai", "beihai", 1),
        ("bbeihai", "beihai", 1),
        ("abcd", "wxyz", 3),
    ],
)
def test_errors_are_counted_as_people_make_them(one: str, other: str, far: int) -> None:
    assert typing_distance(one, other, 2) == distance(one, other, 2) == far


def test_what_sounds_alike_is_one_sound() -> None:
    assert sound_of("shichahai") == sound_of("sicahai") and sound_of("rongbaozhai") == sound_of("rongbaozai")
    assert letters_of("abba") == letters_of("ab") == 0b11


def test_a_lexicon_gives_the_words_within_reach() -> None:
    words = Lexicon([("changdian", 0, True), ("changdiao", 1, False), ("museum", 0, False), ("字", 0, False)], 24)

    assert sorted((near.far, near.word) for near in words.near("chagndian", 2)) == [(1.0, "changdian"), (2.0, "changdiao")]
    assert [near.word for near in words.near("cangdian", 0)] == ["changdian"]


def test_a_mistyped_word_is_put_right_where_no_page_has_all_the_words(places: None, make_place: Make, ask: Ask) -> None:
    make_place("solar", name={"zh": "节气", "en": "Solar terms"})

    found = ask("solar planetarum")

    assert (found.corrected, sorted(hit.card.slug for hit in found.hits)) == ("solar planetarium", ["planetarium", "solar"])


def test_a_short_word_begins_as_it_was_typed(make_place: Make, ask: Ask) -> None:
    make_place("city", name={"zh": "城", "en": "Where it began"})
    make_place("sky", name={"zh": "天文馆", "en": "Planetarium"})

    found = ask("vegan planetarium")

    assert (found.corrected, [hit.card.slug for hit in found.hits]) == (None, ["sky"])


def test_a_word_that_names_goes_before_one_that_says_nothing(make_place: Make, ask: Ask) -> None:
    make_place("mansion", name={"zh": "恭王府博物馆", "en": "Prince Kung’s Palace Museum"})

    assert ask("prince kung palce").corrected == "prince kung palace"
