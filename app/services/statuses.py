"""One change of status: what an editor does at eleven at night, seen everywhere in the same second."""

from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from app.documents.event import EventDocument
from app.documents.faults import faults_of
from app.models.page import Page, Revision
from app.services.content_files import plain
from app.services.publishing import publish
from app.vocabulary import Status


class StatusRefused(ValueError):
    """A status that cannot be given; the message says what is missing."""


def set_status(session: Session, page: Page, status: Status, *, of: str | None = None, author_id: int | None = None, **said: Any) -> Revision:
    """Give an event, or with `of` one of its dates, a status, publish it, and give the revision that says so.

    `said` may hold `note` ({zh, en}); for one date also `starts`, `opens`, `closes`, `venue`, `price`; for the whole event
    `previously`, the date it was first to begin. Raise StatusRefused when something is missing, and BadSchedule when the
    event has no such date. A page linked to that was deleted since does not stand in the way.
    """
    if not isinstance(page.document, EventDocument):
        raise StatusRefused(f"{page.slug} is no event: only events and their dates have a status")
    values = plain(page.document)
    given = {name: value for name, value in said.items() if value is not None}
    if of is None:
        values["status"] = status.value
        values |= {"status_note": given.get("note"), "previously": given.get("previously")}
    else:
        others = [change for change in values.get("changes", ()) if change["of"] != of]
        values["changes"] = others + ([] if is_as_planned(status, given) else [{"of": of, "status": status.value} | given])
    try:
        document = EventDocument.model_validate({name: value for name, value in values.items() if value is not None})
    except ValidationError as error:
        raise StatusRefused("; ".join(f"{fault.field}: {fault.message}" for fault in faults_of(error))) from error
    return publish(session, page, document, origin="status", author_id=author_id, may_lack_pages=True)


def is_as_planned(status: Status, given: dict[str, Any]) -> bool:
    """Whether a date goes back to what its schedule says."""
    return status is Status.SCHEDULED and not given
