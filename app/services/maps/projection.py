"""Projection: a rectangle of the ground, and where its points fall in the picture."""

from collections.abc import Iterable
from math import cos, radians
from typing import NamedTuple

from app.rules.geo import Point

M_PER_DEG_LAT = 111_195.0
M_PER_DEG_LON = M_PER_DEG_LAT * cos(radians(39.92))
Dot = tuple[float, float]
FINE = 0.1


class Frame(NamedTuple):
    """A part of the ground drawn at one scale: its middle, pixels a metre, width and height in pixels, the grid it is drawn on.

    The map of the whole district stands on whole pixels: that makes it a fifth smaller, and nobody sees it.
    """

    lat: float
    lon: float
    px_per_m: float
    width: int
    height: int
    grid: float = FINE

    def dot(self, point: Point) -> Dot:
        """Give where a point falls, from the top left corner."""
        x = self.width / 2 + (point.lon - self.lon) * M_PER_DEG_LON * self.px_per_m
        y = self.height / 2 - (point.lat - self.lat) * M_PER_DEG_LAT * self.px_per_m
        return self.snapped((x, y)) if self.grid > FINE else (x, y)

    def snapped(self, dot: Dot) -> Dot:
        """Give the point of the grid nearest to a dot."""
        return (round(dot[0] / self.grid) * self.grid, round(dot[1] / self.grid) * self.grid)

    def holds(self, dot: Dot, margin: float = 0.0) -> bool:
        """Whether a dot lies in the picture, at least `margin` away from its edge."""
        return margin <= dot[0] <= self.width - margin and margin <= dot[1] <= self.height - margin


def around(center: Point, half_width_m: float, *, width: int, height: int) -> Frame:
    """Give the frame with a point in its middle that reaches a distance to the left and right."""
    return Frame(round(center.lat, 5), round(center.lon, 5), round(width / 2 / half_width_m, 5), width, height)


def fitting(points: Iterable[Point], *, width: int, height: int, pad: float, least_m: float = 0.0) -> Frame:
    """Give the frame that holds every point, with a margin in pixels, and is at least `least_m` wide."""
    lats, lons = zip(*points, strict=True)
    middle = Point((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)
    across_m = max((max(lons) - min(lons)) * M_PER_DEG_LON, least_m * (1 - 2 * pad / width))
    along_m = (max(lats) - min(lats)) * M_PER_DEG_LAT
    half_m = max(across_m / (width - 2 * pad), along_m / (height - 2 * pad)) * width / 2
    return around(middle, half_m, width=width, height=height)


def reach_m(center: Point, points: Iterable[Point], *, width: int, height: int) -> float:
    """Give how far a frame must reach to the left and right of its middle to hold every point."""
    far = [max(abs(p.lon - center.lon) * M_PER_DEG_LON, abs(p.lat - center.lat) * M_PER_DEG_LAT * width / height) for p in points]
    return max(far, default=0.0)
