"""The forms of operations: what was typed, the dates one can choose from, and what was done, in words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from flask import request

from app import clock, formatting, i18n
from app.documents.base import clean_line
from app.documents.event import EventDocument
from app.i18n import _
from app.models.page import Page
from app.rules.refusals import Unfit
from app.services import dating
from app.services.desk.closing import Closed
from app.services.desk.operation_words import Cause, Words
from app.services.desk.operations import OperationRefused
from app.vocabulary import Shape, Status

LONGEST_NOTE = 120
SHOWN_FIRST, SHOWN_MOST = 12, 400


class DateRow(NamedTuple):
    """One date of an event as it can be changed: its original start, how it is said, its status, what is said of it."""

    of: str
    words: str
    starts: date
    opens: str
    closes: str
    status: Status
    note: dict[str, str] | None

    @property
    def is_changed(self) -> bool:
        """Whether it is not as planned."""
        return self.status is not Status.SCHEDULED


def dates_of(page: Page) -> list[DateRow]:
    """Give the dates of an event that are not over and can be changed one by one, the next first; a run day by day."""
    document = page.document
    if not isinstance(document, EventDocument):
        return []
    now, said = clock.to_utc(clock.now()), {change.of: change for change in document.changes}
    try:
        rows = dating.dates_of(document, dating.horizon(clock.today()))
    except dating.BadSchedule:
        return []
    coming = [row for row in rows if row["ends_at"] > now and row["precision"] == "day" and row["shape"] is not Shape.RUN][:SHOWN_MOST]
    return [row_of(row, said.get(row["original_start"][:16]) or said.get(row["original_start"][:10])) for row in coming]


def row_of(row: dict[str, Any], change: Any) -> DateRow:
    """Give a dated row as a date that can be changed."""
    note = change.note.model_dump() if change is not None and change.note else None
    day = dating.first_day(row["starts"])
    return DateRow(row["original_start"][:16], date_words(row), day, row["opens"] or "", row["closes"] or "", row["status"], note)


def date_words(row: dict[str, Any]) -> str:
    """Say a date with its time, and with its last day when it lasts several."""
    days = formatting.span(row["starts"], row["ends"], i18n.code())
    times = "–".join(filter(None, (row["opens"], row["closes"])))
    return f"{days} {times}".strip()


def typed() -> dict[str, str]:
    """Give what was typed, each field as one clean line."""
    return {name: " ".join(value.split())[:400] for name, value in request.form.items()}


def words_typed() -> Words:
    """Give the reason that was chosen or typed; raise OperationRefused without one, and for words too long or unclean."""
    values = typed()
    own = {language: checked(values.get(f"note_{language}", "")) for language in ("zh", "en")}
    if any(own.values()):
        return Words(Cause.OWN, own["zh"], own["en"])
    known = {cause.value for cause in Cause} - {Cause.OWN.value}
    if values.get("cause") not in known:
        raise OperationRefused("no_reason")
    return Words(Cause(values["cause"]))


def checked(words: str) -> str:
    """Give words of one's own as a document takes them."""
    try:
        clean = clean_line(words)
    except Unfit as error:
        raise OperationRefused("invalid", detail=_(error.sentence, **error.values_said)) from error
    if len(clean) > LONGEST_NOTE:
        raise OperationRefused("invalid", detail=_("the reason has more than %(number)s characters", number=LONGEST_NOTE))
    return clean


def moved_typed() -> dict[str, Any]:
    """Give the new day, times and venue that were typed."""
    values = typed()
    venue = values.get("venue", "")
    return {name: values.get(name, "") for name in ("starts", "opens", "closes")} | {"venue": {"place": venue} if venue else None}


def closed_typed() -> Closed:
    """Give what is to be closed; raise OperationRefused for days that are none."""
    values = typed()
    stop = values.get("stop", "")
    return Closed(
        starts=day_typed(values.get("starts", "")) or clock.today(),
        ends=day_typed(values.get("ends", "")),
        until_further_notice=bool(values.get("until_further_notice")),
        stop=int(stop) if stop.isascii() and stop.isdigit() and len(stop) < 3 else None,
        is_leg=values.get("part") == "leg",
    )


def day_typed(value: str) -> date | None:
    """Give a typed day, None for nothing typed."""
    if not value:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise OperationRefused("invalid", detail=_("“%(day)s” is no day; write it as 2027-02-06", day=value[:20])) from None


def causes(chosen: str, of: Iterable[Cause]) -> list[tuple[Cause, bool]]:
    """Give the ready reasons, one of them chosen."""
    offered = list(of)
    return [(cause, cause.value == chosen or (not chosen and number == 0)) for number, cause in enumerate(offered)]
