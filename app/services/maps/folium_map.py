"""The interactive map: its script, made by our folium classes, and its data as GeoJSON."""

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from app.config import Tiles
from app.i18n import in_language
from app.queries.pages import Card
from app.rules.geo import Point
from app.services.basemap import shapes
from app.services.maps.marker import PLACE_SHAPES, SIGNS, in_script, letter_of, shape_of_kind
from app.vocabulary import PlaceKind

MIDDLE, ZOOM = [39.917, 116.362], 13
WORDS = {
    "locate": ("我在哪里（位置只留在本机）", "Where am I (your position stays on this device)"),
    "fullscreen": ("全屏", "Full screen"),
    "leave": ("退出全屏", "Leave full screen"),
    "attribution": ("© OpenStreetMap 贡献者 · 示意图，不作导航", "© OpenStreetMap contributors · schematic, not for navigation"),
}
HEAD = """"use strict";
window.guideMap = (() => {
const words = %s;
const plain = (text) => { const part = document.createElement("span"); part.textContent = text; return part; };
const read = (url) => fetch(url, {credentials: "same-origin"}).then((answer) => {
  if (!answer.ok) { throw new Error(url + ": " + answer.status); }
  return answer.json();
});
const ready = [];
"""
FOOT = """
return {map, ready: Promise.all(ready)};
})();
"""


@lru_cache(maxsize=64)
def map_script(
    *,
    element_id: str,
    language: str,
    points_url: str,
    basemap_url: str,
    tiles: Tiles,
    bounds: tuple[Point, Point] | None = None,
) -> str:
    """Give the script that builds the map in an element; it sets `window.guideMap` with the map and a promise `ready`."""
    from app.services.maps import layers  # slow import

    words = {name: in_script(zh, en, language) for name, (zh, en) in WORDS.items()}
    names = {shape: in_script(SIGNS[shape].zh, SIGNS[shape].en, language) for shape in PLACE_SHAPES}
    box = [list(bounds[0]), list(bounds[1])] if bounds else None
    guide = layers.GuideMap(element_id, MIDDLE, ZOOM, box)
    if tiles.url:
        credit = " ".join(filter(None, (tiles.attribution, tiles.review_number)))
        guide.add_child(layers.TileLayer(tiles.url, credit))
    guide.add_child(layers.BaseLayer(basemap_url))
    guide.add_child(layers.PointsLayer(points_url, names))
    guide.add_child(layers.Controls())  # type: ignore[no-untyped-call]  # branca is half typed
    elements: tuple[Any, ...] = (guide, *guide._children.values())
    parts = [element._template.module.script(element, {}) for element in elements]
    return HEAD % json.dumps(words, ensure_ascii=False) + "".join(parts) + FOOT


def collection(features: list[dict[str, Any]]) -> str:
    """Give features as the text of a GeoJSON collection."""
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))


def points_geojson(cards: Sequence[Card], language: str, url_of: Callable[[Card], str]) -> str:
    """Give places as points in WGS-84 to five decimals, with what their markers say."""
    features = []
    for card in cards:
        shape = shape_of_kind(card.card["kind"])
        kind = PlaceKind(card.card["kind"])
        facts: dict[str, Any] = {
            "name": in_language(card.card["name"], language),
            "kind": in_script(kind.zh, kind.en, language),
            "shape": shape,
            "letter": letter_of(shape, language),
            "url": url_of(card),
        }
        if card.card.get("approximate"):
            facts["approximate"] = True
        point = {"type": "Point", "coordinates": [round(card.lon or 0.0, 5), round(card.lat or 0.0, 5)]}
        features.append({"type": "Feature", "geometry": point, "properties": facts})
    return collection(features)


@lru_cache(maxsize=8)
def basemap_geojson(language: str) -> str:
    """Give the base map with its names in one language."""
    features = []
    for shape in shapes():
        line = [[point.lon, point.lat] for point in shape.points]
        geometry = {"type": "Polygon", "coordinates": [line]} if shape.is_area else {"type": "LineString", "coordinates": line}
        facts = {"kind": shape.kind, "name": in_script(shape.zh, shape.en, language)}
        features.append({"type": "Feature", "geometry": geometry, "properties": facts})
    return collection(features)
