"""The audit: every deed at the desk or on the command line is written down in the transaction that does it, and never changed.

Each row holds the SHA-256 of itself and of the digest before it; the newest digest stands beside the table too, so that a
row that is altered, taken out or cut off at the end is found by `verify`.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import has_request_context, request
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app import clock
from app.models.audit import Audit
from app.models.page import Page
from app.models.people import User
from app.models.site import Site

BATCH = 1_000


def note(session: Session, deed: str, *, by: User | None, page: Page | None = None, **detail: Any) -> Audit:
    """Write down a deed, who did it (nobody: the command line or the clock), from where, and on which page; give the row."""
    site = session.get(Site, 1, with_for_update=True)
    row = Audit(
        at=clock.to_utc(clock.now()),
        user_id=by.id if by is not None else None,
        deed=deed,
        page_id=page.id if page is not None else None,
        detail=plain(detail),
        address=(request.remote_addr or "")[:64] if has_request_context() else "",
        previous=site.audit_head if site is not None else "",
    )
    row.digest = digest_of(row)
    if site is not None:
        site.audit_head = row.digest
    session.add(row)
    session.flush()
    return row


def plain(detail: dict[str, Any]) -> dict[str, Any]:
    """Give details as they come back from the store."""
    found: dict[str, Any] = json.loads(json.dumps(detail, ensure_ascii=False, default=str))
    return found


def digest_of(row: Audit) -> str:
    """Give the SHA-256, in hexadecimal, of what a row says together with the digest before it."""
    at = row.at.replace(tzinfo=None).isoformat(timespec="microseconds") if isinstance(row.at, datetime) else str(row.at)
    said = [at, row.user_id, row.deed, row.page_id, row.detail, row.address, row.previous]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def verify(session: Session) -> Iterator[str]:
    """Give what is wrong with the chain, a line each: altered rows, missing ones, an end that was cut off."""
    before, number = "", 0
    rows = session.scalars(select(Audit).order_by(Audit.id).execution_options(yield_per=BATCH))
    for row in rows:
        if not row.digest and not before:
            continue
        if row.previous != before:
            yield f"row {row.id}: what came before it is missing or was changed (after row {number or 'none'})"
        if row.digest != digest_of(row):
            yield f"row {row.id}: it was changed after it was written"
        before, number = row.digest, row.id
    site = session.get(Site, 1)
    if site is not None and site.audit_head != before:
        yield f"after row {number or 'none'}: the newest rows are missing"


class AuditIsKept(RuntimeError):
    """Somebody tried to change or delete a row of the audit."""


@event.listens_for(Audit, "before_update")
def refuse_change(_mapper: Any, _connection: Any, _row: Audit) -> None:
    """Refuse to change a row."""
    raise AuditIsKept("rows of the audit are never changed")


@event.listens_for(Audit, "before_delete")
def refuse_deletion(_mapper: Any, _connection: Any, _row: Audit) -> None:
    """Refuse to delete a row."""
    raise AuditIsKept("rows of the audit are never deleted")
