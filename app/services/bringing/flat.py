"""A document as cells and back: the names of the form's own fields are the columns, such as `sources.0.title.zh`.

Cells are read by the form's own readers, so that an import takes just what the form takes.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app.services.desk.controls import Control, Kind
from app.services.desk.reading import ORDER, read
from app.services.desk.rows import control_at
from app.services.desk.typed import APART

TICKED = {"yes", "true", "1", "是", "y", "√"}
NOT_TICKED = {"no", "false", "0", "否", "n"}
JOINTS = {Kind.LINES: "\n", Kind.NUMBERS: " ", Kind.DAYS: " ", Kind.CHOICES: " "}


def flat(controls: tuple[Control, ...], values: Mapping[str, Any], path: str = "") -> dict[str, str]:
    """Give plain values as cells by path, in the order of the form."""
    found: dict[str, str] = {}
    for control in controls:
        if control.name in values:
            found.update(cells_in(control, values[control.name], path + control.name))
    return found


def cells_in(control: Control, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Give the cells of one control's value."""
    if control.kind is Kind.TEXT:
        yield from ((f"{path}.{language}", value[language]) for language in ("zh", "en") if value.get(language))
    elif control.kind is Kind.GROUP:
        yield from flat(control.parts, value, path + ".").items()
    elif control.kind is Kind.ROWS and control.row is not None:
        for place, one in enumerate(value):
            yield from cells_in(control.row, one, f"{path}.{place}")
    elif control.kind in JOINTS:
        yield path, JOINTS[control.kind].join(str(one) for one in value)
    elif isinstance(value, bool):
        yield path, "yes" if value else "no"
    else:
        yield path, str(value)


def control_of(controls: tuple[Control, ...], path: str) -> Control | None:
    """Give the control of a column: that of a single value, of a list in one cell, or of one language of a text; else None."""
    steps = path.split(".")
    control = control_at(controls, steps)
    if control is None and steps[-1] in {"zh", "en"}:
        control = control_at(controls, steps[:-1])
        return control if control is not None and control.kind is Kind.TEXT else None
    return control if control is not None and control.kind not in {Kind.TEXT, Kind.GROUP, Kind.ROWS} else None


def values_of(controls: tuple[Control, ...], cells: Mapping[str, str]) -> dict[str, Any]:
    """Give the plain values that cells say, read as if they had been typed into the form; cells of no control are left out."""
    posted: MultiDict[str, str] = MultiDict()
    for path, text in cells.items():
        control = control_of(controls, path)
        if control is not None:
            post(posted, control, path, text)
            post_rows(posted, controls, path)
    return read(controls, posted).values


def post(posted: "MultiDict[str, str]", control: Control, path: str, text: str) -> None:
    """Put one cell among the fields of the form, as its control posts it."""
    if control.kind is Kind.CHOICES:
        chosen = [choice_of(control, one) for one in APART.split(text) if one]
        posted.setlist(path, chosen)
        posted[ORDER + path] = " ".join(chosen)
    elif control.kind is Kind.CHOICE:
        posted[path] = choice_of(control, text)
    elif control.kind in {Kind.TICK, Kind.FACT}:
        said = text.strip().lower()
        fact = "yes" if said in TICKED else "no" if said in NOT_TICKED else text
        posted[path] = ("" if fact == "no" else fact) if control.kind is Kind.TICK else fact
    else:
        posted[path] = text


def post_rows(posted: "MultiDict[str, str]", controls: tuple[Control, ...], path: str) -> None:
    """Note the rows of lists that a path lies in."""
    steps = path.split(".")
    for length in range(1, len(steps)):
        control = control_at(controls, steps[:length])
        if control is not None and control.kind is Kind.ROWS and steps[length].isdigit():
            holder = ".".join(steps[:length])
            if steps[length] not in posted.getlist(holder):
                posted.add(holder, steps[length])


def choice_of(control: Control, said: str) -> str:
    """Give the value of a closed list that somebody wrote as its value or by its label; what is none stays as it was."""
    wanted = said.strip().lower()
    for choice in control.choices:
        if wanted in {choice.value.lower(), *(label.strip().lower() for label in choice.label.values())}:
            return choice.value
    return said.strip()
