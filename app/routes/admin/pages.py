"""The lists of pages at the desk, and what is done to several of them at once; each is checked by itself."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from app import i18n
from app.documents.registry import folder_of
from app.extensions import db
from app.i18n import _, ngettext
from app.models.page import Page
from app.routes.admin import access, asking, operation_forms, taking_away
from app.routes.admin.asking_pages import asked
from app.services.desk import operations, pages_list
from app.services.desk.operation_words import OF_CLOSURES, Words
from app.services.desk.operations import OperationRefused
from app.services.desk.pages_list import Asked, Listed
from app.services.people import rights
from app.services.transactions import writing
from app.services.truth import freshness
from app.services.truth.freshness import CheckRefused, Facts
from app.vocabulary import Right, State, Subdistrict

bp = Blueprint("admin_pages", __name__, url_prefix="/admin/pages")
Answer = AnyResponse | tuple[str, int] | str
MOST_AT_ONCE, MOST = 100, 5_000
ASKED = ("q", "family", "state", "in", "stale", "order")


@bp.get("")
@access.allowed(Right.SEE)
def index() -> str:
    """The pages within reach, found and sorted."""
    return shown(asked())


def shown(wanted: Asked) -> str:
    """Give the page of a list."""
    user = access.me()
    return render_template(
        "admin/pages/index.html",
        asked=wanted,
        list=pages_list.listed(db.session(), user, wanted, i18n.language().reads),
        families=rights.families_of(user),
        states=list(State),
        subdistricts=list(Subdistrict),
        folder_of=folder_of,
        stale_before=pages_list.stale_before().isoformat(),
        address=list_address,
        asked_for=asking.kept(ASKED),
    )


def list_address(**changed: Any) -> str:
    """Give the address of this list with something changed; a list asked for otherwise begins at its beginning."""
    values = asking.kept(ASKED) | changed
    return url_for("admin_pages.index", **{name: value for name, value in values.items() if value})


@bp.get(taking_away.RULE)
@access.allowed(Right.SEE)
def table(form: str) -> Response:
    """The pages that are asked for as a table, at most 5,000."""
    head = [_("Page"), _("Name"), _("Kind"), _("Stage"), _("Draft"), _("Last checked")]
    rows = pages_list.all_listed(db.session(), access.me(), asked(), MOST)
    return taking_away.table("pages", form, head, map(cells_of, rows))


def cells_of(row: Listed) -> list[object]:
    """Give a page of the list as the cells of a row."""
    stage = i18n.label(row.stage) if row.stage else ""
    address = f"{folder_of(row.page.family)}/{row.page.slug}"
    return [address, i18n.in_language(row.name), i18n.label(row.page.family), i18n.label(row.page.state), stage, row.checked_on]


@bp.post("/checked")
@access.allowed(Right.WRITE)
def mark_checked() -> Answer:
    """Say of each chosen page that is public that its facts were compared today and hold."""
    done, left = 0, 0
    for page in chosen():
        try:
            with writing() as session:
                session.refresh(page)
                freshness.still_right(session, page, Facts.PAGE, seen_revision=page.revision, by=access.me())
            done += 1
        except CheckRefused:
            left += 1
    flash(ngettext("%(num)s page is marked as checked today.", "%(num)s pages are marked as checked today.", done) + told(left), "done")
    return redirect(back(), 303)


def told(left: int) -> str:
    """Say how many pages were left as they are."""
    return " " + ngettext("%(num)s page was left as it is.", "%(num)s pages were left as they are.", left) if left else ""


def chosen() -> list[Page]:
    """Give the chosen pages within reach, each once; a choice out of reach is as absent as a page that never was."""
    numbers = [int(one) for one in dict.fromkeys(request.form.getlist("page")) if one.isascii() and one.isdigit() and len(one) < 12]
    if not numbers:
        return []
    return list(db.session.scalars(select(Page).where(Page.id.in_(numbers[:MOST_AT_ONCE]), rights.reachable(access.me())).order_by(Page.id)))


def back() -> str:
    """Give the list that a deed came from: its query, read anew."""
    query = request.form.get("back", "")[:600]
    return url_for("admin_pages.index") + (f"?{query}" if query and query.isprintable() and not set(query) & set("#\\/ ") else "")


@bp.post("/withdraw")
@access.allowed(Right.PUBLISH)
def withdraw() -> Answer:
    """Ask for the reason, then take each chosen page away from the public at once."""
    pages = [page for page in chosen() if page.state is State.PUBLISHED and rights.may(access.me(), Right.PUBLISH, page)]
    if not pages:
        flash(_("Choose published pages first."), "fault")
        return redirect(back(), 303)
    if request.form.get("sure") != "1":
        return reason_page(pages)
    try:
        words = operation_forms.words_typed()
        done = sum(withdrawn(page, words) for page in pages)
    except OperationRefused as refused:
        return reason_page(pages, refused.words()), 422
    flash(ngettext("%(num)s page is withdrawn.", "%(num)s pages are withdrawn.", done) + told(len(pages) - done), "done")
    return redirect(back(), 303)


def withdrawn(page: Page, words: Words) -> bool:
    """Withdraw one page; whether it could be."""
    with writing() as session:
        session.refresh(page)
        if page.state is not State.PUBLISHED or not rights.may(access.me(), Right.PUBLISH, page):
            return False
        operations.withdraw(session, page, words=words, by=access.me())
    return True


def reason_page(pages: list[Page], fault: str = "") -> str:
    """Give the page that names the chosen pages and asks why."""
    return render_template(
        "admin/pages/withdraw.html",
        pages=pages,
        fault=fault,
        causes=operation_forms.causes(request.form.get("cause", ""), OF_CLOSURES),
        typed=operation_forms.typed(),
        back=request.form.get("back", "")[:600],
        back_url=back(),
    )
