"""Pages about time at 5,000 pages and 50,000 dates: few statements, each walking an index, none reading or sorting everything."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import event, func, select, text

from app import clock
from app.extensions import db
from app.models.occurrence import Occurrence
from app.models.page import Page
from app.queries import calendar_dates, newest, occurrences, pages
from app.routes import rows
from app.services.transactions import record_change, writing
from app.vocabulary import Family, Shape
from tests.conftest import make_app
from tests.proofs.large_site import build

pytestmark = pytest.mark.tenth
NOW = datetime(2027, 2, 6, 19, 0, tzinfo=clock.BEIJING)
TODAY = clock.start_of(NOW.date())
LONG_AGO, FAR = TODAY - timedelta(days=4_000), TODAY + timedelta(days=3_000)
DAY, MONTH, YEAR = timedelta(days=1), timedelta(days=28), timedelta(days=365)
MOST_STATEMENTS = 15
LISTS = (
    "/now",
    "/tonight",
    "/weekend",
    "/day/2027-02-06",
    "/day/2027-05-01",
    "/calendar/2027/02",
    "/calendar/2027-W05",
    "/almanac/2027",
    "/events",
    "/events?month=2027-02",
    "/events?year=2026",
    "/events?kind=festival",
    "/series",
    "/",
)
CALENDARS = (
    "/events.ics",
    "/events.ics?month=2027-02",
    "/events.ics?kind=festival",
    "/day/2027-02-06.ics",
    "/calendar/2027/02.ics",
    "/interests/at-night.ics",
    "/series.ics?expected=1",
)
FEEDS = ("/events.atom", "/events.json", "/news.atom", "/news.json")
EVENTS = list(range(2_001, 4_451))
STATEMENTS: dict[str, Callable[[], Any]] = {
    "not over": lambda: occurrences.not_over(db.session(), NOW),
    "not over, filtered": lambda: occurrences.not_over(db.session(), NOW, ids=EVENTS),
    "lines of a month": lambda: occurrences.lines_between(db.session(), TODAY, TODAY + MONTH),
    "lines of a year": lambda: occurrences.lines_between(db.session(), TODAY, TODAY + YEAR),
    "a day": lambda: occurrences.days_between(db.session(), TODAY, TODAY + DAY),
    "a day, filtered": lambda: occurrences.days_between(db.session(), TODAY, TODAY + DAY, ids=EVENTS),
    "a day long ago": lambda: occurrences.days_between(db.session(), LONG_AGO, LONG_AGO + DAY),
    "a day to come": lambda: occurrences.days_between(db.session(), FAR, FAR + DAY),
    "a series": lambda: occurrences.of_series(db.session(), 4_500),
    "a page": lambda: occurrences.of_page(db.session(), 2_002),
    "pages": lambda: occurrences.of_pages(db.session(), EVENTS[:20]),
    "calendar": lambda: calendar_dates.calendar_dates(db.session(), NOW),
    "calendar, expected": lambda: calendar_dates.calendar_dates(db.session(), NOW, with_expected=True),
    "calendar, filtered": lambda: calendar_dates.calendar_dates(db.session(), NOW, ids=EVENTS),
    "calendar of a few": lambda: calendar_dates.calendar_dates(db.session(), NOW, ids=EVENTS[:20]),
    "calendar of one": lambda: calendar_dates.calendar_dates(db.session(), NOW, ids=EVENTS[:1], with_past=True),
    "calendar of a day": lambda: calendar_dates.calendar_dates(db.session(), NOW, first=TODAY, last=TODAY + DAY, with_past=True),
    "calendar of a month": lambda: calendar_dates.calendar_dates(db.session(), NOW, first=TODAY, last=TODAY + MONTH, with_past=True),
    "calendar of long ago": lambda: calendar_dates.calendar_dates(db.session(), NOW, first=LONG_AGO, last=LONG_AGO + DAY, with_past=True),
}
SMALL = ("not over", "lines of a month", "a day", "a day long ago", "a day to come", "a series", "a page", "pages", "calendar of a few")
"""What must cost a fraction of reading every date once."""


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The application on the large site, without its page cache, at one minute."""
    with time_machine.travel(NOW, tick=False):
        app = make_app(tmp_path_factory.mktemp("large"), PAGE_CACHE="0")
        with app.app_context():
            with writing() as session:
                build(session, NOW)
            db.session.remove()
            yield app
            db.session.remove()


def seen_in(call: Callable[[], Any]) -> list[tuple[str, Any]]:
    """Give the statements that a call runs, with their values, transactions aside."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            seen.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        call()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return seen


def plan_of(call: Callable[[], Any]) -> list[str]:
    """Give what SQLite says of how it runs the statements of a call, with the values they run with."""
    db.session.remove()
    statements = seen_in(call)
    driver: Any = db.session().connection().connection.driver_connection
    return [row[3] for statement, values in statements for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}", values)]


def steps_of(call: Callable[[], Any]) -> int:
    """Give how many hundreds of steps SQLite makes for a call: the same on every machine."""
    driver: Any = db.session().connection().connection.driver_connection
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    driver.set_progress_handler(count, 100)
    try:
        call()
    finally:
        driver.set_progress_handler(None, 0)
    return steps


def forget() -> None:
    """Let nothing be remembered: neither rows nor cards nor which page has which word."""
    with writing() as session:
        record_change(session, None, "load")
    db.session.remove()
    rows.drawn.cache_clear()
    pages.parsed.cache_clear()


def test_site_is_as_large_as_the_issue_says(large, say):
    session = db.session()

    found = session.scalar(select(func.count()).select_from(Page)), session.scalar(select(func.count()).select_from(Occurrence))

    shapes = set(session.scalars(select(Occurrence.shape).distinct()))
    assert shapes == set(Shape) - {Shape.REMOVED}
    say("pages of the large site", tried=found[0], aimed=5_000)
    say("dates of the large site", tried=found[1], aimed=50_000)


@pytest.mark.parametrize("path", [*LISTS, *CALENDARS, *FEEDS])
def test_page_about_time_asks_little_when_nothing_is_remembered(large, path):
    client = FlaskClient(large, large.response_class)
    forget()
    answers = []

    asked = len(seen_in(lambda: answers.append(client.get(f"/en{path}"))))

    assert answers[0].status_code == 200
    assert re.search(r"Page \d+", answers[0].text)
    assert 1 <= asked <= MOST_STATEMENTS


@pytest.mark.parametrize("name", STATEMENTS)
def test_statement_walks_an_index_and_sorts_only_what_is_bounded(large, name):
    plan = plan_of(STATEMENTS[name])

    assert [line for line in plan if line.startswith("SEARCH occurrence USING")]
    for line, after in zip(plan, [*plan[1:], ""], strict=True):
        assert "AUTOMATIC" not in line, plan
        assert not re.match(r"SCAN (?!anon_|\(subquery|CONSTANT ROW)", line), plan
        if line.startswith("SEARCH occurrence"):
            assert re.search(r"USING (COVERING )?INDEX (ix_occurrence_start|ix_occurrence_end|sqlite_autoindex_occurrence_1) ", line), plan
        if line.startswith("SEARCH page"):
            assert "USING INTEGER PRIMARY KEY" in line, plan
        if "(is_line=? AND starts_at>?)" in line:
            assert "TEMP B-TREE" not in after, plan


@pytest.mark.parametrize("name", SMALL)
def test_statement_costs_a_fraction_of_reading_every_date(large, name):
    everything = steps_of(lambda: db.session().execute(text("SELECT sum(length(starts)) FROM occurrence")).all())

    assert everything > 1_000
    assert steps_of(STATEMENTS[name]) < everything / 2


def test_calendar_holds_what_comes_before_what_is_over(large):
    found = calendar_dates.calendar_dates(db.session(), NOW)

    coming = [date.dated for date in found if date.dated.ends_at >= NOW]
    assert len(found) <= calendar_dates.MOST
    assert len(coming) >= calendar_dates.COMING * 0.9
    assert found == sorted(found, key=lambda date: (date.dated.starts_at, date.dated.card.id, date.dated.original_start))
    assert max(date.starts_at for date in coming) > NOW + timedelta(days=14)


def test_newest_walks_the_changes_backwards_and_stops(large):
    plan = plan_of(lambda: newest.newest(db.session(), (Family.EVENT,), 50))

    assert plan[:2] == ["CO-ROUTINE anon_1", "SCAN change"]
    assert "TEMP B-TREE" not in "".join(plan[:4])
