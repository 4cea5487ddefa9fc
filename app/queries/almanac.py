"""Editions for the almanac, through the gate: each from its first day to its last, in one query for all series."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Integer, Select, and_, bindparam, cast, func, select, union
from sqlalchemy.orm import Session

from app import clock
from app.models.page import Facet, Link
from app.queries.occurrences import LONG, LONGEST_DATE, Dated, O
from app.queries.pages import CARD_COLUMNS, Card, L, P, is_public
from app.vocabulary import Certainty, LinkRole, Shape, Status

F = Facet.__table__.c
WIDTH = len(CARD_COLUMNS)


class Edition(NamedTuple):
    """An edition with its series and the whole stretch of its dates; None when no date is known."""

    card: Card
    series_id: int
    whole: Dated | None

    @property
    def first_year(self) -> int | None:
        """The year in which it began; None when no date is known."""
        return self.whole.starts_at.year if self.whole else None

    def is_of(self, year: int) -> bool:
        """Whether it began in a year or is named after it."""
        return year in {self.first_year, self.card.card.get("year")}


def editions_statement() -> Select[Any]:
    """Give the statement of the editions that touch a stretch of time or are named after one of some years."""
    first: BindParameter[datetime] = bindparam("first")
    last: BindParameter[datetime] = bindparam("last")
    recent: BindParameter[datetime] = bindparam("recent")
    short = select(O.page_id).where(O.is_line.is_(True), O.shape == Shape.DATE, O.starts_at >= recent, O.starts_at < last, O.ends_at > first)
    lasting = select(O.page_id).where(O.shape.in_(LONG), O.ends_at > first, O.starts_at < last)
    named = select(F.page_id).where(F.name == "year", F.value.in_(bindparam("years", expanding=True)))
    wanted = union(short, lasting, named).cte("wanted")
    whole = (
        select(
            O.page_id,
            func.min(O.starts),
            func.max(func.coalesce(O.ends, O.starts)),
            func.min(O.starts_at),
            func.max(O.ends_at),
            func.max(cast(O.is_open_ended, Integer)),
            func.min(cast(O.is_end_known, Integer)),
            func.min(O.status),
            func.max(O.status),
        )
        .where(O.is_line.is_(True), O.shape != Shape.REMOVED, O.page_id.in_(select(wanted.c.page_id)))
        .group_by(O.page_id)
        .subquery("whole")
    )
    return (
        select(*CARD_COLUMNS, L.target_id, *list(whole.c)[1:])
        .join(Link.__table__, and_(L.page_id == P.id, L.role == LinkRole.SERIES))
        .outerjoin(whole, whole.c.page_id == P.id)
        .where(is_public(), P.id.in_(select(wanted.c.page_id)))
    )


EDITIONS = editions_statement()


def editions_between(session: Session, first_year: int, last_year: int) -> list[Edition]:
    """Give the public editions of some years, by their first moment; those without a known date come last."""
    first, last = (clock.to_utc(clock.start_of(day)) for day in (date(first_year, 1, 1), date(last_year + 1, 1, 1)))
    years = [str(year) for year in range(first_year, last_year + 1)]
    rows = session.execute(EDITIONS, {"first": first, "last": last, "recent": first - LONGEST_DATE, "years": years})
    found = (as_edition(row) for row in rows)
    return sorted(found, key=lambda edition: (edition.first_year is None, edition.whole and edition.whole.starts_at, edition.card.slug))


def as_edition(row: Sequence[Any]) -> Edition:
    """Give a row of the statement as an edition; its status is that of all its dates, or as planned where they differ."""
    card = Card(*row[:WIDTH])
    series_id, starts, ends, starts_at, ends_at, is_open_ended, is_end_known, lowest, highest = row[WIDTH:]
    if starts is None:
        return Edition(card, series_id, None)
    whole = stretch(card, (starts, ends), (clock.from_utc(starts_at), clock.from_utc(ends_at)))
    status = Status(lowest) if lowest == highest else Status.SCHEDULED
    return Edition(card, series_id, whole._replace(is_open_ended=bool(is_open_ended), is_end_known=bool(is_end_known), status=status))


def stretch(card: Card, days: tuple[str, str], moments: tuple[datetime, datetime]) -> Dated:
    """Give a stretch from one day, month or year to another as lists show dates, confirmed and as planned."""
    return Dated(
        card=card,
        starts=days[0],
        ends=days[1] if days[1] != days[0] else None,
        opens=None,
        closes=None,
        precision="day" if len(days[0]) == len("2027-02-06") else "month",
        certainty=Certainty.CONFIRMED,
        status=Status.SCHEDULED,
        starts_at=moments[0],
        ends_at=moments[1],
        shape=Shape.STRETCH,
        entry=0,
        is_open_ended=False,
        is_end_known=True,
        later=0,
        original_start=days[0],
        raw=None,
    )
