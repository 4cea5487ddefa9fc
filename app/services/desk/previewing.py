"""Previews: a revision as it will look, shown by a signed link that ends; nothing is written and nothing else is shown.

The revision is put on its page inside a transaction that is rolled back. No change is recorded there, so that what is
held in memory for the public, which follows the log of changes, never learns of it. The write lock is held meanwhile.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.documents.registry import BY_FAMILY
from app.extensions import db
from app.models.page import Page, Revision
from app.queries.facet_sets import SETS
from app.services.projecting import project
from app.services.publishing import dependents_of, page_ids
from app.services.transactions import WRITERS_LOCK
from app.vocabulary import State

SALT = "preview of one revision"
HOURS = (1, 48, 168)
SHOWN_FOR = timedelta(hours=48)
FIRST_YEAR, LAST_YEAR = 2000, 2035


class NoPreview(ValueError):
    """A link that opens no preview; `reason` is forged, ended, gone or invalid."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Leave:
    """What a link opens: one revision, until a moment."""

    revision_id: int
    ends_at: datetime


def signer(secret: str) -> URLSafeSerializer:
    """Give what signs the links."""
    return URLSafeSerializer(secret, salt=SALT, signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256})


def link_for(revision: Revision, secret: str, *, hours: int | None = None) -> str:
    """Give the signed part of a link to one revision, which ends after some hours."""
    ends = clock.now() + (timedelta(hours=hours) if hours in HOURS else SHOWN_FOR)
    return str(signer(secret).dumps([revision.id, int(ends.timestamp())]))


def leave_of(link: str, secret: str) -> Leave:
    """Give what a link opens; raise NoPreview for one that is forged or has ended."""
    try:
        revision_id, ends = signer(secret).loads(link)
        leave = Leave(int(revision_id), datetime.fromtimestamp(int(ends), clock.BEIJING))
    except (BadSignature, ValueError, TypeError, OverflowError) as error:
        raise NoPreview("forged") from error
    if leave.ends_at <= clock.now():
        raise NoPreview("ended")
    return leave


def revision_shown(session: Session, leave: Leave) -> tuple[Revision, Page]:
    """Give the revision that a link opens with its page; raise NoPreview when it is gone."""
    row = session.execute(select(Revision, Page).join(Page, Page.id == Revision.page_id).where(Revision.id == leave.revision_id)).one_or_none()
    if row is None:
        raise NoPreview("gone")
    return row[0], row[1]


def moment_of(value: str) -> datetime | None:
    """Give the moment that `2027-02-06T10:00` names in Beijing; None for nothing; raise ValueError for what is none of our years."""
    if not value:
        return None
    moment = datetime.strptime(value[:16], "%Y-%m-%dT%H:%M").replace(tzinfo=clock.BEIJING)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError("outside the years of the guide")
    return moment


@contextmanager
def as_if_published(revision_id: int, moment: datetime | None) -> Iterator[Page]:
    """Give the page of a revision as if that were live at a moment; everything is rolled back at the end.

    Run it in an application context of its own, so that no other work shares its session. Raise NoPreview for a revision
    that is gone or that today's rules refuse.
    """
    session = db.session()
    connection = session.connection(execution_options={"writing": True})
    if connection.dialect.name == "postgresql":
        connection.execute(WRITERS_LOCK)
    try:
        # What memory does not yet know of the last changes it must not read from here.
        SETS.catch_up(session)
        with clock.turned_to(moment):
            revision, page = revision_shown(session, Leave(revision_id, clock.now()))
            put_on(session, page, revision.number, revision.content)
            yield page
    finally:
        session.rollback()


def put_on(session: Session, page: Page, number: int, values: dict[str, Any]) -> None:
    """Put a text on its page, with all that is projected from it and from the pages that depend on it; no change is recorded."""
    try:
        document = BY_FAMILY[page.family].document.model_validate(values)
    except ValidationError as error:
        raise NoPreview("invalid") from error
    ids, former = page_ids(session), dependents_of(session, page)
    page.revision, page.content, page.state = number, values, State.PUBLISHED
    session.flush()
    project(session, page, document, ids)
    session.flush()
    for dependent in dict.fromkeys([*former, *dependents_of(session, page)]):
        if dependent.state is State.PUBLISHED:
            project(session, dependent, dependent.document, ids)
    session.flush()
