"""Days as people name them, and which day of the calendar is meant: 2月6日, 6 Feb, 正月初一, 除夕, the National Day holiday."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from app.rules.holidays import HolidayCalendar
from app.rules.lunar import FIRST_YEAR, LAST_YEAR, LUNAR_FESTIVALS, NoSuchLunarDay, festival_days, solar_date, solar_terms

NEW_YEARS_EVE, ONE = "new-years-eve", timedelta(days=1)
LUNAR_KEYS = {festival.key: key for key, festival in LUNAR_FESTIVALS.items()}


class DayWord(NamedTuple):
    """A day as it was named; what was not said is None. `lunar` days have a lunar month, a `festival` only its name."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    lunar: bool = False
    festival: str = ""

    @property
    def is_whole(self) -> bool:
        """Does it name a day of the year, with or without the year?"""
        return bool(self.festival) or (self.month is not None and self.day is not None)

    @property
    def is_named(self) -> bool:
        """Is it a day by the calendar of festivals, which falls on another date each year?"""
        return self.lunar or bool(self.festival)


class MonthWord(NamedTuple):
    """A month, or without a month a year, as it was named."""

    year: int | None = None
    month: int | None = None


class HolidayWord(NamedTuple):
    """The days off of a public holiday, by a part of its Chinese name; all of them without one."""

    name: str = ""
    year: int | None = None


class NoSuchDay(ValueError):
    """A day that the calendar does not have; `reason` is `no_such_day` or `holiday_unknown`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def in_year(word: DayWord, year: int) -> date | None:
    """Give the day that a word names in a year (for lunar days the lunar year that begins in it); None when there is none."""
    try:
        if word.festival:
            return festival_in(word.festival, year)
        if word.lunar:
            return solar_date(year, word.month or 0, word.day or 0)
        return date(year, word.month or 0, word.day or 0)
    except (ValueError, NoSuchLunarDay):
        return None


def festival_in(key: str, year: int) -> date | None:
    """Give the day of a festival or solar term of a year."""
    if not FIRST_YEAR < year < LAST_YEAR:
        return None
    if key == NEW_YEARS_EVE:
        return solar_date(year, 1, 1) - ONE
    if key in LUNAR_KEYS:
        return solar_date(year, *LUNAR_KEYS[key])
    named = {one.festival.key: one.day for one in festival_days(year)}
    return named.get(key) or next((day for day, term in solar_terms(year) if term.zh == key), None)


def years_of(word: DayWord, near: date) -> range:
    """Give the years to look through for a day: its own, or those about a date; a lunar year may end in the next."""
    return range(word.year, word.year + 1) if word.year else range(near.year - 9, near.year + 10)


def on_or_after(word: DayWord, floor: date) -> date:
    """Give the first day of this name on or after a date; of a named year that year's; raise NoSuchDay when there is none."""
    days = [day for year in years_of(word, floor) if (day := in_year(word, year)) is not None]
    found = next((day for day in days if word.year or day >= floor), None)
    if found is None:
        raise NoSuchDay("no_such_day")
    return found


def on_or_before(word: DayWord, ceiling: date) -> date:
    """Give the last day of this name on or before a date; of a named year that year's; raise NoSuchDay when there is none."""
    days = [day for year in years_of(word, ceiling) if (day := in_year(word, year)) is not None]
    found = next((day for day in reversed(days) if word.year or day <= ceiling), None)
    if found is None:
        raise NoSuchDay("no_such_day")
    return found


def within(word: DayWord, first: date, last: date) -> Iterator[date]:
    """Give every day of this name between two days, both included."""
    for year in [word.year] if word.year else range(first.year - 1, last.year + 1):
        day = in_year(word, year)
        if day is not None and first <= day <= last:
            yield day


def filled(words: list[DayWord]) -> list[DayWord]:
    """Give the days of a list with the months that were said once: 2月6日、13日, 6 and 13 February."""
    words = list(words)
    for number in range(1, len(words)):
        before, word = words[number - 1], words[number]
        if not word.is_whole and before.month:
            words[number] = DayWord(word.year or before.year, before.month, word.day, before.lunar)
    for number in reversed(range(len(words) - 1)):
        after, word = words[number + 1], words[number]
        if not word.is_whole and after.month:
            words[number] = DayWord(word.year or after.year, after.month, word.day, after.lunar)
    if not all(word.is_whole for word in words):
        raise NoSuchDay("no_month")
    return words


def days_in_order(words: list[DayWord], today: date) -> list[date]:
    """Give the days of a list; a year that was not said follows from its neighbours, else it is the next one from today."""
    words = filled(words)
    days: list[date | None] = [on_or_after(word, today) if word.year else None for word in words]
    for number, word in enumerate(words):
        if days[number] is None and number and days[number - 1] is not None:
            days[number] = on_or_after(word, days[number - 1] or today)
    for number in reversed(range(len(words) - 1)):
        if days[number] is None and days[number + 1] is not None:
            days[number] = on_or_before(words[number], days[number + 1] or today)
    floor, found = today, []
    for word, day in zip(words, days, strict=True):
        floor = day or on_or_after(word, floor)
        found.append(floor)
    return found


def ends_of(first: DayWord, last: DayWord, today: date) -> tuple[date, date]:
    """Give the first and last day of a range; without years it is the range that is running or comes next."""
    first, last = filled([first, last])
    if last.year:
        end = on_or_after(last, today)
        return on_or_before(first, end), end
    if first.year:
        start = on_or_after(first, today)
        return start, on_or_after(last, start)
    end = on_or_after(last, today)
    return on_or_before(first, end), end


def holiday_days(word: HolidayWord, first: date, last: date, holidays: HolidayCalendar) -> list[date]:
    """Give the days off of a holiday between two days; raise NoSuchDay when a year of them is not announced."""
    years = {word.year} if word.year else {day.year for day in (first, last)} | set(range(first.year, last.year + 1))
    if not all(holidays.is_announced(year) or is_out_of_reach(word, year, first, last) for year in years):
        raise NoSuchDay("not_announced")
    named = [one for one in holidays.holidays if word.name in one.name.zh and (word.year is None or one.first_day.year == word.year)]
    return sorted(day for one in named for day in one.days if first <= day <= last)


USUAL: dict[str, Callable[[int], tuple[date, date]]] = {
    "国庆": lambda year: (date(year, 9, 24), date(year, 10, 12)),
    "劳动": lambda year: (date(year, 4, 24), date(year, 5, 10)),
    "元旦": lambda year: (date(year - 1, 12, 28), date(year, 1, 5)),
    "清明": lambda year: (date(year, 3, 30), date(year, 4, 9)),
    "春节": lambda year: (date(year, 1, 10), date(year, 3, 5)),
}


def is_out_of_reach(word: HolidayWord, year: int, first: date, last: date) -> bool:
    """Whether a holiday of a year that is not announced cannot touch the days that are asked about."""
    if word.name not in USUAL:
        return False
    begins, ends = USUAL[word.name](year)
    return ends < first or begins > last
