"""From draft to published: sent to review, approved by half and step, sent back with comments, published now or at a time.

Every function takes its step in the caller's writing transaction, notes it in the audit, and raises StepRefused,
with words, when the step cannot be taken. `steps` is how many different people must approve.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.i18n import _, label
from app.models.page import Page, Revision
from app.models.people import User
from app.models.review import Review
from app.services import audit
from app.services.desk import approvals
from app.services.desk.halves import digest, halves_of
from app.services.desk.heads import open_revision
from app.services.desk.refusals import StepRefused
from app.services.people import rights
from app.vocabulary import Half, Right, State, Verdict


def need(user: User, right: Right, page: Page) -> None:
    """Raise StepRefused when a person has no such right on a page."""
    if not rights.may(user, right, page):
        raise StepRefused("right")


def need_open(session: Session, page: Page, revision: Revision) -> None:
    """Raise StepRefused unless a revision is the newest open one of its page."""
    if revision.published_at is not None:
        raise StepRefused("published")
    if revision.state is State.SCHEDULED:
        raise StepRefused("scheduled")
    newest = open_revision(session, page)
    if newest is None or newest.id != revision.id:
        raise StepRefused("newer")


def submit(session: Session, page: Page, revision: Revision, *, by: User, reviewer: User | None = None, steps: int) -> None:
    """Send a revision to review, to a named reviewer or to whoever may; what is approved already stays so."""
    if not rights.may(by, Right.WRITE, page):
        need(by, Right.TRANSLATE, page)
    need_open(session, page, revision)
    if revision.state is State.IN_REVIEW and reviewer is None:
        raise StepRefused("in_review")
    check_reviewer(page, reviewer)
    revision.reviewer_id = reviewer.id if reviewer is not None else None
    revision.state = State.IN_REVIEW if approvals.missing(session, page, revision, steps) else State.APPROVED
    audit.note(session, "submitted", by=by, page=page, revision=revision.number, reviewer=reviewer.email if reviewer is not None else None)


def check_reviewer(page: Page, reviewer: User | None) -> None:
    """Raise StepRefused when the person named may not review the page."""
    if reviewer is not None and not rights.may(reviewer, Right.REVIEW, page):
        raise StepRefused("reviewer")


def approve(
    session: Session, page: Page, revision: Revision, half: Half, *, by: User, steps: int, note: str = "", reviewer: User | None = None
) -> Review:
    """Approve one half of exactly this revision; with the last approval that it lacks, the revision is approved.

    `reviewer` names who is asked for the next step.
    """
    need(by, Right.REVIEW, page)
    need_open(session, page, revision)
    if revision.state is not State.IN_REVIEW:
        raise StepRefused("not_in_review")
    check_person(session, page, revision, half, by=by, steps=steps)
    check_reviewer(page, reviewer)
    review = add_review(session, page, revision, half, by=by, verdict=Verdict.APPROVED, note=note)
    lacking = approvals.missing(session, page, revision, steps)
    if not lacking:
        revision.state, revision.reviewer_id = State.APPROVED, None
    elif reviewer is not None:
        revision.reviewer_id = reviewer.id
    elif revision.reviewer_id == by.id and all(has_approved(session, page, revision, one, by) for one in lacking):
        revision.reviewer_id = None
    return review


def has_approved(session: Session, page: Page, revision: Revision, half: Half, user: User) -> bool:
    """Whether a person's approval of a half counts already."""
    return user.id in {review.reviewer_id for review in approvals.standing(session, page, revision, half)}


def check_person(session: Session, page: Page, revision: Revision, half: Half, *, by: User, steps: int) -> None:
    """Raise StepRefused when this person cannot be the next to approve this half: nobody acts twice on one version."""
    if half not in halves_of(revision.content):
        raise StepRefused("no_half")
    if steps > 1 and approvals.writers_of(session, [revision])[revision.id][half] == by.id:
        raise StepRefused("own_text")
    if has_approved(session, page, revision, half, by):
        raise StepRefused("same_person")


def add_review(
    session: Session,
    page: Page,
    revision: Revision,
    half: Half,
    *,
    by: User,
    verdict: Verdict,
    note: str = "",
    comments: Mapping[str, str] | None = None,
) -> Review:
    """Write a verdict down, with the digest of the half that it is of."""
    review = Review(
        page_id=page.id,
        revision_id=revision.id,
        half=half,
        digest=digest(revision.content, half),
        step=len(approvals.standing(session, page, revision, half)) + 1,
        reviewer_id=by.id,
        verdict=verdict,
        note=note.strip()[:4000],
        comments={path: text.strip()[:2000] for path, text in (comments or {}).items() if text.strip()},
        at=clock.to_utc(clock.now()),
    )
    session.add(review)
    session.flush()
    audit.note(session, verdict.value, by=by, page=page, revision=revision.number, half=half.value, step=review.step)
    return review


def ask_changes(
    session: Session, page: Page, revision: Revision, half: Half, *, by: User, note: str = "", comments: Mapping[str, str] | None = None
) -> Review:
    """Send a revision back to its author, with words about the whole or about single fields; earlier approvals of that half are off."""
    need(by, Right.REVIEW, page)
    need_open(session, page, revision)
    if revision.state not in {State.IN_REVIEW, State.APPROVED}:
        raise StepRefused("not_in_review")
    if half not in halves_of(revision.content):
        raise StepRefused("no_half")
    if not note.strip() and not any(text.strip() for text in (comments or {}).values()):
        raise StepRefused("no_note")
    review = add_review(session, page, revision, half, by=by, verdict=Verdict.CHANGES_REQUESTED, note=note, comments=comments)
    revision.state, revision.reviewer_id = State.DRAFT, None
    return review


def ensure_approved(session: Session, page: Page, revision: Revision, *, by: User, steps: int) -> None:
    """Raise StepRefused while approvals are missing; with one step, who publishes approves by publishing."""
    if steps == 1:
        for half in approvals.missing(session, page, revision, steps):
            need(by, Right.REVIEW, page)
            add_review(session, page, revision, half, by=by, verdict=Verdict.APPROVED)
    lacking = approvals.missing(session, page, revision, steps)
    if lacking:
        raise StepRefused("not_approved", missing=_(", ").join(f"{label(half)} {number}" for half, number in lacking.items()))


def due_moment(moment: datetime | None, reason: str) -> datetime | None:
    """Give an aware moment as it is stored; raise StepRefused when it is not in the future."""
    if moment is not None and moment <= clock.now():
        raise StepRefused(reason)
    return clock.to_utc(moment) if moment is not None else None


def audit_times(publish_at: datetime | None, until_at: datetime | None) -> dict[str, Any]:
    """Give the times of a publication as the audit keeps them."""
    return {name: moment.isoformat() for name, moment in (("publish_at", publish_at), ("until_at", until_at)) if moment is not None}
