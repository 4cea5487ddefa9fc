"""Clipping: keep only the part of a line or an area that can be seen."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from app.services.maps.labels import Rect
from app.services.maps.projection import Dot


def thinned(dots: Sequence[Dot], most_px: float) -> list[Dot]:
    """Give a line without the dots that lie nearer than a distance to the line through the others (Douglas and Peucker's way)."""
    if len(dots) < 3:
        return list(dots)
    (ax, ay), (bx, by) = dots[0], dots[-1]
    length = hypot(bx - ax, by - ay)
    aside = [abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else hypot(x - ax, y - ay) for x, y in dots[1:-1]]
    furthest = max(range(len(aside)), key=aside.__getitem__)
    if aside[furthest] <= most_px:
        return [dots[0], dots[-1]]
    return [*thinned(dots[: furthest + 2], most_px)[:-1], *thinned(dots[furthest + 1 :], most_px)]


def clipped_area(ring: Sequence[Dot], window: Rect) -> list[Dot]:
    """Give the part of an area inside a window (Sutherland and Hodgman's way, one side after the other)."""
    dots = list(ring)
    for axis, limit, sign in ((0, window.left, 1), (0, window.right, -1), (1, window.top, 1), (1, window.bottom, -1)):
        dots = inside_of_side(dots, axis, limit, sign)
    return dots


def inside_of_side(dots: Sequence[Dot], axis: int, limit: float, sign: int) -> list[Dot]:
    """Give the part of an area on one side of a vertical or horizontal line."""
    kept: list[Dot] = []
    for before, dot in zip([*dots[-1:], *dots[:-1]], dots, strict=True):
        was_in, is_in = (before[axis] - limit) * sign >= 0, (dot[axis] - limit) * sign >= 0
        if was_in != is_in:
            part = (limit - before[axis]) / (dot[axis] - before[axis])
            kept.append((before[0] + (dot[0] - before[0]) * part, before[1] + (dot[1] - before[1]) * part))
        if is_in:
            kept.append(dot)
    return kept


def clipped_lines(dots: Sequence[Dot], window: Rect) -> list[list[Dot]]:
    """Give the parts of a line inside a window, in order."""
    runs: list[list[Dot]] = []
    for start, end in pairwise(dots):
        piece = clipped_segment(start, end, window)
        if piece and runs and runs[-1][-1] == piece[0]:
            runs[-1].append(piece[1])
        elif piece:
            runs.append(list(piece))
    return runs


def clipped_segment(start: Dot, end: Dot, window: Rect) -> tuple[Dot, Dot] | None:
    """Give the part of a straight line inside a window (Liang and Barsky's way), or None."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for step, room in ((-dx, start[0] - window.left), (dx, window.right - start[0]), (-dy, start[1] - window.top), (dy, window.bottom - start[1])):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first >= last:
        return None
    near = start if first == 0.0 else (start[0] + dx * first, start[1] + dy * first)
    far = end if last == 1.0 else (start[0] + dx * last, start[1] + dy * last)
    return (near, far)
