"""Do the points of a page lie in the district?"""

from app.documents.neighbourhood import NeighbourhoodDocument
from app.documents.place import PlaceDocument
from app.documents.trail import TrailDocument
from app.documents.visiting import PointOfPlace
from app.i18n import _
from app.services.checking import is_outside
from app.services.desk.gate_rules.findings import Case, Findings, GateRule, found
from app.vocabulary import StopKind


def outside_district(case: Case) -> Findings:
    """Give every point outside the outline of the district, but those of landmarks, which lie there by what they are."""
    document, points = case.document, list[tuple[str, PointOfPlace]]()
    if isinstance(document, PlaceDocument | NeighbourhoodDocument) and document.point:
        points.append(("point", document.point))
    if isinstance(document, TrailDocument):
        points += [(f"stops.{number}.point", stop.point) for number, stop in enumerate(document.stops) if stop.point and stop.kind is StopKind.PLACE]
    for path, point in points:
        if is_outside(point):
            said = {"lat": f"{point.lat:.4f}", "lon": f"{point.lon:.4f}"}
            yield found(GateRule.OUTSIDE_DISTRICT, path, _("%(lat)s, %(lon)s lies outside Xicheng District.", **said))
