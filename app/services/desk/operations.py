"""Operations: what cannot wait for a review. Status, closure and withdrawal are done at once, with a reason, and written down.

They are no text: they reset no approval, and no older text undoes them. Publishers may do them, whatever the review
setting; the reviewers are told afterwards. Those of an organisation cancel, move and close at once too, but whether a
page is public at all is for the district: docs/decisions/organisations.md says why.
"""

from datetime import date
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from app import clock
from app.documents.faults import faults_of
from app.documents.registry import BY_FAMILY
from app.i18n import _
from app.models.page import Page, Revision
from app.models.people import User
from app.services import audit, publishing
from app.services.content_files import plain
from app.services.dating import BadSchedule
from app.services.desk.closing import Closed, with_closure, without_closure
from app.services.desk.operation_words import Words
from app.services.people import rights
from app.services.statuses import StatusRefused, set_status
from app.vocabulary import Family, Right, State, Status

STATUS, CLOSED, OPENED, WITHDRAWN, PUT_BACK = "status", "closed", "opened", "withdrawn", "put_back"
DEEDS = (STATUS, CLOSED, OPENED, WITHDRAWN, PUT_BACK)
KEPT = ("starts", "opens", "closes", "venue", "price")


class OperationRefused(ValueError):
    """An operation that cannot be done; `reason` names why, `words()` says it."""

    def __init__(self, reason: str, **values: Any) -> None:
        self.reason, self.values = reason, values
        super().__init__(reason)

    def words(self) -> str:
        """Give the refusal in the reader's language."""
        sentences = {
            "right": _("You may not change this page."),
            "not_live": _("This page is not public, so there is nothing to change at once."),
            "no_date": _("This event has no such date. Perhaps its dates were changed just now; please look again."),
            "no_reason": _("Please give a reason."),
            "no_new_time": _("Please give the new day or the new time."),
            "days": _("The last day must not be before the first."),
            "nothing_to_close": _("Only places, the stops of trails and the ways to them can be closed."),
            "no_closure": _("There is no such closure any more."),
            "not_withdrawn": _("This page is not withdrawn."),
            "invalid": _("This cannot be so: %(detail)s"),
        }
        sentence = sentences[self.reason]
        return sentence % self.values if self.values else sentence


def need(by: User, page: Page, *states: State, right: Right = Right.URGENT) -> None:
    """Raise OperationRefused for one without the right on the page, and for a page in another state."""
    if not rights.may(by, right, page):
        raise OperationRefused("right")
    if page.state not in states or not page.revision:
        raise OperationRefused("not_live" if State.PUBLISHED in states else "not_withdrawn")


def change_status(session: Session, page: Page, status: Status, *, words: Words, by: User, of: str | None = None, **moved: Any) -> Revision:
    """Give an event, or with `of` one of its dates, a status at once, and say why.

    `moved` may hold `starts`, `opens`, `closes` and `venue` of one date. A date that was moved before stays where it is.
    """
    need(by, page, State.PUBLISHED)
    given = {name: value for name, value in moved.items() if value}
    if status is Status.RESCHEDULED and of and not (given.get("starts") or given.get("opens")):
        raise OperationRefused("no_new_time")
    if of is not None and status is not Status.SCHEDULED:
        given = former_of(page, of) | given
    note = words.note(status.value) if status is not Status.SCHEDULED else None
    before = status_of(page, of)
    try:
        revision = set_status(session, page, status, of=of, author_id=by.id, note=note, **given)
    except BadSchedule as error:
        raise OperationRefused("no_date") from error
    except StatusRefused as error:
        raise OperationRefused("invalid", detail=str(error)) from error
    told = {"of": of, "status": status.value, "was": before, "reason": words.told(), "revision": revision.number} | {
        name: given[name] for name in given
    }
    audit.note(session, STATUS, by=by, page=page, **told)
    return revision


def former_of(page: Page, of: str) -> dict[str, Any]:
    """Give what an earlier change says of the time and place of a date: it stays true when the date is then cancelled."""
    change: dict[str, Any] = next((one for one in page.content.get("changes", ()) if one["of"] == of), {})
    return {name: change[name] for name in KEPT if name in change}


def status_of(page: Page, of: str | None) -> str:
    """Give the status that an event or one of its dates has now."""
    if of is None:
        return str(page.content.get("status", Status.SCHEDULED.value))
    return str(
        next((one.get("status", Status.SCHEDULED.value) for one in page.content.get("changes", ()) if one["of"] == of), Status.SCHEDULED.value)
    )


def close(session: Session, page: Page, what: Closed, *, words: Words, by: User) -> Revision:
    """Close a place, a stop of a trail or the way to it for some days, at once; what was said of these days before gives way."""
    need(by, page, State.PUBLISHED)
    ensure_closable(page, what)
    if what.ends is not None and what.ends < what.starts:
        raise OperationRefused("days")
    revision = publish_values(session, page, with_closure(page.content, what, words.note("closed")), by)
    audit.note(session, CLOSED, by=by, page=page, reason=words.told(), revision=revision.number, **what.told())
    return revision


def ensure_closable(page: Page, what: Closed) -> None:
    """Raise OperationRefused for a page that cannot be closed, and for a stop, or a way to one, that a trail has not."""
    number, stops = what.stop, len(page.content.get("stops", ()))
    is_place = page.family is Family.PLACE and number is None and not what.is_leg
    is_stop = page.family is Family.TRAIL and number is not None and (2 if what.is_leg else 1) <= number <= stops
    if not is_place and not is_stop:
        raise OperationRefused("nothing_to_close")


def open_again(session: Session, page: Page, what: Closed, *, words: Words, by: User, today: date | None = None) -> Revision:
    """End a closure: from today when it has begun, wholly when it has not."""
    need(by, page, State.PUBLISHED)
    ensure_closable(page, what)
    values = without_closure(page.content, what, today or clock.today())
    if values is None:
        raise OperationRefused("no_closure")
    revision = publish_values(session, page, values, by)
    audit.note(session, OPENED, by=by, page=page, reason=words.told(), revision=revision.number, **what.told())
    return revision


def publish_values(session: Session, page: Page, values: dict[str, Any], by: User) -> Revision:
    """Publish plain values as the live text of a page; a linked page that was deleted since must not stand in the way."""
    try:
        document = BY_FAMILY[page.family].document.model_validate(values)
    except ValidationError as error:
        raise OperationRefused("invalid", detail="; ".join(fault.message for fault in faults_of(error))) from error
    if plain(document) == page.content:
        raise OperationRefused("no_closure")
    return publishing.publish(session, page, document, origin="closure", author_id=by.id, may_lack_pages=True)


def withdraw(session: Session, page: Page, *, words: Words, by: User) -> None:
    """Take a page away from the public at once; its address says why."""
    need(by, page, State.PUBLISHED, right=Right.PUBLISH)
    page.withdrawn_reason = words.note("withdrawn")
    publishing.withdraw(session, page)
    audit.note(session, WITHDRAWN, by=by, page=page, reason=words.told(), revision=page.revision)


def put_back(session: Session, page: Page, *, words: Words, by: User) -> None:
    """Show a withdrawn page again, with the text it has; an end that has passed is forgotten, for it would withdraw it again."""
    need(by, page, State.WITHDRAWN, right=Right.PUBLISH)
    page.withdrawn_reason = None
    if page.until_at is not None and page.until_at <= clock.to_utc(clock.now()):
        page.until_at = None
    publishing.republish(session, page)
    audit.note(session, PUT_BACK, by=by, page=page, reason=words.told(), revision=page.revision)
