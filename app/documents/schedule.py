"""The schedule of an event: lines of dates, and what was changed for single dates."""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from app.documents.base import ClockTime, Day, Part, PartialDate, Text, check_clock, check_partial_date
from app.documents.fields import Shown
from app.documents.visiting import VenueRef
from app.rules import recurrence
from app.rules.recurrence import Recurrence
from app.rules.refusals import Unfit
from app.vocabulary import Repeats, Status, Weekday

NUMBER_OF = {weekday: number for number, weekday in enumerate(Weekday)}
FEWEST_DAYS_OF_RUN = 4
ORIGINAL = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?")


def check_original(value: str) -> str:
    """Give `value` back when it names a date by its original start; raise ValueError otherwise."""
    match = ORIGINAL.fullmatch(value)
    if not match:
        raise Unfit("must be the day, or the day and time, at which it was first to begin: 2027-02-07 or 2027-02-07T19:30")
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

    starts: Annotated[
        PartialDate,
        Shown("First day", "开始", help_en="As far as it is known: 2027, 2027-02 or 2027-02-06", help_zh="知道多少写多少：2027、2027-02、2027-02-06"),
    ]
    ends: Annotated[PartialDate | None, Shown("Last day", "结束")] = None
    until_further_notice: Annotated[bool, Shown("Until further notice", "结束日期另行通知")] = False
    end_unknown: Annotated[bool, Shown("The end was never told", "结束日期不详")] = False
    opens: Annotated[ClockTime | None, Shown("From", "开始时间")] = None
    closes: Annotated[ClockTime | None, Shown("To", "结束时间")] = None
    repeats: Annotated[Repeats | None, Shown("Repeats", "重复")] = None
    every: Annotated[
        int, Shown("Every", "间隔", help_en="1 is each week or month, 2 every other", help_zh="1 为每周或每月，2 为隔周或隔月"), Field(ge=1, le=52)
    ] = 1
    weekdays: Annotated[tuple[Weekday, ...], Shown("Weekdays", "星期")] = ()
    month_days: Annotated[
        tuple[Annotated[int, Field(ge=-1, le=31)], ...],
        Shown("Days of the month", "每月几号", help_en="Numbers, -1 is the last day", help_zh="数字，-1 为最后一天"),
    ] = ()
    nth: Annotated[
        tuple[Annotated[int, Field(ge=-1, le=5)], ...],
        Shown("Which weekday of the month", "每月第几个", help_en="1 to 5, -1 is the last", help_zh="1 至 5，-1 为最后一个"),
    ] = ()
    also: Annotated[tuple[Day, ...], Shown("Also on", "另加", help_en="Days as 2027-02-06", help_zh="如 2027-02-06")] = ()
    but_not: Annotated[tuple[Day, ...], Shown("But not on", "除去", help_en="Days as 2027-02-06", help_zh="如 2027-02-06")] = ()

    @model_validator(mode="after")
    def check_entry(self) -> Self:
        """Refuse what contradicts itself, in words that say what to write instead."""
        if self.ends and self.ends < self.starts[: len(self.ends)]:
            raise Unfit("the end is before the start", at="ends")
        if self.ends and self.until_further_notice:
            raise Unfit("it ends on a day or runs until further notice, not both", at="until_further_notice")
        if self.end_unknown and (self.ends or self.until_further_notice or self.repeats):
            raise Unfit("end_unknown is for a start whose end was never told; leave out the end and the rule", at="end_unknown")
        if self.closes and not self.opens:
            raise Unfit("a closing time needs an opening time", at="opens")
        if self.opens and len(self.starts) < 10:
            raise Unfit("a time of day needs an exact day to start on", at="starts")
        self.check_rule()
        return self

    def check_rule(self) -> None:
        """Refuse a rule that cannot be followed, and parts of a rule without one."""
        if not self.repeats:
            if self.weekdays or self.month_days or self.nth or self.also or self.but_not or self.every != 1:
                raise Unfit("weekdays, month_days, nth, every, also and but_not need repeats: daily, weekly or monthly", at="repeats")
            if self.is_run and len(self.ends or self.starts) < 10:
                raise Unfit("a daily run with times needs exact days", at="ends")
            return
        if len(self.starts) < 10 or (self.ends and len(self.ends) < 10):
            raise Unfit("what repeats needs exact days to start and end on", at="starts")
        if not self.ends and not self.until_further_notice:
            raise Unfit("say when the rule ends, or until_further_notice: true", at="ends")
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

    of: Annotated[
        OriginalStart,
        Shown("Which date", "哪一场", help_en="Its first start: 2027-02-07 or 2027-02-07T19:30", help_zh="原定开始：2027-02-07 或 2027-02-07T19:30"),
    ]
    status: Annotated[Status, Shown("Status", "状态")] = Status.SCHEDULED
    note: Annotated[Text | None, Shown("Note", "说明")] = None
    starts: Annotated[Day | None, Shown("New day", "新日期")] = None
    opens: Annotated[ClockTime | None, Shown("New start", "新开始时间")] = None
    closes: Annotated[ClockTime | None, Shown("New end", "新结束时间")] = None
    venue: Annotated[VenueRef | None, Shown("New venue", "新地点")] = None
    price: Annotated[Text | None, Shown("New price", "新票价")] = None

    @model_validator(mode="after")
    def check_change(self) -> Self:
        """Refuse a change that changes nothing, and a new date that is not said."""
        moved = self.starts or self.opens
        if self.status is Status.RESCHEDULED and not moved:
            raise Unfit("a rescheduled date needs its new day (starts) or time (opens)", at="starts")
        if self.status is Status.SCHEDULED and not (moved or self.closes or self.venue or self.price or self.note):
            raise Unfit("nothing is changed: give a status, a time, a venue, a price or a note", at="status")
        return self
