"""Places inside a document's plain values: paths, clashes at them, and choosing between both texts of a clash."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.services.desk.pairing import ABSENT

Path = tuple[str | int, ...]
Side = Literal["mine", "theirs"]
REMOVED: Any = object()


@dataclass(frozen=True)
class Clash:
    """One place that two people changed differently: what it was, mine, and theirs; ABSENT where it is not there.

    For the order of a list `order` is set: the places of the joined list in the order that they want.
    """

    path: Path
    base: Any
    mine: Any
    theirs: Any
    order: tuple[int, ...] | None = None

    @property
    def name(self) -> str:
        """A name for the controls of a form: stops.2.text.zh; the order of a list ends in `:order`."""
        return ".".join(map(str, self.path)) + (":order" if self.order is not None else "")


def label_path(path: Path) -> str:
    """Give a path as people count: stops[3].text.zh."""
    said = ""
    for step in path:
        said += f"[{step + 1}]" if isinstance(step, int) else (f".{step}" if said else str(step))
    return said


def value_at(values: Any, path: Path) -> Any:
    """Give the value at a path, or ABSENT."""
    for step in path:
        is_there = step in values if isinstance(values, dict) else isinstance(values, list) and isinstance(step, int) and step < len(values)
        if not is_there:
            return ABSENT
        values = values[step]
    return values


def choose(values: dict[str, Any], clashes: list[Clash], choices: Mapping[str, Side]) -> dict[str, Any]:
    """Give the joined values with one side chosen for each clash, by its name; mine where nothing was chosen."""
    chosen: dict[str, Any] = copy.deepcopy(values)
    for clash in (one for one in clashes if one.order is None):
        side = clash.theirs if choices.get(clash.name) == "theirs" else clash.mine
        set_at(chosen, clash.path, REMOVED if side is ABSENT else copy.deepcopy(side))
    for clash in (one for one in clashes if one.order is not None and choices.get(one.name) == "theirs"):
        entries = value_at(chosen, clash.path)
        entries[:] = [entries[place] for place in clash.order or ()]
    kept: dict[str, Any] = without_removed(chosen)
    return kept


def set_at(values: Any, path: Path, value: Any) -> None:
    """Set what stands at a path; its groups are there already."""
    for step in path[:-1]:
        values = values[step]
    values[path[-1]] = value


def without_removed(values: Any) -> Any:
    """Give values without the places marked as removed, and without lists that are empty for it."""
    if isinstance(values, dict):
        kept = {name: without_removed(value) for name, value in values.items() if value is not REMOVED}
        return {name: value for name, value in kept.items() if value != [] or values[name] == []}
    if isinstance(values, list):
        return [without_removed(value) for value in values if value is not REMOVED]
    return values
