"""Places: the list with its filters, and the page of one place."""

from flask import Blueprint, render_template

from app import clock, i18n
from app.extensions import db
from app.models.families import Place
from app.queries import occurrences
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import Card, cards_near, linked_cards, list_cards
from app.routes import answers, lists, map_parts
from app.routes.place_hours import hours_view
from app.rules.geo import Point, distance_m
from app.rules.hours import hours_of, state_at
from app.security import public
from app.services import calendars, stations, structured_places
from app.services.agenda import changes_of
from app.vocabulary import Family, LinkRole

bp = Blueprint("places", __name__, url_prefix=i18n.PREFIX + "/places")
FILTERS = ("kind", "neighbourhood", "free", "old_brand", "heritage", "interest", *lists.FACTS)
PAGE_SIZE = 30
NEARBY = 6


@bp.get("")
@public(*FILTERS, "page")
def index() -> str:
    """Every place, by name, with filters and counts."""
    session = db.session()
    sets = SETS.catch_up(session)
    chosen = lists.chosen_filters([Family.PLACE], FILTERS)
    cards = list_cards(session, Family.PLACE, i18n.code(), ids=ids_of(sets.chosen([Family.PLACE], chosen)))
    number = lists.page_number()
    paging = lists.pages(len(cards), PAGE_SIZE, number, "places.index", chosen)
    return render_template(
        "places/index.html",
        cards=cards[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        total=len(cards),
        filters=lists.filters(sets, [Family.PLACE], FILTERS, chosen, "places.index"),
        chosen=chosen,
        pages=paging,
    )


@bp.get("/<slug>")
@public()
def show(slug: str) -> str:
    """One place: facts, hours as known, how to get there, what is near, what happens here."""
    page = answers.find(Place, Family.PLACE, slug, "places.show")
    session, moment, document = db.session(), clock.now(), page.document
    links = linked_cards(session, page.id)
    near = nearest(page, cards_near(session, page.lat, page.lon)) if page.lat is not None and page.lon is not None else []
    hours, holidays = hours_of(page.card), calendars.holidays()
    state = state_at(hours, moment, holidays)
    happening = [link.card for link in links if link.role is LinkRole.VENUE and not link.outward]
    coming = occurrences.not_over(session, moment, ids=[card.id for card in happening if card.family is Family.EVENT]) if happening else []
    answers.until(state.next_change(moment))
    answers.until(changes_of(coming, moment))
    if hours or coming or document.visit:  # type: ignore[attr-defined]  # a place's document
        answers.until_midnight()
    return render_template(
        "places/show.html",
        page=page,
        document=document,
        state=state,
        hours=hours_view(document, hours, moment.date(), holidays),  # type: ignore[arg-type]  # a place's document
        near=near,
        map=map_parts.near_map(page, [card for card, _ in near]),
        stations={access.station: stations.station(access.station) for access in document.metro},  # type: ignore[attr-defined]  # a place's document
        coming=coming,
        events=[card for card in happening if card.family is Family.SERIES],
        trails=[link.card for link in links if link.role is LinkRole.STOP],
        stories=[link.card for link in links if link.role is LinkRole.SUBJECT],
        inside=[link.card for link in links if link.role is LinkRole.PART_OF and not link.outward],
        part_of=next((link.card for link in links if link.role is LinkRole.PART_OF and link.outward), None),
        data=structured_places.place_node(page, document),
    )


def nearest(page: Place, cards: list[Card]) -> list[tuple[Card, float]]:
    """Give the nearest other places with their straight distance in metres."""
    here = Point(page.lat or 0.0, page.lon or 0.0)
    found = [(card, distance_m(here, Point(card.lat or 0.0, card.lon or 0.0))) for card in cards if card.id != page.id]
    return sorted(found, key=lambda pair: (pair[1], pair[0].id))[:NEARBY]
