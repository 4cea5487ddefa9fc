"""Hutong roofs (胡同): grey tiles, bare trees, kites and pigeons."""

from app.services.covers.scenery import bare_tree, birds
from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, SOFT, Colour, again, band, circle, line, named, path, placed, rect


def _house(colour: Colour, furrow: Colour) -> str:
    """The long side of a house, ridge at the origin: ridge, tiles and eave, 100 wide."""
    slope = path("M-38 0h76q4 22 18 34h-112q14-12 18-34z", colour)
    tiles = line("".join(f"M{i * 8} 6q{i * 0.6} 12 {i * 2.4} 24" for i in range(-4, 5)), furrow, 1.6)
    return slope + tiles + line("M-38 0h76M-38 0l-6-6M38 0l6-6", colour, 5)


def kite() -> str:
    """Two rows of roofs and a swallow kite."""
    back = named("b", placed(_house(SOFT, GROUND), 20, 104)) + again("b", 130) + again("b", 260)
    front = named("h", placed(_house(MAIN, GROUND), 0, 140)) + "".join(again("h", x) for x in (116, 232, 348))
    wings = path("M0 0q-18-22-40-16q14 6 20 20q10 4 20 2q10 2 20-2q6-14 20-20q-22-6-40 16z", ACCENT)
    tail = path("M-6 4h12l-1 16l12 18q-12-4-17-12q-5 8-17 12l12-18z", ACCENT)
    string = line("M230 64q10 40-18 74", MAIN, 1.4)
    return (
        back
        + rect(LEFT, 134, 384, 42, SOFT)
        + bare_tree(84, 152, MAIN)
        + string
        + placed(wings + tail + circle(0, -3, 7, ACCENT), 230, 50, scale=1.2)
        + front
        + band(173, 13, MAIN)
        + band(184, 16, ACCENT)
    )


def sea_of_roofs() -> str:
    """Row behind row of roofs under a low moon."""

    def row(name: str, y: float, colour: Colour, shift: float) -> str:
        first = named(name, placed(_house(colour, GROUND), shift, y))
        return rect(LEFT, y + 20, 384, 44, colour) + first + "".join(again(name, 112 * i) for i in (1, 2, 3))

    return circle(226, 58, 34, ACCENT) + row("x", 88, SOFT, -20) + row("y", 126, MAIN, 36) + row("z", 164, SOFT, -20)


def _gable(brick: Colour) -> str:
    """The gable end of a house on the origin: a rounded ridge, sweeping verges, brick below."""
    wall = path("M-52 0v-58q34-14 46-46q6-8 12 0q12 32 46 46v58z", brick)
    verge = path("M-68-50q50-14 60-56q8-12 16 0q10 42 60 56l-3 9q-50-12-65-54q-15 42-65 54z", MAIN)
    return wall + verge


def gables() -> str:
    """Gable ends in a lane and a flight of pigeons."""
    far = placed(_gable(SOFT), 62, 186, scale=0.78)
    near = placed(_gable(SOFT) + rect(-12, -44, 24, 18, MAIN) + line("M0-44v18M-12-35h24", GROUND, 1.6), 214, 186, scale=1.28)
    wall = rect(104, 134, 56, 52, SOFT) + path("M98 124h66l4 11h-74z", MAIN) + path("M116 186v-30q0-14 14-14t14 14v30z", ACCENT)
    flock = birds(((34, 46), (62, 32), (58, 60), (90, 44), (24, 72), (116, 26)), MAIN)
    return circle(118, 76, 22, ACCENT) + wall + far + near + band(184, 16, MAIN) + flock


DRAWINGS = (kite, sea_of_roofs, gables)
