"""A point that somebody pasted: a link of a map or two numbers, to WGS-84.

The street maps of Amap, Tencent, Google and Apple are drawn in GCJ-02 within mainland China, those of Baidu in BD-09;
OpenStreetMap and `geo:` (RFC 5870) are WGS-84. Nothing is ever fetched: a short link has to be opened first.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from app.rules.geo import Point, bd09_to_gcj02, gcj02_to_wgs84
from app.rules.refusals import Unfit

LONGEST_TEXT = 2_000
DIGITS = 6
NUMBER = r"[-+]?\d{1,3}(?:\.\d{1,15})?"
DECIMAL = r"[-+]?\d{1,3}\.\d{1,15}"
PAIR = rf"({NUMBER})\s*(?:,|，|%2C|\s)\s*({NUMBER})"


class Datum(StrEnum):
    """In what a map gives coordinates (坐标系)."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


TO_WGS84: dict[Datum, Callable[[Point], Point]] = {
    Datum.WGS84: lambda point: point,
    Datum.GCJ02: gcj02_to_wgs84,
    Datum.BD09: lambda point: gcj02_to_wgs84(bd09_to_gcj02(point)),
}


@dataclass(frozen=True)
class PointReading:
    """A point in WGS-84 degrees, the map it comes from, the datum it was in, and whether latitude and longitude were swapped."""

    point: Point
    source: str
    datum: Datum
    was_swapped: bool = False


@dataclass(frozen=True)
class Map:
    """How the links of one map look: whose they are, and where the two numbers stand (latitude first or longitude first)."""

    name: str
    whose: re.Pattern[str]
    datum: Datum
    latitude_first: tuple[re.Pattern[str], ...] = ()
    longitude_first: tuple[re.Pattern[str], ...] = ()


def patterns(*texts: str) -> tuple[re.Pattern[str], ...]:
    """Give compiled patterns."""
    return tuple(re.compile(text, re.IGNORECASE) for text in texts)


MAPS = (
    Map(
        "amap",
        re.compile(r"amap\.com|(?:ios|android)amap:|amapuri:|gaode\.com", re.IGNORECASE),
        Datum.GCJ02,
        latitude_first=patterns(
            rf"[?&]p=[^,&]*,({NUMBER}),({NUMBER})", rf"[?&]q={PAIR}", rf"[?&]d?lat=({NUMBER})&d?lon=({NUMBER})", rf"[?&](?:lnglat|latlng)=lat:{PAIR}"
        ),
        longitude_first=patterns(
            rf"[?&](?:position|to|dest|destination|center|lnglat|location|from)(?:\[lnglat\]|%5Blnglat%5D)?={PAIR}",
            rf"[?&](?:lng|lon)=({NUMBER})&lat=({NUMBER})",
        ),
    ),
    Map(
        "baidu",
        re.compile(r"baidu\.com|baidumap:|bdapp:", re.IGNORECASE),
        Datum.BD09,
        latitude_first=patterns(rf"[?&](?:location|center|latlng)={PAIR}", rf"latlng:{PAIR}", rf"[?&]lat=({NUMBER})&(?:lng|lon)=({NUMBER})"),
        longitude_first=patterns(rf"[?&](?:lng|lon)=({NUMBER})&lat=({NUMBER})"),
    ),
    Map(
        "tencent",
        re.compile(r"map\.qq\.com|qqmap:", re.IGNORECASE),
        Datum.GCJ02,
        latitude_first=patterns(rf"coord:{PAIR}", rf"[?&](?:tocoord|fromcoord|center|latlng)={PAIR}"),
        longitude_first=patterns(rf"pointx=({NUMBER})&pointy=({NUMBER})"),
    ),
    Map(
        "google",
        re.compile(r"google\.[a-z.]+/maps|maps\.google\.|comgooglemaps:", re.IGNORECASE),
        Datum.GCJ02,
        latitude_first=patterns(
            rf"!3d({NUMBER})!4d({NUMBER})", rf"[?&](?:q|query|ll|daddr|destination|center|viewpoint)=(?:loc:)?{PAIR}", rf"@({NUMBER}),({NUMBER})"
        ),
    ),
    Map(
        "apple",
        re.compile(r"maps\.apple\.com|^maps:", re.IGNORECASE),
        Datum.GCJ02,
        latitude_first=patterns(rf"[?&](?:ll|coordinate|q|daddr|sll|center)={PAIR}"),
    ),
    Map(
        "osm",
        re.compile(r"openstreetmap\.org|osm\.org|osmand|organicmaps|^geo:|^om:", re.IGNORECASE),
        Datum.WGS84,
        latitude_first=patterns(
            rf"[?&]mlat=({NUMBER})&mlon=({NUMBER})",
            rf"#map=\d+(?:\.\d+)?/({NUMBER})/({NUMBER})",
            rf"geo:{PAIR}",
            rf"[?&]lat=({NUMBER})&lon=({NUMBER})",
        ),
    ),
)
SHORT = re.compile(
    r"surl\.amap\.com|j\.map\.baidu\.com|goo\.gl|maps\.app\.goo\.gl|url\.cn|t\.cn/|dwz\.cn|osm\.org/go/|bit\.ly|map\.qq\.com/m/", re.IGNORECASE
)
METRES = re.compile(r"@\d{7,9}(?:\.\d+)?,\d{6,8}(?:\.\d+)?|(?:location|center)=\d{7,9}(?:\.\d+)?,\d{6,8}", re.IGNORECASE)
IN_WGS84 = re.compile(r"(?:coord(?:inate|_?type)?)=wgs84", re.IGNORECASE)
IN_GCJ02 = re.compile(r"coord_?type=gcj02|coordinate=gaode", re.IGNORECASE)
SIDE = r"[NSEW](?![a-z])|北纬|南纬|东经|西经"
ANGLE = (
    r"(?P<deg>\d{1,3}(?:\.\d+)?)\s*(?:[°度]\s*(?:(?P<min>\d{1,2}(?:\.\d+)?)\s*['′分]\s*)?"
    r"(?:(?P<sec>\d{1,2}(?:\.\d+)?)\s*(?:[\"″秒]|′′|'')\s*)?)?"
)
MARKED = (re.compile(rf"(?P<side>{SIDE})\s*[:：]?\s*{ANGLE}", re.IGNORECASE), re.compile(rf"{ANGLE}\s*(?P<side>{SIDE})", re.IGNORECASE))
NORTH = {"n", "s", "北纬", "南纬"}
NEGATIVE = {"s", "w", "南纬", "西经"}


def read_point(text: str, *, datum: Datum | None = None) -> PointReading:
    """Give the point that a link or two numbers mean; `datum` is needed for numbers only, and holds over that of a link.

    Raises Unfit, in words, for what is no point, for short links, and for numbers of which nobody says the datum.
    """
    plain = unquote(unicodedata.normalize("NFKC", text[:LONGEST_TEXT])).strip()
    if not plain:
        raise Unfit("paste a link of a map, or two numbers such as 39.9163, 116.3972")
    if SHORT.search(plain):
        raise Unfit("this is a short link; open it in a browser first, then paste the long address, or the two numbers")
    if METRES.search(plain):
        raise Unfit("this link of Baidu has metres in place of degrees; use its coordinate picker, and paste the two numbers")
    found = next((one for one in MAPS if one.whose.search(plain)), None)
    if found is not None:
        lat, lon = of_link(found, plain)
        held = datum or datum_of(found, plain)
        return made(lat, lon, found.name, held, is_fixed=True)
    lat, lon, is_fixed = of_numbers(plain)
    if datum is None:
        raise Unfit("say from which map the numbers are: each draws in its own way, and they lie up to a kilometre apart")
    return made(lat, lon, "numbers", datum, is_fixed=is_fixed)


def of_link(found: Map, plain: str) -> tuple[float, float]:
    """Give latitude and longitude as a link has them; raise Unfit for one without any."""
    for pattern in found.latitude_first:
        if match := pattern.search(plain):
            return float(match[1]), float(match[2])
    for pattern in found.longitude_first:
        if match := pattern.search(plain):
            return float(match[2]), float(match[1])
    raise Unfit("this link names no coordinates; open the place on the map, and share or copy its position")


def datum_of(found: Map, plain: str) -> Datum:
    """Give the datum that a link says, or else that of its map."""
    if IN_WGS84.search(plain):
        return Datum.WGS84
    return Datum.GCJ02 if IN_GCJ02.search(plain) else found.datum


def of_numbers(plain: str) -> tuple[float, float, bool]:
    """Give latitude and longitude of two numbers, and whether it was said which is which; raise Unfit for anything else."""
    for pattern in MARKED:
        marks = list(pattern.finditer(plain))
        if len(marks) == 2 and marks[0].start() == 0:
            values = {is_north(match): degrees_of(match) for match in marks}
            if len(values) == 2:
                return values[True], values[False], True
    pair = re.fullmatch(
        rf"[(\[]?\s*(?:[a-z\u4e00-\u9fff]*[:：]\s*)?({DECIMAL})\s*[,;/|、\s]\s*(?:[a-z\u4e00-\u9fff]*[:：]\s*)?({DECIMAL})\s*[)\]]?",
        plain,
        re.IGNORECASE,
    )
    if pair is None:
        raise Unfit("this is no point: paste a link of a map, or two numbers such as 39.9163, 116.3972")
    first, second = float(pair[1]), float(pair[2])
    return (second, first, False) if abs(first) > abs(second) else (first, second, False)


def is_north(match: re.Match[str]) -> bool:
    """Whether an angle counts north or south."""
    return match["side"].lower() in NORTH


def degrees_of(match: re.Match[str]) -> float:
    """Give an angle in degrees."""
    value = float(match["deg"]) + float(match["min"] or 0) / 60 + float(match["sec"] or 0) / 3600
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
