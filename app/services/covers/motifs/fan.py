"""Fan (折扇): the storyteller's folding fan with his block, and the round fan."""

from app.services.covers.shapes import ACCENT, GROUND, MAIN, SOFT, Colour, band, circle, dashes, line, path, placed, rect, ring


def _folding_fan(leaf: Colour, folds: Colour, ribs: Colour) -> str:
    """An open fan, its pivot on the origin, 118 from pivot to rim."""
    paper = path("M-112-38A118 118 0 0 1 112-38L50-17A53 53 0 0 0-50-17z", leaf)
    pleats = dashes("M-81-27A85.5 85.5 0 0 1 81-27", folds, 64, "1.6 14")
    sticks = dashes("M-25-8.500A26.5 26.5 0 0 1 25-8.5", ribs, 53, "2 2.850")
    return sticks + paper + pleats + circle(0, 0, 5, ribs)


def with_block() -> str:
    """The open fan and the waking block on the table."""
    block = rect(262, 150, 42, 16, MAIN) + path("M262 150l6-5h30l6 5z", MAIN)
    return (
        band(166, 34, SOFT)
        + placed(_folding_fan(MAIN, GROUND, ACCENT), 142, 160, scale=1.08)
        + circle(112, 78, 16, ACCENT)
        + block
        + band(165, 3, MAIN)
    )


def round_fan() -> str:
    """A round silk fan with a spray of plum."""
    silk = circle(160, 84, 70, SOFT) + ring(160, 84, 70, MAIN, 5)
    handle = line("M160 154v42", MAIN, 7) + line("M160 14v140", MAIN, 2)
    twig = line("M102 124Q140 100 160 70T206 34M140 104q22 4 34-2M160 72q-14-6-18-22", MAIN, 3)
    flowers = "".join(circle(x, y, 8, ACCENT) + circle(x, y, 2.5, GROUND) for x, y in ((174, 102), (142, 50), (192, 48), (124, 112), (174, 66)))
    tassel = circle(160, 176, 5, ACCENT) + line("M160 178q20 2 22 14", ACCENT, 3)
    return silk + handle + twig + flowers + tassel


def two_fans() -> str:
    """Two fans, one behind the other."""
    back = placed(_folding_fan(SOFT, GROUND, SOFT), 214, 140, scale=0.94, turn=14)
    front = placed(_folding_fan(MAIN, GROUND, ACCENT), 124, 164, scale=1.04, turn=-8)
    return back + front + circle(92, 92, 14, ACCENT) + band(182, 3, MAIN)


DRAWINGS = (with_block, round_fan, two_fans)
