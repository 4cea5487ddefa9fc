"""Periods that addresses name: a day, a week, a month, a year; what is none is refused in words."""

import re
from datetime import date, timedelta

from flask import request

from app.errors import Absent, Refused
from app.i18n import _

FIRST, LAST = date(2015, 1, 1), date(2035, 12, 31)
"""The days that have a page."""


def month_asked() -> str | None:
    """Give the month of `?month=`; raise Refused for one that is none or lies outside 2000–2035."""
    value = request.args.get("month", "")
    if not value:
        return None
    if not re.fullmatch(r"20[0-3][0-9]-(0[1-9]|1[0-2])", value) or value > "2035-12":
        raise Refused(_("“%(value)s” is no month; write it as 2027-02.", value=value[:40]))
    return value


def year_asked() -> str | None:
    """Give the year of `?year=`; raise Refused for one that is none or lies outside 2000–2035."""
    value = request.args.get("year", "")
    if not value:
        return None
    if not re.fullmatch(r"20[0-3][0-9]", value) or value > "2035":
        raise Refused(_("“%(value)s” is no year that we have events of.", value=value[:40]))
    return value


def period_asked() -> str | None:
    """Give the month or the year that the address names; raise Refused when it names both."""
    month, year = month_asked(), year_asked()
    if month and year:
        raise Refused(_("Choose a month or a year, not both."))
    return month or year


def day_of(value: str) -> date:
    """Give the day that a path names; raise Absent for one that is none or lies outside 2015–2035."""
    try:
        day = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else None
    except ValueError:
        day = None
    if day is None:
        raise Absent(_("“%(value)s” is no day of the calendar; write it as 2027-02-06.", value=value[:40]))
    return known(day)


def first_of_month(year: int, month: int) -> date:
    """Give the first day of a month; raise Absent for one that is none or lies outside 2015–2035."""
    if not 1 <= month <= 12:
        raise Absent(_("There is no month %(number)s.", number=month))
    if not FIRST.year <= year <= LAST.year:
        raise Absent(_("The guide knows the days from 2015 to 2035."))
    return date(year, month, 1)


def monday_of(year: int, number: int) -> date:
    """Give the Monday of a week as ISO 8601 numbers it; raise Absent for one that is none or not wholly in 2015–2035."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        raise Absent(_("%(year)s has no week %(number)s.", year=year, number=number)) from None
    known(monday)
    known(monday + timedelta(days=6))
    return monday


def known(day: date) -> date:
    """Give a day back; raise Absent outside 2015–2035."""
    if not FIRST <= day <= LAST:
        raise Absent(_("The guide knows the days from 2015 to 2035."))
    return day


def saturday_of(day: date) -> date:
    """Give the Saturday of the weekend a day lies in, or of the one that comes next."""
    return day - timedelta(days=1) if day.weekday() == 6 else day + timedelta(days=5 - day.weekday())
