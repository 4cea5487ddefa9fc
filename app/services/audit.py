"""The audit: every deed at the desk or on the command line is written down in the transaction that does it."""

from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.models.page import Page
from app.models.people import Audit, User


def note(session: Session, deed: str, *, by: User | None, page: Page | None = None, **detail: Any) -> Audit:
    """Write down a deed, who did it (nobody: the command line or the clock) and on which page; give the row."""
    row = Audit(
        at=clock.to_utc(clock.now()),
        user_id=by.id if by is not None else None,
        deed=deed,
        page_id=page.id if page is not None else None,
        detail=detail,
    )
    session.add(row)
    return row
