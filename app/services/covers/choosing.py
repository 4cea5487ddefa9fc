"""Which drawing a page gets: from its kind and its slug, so that it never changes with the language or the name."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.services.covers.motifs import DRAWINGS, MIRRORED, PALETTES_OF_MOTIF
from app.services.covers.palettes import Palette

MOTIFS_OF_KIND: dict[str, tuple[str, ...]] = {
    "museum": ("ding",),
    "library": ("books", "lattice"),
    "reading_space": ("books", "lattice"),
    "bookshop": ("books", "lattice"),
    "heritage_site": ("tower", "eaves", "pagoda", "bridge"),
    "guild_hall": ("stage", "lattice"),
    "former_residence": ("gate", "lattice"),
    "temple": ("eaves", "pagoda"),
    "mosque": ("mosque",),
    "church": ("church",),
    "old_brand": ("sign", "tea", "brush"),
    "theatre": ("spotlight", "stage"),
    "performance_space": ("spotlight", "stage"),
    "park": ("lake", "bridge"),
    "cultural_park": ("block", "roofs"),
    "quarter": ("roofs",),
    "street": ("roofs",),
    "temple_fair": ("fair",),
    "festival": ("fish", "lake"),
    "performance_season": ("spotlight", "stage"),
    "talk": ("tea", "fan"),
    "poetry": ("lilac",),
    "exhibition": ("ding",),
    "forum": ("tower", "brush"),
    "competition": ("tower", "brush"),
    "market": ("sign", "fair"),
    "neighbourhood": ("roofs",),
    "trail": ("roofs", "bridge"),
    "story": ("brush", "books"),
}
"""The motifs of every kind of page, the first being its default.

Trails and stories name their own motif (that of their theme or first subject); theirs here are for those that do not.
"""


@dataclass(frozen=True, slots=True)
class Cover:
    """One drawing: a motif, its number among the motif's variations, and what that stands for: drawing, side, palette."""

    motif: str
    variation: int
    drawing: int
    mirrored: bool
    palette: Palette


def variations(motif: str) -> int:
    """How many looks a motif has: each drawing, and its mirror where that differs, in every palette of the motif."""
    return len(_shapes(motif)) * len(PALETTES_OF_MOTIF[motif])


def cover(motif: str, variation: int) -> Cover:
    """The cover of a motif in one of its variations, counted round; the first three are its drawings as they were drawn."""
    shapes, palettes = _shapes(motif), PALETTES_OF_MOTIF[motif]
    turn = variation % variations(motif)
    drawing, mirrored = shapes[turn % len(shapes)]
    # Mirrored drawings begin half the palettes further on, lest the two sides of one meet in one colour.
    shift = turn // len(shapes) + (len(palettes) // 2 if mirrored else 0)
    return Cover(motif, turn, drawing, mirrored, palettes[(drawing + shift) % len(palettes)])


def _shapes(motif: str) -> list[tuple[int, bool]]:
    """The drawings of a motif and whether they are mirrored: all as they are, then those that look different turned."""
    return [*((number, False) for number in range(len(DRAWINGS[motif]))), *((number, True) for number in MIRRORED[motif])]


def choose(slug: str, kind_motifs: Sequence[str], named: str | None = None, variation: int | None = None) -> Cover:
    """The cover of a page, from its slug and the motifs of its kind, or from the motif and variation it names itself.

    Raises ``KeyError`` for a motif nobody has drawn.
    """
    seed = int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4])
    motifs = (named,) if named else tuple(kind_motifs)
    motif = motifs[seed // 3 % len(motifs)]
    return cover(motif, seed if variation is None else variation)


def is_drawn(motif: str) -> bool:
    """Whether there is such a motif."""
    return motif in DRAWINGS


def free_variation(motif: str, worn: Collection[int]) -> int | None:
    """The first variation of a motif that is not among those worn; none when all are."""
    return next((number for number in range(variations(motif)) if number not in worn), None)
