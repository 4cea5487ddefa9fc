"""The history of a page: who saved what, when and why; two versions side by side; an old one made the newest draft."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from pydantic import ValidationError
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from app.documents.registry import folder_of
from app.extensions import db
from app.i18n import _
from app.models.page import Page, Revision
from app.models.people import User
from app.routes.admin import access
from app.routes.admin.publishing_page import names_of, revision_or_404
from app.services.content_files import plain
from app.services.desk import heads, restoring
from app.services.desk.comparing import compare
from app.services.desk.refusals import StepRefused
from app.services.desk.saving import SaveRefused, document_type
from app.services.people import rights
from app.services.transactions import writing
from app.vocabulary import Right

bp = Blueprint("admin_history", __name__, url_prefix="/admin/pages/<folder>/<slug>/history")
ON_A_PAGE = 50


def number_of(name: str, otherwise: int) -> int:
    """Give a number from the query, bounded."""
    typed = request.args.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else otherwise


@bp.get("")
@access.allowed(Right.SEE)
def index(folder: str, slug: str) -> str:
    """Every version of a page, the newest first."""
    page = access.page_or_404(folder, slug, Right.SEE)
    before = number_of("before", 1_000_000_000)
    rows = select(Revision).where(Revision.page_id == page.id, Revision.number < before).order_by(Revision.number.desc()).limit(ON_A_PAGE + 1)
    found = list(db.session.scalars(rows))
    return render_template(
        "admin/history/index.html",
        page=page,
        name=name_of(page, found),
        revisions=found[:ON_A_PAGE],
        people=names_of({revision.author_id for revision in found}),
        head=heads.head(db.session(), page),
        older=found[ON_A_PAGE - 1].number if len(found) > ON_A_PAGE else None,
        may_restore=rights.may(access.me(), Right.WRITE, page),
        folder=folder,
        slug=slug,
    )


def name_of(page: Page, found: list[Revision]) -> dict[str, str]:
    """Give the name of a page, from its live text or its newest version."""
    named: dict[str, str] = page.content.get("name") or (found[0].content["name"] if found else {"zh": page.slug, "en": page.slug})
    return named


@bp.get("/compare")
@access.allowed(Right.SEE)
def show(folder: str, slug: str) -> str:
    """Two versions, field by field in both languages; unless named, the newest and nothing before it."""
    page = access.page_or_404(folder, slug, Right.SEE)
    newer = revision_or_404(page, number_of("to", heads.head(db.session(), page).number))
    older = revision_or_404(page, number_of("from", 0)) if number_of("from", 0) else None
    return render_template(
        "admin/history/compare.html",
        page=page,
        name=newer.content["name"],
        older=older,
        newer=newer,
        changes=compare(document_type(page), older.content if older is not None else {}, newer.content),
        people=names_of({newer.author_id, older.author_id if older is not None else None}),
        folder=folder,
        slug=slug,
    )


@bp.get("/<int:number>/restore")
@access.allowed(Right.WRITE)
def ask_restore(folder: str, slug: str, number: int) -> AnyResponse:
    """What restoring a version would change, before it is done."""
    page = access.page_or_404(folder, slug, Right.WRITE)
    return restore_page(page, revision_or_404(page, number))


def restore_page(page: Page, revision: Revision, trouble: str = "", why: str = "") -> Response:
    """Draw the question whether to restore a version."""
    found = heads.head(db.session(), page)
    try:
        after = restoring.restored_document(db.session(), page, revision)
    except ValidationError:
        abort(404)
    text = render_template(
        "admin/history/restore.html",
        page=page,
        name=revision.content["name"],
        revision=revision,
        head=found,
        changes=compare(document_type(page), found.values, plain(after)),
        people=names_of({revision.author_id, found.revision.author_id if found.revision is not None else None}),
        trouble=trouble,
        why=why,
        folder=folder_of(page.family),
        slug=page.slug,
    )
    return Response(text, 409 if trouble else 200)


@bp.post("/<int:number>/restore")
@access.allowed(Right.WRITE)
def restore(folder: str, slug: str, number: int) -> AnyResponse:
    """Make an old version the newest draft."""
    page = access.page_or_404(folder, slug, Right.WRITE)
    seen, why = request.form.get("seen", ""), request.form.get("why", "")[:400]
    try:
        with writing() as session:
            page = access.page_or_404(folder, slug, Right.WRITE)
            user = session.get_one(User, access.me().id)
            number_seen = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1
            made = restoring.restore(session, page, revision_or_404(page, number), seen=number_seen, by=user, why=why)
            new = made.number
    except SaveRefused as refused:
        page = access.page_or_404(folder, slug, Right.WRITE)
        return restore_page(page, revision_or_404(page, number), StepRefused(refused.reason).words(), why)
    flash(_("Version %(old)s is now the newest draft, as version %(new)s.", old=number, new=new), "done")
    return redirect(url_for("admin_workflow.show", folder=folder, slug=slug, number=new), 303)
