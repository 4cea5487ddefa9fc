"""The interactive map: scripts made by folium with our own elements, and the GeoJSON that they load."""

from functools import lru_cache
from typing import NamedTuple

from app.config import Tiles
from app.services.basemap import district_ring
from app.services.maps.geojson import basemap_geojson, points_geojson, trail_geojson
from app.services.maps.marker import PLACE_SHAPES, SHAPE_OF_KIND, SIGNS, in_script, letter_of, word_of
from app.services.maps.symbols import PATHS
from app.services.maps.tiles import sources
from app.services.maps.wording import words_in

__all__ = ["basemap_geojson", "map_script", "points_geojson", "trail_geojson"]

NO_TILES = Tiles("none", "", "", "")


class Plan(NamedTuple):
    """What a script is made from."""

    element_id: str
    language: str
    basemap_url: str
    is_trail: bool
    tiles: Tiles


def map_script(element_id: str, language: str, *, basemap_url: str, is_trail: bool = False, tiles: Tiles = NO_TILES) -> str:
    """Give the script that builds a map in an element of the page; it is served as a file of its own URL.

    One script serves every map of places, another every trail: what a map shows is said by its element. `data-map-list`
    names the list whose items are its places, or `data-map-points` the address of GeoJSON; `data-map-chosen` is the
    address of a place that stands out. It tells the page by `map-ready`, `map-failed`, `map-notice` and `map-points-at`.
    """
    return script_of_plan(Plan(element_id, language, basemap_url, is_trail, tiles))


@lru_cache(maxsize=64)
def script_of_plan(plan: Plan) -> str:
    """Give a script, made once; the first one imports folium."""
    from app.services.maps import controls, elements, following, ground_layer, places_layer, signs, trail_layer  # slow import

    words, bounds = words_in(plan.language), corners()
    guide = elements.GuideMap(plan.element_id, bounds=bounds, words=words)
    for source in sources(plan.tiles, plan.language):
        guide.add_child(ground_layer.Tiles(source))
    guide.add_child(ground_layer.GroundLayer(plan.basemap_url))
    letters = {shape: letter_of(shape, plan.language) for shape in SIGNS}
    shapes = {in_script(kind.zh, kind.en, plan.language): shape for kind, shape in SHAPE_OF_KIND.items()}
    guide.add_child(signs.Pins(signs=dict(PATHS), letters=letters, shape_of_kind=shapes))
    if plan.is_trail:
        guide.add_child(trail_layer.TrailLayer())
        guide.add_child(following.ListStep())
    else:
        points = places_layer.PointsLayer()
        guide.add_child(points)
        kinds = [(shape, word_of(shape, plan.language)) for shape in PLACE_SHAPES]
        guide.add_child(places_layer.KindControl(kinds, points=points.get_name()))
        guide.add_child(following.ListStep(points.get_name()))
    controls_of_all = (controls.OurFullscreen(words), controls.OurLocateControl(), controls.PopupFocus(), following.AddressState(bounds))
    for control in (*controls_of_all, controls.ReadyNotice()):
        guide.add_child(control)
    return elements.script_of(guide)


def corners() -> list[list[float]]:
    """Give the south-west and north-east corners of the district."""
    lats, lons = zip(*district_ring(), strict=True)
    return [[min(lats), min(lons)], [max(lats), max(lons)]]
