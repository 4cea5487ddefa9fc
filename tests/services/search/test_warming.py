"""Warming: what a search needs is read before it is asked, beside those who search."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask

from app.extensions import db
from app.models.page import Page
from app.services.search import suggesting, warming
from app.services.search.index import SearchIndex
from app.services.search.reading import LEXICONS
from app.services.search.searching import Results
from app.services.search.warming import Warming
from tests.services.search.indexes import folder_of

Make = Callable[..., Page]
Ask = Callable[..., Results]


def read_words(index: SearchIndex) -> list[set[bool]]:
    """Give which lists of words are read, for each segment that searches use."""
    with index.searcher(db.session()) as (opened, _fresh):
        return [set(segment.lexicons) for segment in opened.postings.segments]


def test_what_was_read_ahead_is_what_searches_use(make_place: Make, index: SearchIndex, ask: Ask) -> None:
    make_place("hall", name={"zh": "会馆", "en": "Guildhall"})
    index.catch_up(db.session())
    fresh = SearchIndex(index.root)

    assert [fresh.prepare(), fresh.prepare()] == [True, False]
    assert read_words(fresh) == [set(LEXICONS)]


def test_words_are_read_ahead_for_segments_that_a_search_has_opened(make_place: Make, index: SearchIndex, ask: Ask) -> None:
    for number in range(3):
        make_place(f"hall-{number}", name={"zh": f"会馆{number}", "en": "Guildhall"})
        ask("会馆")
    before = read_words(index)
    index.prepare()

    assert (before, read_words(index)) == ([set()] * 3, [set(LEXICONS)] * 3)
    assert (ask("giuldhall").corrected or "").casefold() == "guildhall"


def test_there_is_nothing_to_read_ahead_without_an_index_or_in_a_damaged_one(make_place: Make, index: SearchIndex, ask: Ask) -> None:
    without = index.prepare()
    make_place("hall")
    index.catch_up(db.session())
    segment = next(folder_of(index).glob("*.seg"))
    segment.write_bytes(segment.read_bytes()[:-9])
    fresh = SearchIndex(index.root)

    assert (without, fresh.prepare(), fresh.state()) == (False, False, "damaged")
    assert (ask("某页").total, fresh.prepare()) == (1, True)


def test_a_new_index_is_read_ahead_while_others_search(make_place: Make, index: SearchIndex, ask: Ask) -> None:
    make_place("hall", name={"zh": "听雨轩"})
    ask("听雨轩")
    seen: list[int] = []
    searching = threading.Event()

    def read_ahead() -> None:
        while not searching.is_set():
            index.prepare()

    reader = threading.Thread(target=read_ahead)
    reader.start()
    for number in range(12):
        make_place(f"hall-{number}", name={"zh": f"听雨轩{number}"})
        seen.append(ask("听雨轩").total)
        if number % 4 == 3:
            index.optimise()
    searching.set()
    reader.join()

    assert seen == list(range(2, 14))


def test_a_warm_process_has_read_the_names_and_the_words(make_place: Make, app: Flask) -> None:
    make_place("hall", name={"zh": "会馆", "en": "Guildhall"})
    index: SearchIndex = app.extensions["search"]
    index.catch_up(db.session())
    Warming(app).once()

    assert read_words(index) == [set(LEXICONS)]
    assert [found.entry.slug for found in suggesting.the_names().at_once("guild") or ()] == ["hall"]


def test_starting_waits_until_the_process_is_warm_and_stopping_ends_the_thread(make_place: Make, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "REST_S", 0.01)
    make_place("hall")
    begun = warming.start(app)
    threads = [thread for thread in threading.enumerate() if thread.name == "search-warming"]
    begun.stop()
    for thread in threads:
        thread.join(timeout=20)

    assert (begun.is_warm.is_set(), [thread.is_alive() for thread in threads]) == (True, [False])
