"""Paper-cut (剪纸): fish for plenty, as they are cut for window panes."""

from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, SOFT, Colour, beads, circle, line, path, placed, ring


def _fish(colour: Colour, *, eye: Colour = ACCENT) -> str:
    """A cut-paper carp around the origin, looking right, 170 long."""
    body = path("M-46-2Q0-50 54-30Q78-18 88 2Q76 22 52 32Q0 46-46 10z", colour)
    tail = path("M-40 4Q-62-44-92-48Q-82-20-78 4Q-84 30-94 54Q-60 48-40 4z", colour)
    fins = path("M-8-34Q6-66 42-58Q30-46 32-32zM-2 34Q4 60 34 66Q28 50 30 36z", colour)
    scales = "".join(f"M{x} {y}q9 7 0 14" for x, y in ((-22, -16), (-22, 0), (-4, -24), (-4, -8), (-4, 8), (14, -24), (14, -8), (14, 8), (-38, -6)))
    cuts = line(scales, GROUND, 2.6) + line("M42-26q14 26 0 52M-60-30q-10 16-12 24M-60 36q-12-14-14-22M-56 3h-18", GROUND, 2.6)
    return tail + fins + body + cuts + circle(64, -8, 6.5, GROUND) + circle(64, -8, 3, eye)


def carp() -> str:
    """One great carp over waves."""
    wave = "".join(line(f"M{LEFT - 10} {y}" + "q12-16 24 0" * 17, SOFT, 3) for y in (180, 190, 200))
    bubbles = circle(266, 54, 7, ACCENT) + circle(282, 38, 4, ACCENT) + circle(256, 34, 3, ACCENT)
    return wave + placed(_fish(MAIN), 148, 96, scale=1.25, turn=-8) + bubbles


def pair() -> str:
    """Two carp circling, one dark and one red."""
    return (
        circle(160, 100, 88, SOFT) + placed(_fish(MAIN), 160, 58, scale=0.8, turn=6) + placed(_fish(ACCENT, eye=MAIN), 160, 142, scale=0.8, turn=186)
    )


def medallion() -> str:
    """A round paper-cut, a carp at its heart."""
    rim = ring(160, 100, 74, MAIN, 14) + beads("M160 26a74 74 0 1 1-.1 0", GROUND, 5, 16.6)
    petals = "".join(placed(path("M0-92q-9 6-9 14h18q0-8-9-14z", MAIN), 160, 100, turn=turn) for turn in range(0, 360, 30))
    inner = "".join(placed(path("M0-66q-8 10 0 18q8-8 0-18z", MAIN), 160, 100, turn=turn) for turn in range(0, 360, 60))
    return circle(160, 100, 80, SOFT) + petals + rim + inner + placed(_fish(ACCENT, eye=MAIN), 160, 100, scale=0.56)


DRAWINGS = (carp, pair, medallion)
