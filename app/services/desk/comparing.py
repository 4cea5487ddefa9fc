"""Comparing two states of a page: field by field, in both languages, list entries by what names them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.documents.base import Document
from app.i18n import _, in_language
from app.services.desk.controls import Control, Kind, controls_of
from app.services.desk.pairing import pair
from app.services.desk.word_differences import Piece, word_pieces

NAMING = ("place", "station", "name", "title", "text", "of", "starts", "register", "author", "zh")
Labels = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """One field in which two states differ: its path, the labels that lead to it, the language, both texts and their pieces."""

    path: str
    labels: Labels
    language: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        """Both texts as one, word by word."""
        return word_pieces(self.before, self.after)


def compare(kind: type[Document], before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """Give every field in which two states differ, in the order of the form; labels are in the reader's language."""
    controls = controls_of(kind)
    known = {control.name for control in controls}
    found = list(parts(controls, before, after, "", ()))
    for name in dict.fromkeys([*before, *after]):
        if name not in known and before.get(name) != after.get(name):
            found.append(Difference(name, (name,), "", plain_words(before.get(name)), plain_words(after.get(name))))
    return found


def parts(controls: tuple[Control, ...], before: Any, after: Any, path: str, labels: Labels) -> Iterator[Difference]:
    """Give the differences in the fields of a group."""
    old, new = before if isinstance(before, dict) else {}, after if isinstance(after, dict) else {}
    for control in controls:
        here = f"{path}.{control.name}" if path else control.name
        yield from differences(control, old.get(control.name), new.get(control.name), here, (*labels, in_language(control.shown.label)))


def differences(control: Control, before: Any, after: Any, path: str, labels: Labels) -> Iterator[Difference]:
    """Give the differences in one field."""
    if before == after:
        return
    if control.kind is Kind.TEXT:
        yield from texts(before, after, path, labels)
    elif control.kind is Kind.GROUP:
        yield from parts(control.parts, before, after, path, labels)
    elif control.kind is Kind.ROWS and control.row is not None:
        yield from rows(control.row, before or [], after or [], path, labels)
    else:
        yield Difference(path, labels, "", said(control, before), said(control, after))


def texts(before: Any, after: Any, path: str, labels: Labels) -> Iterator[Difference]:
    """Give the differences in a text, each language by itself."""
    for language in ("zh", "en"):
        old, new = ((side or {}).get(language, "") for side in (before, after))
        if old != new:
            yield Difference(f"{path}.{language}", labels, language, old, new)


def rows(row: Control, before: list[Any], after: list[Any], path: str, labels: Labels) -> Iterator[Difference]:
    """Give the differences in a list: in its entries, those that are new or gone, and in their order."""
    pairs = pair(before, after, path.rpartition(".")[2])
    partners = {new: old for old, new in pairs.items()}
    for number, entry in enumerate(after):
        old = before[partners[number]] if number in partners else None
        yield from differences(row, old, entry, f"{path}.{number}", (*labels, row_label(row, number, entry)))
    for number, entry in enumerate(before):
        if number not in pairs:
            yield from differences(row, entry, None, f"{path}.{number}", (*labels, _("%(row)s (taken out)", row=row_label(row, number, entry))))
    kept = [pairs[number] for number in range(len(before)) if number in pairs]
    if kept != sorted(kept):
        old_order, new_order = (
            "\n".join(row_name(entry) or row_label(row, number, entry) for number, entry in enumerate(side)) for side in (before, after)
        )
        yield Difference(path, (*labels, _("Order")), "", old_order, new_order)


def row_label(row: Control, number: int, entry: Any) -> str:
    """Give what a row is called: what it is, which one, and the words that name it."""
    title, words = f"{in_language(row.shown.label)} {number + 1}", row_name(entry)
    return f"{title} · {words}" if words else title


def row_name(entry: Any) -> str:
    """Give the words that name an entry of a list, if any do."""
    named = next((entry[name] for name in NAMING if entry.get(name)), "") if isinstance(entry, dict) else entry
    return (in_language(named) if isinstance(named, dict) and named.get("zh") else plain_words(named))[:40]


def said(control: Control, value: Any) -> str:
    """Give a value as people read it."""
    if value is None:
        value = control.default
    labels = {choice.value: in_language(choice.label) for choice in control.choices}
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return "\n".join(labels.get(one, str(one)) for one in value)
    return "" if value is None else labels.get(value, str(value))


def plain_words(value: Any) -> str:
    """Give any plain value in words."""
    if isinstance(value, dict):
        return " · ".join(f"{name}: {plain_words(one)}" for name, one in value.items())
    if isinstance(value, list):
        return "\n".join(map(plain_words, value))
    return "" if value is None else str(value)
