"""Trails that know the date, their closures, shortcuts, food and variants; figures equal on every page."""

import json
import re
from datetime import datetime

import pytest
import time_machine

from app import clock
from app.extensions import db
from app.formatting import distance
from app.models.families import Trail
from app.services.exports import booklet
from app.services.publishing import withdraw
from app.services.transactions import writing
from app.vocabulary import Family
from tests.conftest import make_app
from tests.factories import publish_page

TEXT = {"zh": "看", "en": "Look"}
REPAIRS = {"zh": "修缮", "en": "Repairs"}
STATION = {"kind": "station", "station": "hepingmen", "text": TEXT}
HALL = {"place": "hall", "text": TEXT, "stay_min": 30}
SHOP = {"place": "shop", "text": TEXT}
SATURDAY_NOON = datetime(2027, 2, 6, 12, 0, tzinfo=clock.BEIJING)


@pytest.fixture(autouse=True)
def on_a_saturday():
    with time_machine.travel(SATURDAY_NOON, tick=False):
        yield


@pytest.fixture
def walk(make_place, make_trail):
    """Publish a trail by a hall, closed on Mondays, and a shop whose hours nobody knows."""

    def make(*stops, **values):
        make_place("hall", name={"zh": "某馆", "en": "Hall"}, opening_hours="Tu-Su 09:00-17:00")
        make_place("shop", name={"zh": "某店", "en": "Shop"}, point={"lat": 39.893, "lon": 116.384, "accuracy_m": 50, "origin": "map"})
        return make_trail("walk", name={"zh": "走走", "en": "A walk"}, stops=list(stops) or [STATION, HALL, SHOP], **values)

    return make


def words(response):
    """Give the main part of a page as words."""
    main = re.search(r"<main.*?>(.*)</main>", response.text, re.DOTALL).group(1)
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def test_a_monday_names_the_conflict_with_its_fixes(client, walk):
    walk()

    response = client.get("/en/trails/walk?date=2027-02-08&start=09:30")

    assert "1 stop does not fit" in words(response)
    assert "2 Hall · closed on Mondays: go on Tue 9 Feb 2027 , or skip to stop 3" in words(response)
    assert 'href="/en/trails/walk?date=2027-02-09&amp;start=09:30#day"' in response.text
    assert 'href="#stop-3">skip to stop 3' in response.text


def test_the_fix_fits(client, walk):
    walk()

    said = words(client.get("/en/trails/walk?date=2027-02-09&start=09:30"))

    assert "As far as the hours are known to us, everything fits." in said
    assert "does not fit" not in said


def test_arrivals_are_shown_and_end_when_the_total_says(client, walk):
    page = walk()

    said = words(client.get("/en/trails/walk?date=2027-02-09&start=09:30"))

    minutes = 9 * 60 + 30 + page.card["total_min"]
    assert f"Tue 9 Feb 2027, 09:30 to {minutes // 60:02d}:{minutes % 60:02d}" in said


def test_a_start_too_early_proposes_another(client, walk):
    walk()

    said = words(client.get("/en/trails/walk?date=2027-02-09&start=07:00"))

    assert "opens only at 09:00" in said
    assert "set out at 09:00" in said


def test_an_event_at_a_stop_on_the_day_is_shown_and_one_on_another_day_is_not(client, walk, make_event):
    walk()
    make_event("reading", name={"zh": "读书会", "en": "A reading"}, schedule=[{"starts": "2027-02-09"}], venues=[{"place": "hall"}])
    make_event("later", name={"zh": "后来", "en": "A later day"}, schedule=[{"starts": "2027-02-10"}], venues=[{"place": "hall"}])
    make_event("elsewhere", name={"zh": "别处", "en": "Elsewhere"}, schedule=[{"starts": "2027-02-09"}], venues=[{"name": TEXT}])

    said = words(client.get("/en/trails/walk?date=2027-02-09&start=09:30"))

    assert "On this day at the stops 2 Hall" in said
    assert [name in said for name in ("A reading", "A later day", "Elsewhere")] == [True, False, False]


def test_an_expected_event_is_not_shown_as_on_that_day(client, walk, make_series):
    walk()
    make_series("fair", name={"zh": "某会", "en": "The fair"}, usually={"rule": "lunar:L01-01..L01-05", "text": TEXT}, venues=[{"place": "hall"}])

    said = words(client.get("/en/trails/walk?date=2027-02-07&start=09:30"))

    assert "The fair" not in said
    assert "No event at these stops on this day has been confirmed to us." in said


def test_an_event_moved_away_for_one_date_is_not_at_the_stop(client, walk, make_event):
    walk()
    moved = [{"of": "2027-02-09", "venue": {"name": {"zh": "别处", "en": "Elsewhere"}}}]
    make_event("reading", name={"zh": "读书会", "en": "A reading"}, schedule=[{"starts": "2027-02-09"}], venues=[{"place": "hall"}], changes=moved)

    assert "A reading" not in words(client.get("/en/trails/walk?date=2027-02-09&start=09:30"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("date=2027-02-05&start=09:30", "Fri 5 Feb 2027 has passed; choose a day from today on."),
        ("date=2027-02-30&start=09:30", "“2027-02-30” is no day of the calendar"),
        ("date=8.2.2027&start=09:30", "“8.2.2027” is no day of the calendar"),
        ("date=%D9%A2%D9%A0%D9%A2%D9%A7-02-08", "is no day of the calendar"),
        ("date=2036-01-01", "The guide knows the days from 2015 to 2035."),
        ("date=2027-02-08&start=25:00", "“25:00” is no time of day; write it as 09:30."),
        ("date=2027-02-08&start=9:30", "“9:30” is no time of day; write it as 09:30."),
        ("start=<script>", "is no time of day"),
    ],
)
@pytest.mark.parametrize("form", ["", ".ics"])
def test_a_day_or_a_time_that_cannot_be_is_refused_in_words(client, walk, asked, said, form):
    walk()

    response = client.get(f"/en/trails/walk{form}?{asked}")

    assert response.status_code == 400
    assert said in response.text
    assert "<script>" not in response.text


def test_today_may_be_chosen_and_no_day_shows_the_plain_page(client, walk):
    walk()

    assert client.get("/en/trails/walk?date=2027-02-06&start=09:30").status_code == 200
    plain = client.get("/en/trails/walk?date=&start=09:30")
    assert plain.status_code == 200
    assert "everything fits" not in plain.text


def test_the_form_begins_at_the_usual_start(client, walk):
    walk(usual_start="18:30")

    assert '<input id="day-start" name="start" type="time" required value="18:30">' in client.get("/en/trails/walk").text


def test_a_start_that_has_passed_meanwhile_is_no_longer_proposed(client, walk):
    walk(STATION, {**HALL, "stay_min": 200}, SHOP)
    path = "/en/trails/walk?date=2027-02-06&start=15:00"

    before = words(client.get(path))
    with time_machine.travel(SATURDAY_NOON.replace(hour=13, minute=1), tick=False):
        after = words(client.get(path))

    assert ("set out at 13:00" in before, "set out at" in after) == (True, False)


def test_closures_of_stop_and_leg_are_on_the_trail_in_the_list_and_in_the_files(client, walk):
    shut = {"starts": "2027-02-10", "ends": "2027-02-12", "reason": REPAIRS}
    walk(STATION, {**HALL, "closures": [shut], "leg": {"closures": [{**shut, "ends": None, "until_further_notice": True}]}}, SHOP)

    pages = {path: client.get(f"/en/trails{path}").text for path in ("", "/walk", "/walk/booklet", "/walk.gpx", "/walk.kml", "/walk.geojson")}

    assert [path for path, text in pages.items() if "10 – 12 Feb 2027" not in text] == []
    assert [path for path, text in pages.items() if "until further notice" not in text] == []
    assert [path for path, text in pages.items() if "Repairs" not in text] == [""]


def test_a_closure_of_a_place_is_shown_at_its_stop_and_one_that_is_over_is_not(client, walk, make_place):
    walk()
    over = {"starts": "2027-01-10", "reason": REPAIRS}
    coming = {"starts": "2027-02-10", "reason": REPAIRS}
    other_hours = {"starts": "2027-02-14", "hours": "10:00-12:00", "reason": REPAIRS}
    make_place("hall", name={"zh": "某馆", "en": "Hall"}, hours_exceptions=[over, coming, other_hours])

    for path in ("/en/trails", "/en/trails/walk"):
        said = words(client.get(path))
        assert "Closed Wed 10 Feb 2027" in said
        assert "Jan" not in said
        assert "14 Feb" not in said
    assert "closed until Wed 10 Feb 2027" in words(client.get("/en/trails/walk?date=2027-02-10&start=09:30"))


GONE = {"zh": "消失馆", "en": "Vanished Hall"}
NAMED = {"zh": "从消失馆走", "en": "By Vanished Hall"}


@pytest.fixture
def walk_with_a_withdrawn_stop(make_place, make_trail):
    """Publish a trail whose third stop has a point of its own, names its place in every field, and whose place is then withdrawn."""
    gone = make_place("gone", name=GONE)
    for n in range(4):
        make_place(f"p{n}", point={"lat": 39.89 + n / 1000, "lon": 116.38, "accuracy_m": 50, "origin": "map"})
    closure = {"starts": "2027-02-09", "reason": NAMED}
    stop = {"place": "gone", "name": GONE, "point": {"lat": 39.8915, "lon": 116.381, "accuracy_m": 50, "origin": "map"}, "text": NAMED}
    stop |= {"look_for": NAMED, "practical": NAMED, "directions": NAMED, "stay_min": 20, "closures": [closure]}
    stop["leg"] = {"turns": [{"text": NAMED}], "note": NAMED, "closures": [closure]}
    places = [{"place": f"p{n}", "text": TEXT} for n in range(4)]
    places[2] |= {"directions": NAMED, "leg": {"turns": [{"text": NAMED}], "note": NAMED}}
    make_trail(
        "walk",
        stops=[places[0], places[1], stop, *places[2:]],
        shortcuts=[{"from_stop": 1, "to_stop": 3, "text": NAMED}, {"from_stop": 3, "to_stop": 5, "text": NAMED}],
        food=[{"after_stop": 3, "name": GONE, "text": NAMED}, {"after_stop": 1, "place": "gone", "text": NAMED}],
    )
    with writing() as writer:
        withdraw(writer, writer.get_one(type(gone), gone.id))


DAY_OF_WALK = "?date=2027-02-09&start=09:30"
SURFACES = (f"{form}" for form in ("", DAY_OF_WALK, "/booklet", ".gpx", ".kml", ".geojson", ".ics" + DAY_OF_WALK))


@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
@pytest.mark.parametrize("surface", [*SURFACES, "map", "embed", "list"])
def test_a_withdrawn_stop_is_named_on_no_surface(client, walk_with_a_withdrawn_stop, surface, language):
    paths = {"map": f"/{language}/map/trails/walk.geojson", "embed": "/embed/map/trails/walk", "list": f"/{language}/trails"}

    response = client.get(paths.get(surface, f"/{language}/trails/walk{surface}"))
    text = response.text.replace("\r\n ", "")

    assert response.status_code == 200
    assert [word for word in ("消失", "Vanished", "39.8915") if word in text] == []


@pytest.mark.parametrize("surface", ["", DAY_OF_WALK, "/booklet", ".ics" + DAY_OF_WALK])
def test_pages_say_that_a_stop_is_not_shown(client, walk_with_a_withdrawn_stop, surface):
    assert "A stop that is not shown at present" in client.get(f"/en/trails/walk{surface}").text.replace("\r\n ", "")


def test_files_and_map_leave_a_withdrawn_stop_out_and_keep_the_numbers(client, walk_with_a_withdrawn_stop):
    drawn = re.findall(r'<a class="mk stop" href="#stop-(\d)"', client.get("/en/trails/walk").text)
    points = [
        f["properties"]["number"] for f in json.loads(client.get("/en/trails/walk.geojson").text)["features"] if f["geometry"]["type"] == "Point"
    ]

    assert drawn == ["1", "2", "4", "5"]
    assert points == [1, 2, 4, 5]
    assert client.get("/en/trails/walk.gpx").text.count("<trkseg>") == 2, "the line is parted where a stop is left out"


def test_a_day_goes_on_without_a_withdrawn_stop(client, walk_with_a_withdrawn_stop):
    assert "3 A stop that is not shown at present · not shown at present: skip to stop 4" in words(client.get("/en/trails/walk" + DAY_OF_WALK))


def test_shortcuts_food_and_what_to_look_for_stand_at_their_stops(client, walk, make_place):
    make_place("noodles", name={"zh": "面馆", "en": "Noodle shop"})
    page = walk(
        STATION,
        {**HALL, "look_for": {"zh": "匾", "en": "The signboard"}},
        {**SHOP, "leg": {"step_free": False, "turns": [{"text": {"zh": "左转", "en": "Turn left at the gate"}}]}},
        shortcuts=[{"from_stop": 1, "to_stop": 3, "text": {"zh": "直走", "en": "Straight down the lane"}}],
        food=[{"after_stop": 2, "place": "noodles", "text": {"zh": "炸酱面", "en": "Noodles with bean sauce"}}],
    )

    said = words(client.get("/en/trails/walk"))

    assert f"Shortcut to stop 3 · {distance(page.card['shortcuts_m'][0], 'en')}" in said
    for part in (
        "Straight down the lane",
        "Noodle shop · Noodles with bean sauce",
        "Look for : The signboard",
        "Turn left at the gate",
        "with steps",
    ):
        assert part in said
    assert "Not step-free all the way." in said
    assert 'href="/en/places/noodles"' in client.get("/en/trails/walk").text


def test_variants_lead_to_each_other(client, walk, make_trail):
    walk()
    make_trail("half", name={"zh": "半日", "en": "Half of it"}, stops=[STATION, HALL], variant_of="walk", variant="half_day")

    assert re.search(r"Related trails Half of it .*half-day version", words(client.get("/en/trails/walk")))
    assert "Version half-day version" in words(client.get("/en/trails/half"))
    assert 'href="/en/trails/half"' in client.get("/en/trails/walk").text
    assert 'href="/en/trails/walk"' in client.get("/en/trails/half").text


def test_a_trail_page_asks_no_more_for_its_day_than_two_queries_more(client, walk, make_event, count_queries):
    walk()
    make_event("reading", schedule=[{"starts": "2027-02-09"}], venues=[{"place": "hall"}])
    client.get("/en/places?kind=library")

    plain = count_queries(lambda: client.get("/en/trails/walk"))
    day = count_queries(lambda: client.get("/en/trails/walk?date=2027-02-09&start=09:30"))

    assert (plain <= 4, day - plain) == (True, 2)


@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
def test_a_hostile_name_is_text_on_every_page_of_a_trail(client, make_place, make_trail, language):
    evil = "<img src=x onerror=alert(1)>\"'${7*7}"
    both = {"zh": evil, "en": evil}
    make_place("hall", name=both, opening_hours="Tu-Su 09:00-17:00")
    shut = {"starts": "2027-02-08", "reason": both}
    leg = {"note": both, "turns": [{"text": both}], "closures": [shut]}
    stop = {"place": "hall", "name": both, "text": both, "look_for": both, "practical": both, "directions": both, "leg": leg, "closures": [shut]}
    cut, food = {"from_stop": 1, "to_stop": 3, "text": both}, {"after_stop": 2, "name": both, "text": both}
    make_trail("walk", name=both, summary=both, theme=both, notice=both, stops=[STATION, stop, stop], shortcuts=[cut], food=[food])

    for path in ("/walk", "/walk?date=2027-02-08&start=09:30", "", "/walk/booklet"):
        text = client.get(f"/{language}/trails{path}").text
        assert "<img src=x" not in text
        assert "&lt;img src=x" in text


def test_every_trail_of_the_guide_says_the_same_length_everywhere(guide, guide_app):
    pages = db.session.query(Trail).all()
    listed = words(guide.get("/en/trails"))

    assert len(pages) >= 18
    for page in pages:
        length = distance(page.card["walk_m"], "en")
        assert f"{length} on foot" in words(guide.get(f"/en/trails/{page.slug}"))
        assert f"{length} on foot" in words(guide.get(f"/en/trails/{page.slug}/booklet"))
        assert f"{page.document.name.en} {length} · about" in listed


@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
def test_every_trail_of_the_guide_opens_on_a_monday(guide, guide_app, language):
    slugs = [page.slug for page in db.session.query(Trail).all()]

    assert {slug: guide.get(f"/{language}/trails/{slug}?date=2027-02-08&start=09:30").status_code for slug in slugs} == dict.fromkeys(slugs, 200)


def test_a_trail_that_is_not_there_is_absent(client, walk):
    walk(former_slugs=["old-walk"])

    assert client.get("/en/trails/nowhere?date=2027-02-09").status_code == 404
    assert client.get("/en/trails/old-walk").location == "/en/trails/walk"


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
PHOTO = {
    "file": "gate.png",
    "alt": {"zh": "胡同口的<砖>门", "en": "The brick gate of the lane"},
    "author": "<b>An editor</b>",
    "licence": "CC BY 4.0",
}
LEG_WITH_PHOTO = {"leg": {"turns": [{"text": {"zh": "左转", "en": "Turn left"}, "picture": PHOTO}]}}


@pytest.fixture
def app_with_media(tmp_path):
    """A guide whose content folder holds one photograph."""
    (tmp_path / "content" / "media").mkdir(parents=True)
    (tmp_path / "content" / "media" / "gate.png").write_bytes(PNG)
    (tmp_path / "content" / "site.yaml").write_text("secret: not for visitors\n")
    return make_app(tmp_path / "instance", CONTENT_DIR=str(tmp_path / "content"), PAGE_CACHE="0")


def test_a_photograph_of_a_turn_is_on_the_page_and_in_the_booklet(app_with_media):
    with app_with_media.app_context():
        publish_page(Family.PLACE, "hall")
        publish_page(Family.TRAIL, "walk", stops=[STATION, HALL | LEG_WITH_PHOTO])
    client = app_with_media.test_client()

    for language, alt in (("en", "The brick gate of the lane"), ("zh", "胡同口的&lt;砖&gt;门")):
        for surface in ("", "/booklet"):
            text = client.get(f"/{language}/trails/walk{surface}").text
            assert f'<img src="/media/gate.png" alt="{alt}" loading="lazy">' in text
            assert "&lt;b&gt;An editor&lt;/b&gt;" in text
    with client.get("/media/gate.png") as image:
        assert (image.status_code, image.data, image.mimetype) == (200, PNG, "image/png")
    assert [client.get(f"/media/{name}").status_code for name in ("other.png", "..%2Fsite.yaml", "site.yaml", "gate.svg")] == [404] * 4


@pytest.mark.skipif(not booklet.can_draw(), reason="the extra [pdf] is not installed")
def test_a_photograph_of_a_turn_is_in_the_pdf_and_a_missing_one_leaves_its_words(app_with_media):
    with app_with_media.app_context():
        publish_page(Family.PLACE, "hall")
        publish_page(Family.TRAIL, "walk", stops=[STATION, HALL | LEG_WITH_PHOTO])
    client = app_with_media.test_client()

    drawn = client.get("/zh/trails/walk.pdf").data
    (app_with_media.config["SETTINGS"].content / "media" / "gate.png").unlink()
    without = client.get("/zh/trails/walk.pdf").data

    assert [data.count(b"/Subtype /Image") for data in (drawn, without)] == [1, 0]
    assert without.startswith(b"%PDF")
