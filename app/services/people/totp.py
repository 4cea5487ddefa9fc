"""The second step: codes from an authenticator on a phone, each good once."""

import pyotp
from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from app import clock
from app.models.people import User

STEP_S = 30
ISSUER = "Wander Xicheng"


def start(user: User) -> str:
    """Give the person a new secret, in place of any other, and give it; it is in force once its first code was right."""
    user.totp_secret, user.totp_confirmed_at, user.totp_step = pyotp.random_base32(), None, None
    return user.totp_secret


def address(user: User) -> str:
    """Give the address that an authenticator reads from the square code."""
    return pyotp.TOTP(user.totp_secret or "").provisioning_uri(name=user.email, issuer_name=ISSUER)


def step_of(secret: str, code: str) -> int | None:
    """Give the time step that a code belongs to, one step early or late allowed; None for a wrong code."""
    digits = "".join(character for character in code if not character.isspace())
    if len(digits) != 6 or not digits.isascii() or not digits.isdigit():
        return None
    totp, present = pyotp.TOTP(secret), int(clock.now().timestamp()) // STEP_S
    return next((step for step in (present, present - 1, present + 1) if pyotp.utils.strings_equal(totp.generate_otp(step), digits)), None)


def use(session: Session, user: User, code: str) -> bool:
    """Use up a code, and give whether it was right; the row in the database decides, so that no code is taken twice."""
    step = step_of(user.totp_secret or "", code) if user.totp_secret else None
    if step is None:
        return False
    unused = or_(User.totp_step.is_(None), User.totp_step < step)
    taken = session.execute(update(User).where(User.id == user.id, unused).values(totp_step=step).returning(User.id)).one_or_none()
    return taken is not None


def confirm(session: Session, user: User, code: str) -> bool:
    """Put the secret in force when its first code is right; give whether it was."""
    if not use(session, user, code):
        return False
    user.totp_confirmed_at = clock.to_utc(clock.now())
    return True


def forget(user: User) -> bool:
    """Take the second step away; give whether there was one."""
    had = user.has_two_step
    user.totp_secret = user.totp_confirmed_at = user.totp_step = None
    return had
