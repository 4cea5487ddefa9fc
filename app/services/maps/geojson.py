"""GeoJSON for the interactive map: the points of places, and the base map."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from app.i18n import in_language
from app.queries.pages import Card
from app.rules.geo import Point
from app.services.basemap import Shape, parks, shapes
from app.services.maps.marker import Marker, in_script, letter_of, shape_of_kind
from app.services.stations import stations
from app.vocabulary import PlaceKind


def points_geojson(cards: Sequence[Card], language: str, url_of: Callable[[Card], str]) -> str:
    """Give the places that have a point as a compact FeatureCollection in WGS-84."""
    return collected(place_text(card, language, url_of(card)) for card in cards if card.lat is not None and card.lon is not None)


@lru_cache(maxsize=8_000)
def place_text(card: Card, language: str, url: str) -> str:
    """Give one place as the text of a feature, made once; a card is known by its text, so that a changed page is a new one."""
    return compact(place_feature(card, language, url))


def place_feature(card: Card, language: str, url: str) -> dict[str, Any]:
    """Give one place as a feature."""
    kind = PlaceKind(card.card["kind"])
    shape, is_rough = shape_of_kind(kind), bool(card.card.get("approximate"))
    properties = {
        "name": in_language(card.card["name"], language),
        "kind": kind.value,
        "kind_name": in_script(kind.zh, kind.en, language),
        "shape": shape,
        "letter": letter_of(shape, language),
        "url": url,
        "approximate": is_rough,
    }
    return feature("Point", position(Point(card.lat or 0.0, card.lon or 0.0), is_rough=is_rough), properties)


def trail_geojson(stops: Sequence[Marker]) -> str:
    """Give the stops of a trail that have a point, with their numbers, and the line through them."""
    line = [feature("LineString", [position(stop.point, is_rough=stop.approximate) for stop in stops], {"kind": "trail"})] if len(stops) > 1 else []
    return collection([*line, *(stop_feature(stop) for stop in stops)])


def stop_feature(stop: Marker) -> dict[str, Any]:
    """Give one stop as a feature."""
    properties = {
        "name": stop.label,
        "note": stop.note,
        "number": stop.number,
        "shape": stop.shape,
        "url": stop.href,
        "approximate": stop.approximate,
    }
    return feature("Point", position(stop.point, is_rough=stop.approximate), properties)


@lru_cache(maxsize=3)
def basemap_geojson(language: str) -> str:
    """Give the schematic base map, the parks and the metro stations as a compact FeatureCollection with names in the language."""
    stops = [
        feature("Point", position(station.point), {"kind": "metro", "name": in_script(station.zh, station.en, language)})
        for station in stations().values()
    ]
    green = [feature("Point", position(park.point), {"kind": "park", "name": in_script(park.zh, park.en, language)}) for park in parks()]
    return collection([*(ground_feature(shape, language) for shape in shapes()), *green, *stops])


def ground_feature(shape: Shape, language: str) -> dict[str, Any]:
    """Give one shape of the base map as a feature."""
    line = [position(point) for point in shape.points]
    properties = {"kind": shape.kind, "name": street_name(shape, language)}
    return feature("Polygon", [line], properties) if shape.is_area else feature("LineString", line, properties)


def street_name(shape: Shape, language: str) -> str:
    """Give the name of a shape as a map writes it: without what stands in brackets."""
    return in_script(shape.zh.split("（")[0], shape.en.split(" (")[0].replace(" - ", " – ").replace("'", "’"), language)


def position(point: Point, *, is_rough: bool = False) -> list[float]:
    """Give a point as GeoJSON has it: longitude first, to a metre, or an approximate one to ten: more would say what is not known."""
    digits = 4 if is_rough else 5
    return [round(point.lon, digits), round(point.lat, digits)]


def feature(kind: str, coordinates: list[Any], properties: dict[str, Any]) -> dict[str, Any]:
    """Give a feature of a kind of geometry."""
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": properties}


def collection(features: list[dict[str, Any]]) -> str:
    """Give features as the text of a FeatureCollection."""
    return collected(map(compact, features))


def collected(features: Iterable[str]) -> str:
    """Give the texts of features as the text of a FeatureCollection."""
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


def compact(value: dict[str, Any]) -> str:
    """Give a value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
