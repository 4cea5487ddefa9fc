"""City buildings of the last hundred years (楼): a hall with a spire, a clock tower, a row of offices."""

from app.services.covers.scenery import birds
from app.services.covers.shapes import ACCENT, GROUND, MAIN, SOFT, band, circle, line, path, rect


def _windows(xs: range, ys: range) -> str:
    """The windows of a wall: a short upright stroke for each."""
    return line("".join(f"M{x} {y}v8" for x in xs for y in ys), GROUND, 5)


def spire() -> str:
    """A hall of the 1950s: a spire, a portico of columns, low wings."""
    wings = rect(-12, 124, 344, 52, MAIN) + _windows(range(6, 90, 18), range(136, 165, 20)) + _windows(range(234, 318, 18), range(136, 165, 20))
    portico = path("M92 104l68-22l68 22z", MAIN) + rect(96, 104, 128, 72, MAIN)
    columns = line("".join(f"M{x} 114v52" for x in range(110, 216, 20)), GROUND, 6)
    tower = path("M142 84v-26h8v-14h20v14h8v26z", MAIN) + path("M156 46l4-40l4 40z", ACCENT) + circle(160, 64, 6, ACCENT)
    flags = path("M58 96l20 6l-20 8zM262 96l-20 6l20 8z", ACCENT) + line("M58 94v32M262 94v32", MAIN, 2.4)
    return circle(248, 54, 32, SOFT) + flags + tower + wings + portico + columns + rect(82, 172, 156, 6, ACCENT) + band(178, 22, SOFT)


def clock_tower() -> str:
    """A long front with a clock tower over the middle."""
    tower = rect(134, 36, 52, 90, MAIN) + path("M128 36h64l-10-14h-44z", MAIN) + rect(155, 10, 10, 14, ACCENT)
    clock = circle(160, 62, 19, GROUND) + line("M160 62v-12M160 62l9 6", ACCENT, 3)
    front = rect(20, 104, 280, 74, MAIN) + rect(14, 98, 292, 8, MAIN)
    windows = (
        _windows(range(36, 132, 18), range(116, 168, 22))
        + _windows(range(194, 300, 18), range(116, 168, 22))
        + _windows(range(148, 180, 12), range(90, 91))
    )
    door = path("M144 178v-34q16-14 32 0v34z", ACCENT)
    return circle(60, 58, 34, SOFT) + birds(((230, 44), (256, 58), (216, 66)), MAIN) + tower + clock + front + windows + door + band(176, 24, SOFT)


def offices() -> str:
    """Towers of different heights, a low sun behind, trees along the street."""
    back = rect(34, 74, 52, 106, SOFT) + rect(196, 34, 46, 146, SOFT) + rect(284, 84, 60, 96, SOFT)
    tall = rect(94, 40, 62, 140, MAIN) + path("M94 40l62-18v18z", MAIN) + _windows(range(106, 150, 13), range(50, 168, 20))
    middle = rect(166, 92, 54, 88, MAIN) + _windows(range(178, 216, 15), range(102, 168, 20))
    low = rect(234, 118, 66, 62, MAIN) + _windows(range(246, 296, 14), range(128, 168, 20))
    trees = "".join(circle(x, 164, 11, ACCENT) + line(f"M{x} 166v14", MAIN, 3) for x in (18, 52, 76))
    return circle(62, 52, 24, ACCENT) + back + tall + middle + low + trees + band(178, 22, MAIN)


DRAWINGS = (spire, clock_tower, offices)
