"""Taking a step with a revision from a form: in one transaction, and said afterwards; a refused one comes back with what was typed."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.i18n import _
from app.models.page import Page, Revision
from app.models.people import User
from app.routes.admin import access, publishing_page
from app.routes.admin.publishing_page import Trouble, revision_or_404, short_form
from app.services.desk.refusals import StepRefused
from app.services.desk.saving import Clashing, Saved, SaveRefused
from app.services.transactions import writing
from app.vocabulary import Right

Step = Callable[[Session, Page, Revision, User], "str | Clashing | Saved"]


def take(folder: str, slug: str, number: int, right: Right, step: Step) -> Response:
    """Take one step and say so on the page."""
    revision_or_404(access.page_or_404(folder, slug, right), number)
    try:
        with writing() as session:
            page = access.page_or_404(folder, slug, right)
            outcome = step(session, page, revision_or_404(page, number), session.get_one(User, access.me().id))
            if isinstance(outcome, Clashing):
                raise StepRefused("clash")
    except (StepRefused, SaveRefused) as refused:
        return come_back(folder, slug, number, right, refused)
    if isinstance(outcome, Saved):
        flash(_("Your choices are saved as a new version; it can now be published."), "done")
        number = outcome.revision.number
    else:
        flash(outcome, "done")
    return redirect(url_for("admin_workflow.show", folder=folder, slug=slug, number=number), 303)


def come_back(folder: str, slug: str, number: int, right: Right, refused: StepRefused | SaveRefused) -> Response:
    """Show the page again with the reason and everything that was typed."""
    page = access.page_or_404(folder, slug, right)
    words = refused.words() if isinstance(refused, StepRefused) else StepRefused(refused.reason).words()
    status = 409 if refused.reason == "clash" else 422
    return publishing_page.show(page, revision_or_404(page, number), Trouble(words, short_form(request.form), status))
