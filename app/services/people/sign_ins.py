"""Sign-ins as rows: made, recognised by their token, seen, listed and ended."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, joinedload

from app import clock
from app.models.people import User
from app.models.sign_in import SignIn

ABSOLUTE, IDLE = timedelta(hours=12), timedelta(minutes=30)
# Looking at a page is noted at most so often, so that reading costs no write.
NOTED_EVERY = timedelta(seconds=15)


def digest(token: str) -> str:
    """Give the SHA-256 of a token, as the row keeps it."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(session: Session, user: User, *, address: str, agent: str) -> str:
    """Sign a person in, and give the new random token for the cookie."""
    token, now = secrets.token_urlsafe(32), clock.to_utc(clock.now())
    session.add(SignIn(user_id=user.id, token_hash=digest(token), created_at=now, seen_at=now, address=address[:64], agent=agent[:200]))
    return token


def is_live(sign_in: SignIn) -> bool:
    """Whether a sign-in still counts: not ended, younger than twelve hours, seen within thirty minutes, of a person not disabled."""
    now = clock.to_utc(clock.now())
    is_young = now < sign_in.created_at + ABSOLUTE and now < sign_in.seen_at + IDLE
    return sign_in.ended_at is None and is_young and sign_in.user.is_active


def find(session: Session, token: str) -> SignIn | None:
    """Give the sign-in of a token with its person, live or not; None when there never was one."""
    rows = select(SignIn).options(joinedload(SignIn.user)).where(SignIn.token_hash == digest(token))
    return session.scalars(rows).one_or_none()


def is_to_be_noted(sign_in: SignIn) -> bool:
    """Whether it is time to note again that a sign-in was seen."""
    return clock.to_utc(clock.now()) >= sign_in.seen_at + NOTED_EVERY


def note_seen(session: Session, sign_in_id: int) -> None:
    """Note that a sign-in was seen now."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None)).values(seen_at=clock.to_utc(clock.now())))


def live_ones(session: Session, user: User) -> list[SignIn]:
    """Give where a person is signed in now, last seen first."""
    now = clock.to_utc(clock.now())
    young = (SignIn.ended_at.is_(None), SignIn.created_at > now - ABSOLUTE, SignIn.seen_at > now - IDLE)
    return list(session.scalars(select(SignIn).where(SignIn.user_id == user.id, *young).order_by(SignIn.seen_at.desc(), SignIn.id.desc())))


def end(session: Session, sign_in: SignIn) -> None:
    """End one sign-in."""
    if sign_in.ended_at is None:
        sign_in.ended_at = clock.to_utc(clock.now())


def end_all(session: Session, user: User, *, but: SignIn | None = None) -> int:
    """End every sign-in of a person, one excepted; give how many of them were live."""
    ended = [row for row in live_ones(session, user) if but is None or row.id != but.id]
    others = (SignIn.user_id == user.id, SignIn.ended_at.is_(None), SignIn.id != (but.id if but is not None else 0))
    session.execute(update(SignIn).where(*others).values(ended_at=clock.to_utc(clock.now())))
    return len(ended)


def forget_old(session: Session) -> int:
    """Delete sign-ins that ended or ran out half a year ago; give how many."""
    long_ago = clock.to_utc(clock.now()) - timedelta(days=183)
    return len(session.scalars(delete(SignIn).where(SignIn.created_at < long_ago).returning(SignIn.id)).all())
