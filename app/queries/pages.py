"""The gate: the one place that knows what the public may see, and how pages are read through it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, Text, and_, cast, literal, or_, select, union_all
from sqlalchemy.orm import Session, joinedload

from app.models.page import FormerSlug, Link, Page
from app.vocabulary import Family, LinkRole, State

PageType = TypeVar("PageType", bound=Page)


class Card(NamedTuple):
    """What a list shows of a page: its row, family, slug, subdistrict, point and card.

    The card stays text until something asks for it: a row that was drawn before is found by the text alone.
    """

    id: int
    family: Family
    slug: str
    subdistrict: str | None
    lat: float | None
    lon: float | None
    raw: str

    @property
    def card(self) -> dict[str, Any]:
        """What the card says; shared, so never changed."""
        return parsed(self.raw)


class Linked(NamedTuple):
    """A card that a page is linked with: the role, whether the page points to it, and its place in the order."""

    role: LinkRole
    outward: bool
    position: int
    card: Card


# Columns of the table, not attributes of the model: lists then pass the ORM by, which costs more than the database.
P = Page.__table__.c
L = Link.__table__.c
CARD_COLUMNS = (P.id, P.family, P.slug, P.subdistrict, P.lat, P.lon, cast(P.card, Text))


@lru_cache(maxsize=5_000)
def parsed(raw: str) -> dict[str, Any]:
    """Give a card's text as its values."""
    found: dict[str, Any] = json.loads(raw)
    return found


def is_public() -> ColumnElement[bool]:
    """Give the condition that a page is public; every surface reads through it."""
    return P.state == State.PUBLISHED


def public_pages(model: type[PageType]) -> Select[PageType]:
    """Give the public pages of a model."""
    return select(model).where(is_public())


def public_cards(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Give the cards of public pages that meet some conditions."""
    return select(*CARD_COLUMNS).where(is_public(), *conditions)


def as_cards(rows: Iterable[Sequence[Any]]) -> list[Card]:
    """Give rows of `CARD_COLUMNS` as cards."""
    return [Card(*row) for row in rows]


def page_by_slug(session: Session, model: type[PageType], slug: str) -> PageType | None:
    """Give one public page with the organisation that keeps it, or None; a draft is as absent as a page that never was."""
    return session.scalars(public_pages(model).options(joinedload(model.organisation)).where(model.slug == slug)).one_or_none()


def current_slug(session: Session, family: Family, former: str) -> str | None:
    """Give the present slug of a public page that once had the slug `former`."""
    join = select(Page.slug).join(FormerSlug, FormerSlug.page_id == Page.id)
    return session.scalar(join.where(is_public(), FormerSlug.family == family, FormerSlug.slug == former))


def withdrawn_page(session: Session, family: Family, slug: str) -> Page | None:
    """Give the page that was public at an address, or at a former one, and was withdrawn; only to say that it was."""
    former = select(FormerSlug.page_id).where(FormerSlug.family == family, FormerSlug.slug == slug)
    at = or_(Page.slug == slug, Page.id.in_(former))
    rows = select(Page).where(Page.state == State.WITHDRAWN, Page.revision > 0, Page.family == family, at).order_by(Page.slug != slug, Page.id)
    return session.scalars(rows.limit(1)).one_or_none()


def cards_by_id(session: Session, ids: Sequence[int]) -> dict[int, Card]:
    """Give the cards of the public ones among some pages, by row."""
    return {card.id: card for card in as_cards(session.execute(public_cards(P.id.in_(ids))))} if ids else {}


def cards_for_home(session: Session, ids: Sequence[int], slugs: Mapping[Family, Sequence[str]]) -> dict[int, Card]:
    """Give in one query the cards of some pages by row and of others by family and slug."""
    named = [and_(P.family == family, P.slug.in_(wanted)) for family, wanted in slugs.items()]
    return {card.id: card for card in as_cards(session.execute(public_cards(or_(P.id.in_(ids), *named))))}


def linked_cards(session: Session, page_id: int) -> list[Linked]:
    """Give every public page that a page points to or that points to it, in one query."""
    out = select(L.role, literal(True), L.position, *CARD_COLUMNS).join(Page.__table__, P.id == L.target_id).where(L.page_id == page_id, is_public())
    into = (
        select(L.role, literal(False), L.position, *CARD_COLUMNS).join(Page.__table__, P.id == L.page_id).where(L.target_id == page_id, is_public())
    )
    rows = session.execute(union_all(out, into))
    found = [Linked(LinkRole(role), bool(outward), position, as_card(rest)) for role, outward, position, *rest in rows]
    return sorted(found, key=lambda linked: (linked.role, not linked.outward, linked.position, linked.card.id))


def as_card(row: Sequence[Any]) -> Card:
    """Give a row that passed through a union, where enums are plain text, as a card."""
    number, family, slug, subdistrict, lat, lon, card = row
    return Card(number, Family(family), slug, subdistrict, lat, lon, card)


def cards_near(session: Session, lat: float, lon: float, *, within_deg: float = 0.012, families: Sequence[Family] = (Family.PLACE,)) -> list[Card]:
    """Give the cards of public pages in a box around a point, unordered."""
    box = and_(P.lat.between(lat - within_deg * 0.77, lat + within_deg * 0.77), P.lon.between(lon - within_deg, lon + within_deg))
    return as_cards(session.execute(public_cards(P.family.in_(families), box)))


def list_cards(session: Session, family: Family, language: str, *, ids: Sequence[int] | None = None) -> list[Card]:
    """Give the cards of a family in the language's order, all or those among `ids`."""
    order = P.sort_en if language == "en" else P.sort_zh
    statement = public_cards(P.family == family)
    if ids is not None:
        statement = (
            statement.where(or_(*(P.id.in_(ids[start : start + 500]) for start in range(0, len(ids), 500))))
            if ids
            else statement.where(literal(False))
        )
    return as_cards(session.execute(statement.order_by(order, P.id)))
