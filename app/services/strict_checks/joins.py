"""Is every page joined to others, every stop a page, every date one that can be?"""

from collections.abc import Iterator

from app import clock
from app.documents.faults import path_of
from app.documents.place import PlaceDocument
from app.documents.story import StoryDocument
from app.documents.trail import TrailDocument
from app.documents.visiting import PointOfPlace
from app.rules.geo import Point, inside
from app.services import basemap
from app.services.checking import CheckedFile
from app.services.projecting import edges_of
from app.services.strict_checks.guide import Guide
from app.services.unfit_days import unfit_days
from app.vocabulary import Family, StopKind


def orphans(guide: Guide) -> Iterator[str]:
    """Give every place that no page leads to: no trail, event, story, larger place or smaller one, and no subdistrict's page."""
    linked = {edge.slug for file in guide.files for edge in edges_of(file.document) if edge.family is Family.PLACE}
    for file in guide.files:
        document = file.document
        if isinstance(document, PlaceDocument) and not (document.subdistrict or document.part_of or file.slug in linked):
            yield f"{file.address}.yaml: subdistrict: no page leads here; give it one, or name it in a trail, a story or an event"


def story_without_subjects(file: CheckedFile, _guide: Guide) -> Iterator[str]:
    """Give a story that is about no page."""
    if isinstance(file.document, StoryDocument) and not file.document.subjects:
        yield "subjects: a story is about at least one page"


def unfit_stops(file: CheckedFile, _guide: Guide) -> Iterator[str]:
    """Give a landmark of a trail that lies inside the district, and so should be a page."""
    for number, stop in enumerate(file.document.stops if isinstance(file.document, TrailDocument) else (), 1):
        if not stop.point:
            continue
        if stop.kind is StopKind.LANDMARK and in_district(stop.point):
            yield f"stops[{number}]: a stop inside the district is a page: name its place"


def in_district(point: PointOfPlace) -> bool:
    """Is a point inside the outline of the district?"""
    return inside(Point(point.lat, point.lon), basemap.district_ring(margin_deg=0.0))


def unfit_dates(file: CheckedFile, _guide: Guide) -> Iterator[str]:
    """Give days that have not come yet where only the past can stand, and an edition dated in another year than its own."""
    for path, sentence, values in unfit_days(file.document, clock.today()):
        yield f"{path_of(path)}: {sentence % values}"
