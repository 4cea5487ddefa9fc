"""Eaves (飞檐): a tiled roof whose corner sweeps up, over brackets and red columns."""

from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, SOFT, beads, circle, dashes, line, path, placed, rect

_SWEEP = "C190 84 222 106 262 104Q284 103 300 90Q297 115 264 125Q240 132 210 132"
_RIDGE_BEAST = "M138 50q-2-20 6-30q8-8 16 0q5 7-3 12q-6-3-7 3q3 10 10 22z"


def _tiles() -> str:
    """The furrows of the slope, leaning more towards the corner."""
    straight = "".join(f"M{x} 60q1 34 {10 + (x + 24) / 14} 68" for x in range(LEFT, 150, 13))
    corner = "M163 78q3 28 18 50M174 88q6 20 19 40M188 97q8 16 20 30M203 103q8 12 19 22M220 107q7 9 16 15"
    return line(straight + corner, GROUND, 1.6)


def _corner(deep: float) -> str:
    """A roof from beyond the left edge to its lifted corner, with the bay beneath it."""
    slope = path(f"M{LEFT} 50H148{_SWEEP}H{LEFT}z{_RIDGE_BEAST}", MAIN)
    guardians = beads("M222 101q26 3 52-4", MAIN, 8, 11) + beads("M222 94q26 3 52-4", MAIN, 4.5, 11)
    brackets = dashes(f"M{LEFT} 141.500H212", MAIN, 6, "12 5") + dashes(f"M{LEFT + 3} 146.500H208", MAIN, 5, "6 11")
    wall = rect(LEFT, 149, 232, deep, ACCENT)
    columns = dashes(f"M{LEFT} {149 + deep / 2}H204", MAIN, deep, "12 69")
    beam = rect(LEFT, 148, 236, 7, MAIN)
    return slope + _tiles() + guardians + rect(LEFT, 134, 246, 3, ACCENT) + brackets + wall + columns + beam


def morning() -> str:
    """One corner against a pale sun."""
    return circle(246, 54, 30, SOFT) + _corner(60)


def _lower_eave() -> str:
    """A long skirt of roof beneath another storey, its corner lifted to the right."""
    slope = path(f"M{LEFT} 74H172{_SWEEP}H{LEFT}z", MAIN)
    furrows = "".join(f"M{x} 80q1 24 {8 + (x + 24) / 16} 48" for x in range(LEFT, 172, 13))
    corner = "M184 88q6 20 18 38M198 96q6 16 19 30M212 102q8 12 20 22M230 106q7 9 14 14"
    guardians = beads("M226 101q24 3 48-4", MAIN, 8, 11)
    brackets = dashes(f"M{LEFT} 141.500H212", MAIN, 6, "12 5") + dashes(f"M{LEFT + 3} 146.500H208", MAIN, 5, "6 11")
    return slope + line(furrows + corner, GROUND, 1.6) + guardians + rect(LEFT, 134, 246, 3, ACCENT) + brackets


def palace() -> str:
    """Two storeys of eaves from the right, on the red of a palace wall."""
    upper = placed(_corner(40), 338, -3, scale=0.72, mirrored=True)
    lower = placed(_lower_eave(), 320, 46, mirrored=True)
    posts = placed(dashes(f"M{LEFT} 197H190", MAIN, 8, "12 60"), 320, 0, mirrored=True)
    return circle(66, 60, 26, SOFT) + upper + lower + posts


def hall() -> str:
    """A whole hall from the front, the moon behind its ridge."""
    half = "M160 60h62q-6-16 4-24q10-4 12 4q-2 6-6 8q0 6 4 14c12 26 32 42 68 40q-12 20-50 24H160z"
    sides = path(half, MAIN) + placed(path(half, MAIN), 320, mirrored=True)
    furrows = "".join(f"M{160 + i * 10.5} 68q{i * 1.5} 30 {i * 5.5} 54" for i in range(-7, 8))
    brackets = dashes("M48 131.500H272", MAIN, 6, "12 5.250") + dashes("M51 136.500H270", MAIN, 5, "6 11.250")
    bays = rect(56, 139, 208, 45, ACCENT) + dashes("M52 164H268", MAIN, 52, "10 31.2")
    stand = rect(36, 184, 248, 16, MAIN)
    return circle(228, 62, 40, SOFT) + sides + line(furrows, GROUND, 1.6) + brackets + bays + rect(50, 139, 220, 6, MAIN) + stand


DRAWINGS = (morning, palace, hall)
