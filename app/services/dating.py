"""Dates of events and expected windows of series, as rows for the occurrence table."""

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from app import clock
from app.documents.event import EventDocument, ScheduleEntry, SeriesDocument
from app.rules import expected
from app.vocabulary import Certainty, Status

LONGEST_WINDOW = timedelta(days=240)
"""A longer window tells a visitor nothing: such a series only says in words when it usually is."""
PRECISIONS = {4: "year", 7: "month", 10: "day"}


def first_day(partial: str) -> date:
    """Give the first day that a year, a month or a day may mean."""
    return date.fromisoformat((partial + "-01-01")[:10])


def last_day(partial: str) -> date:
    """Give the last day that a year, a month or a day may mean."""
    if len(partial) == 4:
        return date(int(partial), 12, 31)
    if len(partial) == 7:
        year, month = int(partial[:4]), int(partial[5:])
        return date(year, month, calendar.monthrange(year, month)[1])
    return date.fromisoformat(partial)


def stored(day: date, at: str | None) -> datetime:
    """Give a Beijing day and time of day as a stored moment."""
    return clock.to_utc(datetime.combine(day, time.fromisoformat(at or "00:00"), clock.BEIJING))


def closing(day: date, entry: ScheduleEntry) -> datetime:
    """Give the moment an entry is over; a closing time before the opening one belongs to the next day."""
    if entry.closes is None:
        return clock.to_utc(clock.start_of(day + timedelta(days=1))) - timedelta(seconds=1)
    overnight = entry.opens is not None and entry.closes <= entry.opens
    return stored(day + timedelta(days=1) if overnight else day, entry.closes)


def dates_of(event: EventDocument) -> list[dict[str, Any]]:
    """Give the dates of an event; a run is one row, and an entry without an end is over when its first day, month or year is."""
    changes = {change.of.isoformat(): change.status for change in event.changes}
    return [row_of(entry, changes.get(entry.starts, event.status)) for entry in event.schedule]


def row_of(entry: ScheduleEntry, status: Status) -> dict[str, Any]:
    """Give one row of the occurrence table for an entry of a schedule."""
    return {
        "original_start": f"{entry.starts}T{entry.opens}" if entry.opens else entry.starts,
        "starts_at": stored(first_day(entry.starts), entry.opens),
        "ends_at": closing(last_day(entry.ends or entry.starts), entry),
        "starts": entry.starts,
        "ends": entry.ends,
        "opens": entry.opens,
        "closes": entry.closes,
        "precision": PRECISIONS[min(len(entry.starts), len(entry.ends or entry.starts))],
        "certainty": Certainty.CONFIRMED,
        "status": status,
    }


def expected_of(series: SeriesDocument, editions: Iterable[EventDocument], today: date, until: date) -> Iterator[dict[str, Any]]:
    """Give the windows not yet over in which a series is expected, but for years that have an edition with dates."""
    if series.usually is None:
        return
    rule = expected.parse(series.usually.rule)
    dated = {first_day(entry.starts).year for edition in editions for entry in edition.schedule}
    for year in range(today.year - 1, until.year + 1):
        window = rule.window(year)
        if window is None or window.last_day - window.first_day > LONGEST_WINDOW:
            continue
        if window.last_day < today or window.first_day.year in dated or window.first_day > until:
            continue
        starts, ends = window.first_day.isoformat(), window.last_day.isoformat()
        yield {
            "original_start": starts,
            "starts_at": stored(window.first_day, None),
            "ends_at": clock.to_utc(clock.start_of(window.last_day + timedelta(days=1))) - timedelta(seconds=1),
            "starts": starts,
            "ends": ends,
            "opens": None,
            "closes": None,
            "precision": "day" if rule.is_exact else "month",
            "certainty": Certainty.EXPECTED,
            "status": Status.SCHEDULED,
        }
