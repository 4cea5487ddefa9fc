"""Naming: a page that a part of the query names is found, though it has not all of the words."""

from collections.abc import Callable

import pytest

from app.models.page import Page
from app.services.search.searching import Results

Make = Callable[..., Page]
Ask = Callable[..., Results]
Find = Callable[..., list[str]]


@pytest.fixture
def pages(make_place: Make, make_story: Make) -> None:
    make_place("guild", name={"zh": "钱业同业公会", "en": "Money Trade Guild"})
    make_story("lists", body={"zh": "字", "en": "A guild building where the money trade was."}, name={"zh": "名单", "en": "Lists"})
    make_place("other", name={"zh": "别处", "en": "Elsewhere"})


@pytest.mark.parametrize("query", ["Money Trade Guild building", "the building of the Money Trade Guild"])
def test_a_page_named_in_the_query_comes_before_one_that_only_has_the_words(query: str, pages: None, find: Find) -> None:
    assert find(query) == ["guild", "lists"]


def test_a_page_named_in_a_chinese_query_is_found(pages: None, find: Find) -> None:
    assert find("钱业同业公会大楼")[0] == "guild"


def test_where_few_have_all_words_those_with_half_of_them_in_names_follow(make_story: Make, make_place: Make, find: Find) -> None:
    make_story("festivals", name={"zh": "节日", "en": "Festivals"}, body={"zh": "字", "en": "The canal and its culture."})
    make_place("canal", name={"zh": "河", "en": "Northern canal"})
    make_place("other", name={"zh": "别处", "en": "Elsewhere"}, body={"zh": "字", "en": "Culture."})

    assert find("canal culture") == ["festivals", "canal"]


def test_quoted_words_that_stand_nowhere_side_by_side_are_asked_for_apart(make_place: Make, ask: Ask) -> None:
    make_place("apart", body={"zh": "字", "en": "A pagoda that is white."})

    found = ask('"white pagoda"')

    assert ([hit.card.slug for hit in found.hits], found.widened) == (["apart"], True)


def test_a_year_without_an_edition_leads_to_the_series(make_series: Make, make_event: Make, make_story: Make, find: Find) -> None:
    make_series("fair", name={"zh": "厂甸庙会", "en": "Changdian Temple Fair"})
    make_event("fair-2025", name={"zh": "2025年厂甸庙会", "en": "Changdian Temple Fair 2025"}, series="fair", year=2025)
    make_story("tale", name={"zh": "过年", "en": "New Year"}, body={"zh": "2027年的厂甸庙会。"})

    assert find("厂甸庙会 2027")[0] == "fair"
    assert find("厂甸庙会 2025")[0] == "fair-2025"
