"""Which entry of a list is which: the entries of two states of one list are paired by what names them.

An entry is first paired with its equal, then with the one that has the same key (a stop's place, a change's date), and
last with the one that stands in the same gap, so that a new name for an entry is an edit and no removal.
"""

from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import Any

ABSENT: Any = object()

# What names an entry, by the field that holds the list; several fields together where one is not enough.
KEYS: dict[str, tuple[str, ...]] = {
    "stops": ("place", "station", "name"),
    "changes": ("of",),
    "sources": ("url", "title"),
    "hours_exceptions": ("starts",),
    "closures": ("starts",),
    "schedule": ("starts", "repeats"),
    "venues": ("place", "name"),
    "past_venues": ("name",),
    "organisers": ("zh",),
    "metro": ("station", "exit"),
    "designations": ("register", "level"),
    "turns": ("text",),
    "shortcuts": ("from_stop", "to_stop"),
    "food": ("after_stop", "place", "name"),
}
# The first of these that an entry has names it alone.
ALTERNATIVES = frozenset({"stops", "sources", "venues"})
# Their key is what they are: another day is another change, never the same one under a new name.
ONLY_BY_KEY = frozenset({"changes", "hours_exceptions", "closures"})

Key = Callable[[Any], Hashable]


def frozen(value: Any) -> Hashable:
    """Give a plain value as one that can be looked up."""
    if isinstance(value, dict):
        return frozenset((name, frozen(one)) for name, one in value.items())
    return tuple(map(frozen, value)) if isinstance(value, list) else (type(value).__name__, value)


def key_of(field: str, entry: Any) -> Hashable:
    """Give what names an entry of the list in `field`: the Chinese where a text names it, the value itself where it is no group."""
    if not isinstance(entry, dict):
        return frozen(entry)
    named = [(name, zh_of(entry[name])) for name in KEYS.get(field, ()) if entry.get(name) is not None]
    if not named:
        return None
    return named[0] if field in ALTERNATIVES else tuple(named)


def zh_of(value: Any) -> Hashable:
    """Give the Chinese of a text, and any other value as it is."""
    return frozen(value.get("zh")) if isinstance(value, dict) else frozen(value)


def pair(before: Sequence[Any], after: Sequence[Any], field: str) -> dict[int, int]:
    """Give for entries of `before` their places in `after`; those without a partner are left out."""
    pairs: dict[int, int] = {}
    pair_by(frozen, before, after, pairs)
    pair_by(lambda entry: key_of(field, entry), before, after, pairs)
    if field in KEYS and field not in ONLY_BY_KEY:
        pair_in_gaps(len(before), len(after), pairs)
    return pairs


def pair_by(key: Key, before: Sequence[Any], after: Sequence[Any], pairs: dict[int, int]) -> None:
    """Pair the entries left over whose keys are equal, the first with the first."""
    taken = set(pairs.values())
    waiting: dict[Hashable, list[int]] = {}
    for place, entry in enumerate(after):
        if place not in taken and key(entry) is not None:
            waiting.setdefault(key(entry), []).append(place)
    for place, entry in enumerate(before):
        if place not in pairs and waiting.get(key(entry)):
            pairs[place] = waiting[key(entry)].pop(0)


def pair_in_gaps(before: int, after: int, pairs: dict[int, int]) -> None:
    """Pair entries left over between the same neighbours, where both lists have as many of them."""
    taken = set(pairs.values())
    anchors = [(-1, -1), *sorted(pairs.items()), (before, after)]
    for (left, left_after), (right, right_after) in pairwise(anchors):
        gap = range(left + 1, right)
        gap_after = [place for place in range(left_after + 1, right_after) if place not in taken]
        if gap and len(gap) == len(gap_after):
            pairs.update(zip(gap, gap_after, strict=True))
