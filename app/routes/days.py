"""Any day: its lunar date, holiday and solar term, what is on, what is expected, what is open."""

from datetime import timedelta

from flask import Blueprint, render_template

from app import clock, i18n
from app.extensions import db
from app.queries import occurrences, open_day
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import cards_by_id
from app.routes import answers, day_parts, periods
from app.security import public
from app.services import calendars
from app.vocabulary import Family

bp = Blueprint("days", __name__, url_prefix=i18n.PREFIX + "/day")


@bp.get("/<value>")
@public()
def show(value: str) -> str:
    """One day of 2015–2035; others are a 404 that says so."""
    day = periods.day_of(value)
    session = db.session()
    found = occurrences.days_between(session, clock.start_of(day), clock.start_of(day + timedelta(days=1)))
    hours_known = ids_of(SETS.catch_up(session).chosen([Family.PLACE], {"hours": "known"}))
    places = open_day.places_on(cards_by_id(session, hours_known).values(), day, calendars.holidays())
    answers.until_midnight()
    return render_template(
        "days/show.html",
        **day_parts.of_day(day, found),
        places=places,
        previous=day - timedelta(days=1) if day > periods.FIRST else None,
        following=day + timedelta(days=1) if day < periods.LAST else None,
        is_far=day_parts.is_far(day),
        is_past=day < clock.today(),
    )
