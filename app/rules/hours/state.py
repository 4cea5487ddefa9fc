"""Opening hours at a moment: open, closed or unknown, until when, and when next.

Moments are aware and answers are Beijing times. Public holidays come from a HolidayCalendar: on days of a year that is
not announced, hours that name holidays are unknown wherever the answer hangs on whether it is one.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from app.clock import BEIJING, start_of
from app.rules.holidays import HolidayCalendar
from app.rules.hours.days import Opening, OpenKind, openings_of
from app.rules.hours.parsing import Hours, parse_hours

CLOSES_SOON = timedelta(minutes=60)
HORIZON = timedelta(days=400)
FIRST_YEAR, LAST_YEAR = 1950, 9000
NOTHING_ANNOUNCED = HolidayCalendar()
DAY_MIN = 1440
STRETCH_DAYS = 16
SUREST = (OpenKind.OPEN, OpenKind.UNKNOWN, OpenKind.CLOSED)


class Span(NamedTuple):
    """A stretch of time in one state, with the comment of the rule that gives it."""

    start: datetime
    end: datetime
    kind: OpenKind
    comment: str


@dataclass(frozen=True)
class HoursState:
    """What holds at a moment: until when it does (None: for a year or more, or nobody knows), and the next opening.

    `next_opening` is None while it is open, and when none is known within 400 days. `last_entry_at` is that of the
    present opening; from that minute on nobody is let in.
    """

    kind: OpenKind
    until: datetime | None = None
    next_opening: datetime | None = None
    closes_soon: bool = False
    last_entry_at: datetime | None = None
    last_entry_passed: bool = False

    def next_change(self, moment: datetime) -> datetime | None:
        """Give the first moment after `moment` at which what can be said changes."""
        turns = [self.until, self.last_entry_at]
        if self.kind is OpenKind.OPEN and self.until:
            turns.append(self.until - CLOSES_SOON)
        return min((turn for turn in turns if turn and turn > moment), default=None)


def state_at(hours: Hours | str | None, moment: datetime, holidays: HolidayCalendar | None = None) -> HoursState:
    """Give the state at an aware moment; hours that are not given are unknown, never guessed.

    Text is read first, raising BadHours. Raises ValueError for a naive moment and for years outside 1950 to 9000.
    """
    here = _beijing(moment)
    if not hours:
        return HoursState(OpenKind.UNKNOWN)
    read, same, limit = parse_hours(hours) if isinstance(hours, str) else hours, _Same(holidays or NOTHING_ANNOUNCED), here + HORIZON
    current = next(_spans(read, here, limit, same))
    until = current.end if current.end < limit else None
    if current.kind is OpenKind.OPEN:
        return _open_until(until, here, read.last_entry_min)
    return HoursState(current.kind, until, _next_opening(read, here, limit, same))


def spans(hours: Hours, start: datetime, end: datetime, holidays: HolidayCalendar | None = None) -> Iterator[Span]:
    """Give the states between two aware moments without gaps, neighbours of one state joined; `start` is before `end`."""
    return _spans(hours, _beijing(start), _beijing(end), _Same(holidays or NOTHING_ANNOUNCED))


def _open_until(until: datetime | None, here: datetime, last_entry_min: int | None) -> HoursState:
    last_entry = until - timedelta(minutes=last_entry_min) if until and last_entry_min is not None else None
    return HoursState(
        OpenKind.OPEN,
        until,
        closes_soon=until is not None and until - here <= CLOSES_SOON,
        last_entry_at=last_entry,
        last_entry_passed=last_entry is not None and here >= last_entry,
    )


def _beijing(moment: datetime) -> datetime:
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("the moment must be aware: give it a time zone")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"the moment must be in the years {FIRST_YEAR} to {LAST_YEAR}")
    return moment.astimezone(UTC).astimezone(BEIJING)


class _Same:
    """A calendar as a key: the same one is equal, and it need not be hashed through, as that costs more than the answer."""

    __slots__ = ("calendar",)

    def __init__(self, calendar: HolidayCalendar) -> None:
        self.calendar = calendar

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.calendar is self.calendar

    def __hash__(self) -> int:
        return id(self.calendar)


class _Stretch(NamedTuple):
    """Some days in a row: their states, when each begins, and the last opening."""

    spans: tuple[Span, ...]
    starts: tuple[datetime, ...]
    last_opening: datetime | None


def _spans(hours: Hours, start: datetime, end: datetime, holidays: _Same) -> Iterator[Span]:
    """The states between two Beijing moments, neighbours of one state joined across stretches."""
    pending: Span | None = None
    for stretch in _stretches(hours, start, holidays):
        first = bisect_right(stretch.starts, start) - 1 if pending is None else 0
        for span in stretch.spans[first:]:
            if pending is None:
                pending = span._replace(start=start)
            elif span.start >= end:
                yield pending._replace(end=min(pending.end, end))
                return
            elif pending.kind is span.kind:
                pending = pending._replace(end=span.end)
            else:
                yield pending
                pending = span


def _next_opening(hours: Hours, here: datetime, limit: datetime, holidays: _Same) -> datetime | None:
    """The first opening after a moment at which it is not open."""
    for stretch in _stretches(hours, here, holidays):
        if stretch.last_opening and stretch.last_opening > here:
            opening = next(span.start for span in stretch.spans if span.kind is OpenKind.OPEN and span.start > here)
            return opening if opening < limit else None
        if stretch.spans[-1].end >= limit:
            break
    return None


def _stretches(hours: Hours, start: datetime, holidays: _Same) -> Iterator[_Stretch]:
    """The stretches from the one that `start` lies in, without end."""
    number = start.date().toordinal() // STRETCH_DAYS
    while True:
        yield _stretch(hours, number, holidays)
        number += 1


@lru_cache(maxsize=4096)
def _stretch(hours: Hours, number: int, holidays: _Same) -> _Stretch:
    """The states of some days in a row, numbered through all time, neighbours of one state joined."""
    first = date.fromordinal(number * STRETCH_DAYS)
    before = openings_of(hours, first - timedelta(days=1), holidays.calendar)
    found: list[Span] = []
    for day in (first + timedelta(days=n) for n in range(STRETCH_DAYS)):
        today = openings_of(hours, day, holidays.calendar)
        midnight = start_of(day)
        for start, end, kind, comment in _parts(before, today):
            if found and found[-1].kind is kind:
                found[-1] = found[-1]._replace(end=midnight + timedelta(minutes=end))
            else:
                found.append(Span(midnight + timedelta(minutes=start), midnight + timedelta(minutes=end), kind, comment))
        before = today
    openings = [span.start for span in found if span.kind is OpenKind.OPEN]
    return _Stretch(tuple(found), tuple(span.start for span in found), openings[-1] if openings else None)


def _parts(before: tuple[Opening, ...], today: tuple[Opening, ...]) -> Iterator[Opening]:
    """One day from midnight to midnight: its own openings and those that run on from the day `before`; the surest counts."""
    nights = [one._replace(start=one.start - DAY_MIN, end=one.end - DAY_MIN) for one in before if one.end > DAY_MIN]
    openings = [*today, *nights] if nights else today
    turns = sorted({0, DAY_MIN, *(turn for one in openings for turn in one[:2] if 0 < turn < DAY_MIN)})
    for start, end in pairwise(turns):
        here = [one for one in openings if one.start <= start < one.end]
        kind = min((one.kind for one in here), key=SUREST.index, default=OpenKind.CLOSED)
        yield Opening(start, end, kind, next((one.comment for one in here if one.kind is kind), ""))
