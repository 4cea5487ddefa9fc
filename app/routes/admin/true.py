"""Keeping the guide true: what needs to be looked after, each kind with its list."""

from flask import Blueprint, render_template

from app.routes.admin import access
from app.vocabulary import Right

bp = Blueprint("admin_true", __name__, url_prefix="/admin/true")


@bp.get("")
@access.allowed(Right.SEE)
def index() -> str:
    """Everything that keeps the guide true, on one page."""
    return render_template("admin/true/index.html")
