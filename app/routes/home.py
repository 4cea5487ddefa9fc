"""The home page: today, what is open, what is expected, where to walk; and the door that picks a language."""

from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock, i18n
from app.extensions import db
from app.queries import occurrences, open_now
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import cards_for_home
from app.routes import answers
from app.rules.lunar import lunar_label
from app.security import public
from app.services import calendars
from app.services.agenda import by_end, changes_of
from app.services.site_words import site_words
from app.vocabulary import Family, Interest, Subdistrict

bp = Blueprint("home", __name__)
SHOWN_COMING = 5
SHOWN_ON = 8


@bp.get("/")
@public(kept=False)
def door() -> Response:
    """Lead to the home page in the visitor's language."""
    response = redirect(url_for("home.index", lang=i18n.preferred(request.headers.get("Accept-Language", ""))), 302)
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get(i18n.PREFIX + "/")
@public()
def index() -> str:
    """The home page; it is never empty, even while no date is confirmed."""
    session, moment = db.session(), clock.now()
    sets = SETS.catch_up(session)
    coming = occurrences.not_over(session, moment)
    hours_known = ids_of(sets.chosen([Family.PLACE], {"hours": "known"}))
    lead = site_words().home
    cards = cards_for_home(session, hours_known, {Family.TRAIL: lead.trails, Family.STORY: lead.stories})
    by_slug = {(card.family, card.slug): card for card in cards.values()}
    places, next_change = open_now.sorted_by_state([cards[number] for number in hours_known if number in cards], moment, calendars.holidays())
    answers.until(next_change)
    answers.until(changes_of(coming, moment))
    answers.until_midnight()
    return render_template(
        "home/index.html",
        today=moment.date(),
        lunar=i18n.in_language({"zh": lunar_label(moment.date(), "zh"), "en": lunar_label(moment.date(), "en")}),
        holiday=calendars.holiday_on(moment.date()),
        places=places,
        **split(coming, moment),
        trails=[by_slug[Family.TRAIL, slug] for slug in lead.trails if (Family.TRAIL, slug) in by_slug],
        stories=[by_slug[Family.STORY, slug] for slug in lead.stories if (Family.STORY, slug) in by_slug],
        counts={family: sets.chosen([family], {}).bit_count() for family in Family},
        interests=[(interest, count) for interest in Interest if (count := sets.chosen(tuple(Family), {"interest": interest}).bit_count())],
        neighbourhoods=[(place, sets.chosen([Family.PLACE], {"neighbourhood": place}).bit_count()) for place in Subdistrict],
    )


def split(coming: list[occurrences.Dated], moment: datetime) -> dict[str, Any]:
    """Part what is not over into what is on, the one to feature, what comes next, and what is in season.

    What is on today alone comes first, then what ends soon; a long run does not push a single evening down.
    """
    on = [date for date in coming if date.starts_at <= moment and not date.is_expected and date.precision == "day"]
    in_season = [date for date in coming if date.starts_at <= moment and date.is_expected]
    later = sorted((date for date in coming if date.starts_at > moment), key=lambda date: (date.starts_at, date.ends_at))
    featured = next((date for date in later if not date.is_expected and date.is_held), None) or next(
        (date for date in later if date.precision == "day"), None
    )
    rest = [date for date in later if date is not featured]
    soon = [date for date in rest if date.precision == "day"][:SHOWN_COMING]
    return {"on": sorted(on, key=lambda date: (date.is_long, by_end(date)))[:SHOWN_ON], "in_season": in_season, "featured": featured, "soon": soon}
