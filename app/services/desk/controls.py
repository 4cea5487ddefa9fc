"""The form of a document, made from the document itself: a tree of controls, one for each field."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.documents import base
from app.documents.base import Document, Text
from app.documents.fields import Shown
from app.services.desk.unwrapping import Unwrapped, unwrapped
from app.vocabulary import Word


class Kind(StrEnum):
    """What kind of control edits a field."""

    LINE = "line"
    AREA = "area"
    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    DAY = "day"
    CLOCK = "clock"
    PARTIAL = "partial"
    ADDRESS = "address"
    PICK = "pick"
    FACT = "fact"
    TICK = "tick"
    CHOICE = "choice"
    CHOICES = "choices"
    LINES = "lines"
    NUMBERS = "numbers"
    DAYS = "days"
    GROUP = "group"
    ROWS = "rows"


BY_CHECK = {
    base.check_partial_date: Kind.PARTIAL,
    base.check_clock: Kind.CLOCK,
    base.check_web_address: Kind.ADDRESS,
}
SHORT_LIMIT = 60
ONE_LINE = {"name", "title", "years"}
LITERALS = {"full": {"zh": "详", "en": "full"}, "brief": {"zh": "简", "en": "brief"}}


@dataclass(frozen=True)
class Choice:
    """One value to choose, with its label in both languages."""

    value: str
    label: dict[str, str]


@dataclass(frozen=True)
class Control:
    """One field as the form edits it: `parts` are the fields of a group, `row` is what a list repeats."""

    name: str
    kind: Kind
    shown: Shown
    is_required: bool = True
    default: Any = None
    choices: tuple[Choice, ...] = ()
    parts: tuple["Control", ...] = ()
    row: "Control | None" = None
    low: float | None = None
    high: float | None = None
    longest: int | None = None
    fewest: int = 0

    @property
    def picks(self) -> str | None:
        """What it is chosen from; only a single field is chosen, never a list as a whole."""
        return self.shown.picks if self.kind is Kind.PICK else None

    @property
    def builder(self) -> str | None:
        """The tool that helps to fill it in."""
        return self.shown.builder

    @property
    def lines(self) -> int:
        """How many lines a text begins with."""
        if self.shown.markdown:
            return 14
        if self.shown.long:
            return 4
        limit = self.shown.limit_zh
        return 1 if self.name in ONE_LINE or (limit is not None and limit <= SHORT_LIMIT and self.name != "summary") else 2


@cache
def controls_of(document: type[BaseModel]) -> tuple[Control, ...]:
    """Give the controls of a document, or of a part, in the order of its fields."""
    hints = get_type_hints(document, include_extras=True)
    return tuple(control_of(name, info, hints[name]) for name, info in document.model_fields.items())


def control_of(name: str, info: FieldInfo, hint: Any) -> Control:
    """Give the control of one field; raise TypeError for one that says no labels."""
    found = unwrapped(hint)
    shown = found.find(Shown)
    if shown is None:
        raise TypeError(f"the field {name} has no labels")
    default = None if info.is_required() else info.get_default()
    made = made_of(info.alias or name, found, shown)
    is_required = info.is_required() and not found.is_optional
    return replace(made, is_required=is_required, default=default)


def made_of(name: str, found: Unwrapped, shown: Shown) -> Control:
    """Give the control for a type."""
    low, high, most, least = found.find(Ge), found.find(Le), found.find(MaxLen), found.find(MinLen)
    limits: dict[str, Any] = {
        "low": low.ge if low else None,
        "high": high.le if high else None,
        "longest": most.max_length if most else None,
        "fewest": least.min_length if least else 0,
    }
    if get_origin(found.type) is tuple:
        return list_of(name, unwrapped(get_args(found.type)[0]), shown, limits)
    if isinstance(found.type, type) and issubclass(found.type, Text):
        return Control(name, Kind.TEXT, shown)
    if isinstance(found.type, type) and issubclass(found.type, BaseModel):
        return Control(name, Kind.GROUP, shown, parts=controls_of(found.type))
    choices = choices_of(found.type)
    if choices:
        return Control(name, Kind.CHOICE, shown, choices=choices)
    return Control(name, kind_of(found, shown), shown, **limits)


def list_of(name: str, one: Unwrapped, shown: Shown, limits: dict[str, Any]) -> Control:
    """Give the control for a list: boxes to tick, lines, numbers, days, or rows of a group."""
    choices = choices_of(one.type)
    if choices:
        return Control(name, Kind.CHOICES, shown, choices=choices)
    if one.type is int:
        return Control(name, Kind.NUMBERS, shown)
    inner = made_of("", one, Shown(shown.one["en"], shown.one["zh"], picks=shown.picks))
    if inner.kind is Kind.DAY:
        return Control(name, Kind.DAYS, shown)
    if inner.kind in {Kind.LINE, Kind.ADDRESS, Kind.PARTIAL}:
        return Control(name, Kind.LINES, shown)
    return Control(name, Kind.ROWS, shown, row=inner, longest=limits["longest"], fewest=limits["fewest"])


def choices_of(kind: Any) -> tuple[Choice, ...]:
    """Give the values of a closed list, or nothing for any other type."""
    if isinstance(kind, type) and issubclass(kind, Word):
        return tuple(Choice(member.value, {"zh": member.zh, "en": member.en}) for member in kind)
    if get_origin(kind) is Literal:
        return tuple(Choice(value, LITERALS.get(value, {"zh": value, "en": value})) for value in get_args(kind))
    return ()


def kind_of(found: Unwrapped, shown: Shown) -> Kind:
    """Give the kind of control for a single value."""
    if found.type is bool:
        return Kind.FACT if found.is_optional else Kind.TICK
    plain = {int: Kind.NUMBER, float: Kind.DECIMAL, date: Kind.DAY}.get(found.type)
    if plain:
        return plain
    if shown.picks and shown.picks != "media":
        return Kind.PICK
    checked = next((kind for check, kind in BY_CHECK.items() if check in found.checks), None)
    return checked or (Kind.AREA if shown.long else Kind.LINE)


def all_controls(document: type[Document]) -> dict[str, Control]:
    """Give the controls of a document by name."""
    return {control.name: control for control in controls_of(document)}
