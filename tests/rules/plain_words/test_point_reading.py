"""Pasted points: links of six maps, numbers in many forms, and what is refused."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.geo import Point, distance_m, gcj02_to_bd09, wgs84_to_gcj02
from app.rules.plain_words import baidu_metres
from app.rules.plain_words.point_reading import Datum, read_point
from app.rules.refusals import Unfit
from tests.rules.plain_words.any_texts import POINTS, check_point, texts

MOST_RANDOM, SEED = 1_000, 7
HERE = Point(39.9163, 116.3972)
GCJ = wgs84_to_gcj02(HERE)
BD = gcj02_to_bd09(GCJ)
G, B, W = f"{GCJ.lat:.9f},{GCJ.lon:.9f}", f"{BD.lat:.9f},{BD.lon:.9f}", "39.9163,116.3972"
G_TURNED, B_TURNED, W_TURNED = (",".join(reversed(pair.split(","))) for pair in (G, B, W))
LINKS = {
    f"https://uri.amap.com/marker?position={G_TURNED}&name=故宫": "amap",
    f"https://uri.amap.com/marker?position={W_TURNED}&coordinate=wgs84": "amap",
    f"https://uri.amap.com/navigation?to={G_TURNED},endpoint&mode=car": "amap",
    f"https://wb.amap.com/?q={G},故宫": "amap",
    f"https://www.amap.com/?p=B000A8UIN8,{G},故宫博物院,景山前街4号": "amap",
    f"https://ditu.amap.com/regeo?lng={GCJ.lon:.9f}&lat={GCJ.lat:.9f}": "amap",
    f"https://www.amap.com/dir?dateTime=now&dest%5Blnglat%5D={G_TURNED}": "amap",
    f"iosamap://path?dlat={GCJ.lat:.9f}&dlon={GCJ.lon:.9f}": "amap",
    f"https://api.map.baidu.com/marker?location={B}&title=故宫&output=html": "baidu",
    f"https://api.map.baidu.com/marker?location={G}&coord_type=gcj02": "baidu",
    f"https://api.map.baidu.com/direction?destination=latlng:{B}|name:故宫": "baidu",
    f"baidumap://map/marker?location={B}&src=x": "baidu",
    f"https://apis.map.qq.com/uri/v1/marker?marker=coord:{G};title:故宫": "tencent",
    f"https://apis.map.qq.com/uri/v1/routeplan?type=walk&to=故宫&tocoord={G}": "tencent",
    f"https://map.qq.com/?type=marker&pointx={GCJ.lon:.9f}&pointy={GCJ.lat:.9f}": "tencent",
    f"https://www.google.com/maps/@{G},17z": "google",
    f"https://www.google.com/maps/place/Palace/@39.9,116.3,15z/data=!3m1!4b1!4m5!3d{GCJ.lat:.9f}!4d{GCJ.lon:.9f}": "google",
    f"https://www.google.com/maps/search/?api=1&query={G.replace(',', '%2C')}": "google",
    f"https://maps.google.com/?q={G}": "google",
    f"https://maps.apple.com/?ll={G}&q=Palace": "apple",
    f"https://maps.apple.com/place?coordinate={G}": "apple",
    "https://www.openstreetmap.org/?mlat=39.9163&mlon=116.3972#map=17/39.9/116.4": "osm",
    "https://www.openstreetmap.org/#map=17/39.9163/116.3972": "osm",
    "geo:39.9163,116.3972?z=17": "osm",
    "geo:0,0?q=39.9163,116.3972(故宫)": "osm",
    "https://www.openstreetmap.org/node/1#map=17/39.9163/116.3972&layers=N": "osm",
    f"https://uri.amap.com/marker?markers={G_TURNED},故宫|116.41,39.93,景山": "amap",
    f"https://www.amap.com/?lnglat={G_TURNED.replace(',', '%2C')}": "amap",
    f"https://m.amap.com/share/index/lnglat={G_TURNED}&name=故宫": "amap",
    f"【故宫】https://uri.amap.com/marker?position={G_TURNED}": "amap",
    f"https://map.baidu.com/?latlng={B}": "baidu",
    "https://api.map.baidu.com/marker?location=39.9163,116.3972&coord_type=wgs84": "baidu",
    f"https://apis.map.qq.com/uri/v1/geocoder?coord={G}": "tencent",
    f"https://www.google.com/maps/search/{G.replace(',', ',+')}": "google",
    f"https://www.google.com/maps/dir//{G}/@39.9,116.3,14z": "google",
    f"https://www.google.com.hk/maps/@{G},17z": "google",
    f"https://maps.google.cn/maps?q={G}": "google",
    f"https://maps.apple.com/?address=x&ll={G.replace(',', '%2C')}": "apple",
}
NUMBERS = [
    "39.9163,116.3972",
    "116.3972, 39.9163",
    "39.9163 116.3972",
    "３９．９１６３，１１６．３９７２",
    "(39.9163, 116.3972)",
    "纬度:39.9163 经度:116.3972",
    "lat: 39.9163, lon: 116.3972",
    "北纬39.9163 东经116.3972",
    "东经116.3972°，北纬39.9163°",
    "39.9163N, 116.3972E",
    "N39.9163 E116.3972",
    "39°54′58.68″N 116°23′49.92″E",
    "北纬39度54分58.68秒，东经116度23分49.92秒",
    "39° 54.978' N, 116° 23.832' E",
    "39 54 58.68 N 116 23 49.92 E",
    "东经116°23′49.92″，北纬39°54′58.68″",
    "39.9163°, 116.3972°",
    "39.9163、116.3972",
    "39.9163；116.3972",
    "[116.3972, 39.9163]",
    "坐标：116.3972，39.9163。",
    "纬度39.9163 经度116.3972",
    "经度：116.3972，纬度：39.9163",
    "lat=39.9163&lng=116.3972",
    '{"lat": 39.9163, "lng": 116.3972}',
    "POINT(116.3972 39.9163)",
]


@pytest.mark.parametrize(("link", "source"), LINKS.items())
def test_a_link_of_a_map_is_the_point_it_shows(link: str, source: str) -> None:
    found = read_point(link)

    assert found.source == source
    assert distance_m(found.point, HERE) < 1


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_are_read_in_the_datum_that_was_chosen(text: str) -> None:
    assert distance_m(read_point(text, datum=Datum.WGS84).point, HERE) < 1


def test_numbers_of_each_map_come_to_the_same_point() -> None:
    points = [read_point(text, datum=datum).point for text, datum in ((W, Datum.WGS84), (G, Datum.GCJ02), (B, Datum.BD09))]

    assert max(distance_m(one, HERE) for one in points) < 1


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        (f"高德 {G_TURNED}", Datum.GCJ02),
        (f"{G} (GCJ-02)", Datum.GCJ02),
        (f"百度坐标：{B_TURNED}", Datum.BD09),
        (f"BD-09 {B}", Datum.BD09),
        (f"WGS84: {W}", Datum.WGS84),
        (f"GPS {W}", Datum.WGS84),
    ],
)
def test_a_datum_that_is_written_beside_the_numbers_is_theirs(text: str, datum: Datum) -> None:
    found = read_point(text)

    assert found.datum is datum
    assert distance_m(found.point, HERE) < 1


def test_a_datum_that_was_chosen_holds_over_the_words() -> None:
    assert read_point(f"高德 {W}", datum=Datum.WGS84).point == HERE


def test_metres_of_baidu_are_degrees_as_baidu_itself_turns_them() -> None:
    found = baidu_metres.degrees(12958175, 4825923.77)

    assert distance_m(found, Point(39.915, 116.404)) < 0.1


@pytest.mark.parametrize(
    "link",
    [
        "https://map.baidu.com/@12958175,4825923.77,18z",
        "https://map.baidu.com/search/故宫/@12958175,4825923.77,18z?querytype=s&da_src=shareurl",
        "https://api.map.baidu.com/marker?location=4825923.77,12958175&coord_type=bd09mc",
        "https://map.baidu.com/?newmap=1&c=12958175,4825923.77,18",
    ],
)
@pytest.mark.parametrize("chosen", [None, Datum.GCJ02])
def test_links_of_baidu_in_metres_are_read(link: str, chosen: Datum | None) -> None:
    found = read_point(link, datum=chosen)

    assert (found.source, found.datum) == ("baidu", Datum.BD09)
    assert distance_m(found.point, read_point("39.915,116.404", datum=Datum.BD09).point) < 1


@pytest.mark.parametrize(
    ("link", "is_middle"),
    [
        ("https://www.google.com/maps/@39.9163,116.3972,17z", True),
        ("https://map.baidu.com/@12958175,4825923.77,18z", True),
        ("https://www.openstreetmap.org/#map=17/39.9163/116.3972", True),
        ("https://www.google.com/maps/place/x/@39.9,116.3,15z/data=!3d39.9163!4d116.3972", False),
        ("https://www.openstreetmap.org/?mlat=39.9163&mlon=116.3972#map=17/39.9/116.4", False),
        ("geo:39.9163,116.3972", False),
    ],
)
def test_the_middle_of_a_map_is_told_from_a_place(link: str, is_middle: bool) -> None:
    assert read_point(link).is_middle is is_middle


def test_the_place_in_the_address_of_google_goes_before_the_middle_of_its_map() -> None:
    found = read_point("https://www.google.com/maps/place/39%C2%B054'58.7%22N+116%C2%B023'49.9%22E/@39.9,116.3,17z", datum=Datum.WGS84)

    assert distance_m(found.point, HERE) < 1


@pytest.mark.parametrize(
    "text", ["https://uri.amap.com/marker?position=39.917,116.403", "纬度116.3972 经度39.9163", "geo:116.3972,39.9163", "N116.3972 E39.9163"]
)
def test_swapped_numbers_are_turned_and_told(text: str) -> None:
    found = read_point(text, datum=Datum.GCJ02)

    assert found.was_swapped and 39 < found.point.lat < 41


def test_numbers_without_a_datum_are_not_guessed() -> None:
    with pytest.raises(Unfit, match="from which map"):
        read_point(W)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "paste a link"),
        ("https://surl.amap.com/abc123", "short link"),
        ("https://maps.app.goo.gl/abc", "short link"),
        ("https://j.map.baidu.com/xx/abc", "short link"),
        ("https://u.amap.com/abc", "short link"),
        ("https://goo.gl/maps/abc", "short link"),
        ("https://url.cn/abc", "short link"),
        ("https://maps.apple/p/abc", "short link"),
        ("https://map.qq.com/m/place/x", "short link"),
        ("https://osm.org/go/0abc", "short link"),
        ("【故宫】点击查看 https://surl.amap.com/abc123", "short link"),
        ("https://map.baidu.com/@12957243,1825923,18z", "far from Beijing"),
        ("https://amap.com.example.com/?position=116.4,39.9", "no point"),
        ("https://www.amap.com/place/B000A8UIN8", "names no coordinates"),
        ("https://example.com/?q=1,2", "no point"),
        ("故宫博物院", "no point"),
        ("39.9163", "no point"),
        ("12, 13", "no point"),
        ("N39.91 N116.39", "no point"),
        ("39°61′00″N 116°23′24″E", "no point"),
        ("39.9163, 116.3972, 45.5", "no point"),
        ("139.9163, 216.3972", "nowhere on earth"),
    ],
)
def test_what_is_no_point_is_refused_with_the_way_on(text: str, why: str) -> None:
    with pytest.raises(Unfit, match=why):
        read_point(text, datum=Datum.WGS84)


@given(lat=st.floats(39.8, 40.0), lon=st.floats(116.3, 116.5))
def test_a_point_of_every_map_comes_back_to_the_metre(lat: float, lon: float) -> None:
    here = Point(lat, lon)
    gcj = wgs84_to_gcj02(here)
    bd = gcj02_to_bd09(gcj)

    links = [
        f"https://uri.amap.com/marker?position={gcj.lon:.7f},{gcj.lat:.7f}",
        f"https://api.map.baidu.com/marker?location={bd.lat:.7f},{bd.lon:.7f}",
        f"https://apis.map.qq.com/uri/v1/marker?marker=coord:{gcj.lat:.7f},{gcj.lon:.7f}",
        f"geo:{lat:.7f},{lon:.7f}",
    ]

    assert max(distance_m(read_point(link).point, here) for link in links) < 1


@given(text=st.text(alphabet="0123456789.,°′″NSEW北纬东经 @!3d4d=&?#/mapqllgeo:amap.comhttps\x00", max_size=90) | st.text(max_size=50))
def test_any_text_is_a_point_on_earth_or_refused(text: str) -> None:
    try:
        found = read_point(text, datum=Datum.WGS84)
    except Unfit:
        return
    assert abs(found.point.lat) <= 90 and abs(found.point.lon) <= 180


def test_any_words_of_points_are_a_point_on_earth_or_refused() -> None:
    tried = [check_point(text) for text in texts(random.Random(SEED), POINTS, MOST_RANDOM)]

    assert sum(tried) == MOST_RANDOM
