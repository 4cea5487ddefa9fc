"""Choosing: facets with counts, dates, what is open, sorting; each count is that of a plain count over all pages."""

from collections.abc import Callable
from datetime import datetime

import pytest

from app import clock
from app.models.page import Page
from app.services.search.choosing import FACETS
from app.services.search.searching import Results
from app.vocabulary import Family

Make = Callable[..., Page]
Ask = Callable[..., Results]
Find = Callable[..., list[str]]
WEDNESDAY = datetime(2026, 11, 25, 10, 30, tzinfo=clock.BEIJING)


@pytest.fixture
def teahouses(make_place: Make, make_story: Make, make_series: Make) -> None:
    for number in range(12):
        make_place(
            f"house-{number}",
            name={"zh": f"茶馆{number}", "en": f"Teahouse {number}"},
            kind=("museum", "temple", "park")[number % 3],
            subdistrict=("tianqiao", "niujie")[number % 2],
            admission={"kind": ("free", "paid")[number % 4 == 0]},
        )
    make_story("tale", name={"zh": "茶馆的故事"}, kind="guide")
    make_series("fair", name={"zh": "茶馆节"}, kind="festival")
    make_place("other", name={"zh": "别处"}, body={"zh": "没有。"})


def every_page(ask: Ask, query: str, **how: object) -> list[str]:
    slugs: list[str] = []
    while part := ask(query, limit=5, offset=len(slugs), **how).hits:
        slugs += [hit.card.slug for hit in part]
    return slugs


@pytest.mark.parametrize("query", ["茶馆", "teahouse", "茶馆 museum", "博物馆", ""])
@pytest.mark.parametrize("filters", [{"free": "yes"}, {"kind": "museum", "neighbourhood": "niujie"}, {"neighbourhood": "tianqiao"}])
def test_counts_equal_a_plain_count(query: str, filters: dict[str, str], teahouses: None, ask: Ask) -> None:
    found = ask(query, filters=filters)

    assert found.total == len(every_page(ask, query, filters=filters))
    for facet in ("kind", "neighbourhood", "free"):
        rest = {name: value for name, value in filters.items() if name != facet}
        plain = {word: len(every_page(ask, query, filters=rest | {facet: word})) for word in FACETS[facet]}
        assert found.facets[facet] == {word: number for word, number in plain.items() if number}


def test_families_are_counted_and_chosen(teahouses: None, ask: Ask) -> None:
    found = ask("茶馆", family=Family.STORY)

    assert (found.total, found.counts) == (1, {Family.PLACE: 12, Family.STORY: 1, Family.SERIES: 1})


def test_filters_alone_are_a_search(teahouses: None, ask: Ask) -> None:
    found = ask("", filters={"kind": "park"}, sort="name")

    assert ([hit.card.slug for hit in found.hits], found.total) == (["house-11", "house-2", "house-5", "house-8"], 4)


@pytest.mark.parametrize("filters", [{"kind": "castle"}, {"when": "someday"}, {"near": "nowhere"}, {"near": "places/nowhere"}, {"open": "then"}])
def test_a_value_that_is_none_leaves_nothing(filters: dict[str, str], teahouses: None, ask: Ask) -> None:
    assert ask("茶馆", filters=filters).total == 0


@pytest.fixture
def dated(make_event: Make) -> None:
    make_event("tonight", name={"zh": "戏一"}, schedule=[{"starts": "2026-11-25", "opens": "19:30", "closes": "21:00"}])
    make_event("morning", name={"zh": "戏二"}, schedule=[{"starts": "2026-11-25", "opens": "09:00", "closes": "10:00"}])
    make_event("saturday", name={"zh": "戏三"}, schedule=[{"starts": "2026-11-28", "opens": "14:00", "closes": "15:00"}])
    make_event("season", name={"zh": "戏四"}, schedule=[{"starts": "2026-10-01", "ends": "2027-03-31"}])
    make_event("february", name={"zh": "戏五"}, schedule=[{"starts": "2027-02-07"}])
    make_event("past", name={"zh": "戏六"}, schedule=[{"starts": "2025-02-07"}])
    make_event("cancelled", name={"zh": "戏七"}, schedule=[{"starts": "2026-11-28"}], status="cancelled")


@pytest.mark.parametrize(
    ("word", "slugs"),
    [
        ("today", ["morning", "tonight", "season"]),
        ("tonight", ["tonight"]),
        ("tomorrow", ["season"]),
        ("weekend", ["saturday", "season"]),
        ("this-week", ["morning", "tonight", "saturday", "season"]),
        ("this-month", ["morning", "tonight", "saturday", "season"]),
        ("spring-festival", ["february", "season"]),
        ("2027-02", ["february", "season"]),
        ("2025-02", ["past"]),
        ("mid-autumn", []),
    ],
)
def test_a_time_leaves_what_is_on(word: str, slugs: list[str], dated: None, ask: Ask) -> None:
    found = ask("", filters={"when": word}, moment=WEDNESDAY)

    assert sorted(hit.card.slug for hit in found.hits) == sorted(slugs)


def test_what_is_on_this_weekend_comes_before_what_goes_on_all_season(dated: None, find: Find) -> None:
    assert find("this weekend", moment=WEDNESDAY) == ["saturday", "season"]


def test_times_are_counted(dated: None, ask: Ask) -> None:
    assert ask("戏", moment=WEDNESDAY).facets["when"] == {"today": 3, "tonight": 1, "tomorrow": 1, "weekend": 2, "this-week": 4, "this-month": 4}


def test_where_nothing_is_on_that_is_given_up_and_said(dated: None, ask: Ask) -> None:
    found = ask("戏五 tonight", moment=WEDNESDAY)

    assert ([hit.card.slug for hit in found.hits], found.widened, found.meaning.filters) == (["february"], True, {})


def test_what_is_over_comes_after_what_is_not(make_event: Make, find: Find) -> None:
    make_event("old", name={"zh": "诗会", "en": "Poetry"}, schedule=[{"starts": "2024-04-01"}])
    make_event("older", name={"zh": "诗会", "en": "Poetry"}, schedule=[{"starts": "2020-04-01"}])
    make_event("next", name={"zh": "法源寺春天诗会", "en": "Spring poetry"}, schedule=[{"starts": "2027-04-01"}])

    assert find("诗会", moment=WEDNESDAY, ignore=frozenset({"kind"})) == ["old", "older", "next"]
    assert find("poetry 诗会", moment=WEDNESDAY, ignore=frozenset({"kind"})) == ["next", "old", "older"]


def test_open_now_leaves_places_that_let_one_in(make_place: Make, find: Find) -> None:
    make_place("open", opening_hours="Mo-Su 09:00-17:00")
    make_place("closed", opening_hours="Mo-Su 18:00-22:00")
    make_place("unknown")

    assert find("open now", moment=WEDNESDAY) == ["open"]


def test_results_are_sorted_by_date(dated: None, find: Find) -> None:
    assert find("戏", sort="date", moment=WEDNESDAY)[:5] == ["season", "tonight", "cancelled", "saturday", "february"]


def test_results_are_sorted_by_pinyin_or_by_letter(make_place: Make, find: Find) -> None:
    make_place("a", name={"zh": "张一元茶", "en": "Alpha tea"})
    make_place("b", name={"zh": "八大祥茶", "en": "Zeta tea"})

    assert (find("茶", sort="name"), find("茶", sort="name", language="en")) == (["b", "a"], ["a", "b"])
