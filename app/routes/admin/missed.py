"""Searches in vain: what visitors asked for at least three times and no page has.

The words are of the whole guide and name no visitor and no draft, so everyone at the desk may read them; a page that is
lacking may well be an organisation's.
"""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import i18n
from app.extensions import db
from app.i18n import _
from app.routes.admin import access, asking, taking_away
from app.services import audit
from app.services.search import asked_for
from app.services.transactions import writing
from app.vocabulary import Right

bp = Blueprint("admin_missed", __name__, url_prefix="/admin/missed")
ASKED = ("q", "days")
MOST = 2_000
DAYS = (30, 90, 366)


def found() -> list[tuple[str, int, str]]:
    """Give the words that the address asks for, with how often and when last they were asked, most often first."""
    words, days = asking.words().casefold().split(), asking.number("days")
    since = asked_for.day_before(days if days in DAYS else DAYS[-1])
    rows = asked_for.missed(db.session(), MOST)
    return [row for row in rows if row[2] >= since and all(word in row[0] for word in words)]


@bp.get("")
@access.allowed(Right.SEE)
def index() -> str:
    """What was looked for in vain, most often first."""
    rows = found()
    shown, further = asking.screenful(rows)
    return render_template(
        "admin/missed.html",
        rows=shown,
        total=len(rows),
        further=further,
        kept=asking.kept(ASKED),
        asked={"words": asking.words(), "days": asking.number("days")},
        spans=DAYS,
        search=lambda words: url_for("search.results", lang=i18n.language().reads, q=words),
    )


@bp.get(taking_away.RULE)
@access.allowed(Right.SEE)
def table(form: str) -> Response:
    """The words that are asked for as a table."""
    return taking_away.table("searches-in-vain", form, [_("Words"), _("Times"), _("Last day")], found())


@bp.post("")
@access.allowed(Right.WRITE)
def forget() -> AnyResponse:
    """Take words off the list, because the guide has them now."""
    words = request.form.get("words", "")[: asked_for.LONGEST]
    with writing() as session:
        is_done = asked_for.forget(session, words)
        if is_done:
            audit.note(session, "missed_forgotten", by=access.me(), words=words)
    if is_done:
        flash(_("Taken off the list. When it is looked for in vain again, it comes back."), "done")
    else:
        flash(_("These words are not on the list any more."), "fault")
    return redirect(url_for("admin_missed.index"), 303)
