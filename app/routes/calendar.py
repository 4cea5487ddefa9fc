"""The month and week calendars: dates on their days, runs and stretches above them, expected windows apart."""

import calendar as months
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template

from app import clock, i18n
from app.extensions import db
from app.queries import occurrences
from app.queries.occurrences import Dated
from app.routes import answers, day_parts, periods
from app.rules.lunar import MONTHS_ZH, day_zh, lunar_date
from app.security import public
from app.services import calendars
from app.services.agenda import agenda
from app.vocabulary import Shape

bp = Blueprint("calendar", __name__, url_prefix=i18n.PREFIX + "/calendar")


@bp.get("/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>")
@public()
def month(year: int, month: int) -> str:
    """One month of 2015–2035; others are a 404 that says so."""
    first = periods.first_of_month(year, month)
    last = date(year, month, months.monthrange(year, month)[1])
    found = found_in(first, last)
    plan = agenda(found, last)
    short = [item for item in plan.last_days + plan.season if is_short(item)]
    standing = on_days(found)
    answers.until_midnight()
    return render_template(
        "calendar/month.html",
        first=first,
        present=clock.today(),
        weeks=[[cell(day, month, standing) for day in week] for week in months.Calendar().monthdatescalendar(year, month)],
        dates=sorted([item for item in plan.dates if last_day_of(item) >= first] + short, key=lambda item: (item.starts_at, item.card.id)),
        plan=plan,
        long=[item for item in plan.last_days + plan.season if item not in short],
        previous=first - timedelta(days=1) if first > periods.FIRST else None,
        following=last + timedelta(days=1) if last < periods.LAST else None,
        is_far=day_parts.is_far(first),
    )


@bp.get("/<int(fixed_digits=4):year>-W<int(fixed_digits=2):number>")
@public()
def week(year: int, number: int) -> str:
    """One week, Monday to Sunday, as ISO 8601 numbers it: 2027-W06."""
    monday = periods.monday_of(year, number)
    sunday = monday + timedelta(days=6)
    found = found_in(monday, sunday)
    answers.until_midnight()
    return render_template(
        "calendar/week.html",
        monday=monday,
        sunday=sunday,
        present=clock.today(),
        days=[day_parts.of_day(monday + timedelta(days=ahead), found) for ahead in range(7)],
        plan=agenda(found, sunday),
        has_previous=monday - timedelta(days=7) >= periods.FIRST,
        has_following=sunday + timedelta(days=7) <= periods.LAST,
        is_far=day_parts.is_far(monday),
    )


def found_in(first: date, last: date) -> list[Dated]:
    """Give everything that touches some days."""
    return occurrences.days_between(db.session(), clock.start_of(first), clock.start_of(last + timedelta(days=1)))


def is_short(item: Dated) -> bool:
    """Whether something long is short enough to stand on its days in a month."""
    return item.is_long and item.ends_at - item.starts_at <= timedelta(days=24) and not item.is_open_ended


def on_days(found: Iterable[Dated]) -> list[Dated]:
    """Give what stands on its days in a month: single dates, short stretches, the days of short runs, changed days of long ones."""
    exact = [item for item in found if item.precision == "day"]
    runs = {(item.card.id, item.entry) for item in exact if item.shape is Shape.RUN and is_short(item)}
    return [
        item
        for item in exact
        if item.shape is Shape.DATE
        or (item.shape is Shape.STRETCH and is_short(item))
        or (item.shape is Shape.RUN_DAY and (item.raw is not None or (item.card.id, item.entry) in runs))
    ]


def last_day_of(item: Dated) -> date:
    """Give the last day on which something stands; a night stands only on the day on which it begins."""
    return (item.starts_at if item.opens else item.ends_at).date()


def cell(day: date, month: int, found: list[Dated]) -> dict[str, Any]:
    """Give one day of the grid: its day of the lunar month, its holiday, and what falls on it."""
    dates = [item for item in found if item.starts_at.date() <= day <= last_day_of(item)]
    lunar = i18n.in_language({"zh": lunar_word(day)})
    return {"day": day, "is_inside": day.month == month, "lunar": lunar, "holiday": calendars.holiday_on(day), "dates": dates}


def lunar_word(day: date) -> str:
    """Give the day of the lunar month as Chinese calendars print it, 廿三; a month's first day gives the month: 闰五月."""
    lunar = lunar_date(day)
    if lunar.day > 1:
        return day_zh(lunar.day)
    return ("闰" if lunar.is_leap else "") + MONTHS_ZH[lunar.month - 1]
