"""A point that somebody pasted: a link of a map or two numbers, to WGS-84.

The street maps of Amap, Tencent, Google and Apple are drawn in GCJ-02 within mainland China, those of Baidu in BD-09;
OpenStreetMap and `geo:` (RFC 5870) are WGS-84. Nothing is ever fetched: a short link has to be opened first.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import unquote

from app.rules.geo import Point, bd09_to_gcj02, gcj02_to_wgs84
from app.rules.plain_words import baidu_metres
from app.rules.plain_words.map_links import IN_GCJ02, IN_WGS84, MAPS, METRES, SHORT, Datum, Map
from app.rules.refusals import Unfit

__all__ = ["Datum", "PointReading", "read_point"]

LONGEST_TEXT = 2_000
DIGITS = 6
DECIMAL = r"[-+]?\d{1,3}\.\d{1,17}"
TO_WGS84: dict[Datum, Callable[[Point], Point]] = {
    Datum.WGS84: lambda point: point,
    Datum.GCJ02: gcj02_to_wgs84,
    Datum.BD09: lambda point: gcj02_to_wgs84(bd09_to_gcj02(point)),
}
DATUM_WORDS = (
    (Datum.BD09, re.compile(r"[(\[]?\s*(?:bd-?09(?:ll)?|百度(?:地图|坐标)*|baidu(?:\s+maps?)?)\s*[)\]]?\s*:?", re.IGNORECASE)),
    (
        Datum.GCJ02,
        re.compile(
            r"[(\[]?\s*(?:gcj-?02|火星坐标(?:系)?|(?:高德|腾讯)(?:地图|坐标)*|(?:amap|tencent|gaode)(?:\s+maps?)?)\s*[)\]]?\s*:?", re.IGNORECASE
        ),
    ),
    (Datum.WGS84, re.compile(r"[(\[]?\s*(?:wgs-?84|epsg:4326|gps(?:坐标)?|openstreetmap|osm)\s*[)\]]?\s*:?", re.IGNORECASE)),
)
SIDE = r"[NSEW](?![a-z])|北纬|南纬|东经|西经"
ANGLE = (
    r"(?P<deg>\d{1,3}(?:\.\d+)?)\s*(?:[°度]\s*(?:(?P<min>\d{1,2}(?:\.\d+)?)\s*['’′分]\s*)?"
    r"(?:(?P<sec>\d{1,2}(?:\.\d+)?)\s*(?:[\"″”秒]|′′|''|’’)\s*)?|\s+(?P<min2>\d{1,2}(?:\.\d+)?)\s+(?P<sec2>\d{1,2}(?:\.\d+)?)(?=\s*[NSEW]))?"
)
MARKED = (re.compile(rf"(?P<side>{SIDE})\s*:?\s*{ANGLE}", re.IGNORECASE), re.compile(rf"{ANGLE}\s*(?P<side>{SIDE})", re.IGNORECASE))
NORTH, NEGATIVE = {"n", "s", "北纬", "南纬"}, {"s", "w", "南纬", "西经"}
MOST_MINUTES = 60
LATITUDE, LONGITUDE = r"(?:纬度|latitude|lat)", r"(?:经度|longitude|lng|lon|long)"
EQUALS = r"[\"']?\s*[:=为]?\s*"
LABELLED = (
    re.compile(
        rf"[{{\[(]?\s*[\"']?{LATITUDE}{EQUALS}(?P<lat>{DECIMAL})°?\s*[,;&/|、\s]\s*[\"']?{LONGITUDE}{EQUALS}(?P<lon>{DECIMAL})°?\s*[}}\])]?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"[{{\[(]?\s*[\"']?{LONGITUDE}{EQUALS}(?P<lon>{DECIMAL})°?\s*[,;&/|、\s]\s*[\"']?{LATITUDE}{EQUALS}(?P<lat>{DECIMAL})°?\s*[}}\])]?",
        re.IGNORECASE,
    ),
)
POINT_OF_TEXT = re.compile(rf"POINT\s*\(\s*(?P<lon>{DECIMAL})\s+(?P<lat>{DECIMAL})\s*\)", re.IGNORECASE)
BARE = re.compile(
    rf"[(\[]?\s*(?:(?:坐标|位置|经纬度|coordinates?)\s*:?\s*)?({DECIMAL})°?\s*[,;/|、~\s]\s*({DECIMAL})°?\s*[)\]]?[.。,;]?", re.IGNORECASE
)


@dataclass(frozen=True)
class PointReading:
    """A point in WGS-84 degrees, the map it comes from, the datum it was in, and whether latitude and longitude were swapped.

    `is_middle` when it is only the middle of the map that was open, which may be beside the place.
    """

    point: Point
    source: str
    datum: Datum
    was_swapped: bool = False
    is_middle: bool = False


def read_point(text: str, *, datum: Datum | None = None) -> PointReading:
    """Give the point that a link or two numbers mean; `datum` is needed for bare numbers, and holds over that of a link.

    Raises Unfit, in words, for what is no point, for short links, and for numbers of which nobody says the datum.
    """
    plain = unquote(unicodedata.normalize("NFKC", text[:LONGEST_TEXT])).strip()
    if not plain:
        raise Unfit("paste a link of a map, or two numbers such as 39.9163, 116.3972")
    if SHORT.search(plain):
        raise Unfit("this is a short link; open it in a browser first, then paste the long address, or the two numbers")
    found = next((one for one in MAPS if one.whose.search(plain)), None)
    if found is not None:
        return of_link(found, plain, datum or datum_of(found, plain))
    bare, said = without_datum(plain)
    lat, lon, is_fixed = of_numbers(bare)
    if datum is None and said is None:
        raise Unfit("say from which map the numbers are: each draws in its own way, and they lie up to a kilometre apart")
    return made(lat, lon, "numbers", datum or said or Datum.WGS84, is_fixed=is_fixed)


def of_link(found: Map, plain: str, datum: Datum) -> PointReading:
    """Give the point that a link has; raise Unfit for one without any."""
    if found.name == "baidu" and (metres := METRES.search(plain)):
        return of_metres(metres)
    named = re.search(r"/(?:place|search)/([^/@]+)", plain) if found.name == "google" else None
    if named and (marked := of_marked(named[1].replace("+", " "))):
        return made(*marked, found.name, datum, is_fixed=True)
    for patterns, is_turned in ((found.latitude_first, False), (found.longitude_first, True), (found.middle, False)):
        match = next((match for pattern in patterns if (match := pattern.search(plain))), None)
        if match:
            lat, lon = (float(match[2]), float(match[1])) if is_turned else (float(match[1]), float(match[2]))
            read = made(lat, lon, found.name, datum, is_fixed=True)
            return replace(read, is_middle=patterns is found.middle)
    raise Unfit("this link names no coordinates; open the place on the map, and share or copy its position")


def of_metres(metres: re.Match[str]) -> PointReading:
    """Give the point of a link of Baidu in metres, which are BD-09 whatever else is said; east is the greater in Beijing."""
    north, east = sorted(float(one) for one in metres.groups() if one)
    point = baidu_metres.degrees(east, north)
    return replace(made(point.lat, point.lon, "baidu", Datum.BD09, is_fixed=True), is_middle=metres["east"] is not None)


def datum_of(found: Map, plain: str) -> Datum:
    """Give the datum that a link says, or else that of its map."""
    if IN_WGS84.search(plain):
        return Datum.WGS84
    return Datum.GCJ02 if IN_GCJ02.search(plain) else found.datum


def without_datum(plain: str) -> tuple[str, Datum | None]:
    """Give numbers without the word beside them that says their datum, and that datum."""
    said = [(datum, pattern) for datum, pattern in DATUM_WORDS if pattern.search(plain)]
    if len(said) != 1:
        return plain, None
    datum, pattern = said[0]
    return pattern.sub(" ", plain, count=1).strip(), datum


def of_numbers(plain: str) -> tuple[float, float, bool]:
    """Give latitude and longitude of two numbers, and whether it was said which is which; raise Unfit for anything else."""
    if marked := of_marked(plain):
        return *marked, True
    for pattern in (*LABELLED, POINT_OF_TEXT):
        if match := pattern.fullmatch(plain):
            return float(match["lat"]), float(match["lon"]), True
    pair = BARE.fullmatch(plain)
    if pair is None:
        raise Unfit("this is no point: paste a link of a map, or two numbers such as 39.9163, 116.3972")
    first, second = float(pair[1]), float(pair[2])
    return (second, first, False) if abs(first) > abs(second) else (first, second, False)


def of_marked(plain: str) -> tuple[float, float] | None:
    """Give latitude and longitude of two angles with their sides of the world: 39°54′58″N 116°23′50″E; None for anything else."""
    for pattern in MARKED:
        marks = list(pattern.finditer(plain))
        values = {mark["side"].lower() in NORTH: degrees_of(mark) for mark in marks}
        rest = pattern.sub(" ", plain).strip(" ,;/()[]")
        if len(marks) == 2 == len(values) and not rest and None not in values.values():
            return values[True] or 0.0, values[False] or 0.0
    return None


def degrees_of(match: re.Match[str]) -> float | None:
    """Give an angle in degrees; None for one with sixty minutes or seconds or more."""
    minutes, seconds = (float(match[name] or match[f"{name}2"] or 0) for name in ("min", "sec"))
    if minutes >= MOST_MINUTES or seconds >= MOST_MINUTES:
        return None
    value = float(match["deg"]) + minutes / 60 + seconds / 3600
    return -value if match["side"].lower() in NEGATIVE else value


def made(lat: float, lon: float, source: str, datum: Datum, *, is_fixed: bool) -> PointReading:
    """Give the point in WGS-84, turned round where latitude and longitude stand in each other's place; raise Unfit off the earth."""
    was_swapped = is_fixed and abs(lat) > 90 >= abs(lon)
    if was_swapped:
        lat, lon = lon, lat
    if abs(lat) > 90 or abs(lon) > 180:
        raise Unfit("%(lat)s, %(lon)s is nowhere on earth", lat=lat, lon=lon)
    point = TO_WGS84[datum](Point(lat, lon))
    return PointReading(Point(round(point.lat, DIGITS), round(point.lon, DIGITS)), source, datum, was_swapped)
