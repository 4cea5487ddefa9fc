"""Geography: distances in metres, walking times in minutes, and the Chinese map offsets.

Points are WGS-84 degrees unless a name says otherwise. GCJ-02 (Amap, Tencent) and BD-09 (Baidu) follow the published
reverse-engineered formulas (Krasovsky 1940 ellipsoid); outside China GCJ-02 is WGS-84.
"""

from collections.abc import Callable, Iterable, Sequence
from math import asin, atan2, ceil, cos, floor, pi, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS_M = 6_371_008.8
SEMI_MAJOR_M = 6_378_245.0
ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
DETOUR = 1.3
WALKING_M_PER_MIN = 70
BD_TURN = pi * 3000 / 180
STEPS = 10


class Point(NamedTuple):
    """A point in degrees: latitude, then longitude (GeoJSON has them the other way round)."""

    lat: float
    lon: float


class Box(NamedTuple):
    """A rectangle of latitudes and longitudes, by its corners."""

    south_west: Point
    north_east: Point


CHINA = Box(Point(0.8293, 72.004), Point(55.8271, 137.8347))


def distance_m(a: Point, b: Point) -> float:
    """Give the great-circle distance between two points in metres (haversine)."""
    half_lat, half_lon = radians(b.lat - a.lat) / 2, radians(b.lon - a.lon) / 2
    square = sin(half_lat) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, square)))


def walking_m(a: Point, b: Point) -> int:
    """Give an estimate of the way on foot in metres: straight line × 1.3, rounded to 10 m."""
    return floor(distance_m(a, b) * DETOUR / 10 + 0.5) * 10


def walking_min(metres: float) -> int:
    """Give the minutes to walk `metres` at 70 m a minute, rounded; at least 1 for any way at all, 0 for none."""
    return max(1, floor(metres / WALKING_M_PER_MIN + 0.5)) if metres > 0 else 0


def minutes_on_foot(a: Point, b: Point) -> int:
    """Give the whole minutes within which one walks between two points: straight line × 1.3 at 70 m a minute, rounded up."""
    return ceil(distance_m(a, b) * DETOUR / WALKING_M_PER_MIN)


def _offset(lat: float, lon: float) -> tuple[float, float]:
    """Give the GCJ-02 offset of a WGS-84 point, in degrees of latitude and longitude."""
    x, y = lon - 105.0, lat - 35.0
    wave = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + wave
    d_lat += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    d_lat += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    d_lon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + wave
    d_lon += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    d_lon += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    magic = 1 - ECCENTRICITY_SQUARED * sin(radians(lat)) ** 2
    d_lat = d_lat * 180.0 / ((SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED)) / (magic * sqrt(magic)) * pi)
    d_lon = d_lon * 180.0 / (SEMI_MAJOR_M / sqrt(magic) * cos(radians(lat)) * pi)
    return d_lat, d_lon


def wgs84_to_gcj02(point: Point) -> Point:
    """Give a WGS-84 point in GCJ-02 (Amap, Tencent); outside China it stays as it is."""
    if not _within(point, CHINA):
        return point
    d_lat, d_lon = _offset(point.lat, point.lon)
    return Point(point.lat + d_lat, point.lon + d_lon)


def gcj02_to_wgs84(point: Point) -> Point:
    """Give a GCJ-02 point in WGS-84, exact to well under a metre."""
    return _undo(wgs84_to_gcj02, point)


def gcj02_to_bd09(point: Point) -> Point:
    """Give a GCJ-02 point in BD-09 (Baidu)."""
    radius = sqrt(point.lon**2 + point.lat**2) + 0.00002 * sin(point.lat * BD_TURN)
    angle = atan2(point.lat, point.lon) + 0.000003 * cos(point.lon * BD_TURN)
    return Point(radius * sin(angle) + 0.006, radius * cos(angle) + 0.0065)


def bd09_to_gcj02(point: Point) -> Point:
    """Give a BD-09 point in GCJ-02, exact to well under a metre."""
    return _undo(gcj02_to_bd09, point)


def inside(point: Point, polygon: Sequence[Point]) -> bool:
    """Is a point within a polygon, given as a ring, closed or not? A point exactly on an edge may be either.

    A ring of fewer than three points holds nothing.
    """
    within = False
    for a, b in zip(polygon, (*polygon[1:], *polygon[:1]), strict=True):
        if (a.lat > point.lat) != (b.lat > point.lat) and point.lon < a.lon + (b.lon - a.lon) * (point.lat - a.lat) / (b.lat - a.lat):
            within = not within
    return within


def bounding_box(points: Iterable[Point]) -> Box:
    """Give the south-west and north-east corners of some points; raise ValueError without any."""
    found = list(points)
    if not found:
        raise ValueError("a bounding box needs at least one point")
    lats, lons = [point.lat for point in found], [point.lon for point in found]
    return Box(Point(min(lats), min(lons)), Point(max(lats), max(lons)))


def _within(point: Point, box: Box) -> bool:
    low, high = box
    return low.lat <= point.lat <= high.lat and low.lon <= point.lon <= high.lon


def _undo(shift: Callable[[Point], Point], point: Point) -> Point:
    """The point that `shift` moves to this one, by fixed-point iteration (each step shrinks the error at least tenfold)."""
    guess = point
    for _ in range(STEPS):
        shifted = shift(guess)
        guess = Point(guess.lat + point.lat - shifted.lat, guess.lon + point.lon - shifted.lon)
    return guess
