"""The sky (星): a dome under stars, an armillary sphere, a planet with its ring."""

from collections.abc import Iterable

from app.services.covers.shapes import ACCENT, GROUND, MAIN, SOFT, Colour, band, circle, dashes, line, path, placed, rect, ring


def _stars(places: Iterable[tuple[float, float, float]], colour: Colour) -> str:
    """Stars of four points, each given by its middle and its reach."""
    shapes = (
        f"M{x} {y - r}q{r * 0.2} {r * 0.8} {r} {r}q{-r * 0.8} {r * 0.2} {-r} {r}q{-r * 0.2} {-r * 0.8} {-r} {-r}q{r * 0.8} {-r * 0.2} {r} {-r}z"
        for x, y, r in places
    )
    return path("".join(shapes), colour)


def dome() -> str:
    """The dome of a planetarium, slit open to the stars."""
    shell = path("M74 152a86 86 0 0 1 172 0z", MAIN) + path("M160 66q26 6 38 34l-30 52h-26q-6-54 18-86z", GROUND)
    ribs = line("M96 110q-10 18-12 42M124 78q-18 30-20 74M226 112q10 18 10 40", GROUND, 1.8)
    telescope = line("M168 150L198 88", ACCENT, 9) + line("M162 152h16", MAIN, 6)
    wall = rect(62, 152, 196, 24, MAIN) + rect(150, 158, 20, 18, GROUND)
    sky = _stars(((54, 44, 11), (262, 92, 8), (120, 30, 7)), ACCENT) + _stars(((212, 34, 8), (86, 74, 6), (290, 40, 10), (22, 96, 7)), SOFT)
    return sky + shell + ribs + telescope + wall + band(174, 26, SOFT)


def armillary() -> str:
    """An armillary sphere on its stand, as the old observatory had."""
    oval = "M-62 0a62 22 0 0 0 124 0a62 22 0 0 0-124 0"
    sphere = ring(160, 88, 62, MAIN, 7) + placed(line(oval, MAIN, 4.4), 160, 88, turn=-28) + placed(line(oval, MAIN, 3.4), 160, 88, turn=52)
    axis = line("M118 34L202 142", ACCENT, 4.4) + circle(160, 88, 13, ACCENT)
    stand = path("M148 152h24l10 24h-44z", MAIN) + line("M98 96q4 50 62 58q58-8 62-58", MAIN, 5) + rect(92, 174, 136, 8, MAIN)
    stars = _stars(((48, 52, 9), (278, 126, 8), (66, 130, 6)), SOFT)
    return circle(252, 54, 30, SOFT) + stars + stand + sphere + axis + band(182, 3, MAIN)


def planet() -> str:
    """A planet with its ring, moons on their paths, a far ridge."""
    paths = dashes("M-10 132a176 92 0 0 1 340 0", SOFT, 2, "2 7") + dashes("M30 150a136 120 0 0 1 264 0", SOFT, 2, "2 7")
    back = placed(line("M-84 0a84 18 0 0 1 168 0", ACCENT, 6), 150, 92, turn=-16)
    front = placed(line("M-84 0a84 18 0 0 0 168 0", ACCENT, 6), 150, 92, turn=-16)
    body = circle(150, 92, 46, MAIN) + line("M110 80q40 12 80-4M108 102q44 14 86-6", GROUND, 2)
    moons = circle(262, 70, 10, MAIN) + circle(52, 116, 6, SOFT)
    ridge = path("M-32 200v-28q60-18 116-8t112-6t156 4v38z", SOFT)
    return paths + _stars(((36, 36, 10), (232, 28, 7), (288, 120, 8)), ACCENT) + back + body + front + moons + ridge + band(190, 10, MAIN)


DRAWINGS = (dome, armillary, planet)
