"""Courtyard gate (院门): doors, drum stones and the flowered gate within."""

from app.services.covers.scenery import bare_tree
from app.services.covers.shapes import ACCENT, GROUND, MAIN, SOFT, again, band, beads, circle, line, named, path, rect, ring


def _tiled_roof(x: float, y: float, half: float) -> str:
    """A gate's roof: ridge, furrows and a beaded eave."""
    slope = path(f"M{x - half + 18} {y}h{2 * half - 36}q4 20 18 32h{-2 * half}q14-12 18-32z", MAIN)
    steps = int(half // 9)
    furrows = "".join(f"M{x + i * 8} {y + 6}q{i * 0.4} 12 {i * 1.2} 24" for i in range(-steps, steps + 1))
    ridge = line(f"M{x - half + 16} {y - 4}h{2 * half - 32}", MAIN, 6)
    return slope + line(furrows, GROUND, 1.6) + ridge + beads(f"M{x - half + 3} {y + 33}h{2 * half - 4}", MAIN, 8, 9)


def _drum_stone(x: float, y: float) -> str:
    """The round stone beside a threshold."""
    return circle(x, y - 26, 15, MAIN) + beads(f"M{x - 8} {y - 26}a8 8 0 1 1 0 .1", GROUND, 3, 8.3) + path(f"M{x - 15} {y}v-14h30v14z", MAIN)


def _leaves(x: float, y: float, width: float, height: float) -> str:
    """A pair of red doors with their rings."""
    half = width / 2
    doors = rect(x - half, y, width, height, ACCENT) + line(f"M{x} {y}v{height}", MAIN, 2)
    rings = circle(x - 9, y + height * 0.46, 4.5, GROUND) + circle(x + 9, y + height * 0.46, 4.5, GROUND)
    knocker = ring(x - 9, y + height * 0.56, 5, GROUND, 2) + ring(x + 9, y + height * 0.56, 5, GROUND, 2)
    return doors + rings + knocker


def street_gate() -> str:
    """A gate in its lane wall, a bare tree behind."""
    wall = band(88, 100, SOFT) + band(84, 6, MAIN)
    frame = path("M106 56h108v132h-12v-104h-84v104h-12z", MAIN) + rect(118, 64, 84, 18, SOFT)
    pegs = path("M136 73l4-6h7l4 6-4 6h-7zM169 73l4-6h7l4 6-4 6h-7z", MAIN)
    couplets = rect(125, 98, 13, 58, GROUND) + rect(182, 98, 13, 58, GROUND) + line("M131.5 106v42M188.5 106v42", MAIN, 3)
    return (
        bare_tree(40, 86, MAIN)
        + wall
        + frame
        + pegs
        + _leaves(160, 92, 84, 92)
        + couplets
        + _tiled_roof(160, 24, 100)
        + _drum_stone(84, 186)
        + _drum_stone(236, 186)
        + band(184, 16, MAIN)
    )


def near_doors() -> str:
    """Black doors from near by, red couplets and two ring handles on them."""
    doors = rect(67, 34, 186, 152, MAIN) + line("M160 34v152", GROUND, 2)
    couplets = path("M90 56h30v92h-30zM200 56h30v92h-30z", ACCENT) + line("M105 70v64M215 70v64", GROUND, 4)
    knob = named("k", circle(143, 98, 9, GROUND) + ring(143, 109, 9, GROUND, 3) + circle(143, 98, 3.6, MAIN))
    sheath = line("M84 170h66M170 170h66", GROUND, 2) + beads("M84 178h66", GROUND, 3, 11) + beads("M170 178h66", GROUND, 3, 11)
    frame = path("M58 13h204v175h-9v-153h-186v153h-9z", ACCENT) + rect(40, 6, 240, 8, MAIN) + beads("M100 25h130", GROUND, 9, 40)
    stones = _drum_stone(28, 186) + _drum_stone(292, 186)
    wall = band(112, 76, SOFT) + line("M8 96h26M-20 80h40M300 96h26M312 80h40M10 64h24M300 64h20", SOFT, 3)
    return wall + doors + couplets + knob + again("k", 34) + sheath + frame + stones + band(184, 16, MAIN)


def flowered_gate() -> str:
    """The inner gate with its hanging posts, the sun over the wall."""
    wall = band(104, 80, SOFT) + band(100, 6, MAIN)
    eave = _tiled_roof(122, 34, 98)
    beam = rect(40, 72, 164, 8, MAIN) + rect(52, 86, 140, 6, ACCENT) + beads("M58 97h130", MAIN, 7, 9)
    hanging = path("M44 80h9v24q4 10-4.5 18q-8.5-8-4.5-18zM191 80h9v24q4 10-4.5 18q-8.5-8-4.5-18z", ACCENT)
    posts = path("M74 92h10v92h-10zM160 92h10v92h-10z", MAIN)
    return (
        circle(262, 62, 30, SOFT)
        + wall
        + rect(84, 104, 76, 80, GROUND)
        + _leaves(122, 108, 76, 76)
        + beam
        + hanging
        + posts
        + eave
        + band(184, 16, MAIN)
        + rect(60, 178, 124, 8, MAIN)
    )


DRAWINGS = (street_gate, near_doors, flowered_gate)
