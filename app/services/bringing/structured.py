"""Structured values as cells: `{point: {lat: 39.9}}` is the cell `point.lat`, the second source's title `sources.1.title.zh`."""

from collections.abc import Iterator
from typing import Any

from app.i18n import _
from app.services.bringing.sheets import FileRefused, words_of

DEEPEST, MOST = 12, 2_000


def cells_of(values: Any, number: int) -> list[tuple[str, str]]:
    """Give a mapping as cells; raise FileRefused for anything else, for what is nested very deep, and for very much."""
    if not isinstance(values, dict):
        raise FileRefused(_("Entry %(number)s is no list of names with their values.", number=number))
    found: list[tuple[str, str]] = []
    for cell in flattened(values, "", 0, number):
        found.append(cell)
        if len(found) > MOST:
            raise FileRefused(_("Entry %(number)s holds too much.", number=number))
    return found


def flattened(value: Any, path: str, depth: int, number: int) -> Iterator[tuple[str, str]]:
    """Give every single value below a path; lists of single values are lines of one cell."""
    if depth > DEEPEST:
        raise FileRefused(_("Entry %(number)s is nested too deep.", number=number))
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from flattened(inner, f"{path}.{name}" if path else str(name), depth + 1, number)
    elif isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        for place, inner in enumerate(value):
            yield from flattened(inner, f"{path}.{place}", depth + 1, number)
    else:
        yield path, "\n".join(map(words_of, value)) if isinstance(value, list) else words_of(value)
