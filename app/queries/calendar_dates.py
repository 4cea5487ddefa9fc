"""Dates as calendars take them away: each with its number of changes, and those that were taken back.

What a few pages have is found by the page. For all pages, what begins is walked by its start and what lasts long found
by its end, each bounded; so that a full calendar gives what comes, and of what is over the newest.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select, union_all
from sqlalchemy.orm import Session

from app import clock
from app.models.occurrence import Occurrence
from app.models.page import Page
from app.queries.occurrences import COLUMNS, LONGEST_DATE, Dated, O, as_dated
from app.queries.pages import CARD_COLUMNS, P, is_public
from app.vocabulary import Certainty, Shape, Status

KEPT = timedelta(days=90)
FEW_PAGES = 500
COMING, RECENT, LASTING = 1_500, 300, 200
"""How many dates a calendar holds at most: of those to come, of those begun, of those begun long ago."""
MOST = COMING + RECENT + LASTING
GONE = (Status.CANCELLED,)
LONG = (Shape.RUN, Shape.STRETCH, Shape.REMOVED)
KEYS = (O.page_id, O.original_start, O.starts_at)


class CalendarDate(NamedTuple):
    """A date with how often calendars saw it change, and when last."""

    dated: Dated
    sequence: int
    changed_at: datetime


def calendar_dates(
    session: Session,
    moment: datetime,
    *,
    ids: Sequence[int] | None = None,
    first: datetime | None = None,
    last: datetime | None = None,
    with_expected: bool = False,
    with_past: bool = False,
) -> list[CalendarDate]:
    """Give the dates that stand in calendars, by start: of all public pages or of some, within a stretch of time or not.

    What is over for ninety days, and what was cancelled or taken back that long ago, is left out unless `with_past`;
    expected windows are left out unless asked for. At most 2,000.
    """
    now, limit = clock.to_utc(moment), clock.to_utc(moment - KEPT)
    since, until = (clock.to_utc(first), clock.to_utc(last)) if first and last else (None if with_past else limit, None)
    shown = [O.in_calendar.is_(True), or_(O.status.not_in(GONE), O.changed_at >= limit)]
    if not with_expected:
        shown.append(O.certainty == Certainty.CONFIRMED)
    if ids is not None:
        shown.append(O.page_id.in_(ids))
    if (ids is not None and len(ids) <= FEW_PAGES) or since is None:
        parts = [by_page(shown, now, since, until)]
    else:
        parts = [*by_start(shown, now, since, until), begun_before(shown, since)]
    found = [CalendarDate(as_dated(row[:-2]), row[-2], clock.from_utc(row[-1])) for row in session.execute(rows_of(parts))]
    return sorted(found, key=lambda date: (date.dated.starts_at, date.dated.card.id, date.dated.original_start))


def rows_of(parts: Sequence[Select[Any]]) -> Select[Any]:
    """Give the dates whose keys some bounded selects find: keys first, rows after, so that each select walks its index."""
    keys = union_all(*(select(part.subquery()) for part in parts)).subquery()
    same = and_(O.page_id == keys.c.page_id, O.original_start == keys.c.original_start)
    rows = select(*CARD_COLUMNS, *COLUMNS, O.sequence, O.changed_at).select_from(keys).join(Occurrence.__table__, same)
    return rows.join(Page.__table__, P.id == O.page_id).where(is_public())


def by_page(shown: Sequence[ColumnElement[bool]], now: datetime, since: datetime | None, until: datetime | None) -> Select[Any]:
    """Give the keys of the dates of a few pages, those that are not over before the others."""
    between = [] if since is None else [O.ends_at > since]
    between += [] if until is None else [O.starts_at < until]
    return select(*KEYS).where(*shown, *between).order_by(O.ends_at < now, O.starts_at, O.page_id).limit(MOST)


def by_start(shown: Sequence[ColumnElement[bool]], now: datetime, since: datetime, until: datetime | None) -> list[Select[Any]]:
    """Give the keys of the dates that begin in a stretch of time, or else those to come and the newest of those begun."""
    early = since - LONGEST_DATE
    if until is not None:
        return [first_of([*shown, O.ends_at > since, O.starts_at >= early, O.starts_at < until], MOST)]
    recent = [*shown, O.ends_at > since, O.is_line.in_((True, False)), O.starts_at.between(early, now)]
    return [first_of([*shown, O.starts_at > now], COMING), select(*KEYS).where(*recent).order_by(O.starts_at.desc(), O.page_id).limit(RECENT)]


def first_of(conditions: Sequence[ColumnElement[bool]], limit: int) -> Select[Any]:
    """Give the keys of the first dates that meet some conditions; lines and days of runs are walked apart, each in its order."""
    walks = (select(*KEYS).where(O.is_line.is_(is_line), *conditions).order_by(O.starts_at, O.page_id).limit(limit) for is_line in (True, False))
    both = union_all(*(select(walk.subquery()) for walk in walks)).subquery()
    return select(both).order_by(both.c.starts_at, both.c.page_id).limit(limit)


def begun_before(shown: Sequence[ColumnElement[bool]], since: datetime) -> Select[Any]:
    """Give the keys of what lasts long and began before a stretch of time, what ends last before the others."""
    lasting = [*shown, O.shape.in_(LONG), O.ends_at > since, O.starts_at < since - LONGEST_DATE]
    return select(*KEYS).where(*lasting).order_by(O.ends_at.desc(), O.page_id).limit(LASTING)
