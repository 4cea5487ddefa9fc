"""The address of a page that was withdrawn: it says so and why, and offers what is still there; nothing of its text is shown."""

from typing import Any

from flask import Response, make_response, render_template

from app.extensions import db
from app.models.page import Page
from app.queries.pages import Card, cards_near, linked_cards
from app.rules.geo import Point, distance_m
from app.vocabulary import Family

MOST, NEAREST = 6, 3
ORDER = (Family.SERIES, Family.EVENT, Family.PLACE, Family.TRAIL, Family.STORY, Family.NEIGHBOURHOOD)
ENDED = {"zh": "这一页的展示时间已经结束。", "en": "This page was shown for a time that is over."}
NO_REASON = {"zh": "编辑部撤下了这一页。", "en": "The editors withdrew this page."}


def gone(page: Page) -> Response:
    """Give the answer 410 for a withdrawn page, in the visitor's language."""
    html = render_template("withdrawn.html", name=page.card.get("name"), reason=reason_of(page), cards=instead_of(page), family=page.family)
    response = make_response(html, 410)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def reason_of(page: Page) -> dict[str, Any]:
    """Give why a page was withdrawn: the reason given, or the end that was set for it."""
    if page.withdrawn_reason:
        return page.withdrawn_reason
    return ENDED if page.until_at is not None else NO_REASON


def instead_of(page: Page) -> list[Card]:
    """Give the public pages to go to instead: for a place those nearest to it, for all what they were joined with, the newest first."""
    joined = {link.card.id: link.card for link in linked_cards(db.session(), page.id)}
    near = nearest(page)[:NEAREST] if page.family is Family.PLACE else []
    found = sorted(joined.values(), key=lambda card: (ORDER.index(card.family), -(card.card.get("year") or 0), card.slug))
    return list({card.id: card for card in [*near, *found]}.values())[:MOST]


def nearest(page: Page) -> list[Card]:
    """Give the places nearest to a place."""
    if page.lat is None or page.lon is None:
        return []
    here = Point(page.lat, page.lon)
    cards = [card for card in cards_near(db.session(), page.lat, page.lon) if card.id != page.id]
    return sorted(cards, key=lambda card: (distance_m(here, Point(card.lat or 0.0, card.lon or 0.0)), card.id))[:MOST]
