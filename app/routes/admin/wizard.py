"""The edition wizard: next year's edition of a series from the last one, looked at before it is made."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response as AnyResponse

from app.documents.schedule import ScheduleEntry
from app.extensions import db
from app.i18n import _
from app.models.page import Page
from app.routes.admin import access
from app.services.desk import building, editions, heads, saving
from app.services.desk.editions import Proposal
from app.services.desk.saving import SaveRefused
from app.services.desk.shifting import Shift
from app.services.transactions import writing
from app.vocabulary import Family, Right

bp = Blueprint("admin_wizard", __name__, url_prefix="/admin/series/<series>/next-edition")
FIRST, LAST = 1900, 2100


def series_or_404(slug: str) -> Page:
    """Give a series of which the person signed in may write editions."""
    return access.page_or_404("series", slug, Right.WRITE)


def asked() -> tuple[int | None, Shift | None, str]:
    """Give the year and the way of moving dates that were asked for, and what is wrong with the year."""
    typed, how = request.values.get("year", "").strip(), request.values.get("shift", "")
    shift = Shift(how) if how in set(Shift) else None
    if not typed:
        return None, shift, ""
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4 and FIRST <= int(typed) <= LAST):
        return None, shift, _("A year, please, such as 2027.")
    return int(typed), shift, ""


@bp.get("")
@access.allowed(Right.WRITE)
def look(series: str) -> str:
    """The next edition as it is proposed: its dates beside those of the last one, what is taken along and what is not."""
    year, shift, fault = asked()
    page = series_or_404(series)
    return shown(page, editions.propose(db.session(), page, year=year, shift=shift), fault)


@bp.post("")
@access.allowed(Right.WRITE)
def make(series: str) -> AnyResponse | tuple[str, int] | str:
    """Make the edition as a draft, and go to its form."""
    page = series_or_404(series)
    year, shift, fault = asked()
    proposal = editions.propose(db.session(), page, year=year, shift=shift)
    if fault or request.form.get("_do") == "look":
        return shown(page, proposal, fault), 422 if fault else 200
    if proposal.taken is not None:
        return shown(page, proposal), 409
    try:
        with writing() as session:
            saving.create(session, Family.EVENT, proposal.slug, proposal.values, by=access.me(), why=why(proposal))
    except SaveRefused as refused:
        words = _("You may not change this page.") if refused.reason == "right" else _("There is a page with this address already.")
        return shown(page, proposal, words), 409
    except ValidationError:
        return shown(page, proposal, could_not()), 422
    flash(_("The edition is begun, as a draft. Check its dates with the organisers; the public does not see it yet."), "done")
    return redirect(url_for("admin_edit.edit", folder="events", slug=proposal.slug), 303)


def why(proposal: Proposal) -> str:
    """Give the reason that stands in the history of the new page."""
    return _("From the edition of %(year)s", year=proposal.before_year) if proposal.before is not None else _("First edition")


def could_not() -> str:
    """Say why no edition can be made from the last one."""
    return _("The last edition has something that a new one cannot have. Copy its page instead, and put it right in the form.")


def shown(series: Page, proposal: Proposal, fault: str = "") -> str:
    """Give the page of the wizard."""
    last = heads.head(db.session(), proposal.before).values if proposal.before is not None else {}
    return render_template(
        "admin/wizard/look.html",
        series=series,
        slug=series.slug,
        folder="series",
        page=series,
        proposal=proposal,
        before=[building.said_of(ScheduleEntry.model_validate(line)) for line in proposal.before_lines],
        after=[building.said_of(ScheduleEntry.model_validate(line)) for line in proposal.values["schedule"]],
        left=editions.left_behind(last),
        shifts=list(Shift),
        fault=fault,
    )
