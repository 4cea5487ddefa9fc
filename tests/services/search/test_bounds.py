"""Bounds: what one search, one beginning and one rebuild may cost at most."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.extensions import db
from app.models.page import Page
from app.services.search import analysis, following, suggesting
from app.services.search.index import SearchIndex
from app.services.search.reading import Opened
from app.services.search.searching import FURTHEST, MOST, Results
from app.services.search.suggesting import Names
from tests.services.search.test_suggesting import version

Make = Callable[..., Page]
Ask = Callable[..., Results]


def opened_now(index: SearchIndex) -> Opened:
    with index.searcher(db.session()) as (opened, _fresh):
        return opened


def test_the_searcher_stays_open_until_the_version_moves(make_place: Make, index: SearchIndex, ask: Ask) -> None:
    make_place("hall", name={"zh": "会馆"})
    ask("会馆")
    before = opened_now(index)
    for query in ("会馆", "hall", "x*", "zzzz"):
        ask(query)
    still = opened_now(index)
    make_place("hall", name={"zh": "茶馆"})
    ask("茶馆")

    assert (still is before, opened_now(index) is before) == (True, False)


@pytest.mark.parametrize("most", [1, 5, 12])
def test_a_beginning_is_continued_by_a_bounded_number_of_words(most: int, make_place: Make, index: SearchIndex, ask: Ask) -> None:
    make_place("hall", name={"zh": "会馆", "en": " ".join(f"sa{chr(97 + number)}" for number in range(26))})
    ask("会馆")

    assert len(list(opened_now(index).postings.begun("names", "s", most))) == most


def test_a_single_letter_is_no_beginning(make_place: Make, ask: Ask) -> None:
    make_place("hall", name={"zh": "会馆", "en": "Sandalwood"})

    assert (ask("s").total, ask("s*").total, ask("sanda").total) == (0, 0, 1)


def test_no_page_of_results_is_longer_or_deeper_than_the_most(make_place: Make, ask: Ask) -> None:
    make_place("hall", name={"zh": "会馆"})

    assert (len(ask("会馆", limit=10**9, offset=-5).hits), ask("会馆", limit=-1, offset=10**12).hits) == (1, [])
    assert (MOST, FURTHEST) == (100, 1_000)


def test_a_run_of_chinese_is_analysed_once() -> None:
    analysis.pieces.cache_clear()
    first = analysis.pieces("什刹海冰场")

    assert (analysis.pieces("什刹海冰场"), analysis.pieces.cache_info()[:2]) == (first, (1, 1))


def test_facets_and_counts_ask_the_database_nothing_while_nothing_changed(
    make_place: Make, ask: Ask, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    for number in range(3):
        make_place(f"hall-{number}", name={"zh": f"会馆{number}"}, admission={"kind": "free"})
    alone = {"filters": {"free": "yes", "kind": "museum"}}
    ask("会馆", **alone)

    assert count_queries(lambda: ask("会馆", **alone)) == count_queries(lambda: ask("会馆"))


def test_everything_is_indexed_some_at_a_time_with_its_progress(make_place: Make, index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "BATCH", 2)
    for number in range(5):
        make_place(f"hall-{number}")
    told: list[tuple[int, int]] = []

    count = index.rebuild(db.session(), lambda done, total: told.append((done, total)))

    assert (count, told) == (5, [(2, 5), (4, 5), (5, 5)])


def test_a_process_remembers_a_bounded_number_of_beginnings(make_place: Make, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "REMEMBERED", 3)
    make_place("hall", name={"zh": "会馆", "en": "Zwyxhaven"})
    names = Names(version)
    found = [names.suggest("zwyxhaven"[:size], db.session) for size in range(2, 10)]

    assert ([len(one) for one in found], len(names._remembered)) == ([1] * 8, 3)
