"""Lists as iCalendar (RFC 5545): the events of a calendar, their times in Beijing, their rules where ours can say them."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar
from icalendar.error import GloballyUniqueTZIDGuessed

from app.i18n import _
from app.services.bringing.csv_reading import decoded
from app.services.bringing.ics_rules import day_of, in_beijing, listed, rule_of
from app.services.bringing.sheets import MOST_ROWS, FileRefused, Sheet

ROW = "schedule.0."
DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, NotImplementedError)


def read(data: bytes) -> Sheet:
    """Give the events of a calendar, each under its UID; raise FileRefused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", GloballyUniqueTZIDGuessed)
            calendars = Calendar.from_ical(decoded(data), multiple=True)
        events: list[Any] = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except DAMAGED as error:
        raise FileRefused(_("The calendar cannot be read.")) from error
    if len(events) > MOST_ROWS:
        raise FileRefused(_("There are more than %(number)s rows; please divide the file.", number=MOST_ROWS))
    sheet = Sheet()
    for number, event in enumerate(events, 1):
        try:
            cells = list(cells_of(event))
        except DAMAGED:
            sheet.refuse(number, _("Event %(number)s: a date or a rule cannot be read.", number=number))
        else:
            sheet.add(number, cells)
    return sheet


def cells_of(event: Any) -> Iterator[tuple[str, str]]:
    """Give an event as cells."""
    for name, path in (("UID", "_id"), ("SUMMARY", "name.zh"), ("DESCRIPTION", "summary.zh"), ("URL", "website"), ("LOCATION", "LOCATION")):
        if event.get(name):
            yield path, str(event[name])
    status = str(event.get("STATUS", "")).upper()
    if status == "CANCELLED":
        yield "status", "cancelled"
    if event.get("DTSTART") is not None:
        yield from dates_of(event)


def dates_of(event: Any) -> Iterator[tuple[str, str]]:
    """Give the line of dates of an event: the first day and times, the last day, the rule, days added and left out."""
    starts = moments_of(event["DTSTART"])[0]
    ends = end_of(event, starts)
    yield f"{ROW}starts", day_of(starts).isoformat()
    if isinstance(starts, datetime):
        yield f"{ROW}opens", f"{starts:%H:%M}"
        if isinstance(ends, datetime) and ends > starts and ends - starts < timedelta(days=1):
            yield f"{ROW}closes", f"{ends:%H:%M}"
    if event.get("RRULE") is not None:
        rules = listed(event["RRULE"])
        if len(rules) > 1:
            raise ValueError("RRULE")
        yield from ((ROW + name, text) for name, text in rule_of(rules[0], event["DTSTART"].dt, starts))
    elif ends is not None and last_day(ends, starts) > day_of(starts):
        yield f"{ROW}ends", last_day(ends, starts).isoformat()
    for name, path in (("RDATE", "also"), ("EXDATE", "but_not")):
        days = sorted({day_of(one).isoformat() for held in listed(event.get(name)) for one in moments_of(held)})
        if days:
            yield f"{ROW}{path}", " ".join(days)


def moments_of(held: Any) -> list[date]:
    """Give the days and moments of a property, in Beijing; raise ValueError for a time zone that nobody knows."""
    moments = [one.dt for one in held.dts] if hasattr(held, "dts") else [held.dt]
    if held.params.get("TZID") and any(isinstance(one, datetime) and one.tzinfo is None for one in moments):
        raise ValueError("TZID")
    return [in_beijing(one) for one in moments]


def end_of(event: Any, starts: date) -> date | None:
    """Give the end: what it says, or the start and the duration."""
    if event.get("DTEND") is not None:
        return moments_of(event["DTEND"])[0]
    if event.get("DURATION") is not None and isinstance(event["DURATION"].dt, timedelta):
        return starts + event["DURATION"].dt
    return None


def last_day(ends: date, starts: date) -> date:
    """Give the last day: an all-day event ends on the day before its end, and so does one that ends at midnight or in its first night."""
    if not isinstance(ends, datetime):
        return ends - timedelta(days=1)
    is_one_night = isinstance(starts, datetime) and ends - starts < timedelta(days=1)
    return day_of(starts) if is_one_night else day_of(ends - timedelta(microseconds=1))
