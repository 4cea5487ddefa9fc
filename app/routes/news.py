"""What is new, in words: a page added, a date changed, something cancelled; and the pages that dates of others hang on."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from app import formatting, i18n
from app.documents.registry import folder_of
from app.i18n import _
from app.queries import newest as read
from app.queries.newest import Changed, pointing_to
from app.routes.addresses import url_of
from app.services.exports.feeds import News
from app.vocabulary import Family, LinkRole, Status

SHOWN = 50
DATES = ("schedule", "changes", "previously")
HOURS = ("opening_hours", "hours_exceptions", "hours_note", "last_entry_min")


def newest(session: Session, families: Sequence[Family]) -> list[News]:
    """Give the newest changes of public pages, at most fifty."""
    return [news_of(changed) for changed in read.newest(session, families, SHOWN)]


def news_of(changed: Changed) -> News:
    """Give one change as a piece of news; each publication is a piece of its own."""
    folder, name = folder_of(changed.card.family), i18n.in_language(changed.card.card["name"])
    what, one = what_changed(changed.content, changed.before), one_change(changed.content, changed.before or {})
    return News(
        id=f"tag:wanderxicheng,2026:{folder}/{changed.card.slug}/{changed.number}",
        url=current_app.config["SETTINGS"].public_url + url_of(changed.card),
        title=f"{what}{_(': ')}{name}",
        summary=i18n.in_language((one or {}).get("note") or changed.content.get("status_note") or changed.card.card["summary"]),
        changed_at=changed.changed_at,
        published_at=changed.published_at,
        what=what,
    )


def what_changed(content: dict[str, Any], before: dict[str, Any] | None) -> str:
    """Give in a word what a publication changed; a status comes first."""
    status = content.get("status", Status.SCHEDULED.value)
    if before is None:
        return _("New") if status == Status.SCHEDULED.value else i18n.label(Status(status)).capitalize()
    if status != before.get("status", Status.SCHEDULED.value):
        return _("As planned again") if status == Status.SCHEDULED.value else i18n.label(Status(status)).capitalize()
    one = one_change(content, before)
    if one:
        return _("%(day)s %(status)s", day=formatting.partial(one["of"][:10], i18n.code()), status=i18n.label(Status(one["status"])))
    if any(content.get(name) != before.get(name) for name in DATES):
        return _("Dates changed")
    if any(content.get(name) != before.get(name) for name in HOURS):
        return _("Opening hours changed")
    return _("Text revised")


def one_change(content: dict[str, Any], before: dict[str, Any]) -> dict[str, Any] | None:
    """Give the change of one date, when its status is all that a publication changed of the dates."""
    known = before.get("changes", [])
    new: list[dict[str, Any]] = [change for change in content.get("changes", []) if change not in known]
    if len(new) != 1 or "status" not in new[0] or any(content.get(name) != before.get(name) for name in ("status", "schedule")):
        return None
    return new[0]


def with_editions(session: Session, ids: Sequence[int]) -> list[int]:
    """Give some series and the public editions of each."""
    return sorted({*ids, *pointing_to(session, ids, LinkRole.SERIES)})


def happening_at(session: Session, ids: Sequence[int]) -> list[int]:
    """Give the public events and series that take place at some places."""
    return pointing_to(session, ids, LinkRole.VENUE)
