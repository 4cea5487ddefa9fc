"""Which places are open at a moment, from the hours that are known."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from app.queries.pages import Card
from app.rules.holidays import HolidayCalendar
from app.rules.hours import HoursState, OpenKind, state_of

ORDER = {OpenKind.OPEN: 0, OpenKind.CLOSED: 2, OpenKind.UNKNOWN: 3}


class PlaceState(NamedTuple):
    """A place with its state at the moment asked for."""

    card: Card
    state: HoursState


def sorted_by_state(cards: Iterable[Card], moment: datetime, holidays: HolidayCalendar) -> tuple[list[PlaceState], datetime | None]:
    """Give places, those that still let one in first, and the next moment at which what is said of any of them changes."""
    found = [PlaceState(card, state_of(card.card, moment, holidays)) for card in cards]
    changes = [change for place in found if (change := place.state.next_change(moment))]
    found.sort(key=rank)
    return found, min(changes, default=None)


def rank(place: PlaceState) -> tuple[int, float, int]:
    """Give where a place stands: open, open but letting nobody in, closed, unknown; each by its next turn, then by row."""
    state = place.state
    turn = state.until if state.kind is OpenKind.OPEN else state.next_opening
    return (1 if state.last_entry_passed else ORDER[state.kind], turn.timestamp() if turn else float("inf"), place.card.id)
