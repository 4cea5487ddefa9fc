"""Dates through the gate: the lines of lists, the dates of days, those of one page or series, and those of calendars.

Lists show lines (`is_line`): a single date whose turn has come, a stretch, a whole run. Days show dates and the days of
runs. Short dates are found by their start; what lasts long has few rows and is found by its end.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, literal, or_, select, union_all
from sqlalchemy.orm import Session

from app import clock
from app.models.occurrence import Occurrence
from app.models.page import Page
from app.queries.pages import CARD_COLUMNS, Card, L, P, is_public
from app.vocabulary import Certainty, LinkRole, Shape, Status

NOT_HELD = frozenset({Status.CANCELLED, Status.POSTPONED})


class Dated(NamedTuple):
    """A card with one of its dates; `starts_at` and `ends_at` are Beijing times and only bound a month or a year.

    `entry` is the line of the schedule that gave it, `later` how many single dates of the event come after it, `raw`
    what was changed for this date alone, as JSON text.
    """

    card: Card
    starts: str
    ends: str | None
    opens: str | None
    closes: str | None
    precision: str
    certainty: Certainty
    status: Status
    starts_at: datetime
    ends_at: datetime
    shape: Shape
    entry: int
    is_open_ended: bool
    is_end_known: bool
    later: int
    original_start: str
    raw: str | None

    @property
    def is_expected(self) -> bool:
        """Whether this is a window reckoned from a rule, not a date announced."""
        return self.certainty is Certainty.EXPECTED

    @property
    def is_held(self) -> bool:
        """Whether it takes place as far as is known."""
        return self.status not in NOT_HELD

    @property
    def is_long(self) -> bool:
        """Whether it is a run or a stretch, not one date."""
        return self.shape in {Shape.RUN, Shape.STRETCH}

    @property
    def shown(self) -> tuple[str, str | None]:
        """The dates as far as they may be printed: an inexact expected window says only its months."""
        if self.is_expected and self.precision == "month":
            return self.starts[:7], (self.ends or self.starts)[:7]
        return self.starts, self.ends

    @property
    def change(self) -> dict[str, Any]:
        """What was changed for this date alone: `note` and `price` in both languages, `venue`."""
        found: dict[str, Any] = json.loads(self.raw) if self.raw else {}
        return found

    @property
    def moved_from(self) -> str | None:
        """The original start, when the date was moved to another day or time."""
        is_moved = self.raw is not None and self.original_start != (f"{self.starts}T{self.opens}" if self.opens else self.starts)
        return self.original_start if is_moved else None


O = Occurrence.__table__.c  # noqa: E741  (short like P and L of the pages)
COLUMNS = (
    O.starts,
    O.ends,
    O.opens,
    O.closes,
    O.precision,
    O.certainty,
    O.status,
    O.starts_at,
    O.ends_at,
    O.shape,
    O.entry,
    O.is_open_ended,
    O.is_end_known,
    O.later,
    O.original_start,
    O.change,
)
WIDTH = len(CARD_COLUMNS)
AHEAD = timedelta(days=366)
MOST_LINES = 20_000
LONGEST_DATE = timedelta(days=2)
LONG = (Shape.RUN, Shape.STRETCH)
OF_A_LINE = O.shape.not_in((Shape.RUN_DAY, Shape.REMOVED))
"""What `is_line` says, where the pages are known: no index may then prefer all lines to those of the pages."""


def dates() -> Select[Any]:
    """Give every date of a public page, with its card."""
    return select(*CARD_COLUMNS, *COLUMNS).join(Occurrence.__table__, O.page_id == P.id).where(is_public(), O.shape != Shape.REMOVED)


def found_by(*parts: Select[Any]) -> Select[Any]:
    """Give the dates whose keys some bounded selects find: keys first, rows after, so that each select walks its index."""
    found = union_all(*(select(part.subquery()) for part in parts)).subquery()
    same = and_(O.page_id == found.c.page_id, O.original_start == found.c.original_start)
    rows = select(*CARD_COLUMNS, *COLUMNS).select_from(found).join(Occurrence.__table__, same)
    return rows.join(Page.__table__, P.id == O.page_id).where(is_public())


def keys(*conditions: ColumnElement[bool], among: bool) -> Select[Any]:
    """Give the keys of dates that meet some conditions, all or those of some pages, earliest first and bounded."""
    statement = select(O.page_id, O.original_start).where(*conditions)
    if among:
        statement = statement.where(O.page_id.in_(bindparam("ids", expanding=True)))
    return statement.order_by(O.starts_at, O.page_id).limit(bindparam("limit"))


TURN_HAS_COME = or_(O.follows_at.is_(None), O.follows_at <= bindparam("moment"))


def not_over_statement(*, among: bool) -> Select[Any]:
    """Give the statement of `not_over`."""
    moment: BindParameter[datetime] = bindparam("moment")
    recent: BindParameter[datetime] = bindparam("recent")
    coming = keys(O.is_line.is_(True), O.starts_at > moment, O.starts_at <= bindparam("last"), TURN_HAS_COME, among=among)
    begun = keys(O.is_line.is_(True), O.shape == Shape.DATE, O.starts_at.between(recent, moment), O.ends_at > moment, TURN_HAS_COME, among=among)
    running = keys(O.shape.in_(LONG), O.ends_at > moment, O.starts_at <= moment, TURN_HAS_COME, among=among)
    return found_by(coming, begun, running)


def between_statement(shapes: Sequence[Shape], *, among: bool) -> Select[Any]:
    """Give the statement of the dates of some shapes, and of all that lasts long, between two moments."""
    first: BindParameter[datetime] = bindparam("first")
    last: BindParameter[datetime] = bindparam("last")
    recent: BindParameter[datetime] = bindparam("recent")
    lines = (True,) if Shape.RUN_DAY not in shapes else (True, False)
    short = keys(O.is_line.in_(lines), O.shape.in_(shapes), O.starts_at >= recent, O.starts_at < last, O.ends_at > first, among=among)
    lasting = keys(O.shape.in_(LONG), O.ends_at > first, O.starts_at < last, among=among)
    return found_by(short, lasting)


NOT_OVER = {among: not_over_statement(among=among) for among in (False, True)}
LINES = {among: between_statement((Shape.DATE,), among=among) for among in (False, True)}
DAYS = {among: between_statement((Shape.DATE, Shape.RUN_DAY), among=among) for among in (False, True)}


def as_dated(row: Sequence[Any]) -> Dated:
    """Give a row of `dates` with Beijing times."""
    starts, ends, opens, closes, precision, certainty, status, starts_at, ends_at, *rest = row[WIDTH:]
    card, first, last = Card(*row[:WIDTH]), clock.from_utc(starts_at), clock.from_utc(ends_at)
    return Dated(card, starts, ends, opens, closes, precision, certainty, status, first, last, *rest)


def read(session: Session, statements: dict[bool, Select[Any]], values: dict[str, Any], ids: Sequence[int] | None) -> list[Dated]:
    """Give the dates of a statement by start, of all pages or of those among `ids`."""
    given = values if ids is None else values | {"ids": ids}
    rows = session.execute(statements[ids is not None], given)
    return sorted((as_dated(row) for row in rows), key=lambda date: (date.starts_at, date.card.id, date.original_start))


def not_over(session: Session, moment: datetime, *, ids: Sequence[int] | None = None, limit: int = 400) -> list[Dated]:
    """Give the lines not over at a moment that begin within a year, by start: of single dates only the one whose turn it is."""
    now = clock.to_utc(moment)
    return read(session, NOT_OVER, {"moment": now, "last": now + AHEAD, "recent": now - LONGEST_DATE, "limit": limit}, ids)


def span(first: datetime, last: datetime, limit: int) -> dict[str, Any]:
    """Give the values of a stretch of time, its last moment not included."""
    return {"first": clock.to_utc(first), "last": clock.to_utc(last), "recent": clock.to_utc(first) - LONGEST_DATE, "limit": limit}


def lines_between(session: Session, first: datetime, last: datetime, *, ids: Sequence[int] | None = None, limit: int = 2000) -> list[Dated]:
    """Give the lines that touch a stretch of time, by start: a run is one, each single date is one."""
    return read(session, LINES, span(first, last, limit), ids)


def days_between(session: Session, first: datetime, last: datetime, *, ids: Sequence[int] | None = None, limit: int = 4000) -> list[Dated]:
    """Give everything that touches a stretch of time, by start: dates, days of runs, the runs themselves, stretches."""
    return read(session, DAYS, span(first, last, limit), ids)


def of_series(session: Session, series_id: int) -> list[tuple[Card, Dated | None]]:
    """Give a series' own expected windows and all its public editions, with the lines of each that has dates."""
    editions = select(L.page_id).where(L.target_id == series_id, L.role == LinkRole.SERIES)
    family = editions.union_all(select(literal(series_id))).subquery()
    statement = (
        select(*CARD_COLUMNS, *COLUMNS)
        .select_from(family)
        .join(Page.__table__, P.id == family.c.page_id)
        .outerjoin(Occurrence.__table__, and_(O.page_id == P.id, OF_A_LINE))
        .where(is_public())
        .order_by(O.starts_at, P.id)
    )
    return [(Card(*row[:WIDTH]), as_dated(row) if row[WIDTH] is not None else None) for row in session.execute(statement)]


def of_page(session: Session, page_id: int) -> list[Dated]:
    """Give the dates of one public page, by start."""
    return [as_dated(row) for row in session.execute(dates().where(P.id == page_id).order_by(O.starts_at, O.original_start))]


def of_pages(session: Session, ids: Sequence[int]) -> dict[int, list[Dated]]:
    """Give the lines of some public pages, each page's by start."""
    found: dict[int, list[Dated]] = {}
    if ids:
        part = select(O.page_id, O.original_start).where(O.page_id.in_(ids), OF_A_LINE).limit(MOST_LINES)
        lines = (as_dated(row) for row in session.execute(found_by(part)))
        for date in sorted(lines, key=lambda date: (date.starts_at, date.original_start)):
            found.setdefault(date.card.id, []).append(date)
    return found
