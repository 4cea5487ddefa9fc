"""The almanac: the branded events of a year by season, among festivals and solar terms."""

import re

from flask import Blueprint, render_template

from app import clock, i18n
from app.errors import Absent
from app.extensions import db
from app.i18n import _
from app.queries.almanac import editions_between
from app.queries.pages import list_cards
from app.routes import answers
from app.security import public
from app.services import calendars
from app.services.almanac import FIRST_YEAR, LAST_YEAR, almanac
from app.vocabulary import Family

bp = Blueprint("almanac", __name__, url_prefix=i18n.PREFIX + "/almanac")


@bp.get("/<year>")
@public()
def year(year: str) -> str:
    """One year of 2024–2035; others are a 404 that says so."""
    number, today, session = year_of(year), clock.today(), db.session()
    cards = list_cards(session, Family.SERIES, i18n.code())
    found = almanac(number, cards, editions_between(session, number - 1, number), today)
    known = calendars.holidays()
    answers.until_midnight()
    return render_template(
        "almanac/year.html",
        year=number,
        is_past=number < today.year,
        almanac=found,
        holidays=[holiday for holiday in known.holidays if number in {holiday.first_day.year, holiday.last_day.year}],
        is_announced=known.is_announced(number),
        previous=number - 1 if number > FIRST_YEAR else None,
        following=number + 1 if number < LAST_YEAR else None,
    )


def year_of(value: str) -> int:
    """Give the year that a path names; raise Absent for one that is none or has no almanac."""
    if not re.fullmatch("[0-9]{4}", value):
        raise Absent(_("“%(value)s” is no year; write it as 2027.", value=value[:40]))
    if not FIRST_YEAR <= int(value) <= LAST_YEAR:
        raise Absent(_("The almanac knows the years from %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR))
    return int(value)
