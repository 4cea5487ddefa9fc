"""Which drawing a page gets: from its kind and its slug, so that it never changes with the language or the name."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from app.services.covers.motifs import DRAWINGS, PALETTES_OF_MOTIF, VARIATIONS
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
    "cultural_park": ("lattice", "roofs"),
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
    """One drawing: a motif, which of its three variations, and the palette that goes with it."""

    motif: str
    variation: int
    palette: Palette


def cover(motif: str, variation: int) -> Cover:
    """The cover of a motif in one of its variations, counted round."""
    turn = variation % VARIATIONS
    return Cover(motif, turn, PALETTES_OF_MOTIF[motif][turn])


def choose(slug: str, kind_motifs: Sequence[str], named: str | None = None) -> Cover:
    """The cover of a page, from its slug and the motifs of its kind, or from the motif it names itself.

    Raises ``KeyError`` for a motif nobody has drawn.
    """
    seed = int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4])
    motifs = (named,) if named else tuple(kind_motifs)
    return cover(motifs[seed // VARIATIONS % len(motifs)], seed % VARIATIONS)


def is_drawn(motif: str) -> bool:
    """Whether there is such a motif."""
    return motif in DRAWINGS


def distinct(covers: Sequence[Cover]) -> list[Cover]:
    """The covers of a list in order; one that would repeat its neighbour takes the next variation."""
    shown: list[Cover] = []
    for candidate in covers:
        repeats = bool(shown) and shown[-1] == candidate
        shown.append(cover(candidate.motif, candidate.variation + 1) if repeats else candidate)
    return shown
