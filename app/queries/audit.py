"""Reading the audit: the newest deeds first, by person, deed, page and days, a screenful at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models.audit import Audit


class Wanted(NamedTuple):
    """Which deeds are asked for; None asks for all. Rows older than `before` only, for the next screenful."""

    user_id: int | None = None
    deed: str | None = None
    page_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


def deeds(session: Session, wanted: Wanted, limit: int) -> Sequence[Audit]:
    """Give the deeds that are asked for, the newest first."""
    return session.scalars(rows_for(wanted).order_by(Audit.id.desc()).limit(limit)).all()


def rows_for(wanted: Wanted) -> Select[Audit]:
    """Give the statement for the deeds that are asked for."""
    conditions = [
        Audit.user_id == wanted.user_id if wanted.user_id is not None else None,
        Audit.deed == wanted.deed if wanted.deed is not None else None,
        Audit.page_id == wanted.page_id if wanted.page_id is not None else None,
        Audit.at >= wanted.since if wanted.since is not None else None,
        Audit.at < wanted.until if wanted.until is not None else None,
        Audit.id < wanted.before if wanted.before is not None else None,
    ]
    return select(Audit).where(*(one for one in conditions if one is not None))
