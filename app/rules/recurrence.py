"""Days that return: a rule between two days, with days added and days excluded, reckoned as RFC 5545 does.

All is dates, no times: what happens on a day has the same hours in Beijing all year. Sums are done on day numbers
(`date.toordinal`), in strides of weeks, so that a year of a weekly rule costs its 52 days and no more.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from app.rules.refusals import Unfit

MOST = 52
LONGEST_DAYS = 3653  # ten years
LAST = -1
RFC_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Repeats(StrEnum):
    """How often a rule comes round (重复)."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class BadRecurrence(Unfit):
    """A rule that cannot be meant; the message says what is wrong and what is allowed."""


@dataclass(frozen=True)
class Recurrence:
    """A rule and its exceptions (重复日期); weekdays count from Monday 0, and weeks begin on Monday.

    `nth` with several weekdays means each of them: the first Saturday and the first Sunday. Months without the day
    or without a fifth such weekday are passed over. An excluded day is out, whoever gave it.
    """

    first_day: date
    last_day: date | None
    repeats: Repeats
    every: int = 1
    weekdays: frozenset[int] = frozenset()
    month_days: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    also: tuple[date, ...] = ()
    but_not: tuple[date, ...] = ()

    def check(self) -> None:
        """Raise BadRecurrence for parts that contradict each other, and for a rule that gives nothing."""
        _check_numbers(self)
        _check_parts(self)
        _check_length(self)
        _check_days(self)


def days_of(recurrence: Recurrence, until: date) -> list[date]:
    """Give every day up to and including `until`, in order, each once; also of a rule that never ends."""
    numbers = set(_given(recurrence, until))
    numbers.update(day.toordinal() for day in recurrence.also if day <= until)
    numbers.difference_update(day.toordinal() for day in recurrence.but_not)
    return list(map(date.fromordinal, sorted(numbers)))


def rrule_of(recurrence: Recurrence) -> str:
    """Give the rule as RFC 5545 writes it after `RRULE:`; its start, added and excluded days stand apart there."""
    parts = [f"FREQ={recurrence.repeats.upper()}"]
    if recurrence.every != 1:
        parts.append(f"INTERVAL={recurrence.every}")
    if recurrence.weekdays:
        days = sorted(recurrence.weekdays)
        parts.append("BYDAY=" + ",".join(f"{nth}{RFC_DAYS[day]}" for nth in recurrence.nth or ("",) for day in days))
    if recurrence.month_days:
        parts.append("BYMONTHDAY=" + ",".join(map(str, recurrence.month_days)))
    if recurrence.last_day:
        parts.append(f"UNTIL={recurrence.last_day:%Y%m%d}")
    return ";".join([*parts, "WKST=MO"])


def _given(recurrence: Recurrence, until: date) -> Iterable[int]:
    """The numbers of the days that the rule alone gives, unordered."""
    first, last = recurrence.first_day, min(until, recurrence.last_day or until)
    if last < first:
        return ()
    if recurrence.repeats is Repeats.MONTHLY:
        return _monthly(recurrence, first, last)
    stride = 7 * recurrence.every
    starts = _daily_starts(recurrence) if recurrence.repeats is Repeats.DAILY else _weekly_starts(recurrence, stride)
    return chain.from_iterable(range(start, last.toordinal() + 1, stride) for start in starts)


def _daily_starts(recurrence: Recurrence) -> Iterator[int]:
    """The first seven days of the rule, less those on other weekdays; all others follow seven steps later."""
    first, every = recurrence.first_day.toordinal(), recurrence.every
    for number in range(first, first + 7 * every, every):
        if not recurrence.weekdays or (number - 1) % 7 in recurrence.weekdays:
            yield number


def _weekly_starts(recurrence: Recurrence, stride: int) -> Iterator[int]:
    """The first day of the rule on each of its weekdays."""
    first = recurrence.first_day.toordinal()
    monday = first - recurrence.first_day.weekday()
    for weekday in recurrence.weekdays:
        start = monday + weekday
        yield start if start >= first else start + stride


def _monthly(recurrence: Recurrence, first: date, last: date) -> Iterator[int]:
    """The days of each month in its turn that lie within the two days."""
    begins, ends = first.toordinal(), last.toordinal()
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month, recurrence.every):
        year, index = divmod(month, 12)
        before = date(year, index + 1, 1).toordinal() - 1
        weekday, length = monthrange(year, index + 1)
        for day in chain(_month_days(recurrence, length), _nth_days(recurrence, weekday, length)):
            if day <= length and begins <= before + day <= ends:
                yield before + day


def _month_days(recurrence: Recurrence, length: int) -> Iterator[int]:
    """The days by number of a month so long, days beyond its end included."""
    return (length if day == LAST else day for day in recurrence.month_days)


def _nth_days(recurrence: Recurrence, weekday: int, length: int) -> Iterator[int]:
    """The days by weekday of a month that begins on `weekday`, fifth ones beyond its end included."""
    for nth in recurrence.nth:
        for wanted in recurrence.weekdays:
            earliest = 1 + (wanted - weekday) % 7
            yield earliest + 7 * ((length - earliest) // 7 if nth == LAST else nth - 1)


def _check_numbers(recurrence: Recurrence) -> None:
    """Refuse numbers out of their range, and days that stand twice."""
    if not 1 <= recurrence.every <= MOST:
        raise BadRecurrence("“every” must be a number from 1 to %(most)s, not %(every)s", at="every", most=MOST, every=recurrence.every)
    if not recurrence.weekdays <= set(range(7)):
        raise BadRecurrence("a weekday must be a number from 0 (Monday) to 6 (Sunday)")
    for day in recurrence.month_days:
        if day != LAST and not 1 <= day <= 31:
            raise BadRecurrence("a day of the month must be 1 to 31, or -1 for the last day, not %(day)s", at="month_days", day=day)
    for nth in recurrence.nth:
        if nth != LAST and not 1 <= nth <= 5:
            raise BadRecurrence("which weekday of the month must be 1 to 5, or -1 for the last one, not %(nth)s", at="nth", nth=nth)
    for one in recurrence.also:
        if recurrence.also.count(one) > 1:
            raise BadRecurrence("%(day)s stands twice among the added dates; name it once", at="also", day=one)
    for one in recurrence.but_not:
        if recurrence.but_not.count(one) > 1:
            raise BadRecurrence("%(day)s stands twice among the excluded dates; name it once", at="but_not", day=one)


def _check_parts(recurrence: Recurrence) -> None:
    """Refuse parts that do not go together."""
    is_monthly = recurrence.repeats is Repeats.MONTHLY
    if not is_monthly and (recurrence.month_days or recurrence.nth):
        raise BadRecurrence(
            "days of the month go with a monthly rule only; a %(repeats)s one takes weekdays", at="month_days", repeats=recurrence.repeats
        )
    if recurrence.repeats is Repeats.WEEKLY and not recurrence.weekdays:
        raise BadRecurrence("a weekly rule needs at least one weekday", at="weekdays")
    if not is_monthly:
        return
    if recurrence.month_days and (recurrence.nth or recurrence.weekdays):
        raise BadRecurrence("a monthly rule takes days of the month or weekdays, not both; make two rules", at="month_days")
    if recurrence.nth and not recurrence.weekdays:
        raise BadRecurrence("“the first” or “the last” of a month needs a weekday, such as Saturday", at="weekdays")
    if recurrence.weekdays and not recurrence.nth:
        raise BadRecurrence(
            "a monthly rule with weekdays must say which of the month: 1 to 5, or -1 for the last; for all of them make it weekly", at="nth"
        )
    if not recurrence.month_days and not recurrence.nth:
        raise BadRecurrence(
            "a monthly rule needs days of the month (1 to 31, or -1 for the last) or weekdays such as the first Saturday", at="month_days"
        )


def _check_length(recurrence: Recurrence) -> None:
    """Refuse an end before the start, and days more than ten years apart."""
    if recurrence.last_day and recurrence.last_day < recurrence.first_day:
        raise BadRecurrence(
            "the last day, %(last)s, is before the first day, %(first)s", at="ends", last=recurrence.last_day, first=recurrence.first_day
        )
    days = (recurrence.first_day, recurrence.last_day or recurrence.first_day, *recurrence.also, *recurrence.but_not)
    if (max(days) - min(days)).days > LONGEST_DAYS:
        raise BadRecurrence(
            "%(first)s and %(last)s are more than ten years apart; let the rule begin later or end earlier",
            at="ends",
            first=min(days),
            last=max(days),
        )


def _check_days(recurrence: Recurrence) -> None:
    """Refuse a rule without days, an added day that it gives already, and an excluded one that it does not give."""
    horizon = date.fromordinal(min(recurrence.first_day.toordinal() + LONGEST_DAYS, date.max.toordinal()))
    given = set(_given(recurrence, horizon))
    if not given:
        if recurrence.last_day:
            raise BadRecurrence("the rule gives no day at all; change its days or its dates")
        raise BadRecurrence("the rule gives no day at all within ten years; change its days or its dates")
    for day in recurrence.but_not:
        if day in recurrence.also:
            raise BadRecurrence("%(day)s is both added and excluded; keep one of the two", at="also", day=day)
        if day.toordinal() not in given:
            raise BadRecurrence(
                "%(day)s is excluded, but the rule does not give it; an excluded date must be one of the rule’s days", at="but_not", day=day
            )
    for day in recurrence.also:
        if day.toordinal() in given:
            raise BadRecurrence("%(day)s is added, but the rule gives it already; take it out", at="also", day=day)
    if len(given) == len(recurrence.but_not) and not recurrence.also:
        raise BadRecurrence("every day of the rule is excluded; leave at least one", at="but_not")
