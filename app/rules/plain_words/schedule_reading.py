"""Schedules in plain words, in Chinese and English, to the lines of an event's schedule: 每周六、日 9:00–17:00，至2月20日，除夕休息.

What is not understood is given back as it was typed, never guessed; what had to be assumed is named.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.rules import recurrence
from app.rules.holidays import HolidayCalendar
from app.rules.plain_words import dates
from app.rules.plain_words.clocks import Times
from app.rules.plain_words.dates import MonthWord, NoSuchDay
from app.rules.plain_words.lines import Gathered, Line, gathered
from app.rules.plain_words.names import with_today
from app.rules.plain_words.parts import Phrase
from app.rules.plain_words.phrases import phrases_of
from app.rules.plain_words.rules import Days, Monthly
from app.rules.plain_words.spans import Span, check_weekday, days_left_out, span_of
from app.rules.plain_words.writing import Written, written
from app.rules.recurrence import Recurrence, Repeats
from app.rules.refusals import Unfit

WEEK = frozenset(range(7))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_TEXT = 1_000
SEARCHED = timedelta(days=3 * 366)
Entry = dict[str, Any]


@dataclass
class ScheduleReading:
    """What a text says: lines of a schedule as the document holds them, and what it leaves to be put right or to be known.

    `assumed` has `no_start` (from today on), `no_end` (until further notice), `idle` (days left out that have nothing anyway).
    """

    entries: list[Entry] = field(default_factory=list)
    not_understood: list[str] = field(default_factory=list)
    faults: list[Unfit] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def assume(self, what: str) -> None:
        """Note an assumption once."""
        if what not in self.assumed:
            self.assumed.append(what)


def read_schedule(text: str, *, today: date, holidays: HolidayCalendar | None = None) -> ScheduleReading:
    """Give what a text of at most 1,000 characters says; a year that was not said is the next one that fits."""
    plain = written(text[:LONGEST_TEXT])
    found = gathered(phrases_of(plain))
    reading = ScheduleReading()
    if len(text) > LONGEST_TEXT:
        reading.not_understood.append(text[LONGEST_TEXT:].strip())
    reader = Lines(found, reading, today, holidays or HolidayCalendar())
    for line in found.lines:
        reader.read(line)
    reading.entries = once(reading.entries)
    reading.not_understood += pieces(plain, found.unknown)
    if text.strip() and not (reading.entries or reading.not_understood or reading.faults):
        reading.not_understood.append(text.strip())
    return reading


def once(entries: list[Entry]) -> list[Entry]:
    """Give entries without those that say the same days once more, without hours: 2月6日至12日（正月初一至初七）9:00."""
    with_hours = [{name: value for name, value in entry.items() if name not in {"opens", "closes"}} for entry in entries if "opens" in entry]
    return [entry for number, entry in enumerate(entries) if entry not in with_hours and entry not in entries[:number]]


def pieces(plain: Written, unknown: list[Phrase]) -> list[str]:
    """Give what was not understood as it was typed; what lies side by side is one piece."""
    found: list[tuple[int, int]] = []
    for one in unknown:
        if found and not plain.plain[found[-1][1] : one.start].strip():
            found[-1] = (found[-1][0], one.end)
        else:
            found.append((one.start, one.end))
    said = (plain.piece(start, end) for start, end in found)
    return [piece for piece in said if any(character.isalnum() for character in piece)]


class Lines:
    """Reads the lines of one text."""

    def __init__(self, found: Gathered, reading: ScheduleReading, today: date, holidays: HolidayCalendar) -> None:
        self.found, self.reading, self.today, self.holidays = found, reading, today, holidays
        self.used: set[int] = set()

    def read(self, line: Line) -> None:
        """Add what a line says, once for each of its times; a fault is noted and the line left out."""
        try:
            times = [time_of(one) for one in line.times] or [{}]
            self.reading.entries += [{**entry, **hours} for entry in self.entries(line) for hours in times]
        except NoSuchDay as fault:
            self.reading.faults.append(told(fault))
        except Unfit as fault:
            self.reading.faults.append(fault)

    def entries(self, line: Line) -> Iterator[Entry]:
        """Give the lines of the schedule without their times."""
        if not line.says_when:
            raise Unfit("the times have no day; write on which days they are")
        if line.dates:
            yield from self.single_days(line)
        elif line.pattern is None and line.turn is None:
            yield from self.stretch(line)
        else:
            yield self.rule(line, span_of(line.stretch, self.today) if line.stretch else Span(None, None))

    def single_days(self, line: Line) -> Iterator[Entry]:
        """Give single days, in the order in which they were written."""
        days = dates.days_in_order([with_today(named.word, self.today) for named in line.dates], self.today)
        for named, day in zip(line.dates, days, strict=True):
            check_weekday(named, day)
            yield {"starts": day.isoformat()}
        for phrase in line.also:
            for day in days_left_out(phrase, self.today, None, self.today, self.holidays):
                yield {"starts": day.isoformat()}

    def stretch(self, line: Line) -> Iterator[Entry]:
        """Give a stretch of days: with times or days left out it is a daily run, else one line."""
        assert line.stretch is not None  # noqa: S101  (a line that says when has one of them)
        span = span_of(line.stretch, self.today)
        if isinstance(line.stretch.first, MonthWord) and line.stretch.first.month is None and self.found.unknown and not line.times:
            return
        is_plain = not self.found.left_out and not line.also and not line.less
        if is_plain and span.first is not None:
            yield self.plain_stretch(line, span)
        else:
            yield self.rule(line, span)

    def plain_stretch(self, line: Line, span: Span) -> Entry:
        """Give a stretch from its first day to its last, as exactly as it was said."""
        size = 7 if span.names_months and not line.times else 10
        entry: Entry = {"starts": f"{span.first}"[:size]}
        if span.last is None:
            self.assume_open(span)
            return {**entry, "until_further_notice": True}
        return entry | ({"ends": f"{span.last}"[:size]} if f"{span.last}"[:size] != entry["starts"] else {})

    def assume_open(self, span: Span) -> None:
        """Note that no end was said."""
        if not span.is_open:
            self.reading.assume("no_end")

    def rule(self, line: Line, span: Span) -> Entry:
        """Give a rule with its first day, its end, and the days left out and added."""
        if span.first is None:
            self.reading.assume("no_start")
        if span.last is None:
            self.assume_open(span)
        made = self.first_fitting(rule_of(line, span.first or self.today, span.last, self.weekdays_left_out() | line.less))
        left_out = set(self.left_out(made))
        also = {day for phrase in line.also if phrase.kind != "pattern" for day in self.added(phrase, made)}
        given = set(recurrence.days_of(made, made.last_day or made.first_day + SEARCHED))
        but_not = sorted((left_out & given) - also)
        if given and len(but_not) == len(given):
            raise Unfit("every day of the rule is excluded; leave at least one")
        if left_out - given:
            self.reading.assume("idle")
        return entry_of(made, sorted(also - given), but_not)

    def first_fitting(self, made: Recurrence) -> Recurrence:
        """Give a rule that begins on its first day, whatever day it was said to begin on."""
        given = recurrence.days_of(made, made.last_day or made.first_day + SEARCHED)
        if not given:
            raise Unfit("the rule gives no day at all; change its days or its dates")
        if made.every > 1 and made.repeats is not Repeats.DAILY:
            return made
        return Recurrence(given[0], made.last_day, made.repeats, made.every, made.weekdays, made.month_days, made.nth)

    def weekdays_left_out(self) -> frozenset[int]:
        """Give the weekdays on which nothing is."""
        return frozenset[int]().union(*(one.value.weekdays for one in self.found.left_out if isinstance(one.value, Days)))

    def left_out(self, made: Recurrence) -> Iterator[date]:
        """Give the days of a rule that are left out."""
        for phrase in self.found.left_out:
            if phrase.kind == "unknown" or (phrase.kind == "pattern" and not isinstance(phrase.value, Days)):
                raise Unfit("what is left out cannot be understood; write its days")
            if phrase.kind != "pattern":
                yield from days_left_out(phrase, made.first_day, made.last_day, self.today, self.holidays)

    def added(self, phrase: Phrase, made: Recurrence) -> list[date]:
        """Give added days, which may lie outside the rule's own; of a day without its year the next one."""
        days = days_left_out(phrase, self.today, max(made.last_day or self.today, self.today + SEARCHED), self.today, self.holidays)
        return days[: len(phrase.value)] if phrase.kind == "dates" else [day for day in days if day <= (made.last_day or day)]


def rule_of(line: Line, first: date, last: date | None, out: frozenset[int]) -> Recurrence:
    """Give the rule of a line between two days without some weekdays."""
    pattern, every = line.pattern, line.turn.every if line.turn else 1
    if isinstance(pattern, Monthly):
        begins = first if pattern.month is None else next_month(first, pattern.month)
        return Recurrence(begins, last, Repeats.MONTHLY, pattern.every, pattern.weekdays - out, pattern.month_days, pattern.nth)
    if isinstance(pattern, Days):
        if not pattern.weekdays - out:
            raise Unfit("every day of the rule is excluded; leave at least one")
        is_daily = line.turn is not None and line.turn.unit == "day"
        return Recurrence(first, last, Repeats.DAILY if is_daily else Repeats.WEEKLY, every, pattern.weekdays - out)
    if line.turn is not None and line.turn.unit == "week":
        return Recurrence(first, last, Repeats.WEEKLY, every, frozenset({first.weekday()}))
    return Recurrence(first, last, Repeats.DAILY, every, WEEK - out if out else frozenset())


def next_month(day: date, month: int) -> date:
    """Give the first day of the next such month, or the day itself within it."""
    if day.month == month:
        return day
    return date(day.year + (day.month > month), month, 1)


def time_of(times: Times) -> Entry:
    """Give the hours of a line; raise Unfit for those that no clock has."""
    if times.fault == "time_order":
        raise Unfit("a time ends before it begins; for the next day write 次日 or “next day”")
    if times.fault:
        raise Unfit("there is a time that no clock has")
    return {"opens": times.opens} | ({"closes": times.closes} if times.closes else {})


def entry_of(made: Recurrence, also: list[date], but_not: list[date]) -> Entry:
    """Give a rule as the document holds it; what says nothing is left out."""
    entry: Entry = {"starts": made.first_day.isoformat()}
    entry |= {"ends": made.last_day.isoformat()} if made.last_day else {"until_further_notice": True}
    entry["repeats"] = made.repeats.value
    parts: Entry = {
        "every": made.every if made.every > 1 else None,
        "weekdays": [WEEKDAYS[day] for day in sorted(made.weekdays)],
        "month_days": list(made.month_days),
        "nth": list(made.nth),
        "also": [day.isoformat() for day in also],
        "but_not": [day.isoformat() for day in but_not],
    }
    return entry | {name: value for name, value in parts.items() if value}


def told(fault: NoSuchDay) -> Unfit:
    """Give a missing day in words."""
    if fault.reason == "not_announced":
        return Unfit("the days off of that holiday are not announced yet; write the dates")
    if fault.reason == "no_month":
        return Unfit("a day has no month; write the month too")
    return Unfit("there is a day that no calendar has")
