"""What closes soon: events in their last days, closures about to begin or to end, pages about to be taken down, rights that run out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.models.occurrence import Occurrence
from app.models.page import Page
from app.models.people import User
from app.services.people import rights
from app.vocabulary import Certainty, Family, Shape, State, Status, Word

DAYS = 14
RIGHTS_DAYS = 30
GONE = (Status.CANCELLED, Status.POSTPONED)


class Ending(Word):
    """What happens soon (临近事项)."""

    EVENT = "event", "活动结束", "the event ends"
    CLOSURE_STARTS = "closure_starts", "开始关闭", "a closure begins"
    CLOSURE_ENDS = "closure_ends", "关闭结束", "a closure ends"
    PAGE = "page", "页面下线", "the page is taken down"
    RIGHTS = "rights", "图片授权到期", "the rights to a picture end"


@dataclass(frozen=True)
class Soon:
    """One thing that happens to a page on a day soon."""

    family: Family
    slug: str
    name: dict[str, Any]
    ending: Ending
    day: date

    @property
    def days(self) -> int:
        """In how many days it is."""
        return (self.day - clock.today()).days


def soon(session: Session, user: User, *, family: Family | None = None, ending: Ending | None = None) -> list[Soon]:
    """Give what happens to public pages within reach in the next fourteen days (rights: thirty), the next first."""
    public = [Page.state == State.PUBLISHED, rights.reachable(user)]
    if family is not None:
        public.append(Page.family == family)
    found = [one for one in [*last_days(session, public), *dated(session, public)] if ending in {None, one.ending}]
    return sorted(found, key=lambda one: (one.day, one.family.value, one.slug, one.ending.value))


def is_near(day: date, days: int) -> bool:
    """Whether a day is today or in the next `days` days."""
    return timedelta() <= day - clock.today() <= timedelta(days=days)


def last_days(session: Session, public: Sequence[ColumnElement[bool]]) -> Iterator[Soon]:
    """Give the events whose last confirmed date ends soon."""
    counted = (Occurrence.certainty == Certainty.CONFIRMED, Occurrence.shape != Shape.REMOVED, Occurrence.status.not_in(GONE))
    last = func.max(func.coalesce(Occurrence.ends, Occurrence.starts))
    is_known = func.max(case((Occurrence.is_open_ended | ~Occurrence.is_end_known | (Occurrence.precision != "day"), 1), else_=0)) == 0
    between = last.between(clock.today().isoformat(), (clock.today() + timedelta(days=DAYS)).isoformat())
    rows = select(Page.family, Page.slug, Page.card["name"], last).join(Occurrence, Occurrence.page_id == Page.id)
    for family, slug, name, day in session.execute(
        rows.where(*public, Page.family == Family.EVENT, *counted).group_by(Page.id).having(is_known & between)
    ):
        yield Soon(family, slug, name, Ending.EVENT, date.fromisoformat(day))


def dated(session: Session, public: Sequence[ColumnElement[bool]]) -> Iterator[Soon]:
    """Give what the pages themselves say of days soon."""
    says = or_(
        Page.until_at.is_not(None),
        Page.family == Family.TRAIL,
        Page.content["hours_exceptions"].as_string().is_not(None),
        Page.content["picture"]["rights_until"].as_string().is_not(None),
    )
    for page in session.scalars(select(Page).where(*public, says)):
        for ending, day in sorted(set(days_of(page))):
            if is_near(day, RIGHTS_DAYS if ending is Ending.RIGHTS else DAYS):
                yield Soon(page.family, page.slug, page.card["name"], ending, day)


def days_of(page: Page) -> Iterator[tuple[Ending, date]]:
    """Give every day on which something begins or ends, by the page's own words."""
    if page.until_at is not None:
        yield Ending.PAGE, clock.from_utc(page.until_at).date()
    for holder in holders_of(page.content):
        if "rights_until" in holder:
            yield Ending.RIGHTS, date.fromisoformat(holder["rights_until"])
        for closure in (*holder.get("closures", ()), *(one for one in holder.get("hours_exceptions", ()) if "hours" not in one)):
            yield Ending.CLOSURE_STARTS, date.fromisoformat(closure["starts"])
            if not closure.get("until_further_notice"):
                yield Ending.CLOSURE_ENDS, date.fromisoformat(closure.get("ends", closure["starts"]))


def holders_of(values: Any) -> Iterator[dict[str, Any]]:
    """Give every group of fields in a document, itself first."""
    if isinstance(values, dict):
        yield values
    for value in values.values() if isinstance(values, dict) else values if isinstance(values, list) else ():
        yield from holders_of(value)
