"""Which days of the calendar a stretch is, and which days of it are left out."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from app.rules.holidays import HolidayCalendar
from app.rules.plain_words import dates
from app.rules.plain_words.dates import DayWord, MonthWord, NoSuchDay
from app.rules.plain_words.names import with_today
from app.rules.plain_words.parts import Named, Phrase, Stretch
from app.rules.refusals import Unfit

ONE = timedelta(days=1)
YEAR = timedelta(days=366)


class Span(NamedTuple):
    """The first and the last day of something, None where it was not said; `names_months` when no days were named."""

    first: date | None
    last: date | None
    is_open: bool = False
    names_months: bool = False


def in_this_life(named: Named | MonthWord, today: date, *, is_last: bool = False) -> DayWord:
    """Give a day with the year that was said in words; of a month its first or its last day."""
    if isinstance(named, Named):
        word: DayWord = with_today(named.word, today)
        return word
    month = with_today(named, today)
    if month.month is None:
        return DayWord(month.year, 12, 31) if is_last else DayWord(month.year, 1, 1)
    return DayWord(month.year, month.month, last_of(month, today) if is_last else 1)


def last_of(month: MonthWord, today: date) -> int:
    """Give the last day of a month; of a February without its year the one that comes next."""
    year = month.year or (today.year if (month.month or 0) >= today.month else today.year + 1)
    return monthrange(year, month.month or 1)[1]


def span_of(stretch: Stretch, today: date) -> Span:
    """Give the days of a stretch; a year that was not said is that of the stretch which is running or comes next.

    Raise NoSuchDay for a day that no calendar has, and Unfit for one on another weekday than was written.
    """
    months = [end for end in (stretch.first, stretch.last) if end is not None]
    names_months = bool(months) and all(isinstance(end, MonthWord) for end in months)
    first = in_this_life(stretch.first, today) if stretch.first else None
    last = in_this_life(stretch.last, today, is_last=True) if stretch.last else None
    if first and last:
        found: tuple[date | None, date | None] = both_ends(first, last, today)
    else:
        found = (nearest(first, today) if first else None), (dates.on_or_after(last, today) if last else None)
    check_weekday(stretch.first, found[0])
    check_weekday(stretch.last, found[1])
    return Span(*found, stretch.is_open, names_months)


def both_ends(first: DayWord, last: DayWord, today: date) -> tuple[date, date]:
    """Give the first and the last day of a stretch that has both."""
    begins, ends = dates.ends_of(first, last, today)
    if ends < begins:
        raise Unfit("it ends on %(ends)s, before it begins on %(begins)s", ends=ends, begins=begins)
    return begins, ends


def nearest(word: DayWord, today: date) -> date:
    """Give the day of a name that is nearest to today, or that of its year."""
    after = dates.on_or_after(word, today)
    if word.year:
        return after
    before = dates.on_or_before(word, today)
    return before if today - before < after - today else after


def check_weekday(named: Named | MonthWord | None, day: date | None) -> None:
    """Raise Unfit when a day is not on the weekday that was written beside it."""
    if isinstance(named, Named) and named.weekday is not None and day is not None and named.weekday != day.weekday():
        raise Unfit("%(day)s is not on the weekday that you wrote", day=day)


def days_left_out(phrase: Phrase, first: date, last: date | None, today: date, holidays: HolidayCalendar) -> list[date]:
    """Give the days between two that a phrase names; without an end those of the first year. Raise NoSuchDay as needed."""
    end = last or first + YEAR
    if phrase.kind == "holiday":
        return dates.holiday_days(with_today(phrase.value, today), first, end, holidays)
    if phrase.kind == "stretch":
        return sorted(set(stretch_within(phrase.value, first, end, today)))
    words = dates.filled([with_today(named.word, today) for named in phrase.value])
    found = [(named, day) for named, word in zip(phrase.value, words, strict=True) for day in dates.within(word, first, end)]
    if not found and not any(dates.in_year(word, year) for word in words for year in range(first.year, end.year + 2)):
        raise NoSuchDay("no_such_day")
    for named, day in found:
        check_weekday(named, day)
    return sorted({day for _named, day in found})


def stretch_within(stretch: Stretch, first: date, end: date, today: date) -> Iterator[date]:
    """Give the days between two that lie in a stretch, each year again where no year was said."""
    if stretch.first is None or stretch.last is None:
        raise NoSuchDay("no_such_day")
    begins, ends = in_this_life(stretch.first, today), in_this_life(stretch.last, first, is_last=True)
    begins, ends = dates.filled([begins, ends])
    for start in dates.within(begins, first - YEAR, end):
        stop = dates.on_or_after(ends, start)
        day = max(start, first)
        while day <= min(stop, end):
            yield day
            day += ONE
