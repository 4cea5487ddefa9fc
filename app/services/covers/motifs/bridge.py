"""Bridge (石桥): stone arches over the lakes."""

from app.services.covers.scenery import ripples
from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, RIGHT, SOFT, band, circle, dashes, line, path


def high_arch() -> str:
    """One high arch, its reflection closing the circle."""
    hills = path(f"M{LEFT} 156V128Q40 108 96 130T240 120Q300 108 {RIGHT} 126V156z", SOFT)
    deck = path("M8 156Q84 148 116 92Q136 64 160 64T204 92Q236 148 312 156H206A46 46 0 0 0 114 156z", MAIN)
    rail = line("M10 142Q76 134 108 80Q132 50 160 50T212 80Q244 134 310 142", MAIN, 3)
    posts = line(
        "M40 138v10M64 128v12M84 112v14M101 90v12M119 68v12M139 56v12M160 52v12M181 56v12M201 68v12M219 90v12M236 112v14M256 128v12M280 138v10",
        MAIN,
        3,
    )
    water = band(157, 43, GROUND) + path("M114 160A46 40 0 0 0 206 160z", SOFT)
    return (
        circle(66, 56, 26, SOFT)
        + hills
        + water
        + deck
        + rail
        + posts
        + circle(160, 102, 6, ACCENT)
        + ripples(((28, 164, 60), (232, 164, 48), (60, 180, 44), (222, 182, 70)), SOFT)
    )


def many_arches() -> str:
    """A long bridge of seven arches under a red sun."""
    arches = "".join(
        f"A{r} {r * 1.1} 0 0 0 {x - r} 160H" + str(nxt)
        for x, r, nxt in ((298, 13, 269), (252, 17, 227), (207, 20, 183), (160, 23, 133), (113, 20, 85), (68, 17, 35), (22, 13, LEFT))
    )
    deck = path(f"M{LEFT} 132Q90 92 160 92T{RIGHT} 132V160H311{arches}z", MAIN)
    rail = line(f"M{LEFT} 118Q90 78 160 78T{RIGHT} 118", MAIN, 3) + dashes(f"M{LEFT} 125Q90 85 160 85T{RIGHT} 125", MAIN, 14, "4 12")
    return (
        circle(232, 58, 32, ACCENT)
        + rail
        + deck
        + band(160, 40, SOFT)
        + ripples(((36, 172, 70), (140, 170, 52), (226, 176, 64), (84, 186, 90)), MAIN)
    )


def with_a_boat() -> str:
    """A low bridge at dusk, a covered boat passing beneath."""
    hills = path(f"M{LEFT} 150V112Q30 86 78 112T190 96Q250 76 {RIGHT} 110V150z", SOFT)
    deck = path(f"M{LEFT} 128Q70 122 118 92T236 92Q280 122 {RIGHT} 128V152H236A58 50 0 0 0 120 152H{LEFT}z", MAIN)
    joints = line(f"M{LEFT} 138Q76 132 120 104T234 104Q278 132 {RIGHT} 138", GROUND, 1.6)
    boat = path("M132 164h92q-6 14-20 14h-50q-16 0-22-14zM146 140q30-14 60 0z", ACCENT) + line("M152 140v24M200 140v24M176 138v26", ACCENT, 3)
    return (
        circle(178, 48, 28, SOFT)
        + hills
        + band(152, 48, GROUND)
        + deck
        + joints
        + boat
        + ripples(((20, 162, 64), (246, 160, 50), (60, 182, 56), (228, 186, 60)), SOFT)
    )


DRAWINGS = (high_arch, many_arches, with_a_boat)
