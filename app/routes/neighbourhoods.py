"""Neighbourhoods: the list of fifteen, and what one holds."""

from flask import Blueprint, render_template

from app import clock, i18n
from app.extensions import db
from app.models.families import Neighbourhood
from app.queries import occurrences
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import Card, cards_by_id, list_cards
from app.routes import answers, map_list, map_parts
from app.security import public
from app.services import structured_data
from app.services.agenda import changes_of
from app.vocabulary import Family, Subdistrict

bp = Blueprint("neighbourhoods", __name__, url_prefix=i18n.PREFIX + "/neighbourhoods")


@bp.get("")
@public()
def index() -> str:
    """The fifteen subdistricts."""
    session = db.session()
    sets = SETS.catch_up(session)
    counts = {place.value: sets.chosen([Family.PLACE], {"neighbourhood": place}).bit_count() for place in Subdistrict}
    return render_template("neighbourhoods/index.html", cards=list_cards(session, Family.NEIGHBOURHOOD, i18n.code()), counts=counts)


@bp.get("/<slug>")
@public()
def show(slug: str) -> str:
    """One neighbourhood: its introduction, its places from its middle outward, events and trails."""
    page = answers.find(Neighbourhood, Family.NEIGHBOURHOOD, slug, "neighbourhoods.show")
    session, moment = db.session(), clock.now()
    sets = SETS.catch_up(session)
    families = (Family.PLACE, Family.TRAIL, Family.SERIES)
    here = {"neighbourhood": slug}
    cards = list(cards_by_id(session, ids_of(sets.chosen(families, here))).values())
    by_family: dict[Family, list[Card]] = {family: [card for card in cards if card.family is family] for family in families}
    places = map_list.in_order(map_list.grouped(by_family[Family.PLACE]))
    found = occurrences.not_over(session, moment, ids=ids_of(sets.chosen((Family.EVENT, Family.SERIES), here)))
    dates = {date.card.id: date for date in reversed(found)}
    answers.until(changes_of(found, moment))
    answers.until_midnight()
    return render_template(
        "neighbourhoods/show.html",
        page=page,
        document=page.document,
        places=places,
        trails=by_family[Family.TRAIL],
        series=by_family[Family.SERIES],
        dates=dates,
        coming=[date for date in found if date.card.family is Family.EVENT],
        map=map_parts.area_map(page, places),
        data=structured_data.breadcrumbs(page),
    )
