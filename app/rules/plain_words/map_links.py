"""How the links of maps look: whose they are, in which datum, and where in them the two numbers stand."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Datum(StrEnum):
    """In what a map gives coordinates (坐标系)."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


NUMBER = r"[-+]?\d{1,3}(?:\.\d{1,17})?"
PAIR = rf"({NUMBER})\s*(?:,|%2C|\s)\s*({NUMBER})(?![\d.])"
END = r"(?![\w.-])"


@dataclass(frozen=True)
class Map:
    """How the links of one map look: whose they are, and where the two numbers stand (latitude first or longitude first).

    `middle` has the numbers, latitude first, of the middle of the map that is shown, which may be beside the place.
    """

    name: str
    whose: re.Pattern[str]
    datum: Datum
    latitude_first: tuple[re.Pattern[str], ...] = ()
    longitude_first: tuple[re.Pattern[str], ...] = ()
    middle: tuple[re.Pattern[str], ...] = ()


def patterns(*texts: str) -> tuple[re.Pattern[str], ...]:
    """Give compiled patterns."""
    return tuple(re.compile(text, re.IGNORECASE) for text in texts)


def whose(text: str) -> re.Pattern[str]:
    """Give the pattern of the hosts and schemes of a map."""
    return re.compile(rf"(?<![\w-])(?:{text})", re.IGNORECASE)


MAPS = (
    Map(
        "amap",
        whose(rf"(?:amap|gaode)\.com{END}|(?:ios|android)amap:|amapuri:"),
        Datum.GCJ02,
        latitude_first=patterns(
            rf"[?&]p=[^,&]*,({NUMBER}),({NUMBER})",
            rf"[?&]q={PAIR}",
            rf"[?&]d?lat=({NUMBER})&d?lon=({NUMBER})",
            rf"[?&]latlng={PAIR}",
            rf"[?&]lnglat=lat:{PAIR}",
        ),
        longitude_first=patterns(
            rf"[?&/](?:position|markers|to|dest|destination|center|lnglat|location|from)(?:\[lnglat\])?={PAIR}",
            rf"[?&](?:lng|lon|x)=({NUMBER})&(?:lat|y)=({NUMBER})",
        ),
    ),
    Map(
        "baidu",
        whose(rf"baidu\.com{END}|baidumap:|bdapp:"),
        Datum.BD09,
        latitude_first=patterns(
            rf"[?&](?:location|latlng)={PAIR}", rf"latlng:{PAIR}", rf"[?&]lat=({NUMBER})&(?:lng|lon)=({NUMBER})", rf"[?&]center={PAIR}"
        ),
        longitude_first=patterns(rf"[?&](?:lng|lon|x)=({NUMBER})&(?:lat|y)=({NUMBER})"),
    ),
    Map(
        "tencent",
        whose(rf"map\.qq\.com{END}|qqmap:"),
        Datum.GCJ02,
        latitude_first=patterns(rf"coord:{PAIR}", rf"[?&](?:coord|tocoord|fromcoord|center|latlng|location)={PAIR}"),
        longitude_first=patterns(rf"pointx=({NUMBER})&pointy=({NUMBER})"),
    ),
    Map(
        "google",
        whose(r"(?:www\.)?google\.[a-z.]{2,7}/maps|maps\.google\.|(?:ditu|map)\.google\.|comgooglemaps:"),
        Datum.GCJ02,
        latitude_first=patterns(
            rf"!3d({NUMBER})!4d({NUMBER})",
            rf"[?&](?:q|query|ll|daddr|destination|center|viewpoint|sll)=(?:loc:)?{PAIR}",
            rf"/(?:dir/.*/|search/|place/){PAIR}",
        ),
        middle=patterns(rf"@({NUMBER}),({NUMBER})"),
    ),
    Map(
        "apple",
        whose(rf"maps\.apple\.com{END}|maps:/"),
        Datum.GCJ02,
        latitude_first=patterns(rf"[?&](?:ll|coordinate|q|daddr|sll|center)={PAIR}"),
    ),
    Map(
        "osm",
        whose(rf"openstreetmap\.org{END}|osm\.org{END}|osmand\.net{END}|organicmaps\.app{END}|geo:|om:/"),
        Datum.WGS84,
        latitude_first=patterns(
            rf"geo:0(?:\.0+)?,0(?:\.0+)?\?(?:.*&)?q={PAIR}",
            rf"geo:{PAIR}",
            rf"[?&]mlat=({NUMBER})&mlon=({NUMBER})",
            rf"[?&]lat=({NUMBER})&lon=({NUMBER})",
            rf"[?&](?:pin|ll)={PAIR}",
        ),
        middle=patterns(rf"#map=\d+(?:\.\d+)?/({NUMBER})/({NUMBER})"),
    ),
)
SHORT = re.compile(
    r"(?<![\w-])(?:(?:surl|u|f)\.amap\.com|j\.map\.baidu\.com|goo\.gl/|maps\.app\.goo\.gl|maps\.apple/p/|g\.co/|url\.cn/|t\.cn/|dwz\.cn/"
    r"|osm\.org/go/|openstreetmap\.org/go/|bit\.ly/|tinyurl\.com/|(?:map|surl)\.qq\.com/m/|surl\.qq\.com|w3w\.co/)",
    re.IGNORECASE,
)
METRES = re.compile(
    r"@(?P<east>\d{7,8}(?:\.\d+)?),(?P<north>\d{6,8}(?:\.\d+)?)|[?&](?:c|center|location|latlng)=(?P<one>\d{6,8}(?:\.\d+)?),(?P<other>\d{6,8}(?:\.\d+)?)(?!\d)",
    re.IGNORECASE,
)
IN_WGS84 = re.compile(r"coord(?:inate|_?type)?=wgs-?84", re.IGNORECASE)
IN_GCJ02 = re.compile(r"coord_?type=gcj-?02|coordinate=gaode", re.IGNORECASE)
