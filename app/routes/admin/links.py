"""The external links of the guide at the desk: broken ones first, each with its page, its field and what came of trying it."""

from typing import Any

from flask import Blueprint, Response, render_template

from app import clock
from app.extensions import db
from app.i18n import _, in_language, label
from app.routes.admin import access, asking, taking_away
from app.services.people import rights
from app.services.truth import links
from app.services.truth.links import LinkState, Listed, Wanted
from app.vocabulary import Family, Right

bp = Blueprint("admin_links", __name__, url_prefix="/admin/links")
ASKED = ("q", "family", "state")


def asked() -> Wanted:
    """Give which links the address asks for."""
    return Wanted(asking.word_of(LinkState, "state"), asking.word_of(Family, "family"), asking.words())


@bp.get("")
@access.allowed(Right.SEE)
def index() -> str:
    """The external links of the live pages within reach."""
    rows = links.listed(db.session(), access.me(), asked())
    shown, further = asking.screenful(rows)
    return render_template(
        "admin/links.html",
        rows=shown,
        total=len(rows),
        further=further,
        kept=asking.kept(ASKED),
        asked=asked(),
        states=list(LinkState),
        families=rights.families_of(access.me()),
        last_tried=links.last_tried(db.session()),
        came_of=came_of,
    )


def came_of(one: Listed) -> str:
    """Say what came of trying a link: what the server answered, and why where that says too little."""
    said = [_("the server answered %(status)s", status=one.status) if one.status is not None else "", label(one.reason) if one.reason else ""]
    return _(", ").join(filter(None, said))


@bp.get(taking_away.RULE)
@access.allowed(Right.SEE)
def table(form: str) -> Response:
    """The links that are asked for as a table."""
    head = [_("Page"), _("Name"), _("Field"), _("Web address"), _("Stage"), _("What came of it"), _("Since"), _("Last tried"), _("Views in 30 days")]
    return taking_away.table("links", form, head, map(cells_of, links.listed(db.session(), access.me(), asked())))


def cells_of(one: Listed) -> list[object]:
    """Give a link as the cells of a row."""
    moments: list[Any] = [f"{clock.from_utc(at):%Y-%m-%d %H:%M}" if at else "" for at in (one.failing_since, one.tried_at)]
    return [one.page, in_language(one.name), one.path, one.address, label(one.state), came_of(one), *moments, one.views]
