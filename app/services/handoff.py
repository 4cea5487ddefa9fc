"""Handing a place over to a map app: web and app addresses, each with the datum that its map is drawn in.

Points are stored as WGS-84. Within mainland China the street maps of Amap, Tencent, Google and Apple are drawn in GCJ-02,
those of Baidu in BD-09; OpenStreetMap and `geo:` (RFC 5870) are WGS-84. A place whose point is only approximate is never
handed over as a coordinate, but as a search for its Chinese name and address.
"""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, urlencode

from app.documents.place import PlaceDocument
from app.rules.geo import Point, gcj02_to_bd09, wgs84_to_gcj02

SOURCE = "wander-xicheng"
BAIDU_SOURCE = "webapp.wanderxicheng.guide"
CITY, DISTRICT = "北京市", "西城区"
# Tencent parts title and address by these within one value.
APART = str.maketrans({";": "；", ":": "：", "|": "｜"})


class Destination(NamedTuple):
    """Where one wants to go: Chinese name and address, and the point in WGS-84 if it is anchored."""

    name: str
    address: str
    point: Point | None

    @property
    def words(self) -> str:
        """The search that finds it: city, address and name."""
        return f"{self.address} {self.name}"


class Link(NamedTuple):
    """An address that opens a map: on which system, if only on one."""

    system: str
    href: str


class Handoff(NamedTuple):
    """One map: its Chinese and English name, its page on the web, its apps."""

    zh: str
    en: str
    web: str
    apps: tuple[Link, ...]


def destination_of(document: PlaceDocument) -> Destination:
    """Give a place as a destination; an approximate point is left out."""
    point = document.point
    anchored = Point(point.lat, point.lon) if point and not point.approximate else None
    return Destination(document.name.zh, address_of(document), anchored)


def address_of(document: PlaceDocument) -> str:
    """Give the full Chinese address of a place, as far as it is known: city, district, street or at least subdistrict."""
    known = f"{document.subdistrict.zh}街道" if document.subdistrict else ""
    street = document.address.zh.strip() if document.address else known
    for part in (CITY, "北京", DISTRICT):
        street = street.removeprefix(part)
    return CITY + DISTRICT + street


def handoffs(to: Destination) -> list[Handoff]:
    """Give the six maps to which a place can be handed over."""
    return [map_of(to) for map_of in MAPS]


def amap(to: Destination) -> Handoff:
    """Give 高德地图: GCJ-02, longitude first on the web."""
    if to.point is None:
        web = with_query("https://uri.amap.com/search", keyword=to.words, city="北京", view="map", src=SOURCE, callnative=1)
        apps = (
            Link("iOS", with_query("iosamap://poi", sourceApplication=SOURCE, name=to.words, dev=0)),
            Link("Android", with_query("androidamap://poi", sourceApplication=SOURCE, keywords=to.words, dev=0)),
        )
    else:
        lat, lon = degrees(wgs84_to_gcj02(to.point))
        web = with_query("https://uri.amap.com/marker", position=f"{lon},{lat}", name=to.name, src=SOURCE, coordinate="gaode", callnative=1)
        shown: dict[str, str | int] = {"sourceApplication": SOURCE, "poiname": to.name, "lat": lat, "lon": lon, "dev": 0}
        apps = (Link("iOS", with_query("iosamap://viewMap", **shown)), Link("Android", with_query("androidamap://viewMap", **shown)))
    return Handoff("高德地图", "Amap", web, apps)


def baidu(to: Destination) -> Handoff:
    """Give 百度地图: BD-09."""
    if to.point is None:
        asked = {"query": to.words, "region": "北京", "src": BAIDU_SOURCE}
        web = with_query("https://api.map.baidu.com/place/search", **asked, output="html")
        app = with_query("baidumap://map/place/search", **asked)
    else:
        at = ",".join(degrees(gcj02_to_bd09(wgs84_to_gcj02(to.point))))
        shown = {"location": at, "title": to.name, "content": to.address, "coord_type": "bd09ll", "src": BAIDU_SOURCE}
        web = with_query("https://api.map.baidu.com/marker", **shown, output="html")
        app = with_query("baidumap://map/marker", **shown)
    return Handoff("百度地图", "Baidu Maps", web, (Link("", app),))


def tencent(to: Destination) -> Handoff:
    """Give 腾讯地图: GCJ-02, which it takes coordinates for unless told otherwise."""
    if to.point is None:
        asked = {"keyword": to.words, "region": "北京", "referer": SOURCE}
        web, app = with_query("https://apis.map.qq.com/uri/v1/search", **asked), with_query("qqmap://map/search", **asked)
    else:
        at = ",".join(degrees(wgs84_to_gcj02(to.point)))
        marker = f"coord:{at};title:{to.name.translate(APART)};addr:{to.address.translate(APART)}"
        shown = {"marker": marker, "referer": SOURCE}
        web, app = with_query("https://apis.map.qq.com/uri/v1/marker", **shown), with_query("qqmap://map/marker", **shown)
    return Handoff("腾讯地图", "Tencent Maps", web, (Link("", app),))


def apple(to: Destination) -> Handoff:
    """Give Apple Maps: GCJ-02 in mainland China, where its map is Amap's."""
    asked = {"q": to.words} if to.point is None else {"ll": ",".join(degrees(wgs84_to_gcj02(to.point))), "q": to.name}
    return Handoff("苹果地图", "Apple Maps", with_query("https://maps.apple.com/", **asked), (Link("iOS, macOS", with_query("maps://", **asked)),))


def google(to: Destination) -> Handoff:
    """Give Google Maps: GCJ-02 in mainland China, where its street map is drawn so."""
    asked = to.words if to.point is None else ",".join(degrees(wgs84_to_gcj02(to.point)))
    web = with_query("https://www.google.com/maps/search/", api=1, query=asked)
    return Handoff("谷歌地图", "Google Maps", web, (Link("iOS", with_query("comgooglemaps://", q=asked)),))


def openstreetmap(to: Destination) -> Handoff:
    """Give OpenStreetMap on the web, and for its apps the `geo:` form: WGS-84 as stored."""
    if to.point is None:
        web = with_query("https://www.openstreetmap.org/search", query=to.words)
        app = with_query("geo:0,0", q=to.words)
    else:
        lat, lon = degrees(to.point)
        web = with_query("https://www.openstreetmap.org/", mlat=lat, mlon=lon) + f"#map=18/{lat}/{lon}"
        app = f"geo:{lat},{lon}?q={lat},{lon}({quote(to.name, safe='')})"
    return Handoff("OpenStreetMap", "OpenStreetMap", web, (Link("Android", app),))


def degrees(point: Point) -> tuple[str, str]:
    """Give latitude and longitude with six decimals, a tenth of a metre."""
    return f"{point.lat:.6f}", f"{point.lon:.6f}"


def with_query(address: str, **values: str | int) -> str:
    """Give an address with its query, encoded as every map reads it: a space is %20, a comma stays."""
    return f"{address}?{urlencode(values, quote_via=quote, safe=',')}"


MAPS: tuple[Callable[[Destination], Handoff], ...] = (amap, baidu, tencent, apple, google, openstreetmap)
