"""Trails: the list, and the page of one trail with its stops, on a day that the visitor may choose."""

from flask import Blueprint, render_template

from app import i18n
from app.extensions import db
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import list_cards
from app.routes import answers, lists, map_parts, trail_parts, trail_take_away
from app.security import public
from app.services import stations, structured_data
from app.vocabulary import Family, LinkRole

bp = Blueprint("trails", __name__, url_prefix=i18n.PREFIX + "/trails")
FILTERS = ("neighbourhood", "interest")


@bp.get("")
@public(*FILTERS)
def index() -> str:
    """Every trail."""
    session = db.session()
    sets = SETS.catch_up(session)
    chosen = lists.chosen_filters([Family.TRAIL], FILTERS)
    cards = list_cards(session, Family.TRAIL, i18n.code(), ids=ids_of(sets.chosen([Family.TRAIL], chosen)))
    if any(card.card.get("closures") for card in cards):
        answers.until_midnight()
    return render_template(
        "trails/index.html", cards=cards, filters=lists.filters(sets, [Family.TRAIL], FILTERS, chosen, "trails.index"), chosen=chosen
    )


@bp.get("/<slug>")
@public("date", "start")
def show(slug: str) -> str:
    """One trail, stop by stop; with `?date=` and `?start=` what fits on that day."""
    view = trail_parts.read(slug, "trails.show")
    starts = trail_parts.moment_asked(view.usual_start)
    itinerary = trail_parts.planned(view, starts) if starts else None
    answers.until_midnight()
    answers.until(itinerary.better_start if itinerary else None)
    return render_template(
        "trails/show.html",
        view=view,
        page=view.page,
        document=view.document,
        places=view.places,
        station=stations.station,
        map=map_parts.trail_map(view.document, view.places, slug),
        itinerary=itinerary,
        events=trail_parts.events_of(db.session(), view, itinerary) if itinerary else None,
        files=trail_take_away.files_of(view),
        stories=[link.card for link in view.links if link.role is LinkRole.SUBJECT],
        data=structured_data.trail_node(view.page, view.document, view.places),
    )
