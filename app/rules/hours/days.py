"""The openings of a day: those that begin on it, whatever hour they end.

A night belongs to the day on which it begins. It runs to its end even where the next day is a closure, a holiday or
has hours of its own; strict OpenStreetMap readers, our package among them, would cut it at midnight wherever a rule
names the next day, which no visitor of a late bar expects. What is asked of a day is therefore only what begins on it.

On a public holiday a rule that names PH is not undone by a later one for weekdays that does not: in
`Tu-Su,PH 09:00-17:00; Mo off` a Monday that is a holiday is open.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum, StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from app.clock import BEIJING, start_of
from app.rules.holidays import HolidayCalendar
from app.rules.hours.parsing import Hours
from app.rules.hours.written import ALL_DAY, Rule, compiled, osm_day, taken_apart

PLAIN_DAY = date(2024, 5, 13)
FRIDAY = 4
MINUTE = timedelta(minutes=1)
SUN = ("sunrise", "sunset", "dawn", "dusk")


class OpenKind(StrEnum):
    """Whether a place is open (开放状态)."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class DayKind(Enum):
    """What a day is to hours that mind holidays: an ordinary day, a public holiday, or a make-up workday."""

    ORDINARY = 0
    HOLIDAY = 1
    WORKED = 2


class Opening(NamedTuple):
    """An opening that begins on a day, in minutes from its midnight; past 1440 it ends on the next. Open or unknown."""

    start: int
    end: int
    kind: OpenKind
    comment: str = ""


def openings_of(hours: Hours, day: date, holidays: HolidayCalendar) -> tuple[Opening, ...]:
    """Give what opens on a day, in order; unknown where it hangs on a holiday that nobody has announced yet."""
    for dated in hours.dated:
        if dated.first_day <= day <= dated.last_day:
            return _read((("; ", dated.times or "closed"),), day)
    return blended([openings_on(hours, day, kind) for kind in kinds_of(hours, day, holidays)])


def kinds_of(hours: Hours, day: date, holidays: HolidayCalendar) -> tuple[DayKind, ...]:
    """Give what a day may be to these hours: one kind, or every possible one where its year is not announced."""
    if not hours.needs_holidays:
        return (DayKind.ORDINARY,)
    off = holidays.is_holiday(day)
    if off:
        return (DayKind.HOLIDAY,)
    if holidays.is_makeup_workday(day):
        return (DayKind.WORKED if hours.keeps_workdays else DayKind.ORDINARY,)
    if off is False:
        return (DayKind.ORDINARY,)
    could_be_worked = hours.keeps_workdays and day.weekday() > FRIDAY
    return (DayKind.ORDINARY, DayKind.HOLIDAY, *((DayKind.WORKED,) if could_be_worked else ()))


def openings_on(hours: Hours, day: date, kind: DayKind) -> tuple[Opening, ...]:
    """Give what the usual hours open on a day of this kind; a make-up workday has the hours of a Friday."""
    said: list[tuple[str, str]] = []
    holiday_said = False
    for rule in taken_apart(hours.canonical):
        if not _holds(rule, day, kind):
            continue
        undoes = rule.joint == "; " and not rule.takes_away
        names_it = kind is DayKind.HOLIDAY and rule.holidays
        if undoes and holiday_said and not names_it and not rule.wide:
            continue
        holiday_said = names_it or (holiday_said and not undoes)
        said = [*([] if undoes else said), (rule.joint, rule.says)]
    return _read(tuple(said), day) if said else ()


def blended(variants: Sequence[tuple[Opening, ...]]) -> tuple[Opening, ...]:
    """Give what all variants of a day agree on; unknown where some are open and others not."""
    if all(variant == variants[0] for variant in variants):
        return variants[0]
    turns = sorted({turn for variant in variants for one in variant for turn in (one.start, one.end)})
    found: list[Opening] = []
    for start, end in pairwise(turns):
        kinds = {kind_in(variant, start) for variant in variants}
        kind = kinds.pop() if len(kinds) == 1 else OpenKind.UNKNOWN
        if found and (found[-1].end, found[-1].kind) == (start, kind):
            found[-1] = found[-1]._replace(end=end)
        elif kind is not OpenKind.CLOSED:
            found.append(Opening(start, end, kind))
    return tuple(found)


def kind_in(openings: Sequence[Opening], minute: int) -> OpenKind:
    """Give the kind of the opening that a minute lies in."""
    return next((one.kind for one in openings if one.start <= minute < one.end), OpenKind.CLOSED)


def _holds(rule: Rule, day: date, kind: DayKind) -> bool:
    """Does a rule name this day?"""
    if kind is DayKind.HOLIDAY and rule.holidays:
        return True
    is_worked = kind is DayKind.WORKED
    if rule.days is not None and (FRIDAY if is_worked else day.weekday()) not in rule.days:
        return False
    if is_worked and "[" in rule.wide:
        day -= timedelta(days=day.weekday() - FRIDAY)
    return not rule.wide or _is_within(rule.wide, day)


@lru_cache(maxsize=16_384)
def _is_within(dates: str, day: date) -> bool:
    """Is a day among the dates, months, weeks or counted weekdays of a rule?"""
    return bool(_whole(dates).is_open(datetime.combine(day, time(12), BEIJING)))


_whole = lru_cache(maxsize=1024)(lambda dates: compiled(f"{dates} {ALL_DAY}"))


def _read(said: tuple[tuple[str, str], ...], day: date) -> tuple[Opening, ...]:
    """What some rules together open on the one day they hold on; the day matters only to the sun."""
    has_sun = any(word in says for _, says in said for word in SUN)
    return _opened(said, day if has_sun else PLAIN_DAY)


@lru_cache(maxsize=8192)
def _opened(said: tuple[tuple[str, str], ...], day: date) -> tuple[Opening, ...]:
    text = "".join(f"{joint}{osm_day(day)} {says}" for joint, says in said).removeprefix(said[0][0])
    start = start_of(day)
    found: list[Opening] = []
    for first, last, state, comment in compiled(text).intervals(start, start + timedelta(days=2)):
        kind = OpenKind(str(state))
        if kind is not OpenKind.CLOSED:
            found.append(Opening((first - start) // MINUTE, (last - start) // MINUTE, kind, comment))
    return tuple(found)
