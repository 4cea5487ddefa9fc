"""Maps of everything, of a day, of places by name: each has its equal in words, refuses in words, and shows only what is public."""

import gzip
import json
import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from app.rules.geo import Point, distance_m
from app.services.publishing import withdraw
from app.services.transactions import writing
from tests.conftest import make_app
from tests.services.maps.real import publish_places

DAY = [{"starts": "2027-02-06", "opens": "10:00", "closes": "16:00"}]
LI = re.compile(r'<li><a href="/[\w-]+/places/([^"]+)">(.*?) <small>(.*?)</small></a>')
STEP = re.compile(r"(-?\d+) ?(-?\d+)(=?)")
HOSTILE = '"><script>alert(1)</script>${alert(2)}&<img src=x onerror=alert(3)>'


def point(lat, lon, **more):
    return {"lat": lat, "lon": lon, "accuracy_m": 50, "origin": "OpenStreetMap"} | more


@pytest.fixture(scope="module")
def app_of_200(tmp_path_factory):
    """The guide with two hundred of its real places, as the bench has it."""
    app = make_app(tmp_path_factory.mktemp("two-hundred"), PAGE_CACHE="0")
    publish_places(app, 200)
    return app


def listed(response):
    return [slug for slug, *_ in LI.findall(response.text)]


def placed(text):
    """The places of a list with a position, read as the interactive map reads them: where, and whether exactly."""
    lat, lon, found = 0, 0, {}
    steps = re.search(r'data-points="([^"]*)"', text).group(1).split(",")
    for (slug, *_), step in zip(LI.findall(text), steps, strict=True):
        if step:
            north, east, mark = STEP.fullmatch(step).groups()
            unit = 10 if mark else 1
            lat, lon = lat * unit + int(north), lon * unit + int(east)
            found[slug] = (round(39 + lat / unit / 10_000, 6), round(116 + lon / unit / 10_000, 6), bool(mark))
            lat, lon = lat // unit, lon // unit
    return found


def signs(text):
    """How many places the drawn map shows, alone or in a count."""
    counts = [int(number) for number in re.findall(r'<a class="mk count"[^>]*>.*?<text y="4">(\d+)</text>', text)]
    return sum(counts) + len(re.findall(r'<a class="mk (?!count)\w+" href="[^"]*/places/', text))


def features(client, path):
    return [feature["properties"]["url"].rsplit("/", 1)[1] for feature in json.loads(client.get(path).text)["features"]]


def test_list_drawing_and_data_have_the_same_places(guide):
    page = guide.get("/zh/map")
    data = json.loads(guide.get("/zh/places.geojson").text)["features"]
    points = {
        point["properties"]["url"].rsplit("/", 1)[1]: (*point["geometry"]["coordinates"][::-1], not point["properties"]["approximate"])
        for point in data
    }

    assert len(points) > 200
    assert placed(page.text) == points
    assert signs(page.text) == len(points)


def test_a_disc_of_the_drawing_counts_the_places_of_the_part_of_the_list_it_leads_to(guide):
    page = guide.get("/zh/map").text
    parts = {
        name: len(LI.findall(part)) - part.count("位置未知") for name, part in re.findall(r'<section id="(\w+)">(.*?)</section>', page, re.DOTALL)
    }
    discs = re.findall(r'<a class="mk count" href="#(\w+)"><title>[^<]*?(\d+) 处</title>', page)

    assert {name: int(count) for name, count in discs} == {name: count for name, count in parts.items() if count}


@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
def test_page_list_drawing_and_data_of_two_hundred_places_weigh_ten_kilobytes(app_of_200, language):
    page = FlaskClient(app_of_200).get(f"/{language}/map").data

    assert (len(LI.findall(page.decode())), page.count(b'<a class="mk count"') >= 15) == (200, True)
    assert len(gzip.compress(page, 6)) <= 10_000


def test_list_goes_from_the_middle_of_each_neighbourhood_outward(client, make_place):
    make_place("far", subdistrict="tianqiao", point=point(39.890, 116.42))
    make_place("near", subdistrict="tianqiao", point=point(39.884, 116.3875))
    make_place("nowhere", subdistrict="tianqiao", point=None)
    make_place("north", subdistrict="shichahai", point=point(39.94, 116.38))
    make_place("unknown", subdistrict=None)

    page = client.get("/en/map")

    assert listed(page) == ["north", "near", "far", "nowhere", "unknown"]
    assert re.findall(r"<section[^>]*><h2>(.*?)</h2>", page.text) == ["Shichahai", "Tianqiao", "Neighbourhood not known"]


def test_item_says_where_it_is_and_an_approximate_one_only_to_ten_metres(client, make_place):
    make_place("exact", kind="park", point=point(39.881234, 116.391234))
    make_place("rough", kind="museum", point=point(39.881234, 116.391234, approximate=True))
    make_place("none", point=None)

    page = client.get("/en/map").text

    assert placed(page) == {"exact": (39.88123, 116.39123, True), "rough": (39.8812, 116.3912, False)}
    assert {slug: said for slug, _, said in LI.findall(page)} == {
        "exact": "Park",
        "rough": "Museum · position approximate",
        "none": "Museum · position not known",
    }


def test_filters_hold_for_page_and_data_alike(client, make_place):
    make_place("a", kind="park")
    make_place("b", kind="museum")

    assert listed(client.get("/en/map?kind=park")) == features(client, "/en/places.geojson?kind=park") == ["a"]


def test_day_shows_the_places_where_something_is_on(client, make_place, make_event):
    for slug in ("held", "cancelled", "other-day", "first", "moved-to"):
        make_place(slug)
    make_event("fair", name={"zh": "庙会", "en": "Fair"}, schedule=DAY, venues=[{"place": "held"}])
    make_event("off", schedule=DAY, venues=[{"place": "cancelled"}], changes=[{"of": "2027-02-06", "status": "cancelled"}])
    make_event("later", schedule=[{"starts": "2027-02-07"}], venues=[{"place": "other-day"}])
    make_event("moved", schedule=DAY, venues=[{"place": "first"}], changes=[{"of": "2027-02-06", "venue": {"place": "moved-to"}}])

    page = client.get("/en/map?day=2027-02-06")

    assert listed(page) == ["held", "moved-to"]
    assert features(client, "/en/places.geojson?day=2027-02-06") == ["held", "moved-to"]
    said = re.findall(r'<li data-line><a href="/en/events/fair">Fair</a> <span class="meta">(.*?)</span>', page.text)
    assert said == ["Sat 6 Feb 2027 10:00–16:00"]


def test_day_shows_every_venue_of_an_event_of_many(client, make_place, make_event):
    for slug in ("a", "b", "c"):
        make_place(slug)
    make_event("fair", schedule=DAY, venues=[{"place": slug} for slug in ("a", "b", "c")])

    assert listed(client.get("/en/map?day=2027-02-06")) == ["a", "b", "c"]


def test_day_names_what_has_no_place_in_the_guide(client, make_event):
    make_event("fair", name={"zh": "庙会", "en": "Fair"}, schedule=DAY, venues=[{"name": {"zh": "某剧场", "en": "Some hall"}}])

    text = client.get("/en/map?day=2027-02-06").text

    assert re.findall(r"<h2>Not on the map</h2>.*?</section>", text, re.DOTALL)[0].count("Some hall") == 1


def test_expected_days_are_marked(client, make_place, make_series):
    make_place("street")
    make_series("fair", usually={"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月", "en": "first month"}}, venues=[{"place": "street"}])

    text = client.get("/en/map?day=2027-02-06").text

    assert re.findall(r"<li data-line>.*?· expected</span>", text) != []


def test_day_agrees_with_the_filters(client, make_place, make_event):
    make_place("a", kind="park")
    make_place("b", kind="museum")
    make_event("fair", schedule=DAY, venues=[{"place": "a"}, {"place": "b"}])

    assert listed(client.get("/en/map?day=2027-02-06&kind=park")) == ["a"]


def test_places_by_name_are_shown_once_each_and_missing_ones_counted(client, make_place):
    for slug in ("a", "b", "c"):
        make_place(slug)

    page = client.get("/en/map?places=b,a,nowhere,b")

    assert listed(page) == ["a", "b"]
    assert "1 of those asked for is not in the guide" in page.text
    assert features(client, "/en/places.geojson?places=b,a") == ["b", "a"]


def test_withdrawn_place_is_on_no_map(client, make_place, session):
    place = make_place("a")
    make_place("b")
    with writing() as writer:
        withdraw(writer, writer.get_one(type(place), place.id))

    assert listed(client.get("/en/map?places=a,b")) == ["b"]
    assert client.get("/embed/map/places/a?lang=zh").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "day=2027-02-30", "day=tomorrow", "day=1999-01-01", "day=2036-01-01", "day=06/02/2027",
        "kind=castle", "neighbourhood=dongcheng", "places=../secret", "places=" + quote("<b>"), "places=A",
        "places=" + ",".join(f"p{n}" for n in range(101)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/en/map", "/en/places.geojson"])
def test_what_cannot_be_meant_is_refused_in_words(client, path, query):
    response = client.get(f"{path}?{query}")

    assert response.status_code == 400
    assert re.search(r'<p class="lead">.{15,}</p>', response.text)


def test_a_hundred_places_by_name_are_not_too_many(client):
    assert client.get("/en/map?places=" + ",".join(f"p{n}" for n in range(100))).status_code == 200


@pytest.mark.parametrize("path", ["/en/map", "/en/map?day=2027-02-06", "/en/map?places=place-1,place-2,place-3"])
def test_map_asks_the_database_as_often_for_three_places_as_for_one(client, count_queries, make_place, make_event, path):
    counts = []
    for number in (1, 2, 3):
        make_place(f"place-{number}")
        make_event(f"event-{number}", schedule=DAY, venues=[{"place": f"place-{number}"}])
        client.get("/en/places?kind=library")
        counts.append(count_queries(lambda: client.get(path)))

    assert counts[0] == counts[2] <= 4


def test_hostile_names_are_escaped_everywhere(client, make_place, make_event, make_trail):
    name = {"zh": HOSTILE, "en": HOSTILE}
    make_place("a", name=name)
    make_event("fair", name=name, schedule=DAY, venues=[{"place": "a"}, {"name": name}])
    station = {"kind": "station", "station": "hepingmen", "text": {"zh": "走", "en": "Walk"}}
    make_trail("walk", name=name, stops=[{"place": "a", "text": {"zh": "看", "en": "Look"}}, station])
    paths = (
        "/zh/map",
        "/zh/map?day=2027-02-06",
        "/embed/map/everything",
        "/embed/map/days/2027-02-06",
        "/embed/map/places/a",
        "/embed/map/trails/walk",
    )

    for path in paths:
        text = client.get(path).text
        assert ("<script>alert" in text, "<img src=x" in text, "alert(1)" in text) == (False, False, True), path
    for path in ("/zh/places.geojson", "/zh/map/trails/walk.geojson"):
        response = client.get(path)
        assert response.mimetype == "application/geo+json"
        assert HOSTILE in [feature["properties"].get("name") for feature in json.loads(response.text)["features"]]


def test_place_has_a_map_of_what_its_list_shows(guide):
    page = guide.get("/zh/places/ncpa").text
    address = re.search(r'data-map-points="([^"]+)"', page).group(1).replace("&amp;", "&")
    near = re.findall(r'href="/zh/places/([^"]+)"><span class="near-name">', page)

    assert features(guide, address) == ["ncpa", *near]
    assert 'data-map-chosen="/zh/places/ncpa"' in page


def test_in_the_frame_of_a_place_the_nearest_come_first(guide):
    page = guide.get("/embed/map/places/ncpa").text
    at = {slug: Point(lat, lon) for slug, (lat, lon, _) in placed(page).items()}
    groups = [[slug for slug, *_ in LI.findall(group)] for group in page.split("<section ")[1:]]
    far = [[distance_m(at[groups[0][0]], at[slug]) for slug in group] for group in groups]

    assert [group == sorted(group) for group in far] == [True] * len(far)
    assert [group[0] for group in far] == sorted(group[0] for group in far)
    assert (far[0][0], sum(len(group) for group in far)) == (0, 7)


def test_trail_data_has_its_stops_and_nothing_else_as_points(guide):
    found = json.loads(guide.get("/en/map/trails/liulichang-scholars-street.geojson").text)["features"]
    numbers = re.findall(r'<a class="mk \w+" href="#stop-(\d+)"', guide.get("/en/trails/liulichang-scholars-street").text)

    assert [feature["geometry"]["type"] for feature in found] == ["LineString", *["Point"] * 8]
    assert [str(feature["properties"]["number"]) for feature in found[1:]] == numbers
    assert found[0]["geometry"]["coordinates"] == [feature["geometry"]["coordinates"] for feature in found[1:]]


def test_trail_without_a_known_position_says_so(client, make_place, make_trail):
    make_place("a", point=None)
    make_place("b", point=None)
    make_trail("walk", stops=[{"place": slug, "text": {"zh": "看", "en": "Look"}} for slug in ("a", "b")])

    assert client.get("/en/trails/walk").text.count("No position is known, so there is no map.") == 1
    assert client.get("/embed/map/trails/walk").status_code == 404


def test_trail_of_an_unknown_slug_has_no_data(client):
    assert client.get("/en/map/trails/nowhere.geojson").status_code == 404


@pytest.mark.parametrize("slug", ["shichahai", "dashilar", "tianqiao", "desheng"])
def test_list_of_a_neighbourhood_is_the_equal_of_its_map(guide, slug):
    page, framed = guide.get(f"/zh/neighbourhoods/{slug}").text, guide.get(f"/embed/map/neighbourhoods/{slug}").text
    part = re.search(r'<section aria-labelledby="places">.*?</section>', page, re.DOTALL).group()
    rows = list(dict.fromkeys(re.findall(r'href="/zh/places/([^"]+)"', part)))

    assert rows == [slug for slug, *_ in LI.findall(framed)]
    assert rows == [slug for slug, *_ in LI.findall(re.search(rf'<section id="{slug}">.*?</section>', guide.get("/zh/map").text, re.DOTALL).group())]
    address = re.search(r'data-map-points="([^"]+)"', page).group(1)
    assert set(features(guide, address)) <= set(rows)
    assert len(features(guide, address)) == sum(slug in placed(framed) for slug in rows)


def test_places_found_by_a_search_are_a_map(guide):
    page = guide.get("/en/search?q=museum").text
    found = re.findall(r'<a class="row-link" href="/en/places/([\w-]+)"', page)
    address = re.search(r'<a class="button" href="([^"]*)" rel="nofollow">The places among these on the map</a>', page).group(1)

    shown = guide.get(address.replace("&amp;", "&"))

    assert len(found) > 5
    assert sorted(listed(shown)) == sorted(slug for slug in found if slug in placed(guide.get("/en/map").text))
    assert shown.text.count('class="mk') > 5


@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
def test_script_knows_the_sign_of_every_kind_that_the_list_names(guide, language):
    script = guide.get(f"/{language}/map.js").text
    shapes = json.loads(re.search(r"shapeOfKind = (\{.*?\})", script).group(1))
    kinds = {said.split(" · ")[0] for _, _, said in LI.findall(guide.get(f"/{language}/map").text)}

    assert len(kinds) >= 16
    assert kinds <= set(shapes)
