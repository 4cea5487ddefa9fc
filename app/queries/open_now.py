"""Which places are open at a moment, from the hours that are known."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from app.queries.pages import Card
from app.rules.hours import HoursState, state_at

ORDER = {"open": 0, "closed": 1, "unknown": 2}


class PlaceState(NamedTuple):
    """A place with its state at the moment asked for."""

    card: Card
    state: HoursState


def sorted_by_state(cards: Iterable[Card], moment: datetime) -> tuple[list[PlaceState], datetime | None]:
    """Give places, open ones first, and the next moment at which any of them opens or closes."""
    found = [PlaceState(card, state_at(card.card.get("hours"), moment)) for card in cards]
    changes = [place.state.until for place in found if place.state.until]
    found.sort(key=lambda place: (ORDER[place.state.kind], place.state.until or moment, place.card.id))
    return found, min(changes, default=None)
