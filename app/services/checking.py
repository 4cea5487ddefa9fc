"""Checking content files: every fault is one line, `file: field: what is wrong and what is allowed`."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from app import clock
from app.documents.base import Cover, Document
from app.documents.event import EventDocument, SeriesDocument
from app.documents.faults import faults_of
from app.documents.fields import Shown
from app.documents.place import PlaceDocument
from app.documents.registry import BY_FAMILY
from app.documents.trail import TrailDocument
from app.documents.visiting import PointOfPlace
from app.rules import expected, hours
from app.rules.geo import Point, inside
from app.rules.text import count_words
from app.services import basemap, dating, stations
from app.services.content_files import ContentFile, FileFault, canonical, content_files, parse
from app.services.covers.choosing import is_drawn, variations
from app.services.pictures import picture_faults
from app.services.projecting import edges_of
from app.vocabulary import Family, SourceKind, StopKind, Subdistrict


@dataclass(frozen=True)
class CheckedFile:
    """A content file that was read and found in order."""

    family: Family
    slug: str
    document: Document
    text: str

    @property
    def address(self) -> str:
        """The page as messages and commands name it: places/rongbaozhai."""
        return f"{BY_FAMILY[self.family].folder}/{self.slug}"


def check_content(root: Path) -> tuple[list[CheckedFile], list[str]]:
    """Give every file below `root` that could be read, and every fault found in all of them."""
    faults: list[str] = []
    files: list[CheckedFile] = []
    try:
        found = list(content_files(root))
    except (FileFault, OSError, UnicodeDecodeError) as error:
        return [], [f"{root.name}: {error}"]
    for file in found:
        checked = read(file, faults)
        if checked:
            files.append(checked)
    known = {(file.entry.family, file.slug) for file in found}
    former: dict[tuple[Family, str], str] = {}
    for checked in files:
        faults += [f"{checked.address}.yaml: {fault}" for fault in faults_in(checked, known)]
        if isinstance(checked.document, TrailDocument):
            faults += [f"{checked.address}.yaml: {fault}" for fault in picture_faults(checked.document, root)]
        faults += former_faults(checked, known, former)
    return files, faults


def read(file: ContentFile, faults: list[str]) -> CheckedFile | None:
    """Give a file's document, or add its faults to `faults`."""
    try:
        document = file.entry.document.model_validate(parse(file.text))
    except FileFault as error:
        faults.append(f"{file.name}: {error}")
    except ValidationError as error:
        faults += [f"{file.name}: {fault.field}: {fault.message}" for fault in faults_of(error)]
    else:
        return CheckedFile(file.entry.family, file.slug, document, file.text)
    return None


def faults_in(file: CheckedFile, known: set[tuple[Family, str]]) -> Iterable[str]:
    """Give what is wrong in one document beyond its types: lengths, links, rules, points, form."""
    document = file.document
    yield from length_faults(document)
    for edge in edges_of(document):
        if (edge.family, edge.slug) not in known:
            yield f"{edge.role.value}: there is no {BY_FAMILY[edge.family].folder}/{edge.slug}"
    if document.cover:
        yield from cover_faults(document.cover)
    if any(source.kind is SourceKind.EDITORIAL for source in document.sources) and len(document.sources) > 1:
        yield "sources: the editorial source stands alone or not at all"
    if isinstance(document, PlaceDocument):
        yield from place_faults(document)
    if isinstance(document, TrailDocument):
        yield from trail_faults(document)
    if isinstance(document, SeriesDocument) and document.usually:
        try:
            expected.parse(document.usually.rule)
        except expected.BadRule as error:
            yield f"usually.rule: {error}"
    if isinstance(document, EventDocument):
        try:
            dating.dates_of(document, dating.horizon(clock.today()))
        except dating.BadSchedule as error:
            yield f"schedule: {error}"
    if file.family is Family.NEIGHBOURHOOD and file.slug not in set(Subdistrict):
        yield f"the name must be one of {', '.join(Subdistrict)}"
    if canonical(document) != file.text:
        yield "the file is not in canonical form; `flask content format` writes it"


def cover_faults(cover: Cover) -> Iterable[str]:
    """Give a motif that nobody has drawn, or a variation that it has not."""
    if not is_drawn(cover.motif):
        yield f"cover.motif: {cover.motif} is not drawn"
    elif (cover.variation or 0) >= variations(cover.motif):
        yield f"cover.variation: {cover.motif} has {variations(cover.motif)} variations, counted from 0"


class TooLong(NamedTuple):
    """A text that is longer than its field allows: which, in which language, how long, and how long it may be."""

    field: str
    language: str
    has: int
    most: int


def length_faults(document: Document) -> Iterable[str]:
    """Give every text that is longer than its field allows, in words."""
    for one in too_long(document):
        unit = "characters" if one.language == "zh" else "words"
        yield f"{one.field}.{one.language}: has {one.has} {unit}; at most {one.most} are allowed"


def too_long(document: Document) -> Iterable[TooLong]:
    """Give every text that is longer than its field allows, in characters of Chinese or words of English."""
    for name, info in type(document).model_fields.items():
        shown = next((item for item in info.metadata if isinstance(item, Shown)), None)
        value = getattr(document, name)
        if shown is None or value is None or not hasattr(value, "zh"):
            continue
        if shown.limit_zh and len(value.zh) > shown.limit_zh:
            yield TooLong(name, "zh", len(value.zh), shown.limit_zh)
        if shown.limit_en_words and count_words(value.en) > shown.limit_en_words:
            yield TooLong(name, "en", count_words(value.en), shown.limit_en_words)


def is_outside(point: PointOfPlace) -> bool:
    """Whether a point lies outside the district, its border and the streets along it taken in."""
    return not inside(Point(point.lat, point.lon), basemap.district_ring(margin_deg=0.003))


def place_faults(document: PlaceDocument) -> Iterable[str]:
    """Give what is wrong with a place's point, hours and stations."""
    if document.point and is_outside(document.point):
        yield f"point: {document.point.lat}, {document.point.lon} lies outside Xicheng District"
    try:
        yield from hours_faults(document)
    except hours.BadHours as error:
        yield f"opening_hours: {error}"
    for number, access in enumerate(document.metro, 1):
        if access.station not in stations.stations():
            yield f"metro[{number}].station: {access.station} is not in stations.csv"


def hours_faults(document: PlaceDocument) -> Iterable[str]:
    """Give what is wrong with a place's hours taken together; raise BadHours when they cannot be read."""
    texts = [text for text in (document.opening_hours, *(item.hours for item in document.hours_exceptions)) if text]
    shortest = min(filter(None, (hours.shortest_opening_min(hours.parse_hours(text)) for text in texts)), default=None)
    if document.last_entry_min is not None and shortest is None:
        yield "last_entry_min: says nothing where no opening that ends is known"
    elif shortest is not None and (document.last_entry_min or 0) >= shortest:
        yield f"last_entry_min: {document.last_entry_min} minutes before closing, but it opens for {shortest} minutes only"
    if document.keeps_workdays and not document.opening_hours:
        yield "keeps_workdays: says nothing without opening hours"


def trail_faults(document: TrailDocument) -> Iterable[str]:
    """Give what is wrong with a trail's stations and with the points of stops that are in the district."""
    for number, stop in enumerate(document.stops, 1):
        if stop.point and stop.kind is StopKind.PLACE and is_outside(stop.point):
            yield f"stops[{number}].point: {stop.point.lat}, {stop.point.lon} lies outside Xicheng District"
        if stop.station and stop.station not in stations.stations():
            yield f"stops[{number}].station: {stop.station} is not in stations.csv"


def former_faults(file: CheckedFile, known: set[tuple[Family, str]], former: dict[tuple[Family, str], str]) -> Iterable[str]:
    """Give former addresses that another page has or had."""
    for slug in file.document.former_slugs:
        key = (file.family, slug)
        if key in known or former.setdefault(key, file.slug) != file.slug:
            yield f"{file.address}.yaml: former_slugs: {slug} is the address of another page"
