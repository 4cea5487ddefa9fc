"""Dates through the gate: what is on, what comes next, what a month holds, and the editions of a series."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app import clock
from app.models.occurrence import Occurrence
from app.queries.pages import CARD_COLUMNS, Card, L, P, is_public
from app.vocabulary import Certainty, LinkRole, Status


class Dated(NamedTuple):
    """A card with one of its dates; `starts_at` and `ends_at` are Beijing times and only bound a month or a year."""

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

    @property
    def is_expected(self) -> bool:
        """Whether this is a window reckoned from a rule, not a date announced."""
        return self.certainty is Certainty.EXPECTED

    @property
    def shown(self) -> tuple[str, str | None]:
        """The dates as far as they may be printed: an inexact expected window says only its months."""
        if self.is_expected and self.precision == "month":
            return self.starts[:7], (self.ends or self.starts)[:7]
        return self.starts, self.ends


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
)
WIDTH = len(CARD_COLUMNS)
AHEAD = timedelta(days=366)


def dates() -> Select[Any]:
    """Give every date of a public page, with its card."""
    return select(*CARD_COLUMNS, *COLUMNS).join(Occurrence.__table__, O.page_id == P.id).where(is_public())


NOT_OVER = dates().where(O.ends_at >= bindparam("moment"), O.starts_at <= bindparam("last")).order_by(O.starts_at, P.id).limit(bindparam("limit"))
NOT_OVER_AMONG = NOT_OVER.where(P.id.in_(bindparam("ids", expanding=True)))


def as_dated(row: Sequence[Any]) -> Dated:
    """Give a row of `dates` with Beijing times."""
    starts, ends, opens, closes, precision, certainty, status, starts_at, ends_at = row[WIDTH:]
    card, first, last = Card(*row[:WIDTH]), clock.from_utc(starts_at), clock.from_utc(ends_at)
    return Dated(card, starts, ends, opens, closes, precision, certainty, status, first, last)


def not_over(session: Session, moment: datetime, *, ids: Sequence[int] | None = None, limit: int = 400) -> list[Dated]:
    """Give the dates not over at a moment that begin within a year, by start; those under way come first."""
    values = {"moment": clock.to_utc(moment), "last": clock.to_utc(moment + AHEAD), "limit": limit}
    rows = session.execute(NOT_OVER, values) if ids is None else session.execute(NOT_OVER_AMONG, values | {"ids": ids})
    return [as_dated(row) for row in rows]


def over(
    session: Session, moment: datetime, *, ids: Sequence[int] | None = None, limit: int = 30, before: tuple[datetime, int] | None = None
) -> list[Dated]:
    """Give confirmed dates that are over, newest first; `before` is the end and row of the last one shown."""
    statement = dates().where(O.ends_at < clock.to_utc(moment), O.certainty == Certainty.CONFIRMED)
    if ids is not None:
        statement = statement.where(P.id.in_(ids))
    if before:
        end, number = clock.to_utc(before[0]), before[1]
        statement = statement.where((O.ends_at < end) | ((O.ends_at == end) & (P.id < number)))
    return [as_dated(row) for row in session.execute(statement.order_by(O.ends_at.desc(), P.id.desc()).limit(limit))]


def between(session: Session, first: datetime, last: datetime, *, ids: Sequence[int] | None = None, limit: int = 400) -> list[Dated]:
    """Give the dates that touch a stretch of time, by start."""
    statement = dates().where(O.starts_at < clock.to_utc(last), O.ends_at >= clock.to_utc(first))
    if ids is not None:
        statement = statement.where(P.id.in_(ids))
    return [as_dated(row) for row in session.execute(statement.order_by(O.starts_at, P.id).limit(limit))]


def of_series(session: Session, series_id: int) -> list[tuple[Card, Dated | None]]:
    """Give a series' own expected windows and all its public editions, each with its first date if it has one."""
    editions = select(L.page_id).where(L.target_id == series_id, L.role == LinkRole.SERIES)
    statement = (
        select(*CARD_COLUMNS, *COLUMNS)
        .outerjoin(Occurrence.__table__, O.page_id == P.id)
        .where(is_public(), P.id.in_(editions) | (P.id == series_id))
        .order_by(O.starts_at, P.id)
    )
    found = []
    for row in session.execute(statement):
        found.append((Card(*row[:WIDTH]), as_dated(row) if row[WIDTH] is not None else None))
    return found


def of_page(session: Session, page_id: int) -> list[Dated]:
    """Give the dates of one public page, by start."""
    return [as_dated(row) for row in session.execute(dates().where(P.id == page_id).order_by(O.starts_at))]
