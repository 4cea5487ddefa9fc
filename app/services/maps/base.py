"""The base of every drawn map: land, parks, water, streets and the axis, and the names they would like to carry."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from app.config import ROOT
from app.rules.geo import Point
from app.services.basemap import Shape, Spot, parks, shapes
from app.services.content_files import parse
from app.services.maps import svg
from app.services.maps.clipping import clipped_area, clipped_lines, thinned
from app.services.maps.geojson import street_name
from app.services.maps.labels import Label, Rect, along, beside, centred, lines_of, square
from app.services.maps.marker import Marker, in_script
from app.services.maps.projection import FINE, Dot, Frame
from app.services.stations import Station, stations
from app.vocabulary import Subdistrict

ORDER = ("district_outline", "lake", "street", "ring_road", "axis")
CLASSES = {"district_outline": ("land",), "lake": ("lake",), "street": ("street",), "ring_road": ("ring", "core"), "axis": ("axis",)}
NAME_SIZE, WATER_SIZE = 12.0, 13.0
PARK_M, LEAST_PARK_PX, MOST_PARK_PX = 260, 16, 44


class Base(NamedTuple):
    """A drawn base, its names, the most wanted first, each with the places where it could stand, and the room its signs take."""

    picture: Markup
    names: tuple[tuple[Label, ...], ...]
    taken: tuple[Rect, ...]


class Style(NamedTuple):
    """How a base is drawn: the width of its streets, whether it names them, whether it shows stations and subdistricts."""

    street_px: float
    names_streets: bool
    shows_stations: bool
    names_subdistricts: bool


@lru_cache(maxsize=512)
def base_of(language: str, frame: Frame, style: Style) -> Base:
    """Give the base of a frame, drawn once."""
    window = Rect(-20, -20, frame.width + 20, frame.height + 20)
    drawn, water, ways = [], [], []
    green = [park for park in parks() if frame.holds(frame.dot(park.point), -park_px(frame) / 2)]
    for kind in ORDER:
        alike = [shape for shape in shapes() if shape.kind == kind]
        parts = [seen_part(shape, frame, window) for shape in alike]
        lines = [run for part in parts for run in part]
        drawn += [svg.lines(name, lines, closed=alike[0].is_area) for name in CLASSES[kind] if lines]
        if kind == "district_outline":
            drawn.append(svg.spots("green", [frame.dot(park.point) for park in green], park_px(frame)))
        if kind == "lake":
            water = [lake_name(shape, ring, language) for shape, part in zip(alike, parts, strict=True) for ring in part]
        elif style.names_streets and kind != "district_outline":
            ways += [way_name(shape, frame, language, style) for shape in alike]
    gardens = [park_name(park, frame, language) for park in green]
    near = seen_stations(frame) if style.shows_stations else []
    marks = [station_sign(frame.dot(station.point)) for station in near]
    halts = [station_name(station, frame, language) for station in near]
    quarters = [subdistrict_name(place, point, frame, language) for place, point in subdistrict_spots()] if style.names_subdistricts else []
    outside = Markup('<path class="out" d="M0 0h{}v{}H0z"/>').format(frame.width, frame.height)
    names = tuple(tuple(name) for name in (*halts, *quarters, *water, *gardens, *ways) if name)
    return Base(svg.group("base", [outside, *drawn, *marks]), names, tuple(square(frame.dot(station.point), 7) for station in near))


def names_for(base: Base, markers: Iterable[Marker]) -> list[tuple[Label, ...]]:
    """Give the names of a base that no marker bears: a park that is marked needs no second name."""
    marked = {marker.label for marker in markers}
    return [name for name in base.names if " ".join(name[0].lines) not in marked and "".join(name[0].lines) not in marked]


def seen_part(shape: Shape, frame: Frame, window: Rect) -> list[list[Dot]]:
    """Give the lines or the ring of a shape inside a window."""
    dots = thinned([frame.dot(point) for point in shape.points], frame.grid if frame.grid > FINE else 0.0)
    if not shape.is_area:
        return clipped_lines(dots, window)
    ring = clipped_area(dots, window)
    return [ring] if ring else []


def lake_name(shape: Shape, ring: list[Dot], language: str) -> list[Label]:
    """Give where the name of a lake could stand: in its middle or beside it."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    half_x, half_y = (max(xs) - min(xs)) / 2, (max(ys) - min(ys)) / 2
    text = in_script(shape.zh, shape.en, language)
    around = beside("water", (text,), middle, size=WATER_SIZE, gap=Rect(-half_x - 2, -half_y, half_x + 2, half_y))
    return [centred("water", (text,), middle, size=WATER_SIZE), *around]


def park_px(frame: Frame) -> float:
    """Give how wide the discs of parks are: all alike, smaller on the map of a wide ground, where they would hide it."""
    return min(max(round(frame.px_per_m * PARK_M), LEAST_PARK_PX), MOST_PARK_PX)


def park_name(park: Spot, frame: Frame, language: str) -> list[Label]:
    """Give where the name of a park could stand: on its soft disc or beside it."""
    lines = lines_of(in_script(park.zh, park.en, language), NAME_SIZE, 90)
    around = beside("name green-name", lines, frame.dot(park.point), size=NAME_SIZE, gap=Rect(-12, -8, 12, 8))
    return [centred("name green-name", lines, frame.dot(park.point), size=NAME_SIZE), *around]


def way_name(shape: Shape, frame: Frame, language: str, style: Style) -> list[Label]:
    """Give where the name of a street could stand: along its visible straight parts, the longest first."""
    text = street_name(shape, language)
    dots = [frame.dot(point) for point in shape.points]
    pieces = [(a, b) for run in clipped_lines(dots, Rect(8, 8, frame.width - 8, frame.height - 8)) for a, b in pairwise(run)]
    pieces.sort(key=lambda piece: -abs(complex(*piece[0]) - complex(*piece[1])))
    upright = language != "en"
    kind, aside = ("name axis-name", 4.0) if shape.kind == "axis" else ("name", style.street_px / 2 + 2)
    return [label for start, end in pieces[:3] for label in along(kind, text, start, end, size=NAME_SIZE, aside=aside, upright=upright)]


def seen_stations(frame: Frame) -> list[Station]:
    """Give the metro stations in a frame."""
    return [station for station in stations().values() if frame.holds(frame.dot(station.point), 8)]


def station_sign(dot: Dot) -> Markup:
    """Give the small ink square of a metro station, an M knocked out of it."""
    x, y, foot = svg.number(dot[0]), svg.number(dot[1]), svg.number(dot[1] + 3.2)
    return Markup('<path class="halt" d="M{} {}m-6-6h12v12h-12z"/><text class="halt-m" x="{}" y="{}">M</text>').format(x, y, x, foot)


def station_name(station: Station, frame: Frame, language: str) -> list[Label]:
    """Give where the name of a metro station could stand."""
    text = in_script(station.zh.removesuffix("站"), station.en, language)
    return beside("name", lines_of(text, NAME_SIZE, 110), frame.dot(station.point), size=NAME_SIZE, gap=Rect(-9, -8, 9, 8))


def subdistrict_name(place: Subdistrict, point: Point, frame: Frame, language: str) -> list[Label]:
    """Give where the name of a subdistrict could stand: at its middle or a little off."""
    text = in_script(place.zh, place.en, language)
    return beside("name quarter-name", (text,), frame.dot(point), size=NAME_SIZE, gap=Rect(-4, -2, 4, 2))


def subdistrict_spots() -> list[tuple[Subdistrict, Point]]:
    """Give the middles of the subdistricts, read once from the neighbourhood files."""
    return list(_spots())


@lru_cache(maxsize=1)
def _spots() -> tuple[tuple[Subdistrict, Point], ...]:
    found = []
    for place in Subdistrict:
        path = ROOT / "content" / "neighbourhoods" / f"{place}.yaml"
        point = parse(path.read_text("utf-8")).get("point") if path.exists() else None
        if point:
            found.append((place, Point(point["lat"], point["lon"])))
    return tuple(found)
