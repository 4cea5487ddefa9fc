"""What is due: scheduled revisions go live and pages are taken down at their time, each exactly once.

The deed and the note that it is done are one transaction, so a crash before it leaves it due and a crash after it done.
"""

from flask import Flask
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.extensions import db
from app.models.page import Page, Revision
from app.services import audit
from app.services.desk import gate
from app.services.desk.going_live import Combined, combine, go_live
from app.services.publishing import MissingPages, withdraw
from app.services.transactions import writing
from app.vocabulary import State

ENDED = {"zh": "这一页的展示期已过。", "en": "The time for which this page was shown is over."}


def do_due(_app: Flask) -> None:
    """Publish every revision whose time has come and take down every page whose time is over; the write lock is taken only for these."""
    session = db.session()
    revisions, pages = due_revisions(session), ended_pages(session)
    session.rollback()
    for number in revisions:
        with writing() as writer:
            publish_due(writer, number)
    for number in pages:
        with writing() as writer:
            withdraw_ended(writer, number)


def due_revisions(session: Session) -> list[int]:
    """Give the scheduled revisions whose time has come, in the order of their times."""
    due = (Revision.state == State.SCHEDULED, Revision.publish_at <= clock.to_utc(clock.now()))
    return list(session.scalars(select(Revision.id).where(*due).order_by(Revision.publish_at, Revision.number)))


def ended_pages(session: Session) -> list[int]:
    """Give the public pages whose time is over."""
    return list(session.scalars(select(Page.id).where(Page.state == State.PUBLISHED, Page.until_at <= clock.to_utc(clock.now()))))


def publish_due(session: Session, number: int) -> None:
    """Publish one revision that is due, unless somebody was quicker; one that cannot go live is held back, and its publisher told."""
    revision = session.get(Revision, number, populate_existing=True)
    if revision is None or revision.state is not State.SCHEDULED or revision.publish_at is None or revision.publish_at > clock.to_utc(clock.now()):
        return
    page = session.get_one(Page, revision.page_id, populate_existing=True)
    obstacle = go_live_or_why_not(session, page, revision)
    if obstacle:
        revision.state, revision.held = State.APPROVED, obstacle
        audit.note(session, "held_back", by=None, page=page, revision=revision.number, reason=obstacle)
        return
    page.until_at = revision.until_at or page.until_at
    revision.held = "withdrawn" if page.state is State.WITHDRAWN else ""
    audit.note(session, "published_on_time", by=None, page=page, revision=revision.number)


def go_live_or_why_not(session: Session, page: Page, revision: Revision) -> str:
    """Let a revision go live, or give why it cannot: `clash`, `gate` or `links`; nothing is written then.

    Only what blocks counts: for what the gate warns of, reasons were given when it was scheduled.
    """
    try:
        combined = combine(session, page, revision)
    except ValidationError:
        return "gate"
    if not isinstance(combined, Combined):
        return "clash"
    if any(finding.level is gate.Level.BLOCKS for finding in gate.check(session, page, combined.document)):
        return "gate"
    try:
        go_live(session, page, revision, by=None)
    except MissingPages:
        return "links"
    return ""


def withdraw_ended(session: Session, number: int) -> None:
    """Take down one page whose time is over, unless somebody was quicker."""
    page = session.get(Page, number, populate_existing=True)
    if page is None or page.state is not State.PUBLISHED or page.until_at is None or page.until_at > clock.to_utc(clock.now()):
        return
    page.until_at, page.withdrawn_reason = None, ENDED
    withdraw(session, page)
    audit.note(session, "withdrawn_on_time", by=None, page=page, reason=ENDED)
