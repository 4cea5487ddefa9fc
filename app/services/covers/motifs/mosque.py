"""Mosque (望月楼): the moon-watching pavilion of Niujie and the crescent."""

from app.services.covers.scenery import roof_outline
from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, RIGHT, SOFT, again, band, circle, line, named, path, placed, rect


def _pavilion() -> str:
    """The two-storeyed pavilion, standing on the origin, 130 high."""
    roofs = path(roof_outline(0, -104, ridge=3, reach=38, height=34) + roof_outline(0, -68, ridge=26, reach=56, height=22), MAIN)
    upper = rect(-24, -76, 48, 10, ACCENT) + circle(0, -112, 6, ACCENT) + line("M0-126v20", ACCENT, 3)
    lower = path("M-36 0v-48h72v48h-9v-32h-12v32h-6v-32h-18v32h-6v-32h-12v32z", ACCENT)
    return upper + lower + roofs + path("M-46 0h92v6h-92z", MAIN)


def _crescent(x: float, y: float, radius: float) -> str:
    """A young moon, open to the right."""
    return path(
        f"M{x} {y - radius}A{radius} {radius} 0 1 0 {x + radius} {y + radius * 0.2}A{radius * 0.8} {radius * 0.8} 0 1 1 {x} {y - radius}z", ACCENT
    )


def moon_tower() -> str:
    """The pavilion before a full round sky."""
    wall = rect(LEFT, 150, 130, 36, MAIN) + rect(222, 150, 130, 36, MAIN) + line(f"M{LEFT} 147h130M222 147h130", MAIN, 5)
    return circle(160, 92, 78, SOFT) + wall + placed(_pavilion(), 160, 180) + _crescent(214, 52, 13) + band(184, 16, MAIN)


def pointed_arch() -> str:
    """The pavilion through a pointed arch, stars in the wall."""
    star = path("M-17-17h34v34h-34z", SOFT) + placed(path("M-17-17h34v34h-34z", SOFT), turn=45)
    tile = placed(named("t", star + circle(0, 0, 11, GROUND) + circle(0, 0, 4, SOFT)), -4, 4)
    places = [(x, y) for y in (0, 48, 96, 144, 192) for x in (-24, 24, 72, 120, 168, 216, 264, 312, 360)]
    stars = "".join(again("t", x, y) for x, y in places if (x, y) != (0, 0) and not (120 < x < 216 and y > 0))
    arch = path("M100 200V92Q100 56 130 40Q150 30 160 10Q170 30 190 40Q220 56 220 92V200z", MAIN)
    inside = path("M111 200V94Q111 62 138 47Q152 39 160 28Q168 39 182 47Q209 62 209 94V200z", GROUND)
    return tile + stars + arch + inside + rect(111, 178, 98, 22, SOFT) + placed(_pavilion(), 160, 176, scale=0.84)


def young_moon() -> str:
    """The new moon over wall and pavilion at night."""
    wall = rect(150, 132, 202, 52, MAIN) + path(f"M142 134q10-2 12-14H{RIGHT}v14z", MAIN) + line(f"M152 140H{RIGHT}", GROUND, 1.6)
    hexes = path("M214 152l8-7h18l8 7v8l-8 7h-18l-8-7z", GROUND)
    return circle(232, 68, 46, SOFT) + _crescent(232, 68, 26) + wall + hexes + placed(_pavilion(), 90, 182, scale=1.06) + band(184, 16, MAIN)


DRAWINGS = (moon_tower, pointed_arch, young_moon)
