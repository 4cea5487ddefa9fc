"""The audit at the desk: who did what to which page, when and from where; filtered, and as a table to take away."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import select

from app import clock
from app.documents.registry import folder_of
from app.extensions import db
from app.i18n import _
from app.models.audit import Audit
from app.models.page import Page
from app.models.people import User
from app.queries import audit as queries
from app.queries.audit import Wanted
from app.routes.admin import access, taking_away
from app.vocabulary import Right

bp = Blueprint("admin_audit", __name__, url_prefix="/admin/audit")
SCREENFUL, MOST = 50, 5_000


def deed_words() -> dict[str, str]:
    """Give what each deed is called."""
    return {
        "sign_in": _("signed in"),
        "sign_in_ended": _("ended a sign-in"),
        "sign_ins_ended": _("ended sign-ins"),
        "password_changed": _("changed the password"),
        "two_step_started": _("began the second step"),
        "two_step_on": _("switched the second step on"),
        "two_step_off": _("switched the second step off"),
        "recovery_codes_made": _("made recovery codes"),
        "recovery_code_used": _("used a recovery code"),
        "user_created": _("made an account"),
        "user_role": _("changed a role"),
        "user_disabled": _("disabled an account"),
        "user_enabled": _("let a person in again"),
        "user_reset": _("reset an account"),
        "invited": _("invited somebody"),
        "invitation_renewed": _("renewed an invitation"),
        "invitation_withdrawn": _("withdrew an invitation"),
        "invitation_used": _("accepted an invitation"),
        "organisation_created": _("made an organisation"),
        "organisation_renamed": _("renamed an organisation"),
        "page_organisation": _("gave a page to an organisation"),
        "created": _("began a page"),
        "saved": _("saved a draft"),
        "submitted": _("sent to review"),
        "approved": _("approved"),
        "changes_requested": _("asked for changes"),
        "published": _("published"),
        "scheduled": _("put on the schedule"),
        "unscheduled": _("took off the schedule"),
        "dismissed": _("put aside"),
        "held_back": _("was not published at its time"),
        "published_on_time": _("was published at its time"),
        "withdrawn_on_time": _("was taken down at its time"),
        "looked_at_operations": _("saw what was done"),
        "status": _("changed a status"),
        "closed": _("closed"),
        "opened": _("opened again"),
        "withdrawn": _("withdrew"),
        "put_back": _("put back"),
        "report_answered": _("answered a report"),
        "translation_confirmed": _("found a translation still right"),
        "translations_taken": _("took in translations"),
        "checked": _("found the facts still right"),
        "picture_added": _("brought a picture"),
        "picture_changed": _("changed what is said of a picture"),
        "picture_deleted": _("deleted a picture"),
        "missed_forgotten": _("took words off the searches in vain"),
        "imported": _("imported a list"),
        "import_undone": _("undid an import"),
    }


def day_asked(name: str) -> date | None:
    """Give a day that the address names, or None."""
    try:
        return date.fromisoformat(request.args.get(name, "")[:10])
    except ValueError:
        return None


def wanted() -> Wanted:
    """Give which deeds the address asks for; what is no such thing asks for nothing."""

    def number(name: str) -> int | None:
        said = request.args.get(name, "")
        return int(said) if said.isascii() and said.isdigit() and len(said) < 12 else None

    since, until = day_asked("since"), day_asked("until")
    deed = request.args.get("deed", "")
    return Wanted(
        number("who"),
        deed if deed in deed_words() else None,
        number("page"),
        start_of(since) if since else None,
        start_of(until + timedelta(days=1)) if until else None,
        number("before"),
    )


def start_of(day: date) -> datetime:
    """Give the beginning of a Beijing day as it is stored."""
    return clock.to_utc(clock.start_of(day))


@bp.get("")
@access.allowed(Right.PEOPLE)
def index() -> str:
    """The deeds that are asked for, the newest first."""
    asked = wanted()
    rows = queries.deeds(db.session(), asked, SCREENFUL + 1)
    shown = rows[:SCREENFUL]
    return render_template(
        "admin/audit.html",
        rows=rows_of(shown),
        asked=asked,
        args=request.args,
        people=db.session.scalars(select(User).order_by(User.name, User.id)).all(),
        deeds=deed_words(),
        older=address(before=shown[-1].id) if len(rows) > SCREENFUL else "",
        kept=kept(),
        folder_of=folder_of,
    )


def address(**more: Any) -> str:
    """Give the address of what is asked for, with something more."""
    return url_for("admin_audit.index", **(kept() | more))


def kept() -> dict[str, str]:
    """Give what the address asks for, for the addresses of the same."""
    return {name: request.args[name] for name in ("who", "deed", "page", "since", "until") if request.args.get(name)}


def names_of(rows: Sequence[Audit]) -> dict[int, str]:
    """Give the names of those who did some deeds."""
    numbers = {row.user_id for row in rows if row.user_id is not None}
    return dict(db.session.execute(select(User.id, User.name).where(User.id.in_(numbers))).all()) if numbers else {}


def pages_of(rows: Sequence[Audit]) -> dict[int, Page]:
    """Give the pages of some deeds, as far as they are still there."""
    numbers = {row.page_id for row in rows if row.page_id is not None}
    return {page.id: page for page in db.session.scalars(select(Page).where(Page.id.in_(numbers)))} if numbers else {}


def rows_of(rows: Sequence[Audit]) -> list[dict[str, Any]]:
    """Give what is shown of some deeds."""
    names, pages, words = names_of(rows), pages_of(rows), deed_words()
    return [row_of(row, names, pages, words) for row in rows]


def row_of(row: Audit, names: dict[int, str], pages: dict[int, Page], words: dict[str, str]) -> dict[str, Any]:
    """Give what is shown of one deed."""
    return {
        "at": row.at,
        "who": names.get(row.user_id or 0, ""),
        "deed": words.get(row.deed, row.deed),
        "page": pages.get(row.page_id or 0),
        "revision": row.detail.get("revision"),
        "detail": detail_of(row),
        "address": row.address,
    }


def detail_of(row: Audit) -> str:
    """Give the details of a deed as one line."""
    said = {name: value for name, value in row.detail.items() if name != "revision" and value not in (None, "", [], {})}
    return "; ".join(f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}" for name, value in said.items())


@bp.get(taking_away.RULE)
@access.allowed(Right.PEOPLE)
def table(form: str) -> Response:
    """The deeds that are asked for as a table, at most 5,000."""
    rows = queries.deeds(db.session(), wanted(), MOST)
    head = [_("When (Beijing time)"), _("By whom"), _("Deed"), _("Page"), _("Version"), _("Details"), _("From")]
    return taking_away.table("audit", form, head, map(cells_of, rows_of(rows)))


def cells_of(row: dict[str, Any]) -> list[object]:
    """Give a deed as the cells of a row."""
    page = row["page"]
    where = f"{folder_of(page.family)}/{page.slug}" if page is not None else ""
    return [f"{clock.from_utc(row['at']):%Y-%m-%d %H:%M:%S}", row["who"], row["deed"], where, row["revision"], row["detail"], row["address"]]
