"""External links as the desk and the weekly digest read them: what came of trying each, on which page and in which field it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.documents.registry import folder_of
from app.models.page import Page
from app.models.people import User
from app.models.truth import TriedLink
from app.queries.pages import is_public
from app.services.people import rights
from app.services.truth import standing, translating
from app.services.truth.hosts import LONGEST
from app.services.truth.reasons import Reason
from app.services.truth.standing import Standing
from app.vocabulary import Family, Word

AT_ONCE = 5_000


class LinkState(Word):
    """How an external link is (外链状态)."""

    BROKEN = "broken", "打不开", "broken"
    ROBOTS = "robots", "拒绝程序访问", "refuses robots"
    UNTRIED = "untried", "还没检查", "not tried yet"
    FINE = "fine", "正常", "fine"


ORDER = {state: place for place, state in enumerate(LinkState)}


class Wanted(NamedTuple):
    """Which links are asked for; None and no words ask for all."""

    state: LinkState | None = None
    family: Family | None = None
    words: str = ""


@dataclass(frozen=True)
class Listed:
    """One external link: its page, its field, and what came of trying it."""

    page_id: int
    family: Family
    slug: str
    name: dict[str, Any]
    path: str
    address: str
    views: int = 0
    state: LinkState = LinkState.UNTRIED
    status: int | None = None
    reason: Reason | None = None
    tried_at: datetime | None = None
    failing_since: datetime | None = None

    @property
    def page(self) -> str:
        """Its page as files and addresses name it."""
        return f"{folder_of(self.family)}/{self.slug}"

    @property
    def anchor(self) -> str:
        """Its control in the form of its page."""
        return "f-" + self.path.replace(".", "-")


def state_of(row: TriedLink | None) -> LinkState:
    """Give how a link is, by what is known of it."""
    if row is None or row.reason == Reason.UNFIT:
        return LinkState.UNTRIED
    if row.failing_since is not None:
        return LinkState.BROKEN
    return LinkState.ROBOTS if row.status is not None and row.status >= 400 else LinkState.FINE


def listed(session: Session, user: User, wanted: Wanted | None = None) -> list[Listed]:
    """Give the external links of the live pages within reach: broken ones first, the longest broken and then the most seen."""
    asked = wanted or Wanted()
    rows = {row.address: row for row in session.scalars(select(TriedLink))}
    found = [one for one in standing.live(session) if asked.state is None or state_of(rows.get(one.asked)) is asked.state]
    links = with_pages(session, user, found, rows, asked.family)
    return sorted((one for one in links if has_words(one, asked.words)), key=rank)


def broken(session: Session, user: User) -> list[Listed]:
    """Give the broken links of the live pages within reach, for the digest: the longest broken and then the most seen first."""
    rows = {row.address: row for row in session.scalars(select(TriedLink).where(TriedLink.failing_since.is_not(None)))}
    return sorted(with_pages(session, user, [one for one in standing.live(session) if one.asked in rows] if rows else [], rows), key=rank)


def last_tried(session: Session) -> datetime | None:
    """Give when a link was tried last."""
    return session.scalar(select(func.max(TriedLink.tried_at)))


def with_pages(session: Session, user: User, found: Iterable[Standing], rows: Mapping[str, TriedLink], family: Family | None = None) -> list[Listed]:
    """Give links with their pages, as far as those are within reach."""
    links = list(found)
    pages = pages_within(session, user, {one.page_id for one in links}, family)
    views = translating.seen(session) if pages else {}
    return [listed_of(one, pages[one.page_id], views, rows.get(one.asked)) for one in links if one.page_id in pages]


def pages_within(session: Session, user: User, page_ids: set[int], family: Family | None = None) -> dict[int, tuple[Family, str, dict[str, Any]]]:
    """Give the kind, the address and the name of those of some pages that are live and within reach."""
    numbers = sorted(page_ids)
    statement = select(Page.id, Page.family, Page.slug, Page.card["name"]).where(is_public(), rights.reachable(user))
    statement = statement.where(Page.family == family) if family is not None else statement
    parts = [numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE)]
    return {number: (of, slug, name) for part in parts for number, of, slug, name in session.execute(statement.where(Page.id.in_(part)))}


def listed_of(one: Standing, page: tuple[Family, str, dict[str, Any]], views: Mapping[str, int], row: TriedLink | None) -> Listed:
    """Give one link as it is listed."""
    made = Listed(one.page_id, *page, one.path, one.address)
    made = replace(made, views=views.get(made.page, 0))
    if row is None:
        return replace(made, reason=Reason.UNFIT if len(one.asked) > LONGEST else None)
    reason = Reason(row.reason) if row.reason in set(Reason) else None
    return replace(made, state=state_of(row), status=row.status, reason=reason, tried_at=row.tried_at, failing_since=row.failing_since)


def has_words(one: Listed, words: str) -> bool:
    """Whether a link has some words, all of them: in its address, or in the name or address of its page."""
    said = " ".join([one.address, one.page, *(str(name) for name in one.name.values())]).casefold()
    return all(word in said for word in words.casefold().split())


def rank(one: Listed) -> tuple[Any, ...]:
    """Give where a link stands in the list."""
    return ORDER[one.state], one.failing_since or datetime.max, -one.views, one.page, one.path
