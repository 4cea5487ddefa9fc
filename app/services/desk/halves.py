"""The two halves of a page that are reviewed apart: Chinese with the facts, and English with the facts.

The digest of a half is of that language's words and of everything without a language. What operations change (status,
changes of dates, closures) is no text: it is left out of the digest and compared by itself.
"""

import hashlib
import json
from typing import Any

from app.vocabulary import Half

OPERATED = ("status", "status_note", "previously", "changes", "hours_exceptions", "closures")
LANGUAGES = {"zh", "en"}


def is_text(value: Any) -> bool:
    """Whether a plain value is a text in both languages."""
    return isinstance(value, dict) and bool(value) and set(value) <= LANGUAGES


def language_of(values: Any, half: Half) -> Any:
    """Give plain values with the words of one language only, and what has none."""
    if is_text(values):
        return values.get(half.value, "")
    if isinstance(values, dict):
        return {name: language_of(value, half) for name, value in values.items()}
    return [language_of(value, half) for value in values] if isinstance(values, list) else values


def without_operated(values: Any) -> Any:
    """Give plain values without what operations change, at any depth."""
    if isinstance(values, dict):
        return {name: without_operated(value) for name, value in values.items() if name not in OPERATED}
    return [without_operated(value) for value in values] if isinstance(values, list) else values


def operated(values: Any, path: str = "") -> dict[str, Any]:
    """Give only what operations change, by where it stands."""
    found: dict[str, Any] = {}
    steps = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for step, value in steps:
        here = f"{path}.{step}"
        found |= {here: value} if step in OPERATED else operated(value, here)
    return found


def digest(values: dict[str, Any], half: Half) -> str:
    """Give the SHA-256 of one half of what a document says."""
    text = json.dumps(language_of(without_operated(values), half), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def has_english(values: Any) -> bool:
    """Whether there is any English at all."""
    if is_text(values):
        return bool(values.get("en"))
    inside = values.values() if isinstance(values, dict) else values if isinstance(values, list) else ()
    return any(has_english(value) for value in inside)


def halves_of(values: dict[str, Any]) -> tuple[Half, ...]:
    """Give the halves that there are to review: English only once there is some."""
    return (Half.ZH, Half.EN) if has_english(values) else (Half.ZH,)


def changed_halves(before: dict[str, Any], after: dict[str, Any]) -> tuple[Half, ...]:
    """Give the halves in which two states differ."""
    return tuple(half for half in Half if digest(before, half) != digest(after, half))


def only_english_differs(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether two states say the same but for the English words."""
    return bool(language_of(before, Half.ZH) == language_of(after, Half.ZH))
