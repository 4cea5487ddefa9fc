"""What the pages with a map need: markers from cards, drawings, and where the interactive map's files are."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from flask import current_app
from markupsafe import Markup

from app import i18n
from app.i18n import _
from app.models.page import Page
from app.queries.pages import Card
from app.routes import frame
from app.routes.addresses import href, url_of
from app.rules.geo import Point
from app.services import cards as figures
from app.services.maps import drawing, folium_map, trail
from app.services.maps.marker import Marker, shape_of_kind
from app.vocabulary import Subdistrict

SCRIPTS = (
    "vendor/leaflet/leaflet.js",
    "vendor/leaflet.markercluster/leaflet.markercluster.js",
    "vendor/leaflet.locatecontrol/L.Control.Locate.min.js",
    "vendor/leaflet.fullscreen/Control.FullScreen.js",
)
STYLES = (
    "vendor/leaflet/leaflet.css",
    "vendor/leaflet.markercluster/MarkerCluster.css",
    "vendor/leaflet.locatecontrol/L.Control.Locate.min.css",
    "vendor/leaflet.fullscreen/Control.FullScreen.css",
)


class MapPart(NamedTuple):
    """A map on a page: its drawing, its note, and the files of the interactive map, if it has one."""

    svg: Markup
    note: str
    legend: str = ""
    script: str = ""
    scripts: str = ""
    styles: str = ""


def marker(card: Card) -> Marker:
    """Give the marker of a place."""
    return Marker(
        point=Point(card.lat or 0.0, card.lon or 0.0),
        shape=shape_of_kind(card.card["kind"]),
        label=i18n.in_language(card.card["name"]),
        href=url_of(card),
        approximate=bool(card.card.get("approximate")),
    )


def markers(cards: Sequence[Card]) -> list[Marker]:
    """Give the markers of those cards that have a point."""
    return [marker(card) for card in cards if card.lat is not None]


def interactive(chosen: Mapping[str, str]) -> dict[str, str]:
    """Give where the files of the interactive map are."""
    return {
        "script": href("map.script", **chosen),
        "scripts": " ".join(frame.asset(path) for path in SCRIPTS),
        "styles": " ".join(frame.asset(path) for path in STYLES),
    }


@lru_cache(maxsize=256)
def drawn(kind: str, center: Point | None, found: tuple[Marker, ...], language: str, label: str) -> Markup:
    """Give a drawing; each is made once for the same markers."""
    if kind == "district":
        return drawing.district_map(found, language, label)
    if kind == "trail":
        return trail.trail_map(found, language, label)
    list_href = "#near" if kind == "near" else "#places"
    return drawing.near_map(center or found[0].point, found, language, label, list_href=list_href)


def district_map(cards: Sequence[Card], chosen: Mapping[str, str]) -> MapPart:
    """Give the map of everything, or of what meets some filters, with what its signs mean."""
    found = tuple(markers(cards))
    label = _("Map of the district with %(number)s places; the list below says the same", number=len(cards))
    svg = drawn("district", None, found, i18n.code(), label)
    return MapPart(svg, _("Dashed rings are approximate positions."), drawing.legend(found, i18n.code()), **interactive(chosen))


def near_map(page: Page, cards: Sequence[Card]) -> MapPart | None:
    """Give the map of a place and its surroundings; a place without a point has none."""
    if page.lat is None or page.lon is None:
        return None
    here = Card(page.id, page.family, page.slug, page.subdistrict, page.lat, page.lon, json.dumps(page.card))
    center = Point(page.lat, page.lon)
    svg = drawn("near", center, (marker(here), *markers(cards)), i18n.code(), _("Map of the surroundings; the list “Near by” says the same"))
    return MapPart(svg, _("Dashed rings are approximate positions."))


def area_map(page: Page, cards: Sequence[Card]) -> MapPart:
    """Give the map of a neighbourhood."""
    center = Point(page.lat or 0.0, page.lon or 0.0)
    svg = drawn("area", center, tuple(markers(cards)), i18n.code(), _("Map of the neighbourhood; the list “Places” says the same"))
    return MapPart(svg, _("Dashed rings are approximate positions."), **interactive({"neighbourhood": page.slug}))


def trail_map(document: Any, places: Mapping[str, Card]) -> MapPart:
    """Give the map of a trail, its stops numbered."""
    found = []
    for number, stop in enumerate(document.stops, 1):
        card = places.get(stop.place or "")
        point = figures.stop_point(stop, places)
        if point is None:
            continue
        name = stop.name or (card.card["name"] if card else None)
        label = i18n.in_language(name) if name else (frame.station_name(stop.station) if stop.station else "")
        approximate = bool(stop.point.approximate if stop.point else card and card.card.get("approximate"))
        shape = "metro" if stop.station else "stop"
        found.append(Marker(point=point, shape=shape, label=label, href=f"#stop-{number}", approximate=approximate, number=number))
    svg = drawn(
        "trail", None, tuple(found), i18n.code(), _("Map of the trail with %(number)s stops; the list below says the same", number=len(found))
    )
    return MapPart(svg, _("Numbers are the stops below."))


def by_neighbourhood(cards: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    """Give cards under the names of their neighbourhoods, those without one last."""
    groups = [(i18n.label(place), [card for card in cards if card.subdistrict == place]) for place in Subdistrict]
    groups.append((_("Neighbourhood not known"), [card for card in cards if card.subdistrict is None]))
    return [(name, found) for name, found in groups if found]


def points(cards: Sequence[Card]) -> str:
    """Give the points of places as GeoJSON."""
    return folium_map.points_geojson([card for card in cards if card.lat is not None], i18n.code(), url_of)


def basemap() -> str:
    """Give the base map as GeoJSON."""
    return folium_map.basemap_geojson(i18n.code())


def script(chosen: Mapping[str, str]) -> str:
    """Give the script of the interactive map."""
    return folium_map.map_script(
        element_id="map",
        language=i18n.code(),
        points_url=href("map.points", **chosen),
        basemap_url=href("map.basemap"),
        bounds=None,
        tiles=current_app.config["SETTINGS"].tiles,
    )
