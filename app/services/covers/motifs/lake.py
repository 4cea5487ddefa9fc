"""Lake (湖): lotus and willow on the Back Lakes."""

from app.services.covers.scenery import ripples, roof_outline
from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, RIGHT, SOFT, Colour, band, circle, line, path, placed, rect


def _lotus() -> str:
    """An open flower of five petals, seated on the origin."""
    right = "M0 0q26-12 24-38q-20 8-24 38zM0 0q28 2 40-22q-26-2-40 22z"
    left = "M0 0q-26-12-24-38q20 8 24 38zM0 0q-28 2-40-22q26-2 40 22z"
    veins = line("M0-3q-12-14-6-30M0-3q12-14 6-30", GROUND, 1.4)
    return path(f"M0 0q-16-22 0-44q16 22 0 44z{left}{right}", ACCENT) + veins


def _pad(x: float, y: float, half: float, colour: Colour = MAIN) -> str:
    """A floating leaf with its notch."""
    low = half * 0.36
    return path(f"M{x} {y}L{x + half} {y - low * 0.3}A{half} {low} 0 1 1 {x + half * 0.86} {y - low * 0.66}z", colour)


def _willow(lengths: tuple[int, ...]) -> str:
    """Hanging twigs from the upper edge, one for each length."""
    twigs = "".join(f"M{i * 13} -2q3 {length / 2} -2 {length}" for i, length in enumerate(lengths))
    leaves = "".join(f"M{i * 13} {y}l{-6 if y // 14 % 2 else 6} 9" for i, length in enumerate(lengths) for y in range(8 + i % 2 * 7, length - 4, 14))
    return line(twigs, MAIN, 1.6) + line(leaves, MAIN, 3)


def lotus() -> str:
    """A lotus in bloom, a pavilion on the far shore, willow at the right."""
    shore = path(f"M{LEFT} 96V88Q40 60 110 90Q180 104 230 92T{RIGHT} 92V98z", MAIN)
    pavilion = path(roof_outline(62, 50, ridge=3, reach=20, height=15), ACCENT) + rect(52, 64, 20, 10, ACCENT)
    stem = line("M120 140q4 18 0 36", MAIN, 3.4)
    pads = _pad(66, 158, 44) + _pad(178, 176, 56) + _pad(22, 190, 34)
    return (
        band(95, 105, SOFT)
        + pavilion
        + shore
        + ripples(((40, 116, 46), (180, 122, 60), (222, 152, 54)), GROUND)
        + stem
        + pads
        + placed(_lotus(), 120, 142)
        + placed(_willow((60, 92, 76, 104, 84, 110, 70, 96)), 236)
    )


def pleasure_boat() -> str:
    """A painted boat on the water, the willow at the left."""
    shore = path(f"M140 96Q200 70 262 84T{RIGHT} 80V100H140z", MAIN)
    hull = path("M150 140h132q-8 18-26 18h-80q-20 0-26-18z", MAIN) + rect(166, 118, 96, 5, MAIN)
    cabin = line("M172 120v20M192 120v20M214 120v20M236 120v20M256 120v20", MAIN, 3.4) + path(
        roof_outline(214, 92, ridge=34, reach=66, height=26), ACCENT
    )
    pads = _pad(64, 180, 44) + _pad(128, 190, 26)
    return (
        band(98, 102, SOFT)
        + shore
        + hull
        + cabin
        + ripples(((130, 164, 60), (232, 168, 62), (24, 124, 56), (176, 182, 70)), GROUND)
        + pads
        + placed(_lotus(), 60, 172, scale=0.7)
        + placed(_willow((104, 66, 90, 58, 78, 46)), 22)
    )


def by_moonlight() -> str:
    """The moon and its broken image among lotus leaves."""
    glade = line("M196 96h52M186 108h72M200 120h44M208 132h30", ACCENT, 3)
    stems = line("M92 178q8-44-4-84M54 186q-8-30 2-62", MAIN, 3)
    bud = path("M88 98q-14-14 0-38q14 24 0 38z", ACCENT)
    pod = path("M40 116h32l-8 14q-8 4-16 0z", MAIN)
    leaf = path("M66 152q32-22 84 0q-30 10-40 6q-18 2-44-6z", MAIN)
    pads = _pad(84, 182, 48) + _pad(236, 176, 58) + _pad(166, 192, 26)
    return (
        circle(222, 58, 34, MAIN)
        + band(86, 114, SOFT)
        + glade
        + stems
        + bud
        + pod
        + leaf
        + pads
        + ripples(((24, 112, 40), (116, 124, 46), (270, 142, 34)), GROUND)
    )


DRAWINGS = (lotus, pleasure_boat, by_moonlight)
