"""Dagoba (白塔): the white stupas of Miaoying Temple and North Lake."""

from app.services.covers.scenery import birds
from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, RIGHT, SOFT, band, beads, circle, dashes, line, path, placed


def _dagoba() -> str:
    """The stupa on its stepped base, standing on the origin, 150 high."""
    base = "M-62 0v-9h8v-8h6v-8h6v-8h84v8h6v8h6v8h8v9z"
    bowl = "M-38-35q-2-6-6-24q-4-24 14-30h60q18 6 14 30q-4 18-6 24z"
    neck = "M-16-88v-9h32v9zM-11-97l5-38h12l5 38z"
    rings = dashes("M0-99v-38", GROUND, 24, "1.3 3.2")
    trim = line("M-44-62h88M-43-69h86", GROUND, 1.6) + line("M-56-9h112M-50-17h100M-44-25h88", GROUND, 1.2)
    lotus = beads("M-38-37H40", ACCENT, 4, 6.4)
    canopy = (
        path("M-23-140q23-6 46 0l-3 6h-40z", ACCENT) + dashes("M-19-131.500h39", ACCENT, 6, "2 3") + path("M0-158q9 8 4 16h-8q-5-8 4-16z", ACCENT)
    )
    return path(base + bowl + neck, MAIN) + rings + trim + lotus + canopy


def _roofs(*tops: tuple[float, float]) -> str:
    """Low roofs along the lower edge, each by its peak."""
    return path("".join(f"M{x} {y}q12 18 44 26v40h-88v-40q32-8 44-26z" for x, y in tops), ACCENT)


def over_roofs() -> str:
    """Over the roofs of the quarter on a clear day."""
    return (
        circle(80, 66, 36, SOFT)
        + band(178, 22, SOFT)
        + birds(((96, 44), (122, 56)), MAIN)
        + placed(_dagoba(), 208, 178)
        + _roofs((22, 170), (80, 176))
    )


def by_moonlight() -> str:
    """Before a great moon."""
    return (
        circle(222, 84, 62, SOFT)
        + band(178, 22, SOFT)
        + placed(_dagoba(), 102, 178)
        + birds(((206, 62), (232, 54), (240, 76)), MAIN)
        + _roofs((236, 176), (298, 170))
    )


def on_the_hill() -> str:
    """On its island hill among trees."""
    hill = path(f"M{LEFT} 186Q60 150 112 136H208Q262 150 {RIGHT} 186V200H{LEFT}z", SOFT)
    trees = path(
        "M70 160q-2-22 10-34q12 12 10 34zM92 152q-2-22 10-34q12 12 10 34zM226 156q-2-22 10-34q12 12 10 34zM248 162q-2-18 9-28q11 10 9 28z", SOFT
    )
    water = line("M44 188h44M112 193h70M206 187h52", MAIN, 2)
    return hill + trees + placed(_dagoba(), 160, 158, scale=0.94) + water + birds(((52, 52), (78, 42), (250, 60)), MAIN)


DRAWINGS = (over_roofs, by_moonlight, on_the_hill)
