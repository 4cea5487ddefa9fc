"""The map of everything, its data, and the script of the interactive map."""

from flask import Blueprint, Response, render_template

from app import i18n
from app.extensions import db
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import list_cards
from app.routes import lists, map_parts
from app.security import public
from app.vocabulary import Family

bp = Blueprint("map", __name__, url_prefix=i18n.PREFIX)
FILTERS = ("kind", "neighbourhood", "interest")


@bp.get("/map")
@public(*FILTERS)
def index() -> str:
    """Every place on one map, and in one list below it by neighbourhood."""
    session = db.session()
    sets = SETS.catch_up(session)
    chosen = lists.chosen_filters([Family.PLACE], FILTERS)
    cards = list_cards(session, Family.PLACE, i18n.code(), ids=ids_of(sets.chosen([Family.PLACE], chosen)))
    return render_template(
        "map/index.html",
        cards=cards,
        groups=map_parts.by_neighbourhood(cards),
        filters=lists.filters(sets, [Family.PLACE], FILTERS, chosen, "map.index"),
        chosen=chosen,
        map=map_parts.district_map(cards, chosen),
    )


@bp.get("/places.geojson")
@public(*FILTERS)
def points() -> Response:
    """The points of public places, all or those that meet the filters, as GeoJSON in WGS-84."""
    session = db.session()
    sets = SETS.catch_up(session)
    chosen = lists.chosen_filters([Family.PLACE], FILTERS)
    cards = list_cards(session, Family.PLACE, i18n.code(), ids=ids_of(sets.chosen([Family.PLACE], chosen)))
    return Response(map_parts.points(cards), content_type="application/geo+json; charset=utf-8")


@bp.get("/basemap.geojson")
@public()
def basemap() -> Response:
    """The schematic base map as GeoJSON, with names in the language."""
    return Response(map_parts.basemap(), content_type="application/geo+json; charset=utf-8")


@bp.get("/map.js")
@public(*FILTERS)
def script() -> Response:
    """The script that builds the interactive map."""
    chosen = lists.chosen_filters([Family.PLACE], FILTERS)
    return Response(map_parts.script(chosen), content_type="text/javascript; charset=utf-8")
