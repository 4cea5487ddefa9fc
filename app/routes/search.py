"""Search: one box, plain results."""

from flask import Blueprint, render_template, request
from markupsafe import Markup

from app import i18n
from app.errors import Refused
from app.extensions import db
from app.i18n import _
from app.routes import answers, lists
from app.security import public
from app.services.search.searching import Hit, search
from app.services.search.snippets import as_html
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
    if found and found.degraded:
        answers.do_not_keep()
    values = {"q": query} | ({"family": family.value} if family else {})
    return render_template(
        "search/results.html",
        query=query,
        family=family,
        found=found,
        hits=[(hit, snippet_of(hit)) for hit in found.hits] if found else [],
        pages=lists.pages(found.total, PAGE_SIZE, number, "search.results", values) if found and found.total else None,
    )


def snippet_of(hit: Hit) -> Markup:
    """Give a hit's snippet in the reader's script; in English, Chinese words inside it are marked."""
    if i18n.code() == "zh-hant":
        return as_html(hit.pieces, i18n.to_traditional)
    return i18n.mark_chinese(hit.snippet) if hit.language == "en" else hit.snippet


def family_asked() -> Family | None:
    """Give the family the address names; raise Refused for another word."""
    value = request.args.get("family", "")
    if not value:
        return None
    if value not in set(Family):
        raise Refused(_("“%(value)s” is no kind of page.", value=value[:40]))
    return Family(value)
