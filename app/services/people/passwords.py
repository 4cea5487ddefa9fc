"""Passwords: what makes one good enough, Argon2id, and a check that takes as long for nobody as for somebody."""

import re
import secrets
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST, MOST = 12, 200
# OWASP's figures for Argon2id. Sixty-four threads checking at once take 1.2 GB, where the library's own figures take 4 GB.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
FIRST_GUESSED = "password|passw0rd|qwerty|letmein|administrator|welcome|iloveyou|123456|abcdef|xicheng|beijing|woaini"
COMMON = re.compile(rf"({FIRST_GUESSED})+[\d!.@#]*", re.IGNORECASE)


class PasswordRefused(ValueError):
    """A password that is not good enough; `reason` is one of `short`, `long`, `common`, `like_account`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def normal(password: str) -> str:
    """Give a password as it is hashed, the same from every keyboard."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, *, email: str, name: str = "") -> None:
    """Raise PasswordRefused when a new password is too short, too long, among the first that are guessed, or like the account."""
    plain = normal(password)
    if len(plain) < LEAST:
        raise PasswordRefused("short")
    if len(plain) > MOST:
        raise PasswordRefused("long")
    if len(set(plain)) < 5 or COMMON.fullmatch(plain):
        raise PasswordRefused("common")
    own = [word for word in (email, email.split("@", maxsplit=1)[0], name.replace(" ", "")) if len(word) >= 4]
    if any(plain.casefold().strip("0123456789!.@#") == word.casefold().strip("0123456789!.@#") for word in own):
        raise PasswordRefused("like_account")


def hashed(password: str) -> str:
    """Give the Argon2id hash of a password."""
    return HASHER.hash(normal(password))


@lru_cache(maxsize=1)
def nobodys_hash() -> str:
    """Give the hash of a password that nobody knows."""
    return HASHER.hash(secrets.token_hex(16))


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether a password fits a hash; without a hash one is reckoned all the same, so that nobody takes as long as somebody."""
    if len(password) > 4 * MOST:
        password = ""
    try:
        HASHER.verify(password_hash or nobodys_hash(), normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether a hash was made with weaker figures than today's."""
    return HASHER.check_needs_rehash(password_hash)


def generated() -> str:
    """Give a new random password that can be read out on the telephone: four groups of five, 99 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
