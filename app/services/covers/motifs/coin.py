"""Money (钱): a round coin with a square hole, a string of coins, an abacus."""

from app.services.covers.shapes import ACCENT, GROUND, MAIN, SOFT, Colour, band, circle, line, path, placed, rect, ring


def _coin(radius: float, metal: Colour, hole: Colour) -> str:
    """A coin around the origin: rim, square hole and its raised edge."""
    half = radius * 0.26
    edge = half + radius * 0.09
    inner = rect(-edge, -edge, 2 * edge, 2 * edge, hole) + rect(-edge + 3, -edge + 3, 2 * edge - 6, 2 * edge - 6, metal)
    return circle(0, 0, radius, metal) + ring(0, 0, radius * 0.86, hole, 2.4) + inner + rect(-half, -half, 2 * half, 2 * half, hole)


def one_coin() -> str:
    """A large coin with a wave above and below the hole, a smaller one beside it."""
    marks = "".join(line(data, GROUND, 3) for data in ("M122 58q8-8 16 0t16 0t16 0", "M122 132q8-8 16 0t16 0t16 0"))
    small = placed(_coin(30, ACCENT, GROUND), 254, 144)
    return circle(244, 62, 30, SOFT) + placed(_coin(76, MAIN, GROUND), 146, 96) + marks + small + band(173, 4, MAIN)


def string_of_coins() -> str:
    """Coins strung on a cord that is knotted at the top, a tassel below."""
    coins = "".join(placed(_coin(27, MAIN, GROUND), x, y) for x, y in ((104, 66), (134, 94), (164, 116), (198, 126), (232, 118)))
    cord = line("M62 20q14 26 42 46q50 40 94 60q24 4 34-8q26-24 34-62", ACCENT, 4)
    knot = path("M266 56l12-14l12 14l-12 14z", ACCENT) + line("M278 70v30M272 70v24M284 70v24", ACCENT, 2.6)
    return circle(76, 142, 38, SOFT) + cord + coins + knot + band(178, 3, MAIN)


def abacus() -> str:
    """An abacus, its beads pushed to a sum."""
    frame = rect(48, 44, 224, 118, MAIN, corner=5) + rect(58, 54, 204, 98, GROUND) + rect(58, 84, 204, 6, MAIN)
    rods, beads = "", ""
    for number, count in enumerate((1, 4, 0, 2, 5, 3, 1)):
        x = 76 + 28 * number
        rods += f"M{x} 54v98"
        upper = 78 if number % 3 == 1 else 62
        colour: Colour = ACCENT if number == 4 else MAIN
        beads += rect(x - 11, upper - 5, 22, 10, colour, corner=5)
        rows = [*(96 + 11 * k for k in range(count)), *(146 - 11 * k for k in range(5 - count))]
        beads += "".join(rect(x - 11, y - 5, 22, 10, colour, corner=5) for y in rows[:4])
    return circle(266, 44, 34, SOFT) + frame + line(rods, SOFT, 2.4) + beads + band(172, 4, MAIN)


DRAWINGS = (one_coin, string_of_coins, abacus)
