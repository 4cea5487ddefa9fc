"""What is near on foot, and the public table of coverage against a recomputation of its own."""

import math
import re
from html import unescape

import pytest
import yaml

from app.config import ROOT
from app.vocabulary import Family, Subdistrict
from tests.factories import publish_page

KINDS = ("reading_space", "museum", "library", "theatre", "park")


def near(point, **values):
    """A document's point."""
    return {"lat": point[0], "lon": point[1], "accuracy_m": 50, "origin": "OpenStreetMap"} | values


def listed(text, start='aria-labelledby="near"'):
    """The addresses and walking words of the list of what is near."""
    part = text.split(start)[1].split("</section>")[0]
    rows = re.findall(r'<li class="near-row".*?<a href="/\w+(?:-\w+)?/places/([^"]+)".*?data-far>([^<]*)<', part, re.DOTALL)
    return [(slug, unescape(words)) for slug, words in rows]


@pytest.fixture
def three(make_place):
    """Three places at growing distance from Caishikou station (39.88799, 116.36822), one approximate, one without a point."""
    make_place("close", point=near((39.8884, 116.3680)), name={"zh": "近馆", "en": "Close"})
    make_place("about", kind="library", point=near((39.8910, 116.3680), approximate=True), name={"zh": "约馆", "en": "About"})
    make_place("far", point=near((39.9050, 116.3680)), name={"zh": "远馆", "en": "Far"})
    make_place("nowhere", point=None, name={"zh": "无馆", "en": "Nowhere"})


def test_places_near_a_station_are_sorted_by_walking_time_and_filtered_by_it(client, three):
    assert listed(client.get("/en/nearby?station=caishikou&minutes=10").text) == [("close", "1 min walk"), ("about", "≈ 7 min walk")]
    assert [slug for slug, _ in listed(client.get("/en/nearby?station=caishikou&minutes=5").text)] == ["close"]
    assert [slug for slug, _ in listed(client.get("/en/nearby?station=caishikou&kind=library").text)] == ["about"]


def test_the_circle_says_what_it_holds_and_what_is_nearest_where_it_holds_none(client, three):
    publish_page(Family.PLACE, "stage", kind="theatre", point=near((39.9050, 116.3680)), name={"zh": "戏园", "en": "Stage"})
    text = re.sub(r"<[^>]+>", "", client.get("/en/nearby?station=caishikou").text)

    assert "Museum 1" in text
    assert "Library 1" in text
    assert "None within ten minutes. The nearest is Stage, 36 min walk." in text
    assert "The guide knows none with a position." in text


def test_from_a_place_the_place_itself_is_left_out(client, three):
    assert [slug for slug, _ in listed(client.get("/en/nearby?place=close").text)] == ["about"]


def test_a_place_is_found_by_its_name_and_several_are_a_choice(client, three):
    assert "Near Close" in client.get("/en/nearby?place=近馆").text
    assert "Near Close" in client.get("/en/nearby?place=close").text
    publish_page(Family.PLACE, "close-2", name={"zh": "近馆分馆", "en": "Close Annexe"})

    choices = client.get("/en/nearby?place=馆").text.split('id="choices"')[1].split("</section>")[0]
    assert set(re.findall(r"place=([\w-]+)", choices)) == {"close", "about", "far", "nowhere", "close-2"}


def test_from_a_neighbourhood_one_starts_at_its_middle(client, three):
    publish_page(Family.NEIGHBOURHOOD, "chunshu", name={"zh": "椿树", "en": "Chunshu"}, point=near((39.8882, 116.3680), approximate=True))

    text = client.get("/en/nearby?neighbourhood=chunshu").text

    assert "Near Chunshu" in text
    assert "The position of the start is only approximate." in text
    assert [slug for slug, _ in listed(text)] == ["close", "about"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("station=atlantis", "“atlantis” is no metro station"),
        ("neighbourhood=chaoyang", "“chaoyang” is no neighbourhood"),
        ("place=zzzz", "“zzzz” is no place"),
        ("place=nowhere", "The position of Nowhere is not known yet."),
        ("at=116.37,39.93", "Latitude and longitude are swapped; write 39.93,116.37."),
        ("at=31.23,121.47", "lies outside Xicheng District"),
        ("at=north", "“north” is no point"),
        ("at=39.93,116.37&station=caishikou", "choose one place to start from"),
        ("minutes=7", "“7” is no walking time"),
        ("kind=castle", "“castle” is no choice of the filter “Kind”"),
    ],
)
def test_a_start_that_is_none_is_refused_in_words(client, three, query, words):
    response = client.get(f"/en/nearby?{query}")

    assert response.status_code == 400
    assert words in unescape(response.text)


def test_a_point_that_was_typed_is_a_start(client, three):
    assert [slug for slug, _ in listed(client.get("/en/nearby?at=39.8884,116.3680").text)] == ["close", "about"]


def test_without_a_start_every_place_with_a_point_is_there_for_the_browser_to_sort(client, three):
    text = client.get("/en/nearby").text

    assert [slug for slug, _ in listed(text, 'aria-labelledby="all"')] == ["about", "close", "far"]
    assert re.findall(r'data-lat="([\d.]+)" data-lon="([\d.]+)" data-kind="(\w+)"( data-approximate)?', text)[0] == (
        "39.891",
        "116.368",
        "library",
        " data-approximate",
    )
    assert "data-nearest-offer hidden" in text


def test_the_page_names_its_method_and_its_error(client, three):
    assert "× 1.3, at 70 metres a minute" in client.get("/en/nearby").text
    assert "of 3 places are only approximate" in client.get("/en/nearby").text


def test_the_page_asks_as_often_for_three_places_as_for_one(client, count_queries, make_place):
    make_place("one")
    publish_page(Family.NEIGHBOURHOOD, "chunshu", point=near((39.8882, 116.3680)))
    paths = ("/en/nearby", "/en/nearby?station=caishikou", "/en/nearby?neighbourhood=chunshu", "/en/nearby/coverage")
    before = [count_queries(lambda path=path: client.get(path)) for path in paths]
    make_place("two")
    make_place("three", kind="library")

    assert [count_queries(lambda path=path: client.get(path)) for path in paths] == before
    assert max(before) <= 4


def content(folder):
    """The real content files of a folder, by slug, read without our loader."""
    return {path.stem: yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) for path in sorted((ROOT / "content" / folder).glob("*.yaml"))}


def straight_m(a, b):
    """A distance on the sphere by the law of cosines, not by the formula of the app."""
    lat_a, lat_b, lon = math.radians(a[0]), math.radians(b[0]), math.radians(b[1] - a[1])
    return 6_371_008.8 * math.acos(min(1, math.sin(lat_a) * math.sin(lat_b) + math.cos(lat_a) * math.cos(lat_b) * math.cos(lon)))


def is_near(a, b):
    """Whether one walks ten minutes at most: straight line × 1.3 at 70 m a minute."""
    return straight_m(a, b) * 1.3 / 70 <= 10


def at(document):
    """Where a document of the content says it is."""
    return (document["point"]["lat"], document["point"]["lon"]) if document.get("point") else None


def test_the_table_of_coverage_equals_an_independent_count_of_the_content(guide):
    places, middles = content("places").values(), content("neighbourhoods")
    text = guide.get("/zh/nearby/coverage").text
    gaps = 0
    for subdistrict in Subdistrict:
        own = [place for place in places if place.get("subdistrict") == subdistrict]
        points = [at(place) for place in own if at(place)]
        row = re.search(rf'<tr data-subdistrict="{subdistrict}">(.*?)</tr>', text, re.DOTALL).group(1)
        share = re.search(rf'<tr data-share="{subdistrict}">(.*?)</tr>', text, re.DOTALL).group(1)
        assert int(re.search(r"<td>(\d+)</td>", share).group(1)) == len(points)
        for kind in KINDS:
            targets = [at(place) for place in places if place["kind"] == kind and at(place)]
            within = sum(is_near(at(middles[subdistrict]), target) for target in targets)
            inside = sum(place["kind"] == kind for place in own)
            served = sum(any(is_near(point, target) for target in targets) for point in points)
            said = re.search(rf'<td data-kind="{kind}"( class="is-gap")?>(\d+) <span class="meta">\((\d+)\)</span>', row)
            assert (int(said[2]), int(said[3]), bool(said[1])) == (within, inside, within == 0), (subdistrict, kind)
            assert int(re.search(rf'<td data-kind="{kind}">(\d+)</td>', share).group(1)) == served, (subdistrict, kind)
            gaps += within == 0
    assert f"表中有 {gaps} 处空白" in text or f"{gaps} gap" in text
    assert text.split('id="gaps"')[1].split("</section>")[0].count("<li>") == gaps + sum(
        "is-gap" in row for row in re.findall(r"<tr data-subdistrict.*?</tr>", text, re.DOTALL)
    )


def test_no_position_in_the_content_is_further_off_than_the_page_says():
    points = [place["point"] for place in content("places").values() if place.get("point")]

    assert max(point["accuracy_m"] for point in points) == 400
    assert max(document["point"]["accuracy_m"] for document in content("neighbourhoods").values()) == 500
    assert math.ceil(400 * 1.3 / 70) == 8


def test_every_place_and_station_of_the_guide_has_its_circle(guide):
    for slug, place in list(content("places").items())[::12]:
        if at(place):
            assert guide.get(f"/zh/nearby?place={slug}").status_code == 200
    for subdistrict in Subdistrict:
        assert guide.get(f"/en/nearby?neighbourhood={subdistrict}").status_code == 200
