"""What changed last: public pages by their newest publication, with the text before it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.models.page import Change, Link, Page, Revision
from app.queries.pages import Card, P, cards_by_id, is_public
from app.vocabulary import Family, LinkRole

LOOKED_AT = 600
PART = 5_000


class Changed(NamedTuple):
    """A page with its newest published text, the one before it (None: it is new), and when it was first published."""

    card: Card
    content: dict[str, Any]
    before: dict[str, Any] | None
    number: int
    changed_at: datetime
    published_at: datetime


def newest(session: Session, families: Sequence[Family], limit: int) -> list[Changed]:
    """Give the public pages of some families that were published last, newest first."""
    is_wanted = select(P.id).where(P.id == Change.page_id, is_public(), P.family.in_(families)).exists()
    recent = select(Change.page_id, Change.seq).where(Change.kind == "publish", is_wanted).order_by(Change.seq.desc()).limit(LOOKED_AT).subquery()
    last = select(recent.c.page_id).group_by(recent.c.page_id).order_by(func.max(recent.c.seq).desc()).limit(limit)
    ids = [row.page_id for row in session.execute(last)]
    cards, texts, firsts = cards_by_id(session, ids), revisions(session, ids), first_published(session, ids)
    return [changed(cards[number], texts[number], firsts[number]) for number in ids if number in cards and number in texts]


def changed(card: Card, texts: list[Any], first: datetime) -> Changed:
    """Give a page with its newest text and the one before it."""
    newest_text, before = texts[0], texts[1].content if len(texts) > 1 else None
    at = clock.from_utc(newest_text.published_at)
    return Changed(card, newest_text.content, before, newest_text.number, at, clock.from_utc(first))


def revisions(session: Session, ids: Sequence[int]) -> dict[int, list[Any]]:
    """Give the last two published revisions of some pages that said something new, the newest first."""
    order = func.row_number().over(partition_by=Revision.page_id, order_by=(Revision.published_at.desc(), Revision.number.desc())).label("turn")
    ranked = (
        select(Revision.page_id, Revision.number, Revision.content, Revision.published_at, order)
        .where(Revision.page_id.in_(ids), Revision.published_at.is_not(None), Revision.origin != "checked")
        .subquery()
    )
    found: dict[int, list[Any]] = {}
    for row in session.execute(select(ranked).where(ranked.c.turn <= 2).order_by(ranked.c.page_id, ranked.c.turn)):
        found.setdefault(row.page_id, []).append(row)
    return found


def first_published(session: Session, ids: Sequence[int]) -> dict[int, datetime]:
    """Give when each of some pages was first published."""
    statement = select(Revision.page_id, func.min(Revision.published_at)).where(Revision.page_id.in_(ids)).group_by(Revision.page_id)
    return {number: at for number, at in session.execute(statement) if at is not None}


def pointing_to(session: Session, ids: Sequence[int], role: LinkRole) -> list[int]:
    """Give the public pages that point in one role to some pages, read in parts of 5,000."""
    found: set[int] = set()
    for start in range(0, len(ids), PART):
        part = select(Link.page_id).join(Page, Page.id == Link.page_id)
        found.update(session.scalars(part.where(is_public(), Link.role == role, Link.target_id.in_(ids[start : start + PART]))))
    return sorted(found)
