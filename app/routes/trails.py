"""Trails: the list, and the page of one trail with its stops."""

from flask import Blueprint, render_template

from app import i18n
from app.extensions import db
from app.models.families import Trail
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import linked_cards, list_cards
from app.routes import answers, lists, map_parts
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
    return render_template(
        "trails/index.html", cards=cards, filters=lists.filters(sets, [Family.TRAIL], FILTERS, chosen, "trails.index"), chosen=chosen
    )


@bp.get("/<slug>")
@public()
def show(slug: str) -> str:
    """One trail, stop by stop."""
    page = answers.find(Trail, Family.TRAIL, slug, "trails.show")
    document = page.document
    links = linked_cards(db.session(), page.id)
    places = {link.card.slug: link.card for link in links if link.role is LinkRole.STOP and link.outward}
    return render_template(
        "trails/show.html",
        page=page,
        document=document,
        places=places,
        station=stations.station,
        map=map_parts.trail_map(document, places),
        stories=[link.card for link in links if link.role is LinkRole.SUBJECT],
        data=structured_data.trail_node(page, document, places),
    )
