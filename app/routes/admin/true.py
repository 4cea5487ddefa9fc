"""Keeping the guide true: what needs to be looked after, each kind with its list."""

from flask import Blueprint, render_template

from app.extensions import db
from app.routes.admin import access
from app.services.truth import digest, translating
from app.vocabulary import Right

bp = Blueprint("admin_true", __name__, url_prefix="/admin/true")


@bp.get("")
@access.allowed(Right.SEE)
def index() -> str:
    """What waits of everything that keeps the guide true, on one page."""
    session, user = db.session(), access.me()
    return render_template("admin/true/index.html", digest=digest.of(session, user), parity=translating.parity(session, user))
