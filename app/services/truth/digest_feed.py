"""The weekly digest as an Atom feed by a signed address of one's own: a feed reader cannot sign in."""

import hashlib

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.people import User
from app.services.exports.feeds import News, atom
from app.services.truth import digest

SALT = "feed of the weekly digest"


def signer(secret: str) -> URLSafeSerializer:
    """Give what signs the addresses."""
    return URLSafeSerializer(secret, salt=SALT, signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256})


def print_of(user: User) -> str:
    """Give what changes with a person's password, so that a new one makes the old address void."""
    return hashlib.sha256(f"{user.id}:{user.password_hash}".encode()).hexdigest()[:16]


def link_for(user: User, secret: str) -> str:
    """Give the signed part of the address of a person's feed."""
    return str(signer(secret).dumps([user.id, print_of(user)]))


def reader_of(session: Session, link: str, secret: str) -> User | None:
    """Give whose feed a link opens; None for one that is forged, of a person disabled since, or from before a new password."""
    try:
        number, mark = signer(secret).loads(link)
        user = session.get(User, int(number))
    except (BadSignature, ValueError, TypeError, OverflowError):
        return None
    return user if user is not None and user.is_active and print_of(user) == mark else None


def feed(session: Session, user: User, *, origin: str, self_url: str, language: str) -> bytes:
    """Give the digest of this week as a feed with one entry; its address stays the same for the week."""
    found, monday = digest.of(session, user), digest.monday_of(clock.today())
    title = title_of(found)
    entry = News(
        id=f"tag:wanderxicheng,2026:digest/{user.id}/{found.week}",
        url=f"{origin}/admin/digest",
        title=title,
        summary=digest.as_text(found, origin),
        changed_at=monday,
        published_at=monday,
        what="",
    )
    return atom(
        [entry],
        title=_("Weekly digest"),
        subtitle=found.whose,
        language=language,
        url=entry.url,
        self_url=self_url,
        site_name=_("Wander Xicheng"),
    )


def title_of(found: digest.Digest) -> str:
    """Give the title of a digest: the week, whose it is, how much there is to look after."""
    return _("Week %(week)s, %(whose)s: %(total)s to look after", week=found.week, whose=found.whose, total=found.total)
