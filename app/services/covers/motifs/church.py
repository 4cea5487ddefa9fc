"""Church (教堂): the twin towers of Xishiku and the curved front of Xuanwumen."""

from app.services.covers.scenery import roof_outline
from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, RIGHT, SOFT, band, circle, line, path, placed, ring

_TOWER = "M0 0v-96h-2v-6l6-2l11-38l11 38l6 2v6h-2v96zM13-142v-8h-4v-3h4v-5h4v5h4v3h-4v8z"
_LANCETS = "M9-4v-22q0-7 6-11q6 4 6 11v22zM10-48v-14l5-8l5 8v14zM10-78v-10l5-8l5 8v10z"


def _rose(x: float, y: float, radius: float) -> str:
    """A rose window of eight petals."""
    spoke = f"M0-{radius - 2}v{2 * radius - 4}"
    spokes = "".join(placed(line(spoke, GROUND, 1.5), turn=turn) for turn in (0, 45, 90, 135))
    return placed(circle(0, 0, radius, ACCENT) + spokes + circle(0, 0, radius * 0.26, GROUND), x, y)


def _towers() -> str:
    """The front between its towers, standing on the origin, 158 high."""
    nave = "M-34 0v-70l34-38l34 38v70z"
    front = path(nave, MAIN) + placed(path(_TOWER, MAIN), -62) + placed(path(_TOWER, MAIN), 32)
    openings = placed(path(_LANCETS, GROUND), -62) + placed(path(_LANCETS, GROUND), 32)
    doors = path("M-9 0v-26q0-8 9-16q9 8 9 16v26zM-26 0v-18q0-6 6-11q6 5 6 11v18zM14 0v-18q0-6 6-11q6 5 6 11v18z", GROUND)
    return front + openings + doors + _rose(0, -66, 14)


def _kiosk(x: float, y: float) -> str:
    """A yellow-roofed stele pavilion of the forecourt."""
    return path(roof_outline(x, y - 40, ridge=2, reach=21, height=16) + f"M{x - 14} {y}v-26h28v26z", ACCENT)


def twin_towers() -> str:
    """The white front between two Chinese pavilions."""
    trees = path(f"M{LEFT} 180V138q30-26 62-8q30-18 58 0q26 12 34 0h86q26-20 60-2q34-18 60 8q20 8 {RIGHT - 320} 6V180z", SOFT)
    return trees + placed(_towers(), 160, 180, scale=1.04) + _kiosk(64, 180) + _kiosk(256, 180) + band(180, 20, MAIN)


def rose_window() -> str:
    """The great rose from near by, under its pointed gable."""
    gable = path(f"M{LEFT} 200V180L160 10L{RIGHT} 180V200z", MAIN)
    arch = path("M70 200V130Q70 74 160 36Q250 74 250 130V200z", SOFT)
    lancets = path("M96 200v-34q0-10 12-18q12 8 12 18v34zM200 200v-34q0-10 12-18q12 8 12 18v34zM138 200v-26q0-12 22-24q22 12 22 24v26z", MAIN)
    petals = "".join(placed(path("M0-12q-12-12 0-34q12 22 0 34z", GROUND), 160, 104, turn=turn) for turn in range(0, 360, 45))
    return gable + arch + lancets + circle(160, 104, 48, ACCENT) + petals + circle(160, 104, 8, GROUND) + ring(160, 104, 48, MAIN, 4)


def curved_front() -> str:
    """A curved front with three doors, and a broad sun."""
    front = path("M28 184V104h16q14-4 16-22q20-2 28-20q6-10 16-10t16 10q8 18 28 20q2 18 16 22h16v80z", MAIN)
    cross = line("M104 22v30M95 32h18", MAIN, 4)
    arches = path("M88 184v-34q0-16 16-16t16 16v34zM48 184v-26q0-11 11-11t11 11v26zM138 184v-26q0-11 11-11t11 11v26z", GROUND)
    trim = line("M34 112h140M60 88h88", GROUND, 2) + line("M40 118v66M78 118v66M130 118v66M168 118v66", GROUND, 1.8)
    return (
        circle(246, 78, 40, SOFT)
        + front
        + cross
        + arches
        + trim
        + circle(104, 74, 9, ACCENT)
        + path("M92 130q12-14 24 0z", ACCENT)
        + band(184, 16, MAIN)
    )


DRAWINGS = (twin_towers, rose_window, curved_front)
