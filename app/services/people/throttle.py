"""Throttling of sign-in: ten tries in five minutes for an address, and for an account, without locking its owner out.

The tries are rows, so that all processes and nodes count together. A try is written down before the password is looked
at, so that many at once gain nothing; success takes it back. Nothing here knows whether the account exists.

An address with ten failed tries waits, whatever it asks for. An account with ten failed tries waits too, but only from
addresses that took part: from elsewhere, or from where its owner has signed in lately, one more try is looked at, and
the right password gets in. So a stranger who guesses cannot shut the owner out. A hundred tries from many addresses
close the account for five minutes to all but the addresses its owner is known from.
"""

import ipaddress
from datetime import timedelta
from enum import Enum, auto

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app import clock
from app.models.people import User
from app.models.sign_in import SignIn, SignInTry

PASSWORD, CODE, LINK = "password", "code", "link"
TRIES, WINDOW = 10, timedelta(minutes=5)
# From all addresses together. Who tries codes has the password already, so there the ten are all there is.
EVERYWHERE = {PASSWORD: 100, CODE: TRIES}
KNOWN_FOR = timedelta(days=60)


class Verdict(Enum):
    """What becomes of a try: looked at, looked at although the account has had its ten, or refused unseen."""

    OPEN = auto()
    LAST_CHANCE = auto()
    REFUSED = auto()


def network(address: str) -> str:
    """Give the address that is counted: an IPv4 address, or the /64 of an IPv6 one, which a single home has."""
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(parsed.ipv4_mapped or ipaddress.ip_network((int(parsed), 64), strict=False))
    return str(parsed)


def account_of(email: str) -> str:
    """Give an e-mail address as accounts are counted and found by it."""
    return "".join(filter(str.isprintable, email)).strip().casefold()[:180]


def count(session: Session, *conditions: object) -> int:
    """Give how many tries of the last five minutes meet some conditions."""
    since = clock.to_utc(clock.now()) - WINDOW
    return session.scalar(select(func.count()).select_from(SignInTry).where(SignInTry.at > since, *conditions)) or 0  # type: ignore[arg-type]


def is_known(session: Session, email: str, address: str) -> bool:
    """Whether the owner of an account has signed in from an address within the last sixty days."""
    since = clock.to_utc(clock.now()) - KNOWN_FOR
    mine = select(SignIn.id).join(User, User.id == SignIn.user_id)
    return session.scalars(mine.where(User.email == email, SignIn.address == address, SignIn.created_at > since).limit(1)).first() is not None


def counted_as(email: str, step: str) -> str:
    """Give the word that tries are counted under: passwords and codes of an account apart."""
    return f"{step}:{email}"[:200]


def judge(session: Session, email: str, address: str, step: str) -> Verdict:
    """Say what becomes of a try, before it is written down."""
    account = counted_as(email, step)
    if is_shut(session, address):
        return Verdict.REFUSED
    on_account = count(session, SignInTry.account == account)
    if on_account < TRIES or is_known(session, email, address):
        return Verdict.OPEN
    took_part = count(session, SignInTry.account == account, SignInTry.address == address)
    return Verdict.REFUSED if took_part or on_account >= EVERYWHERE[step] else Verdict.LAST_CHANCE


def take_try(session: Session, email: str, address: str, *, step: str = PASSWORD) -> Verdict:
    """Judge a try and, unless it is refused, write it down; in the caller's writing transaction."""
    now = clock.to_utc(clock.now())
    session.execute(delete(SignInTry).where(SignInTry.at <= now - WINDOW))
    verdict = judge(session, email, address, step)
    if verdict is not Verdict.REFUSED:
        session.add(SignInTry(account=counted_as(email, step), address=address, at=now))
        session.flush()
    return verdict


def is_shut(session: Session, address: str) -> bool:
    """Whether an address has had its ten tries, so that nothing it brings is looked at."""
    return count(session, SignInTry.address == address) >= TRIES


def note_bad_link(session: Session, address: str) -> None:
    """Write down that an address brought a link that opens nothing; by address alone, so that nobody closes another's link."""
    now = clock.to_utc(clock.now())
    session.execute(delete(SignInTry).where(SignInTry.at <= now - WINDOW))
    session.add(SignInTry(account=LINK, address=address, at=now))


def forgive(session: Session, email: str, address: str) -> None:
    """Take back the tries of an account from an address, because one succeeded."""
    own = [counted_as(email, step) for step in (PASSWORD, CODE)]
    session.execute(delete(SignInTry).where(SignInTry.account.in_(own), SignInTry.address == address))
