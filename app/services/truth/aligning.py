"""The texts of two states of a document side by side: which text of the one is which of the other, through lists that moved."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from app.services.desk.controls import Control, Kind
from app.services.desk.pairing import pair


class Aligned(NamedTuple):
    """One text of a document: its path, its words by language, and the path and words that it had before (None: it is new)."""

    path: str
    text: dict[str, str]
    former_path: str | None
    former: dict[str, str] | None

    @property
    def zh(self) -> str:
        """Its Chinese."""
        return self.text.get("zh", "")

    @property
    def en(self) -> str:
        """Its English, empty where it is missing."""
        return self.text.get("en", "")


def aligned(controls: tuple[Control, ...], before: Any, after: Any) -> Iterator[Aligned]:
    """Give every text of `after` with what it was in `before`, both plain values of a document with these controls."""
    return in_group(controls, before, after, "", "")


def in_group(controls: tuple[Control, ...], before: Any, after: Any, old_path: str | None, path: str) -> Iterator[Aligned]:
    """Give the texts of a group; `old_path` is None where the group is new."""
    for control in controls:
        new = after.get(control.name) if isinstance(after, dict) else None
        old = before.get(control.name) if isinstance(before, dict) else None
        yield from in_control(control, old, new, None if old_path is None else old_path + control.name, path + control.name)


def in_control(control: Control, old: Any, new: Any, old_path: str | None, path: str) -> Iterator[Aligned]:
    """Give the texts below one control."""
    if control.kind is Kind.TEXT and isinstance(new, dict):
        is_known = old_path is not None and isinstance(old, dict)
        yield Aligned(path, new, old_path if is_known else None, old if is_known else None)
    elif control.kind is Kind.GROUP:
        yield from in_group(control.parts, old, new, f"{old_path}." if old_path is not None else None, f"{path}.")
    elif control.kind is Kind.ROWS and control.row is not None and isinstance(new, list):
        yield from in_rows(control.row, control.name, old if isinstance(old, list) else [], new, old_path, path)


def in_rows(row: Control, name: str, old: list[Any], new: list[Any], *paths: str | None) -> Iterator[Aligned]:
    """Give the texts of a list, entry by entry as they are paired; `paths` are the former one, if any, and the one now."""
    old_path, path = paths
    partners = {place: former for former, place in pair(old, new, name).items()}
    for place, entry in enumerate(new):
        former = partners.get(place)
        was = old[former] if former is not None else None
        yield from in_control(row, was, entry, f"{old_path}.{former}" if was is not None and old_path is not None else None, f"{path}.{place}")
