"""How OpenStreetMap names the days and seasons of opening hours."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from app.rules.hours.written import MONTHS, WEEKDAYS
from app.rules.plain_words.dates import DayWord, MonthWord
from app.rules.plain_words.hours_groups import Season
from app.rules.plain_words.hours_words import PH
from app.rules.plain_words.rules import Monthly
from app.rules.refusals import Unfit

NAMES = (*WEEKDAYS, "PH")
LEAP_YEAR = 2024


def counted_said(rule: Monthly) -> str:
    """Give weekdays counted in their month: Mo[1]."""
    nth = ",".join(str(one) for one in rule.nth)
    return ",".join(f"{NAMES[day]}[{nth}]" for day in sorted(rule.weekdays))


def season_said(season: Season | None) -> str:
    """Give the months or days of the year between which hours hold: Apr 15-Oct 15, Nov-Mar."""
    if season is None:
        return ""
    first, last = end_said(season.first), end_said(season.last)
    return first if first == last else f"{first}-{last}"


def end_said(end: DayWord | MonthWord) -> str:
    """Give one end of a season; raise Unfit for one year only, and for a day that no calendar has."""
    if end.year or not end.month or (isinstance(end, DayWord) and end.is_named):
        raise Unfit("usual hours hold every year; hours of one year are written under the changes of single days")
    day = end.day if isinstance(end, DayWord) else None
    try:
        date(LEAP_YEAR, end.month, day or 1)
    except ValueError as fault:
        raise Unfit("there is a day that no calendar has") from fault
    return f"{MONTHS[end.month - 1]}{f' {day:02}' if day else ''}"


def named(days: Iterable[int]) -> str:
    """Give days as OpenStreetMap names them, three or more in a row as a range: Tu-Su, Sa,Su,PH."""
    week = sorted(day for day in days if day != PH)
    runs = [[day for _at, day in group] for _key, group in groupby(enumerate(week), key=lambda pair: pair[1] - pair[0])]
    parts = [f"{NAMES[run[0]]}-{NAMES[run[-1]]}" if len(run) > 2 else ",".join(NAMES[day] for day in run) for run in runs]
    return ",".join([*parts, *(["PH"] if PH in days else [])])
