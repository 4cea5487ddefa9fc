"""Lists as iCalendar (RFC 5545): the events of a calendar, their times in Beijing, their rules where ours can say them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from app import clock
from app.i18n import _
from app.services.bringing.csv_reading import decoded
from app.services.bringing.sheets import MOST_ROWS, FileRefused, Sheet

FREQUENCIES = {"DAILY": "daily", "WEEKLY": "weekly", "MONTHLY": "monthly"}
WEEKDAYS = {"MO": "mon", "TU": "tue", "WE": "wed", "TH": "thu", "FR": "fri", "SA": "sat", "SU": "sun"}
RULE_PARTS = {"FREQ", "INTERVAL", "UNTIL", "BYDAY", "BYMONTHDAY", "WKST"}
ROW = "schedule.0."
DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, NotImplementedError)


def read(data: bytes) -> Sheet:
    """Give the events of a calendar, each under its UID; raise FileRefused."""
    try:
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
        except DAMAGED as error:
            raise FileRefused(_("Event %(number)s: a date or a rule cannot be read.", number=number)) from error
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
    starts = in_beijing(event["DTSTART"].dt)
    ends = end_of(event, starts)
    yield f"{ROW}starts", day_of(starts).isoformat()
    if isinstance(starts, datetime):
        yield f"{ROW}opens", f"{starts:%H:%M}"
        if isinstance(ends, datetime) and ends > starts and ends - starts < timedelta(days=1):
            yield f"{ROW}closes", f"{ends:%H:%M}"
    if event.get("RRULE") is not None:
        yield from rule_of(event["RRULE"])
    elif ends is not None and last_day(ends, starts) > day_of(starts):
        yield f"{ROW}ends", last_day(ends, starts).isoformat()
    for name, path in (("RDATE", "also"), ("EXDATE", "but_not")):
        days = sorted({day_of(in_beijing(one.dt)).isoformat() for held in listed(event.get(name)) for one in held.dts})
        if days:
            yield f"{ROW}{path}", " ".join(days)


def listed(value: Any) -> list[Any]:
    """Give what stands once, several times or not at all as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def in_beijing(moment: Any) -> date:
    """Give a day, or a moment in Beijing; a moment without a time zone is a Beijing time. Raise TypeError for anything else."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=clock.BEIJING) if moment.tzinfo is None else moment.astimezone(clock.BEIJING)
    if isinstance(moment, date):
        return moment
    raise TypeError(type(moment).__name__)


def day_of(moment: date) -> date:
    """Give the day of a day or a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def end_of(event: Any, starts: date) -> date | None:
    """Give the end: what it says, or the start and the duration."""
    if event.get("DTEND") is not None:
        return in_beijing(event["DTEND"].dt)
    if event.get("DURATION") is not None and isinstance(event["DURATION"].dt, timedelta):
        return starts + event["DURATION"].dt
    return None


def last_day(ends: date, starts: date) -> date:
    """Give the last day: an all-day event ends on the day before its end, and so does one that ends at midnight or in its first night."""
    if not isinstance(ends, datetime):
        return ends - timedelta(days=1)
    is_one_night = isinstance(starts, datetime) and ends - starts < timedelta(days=1)
    return day_of(starts) if is_one_night else day_of(ends - timedelta(microseconds=1))


def rule_of(rule: Any) -> Iterator[tuple[str, str]]:
    """Give a rule as our schedules say it; raise ValueError for one that they cannot say."""
    said = {str(name).upper(): value for name, value in rule.items()}
    frequency = str(listed(said.get("FREQ"))[0]).upper()
    if frequency not in FREQUENCIES or not set(said) <= RULE_PARTS:
        raise ValueError(frequency)
    yield f"{ROW}repeats", FREQUENCIES[frequency]
    if listed(said.get("INTERVAL")):
        yield f"{ROW}every", str(listed(said["INTERVAL"])[0])
    if listed(said.get("UNTIL")):
        yield f"{ROW}ends", day_of(in_beijing(listed(said["UNTIL"])[0])).isoformat()
    else:
        yield f"{ROW}until_further_notice", "yes"
    days = [str(one).upper() for one in listed(said.get("BYDAY"))]
    if days:
        yield f"{ROW}weekdays", " ".join(WEEKDAYS[one[-2:]] for one in days)
        turns = {one[:-2] for one in days} - {""}
        if turns:
            yield f"{ROW}nth", " ".join(sorted(str(int(turn)) for turn in turns))
    if listed(said.get("BYMONTHDAY")):
        yield f"{ROW}month_days", " ".join(str(one) for one in listed(said["BYMONTHDAY"]))
