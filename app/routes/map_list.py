"""The list beside a map, its equal in words: the same places, by neighbourhood and nearness, each with what the map reads of it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from flask import current_app
from markupsafe import Markup

from app import i18n
from app.i18n import _
from app.models.page import Page
from app.queries.occurrences import Dated
from app.queries.pages import Card
from app.rules.geo import Point, distance_m
from app.services.maps.areas import UNKNOWN_ID
from app.services.maps.shown import by_neighbourhood

EXACT, STEPS, CORNER = "=", 10_000, Point(39.0, 116.0)
KEPT = 8_000
NEAREST = 6


class Group(NamedTuple):
    """The places of a neighbourhood in the list beside a map: its id in the page, its name, their cards in order, their rows."""

    id: str
    name: str
    cards: tuple[Card, ...]
    rows: Markup


def grouped(cards: Sequence[Card], on: Mapping[int, Sequence[Dated]] | None = None, center: Point | None = None) -> tuple[Group, ...]:
    """Give places under the names of their neighbourhoods, by nearness, each with what is on there."""
    groups = arranged(i18n.code(), tuple(cards), center)
    if not on:
        return groups
    return tuple(group._replace(rows=joined(row_of(card, on.get(card.id, ())) for card in group.cards)) for group in groups)


@lru_cache(maxsize=64)
def arranged(lang: str, cards: tuple[Card, ...], center: Point | None) -> tuple[Group, ...]:
    """Give the groups of a list where nothing is on, made once for the same cards and the language of the request, which is `lang`."""
    groups = by_neighbourhood(cards, center)
    unknown = _("Neighbourhood not known")
    rows = {place: joined(plain_row(lang, card) for card in found) for place, found in groups}
    return tuple(
        Group(place.value if place else UNKNOWN_ID, i18n.label(place) if place else unknown, tuple(found), rows[place]) for place, found in groups
    )


def in_order(groups: Iterable[Group]) -> tuple[Card, ...]:
    """Give the places of a list in its order."""
    return tuple(card for group in groups for card in group.cards)


def joined(rows: Iterable[Markup]) -> Markup:
    """Give rows one after the other."""
    return Markup("").join(rows)


@lru_cache(maxsize=KEPT)
def plain_row(_lang: str, card: Card) -> Markup:
    """Give the row of a place where nothing is on, drawn once for its card and the language of the request, which is `_lang`."""
    return row_of(card, ())


def row_of(card: Card, dates: Sequence[Dated]) -> Markup:
    """Give the row of a place with what is on there."""
    module: Any = current_app.jinja_env.get_template("map/map_list.html").module
    return Markup(module.place_row(card, dates))  # noqa: S704  (a macro escapes what it is given)


@lru_cache(maxsize=64)
def points_of(groups: tuple[Group, ...]) -> str:
    """Give where the places of a list are, in its order, as the interactive map reads it: each as its steps north and east from the one before.

    A step is a ten thousandth of a degree, about ten metres: more of an approximate point would say what is not known. To an
    exact point the steps are hundred thousandths, and marked. It starts at 39 north, 116 east; a place without a point is empty.
    """
    written, lat, lon = [], 0, 0
    for card in in_order(groups):
        if card.lat is None or card.lon is None:
            written.append("")
            continue
        unit, mark = (1, "") if card.card.get("approximate") else (10, EXACT)
        north, east = round((card.lat - CORNER.lat) * STEPS * unit), round((card.lon - CORNER.lon) * STEPS * unit)
        written.append(f"{north - lat * unit} {east - lon * unit}{mark}".replace(" -", "-"))
        lat, lon = north // unit, east // unit
    return ",".join(written)


def nearest_of(page: Page, cards: Sequence[Card]) -> list[Card]:
    """Give the other places nearest to one, the nearest first."""
    here = Point(page.lat or 0.0, page.lon or 0.0)
    others = [(distance_m(here, Point(card.lat or 0.0, card.lon or 0.0)), card.id, card) for card in cards if card.id != page.id]
    return [card for _, _, card in sorted(others)[:NEAREST]]
