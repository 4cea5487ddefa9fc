"""The month calendar: confirmed dates in the grid, long runs above it, expected windows apart."""

import calendar as months
from datetime import date, timedelta

from flask import Blueprint, abort, render_template

from app import clock, i18n
from app.extensions import db
from app.queries import occurrences
from app.queries.occurrences import Dated
from app.routes import answers
from app.rules.lunar import lunar_label
from app.security import public
from app.services import calendars

bp = Blueprint("calendar", __name__, url_prefix=i18n.PREFIX + "/calendar")
LONG_RUN = timedelta(days=8)


@bp.get("/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>")
@public()
def month(year: int, month: int) -> str:
    """One month of 2000–2035; others are a 404."""
    if not 2000 <= year <= 2035 or not 1 <= month <= 12:
        abort(404)
    first = date(year, month, 1)
    last = date(year, month, months.monthrange(year, month)[1])
    found = occurrences.between(db.session(), clock.start_of(first), clock.start_of(last + timedelta(days=1)))
    exact = [item for item in found if item.precision == "day" and item.ends_at - item.starts_at <= LONG_RUN * 3]
    answers.until_midnight()
    return render_template(
        "calendar/month.html",
        first=first,
        today=clock.today(),
        weeks=[[cell(day, month, exact) for day in week] for week in months.Calendar().monthdatescalendar(year, month)],
        exact=exact,
        runs=[item for item in found if item not in exact],
        previous=first - timedelta(days=1),
        following=last + timedelta(days=1),
    )


def cell(day: date, month: int, found: list[Dated]) -> dict[str, object]:
    """Give one day of the grid: its lunar date, holiday, and what falls on it."""
    dates = [item for item in found if item.starts_at.date() <= day <= item.ends_at.date()]
    language = "en" if i18n.code() == "en" else "zh"
    return {"day": day, "is_inside": day.month == month, "lunar": lunar_label(day, language), "holiday": calendars.holiday_on(day), "dates": dates}
