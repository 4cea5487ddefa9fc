"""Is the place open when something happens there?

What ends at night, or has no time, is compared as far as it is known: closed all day is a finding, a break at noon is not.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.documents.event import EventDocument
from app.documents.place import PlaceDocument
from app.i18n import _
from app.models.families import Event
from app.models.page import Link, Page
from app.rules.hours import BadHours, Hours, OpenKind, compose, hours_of, spans
from app.services import calendars, dating
from app.services.desk.gate_rules.findings import Case, Findings, GateRule, found
from app.vocabulary import Family, LinkRole, Shape, State

MOST_LOOKED_AT = 400
MOST_NAMED = 3
NOT_THERE = {*dating.NOT_HELD, "moved_online"}


class Held(NamedTuple):
    """A date at its venue: the line of the schedule it comes from, its first and last minute, whether its times are known."""

    entry: int
    starts: datetime
    ends: datetime
    has_start: bool
    has_end: bool


def closed_then(case: Case) -> Findings:
    """Give the dates to come of an event at which its venue is closed, and of the events at a place that its hours shut out."""
    if isinstance(case.document, EventDocument):
        yield from closed_venues(case.document, case)
    elif isinstance(case.document, PlaceDocument) and case.page is not None:
        yield from shut_out(case.document, case.page, case)


def closed_venues(event: EventDocument, case: Case) -> Findings:
    """Give each line of a schedule that has dates on which every venue of the event is closed."""
    hours = [hours_of(page.card) for page in venues_of(event, case)]
    if not hours or any(one is None for one in hours):
        return
    known = [one for one in hours if one is not None]
    by_line: dict[int, list[Held]] = {}
    for held in held_dates(event, case):
        if all(is_closed(one, held) for one in known):
            by_line.setdefault(held.entry, []).append(held)
    for entry, dates in by_line.items():
        yield found(GateRule.CLOSED_THEN, f"schedule.{entry}", _("The venue is closed by its opening hours: %(dates)s.", dates=named(dates)))


def venues_of(event: EventDocument, case: Case) -> list[Page]:
    """Give the venues of an event that are pages; none when one of them is only a name, for nobody knows its hours."""
    return places([venue.place for venue in event.venues], case.session)


def places(slugs: Sequence[str | None], session: Session) -> list[Page]:
    """Give the public places with some slugs, none when one of them has no page."""
    if not slugs or not all(slugs):
        return []
    return list(session.scalars(select(Page).where(Page.family == Family.PLACE, Page.slug.in_(slugs), Page.state == State.PUBLISHED)))


def held_dates(event: EventDocument, case: Case) -> Iterator[Held]:
    """Give the dates of an event that are exact, to come, and held at its own venues; a run is seen day by day."""
    try:
        rows = dating.dates_of(event, dating.horizon(case.moment.date()))
    except dating.BadSchedule:
        return
    moved = {change.of for change in event.changes if change.venue}
    now = clock.to_utc(case.moment)
    coming = (row for row in rows if row["ends_at"] > now and row["precision"] == "day" and row["shape"] is not Shape.RUN)
    for row in [row for row in coming if row["status"] not in NOT_THERE and not moved & {row["original_start"], row["original_start"][:10]}][
        :MOST_LOOKED_AT
    ]:
        yield Held(row["entry"], clock.from_utc(row["starts_at"]), clock.from_utc(row["ends_at"]), bool(row["opens"]), bool(row["closes"]))


def is_closed(hours: Hours, held: Held) -> bool:
    """Whether a place is closed at a date: when it begins or just before it ends, or all the time where no times are told."""
    if held.has_start and kind_at(hours, held.starts) is OpenKind.CLOSED:
        return True
    if held.has_start and held.has_end and kind_at(hours, held.ends - timedelta(minutes=1)) is OpenKind.CLOSED:
        return True
    if held.has_start:
        return False
    return all(span.kind is OpenKind.CLOSED for span in spans(hours, held.starts, held.ends, calendars.holidays()))


def kind_at(hours: Hours, moment: datetime) -> OpenKind:
    """Give whether a place is open in one minute, as far as is known."""
    return next(spans(hours, moment, moment + timedelta(minutes=1), calendars.holidays())).kind


def named(dates: Iterable[Held]) -> str:
    """Name the first few of some dates, and say how many more there are."""
    all_dates = list(dates)
    said = "; ".join(f"{one.starts:%Y-%m-%d %H:%M}" if one.has_start else f"{one.starts:%Y-%m-%d}" for one in all_dates[:MOST_NAMED])
    rest = len(all_dates) - MOST_NAMED
    return _("%(dates)s and %(number)s more", dates=said, number=rest) if rest > 0 else said


def shut_out(place: PlaceDocument, page: Page, case: Case) -> Findings:
    """Give each event to come at a place that its new hours shut out, when the present ones do not."""
    dated = tuple(exception.dated for exception in place.hours_exceptions)
    try:
        hours = compose(place.opening_hours, dated, keeps_workdays=place.keeps_workdays)
    except BadHours:
        return
    if hours is None:
        return
    for event_page, event in events_at(page, case):
        if len(event.venues) > 1:
            continue
        shut = [held for held in held_dates(event, case) if is_closed(hours, held)]
        if shut:
            path = "hours_exceptions" if place.hours_exceptions else "opening_hours"
            said = {"event": event.name.zh or event_page.slug, "dates": named(shut)}
            yield found(GateRule.CLOSED_THEN, path, _("An event takes place here when it is closed: %(event)s, %(dates)s.", **said))


def events_at(page: Page, case: Case) -> Iterator[tuple[Page, EventDocument]]:
    """Give the public events at a place."""
    rows = (
        select(Event)
        .join(Link, Link.page_id == Event.id)
        .where(Link.target_id == page.id, Link.role == LinkRole.VENUE, Event.state == State.PUBLISHED)
    )
    for event in case.session.scalars(rows):
        try:
            yield event, EventDocument.model_validate(event.content)
        except ValidationError:
            continue
