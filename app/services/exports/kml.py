"""KML 2.2: the stops of a trail as placemarks, what is walked as lines."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from app.rules.geo import Point
from app.services.exports.trail_file import TrailFile, degrees, write

NAMESPACE = "http://www.opengis.net/kml/2.2"


def kml(trail: TrailFile) -> bytes:
    """Give a trail as KML; longitude stands before latitude there."""
    root = Element("kml", {"xmlns": NAMESPACE})
    document = SubElement(root, "Document")
    write(document, "name", trail.name)
    write(document, "description", "\n".join((trail.description, trail.url)))
    for stop in trail.stops:
        placemark = SubElement(document, "Placemark", {"id": f"stop-{stop.number}"})
        write(placemark, "name", stop.title)
        write(placemark, "description", "\n".join(part for part in (stop.text, stop.url) if part))
        write(SubElement(placemark, "Point"), "coordinates", place_of(stop.point))
    way = SubElement(document, "Placemark", {"id": "way"})
    write(way, "name", trail.name)
    write(way, "description", "\n".join((trail.figures, trail.notice)))
    lines = SubElement(way, "MultiGeometry")
    for walk in trail.walks:
        line = SubElement(lines, "LineString")
        write(line, "tessellate", "1")
        write(line, "coordinates", " ".join(place_of(point) for point in walk))
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def place_of(point: Point) -> str:
    """Give a point as KML writes it."""
    return f"{degrees(point.lon)},{degrees(point.lat)}"
