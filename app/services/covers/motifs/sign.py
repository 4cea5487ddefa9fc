"""Shop sign (幌子): what old shops hang out instead of words."""

from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, RIGHT, SOFT, again, band, beads, circle, dashes, line, named, path, rect


def _eave() -> str:
    """The edge of a shop's roof along the top."""
    return band(0, 24, MAIN) + beads(f"M{LEFT} 25H{RIGHT}", MAIN, 10, 11) + dashes(f"M{LEFT} 10H{RIGHT}", GROUND, 16, "1.4 9.6")


def _tassel(x: float, y: float) -> str:
    """A knot and a tassel hanging from a point."""
    return circle(x, y + 6, 5, ACCENT) + path(f"M{x - 4} {y + 10}h8l5 30h-18z", ACCENT) + line(f"M{x} {y - 4}v4", ACCENT, 2)


def on_a_bracket() -> str:
    """A tall sign on an iron bracket, three discs for three plasters."""
    bracket = line("M304 42H190M286 42q-24 2-26-16M236 42v12M200 42v12", MAIN, 5)
    board = rect(190, 54, 56, 92, MAIN, corner=3) + line("M196 60h44v80h-44z", ACCENT, 2)
    discs = circle(218, 78, 12, GROUND) + circle(218, 122, 12, GROUND) + path("M218 92l8 8-8 8-8-8z", ACCENT)
    return circle(92, 106, 50, SOFT) + rect(298, 24, 60, 176, MAIN) + bracket + board + discs + _tassel(218, 150) + _eave()


def in_a_row() -> str:
    """Three strings of diamonds under the eave."""
    plaster = path("M64 62l30 30-30 30-30-30z", SOFT) + path("M64 70l22 22-22 22-22-22z", MAIN) + circle(64, 92, 9, ACCENT)
    cap = path("M64 40q8 14 26 18h-52q18-4 26-18z", MAIN) + line("M64 28v16M64 122v12", MAIN, 2)
    small = path("M64 130l12 12-12 12-12-12z", MAIN)
    string = named("k", cap + plaster + small + _tassel(64, 154))
    return _eave() + string + again("k", 96) + again("k", 192)


def shopfront() -> str:
    """A shop with its board above the doors and a wine flag beside."""
    board = rect(92, 44, 152, 40, MAIN) + line("M98 50h140v28h-140z", ACCENT, 2.4)
    coins = "".join(circle(x, 64, 10, ACCENT) + path(f"M{x - 4} 60h8v8h-8z", MAIN) for x in (128, 168, 208))
    door = named("d", rect(92, 100, 46, 100, MAIN) + line("M99 108h32v44h-32zM110 108v44M120 108v44M99 122h32M99 137h32M99 162h32v30h-32z", SOFT, 2))
    flag = line("M54 40v160M54 52h-40", MAIN, 4) + path("M16 56h34v66l-17-12-17 12z", ACCENT) + circle(33, 80, 9, MAIN)
    return band(92, 108, SOFT) + _eave() + board + coins + door + again("d", 53) + again("d", 106) + flag


DRAWINGS = (on_a_bracket, in_a_row, shopfront)
