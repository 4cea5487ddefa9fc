"""The schedule of an event: lines of dates, and what was changed for single dates."""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from app.documents.base import ClockTime, Day, Part, PartialDate, Text, check_clock, check_partial_date
from app.documents.visiting import VenueRef
from app.rules import recurrence
from app.rules.recurrence import Recurrence
from app.vocabulary import Repeats, Status, Weekday

NUMBER_OF = {weekday: number for number, weekday in enumerate(Weekday)}
FEWEST_DAYS_OF_RUN = 4
ORIGINAL = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?")


def check_original(value: str) -> str:
    """Give `value` back when it names a date by its original start; raise ValueError otherwise."""
    match = ORIGINAL.fullmatch(value)
    if not match:
        raise ValueError("must be the day, or the day and time, at which it was first to begin: 2027-02-07 or 2027-02-07T19:30")
    check_partial_date(match[1])
    if match[2]:
        check_clock(match[2])
    return value


OriginalStart = Annotated[str, AfterValidator(check_original)]


class ScheduleEntry(Part):
    """One line of a schedule: a date, a stretch of days, a daily run, or a weekly or monthly rule.

    Days with times and an end on a later day are a daily run. A day, month or year that is not known more exactly is
    written as far as it is known. What has no end yet runs until further notice.
    """

    starts: PartialDate
    ends: PartialDate | None = None
    until_further_notice: bool = False
    end_unknown: bool = False
    opens: ClockTime | None = None
    closes: ClockTime | None = None
    repeats: Repeats | None = None
    every: Annotated[int, Field(ge=1, le=52)] = 1
    weekdays: tuple[Weekday, ...] = ()
    month_days: tuple[Annotated[int, Field(ge=-1, le=31)], ...] = ()
    nth: tuple[Annotated[int, Field(ge=-1, le=5)], ...] = ()
    also: tuple[Day, ...] = ()
    but_not: tuple[Day, ...] = ()

    @model_validator(mode="after")
    def check_entry(self) -> Self:
        """Refuse what contradicts itself, in words that say what to write instead."""
        if self.ends and self.ends < self.starts[: len(self.ends)]:
            raise ValueError("the end is before the start")
        if self.ends and self.until_further_notice:
            raise ValueError("it ends on a day or runs until further notice, not both")
        if self.end_unknown and (self.ends or self.until_further_notice or self.repeats):
            raise ValueError("end_unknown is for a start whose end was never told; leave out the end and the rule")
        if self.closes and not self.opens:
            raise ValueError("a closing time needs an opening time")
        if self.opens and len(self.starts) < 10:
            raise ValueError("a time of day needs an exact day to start on")
        self.check_rule()
        return self

    def check_rule(self) -> None:
        """Refuse a rule that cannot be followed, and parts of a rule without one."""
        if not self.repeats:
            if self.weekdays or self.month_days or self.nth or self.also or self.but_not or self.every != 1:
                raise ValueError("weekdays, month_days, nth, every, also and but_not need repeats: daily, weekly or monthly")
            if self.is_run and len(self.ends or self.starts) < 10:
                raise ValueError("a daily run with times needs exact days")
            return
        if len(self.starts) < 10 or (self.ends and len(self.ends) < 10):
            raise ValueError("what repeats needs exact days to start and end on")
        if not self.ends and not self.until_further_notice:
            raise ValueError("say when the rule ends, or until_further_notice: true")
        self.recurrence.check()

    @property
    def is_run(self) -> bool:
        """Whether this is a daily run: one line to a reader, many dates in fact; a rule for few days of the week is none."""
        if self.repeats is not None:
            return self.repeats is Repeats.DAILY and self.every == 1 and (not self.weekdays or len(self.weekdays) >= FEWEST_DAYS_OF_RUN)
        return bool(self.opens and (self.until_further_notice or (self.ends and self.ends > self.starts)))

    @property
    def recurrence(self) -> Recurrence:
        """The rule by which days follow; only for runs and for lines that repeat."""
        return Recurrence(
            first_day=date.fromisoformat(self.starts),
            last_day=date.fromisoformat(self.ends) if self.ends else None,
            repeats=recurrence.Repeats(self.repeats or Repeats.DAILY),
            every=self.every,
            weekdays=frozenset(NUMBER_OF[weekday] for weekday in self.weekdays),
            month_days=self.month_days,
            nth=self.nth,
            also=self.also,
            but_not=self.but_not,
        )


class DateChange(Part):
    """What was changed for one date, known by its original start as by iCalendar's RECURRENCE-ID (单场变更)."""

    of: OriginalStart
    status: Status = Status.SCHEDULED
    note: Text | None = None
    starts: Day | None = None
    opens: ClockTime | None = None
    closes: ClockTime | None = None
    venue: VenueRef | None = None
    price: Text | None = None

    @model_validator(mode="after")
    def check_change(self) -> Self:
        """Refuse a change that changes nothing, and a new date that is not said."""
        moved = self.starts or self.opens
        if self.status is Status.RESCHEDULED and not moved:
            raise ValueError("a rescheduled date needs its new day (starts) or time (opens)")
        if self.status is Status.SCHEDULED and not (moved or self.closes or self.venue or self.price or self.note):
            raise ValueError("nothing is changed: give a status, a time, a venue, a price or a note")
        return self
