"""How often pages are seen: a chart of thirty days with its table, and the pages seen most; nothing is known of who saw them."""

from datetime import date, timedelta

from flask import Blueprint, Response, render_template
from sqlalchemy import select

from app import clock
from app.documents.registry import BY_FOLDER, folder_of
from app.extensions import db
from app.i18n import _
from app.models.page import Page
from app.routes.admin import access, taking_away
from app.services import views
from app.services.people import rights
from app.vocabulary import Right

bp = Blueprint("admin_views", __name__, url_prefix="/admin/views")
DAYS, MOST, MOST_IN_TABLE = 30, 50, 5_000
HEIGHT, BAR = 120, 12


def reachable_pages() -> set[str] | None:
    """Give the pages of an organisation for its own people; None for the district's, who see all."""
    user = access.me()
    if user.organisation_id is None:
        return None
    rows = db.session.execute(select(Page.family, Page.slug).where(rights.reachable(user)))
    return {f"{folder_of(family)}/{slug}" for family, slug in rows}


@bp.get("")
@access.allowed(Right.SEE)
def index() -> str:
    """The chart, its table, and the pages seen most."""
    last, pages = clock.today(), reachable_pages()
    first = last - timedelta(days=DAYS - 1)
    days = views.by_day(db.session(), first, last, pages)
    totals = [(date.fromisoformat(day), sum(found.values()), found) for day, found in days.items()]
    most = max((total for _day, total, _found in totals), default=0)
    bars = [(number * BAR, round(total * HEIGHT / most) if most else 0, day, total) for number, (day, total, _found) in enumerate(totals)]
    seen = views.most_seen(db.session(), first, last, MOST, pages)
    names = names_of([page for page, _times in seen])
    return render_template(
        "admin/views.html",
        days=totals,
        bars=bars,
        most=most,
        width=DAYS * BAR,
        height=HEIGHT,
        bar=BAR,
        seen=[(names.get(page), page, times) for page, times in seen],
    )


def names_of(addresses: list[str]) -> dict[str, Page]:
    """Give the pages of some addresses, as far as they are pages."""
    parts = [address.partition("/") for address in addresses if "/" in address]
    slugs = [slug for folder, _slash, slug in parts if folder in BY_FOLDER]
    found = db.session.scalars(select(Page).where(Page.slug.in_(slugs))) if slugs else ()
    return {f"{folder_of(page.family)}/{page.slug}": page for page in found}


@bp.get(taking_away.RULE)
@access.allowed(Right.SEE)
def table(form: str) -> Response:
    """The pages seen most in thirty days as a table."""
    last = clock.today()
    rows = views.most_seen(db.session(), last - timedelta(days=DAYS - 1), last, MOST_IN_TABLE, reachable_pages())
    return taking_away.table("views", form, [_("Page"), _("Views in 30 days")], rows)
