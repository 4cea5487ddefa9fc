"""What the page of a place shows of its hours: the usual ones in words, this week day by day, what changes soon."""

from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup, escape

from app import formatting, i18n
from app.documents.base import Text
from app.documents.place import PlaceDocument
from app.documents.visiting import HoursException
from app.i18n import _
from app.rules.holidays import HolidayCalendar
from app.rules.hours import Hours, WeekDay, describe, say_times, week_days
from app.vocabulary import PlaceKind

AHEAD = timedelta(days=60)
STREETS = {PlaceKind.STREET, PlaceKind.QUARTER}


class DayRow(NamedTuple):
    """One day of this week: whether it is today or out of the ordinary, its times, last entries and what to know."""

    day: date
    is_today: bool
    times: Markup | str
    last_entries: str
    notes: list[Markup | str]


class Change(NamedTuple):
    """A closure or an exception: its days, its times, and why."""

    days: str
    times: str
    reason: Text


class HoursView(NamedTuple):
    """The hours as the page shows them; `is_known` is whether the usual ones are."""

    is_known: bool
    words: Markup | str
    week: list[DayRow]
    has_last_entry: bool
    changes: list[Change]
    unannounced: list[int]


def hours_view(document: PlaceDocument, hours: Hours | None, today: date, holidays: HolidayCalendar) -> HoursView | None:
    """Give the hours of a place to show; None for streets, which have none, unless something is known."""
    if hours is None:
        return None if document.kind in STREETS else HoursView(False, "", [], False, [], [])
    monday = today - timedelta(days=today.weekday())
    week = week_days(hours, monday, holidays) if hours.is_known else ()
    changes = [item for item in document.hours_exceptions if is_near(item, today) and not (week and is_within(item, monday))]
    return HoursView(
        is_known=hours.is_known,
        words=i18n.mark_chinese(escape(i18n.in_language({language: describe(hours, language) for language in ("zh", "en")}))),
        week=[row_of(day, document, today, holidays) for day in week],
        has_last_entry=any(day.last_entries for day in week),
        changes=[Change(days_of(item), times_of(item), item.reason) for item in sorted(changes, key=lambda item: item.starts)],
        unannounced=sorted({day.day.year for day in week if hours.needs_holidays and not holidays.is_announced(day.day.year)}),
    )


def is_near(item: HoursException, today: date) -> bool:
    """Whether an exception is not over and begins within sixty days."""
    return item.dated.last_day >= today and item.starts <= today + AHEAD


def is_within(item: HoursException, monday: date) -> bool:
    """Whether an exception lies wholly in a week, which shows it."""
    return monday <= item.starts and item.dated.last_day < monday + timedelta(days=7)


def row_of(day: WeekDay, document: PlaceDocument, today: date, holidays: HolidayCalendar) -> DayRow:
    """Give one day of the week with what is out of the ordinary on it."""
    words = say_times(day.times, "en" if i18n.code() == "en" else "zh")
    notes: list[Markup | str] = [i18n.say(item.reason) for item in document.hours_exceptions if item.starts <= day.day <= item.dated.last_day]
    holiday = holidays.name(day.day)
    if holiday:
        notes.append(_("public holiday: %(name)s", name=i18n.in_language(holiday)))
    elif document.keeps_workdays and holidays.is_makeup_workday(day.day):
        notes.append(_("make-up workday"))
    times = i18n.mark_chinese(escape(i18n.in_language({"zh": words, "en": words})))
    return DayRow(day.day, day.day == today, times, _(", ").join(day.last_entries), notes)


def days_of(item: HoursException) -> str:
    """Give the days of an exception in words."""
    if item.until_further_notice:
        return _("from %(day)s until further notice", day=formatting.day(item.starts, i18n.code(), False))
    return formatting.span(item.starts.isoformat(), item.dated.last_day.isoformat(), i18n.code())


def times_of(item: HoursException) -> str:
    """Give the times of an exception in words."""
    if item.hours is None:
        return _("closed")
    return _(", ").join(time.replace("-", "–") for time in item.hours.split(","))
