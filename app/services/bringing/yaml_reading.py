"""Lists as YAML: a list of mappings, as an export writes it, or one mapping for each page by its address."""

from collections.abc import Iterator
from typing import Any

import yaml

from app.i18n import _
from app.services.bringing.csv_reading import decoded
from app.services.bringing.sheets import MOST_ROWS, FileRefused, Sheet
from app.services.bringing.structured import cells_of
from app.services.content_files import FileFault, StrictLoader

DEEPEST, MOST_EVENTS = 40, 300_000


def read(data: bytes) -> Sheet:
    """Give the entries of a YAML file; raise FileRefused."""
    sheet = Sheet()
    for number, (slug, values) in enumerate(entries(loaded(decoded(data))), 1):
        try:
            cells = cells_of(values, number)
        except FileRefused as refused:
            sheet.refuse(number, str(refused))
        else:
            sheet.add(number, cells if slug is None else [("_slug", slug), *cells])
    return sheet


def loaded(text: str) -> Any:
    """Give the plain values of a text; aliases are refused, for a few of them can stand for millions of values."""
    try:
        check_events(text)
        return yaml.load(text, Loader=StrictLoader)  # noqa: S506  (StrictLoader is a safe loader)
    except FileFault as fault:
        raise FileRefused(_("The YAML cannot be read: %(why)s", why=str(fault)[:200])) from fault
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise FileRefused(_("The YAML cannot be read: line %(line)s.", line=line)) from error
    except (ValueError, TypeError, RecursionError) as error:
        raise FileRefused(_("The YAML cannot be read.")) from error


def check_events(text: str) -> None:
    """Raise FileRefused for aliases, and for what is nested very deep or endless."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        if isinstance(event, yaml.AliasEvent):
            raise FileRefused(_("The YAML cannot be read: line %(line)s.", line=event.start_mark.line + 1 if event.start_mark else 1))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or number > MOST_EVENTS:
            raise FileRefused(_("The YAML is nested too deep or holds too much."))


def entries(values: Any) -> Iterator[tuple[str | None, Any]]:
    """Give each entry, with its address where the file is a mapping of addresses; one page alone is an entry."""
    if isinstance(values, list):
        if len(values) > MOST_ROWS:
            raise FileRefused(_("There are more than %(number)s rows; please divide the file.", number=MOST_ROWS))
        yield from ((None, one) for one in values)
    elif isinstance(values, dict) and values and all(isinstance(one, dict) for one in values.values()) and "name" not in values:
        yield from ((str(slug), one) for slug, one in values.items())
    elif isinstance(values, dict):
        yield None, values
    else:
        raise FileRefused(_("The YAML holds no list of entries."))
