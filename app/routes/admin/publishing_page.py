"""The page about one revision on its way: how far it is, what it changes, what was said of it, and the next steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Response, abort, render_template
from pydantic import ValidationError
from sqlalchemy import select

from app import clock
from app.documents.registry import folder_of
from app.extensions import db
from app.i18n import _
from app.models.page import Page, Revision
from app.models.people import User
from app.models.review import Review
from app.routes.admin import access, frame
from app.services.content_files import plain
from app.services.desk import approvals, gate, heads
from app.services.desk.comparing import Difference, compare, plain_words
from app.services.desk.controls import controls_of
from app.services.desk.going_live import combine
from app.services.desk.halves import halves_of
from app.services.desk.pairing import ABSENT
from app.services.desk.queues import held_words, review_steps
from app.services.desk.saving import Clashing, document_type
from app.services.desk.words_of_faults import label_of
from app.services.people import rights
from app.vocabulary import Half, Right, Verdict


@dataclass(frozen=True)
class HalfSoFar:
    """How far the review of one half has come: who approved it, how many are lacking, whether I may be the next."""

    half: Half
    given: tuple[Review, ...]
    lacking: int
    is_mine: bool


@dataclass(frozen=True)
class Trouble:
    """What stands in the way, said on the page that comes back: a sentence, and what was typed."""

    words: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    status: int = 422


def revision_or_404(page: Page, number: int) -> Revision:
    """Give a revision of a page by its number; anything else is a 404."""
    return heads.revision_of(db.session(), page, number) or abort(404)


def names_of(ids: set[int | None]) -> dict[int, str]:
    """Give the names of some people."""
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(ids - {None})))
    return {row.id: row.name for row in rows}


def reviewers_of(page: Page) -> list[User]:
    """Give who may review a page, by name."""
    rows = db.session.scalars(select(User).where(User.disabled_at.is_(None)).order_by(User.name, User.id))
    return [user for user in rows if rights.may(user, Right.REVIEW, page)]


def review_so_far(page: Page, revision: Revision, given: list[approvals.Given]) -> list[HalfSoFar]:
    """Give how far each half has come."""
    steps, user = review_steps(), access.me()
    lacking = approvals.missing_of(given, page, revision, steps)
    writers = approvals.writers_of(db.session(), [revision])[revision.id]
    mine = approvals.open_to(given, page, revision, writers, user_id=user.id, steps=steps) if rights.may(user, Right.REVIEW, page) else []
    return [
        HalfSoFar(half, tuple(approvals.standing_of(given, page, revision, half)), lacking.get(half, 0), half in mine)
        for half in halves_of(revision.content)
    ]


def outlook(page: Page, revision: Revision) -> tuple[list[Difference], list[gate.Finding], Clashing | None]:
    """Give what publishing a revision would change of the live page, what the gate finds in that, and where it clashes."""
    kind = document_type(page)
    try:
        combined = combine(db.session(), page, revision)
    except ValidationError:
        return compare(kind, page.content, revision.content), gate.check_values(db.session(), page, revision.content), None
    if isinstance(combined, Clashing):
        return compare(kind, page.content, revision.content), [], combined
    after = plain(combined.document)
    return compare(kind, page.content, after), gate.check(db.session(), page, combined.document), None


def field_label(page: Page, path: str) -> str:
    """Give what a field is called by its path, with the rows that it lies in."""
    plain_path, _colon, order = path.partition(":")
    said = label_of(plain_path, controls_of(document_type(page)))
    return _("%(field)s: the order", field=said) if order else said


def clash_words(value: Any) -> str:
    """Give one side of a clash as people read it; nothing where that side has nothing."""
    return "" if value is ABSENT else plain_words(value)


def until_parts(stored: datetime | None) -> tuple[str, str]:
    """Give a stored moment as the day and the time that a form shows, in Beijing."""
    here = clock.from_utc(stored) if stored is not None else None
    return (here.date().isoformat(), f"{here:%H:%M}") if here is not None else ("", "")


def may_do(page: Page) -> dict[str, bool]:
    """Give which steps the person signed in may take on a page at all."""
    named = {"may_review": Right.REVIEW, "may_publish": Right.PUBLISH, "may_submit": Right.TRANSLATE}
    return {name: rights.may(access.me(), right, page) for name, right in named.items()}


def standing_beside(page: Page, revision: Revision) -> dict[str, Any]:
    """Give what else there is of a page: the newest draft, and texts that wait for their time."""
    newest = heads.open_revision(db.session(), page)
    return {
        "timed": heads.scheduled(db.session(), page),
        "is_newest": newest is not None and newest.id == revision.id,
        "newer": newest if newest is not None and newest.number > revision.number else None,
    }


def said_of(page: Page, revision: Revision) -> dict[str, Any]:
    """Give what reviewers said of a revision, how far each half is, and the names of everybody concerned."""
    given = approvals.given_on(db.session(), [page.id])[page.id]
    halves = review_so_far(page, revision, given)
    asked = [one.review for one in given if one.review.revision_id == revision.id and one.review.verdict is Verdict.CHANGES_REQUESTED]
    return {
        "halves": halves,
        "asked": asked,
        "may_go": review_steps() == 1 or not any(half.lacking for half in halves),
        "people": names_of({revision.author_id, revision.reviewer_id, revision.publisher_id, *(one.review.reviewer_id for one in given)}),
    }


def show(page: Page, revision: Revision, trouble: Trouble | None = None) -> Response:
    """Draw the page; with a trouble it comes back with its words and all that was typed."""
    is_done = revision.published_at is not None
    changes, findings, clash = ([], [], None) if is_done else outlook(page, revision)
    address = {"folder": folder_of(page.family), "slug": page.slug}
    text = render_template(
        "admin/workflow/show.html",
        page=page,
        revision=revision,
        name=revision.content["name"],
        steps=review_steps(),
        changes=changes,
        findings=findings,
        warned=gate.warned(findings),
        clash=clash,
        held=held_words(revision.held) if revision.held else "",
        reviewers=reviewers_of(page),
        is_done=is_done,
        preview=frame.first_there(["admin_previews.show"], **address, number=revision.number),
        trouble=trouble,
        typed=trouble.typed if trouble is not None else {},
        field_label=field_label,
        clash_words=clash_words,
        until_parts=until_parts,
        **address,
        **may_do(page),
        **standing_beside(page, revision),
        **said_of(page, revision),
    )
    return Response(text, trouble.status if trouble is not None else 200)


def short_form(posted: Any) -> dict[str, str]:
    """Give what was typed, of a bounded length, to be shown again."""
    return {name: value[:4000] for name, value in posted.items() if name != "csrf_token"}
