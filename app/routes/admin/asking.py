"""What the address of a list asks for: words, a word of a closed list, a number, and from where on."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import parse_qs

from flask import request, url_for

from app.vocabulary import Word

Of = TypeVar("Of", bound=Word)
Row = TypeVar("Row")
SCREENFUL, LONGEST = 50, 60


def words() -> str:
    """Give the words that the list is searched by."""
    return " ".join("".join(filter(lambda one: one.isprintable() or one.isspace(), request.args.get("q", "")[:LONGEST])).split())


def word_of(kind: type[Of], name: str) -> Of | None:
    """Give a word of a closed list that the address names, or None."""
    said = request.args.get(name, "")
    return kind(said) if said in set(kind) else None


def number(name: str) -> int:
    """Give a number that the address names, 0 for anything else."""
    return number_in(request.args, name)


def number_in(values: Mapping[str, str], name: str) -> int:
    """Give a number out of an address or a form, 0 for anything else."""
    said = values.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def kept(names: Sequence[str]) -> dict[str, str]:
    """Give what the address asks for by some names, for other addresses of the same list."""
    return {name: request.args[name][:LONGEST] for name in names if request.args.get(name)}


def screenful(rows: Sequence[Row]) -> tuple[Sequence[Row], int]:
    """Give the rows of the screen that the address asks for, and where the next screen begins (0: there is none)."""
    start = number("from")
    return rows[start : start + SCREENFUL], start + SCREENFUL if len(rows) > start + SCREENFUL else 0


def back_to(endpoint: str, names: Sequence[str]) -> str:
    """Give the address of the list that a form came from, by its field `back`; only what the list knows is taken along."""
    said = parse_qs(request.form.get("back", "")[:600])
    asked: dict[str, Any] = {name: said[name][0][:LONGEST] for name in (*names, "from") if name in said}
    return url_for(endpoint, **asked)
