"""Review at the desk: a revision is sent to review, approved by half, or sent back with comments on fields."""

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.extensions import db
from app.i18n import _, label
from app.models.page import Page, Revision
from app.models.people import User
from app.routes.admin import access, publishing_page
from app.routes.admin.publishing_page import revision_or_404
from app.routes.admin.taking_steps import take
from app.services.desk import heads, queues, workflow
from app.services.desk.refusals import StepRefused
from app.vocabulary import Half, Right

bp = Blueprint("admin_workflow", __name__, url_prefix="/admin")
PLACE = "/pages/<folder>/<slug>/publishing"
COMMENT = "comment."


@bp.get("/waiting")
@access.allowed(Right.SEE)
def waiting() -> str:
    """What waits for me, and what waits for its time."""
    session, user = db.session(), access.me()
    timed = [(queues.waiting(page, revision, ""), revision) for revision, page in queues.on_their_way(session, user)]
    return render_template("admin/workflow/waiting.html", waiting=queues.waiting_for(session, user), mine=queues.mine(session, user), timed=timed)


@bp.get(PLACE)
@access.allowed(Right.SEE)
def newest(folder: str, slug: str) -> Response:
    """The way to the revision that is worked on, or else to the live one."""
    page = access.page_or_404(folder, slug, Right.SEE)
    number = heads.head(db.session(), page).number
    revision_or_404(page, number)
    return redirect(url_for("admin_workflow.show", folder=folder, slug=slug, number=number), 303)


@bp.get(f"{PLACE}/<int:number>")
@access.allowed(Right.SEE)
def show(folder: str, slug: str, number: int) -> Response:
    """How far one revision is, and its next steps."""
    page = access.page_or_404(folder, slug, Right.SEE)
    return publishing_page.show(page, revision_or_404(page, number))


def person_named(session: Session) -> User | None:
    """Give the reviewer that the form names; nobody when it names none."""
    number = request.form.get("reviewer", "")
    return session.get(User, int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None


def half_named() -> Half:
    """Give the half that the form is about; raise StepRefused for any other word."""
    try:
        return Half(request.form.get("half", ""))
    except ValueError:
        raise StepRefused("no_half") from None


def comments() -> dict[str, str]:
    """Give the comments on fields, by the field's path."""
    found = {name.removeprefix(COMMENT)[:200]: text for name, text in request.form.items() if name.startswith(COMMENT) and text.strip()}
    return dict(list(found.items())[:200])


@bp.post(f"{PLACE}/<int:number>/submit")
@access.allowed(Right.TRANSLATE)
def submit(folder: str, slug: str, number: int) -> Response:
    """Send a revision to review."""

    def step(session: Session, page: Page, revision: Revision, user: User) -> str:
        reviewer = person_named(session)
        workflow.submit(session, page, revision, by=user, reviewer=reviewer, steps=queues.review_steps())
        return _("Sent to %(name)s for review.", name=reviewer.name) if reviewer is not None else _("Sent to review.")

    return take(folder, slug, number, Right.TRANSLATE, step)


@bp.post(f"{PLACE}/<int:number>/approve")
@access.allowed(Right.REVIEW)
def approve(folder: str, slug: str, number: int) -> Response:
    """Approve one half of a revision."""

    def step(session: Session, page: Page, revision: Revision, user: User) -> str:
        half, more = half_named(), {"note": request.form.get("note", ""), "reviewer": person_named(session)}
        workflow.approve(session, page, revision, half, by=user, steps=queues.review_steps(), **more)  # type: ignore[arg-type]
        return _("Approved: %(half)s.", half=label(half))

    return take(folder, slug, number, Right.REVIEW, step)


@bp.post(f"{PLACE}/<int:number>/ask")
@access.allowed(Right.REVIEW)
def ask(folder: str, slug: str, number: int) -> Response:
    """Send a revision back with comments."""

    def step(session: Session, page: Page, revision: Revision, user: User) -> str:
        workflow.ask_changes(session, page, revision, half_named(), by=user, note=request.form.get("note", ""), comments=comments())
        return _("Sent back with your comments.")

    return take(folder, slug, number, Right.REVIEW, step)
