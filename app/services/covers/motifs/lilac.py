"""Lilac (丁香): the flowers of Fayuan Temple's poetry gatherings."""

from app.services.covers.scenery import Point
from app.services.covers.shapes import GROUND, MAIN, SOFT, Colour, again, band, beads, circle, line, named, path, placed

_UPRIGHT = "M0-4v8M-4 0h8"
_ROWS = (4, 5, 5, 4, 4, 3, 3, 2, 2, 1)
_CONE: tuple[Point, ...] = tuple(
    ((column - (wide - 1) / 2) * 13.5 + (row * 7 % 5) - 2, -11.5 * row + (column * 5 % 7) - 3)
    for row, wide in enumerate(_ROWS)
    for column in range(wide)
)


def _panicle(behind: Colour) -> str:
    """A cone of four-petalled florets rising from the origin, about 110 long, two thirds of them in the accent."""
    petals = f'<path id="f" stroke-width="5.6" d="{_UPRIGHT}"/>'
    florets = ["", "", ""]
    for number, (x, y) in enumerate(_CONE):
        florets[number % 3] += again("f", x, y)
    turned = "".join(again("f", (x + y) * 0.7, (y - x) * 0.7) for x, y in _CONE[1::3])
    hearts = beads("".join(f"M{x} {y}h.1" for x, y in _CONE[::3]), GROUND, 2, 9)
    back = f'<g class="{behind.upper()}">{florets[2]}</g>'
    return f'<defs>{petals}</defs>{back}<g class="A">{florets[0]}<g transform="rotate(45)">{turned}</g></g>{hearts}'


def _leaf(x: float, y: float, *, turn: float, scale: float = 1) -> str:
    """A heart-shaped leaf hanging from its stalk."""
    heart = path("M0 0q-26-8-26 18q2 22 26 40q24-18 26-40q0-26-26-18z", MAIN) + line("M0 4v44M0 18l-12-6M0 18l12-6M0 32l-12-6M0 32l12-6", GROUND, 1.5)
    return placed(heart, x, y, turn=turn, scale=scale)


def spray() -> str:
    """One spray across the picture from its leaves."""
    stalk = line("M340 204Q270 170 196 126", MAIN, 5)
    leaves = _leaf(254, 156, turn=-62, scale=1.05) + _leaf(262, 166, turn=24, scale=0.72) + _leaf(210, 134, turn=-8, scale=0.8)
    return circle(94, 62, 42, SOFT) + stalk + leaves + placed(_panicle(SOFT), 198, 126, turn=-58, scale=1.15)


def hanging() -> str:
    """Two clusters hanging from a branch above."""
    branch = line("M-40 22Q60 26 124 42T262 40M124 42q6 14 4 24M222 46q2 10 0 18", MAIN, 5)
    leaves = _leaf(60, 30, turn=16, scale=0.9) + _leaf(172, 44, turn=-10, scale=0.8) + _leaf(262, 40, turn=-44, scale=0.8)
    flowers = placed(named("c", _panicle(SOFT)), 126, 74, turn=180, scale=0.95) + placed(again("c", 0), 222, 72, turn=176, scale=0.72)
    return circle(60, 140, 40, SOFT) + band(184, 16, SOFT) + branch + leaves + flowers


def in_a_vase() -> str:
    """A sprig in a slender vase before the moon."""
    vase = path("M138 188q-20-26 8-48q8-6 4-16h20q-4 10 4 16q28 22 8 48z", MAIN) + line("M136 160q24 10 48 0", GROUND, 2)
    stalk = line("M160 130V96M160 116q22-6 34-22M160 122q-20-4-30-18", MAIN, 3.4)
    leaves = _leaf(194, 92, turn=-110, scale=0.74) + _leaf(130, 106, turn=112, scale=0.74)
    return circle(160, 78, 68, SOFT) + stalk + leaves + vase + placed(_panicle(GROUND), 160, 108, scale=0.84) + band(187, 3, MAIN)


DRAWINGS = (spray, hanging, in_a_vase)
