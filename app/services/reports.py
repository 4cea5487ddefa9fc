"""Mistakes that visitors report: taken in with a number, answered at the desk, the contact forgotten after 90 days."""

import secrets
from datetime import timedelta

from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session

from app import clock
from app.documents.base import clean
from app.models.page import Page
from app.models.people import User
from app.models.truth import Report
from app.services import audit
from app.services.people import rights
from app.vocabulary import ReportState

TOKEN_S = 2 * 60 * 60
KEPT = timedelta(days=90)
LONGEST_TEXT, LONGEST_CONTACT, LONGEST_ADDRESS = 2_000, 200, 200
MOST_AN_HOUR = 120
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class ReportRefused(ValueError):
    """A report that cannot be taken; `reason` is `token`, `empty`, `long`, `control` or `many`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def signer(secret: str) -> URLSafeTimedSerializer:
    """Give what signs the token of the form."""
    return URLSafeTimedSerializer(secret, salt="report")


def token(secret: str, address: str) -> str:
    """Give the token of a form for a page: it holds for two hours, and says nothing of the visitor."""
    signed = signer(secret).dumps(address)
    return signed if isinstance(signed, str) else signed.decode()


def check_token(secret: str, said: str, address: str) -> None:
    """Raise ReportRefused for a token that is not ours, not for this page, or too old."""
    try:
        signed = signer(secret).loads(said, max_age=TOKEN_S)
    except BadData:
        raise ReportRefused("token") from None
    if signed != address:
        raise ReportRefused("token")


def take(session: Session, *, page: Page | None, address: str, text: str, contact: str, language: str) -> Report:
    """Keep a report and give it; raise ReportRefused for an empty or endless one, and when very many came within the hour."""
    try:
        said, whom = clean(text).strip(), clean(contact).strip()
    except ValueError:
        raise ReportRefused("control") from None
    if not said:
        raise ReportRefused("empty")
    if len(said) > LONGEST_TEXT or len(whom) > LONGEST_CONTACT:
        raise ReportRefused("long")
    now = clock.to_utc(clock.now())
    if (session.scalar(select(func.count()).select_from(Report).where(Report.at > now - timedelta(hours=1))) or 0) >= MOST_AN_HOUR:
        raise ReportRefused("many")
    report = Report(
        number=new_number(session),
        page_id=page.id if page is not None else None,
        address=address[:LONGEST_ADDRESS],
        text=said,
        contact=whom or None,
        language=language,
        at=now,
    )
    session.add(report)
    session.flush()
    return report


def new_number(session: Session) -> str:
    """Give a number that is easy to read out and that nobody has: XC-7KQ2M."""
    while True:
        number = "XC-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
        if session.scalar(select(Report.id).where(Report.number == number)) is None:
            return number


def by_number(session: Session, number: str) -> Report | None:
    """Give the report of a number, or None."""
    return session.scalar(select(Report).where(Report.number == number.upper()))


def within_reach(user: User, state: ReportState | None = None) -> Select[Report, Page]:
    """Give the reports on pages within a person's reach, the newest first; those on the guide as a whole are the district's."""
    reach = rights.reachable(user)
    mine = or_(Report.page_id.is_(None), reach) if rights.is_of_the_district(user) else reach
    found = select(Report, Page).outerjoin(Page, Page.id == Report.page_id).where(mine).order_by(Report.id.desc())
    return found.where(Report.state == state) if state is not None else found


def answer(session: Session, report: Report, *, state: ReportState, words: str, by: User) -> None:
    """Say what became of a report; the visitor sees it under its number."""
    report.state, report.answer = state, words.strip()[:LONGEST_TEXT]
    report.answered_at, report.answered_by_id = clock.to_utc(clock.now()), by.id
    page = session.get(Page, report.page_id) if report.page_id is not None else None
    audit.note(session, "report_answered", by=by, page=page, number=report.number, state=state.value)


def has_old_contacts(session: Session) -> bool:
    """Whether a contact is to be forgotten; reads only."""
    old = clock.to_utc(clock.now()) - KEPT
    return session.scalar(select(Report.id).where(Report.contact.is_not(None), Report.at <= old).limit(1)) is not None


def forget_contacts(session: Session) -> int:
    """Forget the contact of every report that is 90 days old; give how many there were."""
    old = clock.to_utc(clock.now()) - KEPT
    rows = update(Report).where(Report.contact.is_not(None), Report.at <= old).values(contact=None)
    return len(session.execute(rows.returning(Report.id)).all())
