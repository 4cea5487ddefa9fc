"""Accounts: made, given a role, disabled, reset; whatever takes rights away ends the sign-ins in the same transaction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app import clock
from app.models.people import Organisation, User
from app.models.sign_in import SignIn
from app.services import audit
from app.services.people import passwords, recovery, sign_ins, totp
from app.services.people.throttle import account_of
from app.vocabulary import Family, Role

EMAIL = re.compile(r"[^@\s<>\"'()]{1,64}@[^@\s<>\"'()]{1,180}")
LANGUAGES = ("zh", "en")


class AccountRefused(ValueError):
    """Something about an account that cannot be; `reason` is one of `email`, `taken`, `invited`, `name`, `last_admin`, `organisation`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Revoked:
    """What a reset took away."""

    sign_ins: int
    had_two_step: bool
    recovery_codes: int


def by_email(session: Session, email: str) -> User | None:
    """Give the person of an e-mail address, or None."""
    return session.scalars(select(User).where(User.email == account_of(email))).one_or_none()


def everyone(session: Session) -> list[User]:
    """Give every person, those who may sign in first, by name."""
    return list(session.scalars(select(User).options(joinedload(User.organisation)).order_by(User.disabled_at.is_not(None), User.name, User.id)))


def organisations(session: Session) -> list[Organisation]:
    """Give every organisation by name."""
    return list(session.scalars(select(Organisation).order_by(Organisation.name_zh, Organisation.id)))


def checked(session: Session, email: str, name: str) -> tuple[str, str]:
    """Give the e-mail address and the name of a new account as they are kept; raise AccountRefused."""
    address, plain_name = account_of(email), " ".join("".join(filter(str.isprintable, name)).split())
    if not EMAIL.fullmatch(address):
        raise AccountRefused("email")
    if not 1 <= len(plain_name) <= 100:
        raise AccountRefused("name")
    if by_email(session, address) is not None:
        raise AccountRefused("taken")
    return address, plain_name


def create(session: Session, *, by: User | None, email: str, name: str, role: Role, password: str, **more: Any) -> User:
    """Make an account for somebody; raise AccountRefused or PasswordRefused. `more` are the families, organisation and language."""
    user = make(session, email=email, name=name, role=role, password=password, **more)
    audit.note(session, "user_created", by=by, user=user.email, role=role.value)
    return user


def make(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    password: str,
    families: Sequence[Family] = (),
    organisation: Organisation | None = None,
    language: str = "zh",
) -> User:
    """Make an account, which the caller writes down; raise AccountRefused or PasswordRefused. An admin always reaches every page."""
    address, plain_name = checked(session, email, name)
    passwords.check(password, email=address, name=plain_name)
    user = User(
        email=address,
        name=plain_name,
        role=role,
        password_hash=passwords.hashed(password),
        created_at=clock.to_utc(clock.now()),
        families=[],
        language=language if language in LANGUAGES else "zh",
    )
    session.add(user)
    session.flush()
    place(user, role, families, organisation)
    return user


def place(user: User, role: Role, families: Sequence[Family], organisation: Organisation | None) -> None:
    """Write down what a person may do and which pages they reach."""
    is_admin = role is Role.ADMIN
    user.role = role
    user.families = [] if is_admin or len(set(families)) == len(Family) else [family.value for family in Family if family in families]
    user.organisation = None if is_admin else organisation


def set_role(
    session: Session, user: User, role: Role, *, by: User | None, families: Sequence[Family] = (), organisation: Organisation | None = None
) -> int:
    """Give a person another role, families or organisation; give how many sign-ins that ended."""
    if role is not Role.ADMIN:
        keep_an_admin(session, user)
    before = reach_of(user)
    place(user, role, families, organisation)
    session.flush()
    audit.note(session, "user_role", by=by, user=user.email, before=before, after=reach_of(user))
    return sign_ins.end_all(session, user)


def reach_of(user: User) -> dict[str, object]:
    """Give what a person may do and where, for the audit."""
    return {"role": user.role.value, "families": user.families, "organisation": user.organisation.slug if user.organisation else None}


def disable(session: Session, user: User, *, by: User | None) -> int:
    """Let a person sign in no longer; give how many sign-ins that ended."""
    keep_an_admin(session, user)
    user.disabled_at = user.disabled_at or clock.to_utc(clock.now())
    audit.note(session, "user_disabled", by=by, user=user.email)
    return sign_ins.end_all(session, user)


def enable(session: Session, user: User, *, by: User | None) -> None:
    """Let a disabled person sign in again, with the password they had."""
    user.disabled_at = None
    audit.note(session, "user_enabled", by=by, user=user.email)


def reset(session: Session, user: User, password: str, *, by: User | None) -> Revoked:
    """Give a person a new password and take away the second step, the recovery codes and every sign-in; give what that was."""
    passwords.check(password, email=user.email, name=user.name)
    user.password_hash = passwords.hashed(password)
    codes, had_two_step = recovery.forget(session, user), totp.forget(user)
    revoked = Revoked(sign_ins.end_all(session, user), had_two_step, codes)
    audit.note(session, "user_reset", by=by, user=user.email, sign_ins=revoked.sign_ins, two_step=had_two_step, recovery_codes=codes)
    return revoked


def change_password(session: Session, user: User, password: str) -> int:
    """Give a person the new password that they chose; give how many sign-ins that ended, all of them."""
    passwords.check(password, email=user.email, name=user.name)
    user.password_hash = passwords.hashed(password)
    audit.note(session, "password_changed", by=user)
    return sign_ins.end_all(session, user)


def end_sign_in(session: Session, sign_in: SignIn, *, by: User) -> None:
    """End one sign-in of a person's own."""
    sign_ins.end(session, sign_in)
    audit.note(session, "sign_in_ended", by=by, sign_in=sign_in.id)


def sign_out(session: Session, user: User, *, by: User) -> int:
    """End every sign-in of a person; give how many were live."""
    ended = sign_ins.end_all(session, user)
    audit.note(session, "user_signed_out", by=by, user=user.email, sign_ins=ended)
    return ended


def keep_an_admin(session: Session, user: User) -> None:
    """Raise AccountRefused when a person is the last admin who can sign in."""
    others = select(func.count()).select_from(User).where(User.role == Role.ADMIN, User.disabled_at.is_(None), User.id != user.id)
    if user.role is Role.ADMIN and user.is_active and not session.scalar(others):
        raise AccountRefused("last_admin")
