"""Walking through a document's plain values by its controls: every text in it, and every page chosen in it."""

from collections.abc import Iterator
from typing import Any

from app.services.desk.controls import Control, Kind


def texts(controls: tuple[Control, ...], values: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Give every text of some plain values with its path, to be read or changed in place."""
    for control in controls:
        value = values.get(control.name) if isinstance(values, dict) else None
        yield from texts_in(control, value, path + control.name)


def texts_in(control: Control, value: Any, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Give every text below one control."""
    if control.kind is Kind.TEXT and isinstance(value, dict):
        yield path, value
    elif control.kind is Kind.GROUP:
        yield from texts(control.parts, value, path + ".")
    elif control.kind is Kind.ROWS and control.row is not None and isinstance(value, list):
        for place, one in enumerate(value):
            yield from texts_in(control.row, one, f"{path}.{place}")


def picked(controls: tuple[Control, ...], values: Any) -> set[tuple[str, str]]:
    """Give everything that is chosen in some plain values: what it is chosen from, and what."""
    found: set[tuple[str, str]] = set()
    for control, value in ((control, values.get(control.name)) for control in controls if isinstance(values, dict)):
        found |= picked_in(control, value)
    return found


def picked_in(control: Control, value: Any) -> set[tuple[str, str]]:
    """Give everything that is chosen below one control."""
    if control.kind is Kind.PICK and isinstance(value, str) and value:
        return {(control.picks or "", value)}
    if control.kind is Kind.GROUP:
        return picked(control.parts, value)
    if control.kind is Kind.ROWS and control.row is not None and isinstance(value, list):
        return set().union(*(picked_in(control.row, one) for one in value))
    return set()


def picks_at(controls: tuple[Control, ...], values: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Give the path and the value of everything that is chosen in some plain values."""
    for control in controls:
        value = values.get(control.name) if isinstance(values, dict) else None
        yield from picks_in(control, value, path + control.name)


def picks_in(control: Control, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Give the path and the value of everything that is chosen below one control."""
    if control.kind is Kind.PICK and isinstance(value, str) and value:
        yield path, value
    elif control.kind is Kind.GROUP:
        yield from picks_at(control.parts, value, path + ".")
    elif control.kind is Kind.ROWS and control.row is not None and isinstance(value, list):
        for place, one in enumerate(value):
            yield from picks_in(control.row, one, f"{path}.{place}")
