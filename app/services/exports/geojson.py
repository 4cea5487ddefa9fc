"""GeoJSON (RFC 7946): the stops of a trail as points, what is walked as lines."""

import json
from typing import Any

from app.rules.geo import Point
from app.services.exports.feeds import plain
from app.services.exports.trail_file import FileStop, TrailFile


def geojson(trail: TrailFile) -> bytes:
    """Give a trail as GeoJSON; the notices stand beside the features and with the line."""
    lines = [[place_of(point) for point in walk] for walk in trail.walks]
    figures = {"walk_m": trail.walk_m, "walk_min": trail.walk_min, "total_min": trail.total_min}
    way = {"name": plain(trail.name), "figures": plain(trail.figures), "notice": plain(trail.notice), **figures}
    collection = {
        "type": "FeatureCollection",
        "name": plain(trail.name),
        "description": plain(trail.description),
        "url": plain(trail.url),
        "language": trail.language,
        "features": [*(feature_of(stop) for stop in trail.stops), feature("MultiLineString", lines, way)],
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def feature_of(stop: FileStop) -> dict[str, Any]:
    """Give a stop as a feature."""
    said = {"number": stop.number, "name": plain(stop.name), "text": plain(stop.text), "approximate": stop.is_approximate}
    return feature("Point", place_of(stop.point), said | ({"url": plain(stop.url)} if stop.url else {}))


def feature(kind: str, coordinates: Any, properties: dict[str, Any]) -> dict[str, Any]:
    """Give a feature of one kind of geometry."""
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": properties}


def place_of(point: Point) -> list[float]:
    """Give a point with longitude first."""
    return [round(point.lon, 6), round(point.lat, 6)]
