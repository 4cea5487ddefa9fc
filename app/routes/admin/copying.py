"""Copying a page: a new draft like it, under another address."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.documents.registry import folder_of
from app.extensions import db
from app.i18n import _
from app.models.page import Page
from app.routes.admin import access
from app.rules.text import is_slug
from app.services.desk import editions, heads, saving
from app.services.desk.saving import SaveRefused
from app.services.transactions import writing
from app.vocabulary import Right

bp = Blueprint("admin_copy", __name__, url_prefix="/admin/pages/<folder>/<slug>/copy")


@bp.get("")
@access.allowed(Right.WRITE)
def ask(folder: str, slug: str) -> str:
    """Under which address the copy is to be."""
    page = access.page_or_404(folder, slug, Right.WRITE)
    return shown(page, editions.free_slug(db.session(), page.family, page.slug))


@bp.post("")
@access.allowed(Right.WRITE)
def make(folder: str, slug: str) -> AnyResponse | tuple[str, int]:
    """Make the copy as a draft, and go to its form."""
    page = access.page_or_404(folder, slug, Right.WRITE)
    typed = request.form.get("slug", "").strip()
    if not is_slug(typed):
        return shown(page, typed, _("Please give an address: lower-case letters, digits and hyphens, such as rongbaozhai.")), 422
    values = editions.copied(heads.head(db.session(), page).values)
    try:
        with writing() as session:
            saving.create(session, page.family, typed, values, by=access.me(), why=_("Copy of %(slug)s", slug=page.slug))
    except SaveRefused as refused:
        taken = _("There is a page with this address already.")
        return shown(page, typed, taken if refused.reason == "slug_taken" else _("You may not change this page.")), 409
    flash(_("The copy is begun, as a draft. Give it a name of its own; the public does not see it yet."), "done")
    return redirect(url_for("admin_edit.edit", folder=folder, slug=typed), 303)


def shown(page: Page, typed: str, fault: str = "") -> str:
    """Give the page that asks for the address."""
    return render_template("admin/wizard/copy.html", page=page, folder=folder_of(page.family), slug=page.slug, typed=typed, fault=fault)
