"""Meaning: words that name a kind, a place, a time or a condition become filters; the rest is searched as text."""

from collections.abc import Callable
from datetime import date

import pytest

from app.models.page import Page
from app.services.search.meaning import understand
from app.services.search.searching import Results

Make = Callable[..., Page]
Ask = Callable[..., Results]
Find = Callable[..., list[str]]
TODAY = date(2026, 11, 25)
BEIHAI = {"beihai": "places/beihai-park", "北海": "places/beihai-park"}


def meant(query: str, ignore: frozenset[str] = frozenset()) -> tuple[dict[str, str], str]:
    meaning = understand(query, today=TODAY, ignore=ignore, place=lambda text: BEIHAI.get(text.strip()))
    return meaning.filters, meaning.rest


@pytest.mark.parametrize(
    ("query", "filters", "rest"),
    [
        ("museum", {"kind": "museum"}, ""),
        ("书店", {"kind": "bookshop"}, ""),
        ("Theaters", {"kind": "theatre"}, ""),
        ("tea", {"interest": "tea"}, ""),
        ("老字号", {"interest": "old-brands"}, ""),
        ("tea near Beihai", {"interest": "tea", "near": "places/beihai-park"}, ""),
        ("北海附近的书店", {"near": "places/beihai-park", "kind": "bookshop"}, ""),
        ("theatres in Tianqiao", {"kind": "theatre", "neighbourhood": "tianqiao"}, ""),
        ("在什刹海喝茶", {"neighbourhood": "shichahai", "interest": "tea"}, ""),
        ("tonight", {"when": "tonight"}, ""),
        ("this weekend", {"when": "weekend"}, ""),
        ("next weekend", {"when": "next-weekend"}, ""),
        ("下周末", {"when": "next-weekend"}, ""),
        ("下周", {"when": "next-week"}, ""),
        ("下个月", {"when": "next-month"}, ""),
        ("春节", {"when": "spring-festival"}, ""),
        ("Chinese New Year", {"when": "spring-festival"}, ""),
        ("lantern festival", {"when": "lantern-festival"}, ""),
        ("二月", {"when": "2027-02"}, ""),
        ("十一月", {"when": "2026-11"}, ""),
        ("2028年3月", {"when": "2028-03"}, ""),
        ("6 February 2027", {"when": "2027-02"}, ""),
        ("2027-05-01", {"when": "2027-05"}, ""),
        ("concerts in May", {"when": "2027-05"}, "concerts"),
        ("free museums for kids", {"free": "yes", "kind": "museum", "interest": "for-children"}, ""),
        ("免费 亲子", {"free": "yes", "interest": "for-children"}, ""),
        ("open now", {"open": "now"}, ""),
        ("现在开门的博物馆", {"open": "now", "kind": "museum"}, "的"),
        ("wheelchair", {"step_free": "yes"}, ""),
        ("museum trail", {"family": "trail"}, "museum"),
        ("theatre festival", {"kind": "festival"}, "theatre"),
        ("Mei Lanfang", {}, "Mei Lanfang"),
    ],
)
def test_words_become_filters(query: str, filters: dict[str, str], rest: str) -> None:
    assert meant(query) == (filters, rest)


@pytest.mark.parametrize("query", ["may I come", "march of the lions", "农历二月", "正月", "五月初五", "二月二龙抬头"])
def test_what_only_looks_like_a_month_is_none(query: str) -> None:
    filters, _rest = meant(query)

    assert not filters.get("when", "").startswith("20")


def test_what_is_to_be_ignored_stays_text() -> None:
    assert meant("free museum", frozenset({"kind"})) == ({"free": "yes"}, "museum")


def test_the_words_are_the_visitors_own() -> None:
    found = understand("Free Museums 附近", today=TODAY).understood

    assert [(one.name, one.words) for one in found] == [("free", "Free"), ("kind", "Museums")]


@pytest.mark.parametrize("query", ["", " ", "\x00", "🏮", "。。。", "near", "in", "附近", "在"])
def test_empty_queries_mean_nothing(query: str) -> None:
    assert meant(query)[0] == {}


def test_a_kind_leaves_only_its_pages(make_place: Make, ask: Ask) -> None:
    make_place("shop", kind="bookshop", name={"zh": "三味", "en": "Sanwei"})
    make_place("hall", kind="museum", body={"zh": "旁边有书店。"})

    found = ask("书店")

    assert ([hit.card.slug for hit in found.hits], found.meaning.filters) == (["shop"], {"kind": "bookshop"})


def test_a_removed_chip_searches_its_word_as_text(make_place: Make, find: Find) -> None:
    make_place("shop", kind="bookshop", name={"zh": "三味", "en": "Sanwei"}, body={"zh": "书。"})
    make_place("hall", kind="museum", body={"zh": "旁边有书店。"})

    assert sorted(find("书店", ignore=frozenset({"kind"}))) == ["hall", "shop"]


def test_a_whole_name_is_a_name_and_no_filter(make_place: Make, ask: Ask) -> None:
    make_place("cinema", kind="theatre", name={"zh": "首都电影院", "en": "Capital Museum Cinema"})
    make_place("hall", kind="museum", name={"zh": "首都博物馆", "en": "Capital Museum"})

    found = ask("Capital Museum")

    assert ([hit.card.slug for hit in found.hits], found.meaning.understood) == (["hall", "cinema"], ())


def test_names_speak_against_a_kind(make_place: Make, find: Find) -> None:
    make_place("other", kind="former_residence", name={"zh": "康有为故居", "en": "Kang residence"}, body={"zh": "鲁迅来过。"})
    make_place("museum", kind="museum", name={"zh": "鲁迅纪念馆", "en": "Lu Xun hall"}, keywords=["故居"])

    assert find("鲁迅故居") == ["museum", "other"]


def test_near_finds_what_is_within_a_walk_the_nearest_first(make_place: Make, find: Find) -> None:
    make_place("park", kind="park", name={"zh": "北海公园", "en": "Beihai Park"}, point=at(39.925, 116.389))
    make_place("next", kind="bookshop", point=at(39.926, 116.389))
    make_place("round", kind="bookshop", point=at(39.929, 116.389))
    make_place("far", kind="bookshop", point=at(39.88, 116.389))

    assert find("near Beihai Park") == ["park", "next", "round"]
    assert find("书店 北海公园附近") == ["next", "round"]


def test_where_nothing_is_near_the_nearest_are_shown(make_place: Make, ask: Ask) -> None:
    make_place("park", kind="park", name={"zh": "北海公园", "en": "Beihai Park"}, point=at(39.925, 116.389))
    make_place("farther", kind="bookshop", point=at(39.88, 116.389))
    make_place("far", kind="bookshop", point=at(39.90, 116.389))

    found = ask("bookshops near Beihai Park")

    assert ([hit.card.slug for hit in found.hits], found.widened) == (["far", "farther"], True)


def at(lat: float, lon: float) -> dict[str, object]:
    return {"lat": lat, "lon": lon, "accuracy_m": 20, "origin": "OpenStreetMap"}
