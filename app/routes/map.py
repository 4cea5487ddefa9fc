"""The map of everything, of a day, of places by name; its data, and the scripts of the interactive maps."""

from flask import Blueprint, Response, render_template

from app import i18n
from app.extensions import db
from app.models.families import Trail
from app.queries.facet_sets import SETS
from app.queries.pages import linked_cards
from app.routes import answers, lists, map_asked, map_list, map_parts
from app.security import public
from app.services.maps.shown import shown
from app.vocabulary import Family, LinkRole

bp = Blueprint("map", __name__, url_prefix=i18n.PREFIX)
GEOJSON = "application/geo+json; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"


@bp.get("/map")
@public(*map_asked.ARGUMENTS)
def index() -> str:
    """Every place on one map and in one list by neighbourhood, or those that are asked for."""
    asked = map_asked.wish()
    session = db.session()
    sets = SETS.catch_up(session)
    found = shown(session, sets, asked, i18n.code())
    groups = map_list.grouped(found.cards, found.on)
    if asked.day:
        answers.until_midnight()
    return render_template(
        "map/index.html",
        groups=groups,
        points=map_list.points_of(groups),
        total=len(found.cards),
        elsewhere=found.elsewhere,
        missing=found.missing,
        filters=lists.filters(sets, [Family.PLACE], map_asked.FILTERS, asked.filters, "map.index"),
        chosen=asked.filters,
        asked=asked,
        map=map_parts.places_map(map_list.in_order(groups)),
        query=map_asked.query(asked),
    )


@bp.get("/map/embed")
@public(*map_asked.ARGUMENTS)
def embed() -> str:
    """The line of HTML that puts a map, with the filters and the day that are asked for, on another site."""
    asked = map_asked.wish()
    return render_template("map/embed.html", asked=asked, query=map_asked.query(asked), code=map_parts.embed_code(asked))


@bp.get("/places.geojson")
@public(*map_asked.ARGUMENTS)
def points() -> Response:
    """The points of public places, all or those that are asked for, as GeoJSON in WGS-84."""
    asked = map_asked.wish()
    session = db.session()
    found = shown(session, SETS.catch_up(session), asked, i18n.code())
    if asked.day:
        answers.until_midnight()
    return Response(map_parts.points(found.cards), content_type=GEOJSON)


@bp.get("/map/trails/<slug>.geojson")
@public()
def stops(slug: str) -> Response:
    """The stops of a trail with their numbers and the line through them, for the interactive map."""
    page = answers.find(Trail, Family.TRAIL, slug, "map.stops")
    links = linked_cards(db.session(), page.id)
    places = {link.card.slug: link.card for link in links if link.role is LinkRole.STOP and link.outward}
    return Response(map_parts.stops(page, places), content_type=GEOJSON)


@bp.get("/basemap.geojson")
@public()
def basemap() -> Response:
    """The schematic base map as GeoJSON, with names in the language."""
    return Response(map_parts.basemap(), content_type=GEOJSON)


@bp.get("/map.js")
@public()
def script() -> Response:
    """The script that builds an interactive map of places."""
    return Response(map_parts.script(is_trail=False), content_type=SCRIPT)


@bp.get("/trail-map.js")
@public()
def trail_script() -> Response:
    """The script that builds the interactive map of a trail."""
    return Response(map_parts.script(is_trail=True), content_type=SCRIPT)
