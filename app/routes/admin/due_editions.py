"""Editions that are due but not announced, as a list at the desk."""

from flask import Blueprint, Response, render_template

from app.extensions import db
from app.i18n import _, in_language, label
from app.routes.admin import access, asking, taking_away
from app.services.truth import due_editions
from app.services.truth.due_editions import Due, Lacking
from app.vocabulary import Right

bp = Blueprint("admin_due", __name__, url_prefix="/admin/due-editions")


def found() -> list[Due]:
    """Give what the address asks for."""
    return due_editions.due(db.session(), access.me(), lacking=asking.word_of(Lacking, "lacking"))


@bp.get("")
@access.allowed(Right.SEE)
def index() -> str:
    """The series whose time is near or has come without confirmed dates."""
    rows = found()
    shown, further = asking.screenful(rows)
    return render_template(
        "admin/freshness/due.html",
        rows=shown,
        total=len(rows),
        further=further,
        kept=asking.kept(("lacking",)),
        lacks=list(Lacking),
        wanted=asking.word_of(Lacking, "lacking"),
        ahead=due_editions.AHEAD_DAYS,
        passed=due_editions.PASSED_DAYS,
    )


@bp.get(taking_away.RULE)
@access.allowed(Right.SEE)
def table(form: str) -> Response:
    """What the address asks for as a table."""
    head = [_("Page"), _("Name"), _("Year"), _("First day"), _("Last day"), _("What is lacking"), _("Edition")]
    return taking_away.table("due-editions", form, head, map(cells_of, found()))


def cells_of(one: Due) -> list[object]:
    """Give an edition that is due as the cells of a row."""
    edition = f"events/{one.edition.slug}" if one.edition is not None else ""
    days = one.first_day.isoformat(), one.last_day.isoformat()
    return [f"series/{one.page.slug}", in_language(one.page.card["name"]), one.year, *days, label(one.lacking), edition]
