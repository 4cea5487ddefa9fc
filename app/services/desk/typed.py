"""Single values as people type them: figures, days and times in any usual writing; what is none stays as it was typed."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from app.rules.text import clean
from app.services.desk.controls import Kind

WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
CLOCK = re.compile(r"([0-9]{1,2})[:.时点]([0-9]{2})分?")
MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
APART = re.compile(r"[\s,，、;；]+")
FACTS = {"yes": True, "no": False}


def upright(text: str) -> str:
    """Give figures and signs that were typed full-width as plain ones."""
    return unicodedata.normalize("NFKC", text).strip()


def line_of(text: str) -> str | None:
    """Give a line, or None when it is empty."""
    return clean(text) or None


def whole_of(text: str) -> int | str | None:
    """Give a whole number; what is none stays as it was typed."""
    text = upright(text)
    return int(text) if WHOLE.fullmatch(text) else text or None


def number_of(text: str) -> float | str | None:
    """Give a number; what is none stays as it was typed."""
    text = upright(text)
    return float(text) if NUMBER.fullmatch(text) else text or None


def day_of(text: str) -> str | None:
    """Give a day as 2027-02-06, also when it was typed as 2027/2/6 or 2027年2月6日."""
    text = upright(text)
    found = DAY.fullmatch(text)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text or None


def partial_of(text: str) -> str | None:
    """Give a year, month or day as 2027, 2027-02, 2027-02-06."""
    text = upright(text).removesuffix("年")
    found = MONTH.fullmatch(text)
    return f"{found[1]}-{int(found[2]):02}" if found else day_of(text)


def clock_of(text: str) -> str | None:
    """Give a time of day as 09:30, also when it was typed as 9:30 or 9点30分."""
    text = upright(text)
    found = CLOCK.fullmatch(text)
    return f"{int(found[1]):02}:{found[2]}" if found else text or None


def fact_of(text: str) -> bool | str | None:
    """Give yes, no, or None for unknown."""
    return FACTS.get(text, text or None)


def lines_of(text: str) -> list[str]:
    """Give the lines that say something."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def numbers_of(text: str) -> list[Any]:
    """Give whole numbers set apart by spaces or commas."""
    return [whole_of(one) for one in APART.split(upright(text)) if one]


def days_of(text: str) -> list[Any]:
    """Give days set apart by spaces or commas."""
    return [day_of(one) for one in APART.split(upright(text)) if one]


READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.NUMBER: whole_of,
    Kind.DECIMAL: number_of,
    Kind.DAY: day_of,
    Kind.CLOCK: clock_of,
    Kind.PARTIAL: partial_of,
    Kind.FACT: fact_of,
    Kind.LINES: lines_of,
    Kind.NUMBERS: numbers_of,
    Kind.DAYS: days_of,
}
