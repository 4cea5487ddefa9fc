"""The part of the GPX 1.1 schema that a trail uses, as the schema says it: elements in order, how often, attributes, types."""

import re
from xml.etree.ElementTree import Element

SPACE = "{http://www.topografix.com/GPX/1/1}"
MANY = 10**9
TEXT = ()
POINT = {"lat": (-90.0, 90.0), "lon": (-180.0, 180.0)}
WAYPOINT = tuple(
    (name, 0, MANY if name == "link" else 1) for name in ("ele", "time", "magvar", "geoidheight", "name", "cmt", "desc", "src", "link", "sym", "type")
)
CHILDREN = {
    "gpx": (("metadata", 0, 1), ("wpt", 0, MANY), ("rte", 0, MANY), ("trk", 0, MANY), ("extensions", 0, 1)),
    "metadata": (
        ("name", 0, 1),
        ("desc", 0, 1),
        ("author", 0, 1),
        ("copyright", 0, 1),
        ("link", 0, MANY),
        ("time", 0, 1),
        ("keywords", 0, 1),
        ("bounds", 0, 1),
        ("extensions", 0, 1),
    ),
    "author": (("name", 0, 1), ("email", 0, 1), ("link", 0, 1)),
    "copyright": (("year", 0, 1), ("license", 0, 1)),
    "link": (("text", 0, 1), ("type", 0, 1)),
    "bounds": TEXT,
    "wpt": WAYPOINT,
    "trk": (
        ("name", 0, 1),
        ("cmt", 0, 1),
        ("desc", 0, 1),
        ("src", 0, 1),
        ("link", 0, MANY),
        ("number", 0, 1),
        ("type", 0, 1),
        ("extensions", 0, 1),
        ("trkseg", 0, MANY),
    ),
    "trkseg": (("trkpt", 0, MANY), ("extensions", 0, 1)),
    "trkpt": WAYPOINT,
    "name": TEXT,
    "desc": TEXT,
    "text": TEXT,
    "license": TEXT,
}
ATTRIBUTES = {
    "gpx": {"version", "creator"},
    "copyright": {"author"},
    "link": {"href"},
    "bounds": {"minlat", "minlon", "maxlat", "maxlon"},
    "wpt": set(POINT),
    "trkpt": set(POINT),
}
HOLDS_TEXT = {"name", "desc", "text", "license"}


def faults_of(element: Element) -> list[str]:
    """Give what the schema would refuse in an element and all below it."""
    name = element.tag.removeprefix(SPACE)
    if not element.tag.startswith(SPACE) or name not in CHILDREN:
        return [f"{element.tag} is not known"]
    faults = [] if set(element.attrib) == ATTRIBUTES.get(name, set()) else [f"{name} has the attributes {sorted(element.attrib)}"]
    if name not in HOLDS_TEXT and "".join([element.text or "", *(child.tail or "" for child in element)]).strip():
        faults.append(f"{name} holds text")
    faults += [f"{key} is {value}" for key, value in element.attrib.items() if key[-3:] in POINT and not in_range(key, value)]
    order = [child for child, _least, _most in CHILDREN[name]]
    found = [child.tag.removeprefix(SPACE) for child in element]
    faults += [f"{name} holds {child}" for child in found if child not in order]
    places = [order.index(child) for child in found if child in order]
    if places != sorted(places):
        faults.append(f"{name} holds {found}, out of order")
    faults += [f"{name} holds {child} {found.count(child)} times" for child, _least, most in CHILDREN[name] if found.count(child) > most]
    return faults + [fault for child in element for fault in faults_of(child)]


def in_range(key: str, value: str) -> bool:
    """Whether a coordinate is a decimal in its range."""
    low, high = POINT[key[-3:]]
    return re.fullmatch(r"-?\d+(\.\d+)?", value) is not None and low <= float(value) <= high
