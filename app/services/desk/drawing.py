"""Drawing a form: the tree of its controls with what stands in them; rows are known by what they name."""

from collections.abc import Mapping
from typing import Any

from app.services.desk.controls import Control, Kind
from app.services.desk.nodes import Drawing, Names, Node, Row

OPEN_ROWS = 3
LONGEST_TITLE = 40
TITLES = ("name", "title", "text", "reason", "of", "starts", "station", "register", "motif")


def form(controls: tuple[Control, ...], values: Mapping[str, Any], drawing: Drawing) -> list[Node]:
    """Give the nodes of a form; where only English is written, those that have a Chinese text to translate."""
    nodes = [node_of(control, values.get(control.name), control.name, drawing) for control in controls]
    return [node for node in nodes if is_translatable(node)] if drawing.only_english else nodes


def node_of(control: Control, value: Any, path: str, drawing: Drawing, *, in_row: bool = False) -> Node:
    """Give one control with what stands in it."""
    node = Node(control, path, value, drawing, in_row=in_row)
    if control.kind is Kind.GROUP and not node.is_to_be_opened:
        within = value if isinstance(value, dict) else {}
        parts = [node_of(part, within.get(part.name), f"{path}.{part.name}", drawing, in_row=in_row) for part in control.parts]
        node.parts = [part for part in parts if is_translatable(part)] if drawing.only_english else parts
    if control.kind is Kind.ROWS and control.row is not None and isinstance(value, list):
        rows = [row_of(control.row, one, f"{path}.{place}", drawing, many=len(value)) for place, one in enumerate(value)]
        node.rows = [row for row in rows if is_translatable(row.node)] if drawing.only_english else rows
    return node


def row_of(control: Control, value: Any, path: str, drawing: Drawing, *, many: int) -> Row:
    """Give one row of a list; few rows, empty ones and those with a fault stand open."""
    node = node_of(control, value, path, drawing, in_row=True)
    is_open = many <= OPEN_ROWS or not value or drawing.has_fault(path) or any(one.startswith(path + ".") for one in drawing.found)
    return Row(node, int(path.rpartition(".")[2]) + 1, title_of(control, value, drawing.names), is_open)


def title_of(control: Control, value: Any, names: Names) -> dict[str, Any] | str:
    """Give what a row is known by: the name of its page, else the first thing it says."""
    if not isinstance(value, dict):
        return names.get((control.picks or "", str(value)), str(value or ""))
    if control.kind is Kind.TEXT:
        return shortened(value)
    for part in control.parts:
        if part.kind is Kind.PICK and value.get(part.name):
            return names.get((part.picks or "", str(value[part.name])), str(value[part.name]))
    said = next((value[name] for name in TITLES if value.get(name)), "")
    return shortened(said) if isinstance(said, dict) else label_of(control, value, str(said))


def label_of(control: Control, value: Mapping[str, Any], said: str) -> dict[str, Any] | str:
    """Give the label of a word of a closed list; anything else stays."""
    labels = {choice.value: choice.label for part in control.parts for choice in part.choices if value.get(part.name) == choice.value}
    return labels.get(said, said)


def shortened(text: Mapping[str, Any]) -> dict[str, str]:
    """Give the beginning of a text, in both languages."""
    return {
        language: said if len(said) <= LONGEST_TITLE else said[:LONGEST_TITLE] + "…"
        for language, said in ((language, str(text.get(language, ""))) for language in ("zh", "en"))
    }


def is_translatable(node: Node) -> bool:
    """Whether there is a Chinese text in it that may be said in English."""
    if node.control.kind is Kind.TEXT:
        return bool(node.text["zh"])
    return bool(node.parts or node.rows)
