"""What is near on foot: from a station, a neighbourhood, a place or a point; the ten-minute circle and its coverage."""

from typing import Any

from flask import Blueprint, Flask, render_template, request
from markupsafe import Markup

from app import formatting, i18n
from app.errors import Refused
from app.extensions import db
from app.i18n import _
from app.queries.pages import Card, list_cards
from app.routes import frame, lists, rows
from app.routes.nearby_from import ARGUMENTS, start_of
from app.rules.geo import WALKING_M_PER_MIN
from app.security import public
from app.services import nearby, stations
from app.vocabulary import Family, PlaceKind, Subdistrict

bp = Blueprint("nearby", __name__, url_prefix=i18n.PREFIX + "/nearby")
MINUTES = (5, 10, 15, 20, 30)
USUAL_MIN = 15
MOST_MINUTES = 60


@bp.get("")
@public(*ARGUMENTS, "kind", "minutes")
def index() -> str:
    """Places by walking time: from what the address names, or, in the browser, from where one is."""
    cards = list_cards(db.session(), Family.PLACE, i18n.code())
    start, kind, minutes = start_of(cards), lists.chosen_filters([Family.PLACE], ["kind"]).get("kind"), chosen_minutes()
    form = {"stations": station_choices(), "neighbourhoods": list(Subdistrict), "kinds": list(PlaceKind), "minutes": MINUTES}
    values: dict[str, Any] = {"start": start, "kind": kind, "form": form, "circle_kinds": nearby.KINDS}
    if start.origin:
        found = nearby.walks(cards, start.origin.point, but=start.origin.page_id)
        near = [walk for walk in found if walk.minutes <= minutes and kind in {None, walk.card.card["kind"]}]
        values |= {"circle": nearby.circle(found), "near": near, "minutes": minutes, "total": len(found), "approximate": approximate(cards)}
    else:
        values |= {"placed": with_point(cards, kind), "minutes": request.args.get("minutes") and minutes, "approximate": approximate(cards)}
    return render_template("nearby/index.html", **values)


@bp.get("/coverage")
@public()
def coverage() -> str:
    """The table of coverage: what each subdistrict has within ten minutes on foot, and what it lacks."""
    session = db.session()
    cards = list_cards(session, Family.PLACE, i18n.code())
    middles = {card.slug: point for card in list_cards(session, Family.NEIGHBOURHOOD, i18n.code()) if (point := nearby.point_of(card))}
    table = nearby.coverage(cards, middles)
    return render_template(
        "nearby/coverage.html", rows=table, kinds=nearby.KINDS, gaps=sum(len(row.gaps) for row in table), approximate=approximate(cards)
    )


def chosen_minutes() -> int:
    """Give the walking time that the address asks for; raise Refused for one that is not offered."""
    value = request.args.get("minutes", "").strip()
    if value and value not in {str(number) for number in MINUTES}:
        raise Refused(_("“%(value)s” is no walking time to choose; choose 5, 10, 15, 20 or 30 minutes.", value=value[:40]))
    return int(value or USUAL_MIN)


def station_choices() -> list[tuple[str, str]]:
    """Give the metro stations to start from, by their reading."""
    return [(slug, frame.station_name(slug)) for slug in sorted(stations.stations())]


def with_point(cards: list[Card], kind: str | None) -> list[Card]:
    """Give the places that have a point, all or those of a kind."""
    return [card for card in cards if card.lat is not None and kind in {None, card.card["kind"]}]


def approximate(cards: list[Card]) -> tuple[int, int]:
    """Give of how many places with a point the position is only approximate, and how many there are."""
    placed = with_point(cards, None)
    return sum(bool(card.card.get("approximate")) for card in placed), len(placed)


def walk_words(card: Card, minutes: int) -> str:
    """Give a walking time: 6 min walk; ≈ 6 min walk to a position that is only approximate; a distance beyond an hour."""
    far = minutes * WALKING_M_PER_MIN
    words = _("%(minutes)s min walk", minutes=minutes) if minutes <= MOST_MINUTES else formatting.distance(far, i18n.code())
    return f"≈ {words}" if card.card.get("approximate") else words


def walk_row(card: Card, minutes: int | None = None) -> Markup:
    """Give one place as a row of a list by walking time."""
    return rows.drawn(i18n.code(), "walk", card, minutes)


def init_app(app: Flask) -> None:
    """Let templates say walking times and draw rows with them."""
    app.jinja_env.globals.update(walk_words=walk_words, walk_row=walk_row)
