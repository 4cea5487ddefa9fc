"""Where editing goes on: the head of a page, which is its newest open revision, or else its live text.

A revision is open until it, or a later one of the desk, is published. A scheduled one is put aside: what is written
after it begins from the live text, so that publishing a small correction does not bring tomorrow's text forward.
Operations and files publish too, but they close nothing: an open draft stays open and is merged when its turn comes.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.models.page import Page, Revision
from app.vocabulary import State

# Publications that are no new text of the desk: single deeds, files, and the copy that a merge makes.
CLOSING_NOTHING = ("status", "closure", "operation", "withdraw", "file", "merge", "checked")


# Drafts that nobody goes on with: those that wait for their time, and those of an import that was undone.
ASIDE = (State.SCHEDULED, State.WITHDRAWN)


@dataclass(frozen=True)
class Head:
    """What an editor opens: the values, the number typed over, the open revision if there is one, and the live number it began from."""

    values: dict[str, Any]
    number: int
    revision: Revision | None
    based_on: int


def closing_number(page_id: Any) -> Any:
    """Give, as SQL, the number up to which the revisions of a page are closed."""
    other = aliased(Revision)
    published = and_(other.published_at.is_not(None), other.origin.not_in(CLOSING_NOTHING))
    rows = select(func.coalesce(func.max(other.number), 0)).where(other.page_id == page_id, or_(published, other.state == State.SCHEDULED))
    return rows.scalar_subquery()


def is_open() -> ColumnElement[bool]:
    """Give the condition that a revision is open: still to be published, and not put aside or overtaken."""
    return and_(Revision.published_at.is_(None), Revision.state.not_in(ASIDE), Revision.number > closing_number(Revision.page_id))


def open_heads(*conditions: ColumnElement[bool]) -> Select[Revision, Page]:
    """Give the newest open revision of every page that has one, with its page."""
    other = aliased(Revision)
    newer = select(other.id).where(
        other.page_id == Revision.page_id, other.published_at.is_(None), other.state.not_in(ASIDE), other.number > Revision.number
    )
    return select(Revision, Page).join(Page, Page.id == Revision.page_id).where(is_open(), ~newer.exists(), *conditions)


def open_revision(session: Session, page: Page) -> Revision | None:
    """Give the newest open revision of a page, or None."""
    rows = select(Revision).where(Revision.page_id == page.id, is_open()).order_by(Revision.number.desc()).limit(1)
    return session.scalars(rows).one_or_none()


def head(session: Session, page: Page) -> Head:
    """Give where editing a page goes on."""
    revision = open_revision(session, page)
    if revision is not None:
        return Head(revision.content, revision.number, revision, revision.based_on)
    return Head(page.content, page.revision, None, page.revision)


def revision_of(session: Session, page: Page, number: int) -> Revision | None:
    """Give one revision of a page by its number, or None."""
    return session.scalars(select(Revision).where(Revision.page_id == page.id, Revision.number == number)).one_or_none()


def content_of(session: Session, page: Page, number: int) -> dict[str, Any]:
    """Give what a revision says; nothing for the number 0, before the first."""
    revision = revision_of(session, page, number) if number else None
    return revision.content if revision is not None else {}


def scheduled(session: Session, page: Page) -> list[Revision]:
    """Give the revisions of a page that wait for their moment, the next first."""
    rows = select(Revision).where(Revision.page_id == page.id, Revision.state == State.SCHEDULED).order_by(Revision.publish_at, Revision.number)
    return list(session.scalars(rows))


def pages_in_work(session: Session) -> set[int]:
    """Give the pages that have an open draft, or a revision that waits for its time."""
    return set(session.scalars(select(Revision.page_id).where(or_(is_open(), Revision.state == State.SCHEDULED)).distinct()))


def stage(session: Session, page: Page) -> State:
    """Give how far a page has come in one word: the stage of its open revision, else its own state."""
    revision = open_revision(session, page)
    return revision.state if revision is not None else page.state
