"""Interests: everything in the guide for one of them."""

from flask import Blueprint, abort, render_template

from app import clock, i18n
from app.extensions import db
from app.queries import occurrences
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import cards_by_id
from app.routes import answers
from app.security import public
from app.services.agenda import changes_of
from app.vocabulary import Family, Interest

bp = Blueprint("interests", __name__, url_prefix=i18n.PREFIX + "/interests")
ORDER = (Family.TRAIL, Family.SERIES, Family.PLACE, Family.STORY)


@bp.get("/<slug>")
@public()
def show(slug: str) -> str:
    """One interest: trails, branded events, places and stories."""
    if slug not in set(Interest):
        abort(404)
    session, moment = db.session(), clock.now()
    sets = SETS.catch_up(session)
    cards = cards_by_id(session, ids_of(sets.chosen(ORDER, {"interest": slug})))
    coming = occurrences.not_over(session, moment, ids=ids_of(sets.chosen([Family.EVENT], {"interest": slug})))
    answers.until(changes_of(coming, moment))
    answers.until_midnight()
    groups = [(family, [card for card in cards.values() if card.family is family]) for family in ORDER]
    return render_template(
        "interests/show.html", interest=Interest(slug), coming=coming, groups=[(family, found) for family, found in groups if found]
    )
