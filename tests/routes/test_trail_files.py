"""What one takes away of a trail: the files of every trail of the guide, the calendar entry of a day, the booklet."""

import json
import re
import sys
import zlib
from contextlib import suppress
from datetime import datetime
from itertools import pairwise
from xml.etree import ElementTree

import icalendar
import pytest
import time_machine

from app import clock
from app.extensions import db
from app.models.families import Place, Trail
from app.rules.geo import Point, walking_m
from app.services.exports import booklet
from app.services.publishing import withdraw
from app.services.transactions import writing
from tests.services.exports.gpx_schema import faults_of
from tests.services.exports.test_trail_files import GPX, points_of_geojson, points_of_gpx, points_of_kml

TEXT = {"zh": "看", "en": "Look"}
STATION = {"kind": "station", "station": "hepingmen", "text": TEXT}
HALL = {"place": "hall", "text": TEXT, "stay_min": 30}
LANGUAGES = ("zh", "en", "zh-hant")
has_engine = pytest.mark.skipif(not booklet.can_draw(), reason="the extra [pdf] is not installed")


@pytest.fixture(autouse=True)
def on_a_saturday():
    with time_machine.travel(datetime(2027, 2, 6, 12, 0, tzinfo=clock.BEIJING), tick=False):
        yield


@pytest.fixture
def walk(make_place, make_trail):
    """Publish a trail from a station to a hall."""

    def make(name="某馆", **values):
        make_place("hall", name={"zh": name, "en": name}, opening_hours="Tu-Su 09:00-17:00")
        return make_trail("walk", name={"zh": f"走到{name}", "en": f"To {name}"}, **{"stops": [STATION, HALL], **values})

    return make


def pages():
    return db.session.query(Trail).order_by(Trail.id).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_of_every_trail_carry_the_same_stops_and_the_length_of_the_page(guide, guide_app, language):
    assert len(pages()) >= 18
    for page in pages():
        files = {form: guide.get(f"/{language}/trails/{page.slug}.{form}") for form in ("gpx", "kml", "geojson")}
        root, collection = ElementTree.fromstring(files["gpx"].data), json.loads(files["geojson"].data)
        stops = points_of_gpx(root)
        assert faults_of(root) == []
        assert points_of_kml(ElementTree.fromstring(files["kml"].data)) == points_of_geojson(collection) == stops
        assert len(stops) == page.card["stops"]
        assert collection["features"][-1]["properties"]["walk_m"] == page.card["walk_m"] == length_of(root)


def length_of(root):
    """Give the metres of a track, reckoned anew from its points."""
    segments = [[Point(float(one.get("lat")), float(one.get("lon"))) for one in segment] for segment in root.findall("g:trk/g:trkseg", GPX)]
    return sum(walking_m(here, there) for points in segments for here, there in pairwise(points))


def test_files_are_in_the_language_of_their_address(client, walk):
    walk("国家图书馆")

    assert [points_of_gpx(ElementTree.fromstring(client.get(f"/{code}/trails/walk.gpx").data))[0][0] for code in LANGUAGES] == [
        "1 和平门站",
        "1 Hepingmen Station",
        "1 和平門站",
    ]
    assert "國家圖書館" in client.get("/zh-hant/trails/walk.kml").text


@pytest.mark.parametrize(
    ("form", "kind"),
    [("gpx", "application/gpx+xml"), ("kml", "application/vnd.google-earth.kml+xml"), ("geojson", "application/geo+json")],
)
def test_a_file_says_what_it_is_and_whose_the_map_is(client, walk, form, kind):
    walk()

    response = client.get(f"/en/trails/walk.{form}")

    assert (response.content_type, response.headers["Content-Disposition"]) == (kind, f'attachment; filename="walk.{form}"')
    assert "© OpenStreetMap contributors" in response.text
    assert "Schematic" in response.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_name_stays_a_name_in_every_file(client, walk, language):
    evil = "]]><wpt lat='0' lon='0'/>&#0;\"'\\,;"
    walk(evil, notice={"zh": evil, "en": evil})

    root = ElementTree.fromstring(client.get(f"/{language}/trails/walk.gpx").data)
    entry = next(iter(icalendar.Calendar.from_ical(client.get(f"/{language}/trails/walk.ics?date=2027-02-09").data).walk("VEVENT")))

    assert [name for name, _lat, _lon in points_of_gpx(root)][1] == f"2 {evil}"
    assert points_of_kml(ElementTree.fromstring(client.get(f"/{language}/trails/walk.kml").data))[1][0] == f"2 {evil}"
    assert points_of_geojson(json.loads(client.get(f"/{language}/trails/walk.geojson").data))[1][0] == f"2 {evil}"
    assert str(entry["SUMMARY"]).endswith(evil)
    assert evil in str(entry["DESCRIPTION"])


def test_an_approximate_point_says_so_in_each_format(client, walk, make_place):
    walk()
    make_place("hall", point={"lat": 39.89, "lon": 116.38, "accuracy_m": 250, "origin": "by hand", "approximate": True})

    for form in ("gpx", "kml", "geojson"):
        assert client.get(f"/en/trails/walk.{form}").text.count("Position approximate") == 1


def test_a_trail_without_a_line_says_so_and_links_to_no_file(client, walk, session):
    walk()
    with writing() as writer:
        withdraw(writer, writer.query(Place).one())

    response = client.get("/en/trails/walk.gpx")

    assert response.status_code == 404
    assert "there is no line to take away" in response.text
    page = client.get("/en/trails/walk").text
    assert "there is no line to take away" in page
    assert re.findall(r'href="[^"]*\.(?:gpx|kml|geojson)"', page) == []


def test_the_calendar_of_a_day_is_the_walk_from_start_to_end(client, walk):
    page = walk()

    body = client.get("/en/trails/walk.ics?date=2027-02-08&start=10:00").data
    (entry,) = icalendar.Calendar.from_ical(body).walk("VEVENT")

    starts = datetime(2027, 2, 8, 10, 0, tzinfo=clock.BEIJING)
    assert entry["DTSTART"].dt == starts
    assert (entry["DTEND"].dt - starts).total_seconds() == page.card["total_min"] * 60
    assert str(entry["UID"]) == "trail-walk.20270208T1000@wanderxicheng"
    lines = str(entry["DESCRIPTION"]).split("\n")
    assert lines[0] == "10:00 Hepingmen Station"
    assert lines[1].endswith("某馆 (closed on Mondays)")
    assert str(entry["LOCATION"]) == "Hepingmen Station"
    assert str(entry["URL"]).endswith("/en/trails/walk?date=2027-02-08&start=10:00")


def test_a_calendar_without_a_day_is_refused_in_words(client, walk):
    walk()

    response = client.get("/en/trails/walk.ics")

    assert response.status_code == 400
    assert "Choose a day for the calendar" in response.text


def test_the_calendar_is_offered_once_a_day_is_chosen(client, walk):
    walk()

    assert ".ics" not in client.get("/en/trails/walk").text
    assert 'href="/en/trails/walk.ics?date=2027-02-09&amp;start=09:30"' in client.get("/en/trails/walk?date=2027-02-09&start=09:30").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_booklet_of_every_trail_has_its_map_stops_and_live_address(guide, guide_app, language):
    for page in pages():
        text = guide.get(f"/{language}/trails/{page.slug}/booklet").text
        assert "drawn-map trail-map" in text
        assert text.count('class="stop-number"') == page.card["stops"]
        assert f"/{language}/trails/{page.slug}</span>" in text
        assert "css/booklet.css" in text
        assert text.count('id="stop-1"') == 1


@pytest.fixture
def no_engine(monkeypatch):
    """A host on which the PDF engine cannot be imported."""
    booklet.engine.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    yield
    booklet.engine.cache_clear()


def test_without_the_engine_the_pdf_says_so_and_nothing_links_to_it(client, walk, no_engine):
    walk()

    response = client.get("/en/trails/walk.pdf")

    assert response.status_code == 404
    assert "This server draws no PDF." in response.text
    assert 'walk.pdf"' not in client.get("/en/trails/walk").text
    assert 'walk.pdf"' not in client.get("/en/trails/walk/booklet").text


@has_engine
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_of_a_trail_is_small_whole_and_loads_nothing(guide, guide_app, language):
    slug = pages()[0].slug

    response = guide.get(f"/{language}/trails/{slug}.pdf")

    assert response.content_type == "application/pdf"
    assert response.data.startswith(b"%PDF-")
    assert len(response.data) <= 1_500_000
    assert f'{slug}.pdf"' in guide.get(f"/{language}/trails/{slug}").text


EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "${7*7}#{7*7}",
    "]]>&amp;&lt;",
    "𠮷野家😀",
    "a,b;c\\n:d",
    "长" * 60,
    "%s %(name)s",
)


def evil(number):
    return {"zh": f"{EVIL[number % len(EVIL)]}{number}", "en": f"{EVIL[number % len(EVIL)]} {number}"}


@pytest.mark.parametrize("number", [2, 60])
def test_the_shortest_and_the_longest_trail_with_hostile_names_are_whole_in_every_form(client, make_place, make_trail, number):
    for n in range(number):
        point = {"lat": 39.88 + n % 8 * 0.004, "lon": 116.34 + n // 8 * 0.004, "accuracy_m": 100, "origin": "map"}
        make_place(f"p{n}", name=evil(n), point=point | {"approximate": n % 3 == 0})
    make_trail("walk", name=evil(0), stops=[{"place": f"p{n}", "text": evil(n), "directions": evil(n) if n else None} for n in range(number)])

    for language in LANGUAGES:
        track = ElementTree.fromstring(client.get(f"/{language}/trails/walk.gpx").data)
        stops = points_of_gpx(track)
        assert (faults_of(track), len(stops), stops[1][0].startswith("2 ")) == ([], number, True)
        assert points_of_kml(ElementTree.fromstring(client.get(f"/{language}/trails/walk.kml").data)) == stops
        assert points_of_geojson(json.loads(client.get(f"/{language}/trails/walk.geojson").data)) == stops
        (entry,) = icalendar.Calendar.from_ical(client.get(f"/{language}/trails/walk.ics?date=2027-02-08").data).walk("VEVENT")
        assert str(entry["SUMMARY"]).startswith(EVIL[0])
        for form in ("", "/booklet", "?date=2027-02-08"):
            text = client.get(f"/{language}/trails/walk{form}").text
            assert [bad for bad in ("<script>alert", "<img src=x", "#49") if bad in text] == []
            assert text.count('class="stop"') == number
    if booklet.can_draw():
        assert len(client.get("/zh/trails/walk.pdf").data) <= 1_500_000


@has_engine
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_of_a_trail_has_its_fonts_within_it(guide, guide_app, language):
    data = guide.get(f"/{language}/trails/xicheng-night.pdf").data
    inside = data + b"".join(unpacked(data))

    fonts = set(re.findall(rb"/FontName\s*/([A-Z]{6}\+[\w-]+)", inside))
    assert any(b"CJK" in font or b"Hans" in font or b"Hant" in font for font in fonts)
    assert len(re.findall(rb"/FontFile[23]?\b", inside)) >= len(fonts)


def unpacked(data):
    """Give the streams of a PDF that are zipped, unzipped."""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        with suppress(zlib.error):
            yield zlib.decompress(stream)


def test_the_engine_may_fetch_nothing():
    for address in ("file:///etc/passwd", "http://127.0.0.1/", "https://evil.example/x.css", "data:text/plain,x"):
        with pytest.raises(ValueError, match="loads nothing"):
            booklet.Refusing()(address)


def test_the_booklet_has_a_qr_code_without_inline_style(client, walk):
    walk()

    drawn = re.findall(r'<svg[^>]*class="qr">.*?</svg>', client.get("/en/trails/walk/booklet").text)

    assert len(drawn) == 1
    assert "style=" not in drawn[0]


@pytest.mark.parametrize("form", ["gpx", "kml", "geojson", "ics?date=2027-02-09", "pdf"])
def test_a_file_of_a_trail_that_is_not_there_is_absent(client, walk, form):
    walk(former_slugs=["old-walk"])

    assert client.get(f"/en/trails/nowhere.{form}").status_code == 404
    assert client.get(f"/en/trails/old-walk.{form}").location.partition("?")[0] == "/en/trails/walk"
