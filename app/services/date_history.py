"""What calendars have seen of an event's dates, read from its published revisions.

A date's SEQUENCE rises whenever what a calendar shows of it changes, and a date that was taken back stays as cancelled
for ninety days. Both follow from the revisions alone, so a full rebuild gives the same rows.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.documents.event import EventDocument
from app.models.page import Revision
from app.services.dating import BadSchedule, Row, dates_of, words_of
from app.vocabulary import Shape, Status

KEPT = timedelta(days=90)
TOLD_OF_ALL = ("name", "summary", "kind", "venues")
TOLD = (*TOLD_OF_ALL, "schedule", "changes", "status")
"""What of a document calendars tell: of all its dates alike, and of each."""
SHOWN = ("shape", "starts", "ends", "is_open_ended", "is_end_known", "opens", "closes", "status", "change", "in_calendar")


class Seen(NamedTuple):
    """A date as calendars last saw it: what they show of it (None: taken back), how often and when it changed."""

    shown: tuple[object, ...] | None
    sequence: int
    changed_at: datetime
    row: Row


def published(session: Session, page_id: int) -> Iterator[tuple[datetime, EventDocument]]:
    """Give an event's published revisions, oldest first; one that today's rules refuse is passed over."""
    statement = select(Revision.published_at, Revision.content).where(Revision.page_id == page_id, Revision.published_at.is_not(None))
    for at, content in session.execute(statement.order_by(Revision.published_at, Revision.number)):
        try:
            yield at, EventDocument.model_validate(content)
        except ValidationError:
            continue


def with_history(rows: list[Row], revisions: Iterable[tuple[datetime, EventDocument]], until: date) -> list[Row]:
    """Give dates with their sequence and last change, and those taken back in the last ninety days as removed."""
    seen: dict[str, Seen] = {}
    newest, before = clock.to_utc(clock.now()), None
    for at, event in revisions:
        newest = at
        if before is None or any(getattr(event, name) != getattr(before, name) for name in TOLD):
            look(seen, event, at, until)
        before = event
    stamped = [row | stamp(seen.get(row["original_start"]), newest) for row in rows]
    present = {row["original_start"] for row in rows}
    limit = clock.to_utc(clock.start_of(clock.today()) - KEPT)
    gone = [one for key, one in seen.items() if key not in present and one.row["in_calendar"] and one.changed_at >= limit]
    return stamped + [removed(one) for one in gone]


def look(seen: dict[str, Seen], event: EventDocument, at: datetime, until: date) -> None:
    """Note what a calendar would see of one published revision."""
    try:
        rows = dates_of(event, until)
    except BadSchedule:
        return
    told, words = tuple(getattr(event, name) for name in TOLD_OF_ALL), words_of(event)
    for row in rows:
        key, shown = row["original_start"], (told, words[row["entry"]], *(row[name] for name in SHOWN))
        before = seen.get(key)
        if before is None or before.shown != shown:
            seen[key] = Seen(shown, before.sequence + 1 if before else 0, at, row)
    for key in seen.keys() - {row["original_start"] for row in rows}:
        if seen[key].shown is not None:
            seen[key] = Seen(None, seen[key].sequence + 1, at, seen[key].row)


def stamp(seen: Seen | None, newest: datetime) -> Row:
    """Give the columns that calendars number a date by."""
    return {"sequence": seen.sequence, "changed_at": seen.changed_at} if seen else {"sequence": 0, "changed_at": newest}


def removed(seen: Seen) -> Row:
    """Give the row of a date that was taken back; only calendars read it."""
    taken = {"shape": Shape.REMOVED, "is_line": False, "status": Status.CANCELLED, "follows_at": None, "later": 0}
    return seen.row | taken | {"sequence": seen.sequence, "changed_at": seen.changed_at}
