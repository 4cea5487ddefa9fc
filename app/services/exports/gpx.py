"""GPX 1.1: the stops of a trail as waypoints, what is walked as a track; elements in the order of the schema."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from app.rules.geo import Point, bounding_box
from app.services.exports.feeds import plain
from app.services.exports.trail_file import CREATOR, LICENCE, FileStop, TrailFile, degrees, write

NAMESPACE = "http://www.topografix.com/GPX/1/1"


def gpx(trail: TrailFile) -> bytes:
    """Give a trail as GPX."""
    root = Element("gpx", {"xmlns": NAMESPACE, "version": "1.1", "creator": CREATOR})
    write_metadata(SubElement(root, "metadata"), trail)
    for stop in trail.stops:
        write_waypoint(root, stop)
    write_track(SubElement(root, "trk"), trail)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def write_metadata(metadata: Element, trail: TrailFile) -> None:
    """Say what the file is, whose it is, where to read more and how far it reaches."""
    write(metadata, "name", trail.name)
    write(metadata, "desc", trail.description)
    write(SubElement(metadata, "author"), "name", CREATOR)
    write(SubElement(metadata, "copyright", {"author": "OpenStreetMap contributors"}), "license", LICENCE)
    write_link(metadata, trail.url, trail.name)
    low, high = bounding_box(stop.point for stop in trail.stops)
    corners = {"minlat": low.lat, "minlon": low.lon, "maxlat": high.lat, "maxlon": high.lon}
    SubElement(metadata, "bounds", {name: degrees(value) for name, value in corners.items()})


def write_waypoint(root: Element, stop: FileStop) -> None:
    """Add a stop."""
    waypoint = SubElement(root, "wpt", place_of(stop.point))
    write(waypoint, "name", stop.title)
    write(waypoint, "desc", stop.text)
    if stop.url:
        write_link(waypoint, stop.url, stop.name)


def write_track(track: Element, trail: TrailFile) -> None:
    """Add what is walked: one segment for each stretch."""
    write(track, "name", trail.name)
    write(track, "desc", trail.description)
    write_link(track, trail.url, trail.name)
    for walk in trail.walks:
        segment = SubElement(track, "trkseg")
        for point in walk:
            SubElement(segment, "trkpt", place_of(point))


def write_link(parent: Element, url: str, text: str) -> None:
    """Add a link with its text."""
    write(SubElement(parent, "link", {"href": plain(url)}), "text", text)


def place_of(point: Point) -> dict[str, str]:
    """Give a point as attributes."""
    return {"lat": degrees(point.lat), "lon": degrees(point.lon)}
