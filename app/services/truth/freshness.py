"""Freshness: which facts were last compared long ago, and the word that they still hold.

A page says when its facts were last compared (`checked_on`), and once more by itself for how one gets in. Facts are
stale when that was more than ninety days ago.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.documents.registry import BY_FAMILY, folder_of
from app.models.page import Page, Revision
from app.models.people import User
from app.queries.desk import name_holds
from app.services import audit
from app.services.desk.pages_list import STALE_DAYS
from app.services.people import rights
from app.services.publishing import publish
from app.services.truth.translating import seen
from app.vocabulary import Family, Right, State, Word

AGES = (STALE_DAYS, 180, 365)
CHECKED = "checked"
"""What a revision comes from that says nothing new but the day."""


class Facts(Word):
    """Which facts of a page were compared on their own day (核对范围)."""

    PAGE = "page", "整页", "the whole page"
    VISIT = "visit", "怎么进", "getting in"


class CheckRefused(ValueError):
    """Facts that cannot be said to hold; `reason` is `right`, `not_live` or `changed`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Checked:
    """The facts of a page that were last compared on a day, and how often the page was seen in 30 days."""

    page_id: int
    family: Family
    slug: str
    name: dict[str, Any]
    facts: Facts
    checked_on: date
    views: int

    @property
    def age(self) -> int:
        """How many days ago they were compared."""
        return (clock.today() - self.checked_on).days


def day_of(facts: Facts) -> ColumnElement[str]:
    """Give, as SQL, when some facts of a page were last compared."""
    holder = Page.content if facts is Facts.PAGE else Page.content["visit"]
    day: ColumnElement[str] = holder["checked_on"].as_string()
    return day


def stale(
    session: Session, user: User, *, family: Family | None = None, words: str = "", days: int = STALE_DAYS, by_views: bool = False
) -> list[Checked]:
    """Give the facts of public pages within reach that were last compared more than `days` days ago, the oldest first or the most seen."""
    before, columns = (clock.today() - timedelta(days=days)).isoformat(), [day_of(facts) for facts in Facts]
    fits = [Page.state == State.PUBLISHED, rights.reachable(user), or_(*(day < before for day in columns)), *map(name_holds, words.split())]
    if family is not None:
        fits.append(Page.family == family)
    rows = session.execute(select(Page.id, Page.family, Page.slug, Page.card["name"], *columns).where(and_(*fits))).all()
    found = list(facts_of(rows, before, seen(session)))
    if by_views:
        return sorted(found, key=lambda one: (-one.views, one.checked_on, one.family.value, one.slug))
    return sorted(found, key=lambda one: (one.checked_on, -one.views, one.family.value, one.slug))


def facts_of(rows: Any, before: str, views: Mapping[str, int]) -> Iterator[Checked]:
    """Give what of each page is older than a day."""
    for number, family, slug, name, *days in rows:
        for facts, day in zip(Facts, days, strict=True):
            if day and day < before:
                yield Checked(number, family, slug, name or {"zh": slug}, facts, date.fromisoformat(day), views.get(f"{folder_of(family)}/{slug}", 0))


def still_right(session: Session, page: Page, facts: Facts, *, seen_revision: int, by: User) -> Revision | None:
    """Say that some facts were compared today and hold: live at once, in the caller's transaction; None when that was said today already.

    The texts stay as they are, so no review is asked and no draft is disturbed. Raise CheckRefused for one who may not
    write the page, and when the page is not public or says something else by now than `seen_revision`.
    """
    if not rights.may(by, Right.WRITE, page):
        raise CheckRefused("right")
    held = page.content if facts is Facts.PAGE else page.content.get("visit")
    if page.state is not State.PUBLISHED or not held:
        raise CheckRefused("not_live")
    if page.revision != seen_revision and not says_the_same(session, page, seen_revision):
        raise CheckRefused("changed")
    was, today = held.get("checked_on"), clock.today().isoformat()
    if was == today:
        return None
    checked = held | {"checked_on": today}
    document = BY_FAMILY[page.family].document.model_validate(checked if facts is Facts.PAGE else page.content | {"visit": checked})
    revision = publish(session, page, document, origin=CHECKED, author_id=by.id, may_lack_pages=True)
    audit.note(session, "checked", by=by, page=page, revision=revision.number, facts=facts.value, was=was)
    return revision


def says_the_same(session: Session, page: Page, number: int) -> bool:
    """Whether a revision says what is live now, but for the days of comparing."""
    content = session.scalar(select(Revision.content).where(Revision.page_id == page.id, Revision.number == number))
    return content is not None and undated(content) == undated(page.content)


def undated(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give values without the days on which they were compared."""
    plain = {name: value for name, value in values.items() if name != "checked_on"}
    if "visit" in plain:
        plain["visit"] = {name: value for name, value in plain["visit"].items() if name != "checked_on"}
    return plain
