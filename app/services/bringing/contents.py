"""What pages say, as a table that an import takes back: one row a page, one column a field, by the newest text."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from app.documents.registry import BY_FAMILY
from app.models.page import Page
from app.services.bringing.columns import SLUG
from app.services.bringing.flat import flat
from app.services.bringing.identity import heads_of
from app.services.desk.controls import controls_of
from app.vocabulary import Family


def contents(session: Session, family: Family, pages: Sequence[Page]) -> tuple[list[str], list[list[object]]]:
    """Give the columns, named by the fields' paths in the order of the form, and the rows of some pages of one family."""
    controls, heads = controls_of(BY_FAMILY[family].document), heads_of(session, pages)
    rows = [(page.slug, flat(controls, heads[page.id].values)) for page in pages if heads[page.id].values]
    columns = in_order((fields for _slug, fields in rows), [control.name for control in controls])
    return [SLUG, *columns], [[slug, *(fields.get(path, "") for path in columns)] for slug, fields in rows]


def in_order(rows: Iterable[Iterable[str]], names: Sequence[str]) -> list[str]:
    """Give every path that some rows have, by field and then as they first stand; the numbers of rows in order."""
    order = {name: place for place, name in enumerate(names)}
    seen = {path: place for place, path in enumerate(dict.fromkeys(path for row in rows for path in row))}

    def key(path: str) -> tuple[int, list[tuple[int, str]], int]:
        first, *rest = path.split(".")
        return order[first], [(int(step), "") if step.isdigit() else (-1, "") for step in rest if step.isdigit()], seen[path]

    return sorted(seen, key=key)
