"""The schematic base map of the district, read once from `content/basemap.geojson`."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from app.config import ROOT
from app.rules.geo import Point


@dataclass(frozen=True)
class Shape:
    """One shape of the base map: what it is, its names, and its line or ring of points."""

    kind: str
    zh: str
    en: str
    points: tuple[Point, ...]
    is_area: bool


class Spot(NamedTuple):
    """A park of the base map, known by one point only: its names, and where it is."""

    zh: str
    en: str
    point: Point


@cache
def parks() -> tuple[Spot, ...]:
    """Give the parks, in the order of the file."""
    return tuple(spot_of(feature) for feature in features() if feature["properties"]["kind"] == "park")


def spot_of(feature: dict[str, Any]) -> Spot:
    """Give a GeoJSON point as a spot."""
    lon, lat = feature["geometry"]["coordinates"]
    return Spot(feature["properties"]["name_zh"], feature["properties"]["name_en"], Point(lat, lon))


@cache
def features() -> tuple[dict[str, Any], ...]:
    """Give every feature of the file."""
    return tuple(json.loads((ROOT / "content" / "basemap.geojson").read_text("utf-8"))["features"])


@cache
def shapes() -> tuple[Shape, ...]:
    """Give every shape, in the order of the file."""
    return tuple(shape_of(feature) for feature in features() if feature["geometry"]["type"] in {"Polygon", "LineString"})


def shape_of(feature: dict[str, Any]) -> Shape:
    """Give a GeoJSON feature as a shape."""
    geometry, names = feature["geometry"], feature["properties"]
    kind = geometry["type"]
    line = geometry["coordinates"][0] if kind == "Polygon" else geometry["coordinates"]
    points = tuple(Point(lat, lon) for lon, lat, *_ in line)
    return Shape(names["kind"], names.get("name_zh", ""), names.get("name_en", ""), points, kind == "Polygon")


@cache
def district_ring(margin_deg: float = 0.0) -> tuple[Point, ...]:
    """Give the outline of the district, pushed outward from its middle by about `margin_deg` degrees."""
    ring = next(shape.points for shape in shapes() if shape.kind == "district_outline")
    lat = sum(point.lat for point in ring) / len(ring)
    lon = sum(point.lon for point in ring) / len(ring)
    return tuple(Point(p.lat + margin_deg * (1 if p.lat > lat else -1), p.lon + margin_deg * (1 if p.lon > lon else -1)) for p in ring)
