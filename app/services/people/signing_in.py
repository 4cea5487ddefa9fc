"""Signing in: the password, the code, and the sign-in that follows; the answer is the same for an account that is not there.

Each step commits by itself before the slow or secret part: a try must be in the database before the password is looked
at, and no write lock may be held while a password is reckoned.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.extensions import db
from app.models.people import User
from app.services import audit
from app.services.people import passwords, recovery, sign_ins, throttle, totp
from app.services.people.throttle import CODE, PASSWORD, Verdict
from app.services.transactions import writing


class WrongSignIn(ValueError):
    """An e-mail address, password or code that is not right; which of them is not said."""


class TooManyTries(ValueError):
    """Too many tries in five minutes, for the account or the address."""


def count_try(email: str, address: str, step: str) -> Verdict:
    """Write a try down; raise TooManyTries when it is refused."""
    with writing() as session:
        verdict = throttle.take_try(session, email, throttle.network(address), step=step)
    if verdict is Verdict.REFUSED:
        raise TooManyTries
    return verdict


def wrong(verdict: Verdict) -> ValueError:
    """Give what is said of a wrong try."""
    return TooManyTries() if verdict is Verdict.LAST_CHANCE else WrongSignIn()


def check_password(email: str, password: str, *, address: str) -> User:
    """Give the person of an e-mail address and a password; raise WrongSignIn or TooManyTries."""
    account = throttle.account_of(email)
    verdict = count_try(account, address, PASSWORD)
    session = db.session()
    user = session.scalars(select(User).where(User.email == account)).one_or_none()
    password_hash = user.password_hash if user is not None and user.is_active else None
    session.rollback()
    if not passwords.is_right(password_hash, password) or user is None:
        raise wrong(verdict)
    return user


def confirm_password(user: User, password: str, *, address: str) -> None:
    """Make sure that it is the person and not only their browser; raise WrongSignIn or TooManyTries."""
    check_password(user.email, password, address=address)
    with writing() as session:
        throttle.forgive(session, user.email, throttle.network(address))


def finish(user: User, *, address: str, agent: str, password: str = "") -> str:
    """Sign in a person who needs no code, and give the token for the cookie."""
    with writing() as session:
        return begin(session, user, address=address, agent=agent, password=password)


def finish_with_code(user: User, code: str, *, address: str, agent: str) -> str:
    """Sign in a person by the code from their phone or a recovery code; give the token, or raise WrongSignIn or TooManyTries."""
    verdict = count_try(user.email, address, CODE)
    with writing() as session:
        session.refresh(user)
        with_phone = user.is_active and totp.use(session, user, code)
        if not with_phone and not (user.is_active and recovery.use(session, user, code)):
            raise wrong(verdict)
        if not with_phone:
            audit.note(session, "recovery_code_used", by=user, left=recovery.left(session, user))
        return begin(session, user, address=address, agent=agent)


def begin(session: Session, user: User, *, address: str, agent: str, password: str = "") -> str:
    """Make the sign-in, take the tries back, and bring an old hash up to date; give the token."""
    origin = throttle.network(address)
    throttle.forgive(session, user.email, origin)
    if password and user.password_hash and passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.hashed(password)
    audit.note(session, "sign_in", by=user, address=origin)
    sign_ins.forget_old(session)
    return sign_ins.begin(session, user, address=origin, agent=agent)
