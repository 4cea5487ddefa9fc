"""What the index must hold: the public pages, read through the gate, and what changed since a version."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from app import clock
from app.models.occurrence import Occurrence
from app.models.page import Change, Link, Page
from app.models.site import Site
from app.queries.occurrences import NOT_HELD
from app.queries.pages import is_public
from app.services.search.documents import Names, fields_of
from app.vocabulary import Shape

LOG = logging.getLogger(__name__)
NEWEST = select(Site.epoch, select(Change.seq).order_by(Change.seq.desc()).limit(1).scalar_subquery())
INDEXED = select(Page.id, Page.family, Page.slug, Page.content)
AMONG: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
LINKED = (
    select(Link.page_id, Page.card)
    .join(Page, Page.id == Link.target_id)
    .where(Link.page_id.in_(AMONG), is_public())
    .order_by(Link.page_id, Link.role, Link.position)
)
HELD = (Occurrence.shape != Shape.REMOVED, Occurrence.status.not_in(NOT_HELD))
ENDS = select(Occurrence.page_id, func.max(Occurrence.ends_at)).where(Occurrence.page_id.in_(AMONG), *HELD).group_by(Occurrence.page_id)
BATCH = 200
MOST_NEIGHBOURS = 300
Version = tuple[str, int]
Progress = Callable[[int, int], None]


def newest(session: Session) -> Version:
    """Give the version that a session reads: the epoch and the newest change."""
    row = session.execute(NEWEST).first()
    return (row[0], row[1] or 0) if row else ("", 0)


def newest_now(session: Session) -> Version:
    """Give the version as it is at this moment, outside the session's snapshot."""
    with session.get_bind().engine.connect() as connection:
        row = connection.execute(NEWEST).first()
    return (row[0], row[1] or 0) if row else ("", 0)


def changed_since(session: Session, seq: int, until: int) -> set[int | None]:
    """Give the pages that changed after one change and up to another; None among them asks for everything."""
    return set(session.scalars(select(Change.page_id).where(Change.seq > seq, Change.seq <= until)))


def count_public(session: Session) -> int:
    """Give how many pages are public."""
    return session.scalar(select(func.count()).select_from(Page).where(is_public())) or 0


def every_document(session: Session, progress: Progress | None = None) -> Iterator[dict[str, Any]]:
    """Give the index fields of every public page, reading some at a time."""
    total, done, last = count_public(session), 0, 0
    while rows := session.execute(INDEXED.where(is_public(), Page.id > last).order_by(Page.id).limit(BATCH)).all():
        yield from documents_of(session, rows).values()
        last, done = rows[-1][0], done + len(rows)
        if progress:
            progress(done, total)


def documents_by_id(session: Session, numbers: Iterable[int]) -> dict[int, dict[str, Any] | None]:
    """Give the index fields of some pages; None for a page that is not public or not there."""
    wanted: dict[int, dict[str, Any] | None] = dict.fromkeys(sorted(numbers))
    ordered = list(wanted)
    for start in range(0, len(ordered), BATCH):
        rows = session.execute(INDEXED.where(is_public(), Page.id.in_(ordered[start : start + BATCH]))).all()
        wanted |= documents_of(session, rows)
    return wanted


def documents_of(session: Session, rows: Sequence[Any]) -> dict[int, dict[str, Any]]:
    """Give the index fields of rows of INDEXED; a document that is not valid is left out and logged."""
    linked, ends = linked_names(session, [row[0] for row in rows]), last_ends(session, [row[0] for row in rows])
    found = {}
    for number, family, slug, content in rows:
        try:
            found[number] = fields_of(number, family, slug, content, linked=linked.get(number, ()), until=ends.get(number))
        except ValidationError:
            LOG.warning("page %s (%s/%s) cannot be found by search: its document is not valid", number, family.value, slug)
    return found


def linked_names(session: Session, numbers: Sequence[int]) -> dict[int, list[Names]]:
    """Give, for each of some pages, the names of the public pages it points to."""
    found: dict[int, list[Names]] = {}
    for number, card in session.execute(LINKED, {"ids": numbers}):
        name = card.get("name") or {}
        found.setdefault(number, []).append(Names(name.get("zh", ""), name.get("en", "")))
    return found


def last_ends(session: Session, numbers: Sequence[int]) -> dict[int, int]:
    """Give, for each of some pages, the minute since 1970 at which the last of its dates that are held is over."""
    return {number: int(clock.from_utc(ends_at).timestamp()) // 60 for number, ends_at in session.execute(ENDS, {"ids": numbers})}


def neighbours(session: Session, numbers: Iterable[int]) -> set[int]:
    """Give public pages that point to some pages, a bounded number of them."""
    pointing = select(Link.page_id).distinct().join(Page, Page.id == Link.page_id).where(Link.target_id.in_(list(numbers)), is_public())
    return set(session.scalars(pointing.limit(MOST_NEIGHBOURS)))
