"""Freshness at the desk: facts that were last compared long ago, each with “still right” beside it."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from app.documents.registry import folder_of
from app.extensions import db
from app.i18n import _, in_language, label
from app.models.page import Page
from app.routes.admin import access, asking, taking_away
from app.services.people import rights
from app.services.transactions import writing
from app.services.truth import freshness
from app.services.truth.freshness import AGES, Checked, CheckRefused, Facts
from app.vocabulary import Family, Right

bp = Blueprint("admin_freshness", __name__, url_prefix="/admin/freshness")
ASKED = ("q", "family", "days", "order")
SOURCES = 3


def asked() -> dict[str, Any]:
    """Give which facts the address asks for."""
    days = asking.number("days")
    return {
        "family": asking.word_of(Family, "family"),
        "words": asking.words(),
        "days": days if days in AGES else AGES[0],
        "by_views": request.args.get("order") == "views",
    }


@bp.get("")
@access.allowed(Right.SEE)
def index() -> str:
    """The facts that were last compared long ago, the oldest first."""
    user, wanted = access.me(), asked()
    everything = freshness.stale(db.session(), user, family=wanted["family"], words=wanted["words"], by_views=wanted["by_views"])
    rows = [one for one in everything if one.age > wanted["days"]]
    shown, further = asking.screenful(rows)
    pages = {page.id: page for page in db.session.scalars(select(Page).where(Page.id.in_([one.page_id for one in shown])))}
    return render_template(
        "admin/freshness/index.html",
        rows=[(one, pages[one.page_id]) for one in shown if one.page_id in pages],
        total=len(rows),
        further=further,
        ages=[(days, sum(one.age > days for one in everything)) for days in AGES],
        asked=wanted,
        kept=asking.kept(ASKED),
        back=request.query_string.decode("ascii", "replace"),
        families=rights.families_of(user),
        sources_of=sources_of,
        folder_of=folder_of,
    )


def sources_of(page: Page) -> list[dict[str, Any]]:
    """Give the first sources of a page that have an address, to compare its facts with."""
    return [one for one in page.content.get("sources", ()) if one.get("url")][:SOURCES]


@bp.get(taking_away.RULE)
@access.allowed(Right.SEE)
def table(form: str) -> Response:
    """The facts that are asked for as a table."""
    head = [_("Page"), _("Name"), _("Facts"), _("Last checked"), _("Days ago"), _("Views in 30 days")]
    return taking_away.table("freshness", form, head, map(cells_of, freshness.stale(db.session(), access.me(), **asked())))


def cells_of(one: Checked) -> list[object]:
    """Give the facts of a page as the cells of a row."""
    return [f"{folder_of(one.family)}/{one.slug}", in_language(one.name), label(one.facts), one.checked_on.isoformat(), one.age, one.views]


@bp.post("/<folder>/<slug>")
@access.allowed(Right.WRITE)
def still_right(folder: str, slug: str) -> AnyResponse:
    """Say that the facts of a page were compared today and hold."""
    page, said = access.page_or_404(folder, slug, Right.WRITE), request.form.get("facts", "")
    facts = Facts(said) if said in set(Facts) else Facts.PAGE
    try:
        with writing() as session:
            session.refresh(page)
            revision = freshness.still_right(session, page, facts, seen_revision=asking.number_in(request.form, "revision"), by=access.me())
    except CheckRefused as refused:
        flash(words_of(refused), "fault")
    else:
        flash(_("%(name)s: marked as checked today.", name=in_language(page.content["name"])), "done")
        if revision is None:
            flash(_("It was marked today already."), "done")
    return redirect(asking.back_to("admin_freshness.index", ASKED), 303)


def words_of(refused: CheckRefused) -> str:
    """Say why facts cannot be said to hold."""
    sentences = {
        "right": _("You may not change this page."),
        "not_live": _("This page is not public, so there is nothing to change at once."),
        "changed": _("The page was changed in the same moment. Please look at it again."),
    }
    return sentences[refused.reason]
