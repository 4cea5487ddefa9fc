"""Editing a page: the form, saving, what is kept while typing, and the choice between two people's texts."""

from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as AnyResponse

from app import clock
from app.documents.registry import folder_of
from app.extensions import db
from app.i18n import _
from app.models.page import Page
from app.models.people import User
from app.routes.admin import access, form_page, publishing_page
from app.routes.admin.form_page import Typed, draw, opened, posted
from app.routes.admin.pressing import checked, pressed, unread
from app.services.content_files import plain
from app.services.desk import saving
from app.services.desk.heads import content_of
from app.services.desk.merging import merge
from app.services.desk.paths import Side, choose
from app.services.desk.saving import Clashing, Saved, SaveRefused
from app.services.desk.words_of_faults import form_faults
from app.services.transactions import writing
from app.vocabulary import Right

bp = Blueprint("admin_edit", __name__, url_prefix="/admin/pages/<folder>/<slug>")
Answer = AnyResponse | tuple[str, int] | str
KEEP = "_keep."


@bp.get("")
@access.allowed(Right.SEE)
def edit(folder: str, slug: str) -> str:
    """The form of a page, with what this person was typing."""
    return draw(opened(access.page_or_404(folder, slug, Right.SEE)))


@bp.post("")
@access.allowed(Right.TRANSLATE)
def save(folder: str, slug: str) -> Answer:
    """Save the form as a new draft, or do what a button of it says."""
    page = access.page_or_404(folder, slug, Right.TRANSLATE)
    typed = posted(page.family, page)
    if typed.button is not None:
        return pressed(typed)
    faults = [*unread(typed), *checked(typed)]
    if faults:
        return draw(typed, faults), 422
    try:
        return saved(typed, page)
    except ValidationError as error:
        return draw(typed, form_faults(error, typed.controls)), 422
    except SaveRefused as refused:
        return draw(typed, trouble=refusal(refused)), 422
    except OperationalError:
        db.session.rollback()
        return draw(typed, trouble=cannot_write()), 503


def saved(typed: Typed, page: Page) -> Answer:
    """Save in one transaction; a clash is shown, nothing of either text is lost."""
    base, values, user = typed.based_on, typed.values, access.me()
    against = form_page.number_typed("_against")
    with writing() as session:
        session.refresh(page)
        session.refresh(user)
        settled = settle(page, values, base, against) if against else None
        if isinstance(settled, Clashing):
            return clashing(page, settled, base)
        if settled is not None:
            base, values = against, settled
        outcome = saving.save(session, page, values, based_on=base, by=user, why=typed.why, is_minor=typed.is_minor)
    if isinstance(outcome, Clashing):
        return clashing(page, outcome, base)
    flash(words_of(outcome), "done")
    return redirect(where_next(page), 303)


def settle(page: Page, values: dict[str, Any], base: int, against: int) -> dict[str, Any] | Clashing:
    """Give the values with one side chosen at each place that clashed, or the clash again where nothing was chosen."""
    session, kind = db.session(), saving.document_type(page)
    mine = plain(kind.model_validate(values))
    merged = merge(kind, content_of(session, page, base), mine, content_of(session, page, against))
    sides: dict[str, Side] = {"mine": "mine", "theirs": "theirs"}
    choices = {name.removeprefix(KEEP): sides[value] for name, value in request.form.items() if name.startswith(KEEP) and value in sides}
    if any(clash.name not in choices for clash in merged.clashes):
        return Clashing(merged.values, merged.clashes, against)
    return choose(merged.values, merged.clashes, choices)


def clashing(page: Page, clash: Clashing, base: int) -> Answer:
    """Show what clashes, both texts side by side; everything typed is carried along."""
    own = (KEEP, "_against", "_based_on", "csrf_token")
    carried = [(name, value) for name, value in request.form.items(multi=True) if not name.startswith(own)]
    other = db.session.get(User, clash.by_id) if clash.by_id else None
    page_of_clash = render_template(
        "admin/edit/clash.html",
        page=page,
        folder=folder_of(page.family),
        slug=page.slug,
        clash=clash,
        base=base,
        carried=carried,
        other=other.name if other is not None else "",
        field_label=publishing_page.field_label,
        clash_words=publishing_page.clash_words,
    )
    return page_of_clash, 409


def where_next(page: Page) -> str:
    """Give where a save leads: back to the form, or on to review and publish."""
    endpoint = "admin_workflow.newest" if request.form.get("_then") == "review" else "admin_edit.edit"
    return url_for(endpoint, folder=folder_of(page.family), slug=page.slug)


def words_of(outcome: Saved) -> str:
    """Say what a save came to."""
    number = outcome.revision.number
    if not outcome.is_new:
        return _("Nothing was changed since version %(number)s.", number=number)
    if outcome.is_merged:
        return _("Saved as draft, version %(number)s. What somebody else saved meanwhile is joined in.", number=number)
    return _("Saved as draft, version %(number)s. The public does not see it yet.", number=number)


def refusal(refused: SaveRefused) -> str:
    """Say why a save cannot be."""
    words = {
        "right": _("You may not change this page."),
        "only_english": _("You may change only the English."),
        "base": _("The page was changed in the same moment. Please look at it again."),
        "slug_taken": _("There is a page with this address already."),
    }
    return words[refused.reason]


def cannot_write() -> str:
    """Say that the database took nothing, and that the text is still here."""
    return _("This could not be saved: the store cannot be written to just now. Your text is still here; please try again in a moment.")


@bp.post("/draft")
@access.allowed(Right.TRANSLATE)
def keep(folder: str, slug: str) -> Response | tuple[Response, int]:
    """Keep what is being typed, valid or not, as this person's one rolling draft."""
    page = access.page_or_404(folder, slug, Right.TRANSLATE)
    typed, user = posted(page.family, page), access.me()
    try:
        with writing() as session:
            session.refresh(page)
            saving.keep_draft(session, page, typed.values, based_on=typed.based_on, by=user)
    except OperationalError:
        db.session.rollback()
        return jsonify(said=cannot_write()), 503
    return jsonify(said=_("Kept at %(time)s, Beijing time", time=f"{clock.now():%H:%M}"))


@bp.post("/discard")
@access.allowed(Right.TRANSLATE)
def discard(folder: str, slug: str) -> AnyResponse:
    """Give up what was typed and not saved."""
    page = access.page_or_404(folder, slug, Right.TRANSLATE)
    with writing() as session:
        saving.drop_draft(session, page, access.me())
    flash(_("What was typed is given up; this is the last saved text."), "done")
    return redirect(url_for("admin_edit.edit", folder=folder, slug=slug), 303)
