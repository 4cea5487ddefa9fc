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
EXAMPLE = "'Tu-Su 09:00-17:00; Mo off'"
_DAY = f"(?:{'|'.join(WEEKDAYS)}|PH)"
DAY_LIST = re.compile(rf"({_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*)(?: |$)")
AS_WRITTEN = re.compile(r'(;|,\s+|\|\|)(?=(?:[^"]*"[^"]*")*[^"]*$)')
HAS_TIMES = re.compile(r"[0-9]:[0-9]|sunrise|sunset|dawn|dusk|24/7|\b(?:off|closed|unknown)\b", re.IGNORECASE)
SCHOOL_HOLIDAYS, OPEN_END, NO_TIME = re.compile(r"\bSH\b"), re.compile(r"[0-9]\+"), re.compile(r"\b([0-9]{2}:[0-9]{2})-\1\b")


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
        raise BadHours("the hours are empty; write OpenStreetMap hours such as %(example)s", example=EXAMPLE)
    if len(text) > LONGEST_TEXT:
        raise BadHours("hours have at most %(most)s characters", most=LONGEST_TEXT)
    try:
        hours = Hours(text.strip(), str(compiled(text)))
    except (ParserError, UnicodeEncodeError) as error:
        raise _unreadable(text, error) from error
    for rule in AS_WRITTEN.split(hours.text)[::2]:
        _check_times(rule)
    pieces = rules_of(hours.canonical)
    for before, rule in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        _check_rule(rule, before)
    if hours.needs_holidays and " || " in pieces:
        raise BadHours("%(text)s: public holidays (PH) do not go with ||", text=repr(text))
    _check_parts(hours)
    return hours


def _check_times(rule: str) -> None:
    """Refuse days or a comment alone: the package would take them for open all day."""
    if not HAS_TIMES.search(COMMENT.sub("", rule)):
        raise BadHours("%(rule)s gives no times; write 00:00-24:00 for all day, 'unknown' where nobody knows", rule=repr(rule.strip()))


def _check_rule(rule: str, before: str) -> None:
    """Refuse a rule that would be read as more than its writer knows; `before` is the separator in front of it."""
    bare = COMMENT.sub("", rule)
    if SCHOOL_HOLIDAYS.search(bare):
        raise BadHours("%(rule)s: school holidays (SH) are not known", rule=repr(rule))
    if OPEN_END.search(bare):
        raise BadHours("%(rule)s: an open end (+) says nothing a visitor can rely on: give a closing time", rule=repr(rule))
    if NO_TIME.search(bare):
        raise BadHours("%(rule)s: it opens and closes at the same time: write 00:00-24:00 for all day", rule=repr(rule))
    if before == ", " and bare[0].isdigit():
        raise BadHours("%(rule)s would hold on every day: write no space after the comma, or repeat the days", rule=repr(rule))
    if names_holidays(rule) and not _is_plain_list(bare):
        raise BadHours("%(rule)s: public holidays (PH) stand only in a list of days, such as 'PH off' or 'Mo,PH off'", rule=repr(rule))


def _check_parts(hours: Hours) -> None:
    """Refuse rules whose parts cannot be read one by one, because that is how a day is reckoned."""
    for rule in taken_apart(hours.canonical):
        try:
            compiled(f"{rule.wide} {rule.says}".strip())
        except ParserError as error:
            raise BadHours(
                "%(text)s is more intricate than can be relied on; write OpenStreetMap hours such as %(example)s",
                text=repr(hours.text),
                example=EXAMPLE,
            ) from error


def _is_plain_list(rule: str) -> bool:
    """Does PH stand by itself in the list of days that the rule begins with, and nowhere else?"""
    days = DAY_LIST.match(rule)
    return days is not None and re.search(r"PH|^[-+]", rule[days.end() :]) is None and re.search("PH-|-PH", days[1]) is None


def _unreadable(text: str, error: Exception) -> BadHours:
    """Say where the reader stopped, in our words."""
    found = re.search(r"--> 1:([0-9]+)", str(error))
    start = int(found[1]) - 1 if found else 0
    rest = text[start : start + 20]
    if not rest:
        return BadHours("%(text)s cannot be read to its end; write OpenStreetMap hours such as %(example)s", text=repr(text), example=EXAMPLE)
    return BadHours(
        "%(text)s cannot be read from character %(start)s (%(rest)s); write OpenStreetMap hours such as %(example)s",
        text=repr(text),
        start=start + 1,
        rest=repr(rest),
        example=EXAMPLE,
    )
