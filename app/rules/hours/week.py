"""Opening hours as a week to show: each day's times, days alike joined."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from app.clock import start_of
from app.rules.holidays import HolidayCalendar
from app.rules.hours.parsing import Hours, parse_hours
from app.rules.hours.state import OpenKind, Span, spans

NIGHT_ENDS = timedelta(hours=6)
PLAIN_MONDAY = date(2024, 5, 13)  # A week in May without a public holiday.


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


def week_table(hours: Hours | str, monday: date, holidays: HolidayCalendar | None = None) -> list[DayHours]:
    """Give the week that begins on `monday`, days alike in a row joined.

    Without a calendar it is the usual week, as if it had no holiday. A closing before six in the morning belongs to the
    day before. Raises ValueError when `monday` is another weekday, BadHours for text that cannot be read.
    """
    if monday.weekday() != 0:
        raise ValueError(f"{monday} is not a Monday")
    read = parse_hours(hours) if isinstance(hours, str) else hours
    known = holidays or HolidayCalendar(frozenset({monday.year - 1, monday.year, monday.year + 1}))
    times: dict[date, list[OpenTime]] = {monday + timedelta(days=n): [] for n in range(7)}
    for span in spans(read, start_of(monday - timedelta(days=1)), start_of(monday + timedelta(days=8)), known):
        if span.kind is not OpenKind.CLOSED:
            for part in _by_day(span):
                if (day := part.start.date()) in times:
                    times[day].append(_open_time(part))
    return _joined(times)


@lru_cache(maxsize=2048)
def week_of(hours: Hours | str, monday: date = PLAIN_MONDAY) -> tuple[str, ...]:
    """Give the certain openings of a week's seven days, Monday first: `09:00–11:30, 13:00–16:30`; empty means none.

    It is the usual week, as if it had no holiday. Hours that change with the season need the `monday` that is meant.
    """
    days = {day.first_day + timedelta(days=n): day.times for day in week_table(hours, monday) for n in range((day.last_day - day.first_day).days + 1)}
    return tuple(", ".join(f"{one.opens}–{one.closes}" for one in times if not one.is_unknown) for _, times in sorted(days.items()))


def _by_day(span: Span) -> list[Span]:
    """Cut a span at each midnight, but leave the early hours with the evening they end."""
    parts: list[Span] = []
    start = span.start
    while start < span.end:
        midnight = start_of(start.date() + timedelta(days=1))
        end = span.end if span.end <= midnight + NIGHT_ENDS else midnight
        parts.append(span._replace(start=start, end=end))
        start = end
    return parts


def _open_time(part: Span) -> OpenTime:
    midnight = start_of(part.start.date() + timedelta(days=1))
    closes = "24:00" if part.end == midnight else _clock(part.end)
    return OpenTime(_clock(part.start), closes, part.end > midnight, part.kind is OpenKind.UNKNOWN, part.comment)


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def _joined(times: dict[date, list[OpenTime]]) -> list[DayHours]:
    table: list[DayHours] = []
    for day, found in times.items():
        if table and table[-1].times == tuple(found):
            table[-1] = DayHours(table[-1].first_day, day, table[-1].times)
        else:
            table.append(DayHours(day, day, tuple(found)))
    return table
