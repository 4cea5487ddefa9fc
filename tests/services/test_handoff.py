"""Handing a place over to a map: each gets its own datum; an approximate position is never handed over."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from app.rules.geo import Point, bd09_to_gcj02, distance_m, gcj02_to_wgs84
from app.services.handoff import Destination, address_of, destination_of, handoffs
from app.vocabulary import Family
from tests.factories import document

HERE = Point(39.92366, 116.35773)
EXACT = Destination("白塔寺", "北京市西城区阜成门内大街171号", HERE)
ABOUT = EXACT._replace(point=None)
NUMBER = re.compile(r"(?<![\d.])(\d{2,3}\.\d{4,})")
WGS84 = ("OpenStreetMap",)


def links(to):
    """Every address of every map: its English name and the address."""
    return [(entry.en, href) for entry in handoffs(to) for href in (entry.web, *(app.href for app in entry.apps))]


def point_in(href):
    """The point in an address, whichever of its figures stands first."""
    figures = sorted({float(number) for number in NUMBER.findall(unquote(href))})
    assert len(figures) == 2, href
    return Point(*figures)


def test_six_maps_are_offered_each_with_a_page_and_an_app():
    found = handoffs(EXACT)

    assert [entry.en for entry in found] == ["Amap", "Baidu Maps", "Tencent Maps", "Apple Maps", "Google Maps", "OpenStreetMap"]
    assert all(entry.web.startswith("https://") for entry in found)
    assert all(entry.apps and not any(app.href.startswith("http") for app in entry.apps) for entry in found)


@pytest.mark.parametrize(("name", "href"), links(EXACT))
def test_every_link_shows_the_place_in_the_datum_of_its_map(name, href):
    found = point_in(href)
    if name == "Baidu Maps":
        found = bd09_to_gcj02(found)
    if name not in WGS84:
        found = gcj02_to_wgs84(found)

    assert distance_m(found, HERE) < 1


@pytest.mark.parametrize(("name", "href"), links(EXACT))
def test_only_openstreetmap_is_given_the_point_as_it_is_stored(name, href):
    is_near = distance_m(point_in(href), HERE) < 1

    assert is_near == (name in WGS84)


@pytest.mark.parametrize(("name", "href"), links(ABOUT))
def test_an_approximate_place_is_a_search_for_its_chinese_name_and_address(name, href):
    said = unquote(href)

    assert "北京市西城区阜成门内大街171号 白塔寺" in said
    assert NUMBER.findall(said) == []


@pytest.mark.parametrize("to", [EXACT, ABOUT], ids=["exact", "approximate"])
@pytest.mark.parametrize("name", ["</script><b>", "a&b=c#d?e", "分号;title:假", "100%", "空 格", "“引号”'"])
def test_hostile_names_change_nothing_but_the_name_in_every_address(name, to):
    for (_, plain), (_, hostile) in zip(links(to), links(to._replace(name=name)), strict=True):
        before, after = urlsplit(plain), urlsplit(hostile)
        assert re.fullmatch(r"[A-Za-z0-9:/?#=&%.,_~()-]+", hostile)
        assert (after.scheme, after.netloc, after.path, after.fragment) == (before.scheme, before.netloc, before.path, before.fragment)
        assert list(parse_qs(after.query)) == list(parse_qs(before.query))


def test_a_name_cannot_add_a_part_to_the_marker_of_tencent():
    marker = parse_qs(urlsplit(handoffs(EXACT._replace(name="店;addr:别处"))[2].web).query)["marker"][0]

    assert [part.split(":")[0] for part in marker.split(";")] == ["coord", "title", "addr"]


def test_amap_takes_longitude_first_and_is_told_its_datum():
    query = parse_qs(urlsplit(handoffs(EXACT)[0].web).query)

    assert re.fullmatch(r"116\.\d{6},39\.\d{6}", query["position"][0])
    assert (query["coordinate"], query["callnative"], query["name"]) == (["gaode"], ["1"], ["白塔寺"])


@pytest.mark.parametrize(
    ("values", "address"),
    [
        ({"address": {"zh": "阜成门内大街171号"}}, "北京市西城区阜成门内大街171号"),
        ({"address": {"zh": "北京市西城区大栅栏街24号"}}, "北京市西城区大栅栏街24号"),
        ({"address": {"zh": "西城区琉璃厂西街19号"}}, "北京市西城区琉璃厂西街19号"),
        ({}, "北京市西城区天桥街道"),
        ({"subdistrict": None}, "北京市西城区"),
    ],
)
def test_an_address_is_said_in_full_once(values, address):
    assert address_of(document(Family.PLACE, **values)) == address


def test_a_place_hands_over_its_point_only_when_it_is_anchored():
    point = {"lat": 39.89, "lon": 116.38, "accuracy_m": 250, "origin": "by hand"}

    assert destination_of(document(Family.PLACE, point=point)).point == (39.89, 116.38)
    assert destination_of(document(Family.PLACE, point=point | {"approximate": True})).point is None
    assert destination_of(document(Family.PLACE, point=None)).point is None
