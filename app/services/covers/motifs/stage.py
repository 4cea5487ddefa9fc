"""Stage (戏台): curtains, a table and two chairs, the old theatre of guild halls."""

from app.services.covers.scenery import roof
from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, RIGHT, SOFT, Colour, band, beads, circle, line, path, placed, rect, ring


def _curtain(dark: Colour, light: Colour, *, foot: float) -> str:
    """The left curtain, drawn aside: hanging folds gathered towards the edge."""
    cloth = path(f"M{LEFT} 0H84Q80 96 34 {foot}H{LEFT}z", dark)
    folds = f"M62 14Q58 96 22 {foot}h-11Q46 92 44 14zM26 14Q24 92 0 {foot}h-14Q8 84 8 14z"
    return cloth + path(folds, light)


def _curtains(dark: Colour, light: Colour, *, foot: float) -> str:
    """Both curtains and the scalloped valance above them."""
    left = _curtain(dark, light, foot=foot)
    return left + placed(left, 320, mirrored=True) + band(0, 18, dark) + beads(f"M{LEFT} 18H{RIGHT}", dark, 16, 16)


def table_and_chairs() -> str:
    """The one table and two chairs with which everything can be played."""
    chair = path("M0 64V4q15-9 30 0v60z", MAIN) + path("M15 10l8 11-8 11-8-11z", ACCENT)
    chairs = placed(chair, 84, 100) + placed(chair, 206, 100)
    cloth = rect(128, 116, 64, 48, ACCENT) + rect(120, 110, 80, 7, MAIN)
    trim = line("M128 154q8-10 16 0q8-10 16 0q8-10 16 0q8-10 16 0", MAIN, 2) + path("M160 124l9 9-9 9-9-9z", MAIN)
    back = rect(76, 30, 168, 134, SOFT) + path("M160 44q-30 6-30 34q30-4 30-20q0 16 30 20q0-28-30-34z", GROUND)
    return back + band(164, 36, SOFT) + band(163, 3, MAIN) + chairs + cloth + trim + _curtains(MAIN, ACCENT, foot=166)


def pavilion() -> str:
    """A roofed stage seen from the yard, its two doors curtained."""
    roofs = roof(160, 22, MAIN, ridge=62, reach=128, height=50) + line("M98 20h124M98 20q-6-6-2-12M222 20q6-6 2-12", MAIN, 5)
    tiles = line("".join(f"M{160 + i * 10} 27q{i} 16 {i * 4} 34" for i in range(-6, 7)), GROUND, 1.5)
    room = rect(70, 72, 180, 84, SOFT) + rect(64, 72, 192, 9, MAIN) + beads("M72 84H250", MAIN, 8, 10)
    doors = path("M92 156v-44h26v44zM202 156v-44h26v44z", ACCENT) + rect(136, 128, 48, 28, ACCENT) + rect(131, 123, 58, 6, MAIN)
    posts = path("M66 80h9v76h-9zM245 80h9v76h-9z", MAIN)
    floor = rect(48, 154, 224, 10, MAIN) + rect(56, 164, 208, 28, SOFT) + line("M84 164v26M122 164v26M160 164v26M198 164v26M236 164v26", MAIN, 2)
    return circle(270, 44, 24, SOFT) + roofs + tiles + room + doors + posts + floor + band(190, 10, MAIN) + path("M155 137l5-5 5 5-5 5z", GROUND)


def drum() -> str:
    """A great drum between drawn curtains, lanterns above it."""
    lantern = line("M0 0v20", MAIN, 1.6) + path("M-12 31q0-12 12-12t12 12-12 12-12-12z", ACCENT) + line("M0 44v9M-5 19h10M-5 43h10", MAIN, 2.4)
    lanterns = placed(lantern, 116, 20) + placed(lantern, 204, 20)
    body = path("M130 96h60q14 22 0 44h-60q-14-22 0-44z", ACCENT) + rect(126, 92, 68, 7, MAIN, corner=3) + rect(126, 137, 68, 7, MAIN, corner=3)
    studs = beads("M132 104H192", MAIN, 4, 9) + beads("M132 132H192", MAIN, 4, 9) + ring(160, 118, 7, MAIN, 2.6)
    legs = line("M138 144l-10 28M182 144l10 28M132 160h56M124 118l-12 54M196 118l12 54", MAIN, 4)
    return band(172, 28, SOFT) + circle(160, 112, 66, SOFT) + band(171, 3, MAIN) + legs + body + studs + lanterns + _curtains(MAIN, ACCENT, foot=176)


DRAWINGS = (table_and_chairs, pavilion, drum)
