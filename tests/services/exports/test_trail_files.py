"""GPX, KML and GeoJSON of a trail: the same stops and nothing else as points, valid, and whole whatever the names are."""

import json
from xml.etree import ElementTree

import pytest

from app.rules.geo import Point
from app.services.exports.geojson import geojson
from app.services.exports.gpx import gpx
from app.services.exports.kml import kml
from app.services.exports.trail_file import FileStop, TrailFile, walks_of
from tests.services.exports.gpx_schema import faults_of

GPX = {"g": "http://www.topografix.com/GPX/1/1"}
KML = {"k": "http://www.opengis.net/kml/2.2"}
A, B, C, D = Point(39.9001, 116.3779), Point(39.8947, 116.3789), Point(39.8948, 116.3806), Point(39.92, 116.37)
NAMES = (
    "荣宝斋",
    "<script>alert(1)</script>",
    "]]> & <![CDATA[ x",
    "\"quoted\" 'too' `${7*7}` {{ 7*7 }}",
    "</name></wpt><wpt lat='0' lon='0'>",
    "&#0; &amp; &lt;",
    "\x00\x08\x0b\x1f\ufffe\uffff\ud800控",
    "\u202eevil\u2028line",
    "👨‍👩‍👧‍👦 𠮷野家",
    "../../etc/passwd",
    "a\r\nb\nc",
    "=cmd|' /C calc'!A0",
)


def trail(*names, walks=((A, B), (C, D)), said="看"):
    stops = tuple(
        FileStop(number, name, said, f"https://guide.example/zh/places/p-{number}" if number > 1 else "", point, number == 3)
        for number, (name, point) in enumerate(zip(names or ("一", "二", "三", "四"), (A, B, C, D), strict=False), 1)
    )
    return TrailFile(
        name=stops[0].name,
        summary=said,
        figures="2.0 km",
        notice="Schematic. © OpenStreetMap contributors",
        url="https://guide.example/zh/trails/t?a=1&b=2",
        language="zh-Hans",
        stops=stops,
        walks=walks,
        walk_m=2000,
        walk_min=29,
        total_min=90,
    )


def points_of_gpx(root):
    return [(point.findtext("g:name", namespaces=GPX), float(point.get("lat")), float(point.get("lon"))) for point in root.findall("g:wpt", GPX)]


def points_of_kml(root):
    found = []
    for placemark in root.iterfind(".//k:Placemark", KML):
        coordinates = placemark.findtext("k:Point/k:coordinates", namespaces=KML)
        if coordinates:
            lon, lat = coordinates.split(",")
            found.append((placemark.findtext("k:name", namespaces=KML), float(lat), float(lon)))
    return found


def points_of_geojson(collection):
    return [
        (f"{one['properties']['number']} {one['properties']['name']}", one["geometry"]["coordinates"][1], one["geometry"]["coordinates"][0])
        for one in collection["features"]
        if one["geometry"]["type"] == "Point"
    ]


def test_gpx_keeps_to_its_schema():
    root = ElementTree.fromstring(gpx(trail()))

    assert faults_of(root) == []
    assert [len(segment) for segment in root.findall("g:trk/g:trkseg", GPX)] == [2, 2]
    assert root.find("g:metadata/g:bounds", GPX).attrib == {
        "minlat": "39.894700",
        "minlon": "116.370000",
        "maxlat": "39.920000",
        "maxlon": "116.380600",
    }


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (b"<trkseg>", b"<segment /><trkseg>", "trk holds segment"),
        (b'version="1.1" ', b"", "gpx has the attributes ['creator']"),
        (b'lat="39.900100"', b'lat="99.9"', "lat is 99.9"),
        (
            b"<metadata>",
            b'<metadata><link href="x" />',
            "metadata holds ['link', 'name', 'desc', 'author', 'copyright', 'link', 'bounds'], out of order",
        ),
        (b"<metadata>", b"<metadata><name>x</name>", "metadata holds name 2 times"),
        (b"<bounds ", b"stray<bounds ", None),
    ],
)
def test_the_check_of_the_schema_finds_what_is_wrong(before, after, fault):
    found = faults_of(ElementTree.fromstring(gpx(trail()).replace(before, after, 1)))

    assert fault in found or (fault is None and found == ["metadata holds text"])


def test_the_three_formats_carry_the_same_stops_and_nothing_else_as_points():
    made = trail()
    expected = [(stop.title, stop.point.lat, stop.point.lon) for stop in made.stops]

    assert points_of_gpx(ElementTree.fromstring(gpx(made))) == expected
    assert points_of_kml(ElementTree.fromstring(kml(made))) == expected
    collection = json.loads(geojson(made))
    assert points_of_geojson(collection) == expected
    assert [one["geometry"]["type"] for one in collection["features"]] == ["Point"] * 4 + ["MultiLineString"]


def test_the_three_formats_say_whose_map_it_is_and_that_it_is_schematic():
    for body in (gpx(trail()), kml(trail()), geojson(trail())):
        assert "Schematic. © OpenStreetMap contributors" in body.decode()


def test_kml_and_geojson_put_longitude_first():
    line = ElementTree.fromstring(kml(trail())).findtext(".//k:LineString/k:coordinates", namespaces=KML)

    assert line == "116.377900,39.900100 116.378900,39.894700"
    assert json.loads(geojson(trail()))["features"][-1]["geometry"]["coordinates"][0] == [[116.3779, 39.9001], [116.3789, 39.8947]]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_hostile_name_stays_a_name(name):
    made = trail(name, name, name, name, said=name)
    shown = "".join(c for c in name.replace("\r\n", "\n") if c not in "\x00\x08\x0b\x1f\ufffe\uffff\ud800\u202e\u2028")

    root = ElementTree.fromstring(gpx(made))
    assert faults_of(root) == []
    assert [point[0] for point in points_of_gpx(root)] == [f"{number} {shown}" for number in (1, 2, 3, 4)]
    assert [point[0] for point in points_of_kml(ElementTree.fromstring(kml(made)))] == [f"{number} {shown}" for number in (1, 2, 3, 4)]
    assert [point[0] for point in points_of_geojson(json.loads(geojson(made)))] == [f"{number} {shown}" for number in (1, 2, 3, 4)]


def test_the_same_trail_gives_the_same_bytes():
    assert [write(trail()) for write in (gpx, kml, geojson)] == [write(trail()) for write in (gpx, kml, geojson)]


@pytest.mark.parametrize(
    ("points", "walks"),
    [
        ([(A, False), (B, False), (C, False)], ((A, B, C),)),
        ([(A, False), (B, False), (C, True), (D, False)], ((A, B), (C, D))),
        ([(A, False), (B, True), (C, False)], ((B, C),)),
        ([(A, False), (None, False), (B, False), (C, False)], ((B, C),)),
        ([(A, False), (None, False), (B, False)], ()),
        ([(None, False), (A, False)], ()),
        ([], ()),
    ],
)
def test_a_ride_and_an_unknown_point_part_the_line(points, walks):
    assert walks_of(points) == walks
