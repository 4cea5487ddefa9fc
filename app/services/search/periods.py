"""Times that visitors name: from the word of an address (`weekend`, `spring-festival`, `2027-02`) to two moments."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from app import clock
from app.rules.lunar import FIRST_YEAR, LAST_YEAR, solar_date, solar_terms

MONTH = re.compile(r"20[0-4]\d-(?:0[1-9]|1[0-2])")
SOON = ("today", "tonight", "tomorrow", "weekend", "this-week", "this-month")
NEXT = ("next-week", "next-weekend", "next-month")
NIGHT_BEGINS, NIGHT_ENDS = 17, 5
DAY = timedelta(days=1)


class Period(NamedTuple):
    """A stretch of time; its last moment is not included."""

    first: datetime
    last: datetime


def lunar(month: int, day: int) -> Callable[[int], date]:
    """Give what gives the day of a lunar festival in a year."""
    return lambda year: solar_date(year, month, day)


def qingming(year: int) -> date:
    """Give the day of Qingming in a year."""
    return next(day for day, term in solar_terms(year) if term.zh == "清明")


# Each festival by its day, with how many days before and after it belong to it.
FESTIVALS: dict[str, tuple[Callable[[int], date], int, int]] = {
    "spring-festival": (lunar(1, 1), 1, 14),
    "lantern-festival": (lunar(1, 15), 2, 1),
    "qingming": (qingming, 3, 3),
    "dragon-boat": (lunar(5, 5), 3, 3),
    "mid-autumn": (lunar(8, 15), 3, 3),
    "chongyang": (lunar(9, 9), 3, 3),
    "national-day": (lambda year: date(year, 10, 1), 0, 7),
    "new-year": (lambda year: date(year, 1, 1), 1, 2),
}
WORDS = (*SOON, *NEXT, *FESTIVALS)


def is_period(word: str) -> bool:
    """Whether a word names a time."""
    return word in WORDS or MONTH.fullmatch(word) is not None


def period(word: str, moment: datetime) -> Period | None:
    """Give the stretch of time that a word names at a moment, the next one of a festival; None for no such word."""
    today = moment.astimezone(clock.BEIJING).date()
    if word == "tonight":
        evening = clock.start_of((moment.astimezone(clock.BEIJING) - timedelta(hours=NIGHT_ENDS)).date())
        return Period(evening + timedelta(hours=NIGHT_BEGINS), evening + DAY + timedelta(hours=NIGHT_ENDS))
    days = days_of(word, today)
    return Period(clock.start_of(days[0]), clock.start_of(days[1])) if days else None


def days_of(word: str, today: date) -> tuple[date, date] | None:
    """Give the first day of a time and the day after its last."""
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    soon = {
        "today": (today, today + DAY),
        "tomorrow": (today + DAY, today + 2 * DAY),
        "weekend": (monday + 5 * DAY, monday + 7 * DAY),
        "this-week": (today, monday + 7 * DAY),
        "this-month": (today, next_month(first)),
        "next-week": (monday + 7 * DAY, monday + 14 * DAY),
        "next-weekend": (monday + 12 * DAY, monday + 14 * DAY),
        "next-month": (next_month(first), next_month(next_month(first))),
    }
    if word in FESTIVALS:
        return festival(word, today)
    if MONTH.fullmatch(word):
        begins = date.fromisoformat(f"{word}-01")
        return begins, next_month(begins)
    return soon.get(word)


def festival(word: str, today: date) -> tuple[date, date] | None:
    """Give the days of the next festival, or of the one that goes on; None beyond the years of the lunar calendar."""
    day_in, before, after = FESTIVALS[word]
    for year in (today.year - 1, today.year, today.year + 1):
        if FIRST_YEAR < year <= LAST_YEAR and day_in(year) + timedelta(days=after) >= today:
            return day_in(year) - timedelta(days=before), day_in(year) + timedelta(days=after + 1)
    return None


def next_month(first: date) -> date:
    """Give the first day of the month after one."""
    return (first + timedelta(days=31)).replace(day=1)


def month_word(month: int, today: date, year: int | None = None) -> str:
    """Give the word of a month: of a year, or the next one of that name, this month included."""
    return f"{year or today.year + (month < today.month)}-{month:02d}"
