"""The search page: another language keeps the search, what was left out is said, and ways on come first where nothing is left."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from app.services.stations import stations
from tests.routes.test_search import NOON, chips, links, main_of, rows

XISI = stations()["xisi"].point


def in_other_languages(response):
    """Give the addresses of the page in other languages, as the top bar and the footer link to them."""
    return [unescape(href) for href in re.findall(r'<a href="([^"]*)" hreflang', response.text)]


@pytest.mark.parametrize("path", ["/search?q=hall&kind=museum&sort=name", "/places?kind=museum", "/events?year=2025", "/day/2027-02-06"])
def test_the_language_switch_keeps_what_was_asked(client, make_place, path):
    make_place("hall")

    found = in_other_languages(client.get(f"/en{path}"))

    assert [urlsplit(href).path.split("/")[1] for href in found] == ["zh", "zh", "zh-hant"]
    assert {urlsplit(href).path.split("/", 2)[2] for href in found} == {urlsplit(path).path[1:]}
    assert all(parse_qs(urlsplit(href).query) == parse_qs(urlsplit(path).query) for href in found)


def test_the_language_switch_drops_what_the_page_does_not_read(client, make_place):
    make_place("hall")

    assert in_other_languages(client.get("/en/search?q=&utm_source=mail&q2=x")) == ["/zh/search", "/zh/search", "/zh-hant/search"]


def test_a_kept_query_is_escaped(client):
    response = client.get("/en/search", query_string={"q": '"><script>x'})

    assert "<script>x" not in response.text
    assert all(parse_qs(urlsplit(href).query) == {"q": ['"><script>x']} for href in in_other_languages(response))


def test_canonical_and_hreflang_stay_without_the_query(client, make_place):
    make_place("hall")

    text = client.get("/en/search?q=hall").text

    assert '<link rel="canonical" href="http://127.0.0.1:8000/en/search">' in text
    assert '<link rel="alternate" hreflang' not in text


@time_machine.travel(NOON, tick=False)
def test_what_was_left_out_is_said_and_its_chip_can_be_removed(client, make_place):
    make_place("hall", name={"zh": "荔影博物馆", "en": "Lumera Museum"})

    response = client.get("/en/search?q=museums+tonight")

    left = re.findall(r'<a class="chip is-left-out" href="([^"]*)"[^>]*>([^<]*)', response.text)
    assert rows(response) == ["/en/places/hall"]
    assert [(parse_qs(urlsplit(unescape(href)).query), label.strip()) for href, label in left] == [
        ({"q": ["museums tonight"], "not": ["when"]}, "Tonight"),
    ]
    assert "Nothing fits “Tonight”; these results are without it." in response.text
    assert "no page has all these words" not in response.text
    assert list(chips(response)) == ["Museum"]


def test_near_a_station_has_its_name(client, make_place):
    make_place("hall", kind="museum", point={"lat": XISI.lat, "lon": XISI.lon, "accuracy_m": 10, "origin": "OpenStreetMap"})

    response = client.get("/en/search?q=museum+near+xisi")

    assert (list(chips(response)), rows(response)) == (["Museum", "Near Xisi Station"], ["/en/places/hall"])
    assert rows(client.get("/en/search?q=museum&near=stations/xisi")) == ["/en/places/hall"]
    assert client.get("/en/search?q=museum&near=stations/nowhere").status_code == 400


def test_nothing_close_is_said_with_the_name_of_the_place(client, make_place):
    point = {"accuracy_m": 10, "origin": "OpenStreetMap"}
    make_place("park", kind="park", name={"zh": "北海公园", "en": "Beihai Park"}, point=point | {"lat": 39.925, "lon": 116.389})
    make_place("hall", kind="museum", point=point | {"lat": 39.88, "lon": 116.389})

    response = client.get("/en/search?q=museum+near+beihai+park")

    assert rows(response) == ["/en/places/hall"]
    assert "Nothing of the kind is close to Beihai Park; the nearest come first." in response.text


def test_where_nothing_is_left_the_ways_on_come_before_the_facets(client, make_place):
    make_place("hall", kind="museum", subdistrict="niujie")
    make_place("shop", kind="bookshop", subdistrict="dashilar", name={"zh": "荔影书店", "en": "Lumera Bookshop"})

    main = main_of(client.get("/en/search?q=lumera&kind=museum&neighbourhood=niujie"))

    assert 0 < main.index('class="ways"') < main.index('class="facet"')
    assert links(main, r"^/en/places$")
