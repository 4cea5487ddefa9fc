"""The form of a document as a browser would send it: drawn by the templates, read back from the HTML."""

from html.parser import HTMLParser
from typing import Any

from flask import get_template_attribute
from werkzeug.datastructures import MultiDict

from app.documents.base import Document
from app.services.desk.controls import controls_of
from app.services.desk.drawing import form
from app.services.desk.nodes import Drawing


class Sent(HTMLParser):
    """What a browser sends of a form, in order: the rules of HTML for inputs, boxes, choices and areas."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._area: str | None = None
        self._said = ""
        self._select: tuple[str, list[tuple[str, bool]]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value if value is not None else "" for name, value in attrs}
        if tag == "input" and values.get("name") and (values.get("type") not in {"checkbox", "radio"} or "checked" in values):
            self.fields.append((values["name"], values.get("value", "")))
        elif tag == "textarea":
            self._area, self._said = values["name"], ""
        elif tag == "select":
            self._select = (values["name"], [])
        elif tag == "option" and self._select:
            self._select[1].append((values.get("value", ""), "selected" in values))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._said += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            said = self._said[1:] if self._said.startswith("\n") else self._said
            self.fields.append((self._area, said.replace("\n", "\r\n")))
            self._area = None
        elif tag == "select" and self._select:
            name, options = self._select
            chosen = [value for value, is_chosen in options if is_chosen] or [options[0][0]]
            self.fields.append((name, chosen[0]))
            self._select = None


def drawn(kind: type[Document], values: dict[str, Any], **more: Any) -> str:
    """The controls of a document's form as HTML."""
    drawing = Drawing(**more)
    control = get_template_attribute("admin/controls/control.html", "control")
    return "".join(str(control(node, not drawing.only_english)) for node in form(controls_of(kind), values, drawing))


def sent(html: str) -> MultiDict[str, str]:
    """What a browser sends of some HTML."""
    reader = Sent()
    reader.feed(html)
    return MultiDict(reader.fields)
