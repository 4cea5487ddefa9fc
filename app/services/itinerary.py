"""A trail on a day: when one comes to each stop, what does not fit there and then, and what would.

Opening is asked of the cards of the places, at the minute of arrival; what is not known is never made a conflict.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from app.clock import BEIJING, start_of
from app.documents.legs import Closure
from app.documents.trail import Stop, TrailDocument
from app.queries.pages import Card
from app.rules.holidays import HolidayCalendar
from app.rules.hours import Hours, HoursState, OpenKind, compose, hours_of, spans, state_at

AHEAD_DAYS = 13
EARLIEST_MIN, LATEST_MIN, STEP_MIN = 6 * 60, 21 * 60, 30
WEEK = timedelta(days=7)


class Why(StrEnum):
    """Why a stop does not fit."""

    WEEKDAY = "weekday"
    DATED = "dated"
    DAY = "day"
    NOT_YET = "not_yet"
    OVER = "over"
    LAST_ENTRY = "last_entry"
    TOO_SHORT = "too_short"
    STOP_CLOSED = "stop_closed"
    LEG_CLOSED = "leg_closed"
    GONE = "gone"


class Trouble(NamedTuple):
    """What does not fit at a stop: why, the moment that matters, and the closure that says so."""

    why: Why
    at: datetime | None = None
    last_day: date | None = None
    closure: Closure | None = None


class Call(NamedTuple):
    """One stop on the day: when one comes and goes, what its hours say, what does not fit, and what would help.

    `state` is None for what keeps no hours that we know; `skip_to` is the next stop that fits.
    """

    number: int
    stop: Stop
    card: Card | None
    arrives: datetime
    leaves: datetime
    state: HoursState | None
    troubles: tuple[Trouble, ...]
    better_day: date | None = None
    skip_to: int | None = None


class Itinerary(NamedTuple):
    """A trail on a day; `better_start` and `better_day` are those on which everything fits, where something does not."""

    starts: datetime
    ends: datetime
    calls: tuple[Call, ...]
    better_start: datetime | None = None
    better_day: date | None = None

    @property
    def troubled(self) -> list[Call]:
        """The stops that do not fit."""
        return [call for call in self.calls if call.troubles]


class Walk(NamedTuple):
    """A trail to be walked: its document, the minutes of its legs, the cards of its places, the public holidays."""

    document: TrailDocument
    legs_min: Sequence[int]
    places: Mapping[str, Card]
    holidays: HolidayCalendar


def plan(walk: Walk, starts: datetime, *, not_before: datetime) -> Itinerary:
    """Give a trail on the day that `starts` lies in, with fixes for what does not fit; no start before `not_before` is proposed."""
    calls = calls_of(walk, starts)
    if any(call.troubles for call in calls):
        later = [calls_of(walk, starts + timedelta(days=ahead)) for ahead in range(1, AHEAD_DAYS + 1)]
        calls = [with_fixes(call, calls, later) for call in calls]
        if not fits(calls):
            clear = next((others[0].arrives.date() for others in later if fits(others)), None)
            return Itinerary(starts, calls[-1].leaves, tuple(calls), better_start(walk, starts, not_before), clear)
    return Itinerary(starts, calls[-1].leaves, tuple(calls))


def calls_of(walk: Walk, starts: datetime) -> list[Call]:
    """Give every stop with its times and what does not fit."""
    found, here = [], starts
    for number, (stop, way_min) in enumerate(zip(walk.document.stops, walk.legs_min, strict=True), 1):
        arrives = here + timedelta(minutes=way_min)
        here = arrives + timedelta(minutes=stop.stay_min)
        card = walk.places.get(stop.place or "")
        hours = hours_of(card.card) if card else None
        state = state_at(hours, arrives, walk.holidays) if hours else None
        found.append(Call(number, stop, card, arrives, here, state, tuple(troubles_of(walk, stop, arrives, here))))
    return found


def troubles_of(walk: Walk, stop: Stop, arrives: datetime, leaves: datetime) -> list[Trouble]:
    """Give what does not fit at a stop: a closure of the way or of the stop, or its hours."""
    day, card = arrives.date(), walk.places.get(stop.place or "")
    if stop.place and card is None:
        return [Trouble(Why.GONE)]
    found = [Trouble(Why.LEG_CLOSED, last_day=item.last_day, closure=item) for item in stop.leg_closures if item.covers(day)]
    closed = [Trouble(Why.STOP_CLOSED, last_day=item.last_day, closure=item) for item in stop.closures if item.covers(day)]
    if closed or card is None:
        return found + closed
    hours = hours_of(card.card)
    trouble = trouble_of(card.card, hours, arrives, leaves, walk.holidays) if hours else None
    return [*found, trouble] if trouble else found


def trouble_of(card: Mapping[str, Any], hours: Hours, arrives: datetime, leaves: datetime, holidays: HolidayCalendar) -> Trouble | None:
    """Give why a place does not fit, from its hours; None when it does, or when nobody knows."""
    state = state_at(hours, arrives, holidays)
    if state.kind is OpenKind.OPEN:
        if state.last_entry_passed:
            return Trouble(Why.LAST_ENTRY, state.last_entry_at)
        return Trouble(Why.TOO_SHORT, state.until) if state.until and state.until < leaves else None
    if state.kind is OpenKind.UNKNOWN:
        return None
    openings = [span for span in spans(hours, *day_of(arrives.date()), holidays) if span.kind is OpenKind.OPEN]
    if not openings:
        return shut_all_day(card, arrives.date(), holidays)
    coming = next((span.start for span in openings if span.start > arrives), None)
    return Trouble(Why.NOT_YET, coming) if coming else Trouble(Why.OVER, openings[-1].end)


def shut_all_day(card: Mapping[str, Any], day: date, holidays: HolidayCalendar) -> Trouble:
    """Give why a place is shut on a whole day: a dated closure, its weekday, or that day alone."""
    for first, last, hours in card.get("exceptions", ()):
        if hours is None and first <= day.isoformat() <= last:
            return Trouble(Why.DATED, last_day=date.fromisoformat(last))
    usual = compose(card.get("hours"), keeps_workdays=card.get("keeps_workdays", False))
    others = [day + WEEK * weeks for weeks in (1, 2, 3)]
    is_weekly = usual and all(span.kind is OpenKind.CLOSED for other in others for span in spans(usual, *day_of(other), holidays))
    return Trouble(Why.WEEKDAY if is_weekly else Why.DAY)


def day_of(day: date) -> tuple[datetime, datetime]:
    """Give the first moment of a day and that of the next."""
    return start_of(day), start_of(day + timedelta(days=1))


def fits(calls: Sequence[Call]) -> bool:
    """Whether everything fits but what has gone for good, which no other day brings back."""
    return all(trouble.why is Why.GONE for call in calls for trouble in call.troubles)


def with_fixes(call: Call, calls: Sequence[Call], later: Sequence[Sequence[Call]]) -> Call:
    """Give a stop that does not fit with the next day on which it would, and the next stop that fits."""
    if not call.troubles:
        return call
    same = [others[call.number - 1] for others in later]
    day = next((other.arrives.date() - (call.arrives.date() - calls[0].arrives.date()) for other in same if not other.troubles), None)
    following = next((other.number for other in calls[call.number :] if not other.troubles), None)
    return call._replace(better_day=day, skip_to=following)


def better_start(walk: Walk, starts: datetime, not_before: datetime) -> datetime | None:
    """Give the start on the same day, nearest to the one chosen, at which everything fits."""
    times = [time(minutes // 60, minutes % 60) for minutes in range(EARLIEST_MIN, LATEST_MIN + 1, STEP_MIN)]
    others = [datetime.combine(starts.date(), at, BEIJING) for at in times]
    wanted = sorted((other for other in others if other >= not_before), key=lambda other: (abs(other - starts), other))
    return next((other for other in wanted if fits(calls_of(walk, other))), None)
