"""What the address of a list of pages asks for."""

from flask import request

from app.routes.admin import asking
from app.services.desk.pages_list import Asked, Order
from app.vocabulary import Family, State, Subdistrict


def asked() -> Asked:
    """Give what the address asks for; what is no word of ours asks for nothing."""
    return Asked(
        words=asking.words(),
        family=asking.word_of(Family, "family"),
        state=asking.word_of(State, "state"),
        subdistrict=asking.word_of(Subdistrict, "in"),
        is_stale=request.args.get("stale") == "1",
        order=Order.CHANGE if request.args.get("order") == "change" else Order.NAME,
        after=request.args.get("after", "")[:300],
    )
