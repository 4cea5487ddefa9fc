"""Reading opening hours: OpenStreetMap syntax, less what a visitor cannot rely on.

Read by opening-hours-py 2.1. Its reader is generous, so we refuse what it would take for "open all day" (days without
times, a comment alone, an open end), school holidays, which nobody lists, and public holidays (PH) in any place but a
list of days. What the rules mean on a day is reckoned in `days.py`.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from opening_hours import ParserError  # type: ignore[attr-defined]  # its stub forgets the error it raises

from app.rules.hours.written import COMMENT, WEEKDAYS, compiled, names_holidays, rules_of, taken_apart
from app.rules.refusals import Unfit

LONGEST_TEXT = 300
EXAMPLE = "write OpenStreetMap hours such as 'Tu-Su 09:00-17:00; Mo off'"
_DAY = f"(?:{'|'.join(WEEKDAYS)}|PH)"
DAY_LIST = re.compile(rf"({_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*)(?: |$)")
AS_WRITTEN = re.compile(r'(;|,\s+|\|\|)(?=(?:[^"]*"[^"]*")*[^"]*$)')
HAS_TIMES = re.compile(r"[0-9]:[0-9]|sunrise|sunset|dawn|dusk|24/7|\b(?:off|closed|unknown)\b", re.IGNORECASE)
REFUSED = (
    (re.compile(r"\bSH\b"), "school holidays (SH) are not known"),
    (re.compile(r"[0-9]\+"), "an open end (+) says nothing a visitor can rely on: give a closing time"),
    (re.compile(r"\b([0-9]{2}:[0-9]{2})-\1\b"), "it opens and closes at the same time: write 00:00-24:00 for all day"),
)


class BadHours(Unfit):
    """Opening hours that cannot be read or relied on; the message says where and what to write."""


class DatedHours(NamedTuple):
    """What holds from a day to another, both included, whatever the usual hours say: times of a day, or None for closed."""

    first_day: date
    last_day: date
    times: str | None


@dataclass(frozen=True)
class Hours:
    """Opening hours (开放时间) that can be read: as written, as the package writes them, and what else decides a day.

    `parse_hours` makes the usual ones, `dated.compose` adds the rest. Without a `text` the usual hours are unknown.
    """

    text: str
    canonical: str
    dated: tuple[DatedHours, ...] = ()
    keeps_workdays: bool = False
    last_entry_min: int | None = None

    @property
    def is_known(self) -> bool:
        """Are the usual hours known?"""
        return bool(self.text)

    @property
    def needs_holidays(self) -> bool:
        """Do they hang on which days are public holidays or make-up workdays?"""
        return self.keeps_workdays or names_holidays(self.canonical)


@lru_cache(maxsize=4096)
def parse_hours(text: str) -> Hours:
    """Give the hours that `text` says; raise BadHours for what cannot be read or relied on."""
    if not text.strip():
        raise BadHours(f"the hours are empty; {EXAMPLE}")
    if len(text) > LONGEST_TEXT:
        raise BadHours(f"hours have at most {LONGEST_TEXT} characters")
    try:
        hours = Hours(text.strip(), str(compiled(text)))
    except (ParserError, UnicodeEncodeError) as error:
        raise BadHours(_unreadable(text, error)) from error
    for rule in AS_WRITTEN.split(hours.text)[::2]:
        _check_times(rule)
    pieces = rules_of(hours.canonical)
    for before, rule in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        _check_rule(rule, before)
    if hours.needs_holidays and " || " in pieces:
        raise BadHours(f"{text!r}: public holidays (PH) do not go with ||")
    _check_parts(hours)
    return hours


def _check_times(rule: str) -> None:
    """Refuse days or a comment alone: the package would take them for open all day."""
    if not HAS_TIMES.search(COMMENT.sub("", rule)):
        raise BadHours(f"{rule.strip()!r} gives no times; write 00:00-24:00 for all day, 'unknown' where nobody knows")


def _check_rule(rule: str, before: str) -> None:
    """Refuse a rule that would be read as more than its writer knows; `before` is the separator in front of it."""
    bare = COMMENT.sub("", rule)
    for pattern, why in REFUSED:
        if pattern.search(bare):
            raise BadHours(f"{rule!r}: {why}")
    if before == ", " and bare[0].isdigit():
        raise BadHours(f"{rule!r} would hold on every day: write no space after the comma, or repeat the days")
    if names_holidays(rule) and not _is_plain_list(bare):
        raise BadHours(f"{rule!r}: public holidays (PH) stand only in a list of days, such as 'PH off' or 'Mo,PH off'")


def _check_parts(hours: Hours) -> None:
    """Refuse rules whose parts cannot be read one by one, because that is how a day is reckoned."""
    for rule in taken_apart(hours.canonical):
        try:
            compiled(f"{rule.wide} {rule.says}".strip())
        except ParserError as error:
            raise BadHours(f"{hours.text!r} is more intricate than can be relied on; {EXAMPLE}") from error


def _is_plain_list(rule: str) -> bool:
    """Does PH stand by itself in the list of days that the rule begins with, and nowhere else?"""
    days = DAY_LIST.match(rule)
    return days is not None and re.search(r"PH|^[-+]", rule[days.end() :]) is None and re.search("PH-|-PH", days[1]) is None


def _unreadable(text: str, error: Exception) -> str:
    """Say where the reader stopped, in our words."""
    found = re.search(r"--> 1:([0-9]+)", str(error))
    start = int(found[1]) - 1 if found else 0
    rest = text[start : start + 20]
    where = f"from character {start + 1} ({rest!r})" if rest else "to its end"
    return f"{text!r} cannot be read {where}; {EXAMPLE}"
