"""The queue of translations: pages whose English is missing or behind, those that are seen most first, and the parity of the guide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app import clock
from app.documents.registry import BY_FAMILY, folder_of
from app.models.page import Page, Revision
from app.models.people import User
from app.models.truth import PageViews, TranslationState
from app.services import audit
from app.services.desk.heads import revision_of
from app.services.people import rights
from app.services.truth import ledger
from app.services.truth.ledger import Following
from app.vocabulary import Family, State

VIEWS_DAYS = 30
AT_ONCE = 50


@dataclass(frozen=True)
class Queued:
    """One page of the queue: how many of its texts changed or lack English, of how many, and how often it was seen in 30 days."""

    page_id: int
    family: Family
    slug: str
    name: dict[str, Any]
    texts: int
    changed: int
    missing: int
    views: int


@dataclass(frozen=True)
class Parity:
    """How many texts there are, and how many have English that follows their Chinese."""

    texts: int
    up_to_date: int

    @property
    def percent(self) -> float:
        """The part that is up to date, in percent with one decimal, never rounded up to 100."""
        return 100.0 if self.texts == self.up_to_date else min(99.9, round(100 * self.up_to_date / self.texts, 1))


def within(user: User, family: Family | None) -> ColumnElement[bool]:
    """Give the condition that a page is in the ledger of a person: within reach, of a family, and not withdrawn."""
    here = and_(rights.reachable(user), Page.state != State.WITHDRAWN)
    return here if family is None else and_(here, Page.family == family)


def queue(session: Session, user: User, *, family: Family | None = None, wanted: Following | None = None) -> list[Queued]:
    """Give the pages with something to translate, the most seen first; `wanted` leaves only those with that kind of text."""
    open_ones = {
        None: TranslationState.changed + TranslationState.missing > 0,
        Following.CHANGED: TranslationState.changed > 0,
        Following.MISSING: TranslationState.missing > 0,
        Following.UP_TO_DATE: TranslationState.changed + TranslationState.missing == 0,
    }[wanted]
    rows = select(Page.id, Page.family, Page.slug, Page.card["name"], TranslationState).join(TranslationState, TranslationState.page_id == Page.id)
    found = session.execute(rows.where(within(user, family), open_ones)).all()
    views = seen(session)
    drafts = names_of_drafts(session, [number for number, _family, _slug, name, _state in found if not name])
    listed = [
        Queued(
            number,
            of,
            slug,
            name or drafts.get(number) or {"zh": slug},
            state.texts,
            state.changed,
            state.missing,
            views.get(f"{folder_of(of)}/{slug}", 0),
        )
        for number, of, slug, name, state in found
    ]
    return sorted(listed, key=lambda one: (-one.views, one.family.value, one.slug))


def names_of_drafts(session: Session, page_ids: Iterable[int]) -> Mapping[int, dict[str, Any]]:
    """Give the names of pages that were never published, from their newest text."""
    numbers = list(page_ids)
    rows = select(Revision.page_id, Revision.content["name"]).where(Revision.page_id.in_(numbers)).order_by(Revision.number)
    return dict(session.execute(rows).all()) if numbers else {}


def seen(session: Session) -> dict[str, int]:
    """Give how often each page was seen in thirty days."""
    since = clock.today() - timedelta(days=VIEWS_DAYS)
    rows = select(PageViews.page, func.sum(PageViews.times)).where(PageViews.day > since.isoformat()).group_by(PageViews.page)
    return {page: int(times) for page, times in session.execute(rows)}


def parity(session: Session, user: User, family: Family | None = None) -> Parity:
    """Give how many texts of the pages within reach are up to date."""
    sums = func.sum(TranslationState.texts), func.sum(TranslationState.changed + TranslationState.missing)
    texts, open_ones = session.execute(select(*sums).join(Page, Page.id == TranslationState.page_id).where(within(user, family))).one()
    return Parity(int(texts or 0), int(texts or 0) - int(open_ones or 0))


def confirm(session: Session, page: Page, number: int, path: str, *, by: User) -> bool:
    """Say that the English of a text still says what its Chinese says, on the newest text of a page; give whether that was open."""
    newest, _said = ledger.head_of(session, page)
    revision = revision_of(session, page, number)
    if newest != number or revision is None or not ledger.settle(session, page, revision, BY_FAMILY[page.family].document, path):
        return False
    audit.note(session, "translation_confirmed", by=by, page=page, revision=number, field=path)
    return True


def uncounted(session: Session) -> list[Page]:
    """Give some pages that are not in the ledger yet; they were there before it was kept."""
    rows = select(Page).outerjoin(TranslationState, TranslationState.page_id == Page.id)
    has_text = select(Revision.id).where(Revision.page_id == Page.id).exists()
    return list(session.scalars(rows.where(TranslationState.page_id.is_(None), has_text).order_by(Page.id).limit(AT_ONCE)))


def count_uncounted(session: Session) -> int:
    """Take some pages into the ledger; give how many."""
    pages = uncounted(session)
    for page in pages:
        ledger.count(session, page, BY_FAMILY[page.family].document)
    return len(pages)
