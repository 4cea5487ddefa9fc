"""Scholar's desk (文房): brush, ink, paper and stone."""

from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, SOFT, band, circle, ellipse, line, path, placed, rect


def _brush() -> str:
    """A brush hanging down, its tip on the origin, 130 long."""
    return path("M0 0q-10-14-8-30h16q2 16-8 30z", MAIN) + rect(-7, -39, 14, 10, ACCENT) + path("M-5-39v-86q5-8 10 0v86z", MAIN)


def brush_pot() -> str:
    """Brushes in their pot, an ink stone beside."""
    tips = "".join(placed(_brush(), x, y, turn=turn) for x, y, turn in ((76, 44, 172), (104, 24, 182), (134, 38, 192)))
    pot = path("M64 106h84v78h-84z", MAIN) + path("M64 118h84v8h-84zM64 164h84v8h-84z", ACCENT) + line("M90 138h32v14h-32z", GROUND, 2)
    stone = path("M204 184q0-22 30-22h38q30 0 30 22z", MAIN) + ellipse(253, 170, 26, 4, GROUND)
    return circle(214, 78, 46, SOFT) + tips + pot + stone + band(183, 4, MAIN)


def one_stroke() -> str:
    """A river drawn with one stroke, and the seal 西 of the Western City."""
    stroke = path(f"M{LEFT} 112Q60 92 116 118T214 108Q228 96 236 96Q238 112 224 124Q170 164 104 144T{LEFT} 156z", SOFT)
    far = path("M26 110q26-50 44-26q16-34 36-40q22 14 52 80z", SOFT)
    seal = rect(40, 152, 34, 34, ACCENT, corner=3) + line("M45 159h24M47 165h20v15h-20zM54 159v9q0 5-4 6M60 159v9q0 4 5 4", GROUND, 2)
    return far + stroke + placed(_brush(), 232, 100, turn=34, scale=1.1) + seal


def scroll() -> str:
    """A hanging scroll with 山川, hills and streams, and a waiting brush."""
    sheet = (
        rect(58, 26, 96, 150, SOFT)
        + rect(68, 42, 76, 118, GROUND)
        + rect(48, 20, 116, 8, MAIN)
        + rect(44, 174, 124, 9, MAIN, corner=4)
        + line("M106 8l-34 12M106 8l34 12", MAIN, 2)
    )
    mountain = line("M106 54v36M84 68v22h44v-22", MAIN, 6)
    stream = line("M86 106q2 28-8 42M106 108v34M127 106v44", MAIN, 6)
    stone = path("M210 184v-10q0-10 12-10h66q12 0 12 10v10z", MAIN) + ellipse(255, 172, 28, 4.5, GROUND)
    return sheet + mountain + stream + rect(130, 146, 9, 9, ACCENT) + placed(_brush(), 236, 160, turn=20) + stone + band(184, 3, MAIN)


DRAWINGS = (brush_pot, one_stroke, scroll)
