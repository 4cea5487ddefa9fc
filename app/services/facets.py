"""Facets: the words of a document by which lists are filtered and counted."""

from typing import Any

from sqlalchemy.orm import Session

from app.documents.base import Document
from app.documents.event import EventDocument, SeriesDocument
from app.documents.place import PlaceDocument
from app.documents.trail import TrailDocument
from app.documents.visiting import Visit
from app.models.page import Page
from app.vocabulary import AdmissionKind, Family, Register

YES_OR_NO = ("passport_accepted", "without_wechat", "booking_needed", "walk_in", "step_free", "english_spoken", "children")


def facets_of(session: Session, page: Page, document: Document, ids: dict[tuple[Family, str], int]) -> list[dict[str, Any]]:
    """Give the facet rows of a page."""
    found: set[tuple[str, str]] = {("interest", interest.value) for interest in document.interests}
    kind = getattr(document, "kind", None)
    if kind:
        found.add(("kind", kind.value))
    if page.subdistrict:
        found.add(("neighbourhood", page.subdistrict.value))
    if isinstance(document, PlaceDocument | SeriesDocument | EventDocument) and document.admission:
        found.add(("free", "yes" if document.admission.kind is AdmissionKind.FREE else "no"))
    if isinstance(document, PlaceDocument):
        found |= place_words(document)
    elif isinstance(document, TrailDocument):
        found |= trail_words(session, document, ids)
    elif isinstance(document, EventDocument) and document.year:
        found.add(("year", str(document.year)))
    return [{"page_id": page.id, "name": name, "value": value} for name, value in sorted(found)]


def place_words(document: PlaceDocument) -> set[tuple[str, str]]:
    """Give the facets that only places have: heritage level, old brand, and the facts of getting in."""
    found: set[tuple[str, str]] = set()
    for designation in document.designations:
        if designation.register_ is Register.PROTECTED_HERITAGE and designation.level:
            found.add(("heritage", designation.level.value))
        if designation.register_ is Register.OLD_BRAND:
            found.add(("old_brand", "yes"))
    if document.opening_hours:
        found.add(("hours", "known"))
    if document.visit:
        found |= visit_words(document.visit)
    return found


def visit_words(visit: Visit) -> set[tuple[str, str]]:
    """Give the known facts of getting in; what is unknown has no word, so that it is never counted as a no."""
    known = {name: getattr(visit, name) for name in YES_OR_NO}
    found = {(name, "yes" if value else "no") for name, value in known.items() if value is not None}
    return found | {("payment", way.value) for way in visit.payment}


def trail_words(session: Session, document: TrailDocument, ids: dict[tuple[Family, str], int]) -> set[tuple[str, str]]:
    """Give the neighbourhoods that a trail's stops lie in."""
    pages = (session.get(Page, ids.get((Family.PLACE, stop.place or ""), 0)) for stop in document.stops)
    return {("neighbourhood", page.subdistrict.value) for page in pages if page and page.subdistrict}
