"""The lists of the desk: pages found by words, kind, stage, neighbourhood and age, sorted by pinyin or by change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app import clock
from app.models.page import Page, Revision
from app.models.people import User
from app.queries.desk import name_holds
from app.services.desk.heads import is_open
from app.services.people import rights
from app.vocabulary import Family, State, Subdistrict

SHOWN = 40
STALE_DAYS = 90


class Order(StrEnum):
    """How a list is sorted."""

    NAME = "name"
    CHANGE = "change"


@dataclass(frozen=True)
class Asked:
    """What a list is asked for; `after` is where the page before it ended."""

    words: str = ""
    family: Family | None = None
    state: State | None = None
    subdistrict: Subdistrict | None = None
    is_stale: bool = False
    order: Order = Order.NAME
    after: str = ""


@dataclass(frozen=True)
class Listed:
    """One page of a list: the page, its name, and the stage of its open text where there is one."""

    page: Page
    name: dict[str, Any]
    stage: State | None

    @property
    def checked_on(self) -> str:
        """When its facts were last compared."""
        return str(self.page.content.get("checked_on", ""))


@dataclass(frozen=True)
class List:
    """Some rows of a list, how many pages there are in all, and where the next rows begin."""

    rows: list[Listed]
    total: int
    next: str


def listed(session: Session, user: User, asked: Asked, language: str) -> List:
    """Give the pages within a person's reach that fit what is asked."""
    fits = and_(rights.reachable(user), *conditions(asked))
    total = session.scalar(select(func.count()).select_from(Page).where(fits)) or 0
    key = key_of(asked.order, language)
    rows = list(session.scalars(select(Page).where(fits, *after(asked, key)).order_by(*ordered(asked, key)).limit(SHOWN + 1)))
    shown = rows[:SHOWN]
    following = f"{value_of(shown[-1], key)}|{shown[-1].id}" if len(rows) > SHOWN else ""
    return List(with_stages(session, shown), total, following)


def all_listed(session: Session, user: User, asked: Asked, limit: int) -> list[Listed]:
    """Give every page within a person's reach that fits what is asked, up to a limit, by address."""
    fits = and_(rights.reachable(user), *conditions(asked))
    return with_stages(session, session.scalars(select(Page).where(fits).order_by(Page.family, Page.slug).limit(limit)).all())


def key_of(order: Order, language: str) -> InstrumentedAttribute[Any]:
    """Give the column that a list is sorted by."""
    if order is Order.CHANGE:
        return Page.changed_at
    return Page.sort_en if language == "en" else Page.sort_zh


def value_of(page: Page, key: InstrumentedAttribute[Any]) -> str:
    """Give where a page stands in the order."""
    value = getattr(page, key.key)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def ordered(asked: Asked, key: InstrumentedAttribute[Any]) -> tuple[ColumnElement[Any], ...]:
    """Give the order: names upwards, changes from the newest."""
    return (key.desc(), Page.id.desc()) if asked.order is Order.CHANGE else (key.asc(), Page.id.asc())


def after(asked: Asked, key: InstrumentedAttribute[Any]) -> list[ColumnElement[bool]]:
    """Give the condition that a page comes after where the rows before ended; a mark that says nothing begins anew."""
    value, _bar, number = asked.after.rpartition("|")
    if not number.isascii() or not number.isdigit() or len(number) > 12:
        return []
    if asked.order is Order.CHANGE:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return []
        return [or_(key < moment, and_(key == moment, Page.id < int(number)))]
    return [or_(key > value, and_(key == value, Page.id > int(number)))]


def conditions(asked: Asked) -> list[ColumnElement[bool]]:
    """Give what a page must be."""
    found = [name_holds(word) for word in asked.words.split()]
    if asked.family is not None:
        found.append(Page.family == asked.family)
    if asked.subdistrict is not None:
        found.append(Page.subdistrict == asked.subdistrict)
    if asked.is_stale:
        found += [Page.state == State.PUBLISHED, Page.content["checked_on"].as_string() < stale_before().isoformat()]
    if asked.state is not None:
        found.append(at_stage(asked.state))
    return found


def stale_before() -> date:
    """Give the day before which facts that were last compared are stale."""
    return clock.today() - timedelta(days=STALE_DAYS)


def at_stage(state: State) -> ColumnElement[bool]:
    """Give the condition that a page is at a stage: by its own state, or by a text of it that is open or waits for its time."""
    if state in {State.PUBLISHED, State.WITHDRAWN}:
        return Page.state == state
    waits = Revision.state == State.SCHEDULED if state is State.SCHEDULED else and_(is_open(), Revision.state == state)
    return select(Revision.id).where(Revision.page_id == Page.id, waits).exists()


def with_stages(session: Session, pages: Sequence[Page]) -> list[Listed]:
    """Give pages with the stage of their newest open text, and a name for those that were never published."""
    rows = session.execute(
        select(Revision.page_id, Revision.state, Revision.content["name"])
        .where(Revision.page_id.in_([page.id for page in pages]), or_(is_open(), Revision.state == State.SCHEDULED))
        .order_by(Revision.number)
    )
    newest = {page_id: (state, name) for page_id, state, name in rows}
    found = []
    for page in pages:
        stage, name = newest.get(page.id, (None, None))
        found.append(Listed(page, page.card.get("name") or name or {"zh": page.slug, "en": page.slug}, stage))
    return found
