"""The interactive map: a script made by folium with our own elements, and the GeoJSON it loads."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from app.config import Tiles
from app.rules.geo import Box
from app.services.basemap import district_ring
from app.services.maps.geojson import basemap_geojson, points_geojson
from app.services.maps.marker import PLACE_SHAPES, word_of
from app.services.maps.symbols import PATHS
from app.services.maps.wording import words_in

__all__ = ["basemap_geojson", "map_script", "points_geojson"]

NO_TILES = Tiles("none", "", "", "")


class Plan(NamedTuple):
    """What a map is made from."""

    element_id: str
    language: str
    points_url: str
    basemap_url: str
    bounds: Box | None
    tiles: Tiles
    layers: tuple[str, ...]


def map_script(
    element_id: str,
    language: str,
    *,
    points_url: str,
    basemap_url: str,
    bounds: Box | None = None,
    tiles: Tiles = NO_TILES,
    layers: Sequence[str] = PLACE_SHAPES,
) -> str:
    """Give the script that builds the map in an element of the page; it is served as a file of its own URL.

    Without bounds the map shows all its points. It tells the page by the events `map-ready`, `map-failed` and `map-notice`.
    """
    return script_of_plan(Plan(element_id, language, points_url, basemap_url, bounds, tiles, tuple(layers)))


@lru_cache(maxsize=64)
def script_of_plan(plan: Plan) -> str:
    """Give the script of a map, made once; the first one imports folium."""
    from app.services.maps import controls, elements, places_layer  # slow import

    words = words_in(plan.language)
    guide = elements.GuideMap(plan.element_id, bounds=corners(plan.bounds), words=words)
    if plan.tiles.url:
        guide.add_child(elements.tile_layer(plan.tiles.url, credit(plan.tiles)))
    points = places_layer.PointsLayer(plan.points_url, signs=dict(PATHS), fits=plan.bounds is None)
    kinds = [(shape, word_of(shape, plan.language)) for shape in plan.layers]
    guide.add_child(elements.GroundLayer(plan.basemap_url, over_tiles=bool(plan.tiles.url)))
    guide.add_child(points)
    guide.add_child(places_layer.KindControl(kinds, points=points.get_name()))
    for control in (controls.OurFullscreen(words), controls.OurLocateControl(), controls.PopupFocus(), controls.ReadyNotice()):
        guide.add_child(control)
    return elements.script_of(guide)


def corners(bounds: Box | None) -> list[list[float]]:
    """Give the south-west and north-east corners of some bounds, or of the district."""
    if bounds:
        return [list(bounds.south_west), list(bounds.north_east)]
    lats, lons = zip(*district_ring(), strict=True)
    return [[min(lats), min(lons)], [max(lats), max(lons)]]


def credit(tiles: Tiles) -> str:
    """Give the attribution of tiles with its review number, as text that Leaflet cannot take for HTML."""
    return escape(" · ".join(filter(None, (tiles.attribution, tiles.review_number))))
