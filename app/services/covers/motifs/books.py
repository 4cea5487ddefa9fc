"""Books (线装书): thread-bound volumes in stacks, on shelves and open."""

from app.services.covers.shapes import ACCENT, GROUND, MAIN, SOFT, Colour, band, circle, dashes, line, path, placed, rect


def _lying(x: float, y: float, length: float, colour: Colour) -> str:
    """One volume on its side: back to the right, title slip to the left."""
    stitches = f"M{x + length - 18} {y + 1}v14M{x + length - 9} {y + 1}v14"
    return rect(x, y, length, 16, colour) + rect(x + 16, y + 5, 34, 6, GROUND) + line(stitches, GROUND, 1.4)


def _standing(width: float, height: float, colour: Colour) -> str:
    """One volume seen from its cover, stitched down the right side."""
    seam = width - 11
    stitches = f"M{seam} 0v{height}" + "".join(f"M{seam} {height * part}h11" for part in (0.1, 0.3, 0.5, 0.7, 0.9))
    slip = rect(9, 9, 15, height * 0.5, GROUND) + line(f"M16.5 16v{height * 0.5 - 14}", colour, 2)
    return rect(0, 0, width, height, colour) + line(stitches, GROUND, 1.5) + slip


def stack() -> str:
    """Five volumes in a stack and one leaning by."""
    colours: tuple[tuple[float, float, Colour], ...] = ((56, 118, MAIN), (48, 124, MAIN), (60, 116, ACCENT), (50, 120, MAIN), (58, 112, MAIN))
    pile = "".join(_lying(x, 146 - 17.5 * i, length, colour) for i, (x, length, colour) in enumerate(colours))
    leaning = placed(_standing(62, 96, MAIN), 222, 62, turn=10)
    cup = path("M92 62h36q0 14-12 14h-12q-12 0-12-14z", ACCENT)
    return circle(206, 66, 44, SOFT) + pile + cup + leaning + band(163, 4, MAIN)


def _flat_pile(x: float, foot: float, width: float, colours: tuple[Colour, ...]) -> str:
    """Volumes lying on one another, each a little shorter than the one beneath."""
    return "".join(rect(x, foot - 11 - 12 * i, width - 5 * i, 10, colour) for i, colour in enumerate(colours))


def shelves() -> str:
    """Three shelves of a reading room."""
    boards = band(64, 5, MAIN) + band(124, 5, MAIN) + band(184, 5, MAIN)
    upper = dashes("M40 44H132", MAIN, 40, "22 3 22 3 14 3") + dashes("M226 42H281", MAIN, 44, "16 3")
    upper += rect(142, 28, 10, 36, ACCENT) + rect(156, 32, 20, 32, SOFT)
    vase = path("M146 124q-8-14 4-22v-8h12v8q12 8 4 22z", ACCENT)
    middle = dashes("M24 104H100", SOFT, 40, "24 4 14 4") + rect(104, 90, 24, 34, MAIN) + vase
    middle += _flat_pile(186, 124, 66, (MAIN, SOFT, MAIN))
    lower = dashes("M128 164H250", MAIN, 40, "24 3 16 3") + _flat_pile(36, 184, 62, (MAIN, MAIN, SOFT))
    lower += rect(254, 148, 12, 36, ACCENT) + rect(270, 146, 18, 38, SOFT)
    slips = "M46 32v14M71 32v14M234 28v16M253 28v16M272 28v16M135 152v14M164 152v14M181 152v14M210 152v14M227 152v14M116 98v12"
    return boards + upper + middle + lower + line(slips, GROUND, 4)


def open_book() -> str:
    """An open volume, its columns ruled, with two more standing behind."""
    behind = placed(_standing(54, 96, MAIN), 206, 60) + placed(_standing(40, 76, ACCENT), 264, 80)
    cover = path("M18 108q40-12 82 2q42-14 82-2l8 62q-46-10-90 4q-44-14-90-4z", MAIN)
    pages = path("M24 104q38-10 73 4l1 56q-36-12-80-4zM176 104q-38-10-73 4l-1 56q36-12 80-4z", GROUND)
    left = "".join(f"M{90 - 12 * i} {114 - 1.4 * i}l{-i * 0.8} {40 - i * 1.2}" for i in range(6))
    right = "".join(f"M{110 + 12 * i} {114 - 1.4 * i}l{i * 0.8} {40 - i * 1.2}" for i in range(6))
    ribbon = path("M96 170h9v24l-4.5-6-4.5 6z", ACCENT)
    return circle(98, 64, 44, SOFT) + band(157, 43, SOFT) + band(156, 4, MAIN) + behind + cover + pages + line(left + right, MAIN, 2) + ribbon


DRAWINGS = (stack, shelves, open_book)
