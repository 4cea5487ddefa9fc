"""The few SVG shapes every cover is drawn from, coloured by class so that a palette can be swapped.

The picture is 320 × 200. What runs off its sides runs on to ``LEFT`` and ``RIGHT``: the social card is wider.
"""

import re
from typing import Final, Literal

Colour = Literal["g", "s", "m", "a"]

GROUND: Final = "g"
SOFT: Final = "s"
MAIN: Final = "m"
ACCENT: Final = "a"

WIDTH = 320
HEIGHT = 200
LEFT = -32
RIGHT = WIDTH - LEFT

_LONG_NUMBER = re.compile(r"-?\d+\.\d+")


def _short(number: float, digits: int = 1) -> str:
    """A number with no more decimals than told and no idle zeros."""
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _tidy(data: str) -> str:
    """Path data with every number rounded to one decimal and no idle spaces."""
    rounded = _LONG_NUMBER.sub(lambda found: _short(float(found.group())), data)
    return re.sub(r" (?=-)", "", " ".join(rounded.split()))


def path(data: str, colour: Colour) -> str:
    """A filled outline."""
    return f'<path class="{colour}" d="{_tidy(data)}"/>'


def line(data: str, colour: Colour, width: float) -> str:
    """A stroke with round ends."""
    return f'<path class="{colour.upper()}" stroke-width="{_short(width)}" d="{_tidy(data)}"/>'


def dashes(data: str, colour: Colour, width: float, rhythm: str) -> str:
    """A stroke cut into square-ended pieces: ribs, tiles, battlements."""
    rest = f'stroke-width="{_short(width)}" stroke-dasharray="{_tidy(rhythm)}"'
    return f'<path class="{colour.upper()} b" {rest} d="{_tidy(data)}"/>'


def beads(data: str, colour: Colour, size: float, pace: float) -> str:
    """Dots of one size at an even pace along a path."""
    rest = f'stroke-width="{_short(size)}" stroke-dasharray="0 {_short(pace)}"'
    return f'<path class="{colour.upper()}" {rest} d="{_tidy(data)}"/>'


def rect(x: float, y: float, width: float, height: float, colour: Colour, *, corner: float = 0) -> str:
    """A rectangle, its corners rounded if wished."""
    box = f'x="{_short(x)}" y="{_short(y)}" width="{_short(width)}" height="{_short(height)}"'
    rounding = f' rx="{_short(corner)}"' if corner else ""
    return f'<rect class="{colour}" {box}{rounding}/>'


def circle(x: float, y: float, radius: float, colour: Colour) -> str:
    """A disc: sun, moon, bead, berry."""
    return f'<circle class="{colour}" cx="{_short(x)}" cy="{_short(y)}" r="{_short(radius)}"/>'


def ellipse(x: float, y: float, across: float, down: float, colour: Colour) -> str:
    """A flattened disc, given by its two radii."""
    place = f'cx="{_short(x)}" cy="{_short(y)}"'
    return f'<ellipse class="{colour}" {place} rx="{_short(across)}" ry="{_short(down)}"/>'


def ring(x: float, y: float, radius: float, colour: Colour, width: float) -> str:
    """A circle drawn as a line."""
    rest = f'stroke-width="{_short(width)}" cx="{_short(x)}" cy="{_short(y)}" r="{_short(radius)}"'
    return f'<circle class="{colour.upper()}" {rest}/>'


def band(y: float, height: float, colour: Colour) -> str:
    """A strip across the whole picture and beyond: earth, water, a table's edge."""
    return rect(LEFT, y, RIGHT - LEFT, height, colour)


def placed(shape: str, x: float = 0, y: float = 0, *, scale: float = 1, turn: float = 0, mirrored: bool = False) -> str:
    """A shape drawn around the origin, put where it belongs."""
    across = -scale if mirrored else scale
    steps = [f"translate({_short(x)} {_short(y)})"] if x or y else []
    steps += [f"rotate({_short(turn)})"] if turn else []
    if mirrored:
        steps.append(f"scale({_short(across, 2)} {_short(scale, 2)})")
    elif scale != 1:
        steps.append(f"scale({_short(scale, 2)})")
    return f'<g transform="{"".join(steps)}">{shape}</g>'


def named(name: str, shape: str) -> str:
    """A shape, shown here and ready to be shown again under its name."""
    return f'<g id="{name}">{shape}</g>'


def again(name: str, x: float, y: float = 0) -> str:
    """The named shape once more, moved by so much."""
    down = f' y="{_short(y)}"' if y else ""
    return f'<use href="#{name}" x="{_short(x)}"{down}/>'
