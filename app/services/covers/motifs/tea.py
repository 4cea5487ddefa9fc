"""Tea (茶): pot, lidded bowl and steaming cup, a leaf beside them."""

from app.services.covers.shapes import ACCENT, GROUND, MAIN, SOFT, band, circle, line, path, placed, rect


def _leaf() -> str:
    """A tea leaf of about sixty units with its veins, lying level."""
    return path("M-32 4q14-26 44-20q12 3 22 10q-12 22-42 20q-14-1-24-10z", ACCENT) + line(
        "M-38 8l62-9M-8 3l8-10M8 1l7-8M-4 3l10 7M10 1l8 6", GROUND, 1.6
    )


def _steam(x: float, y: float) -> str:
    """Two threads of steam."""
    wave = "q-8 12 0 24t0 24"
    return line(f"M{x} {y}{wave}M{x + 22} {y - 6}{wave}", SOFT, 5)


def pot() -> str:
    """A round pot and a cup on a tray."""
    body = path("M84 106q0-26 42-26t42 26q0 34-24 50h-36q-24-16-24-50z", MAIN)
    lid = path("M100 78q26-18 52 0z", MAIN) + circle(126, 64, 6, MAIN)
    spout = path("M160 124q18-2 24-28l4-14h14q-8 58-44 62z", MAIN)
    handle = line("M90 98q-34-10-34 16t38 22", MAIN, 7)
    shine = line("M92 100q34 10 68 0", GROUND, 2)
    cup = path("M224 126h44q0 30-14 30h-16q-14 0-14-30z", MAIN) + line("M228 133h36", GROUND, 2)
    tray = path("M60 156h224l-10 10h-204z", ACCENT)
    return circle(236, 66, 36, SOFT) + placed(_leaf(), 236, 64, turn=-28) + spout + handle + body + lid + shine + cup + tray + band(166, 3, MAIN)


def lidded_bowl() -> str:
    """A bowl with lid and saucer, the leaf in the moon."""
    bowl = path("M36 88q2 8 10 14q4 42 34 56h40q30-14 34-56q8-6 10-14z", MAIN) + rect(80, 154, 40, 10, MAIN)
    lid = path("M48 82q12-26 40-30h24q28 4 40 30z", MAIN) + path("M88 50l-5-13h34l-5 13z", MAIN)
    saucer = path("M30 164h140q-12 13-40 13h-60q-28 0-40-13z", ACCENT)
    shine = line("M60 112q5 20 17 31", GROUND, 2.4) + line("M66 74q8-9 20-11", GROUND, 2.4)
    return circle(236, 84, 48, SOFT) + placed(_leaf(), 236, 84, turn=-34, scale=1.25) + saucer + bowl + lid + shine + band(176, 3, MAIN)


def steaming_cup() -> str:
    """One cup in the night, steam rising, two leaves adrift."""
    cup = path("M108 92h104q0 50-34 64h-36q-34-14-34-64z", MAIN) + rect(142, 154, 36, 10, MAIN)
    ring_line = line("M113 104h94", GROUND, 2.4)
    saucer = path("M96 164h128l-16 11h-96z", ACCENT)
    steam = _steam(138, 34) + line("M182 34q-8 12 0 24t0 24", SOFT, 5)
    leaves = placed(_leaf(), 62, 62, turn=24, scale=0.9) + placed(_leaf(), 262, 90, turn=-24, scale=0.8)
    return steam + leaves + cup + ring_line + saucer + band(175, 3, MAIN)


DRAWINGS = (pot, lidded_bowl, steaming_cup)
