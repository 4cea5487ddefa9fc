"""Publishing by a person: now, at a time, until a time; each through the approvals, the gate and the merge with what is live."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy.orm import Session

from app.models.page import Page, Revision
from app.models.people import User
from app.services import audit
from app.services.desk import approvals, gate
from app.services.desk.going_live import Combined, Live, combine, go_live
from app.services.desk.heads import open_revision
from app.services.desk.refusals import GateRefused, StepRefused
from app.services.desk.saving import Clashing
from app.services.desk.workflow import audit_times, due_moment, ensure_approved, need
from app.services.publishing import MissingPages
from app.vocabulary import Right, State


def publish_now(
    session: Session,
    page: Page,
    revision: Revision,
    *,
    by: User,
    steps: int,
    until_at: datetime | None = None,
    is_endless: bool = False,
    overrides: Mapping[str, str] | None = None,
) -> Live | Clashing:
    """Publish a revision at once, perhaps until a time; a clash with the live text publishes nothing and gives both texts.

    Without `until_at` the page keeps the end it has, unless it `is_endless` from now on. `overrides` are the reasons
    given for the gate's warnings, by rule.
    """
    need(by, Right.PUBLISH, page)
    need_unpublished(revision)
    end = due_moment(until_at, "until_past")
    combined = passed(session, page, revision, by=by, steps=steps, overrides=overrides or {})
    if isinstance(combined, Clashing):
        return combined
    live = live_or_refused(session, page, revision, by)
    if end is not None or is_endless:
        page.until_at = end
    revision.publish_at, revision.until_at, revision.publisher_id = None, end, by.id
    audit.note(session, "published", by=by, page=page, revision=revision.number, overrides=dict(overrides or {}), **audit_times(None, until_at))
    return live


def live_or_refused(session: Session, page: Page, revision: Revision, by: User) -> Live | Clashing:
    """Let a revision go live; raise StepRefused when it links to pages that do not exist."""
    try:
        return go_live(session, page, revision, by=by)
    except MissingPages as missing:
        raise StepRefused("links", missing=", ".join(missing.slugs)) from missing


def schedule(
    session: Session,
    page: Page,
    revision: Revision,
    publish_at: datetime,
    *,
    by: User,
    steps: int,
    until_at: datetime | None = None,
    overrides: Mapping[str, str] | None = None,
) -> Clashing | None:
    """Put a revision aside until its time, when it goes live by itself; one that clashes already is not scheduled: both texts are given."""
    need(by, Right.PUBLISH, page)
    need_unpublished(revision)
    start = due_moment(publish_at, "past")
    end = due_moment(until_at, "until_past")
    if until_at is not None and until_at <= publish_at:
        raise StepRefused("until_early")
    combined = passed(session, page, revision, by=by, steps=steps, overrides=overrides or {})
    if isinstance(combined, Clashing):
        return combined
    revision.state, revision.held = State.SCHEDULED, ""
    revision.publish_at, revision.until_at, revision.publisher_id = start, end, by.id
    audit.note(session, "scheduled", by=by, page=page, revision=revision.number, overrides=dict(overrides or {}), **audit_times(publish_at, until_at))
    return None


def need_unpublished(revision: Revision) -> None:
    """Raise StepRefused for a revision that was published already or has its time."""
    if revision.published_at is not None:
        raise StepRefused("published")
    if revision.state is State.SCHEDULED:
        raise StepRefused("scheduled")


def passed(session: Session, page: Page, revision: Revision, *, by: User, steps: int, overrides: Mapping[str, str]) -> Combined | Clashing:
    """Give what would go live, when it is approved and the gate lets it through; raise StepRefused otherwise."""
    try:
        combined = combine(session, page, revision)
    except ValidationError as error:
        raise StepRefused("invalid") from error
    if isinstance(combined, Clashing):
        return combined
    findings = gate.check(session, page, combined.document)
    if not gate.may_publish(findings, dict(overrides)):
        raise GateRefused(findings)
    ensure_approved(session, page, revision, by=by, steps=steps)
    return combined


def unschedule(session: Session, page: Page, revision: Revision, *, by: User, steps: int) -> None:
    """Take a revision off the schedule: editing goes on from it, unless a newer draft is open; then it waits for its publisher."""
    need(by, Right.PUBLISH, page)
    if revision.state is not State.SCHEDULED:
        raise StepRefused("not_scheduled")
    revision.state = State.DRAFT if approvals.missing(session, page, revision, steps) else State.APPROVED
    revision.publish_at = revision.until_at = None
    session.flush()
    newest = open_revision(session, page)
    revision.held = "aside" if newest is not None and newest.id != revision.id else ""
    audit.note(session, "unscheduled", by=by, page=page, revision=revision.number)


def dismiss(session: Session, page: Page, revision: Revision, *, by: User) -> None:
    """Let a revision that was held back wait for nobody any more; it stays in the history."""
    need(by, Right.PUBLISH, page)
    revision.held = ""
    audit.note(session, "dismissed", by=by, page=page, revision=revision.number)
