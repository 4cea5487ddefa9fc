"""The weekly digest by mail: once a week to everyone who wants it and has something to look after."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import clock, i18n
from app.config import Settings
from app.extensions import db
from app.i18n import _
from app.models.people import User
from app.models.truth import SentDigest
from app.services import mail
from app.services.mail import MailNotSent, Message
from app.services.transactions import writing
from app.services.truth import digest, digest_feed

AT_ONCE = 2
PAUSE = timedelta(minutes=10)
"""How long nothing is sent after the server did not answer: the timed work has more to do than to wait for it."""


def send_due(app: Flask) -> None:
    """Send the digest of this week to some of those who have not had it; from Monday at 8:00, when a mail server is set."""
    settings: Settings = app.config["SETTINGS"]
    now, resume = clock.now(), app.extensions.get("digest_resume")
    if settings.mail is None or now < digest.monday_of(clock.today()) or (resume is not None and now < resume):
        return
    for number in waiting(db.session(), digest.week_of(clock.today())):
        send_one(app, number)


def waiting(session: Session, week: str) -> list[int]:
    """Give the numbers of some people who want the digest of a week and were not dealt with yet."""
    is_done = select(SentDigest.user_id).where(SentDigest.user_id == User.id, SentDigest.week == week).exists()
    rows = select(User.id).where(User.disabled_at.is_(None), User.wants_digest.is_(True), ~is_done).order_by(User.id).limit(AT_ONCE)
    found = list(session.scalars(rows))
    session.rollback()
    return found


def send_one(app: Flask, number: int) -> None:
    """Send one person's digest, if there is anything in it.

    It is noted as sent before it is handed over: a crash between the two loses one digest, and nobody gets two. When the
    server does not answer, the note is taken back and it is tried again later; an address that it refuses is left alone.
    """
    settings: Settings = app.config["SETTINGS"]
    message = message_for(db.session(), number, settings.public_url)
    db.session.rollback()
    week = digest.week_of(clock.today())
    if settings.mail is None or not claim(number, week) or message is None:
        return
    try:
        mail.send(settings.mail, message)
    except MailNotSent as refused:
        app.logger.warning("The weekly digest was not sent to person %s: %s", number, refused)
        if not refused.is_final:
            app.extensions["digest_resume"] = clock.now() + PAUSE
            forget(number, week)


def forget(number: int, week: str) -> None:
    """Take back the note that a digest is dealt with."""
    with writing() as session:
        session.execute(delete(SentDigest).where(SentDigest.user_id == number, SentDigest.week == week))


def claim(number: int, week: str) -> bool:
    """Note that a person's digest of a week is dealt with; whether nobody else did so before."""
    with writing() as session:
        if session.get(SentDigest, (number, week)) is not None or session.get(User, number) is None:
            return False
        session.add(SentDigest(user_id=number, week=week, sent_at=clock.to_utc(clock.now())))
    return True


def message_for(session: Session, number: int, origin: str) -> Message | None:
    """Give the mail for a person in their language; None when there is nothing to look after."""
    user = session.get(User, number)
    if user is None:
        return None
    before = i18n.code()
    i18n.speak(user.language)
    try:
        found = digest.of(session, user)
        end = _("You get this because you work at the desk. To stop it: %(address)s", address=f"{origin}/admin/digest")
        return Message(user.email, digest_feed.title_of(found), f"{digest.as_text(found, origin)}\n\n-- \n{end}\n") if found.total else None
    finally:
        i18n.speak(before)
