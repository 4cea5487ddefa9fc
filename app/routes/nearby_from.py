"""Where one starts from on the pages about what is near: a station, a neighbourhood, a place, or a point that was typed."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from flask import request

from app import i18n
from app.errors import Refused
from app.extensions import db
from app.i18n import _
from app.queries.pages import Card, list_cards
from app.routes import answers, frame
from app.routes.addresses import url_of
from app.rules.geo import Point, inside
from app.services import basemap, nearby, stations
from app.vocabulary import Family

ARGUMENTS = ("station", "neighbourhood", "place", "at")
DEGREES = re.compile(r"(\d{1,3}(?:\.\d{1,8})?)\s*[,，]\s*(\d{1,3}(?:\.\d{1,8})?)")
MARGIN_DEG = 0.003
MOST_CHOICES = 20


class Origin(NamedTuple):
    """A starting point: its name, where it is, whether only about there, its page, and the page to leave out of what is near."""

    name: str
    point: Point
    is_approximate: bool = False
    href: str = ""
    page_id: int | None = None


class Start(NamedTuple):
    """What the address says of the start: an origin, several places to choose from, or neither."""

    origin: Origin | None
    choices: list[Card]
    chosen: dict[str, str]


def start_of(cards: Sequence[Card]) -> Start:
    """Give the start that the address names; raise Refused, in words, for two of them or one that is none."""
    chosen = {name: value for name in ARGUMENTS if (value := request.args.get(name, "").strip())}
    if len(chosen) > 1:
        raise Refused(_("Please choose one place to start from: a station, a neighbourhood, a place or a point."))
    for name, value in chosen.items():
        if name == "place":
            return from_place(cards, value)
        return Start(READERS[name](value), [], chosen)
    return Start(None, [], {})


def from_station(value: str) -> Origin:
    """Give a metro station as an origin."""
    station = stations.stations().get(value)
    if station is None:
        raise Refused(_("“%(value)s” is no metro station of the guide.", value=value[:40]))
    return Origin(frame.station_name(value), station.point)


def from_neighbourhood(value: str) -> Origin:
    """Give the middle of a neighbourhood as an origin."""
    cards = list_cards(db.session(), Family.NEIGHBOURHOOD, i18n.code())
    card = next((card for card in cards if card.slug == value), None)
    point = nearby.point_of(card) if card else None
    if card is None or point is None:
        raise Refused(_("“%(value)s” is no neighbourhood of the guide.", value=value[:40]))
    return Origin(i18n.in_language(card.card["name"]), point, is_approximate=True, href=url_of(card))


def from_place(cards: Sequence[Card], value: str) -> Start:
    """Give a place as an origin, by its slug or by its name; several that bear the name are choices."""
    found = [card for card in cards if card.slug == value]
    if not found:
        answers.do_not_keep()
        found = named(cards, value)
    if not found:
        raise Refused(_("“%(value)s” is no place of the guide.", value=value[:40]))
    if len(found) > 1:
        return Start(None, found[:MOST_CHOICES], {"place": value})
    name, point = i18n.in_language(found[0].card["name"]), nearby.point_of(found[0])
    if point is None:
        raise Refused(_("The position of %(name)s is not known yet.", name=name))
    is_approximate = bool(found[0].card.get("approximate"))
    return Start(Origin(name, point, is_approximate, url_of(found[0]), found[0].id), [], {"place": found[0].slug})


def named(cards: Sequence[Card], value: str) -> list[Card]:
    """Give the places that bear a name in either script or language, else those whose name holds it."""
    wanted = value.casefold()
    names = [(card, [*card.card["name"].values(), i18n.to_traditional(card.card["name"]["zh"])]) for card in cards]
    exact = [card for card, all_names in names if any(wanted == name.casefold() for name in all_names)]
    return exact or [card for card, all_names in names if any(wanted in name.casefold() for name in all_names)]


def from_point(value: str) -> Origin:
    """Give a point that was typed as an origin; raise Refused for what is none, is swapped, or lies outside the district."""
    answers.do_not_keep()
    match = DEGREES.fullmatch(value)
    if match is None:
        raise Refused(_("“%(value)s” is no point; write latitude and longitude, such as 39.93,116.37.", value=value[:40]))
    point = Point(float(match[1]), float(match[2]))
    ring = basemap.district_ring(margin_deg=MARGIN_DEG)
    if not inside(point, ring):
        if inside(Point(point.lon, point.lat), ring):
            raise Refused(_("Latitude and longitude are swapped; write %(value)s.", value=f"{point.lon:g},{point.lat:g}"))
        raise Refused(_("The point %(value)s lies outside Xicheng District.", value=value[:40]))
    return Origin(_("the point %(lat)s, %(lon)s", lat=f"{point.lat:.5f}", lon=f"{point.lon:.5f}"), point)


READERS: dict[str, Callable[[str], Origin]] = {"station": from_station, "neighbourhood": from_neighbourhood, "at": from_point}
