"""Fair (庙会): pinwheels and sugared haws of the New Year fair at Changdian."""

from math import pi

from app.services.covers.shapes import ACCENT, GROUND, LEFT, MAIN, RIGHT, SOFT, Colour, again, circle, dashes, line, named, path, placed, ring


def _pinwheel(radius: float) -> str:
    """A wheel of twelve paper blades around the origin: three dark, three bright, the rest open."""
    half = radius / 2
    blade = pi * half / 6
    circuit = f"M0-{half}a{half} {half} 0 1 1 0 {radius}a{half} {half} 0 1 1 0-{radius}z"
    dark, bright = (dashes(circuit, colour, radius, f"{blade} {3 * blade}") for colour in (MAIN, ACCENT))
    hub = circle(0, 0, radius * 0.22, GROUND) + circle(0, 0, radius * 0.11, MAIN)
    return dark + placed(bright, turn=60) + ring(0, 0, radius, MAIN, 2.6) + hub


def _haws(colour: Colour, count: int = 5) -> str:
    """Sugared haws on a stick, from the stick's lower end at the origin upwards."""
    berries = "".join(circle(0, -30 - 21 * i, 11.5, colour) for i in range(count))
    shine = "".join(f"M-6 {-31 - 21 * i}q0-5 5-6" for i in range(count))
    return line(f"M0 20V{-40 - 21 * count + 20}", MAIN, 3) + berries + line(shine, GROUND, 2)


def pinwheel() -> str:
    """One great pinwheel and a stick of haws."""
    halo = circle(108, 92, 80, SOFT)
    return halo + line("M108 92V216", MAIN, 5) + placed(_pinwheel(60), 108, 92) + placed(_haws(ACCENT), 236, 168, turn=16)


def rack() -> str:
    """A rack of six pinwheels, as they are carried through the fair."""
    frame = line("M160 30V216M66 128h188M96 78h128M86 164l74-36 74 36", MAIN, 4)
    wheel = placed(named("w", _pinwheel(25)), 66, 128)
    others = "".join(again("w", x, y) for x, y in ((160, 128), (254, 128), (112, 78), (208, 78), (160, 34)))
    return circle(160, 92, 84, SOFT) + frame + wheel + others


def straw_pole() -> str:
    """The seller's straw pole, stuck full of haws."""
    snow = path(f"M{LEFT} 178Q60 152 150 174T{RIGHT} 166V200H{LEFT}z", SOFT)
    turns = (0, -94, -62, -30, 30, 62, 94)
    stick = named("h", _haws(ACCENT, 4))
    sticks = "".join(placed(again("h", 0) if turn else stick, 160, 112, turn=turn, scale=0.86) for turn in turns)
    bundle = path("M136 84q24-14 48 0l-4 72h-40z", MAIN) + line("M137 98h46M138 118h44M140 138h40", GROUND, 2.4)
    return circle(160, 92, 84, SOFT) + snow + sticks + line("M160 140V216", MAIN, 7) + bundle


DRAWINGS = (pinwheel, rack, straw_pole)
