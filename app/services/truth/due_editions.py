"""Editions that are due but not announced: the time of a series is near, and no edition with confirmed dates is public."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.occurrence import Occurrence
from app.models.page import Page, Revision
from app.models.people import User
from app.rules import expected
from app.services.desk.heads import open_heads
from app.services.people import rights
from app.vocabulary import Certainty, Family, State, Word

AHEAD_DAYS = 60
PASSED_DAYS = 60
"""How long before its time an edition is looked for, and how long after it a year without one is still told."""


class Lacking(Word):
    """What an edition that is due lacks (所缺)."""

    EDITION = "edition", "还没有这一届的页面", "there is no page of it"
    PUBLISHED = "published", "这一届还是草稿", "its page is a draft"
    DATES = "dates", "日期尚未确定", "its dates are not confirmed"


@dataclass(frozen=True)
class Due:
    """A series whose time is near or has just passed: the window, what is lacking, and the edition where there is one."""

    page: Page
    year: int
    first_day: date
    last_day: date
    lacking: Lacking
    edition: Page | None

    @property
    def days(self) -> int:
        """In how many days the window begins; below 0 when it has begun."""
        return (self.first_day - clock.today()).days

    @property
    def is_over(self) -> bool:
        """Whether the window has passed."""
        return self.last_day < clock.today()


@dataclass
class Editions:
    """The editions of all series by series and year: those with confirmed dates, and the others that are public or drafts."""

    confirmed: set[tuple[str, int]]
    others: dict[tuple[str, int], tuple[Lacking, Page]]


def due(session: Session, user: User, *, lacking: Lacking | None = None) -> list[Due]:
    """Give the editions within reach that are due: windows that begin in the next sixty days, run, or passed in the last sixty."""
    is_series = (Page.family == Family.SERIES, Page.state == State.PUBLISHED, rights.reachable(user))
    series = session.scalars(select(Page).where(*is_series, Page.content["usually"]["rule"].as_string().is_not(None))).all()
    known = editions(session, user) if series else Editions(set(), {})
    found = [one for page in series for one in due_of(page, known) if lacking in {None, one.lacking}]
    return sorted(found, key=lambda one: (one.first_day, one.page.slug))


def due_of(page: Page, known: Editions) -> Iterator[Due]:
    """Give the editions of one series that are due."""
    rule, today = expected.parse(page.content["usually"]["rule"]), clock.today()
    for year in range(today.year - 2, today.year + 2):
        window = rule.window(year)
        if window is None or window.first_day > today + timedelta(days=AHEAD_DAYS) or window.last_day < today - timedelta(days=PASSED_DAYS):
            continue
        key = (page.slug, window.first_day.year)
        if key not in known.confirmed:
            lacking, edition = known.others.get(key, (Lacking.EDITION, None))
            yield Due(page, key[1], window.first_day, window.last_day, lacking, edition)


def editions(session: Session, user: User) -> Editions:
    """Give the public editions of all series, and the drafts within reach, in three queries."""
    of_series = Page.content["series"].as_string()
    public = (Page.family == Family.EVENT, Page.state == State.PUBLISHED, of_series.is_not(None))
    is_sure = (Occurrence.certainty == Certainty.CONFIRMED, Occurrence.is_line.is_(True))
    dates = select(of_series, Occurrence.starts).join(Occurrence, Occurrence.page_id == Page.id).where(*public, *is_sure).distinct()
    confirmed = {(series, int(starts[:4])) for series, starts in session.execute(dates)}
    drafts = session.execute(
        open_heads(Page.family == Family.EVENT, rights.reachable(user), Revision.content["series"].as_string().is_not(None))
    ).all()
    others = by_year((Lacking.PUBLISHED, page, revision.content) for revision, page in drafts)
    return Editions(confirmed, others | by_year((Lacking.DATES, page, page.content) for page in session.scalars(select(Page).where(*public))))


def by_year(found: Iterable[tuple[Lacking, Page, dict[str, Any]]]) -> dict[tuple[str, int], tuple[Lacking, Page]]:
    """Give editions by series and year: the year of the first date they name, else their own."""
    return {(values["series"], year): (lacking, page) for lacking, page, values in found for year in years_of(values)}


def years_of(values: dict[str, Any]) -> Iterator[int]:
    """Give the years that an edition belongs to."""
    if isinstance(values.get("year"), int):
        yield values["year"]
    yield from {int(line["starts"][:4]) for line in values.get("schedule", ()) if str(line.get("starts", ""))[:4].isdigit()}
