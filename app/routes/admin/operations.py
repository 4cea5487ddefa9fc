"""Emergency change of an event: cancel or move a date with two taps on a phone, seen everywhere at once; and who was told."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.extensions import db
from app.i18n import _
from app.models.page import Page
from app.routes.admin import access, operation_forms, operation_said
from app.routes.admin.operation_forms import DateRow
from app.routes.admin.operation_pages import PAGE, Answer, address_of, address_to, perform, shown
from app.services.desk import done_since, operations
from app.services.desk.operation_words import OF_DATES
from app.services.desk.operations import OperationRefused
from app.services.transactions import writing
from app.vocabulary import Family, Right, Status

bp = Blueprint("admin_operations", __name__, url_prefix="/admin")


@bp.get(PAGE)
@access.allowed(Right.URGENT)
def show(folder: str, slug: str) -> str:
    """What can be changed at once on a page: first of all its next date."""
    return shown(access.page_or_404(folder, slug, Right.URGENT))


@bp.get(PAGE + "/date/<of>")
@access.allowed(Right.URGENT)
def date(folder: str, slug: str, of: str) -> str | AnyResponse:
    """One date: cancel it with the next tap, or say what else becomes of it."""
    page = access.page_or_404(folder, slug, Right.URGENT)
    row = row_named(page, of)
    return date_page(page, row) if row is not None else no_such_date(page)


def row_named(page: Page, of: str) -> DateRow | None:
    """Give the date of an event with an original start, if it has one that is not over."""
    return next((row for row in operation_forms.dates_of(page) if row.of == of), None) if page.revision else None


def no_such_date(page: Page) -> AnyResponse:
    """Lead back from a date that there is not: over, or taken out of the schedule just now."""
    flash(OperationRefused("no_date").words(), "refused")
    return redirect(address_to("admin_operations.show", page), 303)


def date_page(page: Page, row: DateRow, fault: str = "") -> str:
    """Give the page of one date."""
    causes = operation_forms.causes(request.form.get("cause", ""), OF_DATES)
    typed = operation_forms.typed()
    return render_template("admin/operations/date.html", page=page, address=address_of(page), row=row, causes=causes, fault=fault, typed=typed)


@bp.post(PAGE + "/date/<of>")
@access.allowed(Right.URGENT)
def change_date(folder: str, slug: str, of: str) -> Answer:
    """Give one date its new status, everywhere at once."""
    page = access.page_or_404(folder, slug, Right.URGENT)
    row, status = row_named(page, of), status_asked()
    if row is None:
        return no_such_date(page)
    if status is None:
        return date_page(page, row, _("Please choose what becomes of it.")), 422

    def deed(session: Any, page: Page) -> None:
        moved = operation_forms.moved_typed() if status is Status.RESCHEDULED else {}
        operations.change_status(session, page, status, of=of, words=operation_forms.words_typed(), by=access.me(), **moved)

    return perform(page, deed, told(operation_said.of_words(of), status), lambda page, fault: date_page(page, row, fault))


def status_asked() -> Status | None:
    """Give the status that a button asks for."""
    asked = request.form.get("status", "")
    return Status(asked) if asked in set(Status) else None


def told(name: str, status: Status) -> str:
    """Say what was done to a date or an event."""
    words = {
        Status.CANCELLED: _("%(name)s is cancelled, everywhere, from now on."),
        Status.POSTPONED: _("%(name)s is postponed, everywhere, from now on."),
        Status.RESCHEDULED: _("%(name)s is moved, everywhere, from now on."),
        Status.MOVED_ONLINE: _("%(name)s takes place online; this is said everywhere from now on."),
        Status.FULL: _("%(name)s is full; this is said everywhere from now on."),
        Status.SCHEDULED: _("%(name)s is as planned again, everywhere, from now on."),
    }
    return words[status] % {"name": name}


@bp.get(PAGE + "/all")
@access.allowed(Right.URGENT)
def whole(folder: str, slug: str) -> str:
    """The whole event: all its dates at once."""
    return whole_page(access.page_or_404(folder, slug, Right.URGENT))


def whole_page(page: Page, fault: str = "") -> str:
    """Give the page of a whole event."""
    if page.family is not Family.EVENT or not page.revision:
        abort(404)
    causes = operation_forms.causes(request.form.get("cause", ""), OF_DATES)
    return render_template(
        "admin/operations/whole.html", page=page, address=address_of(page), causes=causes, fault=fault, typed=operation_forms.typed()
    )


@bp.post(PAGE + "/all")
@access.allowed(Right.URGENT)
def change_all(folder: str, slug: str) -> Answer:
    """Give a whole event its new status, everywhere at once."""
    page = access.page_or_404(folder, slug, Right.URGENT)
    status = status_asked()
    if page.family is not Family.EVENT or status is Status.RESCHEDULED:
        abort(404)
    if status is None:
        return whole_page(page, _("Please choose what becomes of it.")), 422

    def deed(session: Any, page: Page) -> None:
        operations.change_status(session, page, status, words=operation_forms.words_typed(), by=access.me())

    return perform(page, deed, told(_("The whole event"), status), whole_page)


@bp.app_context_processor
def told_at_once() -> dict[str, Any]:
    """Let the home of the desk say how many emergency changes a reviewer has not seen."""
    return {"unseen_operations": lambda: len(done_since.done_since(db.session(), access.me()))}


@bp.get("/urgent")
@access.allowed(Right.REVIEW)
def done() -> str:
    """What others changed at once since I last looked."""
    found = done_since.done_since(db.session(), access.me())
    return render_template("admin/operations/done.html", found=[(one, operation_said.done_words(one), address_of(one.page)) for one in found])


@bp.post("/urgent")
@access.allowed(Right.REVIEW)
def look() -> AnyResponse:
    """Note that I have seen what was changed at once."""
    number = request.form.get("up_to", "")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        abort(400)
    with writing() as session:
        done_since.look(session, access.me(), int(number))
    flash(_("Noted: you have seen them."), "done")
    return redirect(url_for("admin_desk.home"), 303)
