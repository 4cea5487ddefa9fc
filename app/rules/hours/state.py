"""Opening hours at a moment: open, closed or unknown, until when, and when next.

Moments are aware and answers are Beijing times. Public holidays come from a HolidayCalendar: on days of a year that is
not announced, hours that name holidays are unknown wherever the answer hangs on whether it is one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from app.clock import BEIJING, start_of
from app.rules.holidays import HolidayCalendar
from app.rules.hours.parsing import DAY_LIST, Hours, compiled, names_holidays, parse_hours, rules_of

CLOSES_SOON = timedelta(minutes=60)
HORIZON = timedelta(days=400)
FIRST_YEAR, LAST_YEAR = 1950, 9000
NOTHING_ANNOUNCED = HolidayCalendar()


class OpenKind(StrEnum):
    """Whether a place is open (开放状态)."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Span(NamedTuple):
    """A stretch of time in one state, with the comment of the rule that gives it."""

    start: datetime
    end: datetime
    kind: OpenKind
    comment: str


@dataclass(frozen=True)
class HoursState:
    """What holds at a moment: until when it does (None: for a year or more, or nobody knows), and the next opening.

    `next_opening` is None while it is open, and when none is known within 400 days.
    """

    kind: OpenKind
    until: datetime | None = None
    next_opening: datetime | None = None
    closes_soon: bool = False


def state_at(hours: Hours | str | None, moment: datetime, holidays: HolidayCalendar | None = None) -> HoursState:
    """Give the state at an aware moment; hours that are not given are unknown, never guessed.

    Text is read first, raising BadHours. Raises ValueError for a naive moment and for years outside 1950 to 9000.
    """
    here = _beijing(moment)
    if not hours:
        return HoursState(OpenKind.UNKNOWN)
    limit = here + HORIZON
    ahead = spans(_parsed(hours), here, limit, holidays)
    current = next(ahead)
    until = current.end if current.end < limit else None
    if current.kind is OpenKind.OPEN:
        return HoursState(current.kind, until, None, until is not None and until - here <= CLOSES_SOON)
    opening = next((span.start for span in ahead if span.kind is OpenKind.OPEN), None)
    return HoursState(current.kind, until, opening)


def spans(hours: Hours, start: datetime, end: datetime, holidays: HolidayCalendar | None = None) -> Iterator[Span]:
    """Give the states between two aware moments without gaps, neighbours of one state joined; `start` is before `end`."""
    pending: Span | None = None
    for span in _pieces(hours, _beijing(start), _beijing(end), holidays or NOTHING_ANNOUNCED):
        if pending and pending.kind is span.kind:
            pending = pending._replace(end=span.end)
            continue
        if pending:
            yield pending
        pending = span
    if pending:
        yield pending


def _beijing(moment: datetime) -> datetime:
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("the moment must be aware: give it a time zone")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"the moment must be in the years {FIRST_YEAR} to {LAST_YEAR}")
    return moment.astimezone(UTC).astimezone(BEIJING)


def _parsed(hours: Hours | str) -> Hours:
    return parse_hours(hours) if isinstance(hours, str) else hours


def _pieces(hours: Hours, start: datetime, end: datetime, holidays: HolidayCalendar) -> Iterator[Span]:
    """The states, year by year where holidays matter, because a year may be announced or not."""
    if not hours.needs_holidays:
        yield from _read(hours.canonical, start, end)
        return
    known, always = _with_holidays(hours.canonical, holidays), _with_holidays(hours.canonical, None)
    while start < end:
        turn = min(end, start_of(date(start.year + 1, 1, 1)))
        if holidays.is_announced(start.year):
            yield from _read(known, start, turn)
        else:
            yield from _blend(_read(known, start, turn), _read(always, start, turn))
        start = turn


def _read(text: str, start: datetime, end: datetime) -> Iterator[Span]:
    for first, last, state, comment in compiled(text).intervals(start, end):
        yield Span(first, last, OpenKind(str(state)), comment)


def _blend(ordinary: Iterator[Span], holiday: Iterator[Span]) -> Iterator[Span]:
    """What holds whether or not a day is a holiday; unknown where the two differ. Both cover the same time."""
    one, other = next(ordinary, None), next(holiday, None)
    while one and other:
        end = min(one.end, other.end)
        same = one.kind is other.kind
        yield Span(max(one.start, other.start), end, one.kind if same else OpenKind.UNKNOWN, one.comment if same else "")
        one = next(ordinary, None) if one.end <= end else one
        other = next(holiday, None) if other.end <= end else other


@lru_cache(maxsize=4096)
def _with_holidays(text: str, holidays: HolidayCalendar | None) -> str:
    """The text with PH replaced by a calendar's dates; without a calendar, by every day."""
    pieces = rules_of(text)
    separators = ["; ", *pieces[1::2]]
    for number, before in enumerate(separators):
        if names_holidays(pieces[2 * number]):
            pieces[2 * number] = _expanded(pieces[2 * number], before, holidays)
    return "".join(pieces)


def _expanded(rule: str, before: str, holidays: HolidayCalendar | None) -> str:
    """One rule for its weekdays and one for the dates, joined as the rule is to the one `before` it.

    A rule for no dates at all names a day long past.
    """
    days = DAY_LIST.match(rule)
    if days is None:
        raise ValueError(f"{rule!r} was not made by parse_hours")
    rest = rule[days.end() :]
    dates = "Mo-Su" if holidays is None else ",".join(f"{_osm(a)}-{_osm(b)}" for a, b in holidays.runs()) or "1901 Jan 1"
    weekdays = ",".join(day for day in days[1].split(",") if day != "PH")
    return before.join([*([f"{weekdays} {rest}"] if weekdays else []), f"{dates} {rest}"])


def _osm(day: date) -> str:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.year} {months[day.month - 1]} {day.day}"
