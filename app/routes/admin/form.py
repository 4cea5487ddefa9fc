"""What the form asks for while one types: pages found by a few words, and how a text reads."""

from flask import Blueprint, abort, jsonify, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.extensions import db
from app.formatting import html_of
from app.i18n import CHINESE, in_language
from app.routes.admin import access
from app.rules.text import clean
from app.services.desk import pickers
from app.vocabulary import Family, Right

bp = Blueprint("admin_form", __name__, url_prefix="/admin")
PICKS = {*(family.value for family in Family), "page", "station", "media"}
LONGEST_PATH, LONGEST_TEXT = 120, 40_000


@bp.get("/find")
@access.allowed(Right.SEE)
def find() -> Response:
    """Pages, stations or pictures for a few words, as a script asks for them."""
    picks = request.args.get("family", "")
    if picks not in PICKS:
        abort(404)
    found = pickers.find(db.session(), picks, request.args.get("q", ""), by=access.me())
    return jsonify([{"value": one.value, "name": in_language(one.name), "kind": in_language(one.kind)} for one in found])


@bp.post("/preview-text")
@access.allowed(Right.SEE)
def preview_text() -> str:
    """How a text reads, in both languages: a page of its own, or the middle of one for a script."""
    path = request.form.get("_preview", "body")[:LONGEST_PATH]
    said = {language: html_of(clean(request.form.get(f"{path}.{language}", "")[:LONGEST_TEXT])) for language in ("zh", "en")}
    said["en"] = Markup(CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', str(said["en"])))  # noqa: S704  (only spans are added to safe HTML)
    is_part = request.headers.get("X-Requested-With") == "fetch"
    return render_template("admin/form/reads.html" if is_part else "admin/form/reads_page.html", said=said)
