"""Missed words: counted from the third time on, in words only, bounded, and never in a visitor's way."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import clock
from app.extensions import db
from app.models.site import MissedWords
from app.services.search import asked_for
from app.services.search.asked_for import ENOUGH, MOST_IN_MEMORY, REST, AskedFor, words_of
from app.services.transactions import writing

Kept = Callable[[], dict[str, int]]
DAY = datetime(2026, 12, 2, 12, 0, tzinfo=clock.BEIJING)


@pytest.fixture
def counts(app: Flask) -> AskedFor:
    return AskedFor()


@pytest.fixture
def kept(session: Session) -> Kept:
    """Give what the database keeps."""

    def read() -> dict[str, int]:
        session.rollback()
        return {words: times for words, times, _day in asked_for.missed(session, 100)}

    return read


def ask(counts: AskedFor, *queries: str) -> None:
    for query in queries:
        counts.note(query, db.engine)


def test_nothing_is_kept_before_the_third_time(counts: AskedFor, kept: Kept) -> None:
    ask(counts, "lost temple", "lost temple")
    assert kept() == {}

    ask(counts, "lost temple")
    assert kept() == {"lost temple": 3}


def test_what_is_the_same_in_plain_form_counts_together(counts: AskedFor, kept: Kept) -> None:
    ask(counts, "失落的廟", "失落的庙", " 失落的庙 ")

    assert kept() == {"失落的庙": 3}


def test_later_times_are_added(counts: AskedFor, kept: Kept) -> None:
    with time_machine.travel(DAY, tick=False) as clockwork:
        ask(counts, *["lost temple"] * 3)
        clockwork.shift(2 * REST)
        ask(counts, "lost temple")

    assert kept() == {"lost temple": 4}


def test_it_is_written_at_most_once_a_second_and_nothing_is_lost(counts: AskedFor, kept: Kept) -> None:
    with time_machine.travel(DAY, tick=False) as clockwork:
        ask(counts, *["first"] * 3, *["second"] * 5)
        assert kept() == {"first": 3}

        clockwork.shift(2 * REST)
        ask(counts, "something else")

    assert kept() == {"first": 3, "second": 5}


@pytest.mark.parametrize(
    "private", ["me@example.org", "13812345678", "010-6601 2345", "https://example.org/x", "www.example.org", "x" * 61, "", "!!", "\x00"]
)
def test_what_may_be_private_or_is_no_word_is_never_counted(private: str, counts: AskedFor, kept: Kept) -> None:
    ask(counts, *[private] * 5)

    assert (words_of(private), kept()) == ("", {})


@pytest.mark.parametrize("query", ["1990年代", "798", "book 24"])
def test_short_figures_are_words(query: str) -> None:
    assert words_of(query) == query


def test_memory_is_bounded(counts: AskedFor) -> None:
    for number in range(MOST_IN_MEMORY + 50):
        ask(counts, f"word{number}")

    assert len(counts._times) == MOST_IN_MEMORY


def test_the_rarest_words_make_room(counts: AskedFor, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked_for, "MOST_KEPT", 2)
    with time_machine.travel(DAY, tick=False) as clockwork:
        for word, times in (("often", 6), ("rare", 3), ("sometimes", 4)):
            ask(counts, *[word] * times)
            clockwork.shift(2 * REST)
        ask(counts, "other")

    assert kept() == {"often": 6, "sometimes": 4}


def test_what_nobody_asked_for_in_a_year_is_forgotten(counts: AskedFor, kept: Kept) -> None:
    with writing() as session:
        session.execute(insert(MissedWords).values(words="old", times=9, last_on=(clock.today() - timedelta(days=400)).isoformat()))

    ask(counts, *["new"] * ENOUGH)

    assert kept() == {"new": 3}


def test_the_day_is_that_of_beijing_and_nothing_else_is_kept(counts: AskedFor, session: Session) -> None:
    with time_machine.travel(datetime(2026, 12, 2, 0, 30, tzinfo=clock.BEIJING), tick=False):
        ask(counts, *["lost"] * 3)

    row = session.execute(select(MissedWords.__table__)).one()
    assert row._mapping == {"words": "lost", "times": 3, "last_on": "2026-12-02"}


def test_a_visitor_does_not_wait_for_another_writer_and_the_count_comes_later(counts: AskedFor, kept: Kept) -> None:
    ask(counts, "lost", "lost")
    with writing():
        began = datetime.now(tz=clock.BEIJING)
        ask(counts, "lost")
        waited = datetime.now(tz=clock.BEIJING) - began

    assert waited < timedelta(seconds=5)
    assert kept() == {}
    assert counts.write(db.engine)
    assert kept() == {"lost": 3}


def test_patience_of_other_writers_is_as_before(counts: AskedFor) -> None:
    ask(counts, *["lost"] * 3)

    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 15_000


def test_words_can_be_forgotten_once_the_guide_has_them(counts: AskedFor, kept: Kept) -> None:
    ask(counts, *["Lost Temple"] * 3)

    with writing() as session:
        assert (asked_for.forget(session, "LOST temple"), asked_for.forget(session, "other")) == (True, False)
    assert kept() == {}
