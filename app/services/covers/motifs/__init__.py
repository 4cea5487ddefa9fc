"""The twenty-two motifs of the covers, three drawings each, by name."""

from collections.abc import Callable

from app.services.covers.motifs import (
    books,
    bridge,
    brush,
    church,
    dagoba,
    ding,
    eaves,
    fair,
    fan,
    fish,
    gate,
    lake,
    lattice,
    lilac,
    mosque,
    pagoda,
    roofs,
    sign,
    spotlight,
    stage,
    tea,
    tower,
)
from app.services.covers.palettes import AZURITE, DUSK, GLAZE, LILAC, MALACHITE, MOON, NIGHT, RICE, SNOW, WALL, Palette

Drawing = Callable[[], str]

VARIATIONS = 3

DRAWINGS: dict[str, tuple[Drawing, Drawing, Drawing]] = {
    "eaves": eaves.DRAWINGS,
    "lattice": lattice.DRAWINGS,
    "stage": stage.DRAWINGS,
    "books": books.DRAWINGS,
    "tea": tea.DRAWINGS,
    "dagoba": dagoba.DRAWINGS,
    "pagoda": pagoda.DRAWINGS,
    "bridge": bridge.DRAWINGS,
    "lake": lake.DRAWINGS,
    "sign": sign.DRAWINGS,
    "fair": fair.DRAWINGS,
    "gate": gate.DRAWINGS,
    "spotlight": spotlight.DRAWINGS,
    "church": church.DRAWINGS,
    "mosque": mosque.DRAWINGS,
    "ding": ding.DRAWINGS,
    "lilac": lilac.DRAWINGS,
    "tower": tower.DRAWINGS,
    "fish": fish.DRAWINGS,
    "roofs": roofs.DRAWINGS,
    "brush": brush.DRAWINGS,
    "fan": fan.DRAWINGS,
}

PALETTES_OF_MOTIF: dict[str, tuple[Palette, Palette, Palette]] = {
    "eaves": (AZURITE, WALL, RICE),
    "lattice": (RICE, MALACHITE, MOON),
    "stage": (GLAZE, RICE, DUSK),
    "books": (AZURITE, MOON, MALACHITE),
    "tea": (MALACHITE, RICE, NIGHT),
    "dagoba": (SNOW, DUSK, WALL),
    "pagoda": (RICE, GLAZE, DUSK),
    "bridge": (AZURITE, SNOW, DUSK),
    "lake": (MALACHITE, AZURITE, DUSK),
    "sign": (RICE, GLAZE, SNOW),
    "fair": (GLAZE, RICE, AZURITE),
    "gate": (MOON, RICE, AZURITE),
    "spotlight": (NIGHT, DUSK, WALL),
    "church": (SNOW, AZURITE, GLAZE),
    "mosque": (MALACHITE, AZURITE, NIGHT),
    "ding": (MALACHITE, MOON, RICE),
    "lilac": (LILAC, DUSK, AZURITE),
    "tower": (MOON, RICE, DUSK),
    "fish": (WALL, RICE, GLAZE),
    "roofs": (MOON, DUSK, RICE),
    "brush": (RICE, AZURITE, MOON),
    "fan": (GLAZE, AZURITE, WALL),
}
