"""Can the dates of a page be, and is a new event not over already?"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from app import clock
from app.documents.base import Document
from app.documents.event import EventDocument
from app.documents.place import PlaceDocument
from app.documents.trail import TrailDocument
from app.i18n import _
from app.services import dating
from app.services.desk.gate_rules.findings import Case, Findings, GateRule, found
from app.services.unfit_days import unfit_days

FURTHEST_YEARS = 6


def impossible_days(case: Case) -> Findings:
    """Give days that cannot be: not come yet where only the past can stand, in another year than the edition's, too far off."""
    today = case.moment.date()
    for steps, sentence, values in unfit_days(case.document, today):
        yield found(GateRule.IMPOSSIBLE_DATE, ".".join(map(str, steps)), _(sentence, **values))
    for path, day in days_to_come(case.document):
        if day.year > today.year + FURTHEST_YEARS:
            yield found(GateRule.IMPOSSIBLE_DATE, path, _("%(day)s is years away; is the year right?", day=day))
    if isinstance(case.document, EventDocument):
        yield from impossible_schedule(case.document, case)


def days_to_come(document: Document) -> Iterator[tuple[str, date]]:
    """Give the days of changes, exceptions and closures with their paths."""
    groups: list[tuple[str, Any]] = []
    if isinstance(document, EventDocument):
        groups += [(f"changes.{number}", change) for number, change in enumerate(document.changes)]
    if isinstance(document, PlaceDocument):
        groups += [(f"hours_exceptions.{number}", one) for number, one in enumerate(document.hours_exceptions)]
    if isinstance(document, TrailDocument):
        for number, stop in enumerate(document.stops):
            groups += [(f"stops.{number}.closures.{row}", one) for row, one in enumerate(stop.closures)]
            groups += [(f"stops.{number}.leg.closures.{row}", one) for row, one in enumerate(stop.leg_closures)]
    for path, group in groups:
        for name in ("starts", "ends"):
            day = getattr(group, name, None)
            if day is not None:
                yield f"{path}.{name}", day


def impossible_schedule(event: EventDocument, case: Case) -> Findings:
    """Give lines of a schedule that are years away or last no time, and a schedule that gives no dates."""
    furthest = case.moment.year + FURTHEST_YEARS
    for number, entry in enumerate(event.schedule):
        for name, day in (("starts", entry.starts), ("ends", entry.ends)):
            if day and int(day[:4]) > furthest:
                yield found(GateRule.IMPOSSIBLE_DATE, f"schedule.{number}.{name}", _("%(day)s is years away; is the year right?", day=day))
        if entry.opens and entry.opens == entry.closes:
            yield found(GateRule.IMPOSSIBLE_DATE, f"schedule.{number}.closes", _("It ends at the minute it begins."))
    try:
        dates = dating.dates_of(event, dating.horizon(case.moment.date()))
    except dating.BadSchedule as error:
        yield found(GateRule.IMPOSSIBLE_DATE, "changes" if str(error).startswith("changes") else "schedule", _(error.sentence, **error.values_said))
        return
    nearby = [number for number, entry in enumerate(event.schedule) if int(entry.starts[:4]) <= case.moment.year + 2]
    for number in nearby:
        if not any(row["entry"] == number for row in dates):
            yield found(GateRule.IMPOSSIBLE_DATE, f"schedule.{number}", _("This line of the schedule gives not one date."))


def past_dates(case: Case) -> Findings:
    """Give a new event all of whose dates are over; an edition belongs to the archive of its series, however old."""
    document = case.document
    if not isinstance(document, EventDocument) or document.series or not document.schedule or not case.is_new:
        return
    try:
        dates = dating.dates_of(document, dating.horizon(case.moment.date()))
    except dating.BadSchedule:
        return
    if dates and all(row["ends_at"] <= clock.to_utc(case.moment) for row in dates):
        last = max(row["ends_at"] for row in dates)
        said = clock.from_utc(last).date()
        yield found(GateRule.PAST_DATES, "schedule", _("The event is new, yet its last date, %(day)s, is past.", day=said))
