"""Reading a posted form back into a document's plain values; nothing that was typed is dropped, valid or not.

A field's name is its path: `stops.2.text.zh`. A list posts the ids of its rows under its own name, in their order, so
that a script may move rows about without renaming anything. Names that begin with `_` are the form's own.
"""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from app.rules.text import clean
from app.services.desk.controls import Control, Kind
from app.services.desk.typed import READERS, line_of
from app.services.desk.walking import texts

Posted = MultiDict[str, str]
OWN = "_"
ORDER = "_order."
PICKED = "_pick."
ROW = re.compile(r"[0-9]{1,4}")
MOST_ROWS = 500


@dataclass
class Form:
    """A posted form while it is read: which names were understood, and whether empty rows are kept."""

    posted: Posted
    keeps_empty: bool = False
    known: set[str] = field(default_factory=set)

    def one(self, path: str) -> str:
        """Give a field's text, with a choice among found pages put in its place."""
        self.known.add(path)
        return self.posted.get(PICKED + path) or self.posted.get(path, "")

    def many(self, path: str) -> list[str]:
        """Give every value posted under a name."""
        self.known.add(path)
        return self.posted.getlist(path)


@dataclass(frozen=True)
class Read:
    """What a form said: the plain values, and the names that no field has."""

    values: dict[str, Any]
    unknown: tuple[str, ...]


def read(controls: tuple[Control, ...], posted: Posted, *, keeps_empty: bool = False) -> Read:
    """Give the plain values of a posted form; `keeps_empty` keeps rows that nobody has filled in yet."""
    form = Form(posted, keeps_empty)
    values = read_parts(controls, form, "")
    return Read(values, tuple(sorted(name for name in posted if name not in form.known and not name.startswith(OWN) and name != "csrf_token")))


def read_english(controls: tuple[Control, ...], base: Mapping[str, Any], posted: Posted) -> Read:
    """Give a base's values with the English that a translator posted; any other field is unknown."""
    values = copy.deepcopy(dict(base))
    places = {f"{path}.en": text for path, text in texts(controls, values)}
    for name, text in places.items():
        if name in posted:
            said = clean(posted[name])
            text.update(en=said) if said else text.pop("en", None)
    unknown = (name for name in posted if name not in places and not name.startswith(OWN) and name != "csrf_token")
    return Read(values, tuple(sorted(unknown)))


def read_parts(controls: tuple[Control, ...], form: Form, path: str) -> dict[str, Any]:
    """Give the values of some controls without those that are empty or at their default."""
    values: dict[str, Any] = {}
    for control in controls:
        value = read_one(control, form, path + control.name)
        if value is not None and value not in ([], control.default):
            values[control.name] = value
    return values


def read_one(control: Control, form: Form, path: str) -> Any:
    """Give the value of one control, or None when it is empty."""
    if control.kind is Kind.TEXT:
        return read_text(form, path)
    if control.kind is Kind.GROUP:
        return read_parts(control.parts, form, path + ".") or None
    if control.kind is Kind.ROWS and control.row is not None:
        return read_rows(control.row, form, path)
    if control.kind is Kind.CHOICES:
        return read_choices(control, form, path)
    return READERS.get(control.kind, line_of)(form.one(path)) if control.kind is not Kind.TICK else (form.one(path) != "")


def read_text(form: Form, path: str) -> dict[str, str] | None:
    """Give a text in both languages, or None when neither says anything."""
    zh, en = clean(form.one(f"{path}.zh")), clean(form.one(f"{path}.en"))
    if not zh and not en:
        return None
    return {"zh": zh, "en": en} if en else {"zh": zh}


def read_rows(row: Control, form: Form, path: str) -> list[Any]:
    """Give the rows of a list in the order of their ids; rows that nobody filled in are left out, unless they are kept."""
    ids = [number for number in dict.fromkeys(form.many(path)) if ROW.fullmatch(number)][:MOST_ROWS]
    rows = [read_one(row, form, f"{path}.{number}") for number in ids]
    return [one if one is not None else blank(row) for one in rows if one is not None or form.keeps_empty]


def blank(row: Control) -> Any:
    """Give the value of a row that nobody has filled in yet."""
    return {} if row.kind in {Kind.GROUP, Kind.TEXT} else ""


def read_choices(control: Control, form: Form, path: str) -> list[str]:
    """Give the boxes ticked, in the order in which they stood before, new ones last."""
    ticked, before = list(dict.fromkeys(form.many(path))), form.posted.get(ORDER + path, "").split()
    return [value for value in before if value in ticked] + [value for value in ticked if value not in before]
