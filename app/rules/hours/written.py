"""Opening hours as the package writes them, taken apart: each rule's days, and what it says of them."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from opening_hours import OpeningHours

from app.clock import BEIJING

XICHENG = (39.91, 116.37)
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ALL_DAY = "00:00-24:00"
SEPARATOR = re.compile(r'(; |, | \|\| )(?=(?:[^"]*"[^"]*")*[^"]*$)')
COMMENT = re.compile(r'"[^"]*"')
_DAY = f"(?:{'|'.join(WEEKDAYS)}|PH)"
_DAYS = re.compile(rf"(?:^| )({_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*)$")
_SAYS = re.compile(r'[0-9]{2}:[0-9]{2}|\(|sunrise|sunset|dawn|dusk|24/7|closed|unknown|"')
_JOINED_YEAR = re.compile(r"(?<=[0-9]{4})(?=[A-Z])")


class Rule(NamedTuple):
    """One rule: how it joins those before it, its months or dates, its weekdays (None: not named), and what it says.

    Weekdays counted in their month (`Fr[1]`) stay with the dates in `wide`. `holidays` is whether it names PH.
    """

    joint: str
    wide: str
    days: frozenset[int] | None
    holidays: bool
    says: str

    @property
    def takes_away(self) -> bool:
        """Does it only close some of a day's hours, as a noon break does?"""
        return "closed" in COMMENT.sub("", self.says) and not self.says.startswith("closed")


def compiled(text: str) -> OpeningHours:
    """Give the package's own object for a text, in Beijing time, with the sun of Xicheng and no foreign holidays."""
    return OpeningHours(text, timezone=BEIJING, coords=XICHENG, auto_country=False)


def rules_of(text: str) -> list[str]:
    """Give the rules of a canonical text and the separators between them, by turns."""
    return SEPARATOR.split(text)


@lru_cache(maxsize=4096)
def names_holidays(text: str) -> bool:
    """Does a text name public holidays, outside its comments?"""
    return re.search(r"\bPH\b", COMMENT.sub("", text)) is not None


@lru_cache(maxsize=4096)
def taken_apart(text: str) -> tuple[Rule, ...]:
    """Give the rules of a canonical text."""
    pieces = rules_of(text)
    return tuple(_rule(joint, rule) for joint, rule in zip(["; ", *pieces[1::2]], pieces[::2], strict=True))


def weekdays_of(text: str) -> list[int]:
    """Give the weekdays of a list such as Sa-Mo,PH, as numbers from Monday; PH is 7."""
    numbers = {name: number for number, name in enumerate((*WEEKDAYS, "PH"))}
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        start = numbers[first]
        found += [(start + n) % 7 for n in range((numbers[last] - start) % 7 + 1)] if last else [start]
    return found


def osm_day(day: date) -> str:
    """Give a day as OpenStreetMap writes it: 2026 Feb 14."""
    return f"{day.year} {MONTHS[day.month - 1]} {day.day}"


def _rule(joint: str, text: str) -> Rule:
    start = _SAYS.search(text)
    wide = text[: start.start()].strip() if start else text
    says = text[start.start() :].replace("24/7", ALL_DAY, 1) if start else ALL_DAY
    says = f"{ALL_DAY} {says}" if says.startswith('"') else says
    named = _DAYS.search(wide)
    if named is None:
        return Rule(joint, _JOINED_YEAR.sub(" ", wide), None, False, says)
    days = weekdays_of(named[1])
    return Rule(joint, _JOINED_YEAR.sub(" ", wide[: named.start()]), frozenset(days) - {7}, 7 in days, says)
