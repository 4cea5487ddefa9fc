"""Recovery codes: ten words on paper that stand in for the phone, each once."""

import hashlib
import secrets

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app import clock
from app.models.people import User
from app.models.sign_in import RecoveryCode
from app.services.people.passwords import LETTERS

HOW_MANY = 10


def digest(code: str) -> str:
    """Give the SHA-256 of a code without the marks between its groups; 59 random bits need no slower hash."""
    return hashlib.sha256("".join(filter(str.isalnum, code.casefold())).encode()).hexdigest()


def renew(session: Session, user: User) -> list[str]:
    """Make ten new codes, which replace all earlier ones, and give them: they can be shown only now."""
    forget(session, user)
    codes = ["-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3)) for _ in range(HOW_MANY)]
    session.add_all(RecoveryCode(user_id=user.id, code_hash=digest(code)) for code in codes)
    return codes


def use(session: Session, user: User, code: str) -> bool:
    """Use up a code of this person, and give whether it was one."""
    unused = (RecoveryCode.user_id == user.id, RecoveryCode.code_hash == digest(code), RecoveryCode.used_at.is_(None))
    claim = update(RecoveryCode).where(*unused).values(used_at=clock.to_utc(clock.now())).returning(RecoveryCode.id)
    return session.execute(claim).first() is not None


def left(session: Session, user: User) -> int:
    """Give how many codes are still good."""
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))) or 0


def forget(session: Session, user: User) -> int:
    """Make every code void; give how many were still good."""
    good = left(session, user)
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    return good
