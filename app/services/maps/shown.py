"""What a map shows, read through the gate: places by filters, by name, or those where something is on that day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from app import clock
from app.models.page import Page
from app.queries.facet_sets import FacetSets, ids_of
from app.queries.occurrences import Dated, days_between
from app.queries.pages import Card, L, P, as_cards, list_cards, public_cards
from app.rules.geo import Point, distance_m
from app.services.agenda import agenda
from app.services.maps.base import subdistrict_spots
from app.vocabulary import Family, LinkRole, Subdistrict

VENUES_ON_CARD = 2


class Wish(NamedTuple):
    """What is asked to be shown: filters, a day, places by their slugs."""

    filters: Mapping[str, str]
    day: date | None = None
    slugs: tuple[str, ...] = ()


class Shown(NamedTuple):
    """The places of a map; what is on at each, by its row; what is on elsewhere; how many that were named are not public."""

    cards: list[Card]
    on: dict[int, list[Dated]]
    elsewhere: list[Dated]
    missing: int = 0


def shown(session: Session, sets: FacetSets, wish: Wish, language: str) -> Shown:
    """Give what a map shows."""
    ids = sets.chosen([Family.PLACE], wish.filters)
    if wish.day:
        found = on_day(session, wish.day)
    elif wish.slugs:
        named = places_named(session, wish.slugs)
        found = Shown(named, {}, [], len(wish.slugs) - len(named))
    else:
        return Shown(list_cards(session, Family.PLACE, language, ids=ids_of(ids) if wish.filters else None), {}, [])
    return found._replace(cards=[card for card in found.cards if ids >> card.id & 1 and (not wish.slugs or card.slug in wish.slugs)])


def places_named(session: Session, slugs: Sequence[str]) -> list[Card]:
    """Give the public places among some slugs, in their order."""
    order = {slug: number for number, slug in enumerate(slugs)}
    rows = session.execute(public_cards(P.family == Family.PLACE, P.slug.in_(order)))
    return sorted(as_cards(rows), key=lambda card: order[card.slug])


def on_day(session: Session, day: date) -> Shown:
    """Give the places where something is on that day, as far as is known, and what is on where the guide has no page."""
    start = clock.start_of(day)
    plan = agenda(days_between(session, start, start + timedelta(days=1)), day)
    dates = [item for item in (*plan.dates, *plan.last_days, *plan.season, *plan.some_day, *plan.expected) if item.is_held]
    venues = venues_of(session, {item.card.id for item in dates})
    cards: dict[int, Card] = {}
    on: dict[int, list[Dated]] = {}
    elsewhere = []
    for item in dates:
        there = where(item, venues.get(item.card.id, []))
        for card in there:
            cards[card.id] = card
            on.setdefault(card.id, []).append(item)
        if not there:
            elsewhere.append(item)
    return Shown(sorted(cards.values(), key=lambda card: card.slug), on, elsewhere)


def venues_of(session: Session, ids: Iterable[int]) -> dict[int, list[Card]]:
    """Give the public places of some pages, each page's in its order."""
    statement = public_cards(L.page_id.in_(sorted(ids)), L.role == LinkRole.VENUE).join(Page.__table__, P.id == L.target_id)
    rows = session.execute(statement.add_columns(L.page_id).order_by(L.page_id, L.position))
    found: dict[int, list[Card]] = {}
    for *card, page_id in rows:
        found.setdefault(page_id, []).append(Card(*card))
    return found


def where(item: Dated, linked: Sequence[Card]) -> list[Card]:
    """Give the places of a date: the one it was moved to, else those of its event, of which the card names the first two."""
    changed, named = item.change.get("venue"), item.card.card.get("venues") or []
    if not changed and len(named) >= VENUES_ON_CARD:
        return list(linked)
    slugs = {venue.get("place") for venue in ([changed] if changed else named)}
    return [card for card in linked if card.slug in slugs]


def by_neighbourhood(cards: Iterable[Card], center: Point | None = None) -> list[tuple[Subdistrict | None, list[Card]]]:
    """Give places under their neighbourhoods, the nearest to a point first, or each from its middle outward.

    What has no position stands last in its group; what has no neighbourhood makes the last group.
    """
    spots = dict(subdistrict_spots())
    groups: dict[Subdistrict | None, list[Card]] = {}
    for card in cards:
        groups.setdefault(Subdistrict(card.subdistrict) if card.subdistrict else None, []).append(card)
    for place, group in groups.items():
        group.sort(key=lambda card: far_of(card, center or spots.get(place) if place else center))
    order = list(Subdistrict)
    if center:
        return sorted(groups.items(), key=lambda pair: far_of(pair[1][0], center))
    return sorted(groups.items(), key=lambda pair: order.index(pair[0]) if pair[0] else len(order))


def far_of(card: Card, center: Point | None) -> tuple[float, str]:
    """Give the order of a place by its distance from a point."""
    if card.lat is None or card.lon is None:
        return float("inf"), card.slug
    return distance_m(center, Point(card.lat, card.lon)) if center else 0.0, card.slug
