"""The standing pages: about, sources and licences, accessibility, privacy."""

from flask import Blueprint, abort, render_template

from app import i18n
from app.security import public

bp = Blueprint("pages", __name__, url_prefix=i18n.PREFIX)
NAMES = ("about", "sources", "accessibility", "privacy")


@bp.get("/<any(about, sources, accessibility, privacy):name>")
@public()
def show(name: str) -> str:
    """One standing page."""
    if name not in NAMES:
        abort(404)
    return render_template(f"pages/{name}.html")
