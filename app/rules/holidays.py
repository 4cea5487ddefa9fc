"""Public holidays as the State Council announces them: days off and make-up workdays, never reckoned.

A calendar is made from plain mappings, one per year, as they stand in `content/holidays/<year>.yaml`:

    year: 2026
    source: where the arrangement was read
    checked_on: 2026-11-24
    holidays:
      - name: {zh: 春节, en: Spring Festival}
        first_day: 2026-02-15      # the days off, both ends included
        last_day: 2026-02-23
        workdays: [2026-02-14]     # weekend days worked instead; may be left out

A year without a mapping is not announced, and questions about its days are answered with None, never with a guess.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Self

LONGEST_DAYS = 15
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadHolidays(ValueError):
    """A holiday mapping that cannot be used; the message says which year and what is wrong."""


@dataclass(frozen=True)
class HolidayName:
    """What a public holiday is called."""

    zh: str
    en: str


@dataclass(frozen=True)
class Holiday:
    """One public holiday (法定节假日): its run of days off and the weekend days worked for it."""

    name: HolidayName
    first_day: date
    last_day: date
    workdays: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Give every day off, both ends included."""
        return tuple(self.first_day + timedelta(days=n) for n in range((self.last_day - self.first_day).days + 1))


@dataclass(frozen=True)
class HolidayCalendar:
    """The announced years and their holidays (节假日安排); immutable and hashable, so answers can be kept by it."""

    years: frozenset[int] = frozenset()
    holidays: tuple[Holiday, ...] = ()
    _off: Mapping[date, Holiday] = field(init=False, repr=False, compare=False, hash=False)
    _worked: frozenset[date] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        """Index the days once; the fields that are compared stay as given."""
        object.__setattr__(self, "_off", {day: holiday for holiday in self.holidays for day in holiday.days})
        object.__setattr__(self, "_worked", frozenset(day for holiday in self.holidays for day in holiday.workdays))

    @classmethod
    def from_mappings(cls, mappings: Iterable[Mapping[str, Any]]) -> Self:
        """Build the calendar from one mapping per year; raise BadHolidays for a wrong or repeated one."""
        years: set[int] = set()
        holidays: list[Holiday] = []
        for mapping in mappings:
            year, found = _read_year(mapping)
            if year in years:
                raise BadHolidays(f"holidays {year}: the year stands twice")
            years.add(year)
            holidays += found
        return cls(frozenset(years), tuple(sorted(holidays, key=lambda one: one.first_day)))

    def is_announced(self, year: int) -> bool:
        """Is the arrangement of this year known?"""
        return year in self.years

    def is_holiday(self, day: date) -> bool | None:
        """Is this a day off by announcement; None when its year is not announced."""
        if day in self._off:
            return True
        return False if self.is_announced(day.year) else None

    def is_workday(self, day: date) -> bool | None:
        """Does one work on this day, make-up days included; None when its year is not announced."""
        if day in self._worked:
            return True
        off = self.is_holiday(day)
        return None if off is None else not off and day.weekday() < 5

    def is_makeup_workday(self, day: date) -> bool:
        """Is this a weekend day that is worked for a holiday?"""
        return day in self._worked

    def name(self, day: date) -> HolidayName | None:
        """Give the name of the holiday on this day; None on other days and in years not announced."""
        holiday = self._off.get(day)
        return holiday.name if holiday else None

    def runs(self) -> tuple[tuple[date, date], ...]:
        """Give the first and last day off of every holiday, in order."""
        return tuple((holiday.first_day, holiday.last_day) for holiday in self.holidays)


def _read_year(mapping: Mapping[str, Any]) -> tuple[int, list[Holiday]]:
    """Give the year of a mapping and its holidays; raise BadHolidays for what is missing or does not fit."""
    year = mapping.get("year")
    if not isinstance(year, int) or isinstance(year, bool):
        raise BadHolidays(f"holidays: year must be a whole number, not {year!r}")
    if not str(mapping.get("source") or "").strip():
        raise BadHolidays(f"holidays {year}: a source is missing")
    rows = mapping.get("holidays")
    if not isinstance(rows, list) or not rows:
        raise BadHolidays(f"holidays {year}: holidays must be a list of at least one")
    holidays = [_read_holiday(year, row) for row in rows]
    _check_days(year, [day for holiday in holidays for day in (*holiday.days, *holiday.workdays)])
    return year, holidays


def _read_holiday(year: int, row: Any) -> Holiday:
    name = row.get("name") if isinstance(row, Mapping) else None
    if not isinstance(name, Mapping) or not all(isinstance(name.get(key), str) and name[key] for key in ("zh", "en")):
        raise BadHolidays(f"holidays {year}: a holiday needs a name with zh and en")
    first, last = (_read_day(year, row.get(key), key) for key in ("first_day", "last_day"))
    if not 0 <= (last - first).days < LONGEST_DAYS:
        raise BadHolidays(f"holidays {year}: {name['zh']} must end 0 to {LONGEST_DAYS - 1} days after it starts")
    worked = row.get("workdays") or []
    if not isinstance(worked, list):
        raise BadHolidays(f"holidays {year}: workdays of {name['zh']} must be a list of days")
    days = tuple(sorted(_read_day(year, one, "workdays") for one in worked))
    return Holiday(HolidayName(name["zh"], name["en"]), first, last, days)


def _read_day(year: int, value: Any, key: str) -> date:
    """A day written YYYY-MM-DD, within the year or the December before it, where New Year may begin."""
    try:
        day = date.fromisoformat(str(value)) if ISO_DAY.fullmatch(str(value)) else None
    except ValueError:
        day = None
    if day is None:
        raise BadHolidays(f"holidays {year}: {key} must be a day as YYYY-MM-DD, not {value!r}")
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        raise BadHolidays(f"holidays {year}: {key} {day} is not in the year")
    return day


def _check_days(year: int, days: list[date]) -> None:
    """Refuse a day that stands twice, off or worked."""
    twice = sorted({day for day in days if days.count(day) > 1})
    if twice:
        raise BadHolidays(f"holidays {year}: {twice[0]} stands twice")
