"""The mistakes that visitors reported, on the pages within reach: seen, answered, and as a table."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import Select
from werkzeug.wrappers import Response as AnyResponse

from app import clock
from app.documents.registry import folder_of
from app.extensions import db
from app.i18n import _
from app.models.page import Page
from app.models.truth import Report
from app.routes.admin import access, taking_away
from app.services import reports
from app.services.transactions import writing
from app.vocabulary import ReportState, Right

bp = Blueprint("admin_reports", __name__, url_prefix="/admin/reports")
SCREENFUL, MOST = 50, 5_000


def found(state: ReportState | None, before: int | None = None) -> Select[Report, Page]:
    """Give the reports within reach that are asked for, the newest first."""
    rows = reports.within_reach(access.me(), state)
    return rows.where(Report.id < before) if before is not None else rows


def asked() -> tuple[ReportState | None, int | None]:
    """Give which reports the address asks for, and from where on."""
    said, before = request.args.get("state", "open"), request.args.get("before", "")
    state = ReportState(said) if said in set(ReportState) else None
    return state, int(before) if before.isascii() and before.isdigit() and len(before) < 12 else None


@bp.get("")
@access.allowed(Right.WRITE)
def index() -> str:
    """The reports, open ones first of all."""
    state, before = asked()
    rows = db.session.execute(found(state, before).limit(SCREENFUL + 1)).all()
    older = url_for("admin_reports.index", state=state or "all", before=rows[SCREENFUL - 1][0].id) if len(rows) > SCREENFUL else ""
    return render_template("admin/reports.html", rows=rows[:SCREENFUL], state=state, states=list(ReportState), older=older, folder_of=folder_of)


@bp.post("/<int:number>")
@access.allowed(Right.WRITE)
def answer(number: int) -> AnyResponse:
    """Say what became of a report."""
    row = db.session.execute(found(None).where(Report.id == number)).first()
    said = request.form.get("state", "")
    if row is None:
        abort(404)
    if said not in set(ReportState):
        flash(_("Please choose what becomes of it."), "fault")
        return redirect(url_for("admin_reports.index"), 303)
    with writing() as session:
        report = session.get_one(Report, number)
        reports.answer(session, report, state=ReportState(said), words=request.form.get("answer", ""), by=access.me())
    flash(_("Answered. The visitor sees it under the number."), "done")
    return redirect(url_for("admin_reports.index"), 303)


@bp.get(taking_away.RULE)
@access.allowed(Right.WRITE)
def table(form: str) -> Response:
    """The reports that are asked for as a table, at most 5,000; without the contacts."""
    rows = db.session.execute(found(asked()[0]).limit(MOST)).all()
    head = [_("Number"), _("When (Beijing time)"), _("Page"), _("What is wrong"), _("Stage"), _("Answer")]
    return taking_away.table("reports", form, head, cells(rows))


def cells(rows: Sequence[tuple[Report, Page | None]]) -> list[list[object]]:
    """Give reports as the cells of a table."""
    return [
        [report.number, f"{clock.from_utc(report.at):%Y-%m-%d %H:%M}", report.address, report.text, report.state.value, report.answer]
        for report, _page in rows
    ]
