"""Reporting a mistake: a page of its own without a cookie, a number to ask by, and what became of it."""

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as Redirect

from app import i18n
from app.documents.registry import BY_FOLDER, folder_of
from app.extensions import db
from app.i18n import _
from app.models.page import Page
from app.queries.pages import is_public
from app.security import public
from app.services import reports
from app.services.reports import ReportRefused
from app.services.transactions import writing

bp = Blueprint("reports", __name__, url_prefix=i18n.PREFIX)
TRAP = "website"


@bp.get("/report")
@public("page", kept=False)
def ask() -> Response:
    """The form for one page of the guide, or for the guide as a whole."""
    return form(request.args.get("page", ""))


@bp.post("/report")
@public(kept=False)
def send() -> Response | Redirect | tuple[Response, int]:
    """Take a report in and lead to its number; what was typed stays in the form when it cannot be taken."""
    typed = request.form.get("page", "")
    page = page_of(typed)
    address = address_of(page)
    try:
        reports.check_token(secret(), request.form.get("token", ""), address)
        if request.form.get(TRAP):
            raise ReportRefused("token")
        with writing() as session:
            text, contact = request.form.get("text", ""), request.form.get("contact", "")
            report = reports.take(session, page=page, address=address, text=text, contact=contact, language=i18n.code())
            number = report.number
    except ReportRefused as refused:
        return form(typed, words_of(refused.reason)), 429 if refused.reason == "many" else 422
    return redirect(url_for("reports.show", number=number), 303)


@bp.get("/report/<number>")
@public(kept=False)
def show(number: str) -> Response:
    """What became of a report, by its number; its text and its contact are never shown here."""
    report = reports.by_number(db.session(), number)
    if report is None:
        abort(404)
    return unkept(render_template("reports/show.html", report=report))


def secret() -> str:
    """Give the secret that signs the form."""
    return str(current_app.secret_key)


def page_of(typed: str) -> Page | None:
    """Give the public page of an address such as places/rongbaozhai, or None for the guide as a whole."""
    folder, _slash, slug = typed.strip().partition("/")
    entry = BY_FOLDER.get(folder)
    conditions = (Page.family == entry.family, Page.slug == slug, is_public()) if entry is not None else ()
    return db.session.scalar(select(Page).where(*conditions)) if conditions else None


def address_of(page: Page | None) -> str:
    """Give the address that a report speaks of."""
    return f"{folder_of(page.family)}/{page.slug}" if page is not None else ""


def form(typed: str, fault: str = "") -> Response:
    """Give the form with what was typed, and a new token."""
    page = page_of(typed)
    address = address_of(page)
    return unkept(render_template("reports/ask.html", page=page, address=address, token=reports.token(secret(), address), fault=fault, trap=TRAP))


def unkept(html: str) -> Response:
    """Give a page that nothing on the way may keep, and no search engine lists."""
    response = make_response(html)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def words_of(reason: str) -> str:
    """Say why a report was not taken."""
    return {
        "token": _("This page was open for too long. What you wrote is still here; please send it once more."),
        "empty": _("Please say what is wrong."),
        "long": _("That is too long: at most %(number)s characters, please.", number=reports.LONGEST_TEXT),
        "control": _("There is a hidden character in it that cannot be kept; please type it anew."),
        "many": _("Very many reports came in this hour. What you wrote is still here; please try again later."),
    }[reason]
