"""What was done at once, told to the reviewers afterwards: every operation since a person last looked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.audit import Audit
from app.models.page import Page
from app.models.people import User
from app.services import audit
from app.services.desk.operations import DEEDS
from app.services.people import rights
from app.vocabulary import Right

LOOKED = "looked_at_operations"
MOST = 100


@dataclass(frozen=True)
class Done:
    """One operation: its number in the audit, the page, what was done, by whom and when (UTC)."""

    number: int
    page: Page
    deed: str
    detail: dict[str, Any]
    by: str
    at: datetime


def looked_up_to(session: Session, user: User) -> int:
    """Give the number of the last operation that a person said to have seen; 0 when none."""
    rows = session.scalars(select(Audit.detail).where(Audit.user_id == user.id, Audit.deed == LOOKED).order_by(Audit.id.desc()).limit(1)).all()
    return int(rows[0].get("up_to", 0)) if rows else 0


def done_since(session: Session, user: User, *, limit: int = MOST) -> list[Done]:
    """Give the operations that others did on a reviewer's pages since they last looked, newest first."""
    if not rights.has(user, Right.REVIEW):
        return []
    return done(session, user, Audit.id > looked_up_to(session, user), Audit.user_id.is_distinct_from(user.id), limit=limit)


def done_on(session: Session, user: User, page: Page, *, limit: int = 10) -> list[Done]:
    """Give the last operations on one page, newest first."""
    return done(session, user, Audit.page_id == page.id, limit=limit)


def done(session: Session, user: User, *conditions: Any, limit: int) -> list[Done]:
    """Give operations on the pages that a person reaches."""
    rows = (
        select(Audit, Page, User.name)
        .join(Page, Page.id == Audit.page_id)
        .outerjoin(User, User.id == Audit.user_id)
        .where(Audit.deed.in_(DEEDS), rights.reachable(user), *conditions)
        .order_by(Audit.id.desc())
        .limit(limit)
    )
    return [Done(row.id, page, row.deed, row.detail, name or "", row.at) for row, page, name in session.execute(rows)]


def look(session: Session, user: User, up_to: int) -> None:
    """Note that a person has seen every operation up to one; what came while they read stays unseen."""
    newest = session.scalar(select(func.max(Audit.id)).where(Audit.deed.in_(DEEDS))) or 0
    up_to = max(looked_up_to(session, user), min(up_to, newest))
    audit.note(session, LOOKED, by=user, up_to=up_to)
