"""Spotlight (剧场): what the light falls on when the house is dark."""

from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, RIGHT, SOFT, band, beads, circle, ellipse, line, path, rect, ring


def _audience() -> str:
    """The heads of the front row."""
    return beads(f"M{LEFT} 178H{RIGHT}", MAIN, 17, 34) + beads(f"M{LEFT} 198H{RIGHT}", MAIN, 28, 34)


def water_sleeves() -> str:
    """A dancer, sleeves flying, in one slanting beam."""
    beam = path("M252 0h46L216 158H72z", SOFT)
    robe = path("M132 86q14-8 22 0q6 30 22 68q-32 10-64 0q18-34 20-68z", MAIN)
    sleeves = line("M136 92q-26-4-30-28q-4-22-34-10M152 92q26 8 40-10q18-20 46 4", MAIN, 7)
    head = circle(143, 72, 10, MAIN) + circle(143, 58, 5, MAIN)
    return beam + ellipse(144, 156, 74, 11, ACCENT) + robe + sleeves + head + line("M130 112q14 6 30 0", ACCENT, 4) + _audience()


def pipa() -> str:
    """A lute on its stand where three beams meet."""
    beams = path("M40 0h30L138 162H82zM250 0h30L238 162h-56zM138 0h44L214 162h-108z", SOFT)
    lute = path("M160 150q-34-2-34-32q0-24 24-46l4-40h12l4 40q24 22 24 46q0 30-34 32z", MAIN)
    strings = (
        line("M157 60v66M160 60v66M163 60v66", GROUND, 1.3) + rect(148, 124, 24, 5, GROUND) + line("M150 78h20M147 86h26M144 94h32", GROUND, 1.6)
    )
    pegs = line("M152 38h-12M152 48h-12M168 38h12M168 48h12", ACCENT, 4) + path("M152 32q8-18 16 0z", ACCENT)
    return beams + band(160, 7, ACCENT) + line("M140 160l12-24M180 160l-12-24", ACCENT, 4) + lute + strings + pegs + _audience()


def full_house() -> str:
    """A microphone in rings of sound, before rows of seats."""
    sound = circle(160, 78, 74, SOFT) + ring(160, 62, 50, GROUND, 3) + ring(160, 62, 34, GROUND, 3)
    microphone = rect(149, 36, 22, 44, ACCENT, corner=11) + line("M140 64q0 26 20 26t20-26M160 90v60", MAIN, 4)
    grille = line("M152 50h16M152 57h16M152 64h16", GROUND, 1.6)
    far = "".join(rect(x, 134, 26, 40, MAIN, corner=9) for x in range(-26, RIGHT, 31))
    near = "".join(rect(x, 162, 38, 60, MAIN, corner=12) for x in range(-50, RIGHT, 42) if x != 202)
    back = "".join(rect(x - 2.5, 158, 43, 60, GROUND, corner=14) for x in range(-50, RIGHT, 42))
    return sound + microphone + grille + far + back + near + rect(202, 162, 38, 60, ACCENT, corner=12)


DRAWINGS = (water_sleeves, pipa, full_house)
