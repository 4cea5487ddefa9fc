"""The twenty-six motifs of the covers, three drawings each, by name: which colours they take, which may be mirrored."""

from collections.abc import Callable

from app.services.covers.motifs import (
    block,
    books,
    bowl,
    bridge,
    brush,
    church,
    coin,
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
    stars,
    tea,
    tower,
)
from app.services.covers.palettes import AZURITE, DUSK, GLAZE, LILAC, MALACHITE, MOON, NIGHT, PALETTES, RICE, SNOW, WALL, Palette

Drawing = Callable[[], str]

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
    "bowl": bowl.DRAWINGS,
    "coin": coin.DRAWINGS,
    "stars": stars.DRAWINGS,
    "block": block.DRAWINGS,
}

OWN_PALETTES: dict[str, tuple[Palette, Palette, Palette]] = {
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
    "bowl": (RICE, WALL, MALACHITE),
    "coin": (AZURITE, RICE, MOON),
    "stars": (NIGHT, RICE, DUSK),
    "block": (SNOW, MOON, GLAZE),
}
"""The palettes of a motif's three drawings as they were drawn."""

# A white pagoda is never black, water is not red, and the sky over a dome is not yellow.
MORE_PALETTES: dict[str, tuple[Palette, ...]] = {
    "dagoba": (NIGHT,),
    "bridge": (MOON, NIGHT, MALACHITE),
    "lake": (SNOW, NIGHT, MOON),
    "lilac": (),
    "mosque": (),
    "stars": (AZURITE,),
}

PALETTES_OF_MOTIF: dict[str, tuple[Palette, ...]] = {
    motif: (*own, *(palette for palette in MORE_PALETTES.get(motif, tuple(PALETTES.values())) if palette not in own))
    for motif, own in OWN_PALETTES.items()
}
"""The palettes that a motif may wear, its own first."""

# The others are alike on both sides, or have a character on them.
MIRRORED: dict[str, tuple[int, ...]] = {
    "eaves": (0, 1),
    "lattice": (0, 2),
    "stage": (),
    "books": (0, 1, 2),
    "tea": (0, 1),
    "dagoba": (0, 1),
    "pagoda": (0, 1, 2),
    "bridge": (1, 2),
    "lake": (0, 1, 2),
    "sign": (0, 2),
    "fair": (0, 1),
    "gate": (2,),
    "spotlight": (0, 1, 2),
    "church": (2,),
    "mosque": (1, 2),
    "ding": (1, 2),
    "lilac": (0, 1),
    "tower": (0, 1, 2),
    "fish": (0, 1),
    "roofs": (0, 1, 2),
    "brush": (0,),
    "fan": (0, 2),
    "bowl": (0, 2),
    "coin": (0, 1, 2),
    "stars": (1, 2),
    "block": (2,),
}
"""The drawings of a motif that look different in the mirror."""
