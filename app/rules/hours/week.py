"""Opening hours as a week to show: each day's times, days alike joined."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from app.clock import start_of
from app.rules.holidays import HolidayCalendar
from app.rules.hours.days import PLAIN_DAY, Opening, OpenKind, openings_of
from app.rules.hours.parsing import Hours, parse_hours
from app.rules.hours.state import spans

PLAIN_MONDAY = PLAIN_DAY  # A week in May without a public holiday.
DAY_MIN = 1440


@dataclass(frozen=True)
class OpenTime:
    """One opening of a day: `HH:MM` from and to, `24:00` for midnight; an uncertain one says so."""

    opens: str
    closes: str
    closes_next_day: bool = False
    is_unknown: bool = False
    comment: str = ""


@dataclass(frozen=True)
class DayHours:
    """Days in a row with the same times; without any times they are closed."""

    first_day: date
    last_day: date
    times: tuple[OpenTime, ...]

    @property
    def is_closed(self) -> bool:
        """Is it closed on these days?"""
        return not self.times


class WeekDay(NamedTuple):
    """One day of a shown week: its times, and for each the last entry, where there is one."""

    day: date
    times: tuple[OpenTime, ...]
    last_entries: tuple[str, ...] = ()


def week_days(hours: Hours, monday: date, holidays: HolidayCalendar) -> tuple[WeekDay, ...]:
    """Give the seven days from `monday` with the openings that begin on each, as hours of this very week."""
    days = [monday + timedelta(days=n) for n in range(8)]
    openings = [openings_of(hours, day, holidays) for day in days]
    return tuple(
        WeekDay(day, tuple(_open_time(one) for one in today), _last_entries(today, tomorrow, hours.last_entry_min))
        for day, today, tomorrow in zip(days, openings, openings[1:], strict=False)
    )


def week_table(hours: Hours | str, monday: date, holidays: HolidayCalendar | None = None) -> list[DayHours]:
    """Give the week that begins on `monday`, days alike in a row joined.

    Without a calendar it is the usual week, as if it had no holiday. A night belongs to the day it begins on.
    Raises ValueError when `monday` is another weekday, BadHours for text that cannot be read.
    """
    if monday.weekday() != 0:
        raise ValueError(f"{monday} is not a Monday")
    read = parse_hours(hours) if isinstance(hours, str) else hours
    known = holidays or HolidayCalendar(frozenset({monday.year - 1, monday.year, monday.year + 1}))
    return _joined({day.day: day.times for day in week_days(read, monday, known)})


@lru_cache(maxsize=2048)
def week_of(hours: Hours | str, monday: date = PLAIN_MONDAY) -> tuple[str, ...]:
    """Give the certain openings of a week's seven days, Monday first: `09:00–11:30, 13:00–16:30`; empty means none.

    It is the usual week, as if it had no holiday. Hours that change with the season need the `monday` that is meant.
    """
    days = {day.first_day + timedelta(days=n): day.times for day in week_table(hours, monday) for n in range((day.last_day - day.first_day).days + 1)}
    return tuple(", ".join(f"{one.opens}–{one.closes}" for one in times if not one.is_unknown) for _, times in sorted(days.items()))


def shortest_opening_min(hours: Hours) -> int | None:
    """Give the minutes of the shortest opening in a year without holidays; None where nothing certain opens and closes."""
    plain = HolidayCalendar(frozenset({2023, 2024, 2025}))
    year = list(spans(hours, start_of(date(2024, 1, 1)), start_of(date(2025, 1, 1)), plain))
    return min(((span.end - span.start) // timedelta(minutes=1) for span in year[1:-1] if span.kind is OpenKind.OPEN), default=None)


def _open_time(one: Opening) -> OpenTime:
    return OpenTime(_clock(one.start), _clock(one.end), one.end > DAY_MIN, one.kind is OpenKind.UNKNOWN, one.comment)


def _last_entries(today: tuple[Opening, ...], tomorrow: tuple[Opening, ...], minutes: int | None) -> tuple[str, ...]:
    """The last entry of each certain opening that is not taken up where it ends."""
    if minutes is None:
        return ()
    starts = {one.start for one in today} | {one.start + DAY_MIN for one in tomorrow}
    return tuple(_clock((one.end - minutes) % DAY_MIN) for one in today if one.kind is OpenKind.OPEN and one.end not in starts)


def _clock(minute: int) -> str:
    """A minute of a day as 09:05; a closing at midnight is 24:00, a later one a time of the next day."""
    minute = minute - DAY_MIN if minute > DAY_MIN else minute
    return f"{minute // 60:02}:{minute % 60:02}"


def _joined(times: dict[date, tuple[OpenTime, ...]]) -> list[DayHours]:
    table: list[DayHours] = []
    for day, found in times.items():
        if table and table[-1].times == found:
            table[-1] = DayHours(table[-1].first_day, day, table[-1].times)
        else:
            table.append(DayHours(day, day, found))
    return table
