"""Going live: a revision becomes what the public sees, joined with everything that was published since it began.

Status, changes of dates and closures made since are kept whatever the text says, and a withdrawn page stays withdrawn:
only operations change these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.documents.base import Document
from app.models.page import Page, Revision
from app.models.people import User
from app.services.content_files import plain
from app.services.desk.heads import Head, content_of, open_revision
from app.services.desk.merging import merge
from app.services.desk.operated import all_keys, deeds_of, touched_since, with_deeds
from app.services.desk.paths import Side, choose
from app.services.desk.saving import Clashing, Saved, SaveRefused, append, document_type, finish
from app.services.publishing import publish
from app.services.truth.ledger import Said
from app.vocabulary import State


@dataclass(frozen=True)
class Combined:
    """What would go live: the document, whether it was joined with a live text that moved on, and which deeds were kept."""

    document: Document
    is_merged: bool
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Live:
    """What went live: the revision that the page now shows, and how."""

    revision: Revision
    is_merged: bool
    kept: tuple[str, ...]
    is_withdrawn: bool


def combine(session: Session, page: Page, revision: Revision) -> Combined | Clashing:
    """Give what a revision would make of the live page, or where it clashes with what was published since."""
    kind = document_type(page)
    if page.revision in {0, revision.based_on}:
        return Combined(kind.model_validate(revision.content), is_merged=False)
    touched = touched_since(session, page, revision.based_on)
    mine = with_deeds(revision.content, page.content, touched)
    merged = merge(kind, content_of(session, page, revision.based_on), mine, page.content)
    if merged.clashes:
        return Clashing(merged.values, merged.clashes, page.revision)
    document = kind.model_validate(merged.values)
    return Combined(document, plain(document) != revision.content, kept_deeds(revision.content, merged.values))


def kept_deeds(typed: dict[str, Any], live: dict[str, Any]) -> tuple[str, ...]:
    """Give the words of the deeds in which what goes live differs from what was typed."""
    before, after = deeds_of(typed), deeds_of(live)
    return tuple(sorted({str(key[0]) for key in {*before, *after} if before.get(key) != after.get(key)}))


def go_live(session: Session, page: Page, revision: Revision, *, by: User | None) -> Live | Clashing:
    """Make a revision live in the caller's writing transaction; a clash changes nothing and gives both texts."""
    combined = combine(session, page, revision)
    if isinstance(combined, Clashing):
        return combined
    author = by.id if by is not None else revision.author_id
    live = publish(session, page, combined.document, origin="merge", author_id=author, revision=revision)
    revision.state, revision.published_at, revision.held = State.PUBLISHED, clock.to_utc(clock.now()), ""
    session.flush()
    return Live(live, combined.is_merged, combined.kept, page.state is State.WITHDRAWN)


def settle(session: Session, page: Page, revision: Revision, choices: Mapping[str, Side], *, seen: int, by: User) -> Saved | Clashing:
    """Make a new draft of a revision that clashed with the live text `seen`, one side chosen at each place.

    Give the clash again when the live text moved on meanwhile or a place has no choice yet. Raise SaveRefused when a
    newer draft is open, which would be lost from sight.
    """
    found = combine(session, page, revision)
    if isinstance(found, Clashing) and (page.revision != seen or any(clash.name not in choices for clash in found.clashes)):
        return found
    values = choose(found.values, found.clashes, choices) if isinstance(found, Clashing) else plain(found.document)
    document = document_type(page).model_validate(values)
    former = open_revision(session, page)
    if former is not None and former.number > revision.number:
        raise SaveRefused("newer_draft")
    head = Head(page.content, page.revision, former, page.revision)
    typed = Said(revision.content, revision.made_from)
    made = append(session, page, plain(document), head, by=by, why=revision.why, origin="desk", typed=typed)
    if made is None:
        raise SaveRefused("base")
    revision.held = ""
    finish(session, page, head, made, by)
    return Saved(made, is_merged=True)


def outliving(session: Session, page: Page, document: Document, *, since: int | None) -> Document:
    """Give a document that is to replace the live text, with the deeds that were done after revision `since`; None: all."""
    if not page.revision:
        return document
    values = plain(document)
    keys = all_keys(values, page.content) if since is None else touched_since(session, page, since)
    return document_type(page).model_validate(with_deeds(values, page.content, keys))
