"""What the buttons of a form do without script: add a row or a group, take one away, move one up or down."""

import copy
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from app.services.desk.controls import Control, Kind

DEEDS = {"add", "remove", "up", "down", "find", "read", "take"}
STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Button:
    """A button of the form: what it does and to which path, such as `up` and `stops.3`."""

    deed: str
    path: str

    @classmethod
    def of(cls, value: str) -> "Button | None":
        """Give the button that was pressed, or None for plain saving."""
        deed, _space, path = value.partition(" ")
        return cls(deed, path) if deed in DEEDS and path else None


def press(values: dict[str, Any], controls: tuple[Control, ...], button: Button) -> dict[str, Any]:
    """Give the values after a button was pressed; one whose place is no longer there changes nothing."""
    values, steps = copy.deepcopy(values), button.path.split(".")
    if button.deed == "add":
        add(values, controls, steps)
        return values
    if button.deed == "remove" and not steps[-1].isdigit():
        close(values, steps)
        return values
    holder, place = list_at(values, steps)
    if holder is None or place is None or place >= len(holder):
        return values
    if button.deed == "remove":
        del holder[place]
        recount(values, controls, ".".join(steps[:-1]), {place: None} | {old: old - 1 for old in range(place + 1, len(holder) + 1)})
    elif button.deed in STEPS and 0 <= place + STEPS[button.deed] < len(holder):
        other = place + STEPS[button.deed]
        holder[place], holder[other] = holder[other], holder[place]
        recount(values, controls, ".".join(steps[:-1]), {place: other, other: place})
    return values


def add(values: dict[str, Any], controls: tuple[Control, ...], steps: list[str]) -> None:
    """Add an empty row to the list, or open the group, at a path."""
    control = control_at(controls, steps)
    target: Any = values
    for step in steps[:-1]:
        target = target[int(step)] if isinstance(target, list) and step.isdigit() and int(step) < len(target) else child(target, step)
        if target is None:
            return
    if control is None or not isinstance(target, dict):
        return
    if control.kind is Kind.ROWS and control.row is not None:
        target.setdefault(steps[-1], []).append({} if control.row.kind in {Kind.GROUP, Kind.TEXT} else "")
    elif control.kind is Kind.GROUP:
        target.setdefault(steps[-1], {})


def close(values: Any, steps: list[str]) -> None:
    """Take a group away."""
    for step in steps[:-1]:
        values = values[int(step)] if isinstance(values, list) and step.isdigit() and int(step) < len(values) else child(values, step)
    if isinstance(values, dict):
        values.pop(steps[-1], None)


def placed(path: str, posted: MultiDict[str, str]) -> str:
    """Give a path with the places of its rows, from one with their ids: a script may have moved rows since."""
    steps, there = path.split("."), path.split(".")
    for place, step in enumerate(steps):
        ids = list(dict.fromkeys(posted.getlist(".".join(steps[:place]))))
        if step.isdigit() and step in ids:
            there[place] = str(ids.index(step))
    return ".".join(there)


def child(target: Any, step: str) -> Any:
    """Give what stands under a name, made when it is not there yet."""
    return target.setdefault(step, {}) if isinstance(target, dict) else None


def control_at(controls: tuple[Control, ...], steps: list[str]) -> Control | None:
    """Give the control at a path of names and row numbers."""
    found: Control | None = None
    for step in steps:
        if found is not None and found.kind is Kind.ROWS and step.isdigit():
            found = found.row
            continue
        parts = controls if found is None else found.parts
        found = next((control for control in parts if control.name == step), None)
        if found is None:
            return None
    return found


def list_at(values: Any, steps: list[str]) -> tuple[list[Any] | None, int | None]:
    """Give the list that a row's path leads to, and the row's place in it."""
    for step in steps[:-1]:
        if isinstance(values, dict):
            values = values.get(step)
        elif isinstance(values, list) and step.isdigit() and int(step) < len(values):
            values = values[int(step)]
        else:
            return None, None
    return (values, int(steps[-1])) if isinstance(values, list) and steps[-1].isdigit() else (None, None)


def recount(values: dict[str, Any], controls: tuple[Control, ...], path: str, moved: dict[int, int | None]) -> None:
    """Let the numbers that count the rows of a list follow their rows; a number whose row is gone is emptied."""
    for control in controls:
        rows = values.get(control.name)
        if control.kind is not Kind.ROWS or control.row is None or not isinstance(rows, list):
            continue
        for part in (part for part in control.row.parts if part.shown.counts == path):
            for row in rows:
                number = row.get(part.name) if isinstance(row, dict) else None
                if isinstance(number, int) and number - 1 in moved:
                    place = moved[number - 1]
                    row.pop(part.name) if place is None else row.update({part.name: place + 1})
