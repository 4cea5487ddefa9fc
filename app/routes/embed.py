"""Maps for other sites to frame: everything, a day, a place, a trail, a neighbourhood; no cookie, and every answer can be framed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException

from app import formatting, i18n
from app.documents.registry import folder_of
from app.errors import Absent, Refused
from app.extensions import db
from app.i18n import _
from app.models.families import Neighbourhood, Place, Trail
from app.models.page import Page
from app.queries.facet_sets import SETS, ids_of
from app.queries.occurrences import Dated
from app.queries.pages import Card, cards_by_id, cards_near, linked_cards, page_by_slug
from app.routes import answers, lists, map_asked, map_list, map_parts, periods
from app.routes.addresses import href, page_url
from app.rules.geo import Point
from app.security import make_framable, public
from app.services.maps.marker import Marker
from app.services.maps.shown import Wish, shown
from app.vocabulary import Family, LinkRole

bp = Blueprint("embed", __name__, url_prefix="/embed/map")


class Frame(NamedTuple):
    """What a framed map shows: its title, the page of the guide it comes from, the map, and the list that says the same."""

    title: Markup
    page_href: str
    map: map_parts.MapPart
    groups: tuple[map_list.Group, ...]
    elsewhere: Sequence[Dated] = ()
    stops: Sequence[tuple[Marker, Markup]] = ()

    @property
    def points(self) -> str:
        """Where the places of the list are, as the interactive map reads it."""
        return map_list.points_of(self.groups)


@bp.get("/<path:what>")
@public("lang", *map_asked.FILTERS)
def show(what: str) -> str:
    """One map: `everything`, `days/<day>`, `places/<slug>`, `trails/<slug>` or `neighbourhoods/<slug>`; another is a 404 that says so."""
    speak()
    kind, _slash, name = what.partition("/")
    maker = MAKERS.get(kind)
    if maker is None or bool(name) is (kind == "everything"):
        raise Absent(_("There is no map “%(what)s” to embed.", what=what[:60]))
    return render_template("embed/map.html", frame=maker(name))


def speak() -> None:
    """Set the language of `?lang=`, Chinese without; raise Refused for another word."""
    wanted = request.args.get("lang", "zh")
    if wanted not in i18n.LANGUAGES:
        raise Refused(_("“%(value)s” is no language of the guide.", value=wanted[:20]))
    i18n.speak(wanted)


def everything(_name: str) -> Frame:
    """Give the map of every place, or of those that meet filters."""
    return of_places(None, _("Map of everything"))


def one_day(name: str) -> Frame:
    """Give the map of what is on on a day."""
    found = periods.day_of(name)
    answers.until_midnight()
    return of_places(found, _("What is on, %(day)s", day=formatting.day(found, i18n.code())))


def of_places(day: date | None, title: str) -> Frame:
    """Give a map of places that meet the filters of the address, with its list."""
    asked, session = Wish(lists.chosen_filters([Family.PLACE], map_asked.FILTERS), day), db.session()
    found = shown(session, SETS.catch_up(session), asked, i18n.code())
    groups = map_list.grouped(found.cards, found.on)
    address = href("map.index", **map_asked.query(asked))
    drawn = map_parts.places_map(map_list.in_order(groups), f"{address}#list")
    return Frame(escape(title), address, drawn, groups, found.elsewhere)


def place(name: str) -> Frame:
    """Give the map of a place and its surroundings."""
    page, address = find(Place, Family.PLACE, name)
    near = map_list.nearest_of(page, cards_near(db.session(), page.lat or 0.0, page.lon or 0.0))
    drawn = map_parts.near_map(page, near, f"{address}#near")
    if drawn is None:
        raise Absent(_("The position of this place is not known, so it has no map."))
    center = Point(page.lat or 0.0, page.lon or 0.0)
    return Frame(name_of(page), address, drawn, map_list.grouped([map_parts.card_of(page), *near], center=center))


def neighbourhood(name: str) -> Frame:
    """Give the map of a neighbourhood."""
    page, address = find(Neighbourhood, Family.NEIGHBOURHOOD, name)
    ids = ids_of(SETS.catch_up(db.session()).chosen((Family.PLACE,), {"neighbourhood": page.slug}))
    cards = list(cards_by_id(db.session(), ids).values())
    return Frame(name_of(page), address, map_parts.area_map(page, cards, f"{address}#places"), map_list.grouped(cards))


def trail(name: str) -> Frame:
    """Give the map of a trail; its list are its stops in their order."""
    page, address = find(Trail, Family.TRAIL, name)
    links = linked_cards(db.session(), page.id)
    places: Mapping[str, Card] = {link.card.slug: link.card for link in links if link.role is LinkRole.STOP and link.outward}
    drawn = map_parts.trail_map(page.document, places, page.slug, address)
    if not drawn.svg:
        raise Absent(_("No stop of this trail has a known position, so it has no map."))
    stops = [(stop, i18n.mark_chinese(escape(stop.label))) for stop in map_parts.stop_markers(page.document, places, address)]
    return Frame(name_of(page), address, drawn, (), stops=stops)


MAKERS: dict[str, Callable[[str], Frame]] = {
    "everything": everything,
    "days": one_day,
    "places": place,
    "neighbourhoods": neighbourhood,
    "trails": trail,
}


def find(model: type[Any], family: Family, slug: str) -> tuple[Page, str]:
    """Give a public page and its address; raise Absent, in words, for one that is not public."""
    page: Page | None = page_by_slug(db.session(), model, slug)
    if page is None:
        raise Absent(_("There is no map “%(what)s” to embed.", what=f"{folder_of(family)}/{slug}"[:60]))
    return page, page_url(family, slug)


def name_of(page: Page) -> Markup:
    """Give a page's name for HTML."""
    return Markup(i18n.say(page.card["name"]))  # noqa: S704  (it is escaped there)


@bp.errorhandler(HTTPException)
def refused(error: HTTPException) -> Any:
    """Say in the frame why there is no map; an error of the guide's own kind would not be shown there."""
    if error.code is None or error.code < 400:
        return error.get_response()
    detail = error.description if isinstance(error, Absent | Refused) else ""
    return render_template("embed/absent.html", detail=detail), error.code


@bp.after_request
def framable(response: Response) -> Response:
    """Let other sites frame the answer, and see that it sets no cookie."""
    response.headers.pop("Set-Cookie", None)
    return make_framable(response)
