"""City tower (城楼): gate and arrow towers of the old wall."""

from app.services.covers.scenery import birds, roof_outline
from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, RIGHT, SOFT, band, circle, dashes, line, path, placed, rect

_ARCH = "M-16 0v-22q0-16 16-16t16 16v22z"


def _wall(top: float, foot: float) -> str:
    """A battlemented gate bastion on the origin, 66 high, given by its half widths."""
    face = path(f"M{-foot} 0L{-top}-62H{top}L{foot} 0z", ACCENT)
    return face + dashes(f"M{-top}-65H{top}", ACCENT, 8, "9 6")


def _arrow_tower() -> str:
    """The fortress with four rows of loopholes under a double roof."""
    body = path("M-64-62l4-62h120l4 62z", MAIN)
    holes = "".join(dashes(f"M-49 {y}h104", GROUND, 7, "8 10") for y in (-114, -100, -86, -72))
    roofs = path(roof_outline(0, -162, ridge=50, reach=90, height=34) + roof_outline(0, -132, ridge=68, reach=84, height=14), MAIN)
    ridge = line("M-50-162h100M-50-162q-6-4-3-10M50-162q6-4 3-10", MAIN, 5) + line("M-62-133h124", GROUND, 2)
    return body + holes + roofs + ridge


def _gate_tower() -> str:
    """The pillared hall over a gate, three roofs high."""
    halls = path("M-60-62v-26h120v26zM-48-104v-22h96v22z", MAIN)
    roofs = path(roof_outline(0, -158, ridge=42, reach=78, height=36) + roof_outline(0, -104, ridge=50, reach=88, height=22), MAIN)
    bays = dashes("M-52-73h104", GROUND, 18, "8 8") + dashes("M-42-114h84", GROUND, 12, "7 7")
    ridge = line("M-42-158h84M-42-158q-6-4-3-10M42-158q6-4 3-10", MAIN, 5)
    return halls + bays + roofs + ridge


def arrow_tower() -> str:
    """The arrow tower on its bastion, swifts about it."""
    gate = _wall(92, 104) + _arrow_tower() + path(_ARCH, MAIN)
    low = rect(LEFT, 162, 100, 28, ACCENT) + dashes(f"M{LEFT} 159H68", ACCENT, 8, "9 6")
    return circle(62, 66, 30, SOFT) + low + placed(gate, 198, 188, scale=0.98) + birds(((36, 96), (62, 88), (86, 108)), MAIN) + band(187, 13, MAIN)


def gate_tower() -> str:
    """The gate tower from the south, a hill behind."""
    hill = path(f"M150 188Q224 120 292 150T{RIGHT} 170V188z", SOFT)
    gate = _wall(100, 110) + _gate_tower() + path(_ARCH, MAIN)
    return circle(256, 58, 24, SOFT) + hill + placed(gate, 126, 188) + birds(((214, 92), (246, 100)), MAIN) + band(187, 13, MAIN)


def swifts() -> str:
    """The long wall at dusk, the tower small, the swifts many."""
    tower = placed(_arrow_tower(), 222, 172, scale=0.76)
    wall = rect(LEFT, 130, RIGHT - LEFT, 56, MAIN) + dashes(f"M{LEFT} 127H{RIGHT}", MAIN, 8, "10 7")
    courses = line(f"M{LEFT} 140H{RIGHT}M{LEFT} 158H150M246 158H{RIGHT}M{LEFT} 172H190M260 172H{RIGHT}", GROUND, 1.6)
    gate = placed(path(_ARCH, GROUND), 222, 186, scale=1.05) + rect(200, 136, 44, 9, ACCENT)
    swift = path("M0 2q-10-13-36-12q22 3 30 15q3 5 3 16l4-7l5 6q0-9-1-14q10-9 33-7q-22-9-38 3z", MAIN)
    spots = ((78, 70, 0.9, -6), (122, 36, 0.6, 14), (132, 92, 0.5, -12), (36, 104, 0.5, 4), (30, 40, 0.42, 10))
    flock = "".join(placed(swift, x, y, scale=scale, turn=turn) for x, y, scale, turn in spots)
    return circle(82, 66, 46, ACCENT) + tower + wall + courses + gate + flock + band(186, 14, SOFT)


DRAWINGS = (arrow_tower, gate_tower, swifts)
