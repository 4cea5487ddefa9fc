"""Merging: two people changed the same text; what does not clash is joined by field, by language and by list entry.

The values are those of `plain`: what a file or a revision holds. Nothing is ever dropped silently: what one side
changed is in the result, or it is named as a clash with both texts.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import ValidationError

from app.documents.base import Document
from app.services.desk import list_merging
from app.services.desk.pairing import ABSENT
from app.services.desk.paths import Clash, Path

# Groups that are one thing: half of a point or of a picture's rights is nothing.
WHOLE = frozenset({"point", "cover", "picture", "weekdays", "month_days", "nth"})
# The day on which facts were compared: of two, the later holds.
LATER = "checked_on"

__all__ = ["ABSENT", "Clash", "Merged", "merge"]


class Sides(NamedTuple):
    """One value three times: what it was, mine, theirs; ABSENT where it is not there."""

    base: Any
    mine: Any
    theirs: Any


@dataclass
class Merged:
    """The joined values, and what clashes: there `values` hold mine."""

    values: dict[str, Any]
    clashes: list[Clash] = field(default_factory=list)


def merge(document_type: type[Document], base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> Merged:
    """Join what `mine` and `theirs` each changed of `base`.

    Where the joined values are no valid document although each side's were, the fields concerned clash as a whole.
    """
    merged = merged_with(base, mine, theirs, ())
    if merged.clashes or not faulty_fields(document_type, merged.values):
        return merged
    names = faulty_fields(document_type, merged.values)
    if faulty_fields(document_type, mine) & names or faulty_fields(document_type, theirs) & names:
        return merged
    return merged_whole(base, mine, theirs, names)


def merged_with(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], whole: Collection[str]) -> Merged:
    """Join field by field, the fields in `whole` each as one."""
    clashes: list[Clash] = []
    values = join_group(Sides(base, mine, theirs), (), clashes, whole)
    return Merged(values, clashes)


def merged_whole(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], names: set[str]) -> Merged:
    """Join with some fields each taken as a whole; where that finds no clash, each of them in which the sides differ is one."""
    concerned = {name for name in {*base, *mine, *theirs} if name in names or "" in names}
    merged = merged_with(base, mine, theirs, concerned)
    if merged.clashes:
        return merged
    for name in sorted(concerned):
        sides = [side.get(name, ABSENT) for side in (base, mine, theirs)]
        if sides[1] != sides[2]:
            merged.clashes.append(Clash((name,), *sides))
            put(merged.values, name, sides[1])
    return merged


def put(values: dict[str, Any], name: str, value: Any) -> None:
    """Set a field, or leave it out when it is absent."""
    values.pop(name, None)
    if value is not ABSENT:
        values[name] = value


def faulty_fields(document_type: type[Document], values: dict[str, Any]) -> set[str]:
    """Give the names of the fields in which values are no valid document; an empty name means the whole of it."""
    try:
        document_type.model_validate(values)
    except ValidationError as error:
        return {str(found["loc"][0]) if found["loc"] else "" for found in error.errors(include_url=False)}
    return set()


def join(sides: Sides, path: Path, clashes: list[Clash], whole: Collection[str] = ()) -> Any:
    """Give one joined value, ABSENT where there is none; what clashes is added to `clashes`."""
    base, mine, theirs = sides
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    if path[-1] == LATER and isinstance(mine, str) and isinstance(theirs, str):
        return max(mine, theirs)
    if path[-1] not in WHOLE and not (len(path) == 1 and path[0] in whole):
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return join_group(Sides(base if isinstance(base, dict) else {}, mine, theirs), path, clashes)
        if all(side is ABSENT or isinstance(side, list) for side in sides):
            return join_list(Sides(*([] if side is ABSENT else side for side in sides)), path, clashes) or ABSENT
    clashes.append(Clash(path, base, mine, theirs))
    return mine


def join_group(sides: Sides, path: Path, clashes: list[Clash], whole: Collection[str] = ()) -> dict[str, Any]:
    """Join a group field by field, in the order of mine."""
    joined: dict[str, Any] = {}
    for name in dict.fromkeys([*sides.mine, *sides.theirs, *sides.base]):
        fields = Sides(*(side.get(name, ABSENT) for side in sides))
        put(joined, name, join(fields, (*path, name), clashes, whole))
    return joined


def join_list(sides: Sides, path: Path, clashes: list[Clash]) -> list[Any]:
    """Join a list entry by entry; the paths of clashes inside it name the places of the joined list.

    An entry that one side removed and the other changed is a clash, and stays to be seen.
    """
    rows = list_merging.rows_of(sides.base, sides.mine, sides.theirs, str(path[-1]))
    order = list_merging.order_of(rows)
    joined: list[Any] = []
    for row in order.rows:
        found: list[Clash] = []
        here = (*path, len(joined))
        value = join(Sides(row.base, row.mine, row.theirs), here, found)
        if value is not ABSENT or found:
            clashes += found
            row.place = len(joined)
            joined.append(row.kept if value is ABSENT else value)
    if order.clashes:
        clashes.append(list_merging.order_clash(order, path, sides.base, sides.mine, sides.theirs))
    return joined
