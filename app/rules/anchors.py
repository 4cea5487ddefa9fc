"""Days of a year that rules are hung on: solar (`06-14`) or lunar (`L05-05`), and the words of the rules' grammar."""

import re
from datetime import date
from typing import NamedTuple

from app.rules.lunar import solar_date

ANCHOR = re.compile(r"(L?)([0-9]{2})-([0-9]{2})")
LONGEST_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SAFE_LUNAR_DAYS = 29
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class BadRule(ValueError):
    """A rule that cannot be read; the message says where and what is allowed."""


class Anchor(NamedTuple):
    """A day that every year has, solar or lunar (leap months never count)."""

    is_lunar: bool
    month: int
    day: int

    def in_year(self, year: int) -> date:
        """Give the anchor's day in a Gregorian year, or in the lunar year that begins in it."""
        return solar_date(year, self.month, self.day) if self.is_lunar else date(year, self.month, self.day)


def read_anchor(text: str, *, where: str, lunar: bool = True, solar: bool = True) -> Anchor:
    """Give the day that `text` names; raise BadRule, naming the part it stands in, for one that some years lack."""
    allowed = " or ".join([*(["MM-DD"] if solar else []), *(["LMM-DD for a lunar day"] if lunar else [])])
    match = ANCHOR.fullmatch(text)
    if not match or not (lunar if match[1] else solar):
        raise BadRule(f"{where}: {text!r} is no day here; allowed: {allowed}, with leading zeros")
    found = Anchor(bool(match[1]), int(match[2]), int(match[3]))
    if not 1 <= found.month <= 12:
        raise BadRule(f"{where}: {text!r} has no such month; allowed: 01 to 12")
    longest = SAFE_LUNAR_DAYS if found.is_lunar else LONGEST_MONTHS[found.month - 1]
    if not 1 <= found.day <= longest:
        raise BadRule(f"{where}: {text!r} is no day of every year; allowed: 01 to {longest}{_hint(found)}")
    return found


def read_weekdays(text: str, *, where: str) -> frozenset[int]:
    """Give the weekdays of a list such as `sat,sun` (Monday is 0); raise BadRule for unknown or repeated ones."""
    names = [name.strip() for name in text.split(",")]
    wrong = next((name for name in names if name not in WEEKDAYS or names.count(name) > 1), None)
    if wrong is not None:
        raise BadRule(f"{where}: {wrong!r} is unknown or stands twice; allowed: {','.join(WEEKDAYS)}")
    return frozenset(WEEKDAYS.index(name) for name in names)


def _hint(anchor: Anchor) -> str:
    """What to write for the two days that people miss most."""
    if anchor.is_lunar:
        return " (a lunar month may lack a 30th; New Year's Eve is the day before L01-01)"
    return " (write 02-28 or 03-01)" if (anchor.month, anchor.day) == (2, 29) else ""
