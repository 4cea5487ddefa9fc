"""Search: one box, plain results."""

from flask import Blueprint, current_app, render_template, request

from app import i18n
from app.errors import Refused
from app.extensions import db
from app.i18n import _
from app.routes import lists
from app.security import public
from app.services.search.searching import search
from app.vocabulary import Family

bp = Blueprint("search", __name__, url_prefix=i18n.PREFIX)
PAGE_SIZE = 20
LONGEST_QUERY = 100


@bp.get("/search")
@public("q", "family", "page")
def results() -> str:
    """What was found for the words asked, or the empty box."""
    query = " ".join(request.args.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
    family = family_asked()
    number = lists.page_number()
    found = None
    if query:
        found = search(db.session(), query, language=i18n.code(), family=family, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    values = {"q": query} | ({"family": family.value} if family else {})
    return render_template(
        "search/results.html",
        query=query,
        family=family,
        found=found,
        pages=lists.pages(found.total, PAGE_SIZE, number, "search.results", values) if found and found.total else None,
        has_index="search" in current_app.extensions,
    )


def family_asked() -> Family | None:
    """Give the family the address names; raise Refused for another word."""
    value = request.args.get("family", "")
    if not value:
        return None
    if value not in set(Family):
        raise Refused(_("“%(value)s” is no kind of page.", value=value[:40]))
    return Family(value)
