"""Projections: what SQL filters, sorts and joins, made from a document and the horizon of dates.

A projection can always be made again, and making it again on healthy data changes nothing.
"""

from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import clock
from app.documents.base import Document
from app.documents.event import EventDocument, SeriesDocument
from app.documents.neighbourhood import NeighbourhoodDocument
from app.documents.place import PlaceDocument
from app.documents.registry import BY_FOLDER
from app.documents.story import StoryDocument
from app.documents.trail import TrailDocument
from app.models.occurrence import Occurrence
from app.models.page import Facet, FormerSlug, Link, Page
from app.rules import pinyin
from app.services import cards, date_history, dating, expecting, facets
from app.services.media.showing import pictures_of
from app.vocabulary import Family, LinkRole, State


class Edge(NamedTuple):
    """A link as a document says it: role, family and slug of the page pointed to."""

    role: LinkRole
    family: Family
    slug: str


def edges_of(document: Document) -> list[Edge]:
    """Give every link of a document, in order; a page linked twice in one role is linked once."""
    found: list[Edge] = []
    if isinstance(document, SeriesDocument | EventDocument):
        if isinstance(document, EventDocument):
            found += [Edge(LinkRole.SERIES, Family.SERIES, document.series)] if document.series else []
            found += [Edge(LinkRole.PARENT, Family.EVENT, document.parent)] if document.parent else []
        venues = [*document.venues, *(change.venue for change in getattr(document, "changes", ()) if change.venue)]
        found += [Edge(LinkRole.VENUE, Family.PLACE, venue.place) for venue in venues if venue.place]
    elif isinstance(document, PlaceDocument) and document.part_of:
        found.append(Edge(LinkRole.PART_OF, Family.PLACE, document.part_of))
    elif isinstance(document, TrailDocument):
        found += [Edge(LinkRole.STOP, Family.PLACE, stop.place) for stop in document.stops if stop.place]
        found += [Edge(LinkRole.STOP, Family.PLACE, food.place) for food in document.food if food.place]
        found += [Edge(LinkRole.PART_OF, Family.TRAIL, document.variant_of)] if document.variant_of else []
    elif isinstance(document, StoryDocument):
        for subject in document.subjects:
            folder, slug = subject.split("/")
            found.append(Edge(LinkRole.SUBJECT, BY_FOLDER[folder].family, slug))
    return list(dict.fromkeys(found))


def project(session: Session, page: Page, document: Document, ids: dict[tuple[Family, str], int]) -> bool:
    """Replace every projection of a page by what its document says; give whether anything changed.

    `ids` maps (family, slug) to the row of each page that a link may lead to.
    """
    changed = project_columns(session, page, document, ids)
    changed |= replace(session, Facet, page.id, facets.facets_of(session, page, document, ids))
    changed |= replace(session, Link, page.id, links_of(page, document, ids))
    changed |= replace(session, Occurrence, page.id, occurrences_of(session, page, document))
    changed |= replace(session, FormerSlug, page.id, former_of(page, document))
    return changed


def project_columns(session: Session, page: Page, document: Document, ids: dict[tuple[Family, str], int]) -> bool:
    """Set the columns that lists sort and filter by, and the card; give whether any changed."""
    wanted: dict[str, Any] = {
        "sort_zh": pinyin.sort_key(document.name.zh)[:200],
        "sort_en": (document.name.en or document.name.zh).casefold()[:200],
        "card": cards.card_of(document, page.slug),
        "subdistrict": None,
        "lat": None,
        "lon": None,
    }
    if isinstance(document, PlaceDocument | NeighbourhoodDocument) and document.point:
        wanted |= {"lat": document.point.lat, "lon": document.point.lon}
    if isinstance(document, PlaceDocument):
        wanted["subdistrict"] = document.subdistrict
    elif isinstance(document, SeriesDocument | EventDocument):
        wanted |= where_of_venue(session, document, ids)
    elif isinstance(document, TrailDocument):
        wanted["card"] |= cards.trail_figures(document, places_of(session, document, ids))
    found = pictures_of(session, document)
    if found:
        wanted["card"] |= {"pictures": found, "picture": document.picture.file if document.picture else None}
    changed = {name: value for name, value in wanted.items() if getattr(page, name) != value}
    for name, value in changed.items():
        setattr(page, name, value)
    return bool(changed)


def where_of_venue(session: Session, document: SeriesDocument | EventDocument, ids: dict[tuple[Family, str], int]) -> dict[str, Any]:
    """Give subdistrict and point of the first venue that is a page."""
    for venue in document.venues:
        row = session.get(Page, ids.get((Family.PLACE, venue.place or ""), 0))
        if row is not None:
            return {"subdistrict": row.subdistrict, "lat": row.lat, "lon": row.lon}
    return {}


def places_of(session: Session, document: TrailDocument, ids: dict[tuple[Family, str], int]) -> dict[str, Page]:
    """Give the pages of a trail's stops by slug."""
    wanted = {ids[Family.PLACE, stop.place]: stop.place for stop in document.stops if stop.place and (Family.PLACE, stop.place) in ids}
    return {wanted[page.id]: page for page in session.scalars(select(Page).where(Page.id.in_(wanted)))}


def links_of(page: Page, document: Document, ids: dict[tuple[Family, str], int]) -> list[dict[str, Any]]:
    """Give the link rows of a page; one to a page that was deleted is left out."""
    counts: dict[LinkRole, int] = {}
    rows = []
    for edge in edges_of(document):
        counts[edge.role] = counts.get(edge.role, 0) + 1
        if (edge.family, edge.slug) in ids:
            rows.append({"page_id": page.id, "role": edge.role, "position": counts[edge.role], "target_id": ids[edge.family, edge.slug]})
    return rows


def former_of(page: Page, document: Document) -> list[dict[str, Any]]:
    """Give the rows of a page's former addresses."""
    return [{"family": page.family, "slug": slug, "page_id": page.id} for slug in document.former_slugs]


def occurrences_of(session: Session, page: Page, document: Document) -> list[dict[str, Any]]:
    """Give the dates of a public event, or the windows in which a public series is expected."""
    if page.state is not State.PUBLISHED:
        return []
    today = clock.today()
    if isinstance(document, EventDocument):
        until = dating.horizon(today)
        rows = dating.dates_of(document, until)
        return [{"page_id": page.id, **row} for row in date_history.with_history(rows, date_history.published(session, page.id), until)]
    if isinstance(document, SeriesDocument):
        editions = (
            select(Page.content)
            .join(Link, Link.page_id == Page.id)
            .where(Link.target_id == page.id, Link.role == LinkRole.SERIES, Page.state == State.PUBLISHED)
        )
        known = [EventDocument.model_validate(content) for content in session.scalars(editions)]
        stamp = {"sequence": 0, "changed_at": page.changed_at}
        return [{"page_id": page.id, **row, **stamp} for row in expecting.expected_of(document, known, today)]
    return []


def replace(session: Session, model: Any, page_id: int, wanted: list[dict[str, Any]]) -> bool:
    """Make the rows of `model` for a page equal to `wanted`; give whether that changed anything."""
    columns = [column.key for column in model.__table__.columns]
    found = session.execute(select(*(getattr(model, name) for name in columns)).where(model.page_id == page_id)).all()
    before = {tuple(row) for row in found}
    after = {tuple(row.get(name) for name in columns) for row in wanted}
    if before == after:
        return False
    session.execute(delete(model).where(model.page_id == page_id).execution_options(synchronize_session=False))
    if wanted:
        session.execute(model.__table__.insert(), [dict(zip(columns, row, strict=True)) for row in after])
    return True
