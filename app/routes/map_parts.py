"""What the pages with a map need: markers from cards, drawings, and where the interactive map's files are."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from flask import Flask, current_app
from markupsafe import Markup

from app import i18n
from app.i18n import _
from app.models.page import Page
from app.queries.pages import Card
from app.routes import frame, map_asked
from app.routes.addresses import href, page_url, url_of
from app.rules.geo import Point
from app.services import cards as figures
from app.services.maps import drawing, folium_map, trail
from app.services.maps.marker import Marker, shape_of_kind
from app.services.maps.shown import Wish
from app.vocabulary import Family, Subdistrict


class MapPart(NamedTuple):
    """A map on a page: its drawing and note, the script of the interactive map, and where that finds what it shows.

    `list` names the list whose items are its places; `points` is the address of GeoJSON for maps whose list says no points.
    """

    svg: Markup
    note: str
    legend: str = ""
    script: str = ""
    list: str = ""
    points: str = ""
    chosen: str = ""


def marker(card: Card) -> Marker:
    """Give the marker of a place."""
    return Marker(
        point=Point(card.lat or 0.0, card.lon or 0.0),
        shape=shape_of_kind(card.card["kind"]),
        label=i18n.in_language(card.card["name"]),
        href=url_of(card),
        approximate=bool(card.card.get("approximate")),
        area=Subdistrict(card.subdistrict) if card.subdistrict else None,
    )


def markers(cards: Sequence[Card]) -> list[Marker]:
    """Give the markers of those cards that have a point."""
    return [marker(card) for card in cards if card.lat is not None]


@lru_cache(maxsize=256)
def drawn(kind: str, found: tuple[Marker, ...], label: str, *, language: str, list_href: str = "", center: Point | None = None) -> Markup:
    """Give the drawing of a trail or of an area; each is made once for the same markers."""
    if kind == "trail":
        return trail.trail_map(found, language, label)
    return drawing.near_map(center or found[0].point, found, language, label, list_href=list_href)


def places_map(cards: tuple[Card, ...], list_href: str = "#list") -> MapPart:
    """Give the map of everything, or of what is asked for, with what its signs mean; its places are those of the list."""
    return places_map_in(i18n.code(), cards, list_href)


@lru_cache(maxsize=64)
def places_map_in(lang: str, cards: tuple[Card, ...], list_href: str) -> MapPart:
    """Give the map of some places, made once for the same cards and the language of the request, which is `lang`."""
    found = tuple(markers(cards))
    label = _("Map of the district with %(number)s places; the list below says the same", number=len(cards))
    svg = drawing.district_map(found, lang, label, list_href=list_href)
    has_signs = len(found) <= drawing.MOST_SIGNS
    legend, note = (drawing.legend(found, lang), approximate_note(found)) if has_signs else ("", "")
    return MapPart(svg, note, legend, script=href("map.script"), list="#list")


def near_map(page: Page, cards: Sequence[Card], list_href: str = "#near") -> MapPart | None:
    """Give the map of a place and its surroundings; a place without a point has none."""
    if page.lat is None or page.lon is None:
        return None
    here = card_of(page)
    found = (marker(here), *markers(cards))
    label = _("Map of the surroundings; the list “Near by” says the same")
    svg = drawn("near", found, label, language=i18n.code(), list_href=list_href, center=Point(page.lat, page.lon))
    points = href("map.points", places=",".join(card.slug for card in (here, *cards)))
    return MapPart(svg, approximate_note(found), script=href("map.script"), points=points, chosen=url_of(here))


def area_map(page: Page, cards: Sequence[Card], list_href: str = "#places") -> MapPart:
    """Give the map of a neighbourhood."""
    center, found = Point(page.lat or 0.0, page.lon or 0.0), tuple(markers(cards))
    label = _("Map of the neighbourhood; the list “Places” says the same")
    svg = drawn("area", found, label, language=i18n.code(), list_href=list_href, center=center)
    return MapPart(svg, approximate_note(found), script=href("map.script"), points=href("map.points", neighbourhood=page.slug))


def trail_map(document: Any, places: Mapping[str, Card], slug: str = "", page_href: str = "") -> MapPart:
    """Give the map of a trail, its stops numbered; with its slug it can be made interactive."""
    found = stop_markers(document, places, page_href)
    label = _("Map of the trail with %(number)s stops; the list below says the same", number=len(found))
    svg = drawn("trail", found, label, language=i18n.code())
    more = {"script": href("map.trail_script"), "points": href("map.stops", slug=slug)} if slug and found else {}
    return MapPart(svg, _("Numbers are the stops below."), **more)


def stop_markers(document: Any, places: Mapping[str, Card], page_href: str = "") -> tuple[Marker, ...]:
    """Give the markers of those stops of a trail that have a point and whose place is public."""
    found = []
    for number, stop in enumerate(document.stops, 1):
        card, point = places.get(stop.place or ""), figures.stop_point(stop, places)
        if point is None or (stop.place and card is None):
            continue
        name = stop.name or (card.card["name"] if card else None)
        label = i18n.in_language(name) if name else (frame.station_name(stop.station) if stop.station else "")
        approximate = bool(stop.point.approximate if stop.point else card and card.card.get("approximate"))
        note = _("Metro") if stop.station else frame.kind_label(card) if card else ""
        address = f"{page_href}#stop-{number}"
        found.append(Marker(point, "metro" if stop.station else "stop", label, address, approximate=approximate, number=number, note=note))
    return tuple(found)


def approximate_note(found: Sequence[Marker]) -> str:
    """Give what dashed rings mean, where there are any."""
    return _("Dashed rings are approximate positions.") if any(marker.approximate for marker in found) else ""


def card_of(page: Page) -> Card:
    """Give the card of a page that was read whole."""
    return Card(page.id, page.family, page.slug, page.subdistrict, page.lat, page.lon, json.dumps(page.card))


def points(cards: Sequence[Card]) -> str:
    """Give the points of places as GeoJSON."""
    return points_in(i18n.code(), tuple(cards))


@lru_cache(maxsize=32)
def points_in(lang: str, cards: tuple[Card, ...]) -> str:
    """Give the points of some places, made once for the same cards and the language of the request, which is `lang`."""
    return folium_map.points_geojson(cards, lang, url_of)


def stops(page: Page, places: Mapping[str, Card]) -> str:
    """Give the stops of a trail and its line as GeoJSON."""
    return folium_map.trail_geojson(stop_markers(page.document, places, page_url(Family.TRAIL, page.slug)))


def basemap() -> str:
    """Give the base map as GeoJSON."""
    return folium_map.basemap_geojson(i18n.code())


def script(*, is_trail: bool) -> str:
    """Give the script of the interactive maps of places, or of trails."""
    tiles = current_app.config["SETTINGS"].tiles
    return folium_map.map_script("map", i18n.code(), basemap_url=href("map.basemap"), is_trail=is_trail, tiles=tiles)


def embed_code(asked: Wish) -> str:
    """Give the line of HTML that puts the map that is asked for on another site; empty for places by name, which no embed shows."""
    if asked.slugs:
        return ""
    what = f"days/{asked.day}" if asked.day else "everything"
    filters = {name: value for name, value in map_asked.query(asked).items() if name in map_asked.FILTERS}
    address = current_app.config["SETTINGS"].public_url + href("embed.show", what=what, **filters)
    form = Markup('<iframe src="{}" title="{}" width="100%" height="560" loading="lazy" allow="fullscreen"></iframe>')
    return str(form.format(address, _("Map of Xicheng: Wander Xicheng")))


def map_of(cards: Iterable[Card]) -> str:
    """Give the address of the map of those pages among some that are places with a point; empty for none."""
    slugs = dict.fromkeys(card.slug for card in cards if card.family is Family.PLACE and card.lat is not None)
    return href("map.index", places=",".join(list(slugs)[: map_asked.MOST_PLACES])) if slugs else ""


def init_app(app: Flask) -> None:
    """Let templates use this."""
    app.jinja_env.globals.update(map_of=map_of)
