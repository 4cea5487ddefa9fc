"""What stands around the subject in more than one motif: birds, bare trees, ripples, roofs."""

from collections.abc import Iterable

from app.services.covers.shapes import Colour, line, path

Point = tuple[float, float]


def birds(places: Iterable[Point], colour: Colour) -> str:
    """A few far birds, two strokes of the wing each."""
    wings = "".join(f"M{x} {y}q4-5 8 0q4-5 8 0" for x, y in places)
    return line(wings, colour, 1.8)


def ripples(strips: Iterable[tuple[float, float, float]], colour: Colour) -> str:
    """Short level strokes on water, each given by its left end and its length."""
    return line("".join(f"M{x} {y}h{length}" for x, y, length in strips), colour, 2)


def bare_tree(x: float, y: float, colour: Colour, *, width: float = 3.4) -> str:
    """A winter tree of about seventy units, rooted where told."""
    limbs = f"M{x} {y}q3-26-1-60m1 36q-14-6-17-26m18 14q14-5 17-27m-8 17q12-1 16-13m-38 10q-8-2-10-12"
    return line(limbs, colour, width)


def roof(x: float, y: float, colour: Colour, *, ridge: float, reach: float, height: float) -> str:
    """A hipped roof with lifted corners, given by the middle of its ridge and its half widths."""
    return path(roof_outline(x, y, ridge=ridge, reach=reach, height=height), colour)


def roof_outline(x: float, y: float, *, ridge: float, reach: float, height: float) -> str:
    """The outline of such a roof as path data, for those who join several into one."""
    slope, lift = reach - ridge, height * 0.2
    right = f"q{slope * 0.3} {height * 0.72} {slope} {height - lift}q{-reach * 0.12} {lift}{-reach * 0.3} {lift}"
    left = f"q{-reach * 0.18} 0{-reach * 0.3}{-lift}q{slope * 0.7}{-height * 0.08} {slope}{-(height - lift)}"
    return f"M{x - ridge} {y}h{2 * ridge}{right}h{-reach * 1.4}{left}z"
