"""The families of pages: each with its folder in `content/` and its document."""

from dataclasses import dataclass

from app.documents.base import Document
from app.documents.event import EventDocument, SeriesDocument
from app.documents.neighbourhood import NeighbourhoodDocument
from app.documents.place import PlaceDocument
from app.documents.story import StoryDocument
from app.documents.trail import TrailDocument
from app.vocabulary import Family


@dataclass(frozen=True)
class FamilyEntry:
    """One family: its word, its folder (also its word in addresses), its document."""

    family: Family
    folder: str
    document: type[Document]


FAMILIES = (
    FamilyEntry(Family.PLACE, "places", PlaceDocument),
    FamilyEntry(Family.SERIES, "series", SeriesDocument),
    FamilyEntry(Family.EVENT, "events", EventDocument),
    FamilyEntry(Family.TRAIL, "trails", TrailDocument),
    FamilyEntry(Family.STORY, "stories", StoryDocument),
    FamilyEntry(Family.NEIGHBOURHOOD, "neighbourhoods", NeighbourhoodDocument),
)
BY_FAMILY = {entry.family: entry for entry in FAMILIES}
BY_FOLDER = {entry.folder: entry for entry in FAMILIES}


def folder_of(family: Family) -> str:
    """Give the folder, and the word in addresses, of a family."""
    return BY_FAMILY[family].folder
