"""Days that cannot be where they stand: still to come where only the past can be, or in another year than the edition's."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from app.documents.base import Document
from app.documents.event import EventDocument, SeriesDocument
from app.documents.place import PlaceDocument

Path = tuple[str | int, ...]
Unfit = tuple[Path, str, dict[str, Any]]


def word(sentence: str) -> str:
    """Mark a sentence as one of the interface, for the catalogue."""
    return sentence


NOT_YET = word("%(day)s has not come yet")
OTHER_YEAR = word("no date of the edition of %(year)s lies in that year")


def unfit_days(document: Document, today: date) -> Iterator[Unfit]:
    """Give every day that cannot be where it stands: its path, a sentence, and the values of that."""
    for path, day in days_of_the_past(document):
        if str(day) > today.isoformat()[: len(str(day))]:
            yield path, NOT_YET, {"day": str(day)}
    if isinstance(document, EventDocument) and document.year and document.schedule:
        years = {int(day[:4]) for entry in document.schedule for day in (entry.starts, entry.ends) if day}
        if not min(years) <= document.year <= max(years):
            yield ("year",), OTHER_YEAR, {"year": document.year}


def days_of_the_past(document: Document) -> Iterator[tuple[Path, Any]]:
    """Give every day of a document that can only be past: when something was checked, published, founded, listed."""
    yield ("checked_on",), document.checked_on
    for number, source in enumerate(document.sources):
        if source.published_on:
            yield ("sources", number, "published_on"), source.published_on
    founded = document.founded if isinstance(document, PlaceDocument) else document.first_held if isinstance(document, SeriesDocument) else None
    if founded and founded.year and founded.year > 0:
        yield ("founded" if isinstance(document, PlaceDocument) else "first_held", "year"), f"{founded.year:04d}"
    if isinstance(document, PlaceDocument):
        if document.visit and document.visit.checked_on:
            yield ("visit", "checked_on"), document.visit.checked_on
        for number, designation in enumerate(document.designations):
            if designation.year:
                yield ("designations", number, "year"), designation.year
