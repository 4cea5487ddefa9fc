"""Pagoda (砖塔): close-eaved brick towers such as that of Tianning Temple, and a storeyed one."""

from app.services.covers.scenery import bare_tree
from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, RIGHT, SOFT, band, circle, path, placed, rect


def _close_eaves(count: int) -> str:
    """A tower standing on the origin: base, tall first storey, then eave upon eave."""
    tiers, walls = "", ""
    for tier in range(count):
        part = tier / count
        half, y = 47 - 26 * part**1.5, -62 - 7.2 * tier
        tiers += f"M{-half} {y}q{half * 0.16}-2 {half * 0.3}-4.600h{half * 1.4}q{half * 0.14} 2.6 {half * 0.3} 4.600z"
        walls += f"M{-half * 0.72} {y}h{half * 1.44}v-8h{-half * 1.44}z"
    top = -62 - 7.2 * (count - 1)
    spire = f"M-14 {top - 4}q10-4 11-14h6q1 10 11 14zM-5 {top - 16}q5-8 5-18q0 10 5 18z"
    body = path("M-36-16v-46h72v46z" + tiers + spire, MAIN) + path("M-48 0v-7h96v7z", MAIN)
    openings = path("M-9-16v-18q0-11 9-11t9 11v18zM-29-26v-18h12v18zM17-26v-18h12v18z", GROUND)
    return path(walls, ACCENT) + body + path("M-44-7v-9h88v9z", ACCENT) + openings


def _storeys() -> str:
    """A tower of five storeys with railings, standing on the origin."""
    parts, rails = "", ""
    for storey in range(5):
        half, y = 44 - 6 * storey, -30 * storey
        parts += f"M{-half * 0.62} {y - 4}h{half * 1.24}v-18h{-half * 1.24}z"
        parts += f"M{-half - 6} {y - 20}q10-1 {half * 0.5}-11h{half + 12}q{half * 0.2} 9 {half * 0.5} 11l2 3h{-half * 2 - 16}z"
        rails += f"M{-half * 0.74} {y - 4}h{half * 1.48}v4h{-half * 1.48}z"
    doors = "".join(f"M-5 {-30 * s - 4}v-9q0-5 5-5t5 5v9z" for s in range(5))
    spire = "M-5-150h10l-2-8q6-4 0-8l-3-16-3 16q-6 4 0 8z"
    return path(parts + spire, MAIN) + path(rails, ACCENT) + path(doors, GROUND)


def in_winter() -> str:
    """Thirteen eaves beside a bare tree and a low sun."""
    hill = path(f"M{LEFT} 172Q70 142 170 178V190H{LEFT}z", SOFT)
    return circle(92, 78, 42, SOFT) + hill + bare_tree(54, 184, MAIN) + placed(_close_eaves(13), 222, 184) + band(183, 17, MAIN)


def storeyed() -> str:
    """Five storeys at noon, half in the shade of the wall."""
    return rect(170, 0, 182, 200, SOFT) + circle(248, 62, 20, ACCENT) + placed(_storeys(), 104, 186, scale=0.96) + band(184, 16, MAIN)


def among_hills() -> str:
    """Nine eaves against the Western Hills at dusk."""
    hills = path(f"M{LEFT} 150L30 110 66 142 104 104 150 150 214 116 240 138 288 96 {RIGHT} 150V200H{LEFT}z", SOFT)
    return circle(70, 56, 22, ACCENT) + hills + placed(_close_eaves(11), 174, 182, scale=1.1) + band(181, 19, MAIN)


DRAWINGS = (in_winter, storeyed, among_hills)
