"""A form as it is drawn: the controls of a document with what stands in them, their faults, and the names of chosen pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.documents.base import CLOCK as PLAIN_CLOCK
from app.rules.text import count_chinese, count_words
from app.services.desk.controls import Control, Kind

PLAIN_DAY = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
Names = Mapping[tuple[str, str], dict[str, Any]]


@dataclass(frozen=True)
class Drawing:
    """What a form is drawn with besides its values: faults by path, names and found pages, and whether only English is written."""

    faults: Mapping[str, str] = field(default_factory=dict)
    names: Names = field(default_factory=dict)
    found: Mapping[str, Any] = field(default_factory=dict)
    built: Mapping[str, Any] = field(default_factory=dict)
    only_english: bool = False

    def fault(self, path: str) -> str:
        """Give the fault of a control, or nothing."""
        return self.faults.get(path, "")

    def has_fault(self, path: str) -> bool:
        """Whether a control, or one below it, has a fault."""
        return any(one == path or one.startswith(path + ".") for one in self.faults)


@dataclass
class Node:
    """One control as it is drawn; `parts` are the controls of a group, `rows` those of a list."""

    control: Control
    path: str
    value: Any
    drawing: Drawing
    parts: list["Node"] = field(default_factory=list)
    rows: list["Row"] = field(default_factory=list)
    in_row: bool = False

    @property
    def id(self) -> str:
        """Its name in the page."""
        return "f-" + self.path.replace(".", "-")

    @property
    def fault(self) -> str:
        """What is wrong with it."""
        return self.drawing.fault(self.path)

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong with its Chinese and its English."""
        return {language: self.drawing.fault(f"{self.path}.{language}") for language in ("zh", "en")}

    @property
    def text(self) -> dict[str, str]:
        """A text in both languages."""
        value = self.value if isinstance(self.value, dict) else {}
        return {"zh": str(value.get("zh", "")), "en": str(value.get("en", ""))}

    @property
    def counts(self) -> dict[str, int]:
        """How many characters the Chinese has, and how many words the English."""
        return {"zh": count_chinese(self.text["zh"]), "en": count_words(self.text["en"])}

    @property
    def line(self) -> str:
        """A single value as it is typed."""
        if self.value is None:
            default = self.control.default
            return "" if default is None or isinstance(default, tuple | bool) else str(default)
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value)

    @property
    def is_plain_day(self) -> bool:
        """Whether it is a day, or empty, as a browser's own control can show it."""
        return self.line == "" or PLAIN_DAY.fullmatch(self.line) is not None

    @property
    def is_plain_clock(self) -> bool:
        """Whether it is a time of day, or empty, as a browser's own control can show it."""
        return self.line == "" or PLAIN_CLOCK.fullmatch(self.line) is not None

    @property
    def together(self) -> str:
        """A list of lines, numbers or days as it is typed."""
        joint = "\n" if self.control.kind is Kind.LINES else " "
        return joint.join(str(one) for one in self.value) if isinstance(self.value, list) else str(self.value or "")

    @property
    def fact(self) -> str:
        """A fact as its choice says it: yes, no, or nothing."""
        return {True: "yes", False: "no"}.get(self.value, "") if isinstance(self.value, bool) else str(self.value or "")

    @property
    def ticked(self) -> list[str]:
        """The values chosen of a closed list."""
        return list(self.value) if isinstance(self.value, list) else []

    @property
    def order(self) -> str:
        """The order of the chosen values, where it is not that of the list."""
        usual = [choice.value for choice in self.control.choices if choice.value in self.ticked]
        return " ".join(self.ticked) if self.ticked != usual else ""

    @property
    def name(self) -> dict[str, Any] | None:
        """The name of the page that is chosen, or None."""
        return self.drawing.names.get((self.control.picks or "", self.line))

    @property
    def found(self) -> Any:
        """The pages found for what was typed, or None when nobody looked."""
        return self.drawing.found.get(self.path)

    @property
    def built(self) -> Any:
        """What its tool has to show, or None."""
        return self.drawing.built.get(self.path)

    @property
    def is_to_be_opened(self) -> bool:
        """Whether it is a group of a row that is not there: a button opens it."""
        return self.in_row and self.control.kind is Kind.GROUP and not self.control.is_required and self.value is None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return self.value in (None, "", [], {}, False)

    @property
    def is_wrong(self) -> bool:
        """Whether something in it is to be put right."""
        return self.drawing.has_fault(self.path)


@dataclass
class Row:
    """One row of a list: its id is its place when the form was drawn."""

    node: Node
    number: int
    title: dict[str, Any] | str
    is_open: bool
