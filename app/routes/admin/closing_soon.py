"""What closes soon, as a list at the desk."""

from flask import Blueprint, Response, render_template

from app.documents.registry import folder_of
from app.extensions import db
from app.i18n import _, in_language, label
from app.routes.admin import access, asking, taking_away
from app.services.people import rights
from app.services.truth import closing_soon
from app.services.truth.closing_soon import Ending, Soon
from app.vocabulary import Family, Right

bp = Blueprint("admin_closing", __name__, url_prefix="/admin/closing-soon")
ASKED = ("family", "what")


def found() -> list[Soon]:
    """Give what the address asks for."""
    return closing_soon.soon(db.session(), access.me(), family=asking.word_of(Family, "family"), ending=asking.word_of(Ending, "what"))


@bp.get("")
@access.allowed(Right.SEE)
def index() -> str:
    """What ends, closes or is taken down soon, the next first."""
    rows = found()
    shown, further = asking.screenful(rows)
    return render_template(
        "admin/freshness/closing.html",
        rows=shown,
        total=len(rows),
        further=further,
        kept=asking.kept(ASKED),
        families=rights.families_of(access.me()),
        endings=list(Ending),
        asked={"family": asking.word_of(Family, "family"), "what": asking.word_of(Ending, "what")},
        folder_of=folder_of,
        days=closing_soon.DAYS,
        rights_days=closing_soon.RIGHTS_DAYS,
    )


@bp.get(taking_away.RULE)
@access.allowed(Right.SEE)
def table(form: str) -> Response:
    """What the address asks for as a table."""
    head = [_("Page"), _("Name"), _("What happens"), _("Day"), _("In how many days")]
    return taking_away.table("closing-soon", form, head, map(cells_of, found()))


def cells_of(one: Soon) -> list[object]:
    """Give one thing as the cells of a row."""
    return [f"{folder_of(one.family)}/{one.slug}", in_language(one.name), label(one.ending), one.day.isoformat(), one.days]
