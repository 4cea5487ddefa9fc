"""Dates of events, as rows for the occurrence table: what a schedule gives, and what was changed for single dates."""

import calendar
import json
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

from app import clock
from app.documents.event import EventDocument
from app.documents.schedule import DateChange, ScheduleEntry
from app.rules.recurrence import days_of
from app.rules.refusals import Unfit
from app.rules.schedule_words import Times, say
from app.vocabulary import Certainty, Confidence, Shape, Status

MOST_DATES = 2000
LONG_RUN = timedelta(days=8)
"""A longer run stands in calendars as one all-day entry, not day by day."""
PRECISIONS = {4: "year", 7: "month", 10: "day"}
NOT_HELD = {Status.CANCELLED, Status.POSTPONED}
Row = dict[str, Any]


class BadSchedule(Unfit):
    """A schedule that cannot be dated; the message says which date and what to write instead."""


def horizon(today: date) -> date:
    """Give the last day to which dates are projected: 31 December of the year after next."""
    return date(today.year + 2, 12, 31)


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


def end_of(day: date) -> datetime:
    """Give the last second of a day, as stored."""
    return clock.to_utc(clock.start_of(day + timedelta(days=1))) - timedelta(seconds=1)


def closing(day: date, opens: str | None, closes: str | None) -> datetime:
    """Give the moment a date is over; a closing time before the opening one belongs to the next day."""
    if closes is None:
        return end_of(day)
    return stored(day + timedelta(days=1) if opens is not None and closes <= opens else day, closes)


def dates_of(event: EventDocument, until: date) -> list[Row]:
    """Give the dates of an event up to a last day, in order of their original start.

    Raise BadSchedule for a date that two lines give, for a change of a date that there is not, and for more than
    2,000 dates.
    """
    rows = [row for number, entry in enumerate(event.schedule) for row in rows_of(entry, number, event.status, until)]
    if len(rows) > MOST_DATES:
        raise BadSchedule(
            "the schedule gives %(number)s dates by %(day)s; at most %(most)s are allowed: shorten it or split the event",
            number=len(rows),
            day=until,
            most=MOST_DATES,
        )
    for row in rows:
        row["at"] = row["original_start"][:16]
    twice = [key for key, count in Counter(row["original_start"] for row in rows).items() if count > 1]
    if twice:
        raise BadSchedule("%(day)s is given by two lines of the schedule; keep one, or give them different times", day=twice[0])
    for change in event.changes:
        apply(change, rows)
    rows.sort(key=lambda row: (row["starts_at"], row["original_start"]))
    if event.confidence is Confidence.LOW:
        expect(rows)
    follow(rows)
    return [{name: value for name, value in row.items() if name != "at"} for row in rows]


def expect(rows: list[Row]) -> None:
    """Call the dates to come expected: nobody has confirmed them."""
    now = clock.to_utc(clock.now())
    for row in rows:
        if row["ends_at"] > now:
            row["certainty"] = Certainty.EXPECTED


def rows_of(entry: ScheduleEntry, number: int, status: Status, until: date) -> list[Row]:
    """Give the rows of one line of a schedule: itself, or a run and its days, or the dates of a rule."""
    if not entry.repeats and not entry.is_run:
        return [line_of(entry, number, status, until)]
    shape = Shape.RUN_DAY if entry.is_run else Shape.DATE
    days = days_of(entry.recurrence, until)
    is_long = bool(days) and days[-1] - days[0] > LONG_RUN
    rows = [day_row(entry, number, day, status, shape) for day in days]
    if not entry.is_run:
        return rows
    for row in rows:
        row["in_calendar"] = not is_long
    run = line_of(entry, number, status, until)
    return [run | {"shape": Shape.RUN, "original_start": run["original_start"] + "/run", "in_calendar": is_long}, *rows] if rows else []


def line_of(entry: ScheduleEntry, number: int, status: Status, until: date) -> Row:
    """Give the row of a line that is one date, or one stretch of days, months or years."""
    first, last = first_day(entry.starts), until if entry.until_further_notice else last_day(entry.ends or entry.starts)
    precision = PRECISIONS[min(len(entry.starts), len(entry.ends or entry.starts))]
    is_date = precision == "day" and last - first <= timedelta(days=1) and not entry.until_further_notice
    row = day_row(entry, number, first, status, Shape.DATE if is_date else Shape.STRETCH)
    return row | {
        "original_start": f"{entry.starts}T{entry.opens}" if entry.opens else entry.starts,
        "ends_at": closing(max(first, last), entry.opens, entry.closes),
        "starts": entry.starts,
        "ends": entry.ends,
        "is_open_ended": entry.until_further_notice,
        "precision": precision,
        "in_calendar": precision == "day",
    }


def day_row(entry: ScheduleEntry, number: int, day: date, status: Status, shape: Shape) -> Row:
    """Give the row of one day of a line."""
    return {
        "original_start": f"{day}T{entry.opens}" if entry.opens else day.isoformat(),
        "shape": shape,
        "is_line": shape is not Shape.RUN_DAY,
        "in_calendar": True,
        "entry": number,
        "starts_at": stored(day, entry.opens),
        "ends_at": closing(day, entry.opens, entry.closes),
        "starts": day.isoformat(),
        "ends": None,
        "is_open_ended": False,
        "is_end_known": not entry.end_unknown,
        "opens": entry.opens,
        "closes": entry.closes,
        "precision": "day",
        "certainty": Certainty.CONFIRMED,
        "status": status,
        "change": None,
        "follows_at": None,
        "later": 0,
    }


def apply(change: DateChange, rows: list[Row]) -> None:
    """Change the dates that a change names; raise BadSchedule when there is none."""
    found = [row for row in rows if row["shape"] is not Shape.RUN and change.of in {row["at"], row["at"][:10]}]
    if not found:
        raise BadSchedule("changes: %(day)s is no date of the schedule; name the day, or day and time, at which it was first to begin", day=change.of)
    for row in found:
        row |= {"status": change.status if change.status is not Status.SCHEDULED else row["status"], "change": said_of(change), "in_calendar": True}
        if not (change.starts or change.opens or change.closes):
            continue
        day = change.starts or first_day(row["starts"])
        opens = change.opens or row["opens"]
        closes = change.closes or (row["closes"] if not change.opens else None)
        row |= {"starts": day.isoformat(), "ends": None, "opens": opens, "closes": closes, "precision": "day"}
        row |= {"starts_at": stored(day, opens), "ends_at": closing(day, opens, closes)}


def said_of(change: DateChange) -> str:
    """Give what a change says beyond its times, as JSON text: note, venue, price."""
    said = change.model_dump(mode="json", include={"note", "venue", "price"}, exclude_none=True, exclude_defaults=True)
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def follow(rows: list[Row]) -> None:
    """Note for each single date which of the same event it follows, and how many come later; `rows` are in order."""
    dates = [row for row in rows if row["shape"] is Shape.DATE]
    end: datetime | None = None
    held = sum(row["status"] not in NOT_HELD for row in dates)
    for row in dates:
        row["follows_at"] = end
        if row["status"] not in NOT_HELD:
            end = max(end, row["ends_at"]) if end else row["ends_at"]
            held -= 1
        row["later"] = held


def words_of(event: EventDocument) -> list[dict[str, Any] | None]:
    """Give each line of a schedule that repeats or runs in words, in both languages; None for a plain date.

    `begun` says the same once it has begun: daily 10:00–18:00, closed Mon, until 31 Mar 2027.
    """
    return [said_of_line(entry) if entry.repeats or entry.is_run else None for entry in event.schedule]


def said_of_line(entry: ScheduleEntry) -> dict[str, Any]:
    """Give a line that repeats or runs in words, before and after it has begun."""
    rule, times = entry.recurrence, Times(entry.opens, entry.closes)
    begun = {language: say(rule, times, language, today=rule.first_day + timedelta(days=1)) for language in ("zh", "en")}
    return {language: say(rule, times, language) for language in ("zh", "en")} | {"begun": begun}
