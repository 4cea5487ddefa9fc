"""The dates of an event for schema.org: from its first start to its last end, its rules, its status, its changed dates.

What is expected is never a date here; what has no end yet has no end here; a month is never a day.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from app import clock
from app.documents.event import EventDocument
from app.documents.schedule import ScheduleEntry
from app.queries.occurrences import Dated
from app.rules.recurrence import RFC_DAYS, Repeats
from app.vocabulary import Shape, Status

Node = dict[str, Any]
SCHEMA = "https://schema.org/"
STATUSES = {
    Status.SCHEDULED: "EventScheduled",
    Status.RESCHEDULED: "EventRescheduled",
    Status.POSTPONED: "EventPostponed",
    Status.CANCELLED: "EventCancelled",
    Status.MOVED_ONLINE: "EventMovedOnline",
    Status.FULL: "EventScheduled",
}
LETTERS = {Repeats.DAILY: "D", Repeats.WEEKLY: "W", Repeats.MONTHLY: "M"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AS_PLANNED = {Status.SCHEDULED, Status.FULL, Status.RESCHEDULED}
MOST_PARTS = 12
ONLINE = SCHEMA + "OnlineEventAttendanceMode"
IN_PERSON = SCHEMA + "OfflineEventAttendanceMode"


def times_of(document: EventDocument, dates: Iterable[Dated]) -> Node:
    """Give when an event is, by which rules, and whether it stands; empty when no start is known to the month."""
    known = confirmed(dates)
    lines = [date for date in known if date.shape is not Shape.RUN_DAY]
    if not lines:
        return {}
    node: Node = {"startDate": start_of(min(held(lines), key=lambda date: date.starts_at))}
    end = end_of_whole(document, held(known))
    if end:
        node["endDate"] = end
    rules = [rule for number, entry in enumerate(document.schedule) for rule in rules_of(entry, left_out(known, number))]
    if rules:
        node["eventSchedule"] = rules
    only = only_date(known)
    if only and document.status is Status.SCHEDULED:
        return node | standing(only.status, previous_of(only))
    return node | standing(document.status, document.previously)


def confirmed(dates: Iterable[Dated]) -> list[Dated]:
    """Give the dates that are announced, and known at least to the month."""
    return [date for date in dates if not date.is_expected and len(date.starts) >= 7]


def only_date(dates: Iterable[Dated]) -> Dated | None:
    """Give the one date of an event that has no other: what was changed for it was changed for the event."""
    found = confirmed(dates)
    return found[0] if len(found) == 1 else None


def held(lines: Sequence[Dated]) -> Sequence[Dated]:
    """Give the lines that are held; when none is, all of them: a cancelled event keeps its dates."""
    return [date for date in lines if date.is_held] or lines


def start_of(date: Dated) -> str:
    """Give a start as far as it is known, with Beijing's offset where there is a time."""
    return moment(date.starts, date.opens) if date.precision == "day" else date.starts


def moment(day: str, at: str | None) -> str:
    """Give a day, or a day and a time with Beijing's offset."""
    return f"{day}T{at}:00+08:00" if at else day


def end_of_whole(document: EventDocument, dates: Sequence[Dated]) -> str | None:
    """Give the last end as far as it is known; None for what has no end yet or none that was told."""
    last = max(dates, key=lambda date: date.ends_at)
    if not last.is_end_known or any(entry.until_further_notice for entry in document.schedule):
        return None
    if last.closes and last.precision == "day":
        return last.ends_at.isoformat()
    return last.ends or (last.starts if len(dates) > 1 else None)


def standing(status: Status, previous: str | None) -> Node:
    """Give a status in the words of schema.org, which knows no “full”; what was moved and still stands is rescheduled."""
    is_moved = previous is not None and status in AS_PLANNED
    node: Node = {"eventStatus": SCHEMA + (STATUSES[Status.RESCHEDULED] if is_moved else STATUSES[status])}
    if is_moved:
        node["previousStartDate"] = previous
    if status is Status.FULL:
        node["remainingAttendeeCapacity"] = 0
    return node | {"eventAttendanceMode": ONLINE if status is Status.MOVED_ONLINE else IN_PERSON}


def previous_of(date: Dated) -> str | None:
    """Give when a date that was moved was first to begin."""
    return moment(*f"{date.moved_from}T".split("T")[:2]) if date.moved_from else None


def parts_of(document: EventDocument, dates: Iterable[Dated]) -> list[tuple[Dated, Node]]:
    """Give those dates among several that were moved or do not stand as the whole does, the last twelve, each with what it is."""
    known = confirmed(dates)
    if only_date(known):
        return []
    changed = [date for date in known if date.raw is not None and (date.moved_from or date.status is not document.status)]
    return [(date, part_of(date)) for date in changed[-MOST_PARTS:]]


def part_of(date: Dated) -> Node:
    """Give one date by itself: when it is and whether it stands."""
    node: Node = {"startDate": start_of(date)}
    if date.closes:
        node["endDate"] = date.ends_at.isoformat()
    return node | standing(date.status, previous_of(date))


def left_out(dates: Iterable[Dated], number: int) -> set[str]:
    """Give the days of one line of a schedule on which nothing is: cancelled, postponed, or moved to another day."""
    changed = (date for date in dates if date.entry == number and date.raw is not None)
    return {date.original_start[:10] for date in changed if not date.is_held or not date.original_start.startswith(date.starts)}


def rules_of(entry: ScheduleEntry, without: set[str]) -> list[Node]:
    """Give a line of a schedule that runs or repeats as a rule, and each day added to it; none where schema.org has no words for it."""
    if not (entry.repeats or entry.is_run) or any(day < 0 for day in entry.month_days):
        return []
    rule, left = entry.recurrence, sorted(without | {day.isoformat() for day in entry.but_not})
    node: Node = {"@type": "Schedule", "startDate": entry.starts, "repeatFrequency": f"P{rule.every}{LETTERS[rule.repeats]}"}
    if entry.ends:
        node["endDate"] = entry.ends
    if rule.weekdays:
        node["byDay"] = weekdays_of(sorted(rule.weekdays), rule.nth)
    if rule.month_days:
        node["byMonthDay"] = list(rule.month_days)
    if left:
        node["exceptDate"] = left
    added = [{"@type": "Schedule", "startDate": day.isoformat(), "endDate": day.isoformat(), "repeatCount": 1} for day in entry.also]
    return [one | clock_of(entry) for one in (node, *added) if one is node or one["startDate"] not in left]


def weekdays_of(weekdays: Iterable[int], nth: Sequence[int]) -> list[str]:
    """Give weekdays by name, or the first, second … of a month as iCalendar writes them: 1SA."""
    return [f"{number}{RFC_DAYS[day]}" if number else SCHEMA + DAYS[day] for number in nth or (0,) for day in weekdays]


def clock_of(entry: ScheduleEntry) -> Node:
    """Give the hours of a line, in Beijing time."""
    hours = {"startTime": entry.opens, "endTime": entry.closes}
    return {name: f"{at}:00" for name, at in hours.items() if at} | {"scheduleTimezone": clock.BEIJING.key}
