"""All that decides when a place is open, as one: usual hours, dated closures and exceptions, make-up workdays, last entry.

A dated exception says what begins on its days, and wins over weekdays, months and public holidays. The night of the day
before still runs to its end (see `days.py`), so a closure from Saturday does not empty a bar at Friday midnight.
Where the usual hours are unknown, all days but the dated ones stay unknown.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any

from app.rules.holidays import HolidayCalendar
from app.rules.hours.parsing import BadHours, DatedHours, Hours, parse_hours
from app.rules.hours.state import HoursState, state_at

NOBODY_KNOWS = Hours("", "24/7 unknown")
FOR_EVER = date.max
TIMES = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)")


@lru_cache(maxsize=4096)
def compose(text: str | None, dated: tuple[DatedHours, ...] = (), *, keeps_workdays: bool = False, last_entry_min: int | None = None) -> Hours | None:
    """Give the hours that a place really keeps; None where nothing is known of them. Raises BadHours for bad text."""
    if not text and not dated:
        return None
    usual = parse_hours(text) if text else NOBODY_KNOWS
    return Hours(usual.text, usual.canonical, dated, keeps_workdays, last_entry_min)


def hours_of(card: Mapping[str, Any]) -> Hours | None:
    """Give the hours of a place from its card: `hours`, `exceptions`, `keeps_workdays`, `last_entry_min`."""
    rows = card.get("exceptions", ())
    dated = tuple(DatedHours(date.fromisoformat(first), date.fromisoformat(last), times) for first, last, times in rows)
    return compose(card.get("hours"), dated, keeps_workdays=card.get("keeps_workdays", False), last_entry_min=card.get("last_entry_min"))


def state_of(card: Mapping[str, Any], moment: datetime, holidays: HolidayCalendar) -> HoursState:
    """Give the state of a place at a moment from its card alone."""
    return state_at(hours_of(card), moment, holidays)


def check_times(text: str) -> str:
    """Give the times of one day back; raise BadHours, in words for an editor, for what is no list of times in order."""
    times = text.split(",")
    wrong = next((one for one in times if not TIMES.fullmatch(one)), None)
    if wrong is not None:
        raise BadHours("'%(times)s' is no time from and to; write times of a day such as 09:00-12:00 or 10:00-12:00,14:00-16:00", times=wrong)
    for opens, closes in (one.split("-") for one in times):
        if opens == closes:
            raise BadHours("%(opens)s-%(closes)s opens and closes at the same time; write 00:00-24:00 for all day", opens=opens, closes=closes)
    for before, after in pairwise(times):
        if not before[:5] < before[6:] <= after[:5]:
            raise BadHours(
                "%(before)s and %(after)s overlap or are out of order; write times of a day such as 09:00-12:00 or 10:00-12:00,14:00-16:00",
                before=before,
                after=after,
            )
    return text


def check_apart(dated: Iterable[DatedHours]) -> None:
    """Raise BadHours naming the days when two exceptions speak of one day."""
    for one, other in pairwise(sorted(dated, key=lambda item: item.first_day)):
        if other.first_day <= one.last_day:
            raise BadHours("two exceptions overlap: %(one)s and %(other)s; a day has one at most", one=said(one), other=said(other))


def said(dated: DatedHours) -> str:
    """Give the days of an exception as an editor writes them."""
    if dated.last_day == FOR_EVER:
        return f"{dated.first_day} until further notice"
    return str(dated.first_day) if dated.last_day == dated.first_day else f"{dated.first_day} to {dated.last_day}"
