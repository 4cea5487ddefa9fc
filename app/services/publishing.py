"""Publishing: a document becomes a page's live text and projections, in one transaction with its change."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.documents.base import Document
from app.documents.registry import BY_FAMILY
from app.models.families import MODELS
from app.models.page import Link, Page, Revision
from app.models.site import Site
from app.services.content_files import plain
from app.services.projecting import edges_of, project
from app.services.transactions import record_change
from app.services.truth import ledger
from app.vocabulary import Family, State


class MissingPages(ValueError):
    """A document links to pages that do not exist."""

    def __init__(self, slugs: Iterable[str]) -> None:
        self.slugs = tuple(slugs)
        super().__init__("there is no page " + ", ".join(self.slugs))


def digest_of(document: Document) -> str:
    """Give the SHA-256 of what a document says."""
    return digest_of_values(plain(document))


def digest_of_values(values: dict[str, Any]) -> str:
    """Give the same digest of a document's plain values, as a page holds them, without validating them anew."""
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def page_ids(session: Session) -> dict[tuple[Family, str], int]:
    """Give the row of every page by family and slug."""
    return {(family, slug): number for number, family, slug in session.execute(select(Page.id, Page.family, Page.slug))}


def start_page(session: Session, family: Family, slug: str) -> Page:
    """Make an empty draft, so that other pages can link to it."""
    page = MODELS[family](slug=slug, state=State.DRAFT, changed_at=clock.to_utc(clock.now()), card={}, content={})
    session.add(page)
    session.flush()
    return page


def save_revision(
    session: Session, page: Page, document: Document, *, origin: str, author_id: int | None = None, joined: Revision | None = None
) -> Revision:
    """Append a whole document to the page's history; its number is one more than the newest.

    `joined` is the draft that it joins with the live text, if it does.
    """
    newest = session.scalar(select(func.max(Revision.number)).where(Revision.page_id == page.id)) or 0
    revision = Revision(
        page_id=page.id,
        number=newest + 1,
        based_on=page.revision,
        content=plain(document),
        origin=origin,
        author_id=author_id,
        saved_at=clock.to_utc(clock.now()),
        made_from=ledger.follow(
            type(document),
            ledger.said_by(session, page, page.revision),
            plain(document),
            typed=ledger.Said(joined.content, joined.made_from) if joined is not None else None,
        ),
    )
    session.add(revision)
    session.flush()
    return revision


def publish(
    session: Session,
    page: Page,
    document: Document,
    *,
    origin: str,
    author_id: int | None = None,
    may_lack_pages: bool = False,
    revision: Revision | None = None,
) -> Revision:
    """Make `document` what the public sees of `page`, and give the revision that is live now.

    That is `revision` when it says just this, else a new one. A withdrawn page gets the text and stays withdrawn.
    Raise MissingPages when it links to a page that does not exist, unless it may: a file may still name a page that
    an editor deleted. Pages whose projections depend on this one are projected again in the same transaction.
    """
    ids = page_ids(session)
    missing = [f"{BY_FAMILY[edge.family].folder}/{edge.slug}" for edge in edges_of(document) if (edge.family, edge.slug) not in ids]
    if missing and not may_lack_pages:
        raise MissingPages(missing)
    former = dependents_of(session, page)
    if revision is None or revision.content != plain(document):
        revision = save_revision(session, page, document, origin=origin, author_id=author_id, joined=revision)
    make_live(page, revision)
    session.flush()
    project(session, page, document, ids)
    session.flush()
    record_change(session, page.id, "check" if origin == "checked" else "publish")
    ledger.count(session, page, type(document))
    project_all(session, dict.fromkeys([*former, *dependents_of(session, page)]), ids)
    return revision


def make_live(page: Page, revision: Revision) -> None:
    """Let a revision be a page's live text; only putting it back shows a withdrawn page again."""
    page.revision, page.content = revision.number, revision.content
    page.changed_at = revision.published_at = clock.to_utc(clock.now())
    revision.state = State.PUBLISHED
    if page.state is not State.WITHDRAWN:
        page.state = State.PUBLISHED


def dependents_of(session: Session, page: Page) -> list[Page]:
    """Give the pages whose projections depend on `page`: events and trails at a place, the series of an edition."""
    pointing = select(Link.page_id).where(Link.target_id == page.id)
    pointed = select(Link.target_id).where(Link.page_id == page.id)
    rows = session.scalars(select(Page).where(Page.id.in_(pointing.union(pointed)), Page.id != page.id))
    wanted = {Family.PLACE: {Family.EVENT, Family.SERIES, Family.TRAIL}, Family.EVENT: {Family.SERIES}}.get(page.family, set())
    return [row for row in rows if row.family in wanted and row.content]


def project_all(session: Session, pages: Iterable[Page], ids: dict[tuple[Family, str], int]) -> int:
    """Project pages again, with a change for each that really changed; give how many did."""
    count = 0
    for page in pages:
        if project(session, page, page.document, ids):
            session.flush()
            record_change(session, page.id, "reproject")
            count += 1
    return count


def withdraw(session: Session, page: Page) -> None:
    """Take a page away from the public; its text and history stay."""
    page.state = State.WITHDRAWN
    turn_projections(session, page, "withdraw")


def republish(session: Session, page: Page) -> None:
    """Show a withdrawn page again as it was."""
    page.state = State.PUBLISHED
    turn_projections(session, page, "publish")


def turn_projections(session: Session, page: Page, kind: str) -> None:
    """Project a page whose state has turned, record the change, and project what depends on it."""
    ids = page_ids(session)
    project(session, page, page.document, ids)
    session.flush()
    record_change(session, page.id, kind)
    project_all(session, dependents_of(session, page), ids)


def delete(session: Session, page: Page) -> None:
    """Delete a page for good; what its file said is remembered, so that no load brings it back."""
    dependents, number = dependents_of(session, page), page.id
    session.delete(page)
    session.flush()
    record_change(session, number, "delete")
    for dependent in dependents:
        session.refresh(dependent)
    project_all(session, dependents, page_ids(session))


def reproject_all(session: Session) -> int:
    """Make every projection again; give how many pages changed, each recorded as a change."""
    pages = session.scalars(select(Page).where(Page.revision > 0).order_by(Page.id)).all()
    return project_all(session, pages, page_ids(session))


def project_day(session: Session) -> int:
    """Make every projection again when the Beijing day is not the one they were made for; give how many pages changed."""
    site, today = session.get_one(Site, 1), clock.today().isoformat()
    if site.projected_on == today:
        return 0
    site.projected_on = today
    return reproject_all(session)
