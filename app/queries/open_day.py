"""When places are open on one day, from the hours that are known."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from app.queries.pages import Card
from app.rules.holidays import HolidayCalendar
from app.rules.hours import OpenTime, hours_of, week_days


class PlaceDay(NamedTuple):
    """A place with its openings on a day, in words: 09:00–11:30, 13:00–16:30; empty means none that is certain."""

    card: Card
    words: str
    is_unknown: bool


def places_on(cards: Iterable[Card], day: date, holidays: HolidayCalendar) -> list[PlaceDay]:
    """Give places with their openings on a day, open ones first, each group by address; without hours a place is left out."""
    monday = day - timedelta(days=day.weekday())
    known = [(card, hours) for card in cards if (hours := hours_of(card.card))]
    found = [of_day(card, week_days(hours, monday, holidays)[day.weekday()].times) for card, hours in known]
    return sorted(found, key=lambda place: (not place.words, not place.is_unknown, place.card.slug))


def of_day(card: Card, times: tuple[OpenTime, ...]) -> PlaceDay:
    """Give one place with its openings on a day."""
    words = ", ".join(f"{one.opens}–{one.closes}" for one in times if not one.is_unknown)
    return PlaceDay(card, words, any(one.is_unknown for one in times))
