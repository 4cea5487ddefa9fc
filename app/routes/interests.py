"""Interests: everything in the guide for one of them."""

from flask import Blueprint, abort, render_template

from app import i18n
from app.extensions import db
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import cards_by_id
from app.security import public
from app.vocabulary import Family, Interest

bp = Blueprint("interests", __name__, url_prefix=i18n.PREFIX + "/interests")
ORDER = (Family.TRAIL, Family.SERIES, Family.PLACE, Family.STORY)


@bp.get("/<slug>")
@public()
def show(slug: str) -> str:
    """One interest: trails, branded events, places and stories."""
    if slug not in set(Interest):
        abort(404)
    session = db.session()
    sets = SETS.catch_up(session)
    cards = cards_by_id(session, ids_of(sets.chosen(ORDER, {"interest": slug})))
    groups = [(family, [card for card in cards.values() if card.family is family]) for family in ORDER]
    return render_template("interests/show.html", interest=Interest(slug), groups=[(family, found) for family, found in groups if found])
