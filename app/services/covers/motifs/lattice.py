"""Lattice (窗棂): the windows of study and garden."""

from app.services.covers.shapes import ACCENT, GROUND, MAIN, SOFT, again, band, beads, circle, line, named, path, placed, rect, ring


def _plum_branch() -> str:
    """A branch in flower, growing in from the upper left."""
    twig = line("M-40 16Q44 20 70 64T108 150M42 34q28-8 48 0M66 58q-26 4-36 22M84 96q20-2 30-18", MAIN, 3.4)
    blossom = named("p", beads("M0-6.500a6.5 6.5 0 1 1-.1 0", ACCENT, 8.4, 8.16))
    spots = ((92, 34), (28, 84), (116, 74), (66, 56), (92, 112), (109, 152))
    return twig + placed(blossom, 30, 26) + "".join(placed(again("p", 0), x, y) for x, y in spots)


def octagon() -> str:
    """An eight-sided window and a branch of plum."""
    pane = "M178 24h60l42 42v60l-42 42h-60l-42-42v-60z"
    bars = "M166 36v120M194 24v144M222 24v144M250 36v120M148 54h120M136 82h144M136 110h144M148 138h120"
    knots = "".join(beads(f"M{x} {y}v{rest}", MAIN, 9, 28) for x, y, rest in ((166, 82, 29), (194, 54, 85), (222, 54, 85), (250, 82, 29)))
    glass = path(pane, SOFT) + circle(232, 62, 24, ACCENT)
    return _plum_branch() + glass + line(bars, MAIN, 2.6) + knots + line(pane, MAIN, 6)


def screen() -> str:
    """Three leaves of a screen door in the pattern of rising steps."""
    panes = "M48 38h48v76h-48zM60 50h24v52h-24zM68 62h8v28h-8zM60 38v12M84 38v12M60 102v12M84 102v12"
    bars = "M48 62h12M84 62h12M48 90h12M84 90h12M72 50v12M72 90v12M60 76h8M76 76h8"
    leaf = rect(38, 28, 68, 154, MAIN) + rect(45, 35, 54, 82, GROUND) + line(panes + bars, MAIN, 2.4)
    foot = rect(45, 124, 54, 10, ACCENT) + line("M48 144h48v30h-48zM62 159l10-8 10 8-10 8z", GROUND, 1.8)
    leaves = named("l", leaf + foot) + again("l", 88) + again("l", 176)
    return band(0, 200, SOFT) + band(0, 20, MAIN) + band(186, 14, MAIN) + leaves + rect(156, 68, 8, 16, ACCENT)


def cracked_ice() -> str:
    """A round window of cracked ice and a stand of bamboo."""
    bars = "M38 52l24 26 36-8 10-44M98 70l30 16 38-10M62 78l-14 34-26 4M48 112l26 30 36-10 18-46M74 142l-10 26"
    more = "M110 132l14 38M110 132l36 4 18-6M146 136l6 20M62 78l-28 4M98 70l-30-38M128 86l-4-46 15-2"
    window = circle(96, 100, 76, SOFT) + circle(132, 104, 24, ACCENT) + line(bars + more, MAIN, 3)
    stalks = line("M234 216q6-50 2-92m-1-6q-3-30 4-58m1-6q4-20 4-34M266 216q-4-40 4-78m2-6q6-28 6-50", MAIN, 4)
    pointed = ((236, 120, 150), (237, 60, 20), (240, 58, 205), (272, 132, 40), (278, 82, -20), (278, 84, 60), (244, 22, 50))
    leaf = "M0 0q18-9 40 0q-22 7-40 0z"
    blades = "".join(placed(path(leaf, MAIN), x, y, turn=turn) for x, y, turn in pointed)
    return window + ring(96, 100, 76, MAIN, 7) + stalks + blades


DRAWINGS = (octagon, screen, cracked_ice)
