"""Saving: every save is a new revision; a second editor's save is joined with what was saved since, or told of the clash."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import clock
from app.documents.base import Document
from app.documents.registry import BY_FAMILY
from app.models.page import Page, Revision
from app.models.people import User
from app.models.review import Draft
from app.services import audit
from app.services.content_files import plain
from app.services.desk.halves import only_english_differs
from app.services.desk.heads import Head, content_of, head, revision_of
from app.services.desk.merging import Clash, merge
from app.services.people import rights
from app.services.publishing import start_page
from app.services.truth import ledger
from app.services.truth.ledger import Said, follow, said_by
from app.vocabulary import Family, Right, State

TRIES = 5


class SaveRefused(ValueError):
    """A save that cannot be; `reason` is one of `right`, `only_english`, `base`, `slug_taken`, `newer_draft`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Saved:
    """A save that is kept: the revision, whether it is new, and whether another's changes were joined in."""

    revision: Revision
    is_new: bool = True
    is_merged: bool = False


@dataclass(frozen=True)
class Clashing:
    """A save that is not kept: the joined values with mine where they clash, the clashes, and the number to save over next.

    `choose(values, clashes, {name: "theirs"})` gives the values to save with `based_on`.
    """

    values: dict[str, Any]
    clashes: list[Clash]
    based_on: int
    by_id: int | None = None


def document_type(page: Page) -> type[Document]:
    """Give the document class of a page."""
    return BY_FAMILY[page.family].document


def save(
    session: Session, page: Page, values: dict[str, Any], *, based_on: int, by: User, why: str = "", origin: str = "desk", is_minor: bool = False
) -> Saved | Clashing:
    """Keep what was typed over revision `based_on` as a new draft, in the caller's writing transaction.

    `is_minor` says that the English need not follow what changed in the Chinese.
    Raise pydantic's ValidationError for values that are no document, and SaveRefused.
    """
    mine = plain(document_type(page).model_validate(values))
    check_right(session, page, mine, based_on, by)
    for _attempt in range(TRIES):
        found = head(session, page)
        outcome = joined(session, page, found, mine, based_on)
        if isinstance(outcome, Clashing):
            return outcome
        if outcome == found.values and (found.revision is not None or page.revision):
            drop_draft(session, page, by)
            return Saved(found.revision or revision_of(session, page, found.number), is_new=False, is_merged=outcome != mine)  # type: ignore[arg-type]
        typed = typed_over(session, page, mine, based_on, is_minor=is_minor) if outcome != mine else None
        revision = append(session, page, outcome, found, by=by, why=why, origin=origin, typed=typed, is_minor=is_minor)
        if revision is not None:
            finish(session, page, found, revision, by)
            return Saved(revision, is_merged=outcome != mine)
    raise SaveRefused("base")


def check_right(session: Session, page: Page, mine: dict[str, Any], based_on: int, by: User) -> None:
    """Raise SaveRefused unless this person may make this change: a translator changes only English."""
    if based_on and revision_of(session, page, based_on) is None:
        raise SaveRefused("base")
    if rights.may(by, Right.WRITE, page):
        return
    if not rights.may(by, Right.TRANSLATE, page):
        raise SaveRefused("right")
    if not only_english_differs(content_of(session, page, based_on), mine):
        raise SaveRefused("only_english")


def joined(session: Session, page: Page, found: Head, mine: dict[str, Any], based_on: int) -> dict[str, Any] | Clashing:
    """Give the values to keep: mine, joined with what was saved since revision `based_on`."""
    if based_on == found.number:
        return mine
    merged = merge(document_type(page), content_of(session, page, based_on), mine, found.values)
    if merged.clashes:
        latest = found.revision or revision_of(session, page, found.number)
        return Clashing(merged.values, merged.clashes, found.number, latest.author_id if latest is not None else None)
    return plain(document_type(page).model_validate(merged.values))


def typed_over(session: Session, page: Page, mine: dict[str, Any], based_on: int, *, is_minor: bool) -> Said:
    """Give what a person typed over a revision, with the Chinese that they saw."""
    return Said(mine, follow(document_type(page), said_by(session, page, based_on), mine, is_minor=is_minor))


def append(
    session: Session,
    page: Page,
    values: dict[str, Any],
    found: Head,
    *,
    by: User,
    why: str,
    origin: str,
    follows: Said | None = None,
    typed: Said | None = None,
    is_minor: bool = False,
) -> Revision | None:
    """Append a draft to a page's history; None when another save took the number in the same moment.

    What its English was made from is reckoned from the text it `follows`, the head unless told otherwise, and from what was `typed`.
    """
    before = follows if follows is not None else said_by(session, page, found.number)
    newest = session.scalar(select(func.max(Revision.number)).where(Revision.page_id == page.id)) or 0
    revision = Revision(
        page_id=page.id,
        number=newest + 1,
        based_on=found.based_on,
        content=values,
        author_id=by.id,
        origin=origin,
        saved_at=clock.to_utc(clock.now()),
        state=State.DRAFT,
        why=" ".join(why.split())[:400],
        made_from=follow(document_type(page), before, values, typed=typed, is_minor=is_minor),
    )
    try:
        with session.begin_nested():
            session.add(revision)
    except IntegrityError:
        return None
    return revision


def finish(session: Session, page: Page, found: Head, revision: Revision, by: User) -> None:
    """Do what belongs to a save: the revision before it waits for nobody any more, the rolling draft is done with."""
    if found.revision is not None and found.revision.state in {State.IN_REVIEW, State.APPROVED}:
        found.revision.state = State.DRAFT
    drop_draft(session, page, by)
    ledger.count(session, page, document_type(page))
    audit.note(session, "saved", by=by, page=page, revision=revision.number)


def create(session: Session, family: Family, slug: str, values: dict[str, Any], *, by: User, why: str = "") -> Saved:
    """Begin a page with its first draft; raise SaveRefused when the address is taken or the person may not."""
    document = BY_FAMILY[family].document.model_validate(values)
    if not rights.may_family(by, Right.WRITE, family):
        raise SaveRefused("right")
    if session.scalar(select(Page.id).where(Page.family == family, Page.slug == slug)) is not None:
        raise SaveRefused("slug_taken")
    page = start_page(session, family, slug)
    page.organisation_id = by.organisation_id
    session.flush()
    audit.note(session, "created", by=by, page=page)
    found = Head({}, 0, None, 0)
    revision = append(session, page, plain(document), found, by=by, why=why, origin="desk")
    if revision is None:
        raise SaveRefused("slug_taken")
    finish(session, page, found, revision, by)
    return Saved(revision)


def keep_draft(session: Session, page: Page, values: dict[str, Any], *, based_on: int, by: User) -> Draft:
    """Keep what a person is typing, valid or not, as their one rolling draft of a page."""
    draft = session.get(Draft, (page.id, by.id)) or Draft(page_id=page.id, user_id=by.id)
    draft.values, draft.based_on, draft.saved_at = dict(values), based_on, clock.to_utc(clock.now())
    session.add(draft)
    session.flush()
    return draft


def draft_of(session: Session, page: Page, user: User) -> Draft | None:
    """Give what a person was typing on a page, if anything is kept."""
    return session.get(Draft, (page.id, user.id))


def drop_draft(session: Session, page: Page, user: User) -> None:
    """Forget what a person was typing on a page, because it is saved or given up."""
    draft = draft_of(session, page, user)
    if draft is not None:
        session.delete(draft)
