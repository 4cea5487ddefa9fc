"""Beginning a page: which kind it is, then its form; its address is made from the English name when it is left empty."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as AnyResponse

from app import clock
from app.documents.registry import BY_FOLDER, FAMILIES, FamilyEntry
from app.extensions import db
from app.i18n import _
from app.routes.admin import access
from app.routes.admin.form_page import Typed, draw, posted
from app.routes.admin.pressing import checked, pressed, unread
from app.rules.text import is_slug, slug_of
from app.services.desk import saving
from app.services.desk.saving import SaveRefused
from app.services.desk.words_of_faults import FormFault, form_faults
from app.services.people import rights
from app.services.transactions import writing
from app.vocabulary import Right

bp = Blueprint("admin_new_page", __name__, url_prefix="/admin/new")


@bp.get("")
@access.allowed(Right.WRITE)
def choose() -> str:
    """Which kind of page is begun."""
    mine = [entry for entry in FAMILIES if rights.may_family(access.me(), Right.WRITE, entry.family)]
    return render_template("admin/edit/choose.html", entries=mine)


def entry_or_404(folder: str) -> FamilyEntry:
    """Give a family that the person signed in may begin pages of."""
    entry = BY_FOLDER.get(folder)
    return entry if entry is not None and rights.may_family(access.me(), Right.WRITE, entry.family) else abort(404)


@bp.get("/<folder>")
@access.allowed(Right.WRITE)
def begin(folder: str) -> str:
    """The empty form of a kind; it was checked today."""
    family = entry_or_404(folder).family
    return draw(Typed(family, None, {"checked_on": clock.today().isoformat(), "sources": [{}]}))


@bp.post("/<folder>")
@access.allowed(Right.WRITE)
def create(folder: str) -> AnyResponse | tuple[str, int] | str:
    """Make the page with its first draft."""
    typed = posted(entry_or_404(folder).family, None)
    if typed.button is not None:
        return pressed(typed)
    faults = [*unread(typed), *address_faults(typed), *checked(typed)]
    if faults:
        return draw(typed, faults), 422
    try:
        with writing() as session:
            saving.create(session, typed.family, typed.slug, typed.values, by=access.me(), why=typed.why)
    except ValidationError as error:
        return draw(typed, form_faults(error, typed.controls)), 422
    except SaveRefused:
        return draw(typed, [FormFault("_slug", _("Address"), _("There is a page with this address already."))]), 422
    except OperationalError:
        db.session.rollback()
        return draw(typed, trouble=_("This could not be saved: the store cannot be written to just now. Your text is still here.")), 503
    flash(_("The page is begun, as a draft. The public does not see it yet."), "done")
    return redirect(url_for("admin_edit.edit", folder=folder, slug=typed.slug), 303)


def address_faults(typed: Typed) -> list[FormFault]:
    """Make the address from the English name where it was left empty; give a fault when it is none."""
    name = typed.values.get("name")
    if not typed.slug and isinstance(name, dict):
        typed.slug = slug_of(name.get("en", ""))
    if is_slug(typed.slug):
        return []
    words = _("Please give an address: lower-case letters, digits and hyphens, such as rongbaozhai.")
    return [FormFault("_slug", _("Address"), words)]
