"""Emergency change of what stands open: close a place or a stop for some days, take a page down, put it back."""

from typing import Any

from flask import Blueprint, render_template, request

from app.i18n import _
from app.models.page import Page
from app.routes.admin import access, operation_forms
from app.routes.admin.operation_pages import PAGE, Answer, address_of, perform, shown
from app.services.desk import operations
from app.services.desk.operation_words import OF_WITHDRAWALS
from app.vocabulary import Right

bp = Blueprint("admin_closures", __name__, url_prefix="/admin")


@bp.post(PAGE + "/close")
@access.allowed(Right.URGENT)
def close(folder: str, slug: str) -> Answer:
    """Close a place, or a stop of a trail or the way to it, for some days."""
    page = access.page_or_404(folder, slug, Right.URGENT)

    def deed(session: Any, page: Page) -> None:
        operations.close(session, page, operation_forms.closed_typed(), words=operation_forms.words_typed(), by=access.me())

    return perform(page, deed, _("It is closed, and every page says so from now on."), shown)


@bp.post(PAGE + "/open")
@access.allowed(Right.URGENT)
def open_again(folder: str, slug: str) -> Answer:
    """End a closure."""
    page = access.page_or_404(folder, slug, Right.URGENT)

    def deed(session: Any, page: Page) -> None:
        operations.open_again(session, page, operation_forms.closed_typed(), words=operation_forms.words_typed(), by=access.me())

    return perform(page, deed, _("It is open again, and every page says so from now on."), shown)


@bp.get(PAGE + "/withdraw")
@access.allowed(Right.PUBLISH)
def withdrawal(folder: str, slug: str) -> str:
    """Ask for the reason of a withdrawal."""
    return withdrawal_page(access.page_or_404(folder, slug, Right.PUBLISH))


def withdrawal_page(page: Page, fault: str = "") -> str:
    """Give the page on which a page is taken down."""
    causes = operation_forms.causes(request.form.get("cause", ""), OF_WITHDRAWALS)
    return render_template(
        "admin/operations/withdraw.html", page=page, address=address_of(page), causes=causes, fault=fault, typed=operation_forms.typed()
    )


@bp.post(PAGE + "/withdraw")
@access.allowed(Right.PUBLISH)
def withdraw(folder: str, slug: str) -> Answer:
    """Take a page down at once."""
    page = access.page_or_404(folder, slug, Right.PUBLISH)

    def deed(session: Any, page: Page) -> None:
        operations.withdraw(session, page, words=operation_forms.words_typed(), by=access.me())

    return perform(page, deed, _("The page is withdrawn. Its address says why, and nothing else shows it."), withdrawal_page)


@bp.post(PAGE + "/put-back")
@access.allowed(Right.PUBLISH)
def put_back(folder: str, slug: str) -> Answer:
    """Show a withdrawn page again."""
    page = access.page_or_404(folder, slug, Right.PUBLISH)

    def deed(session: Any, page: Page) -> None:
        operations.put_back(session, page, words=operation_forms.words_typed(), by=access.me())

    return perform(page, deed, _("The page is public again."), shown)
