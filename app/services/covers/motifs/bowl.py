"""The table (饭): a bowl with chopsticks, a copper hotpot, steamers of buns."""

from app.services.covers.shapes import ACCENT, GROUND, MAIN, SOFT, band, circle, line, path, rect, ring


def _steam(x: float, y: float) -> str:
    """One thread of steam, rising from where told."""
    return line(f"M{x} {y}q-9-11 0-22t0-22", SOFT, 5)


def bowl_and_chopsticks() -> str:
    """A bowl of something hot, chopsticks laid across it, a small dish beside."""
    bowl = path("M56 96h144q0 54-46 70h-52q-46-16-46-70z", MAIN) + rect(104, 162, 48, 12, MAIN)
    border = line("M63 110h130", GROUND, 2.2) + line("M70 124q14 12 29 0t29 0t29 0t29 0", GROUND, 3)
    chopsticks = line("M64 86L226 44M72 92L236 58", ACCENT, 6)
    dish = path("M222 150h70q-4 22-22 24h-26q-18-2-22-24z", MAIN) + line("M230 157h54", GROUND, 2)
    return circle(256, 96, 36, SOFT) + _steam(100, 62) + _steam(132, 52) + bowl + border + chopsticks + dish + band(174, 3, MAIN)


def hotpot() -> str:
    """A copper hotpot, the fire showing below and above."""
    chimney = path("M146 42h28l8 40h-44z", MAIN) + line("M144 52h32", GROUND, 2)
    lid = path("M88 96q8-22 56-25h32q48 3 56 25z", MAIN)
    pot = path("M78 100h164q-4 36-44 46h-76q-40-10-44-46z", MAIN) + line("M92 112h136", GROUND, 2.2)
    foot = path("M126 148h68l16 26h-100z", MAIN) + path("M146 156h28v18h-28z", ACCENT)
    handles = ring(72, 112, 9, MAIN, 4.4) + ring(248, 112, 9, MAIN, 4.4)
    flame = path("M160 8q18 16 8 32h-16q-10-14 8-32z", ACCENT)
    return circle(160, 104, 86, SOFT) + flame + chimney + lid + pot + foot + handles + band(174, 3, MAIN)


def steamers() -> str:
    """Two bamboo steamers, the upper one full of buns."""

    def tray(y: float) -> str:
        slats = "".join(f"M{x} {y + 5}v22" for x in range(88, 200, 16))
        return rect(72, y, 136, 32, MAIN, corner=4) + line(slats, GROUND, 1.6)

    buns = "".join(path(f"M{x - 24} 104q2-32 24-32t24 32z", MAIN) + circle(x, 80, 3.4, ACCENT) for x in (96, 140, 184))
    lines = "".join(line(f"M{x} 78q-8 6-12 20M{x} 78q8 6 12 20", GROUND, 1.6) for x in (96, 140, 184))
    tea = path("M244 142h46q0 30-14 32h-18q-14-2-14-32z", ACCENT)
    return circle(252, 62, 34, SOFT) + _steam(118, 60) + _steam(162, 60) + buns + lines + tray(106) + tray(142) + tea + band(174, 3, MAIN)


DRAWINGS = (bowl_and_chopsticks, hotpot, steamers)
