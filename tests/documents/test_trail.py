"""The document of a trail: what an editor may write of legs, closures, shortcuts, food and variants, and what is refused in words."""

from datetime import date

import pytest
from pydantic import ValidationError

from app.documents.faults import faults_of
from app.documents.trail import worst_of
from app.rules.geo import Point, walking_m, walking_min
from app.rules.hours.dated import FOR_EVER
from app.services import stations
from app.services.cards import trail_figures
from app.services.checking import check_content, trail_faults
from app.services.content_files import canonical, parse
from app.vocabulary import Family
from tests.factories import document
from tests.services.content_folder import fill, write_file

TEXT = {"zh": "看", "en": "Look"}
STATION = {"kind": "station", "station": "hepingmen", "text": TEXT}
HALL = {"place": "hall", "text": TEXT}
SHOP = {"place": "shop", "text": TEXT}


def trail(*stops, **values):
    return document(Family.TRAIL, stops=stops or [STATION, HALL, SHOP], **values)


def faults(*stops, **values):
    with pytest.raises(ValidationError) as refusal:
        trail(*stops, **values)
    return [f"{fault.field}: {fault.message}" for fault in faults_of(refusal.value)]


def test_a_trail_of_one_stop_is_refused():
    assert faults(STATION) == ["stops: needs at least 2"]


def test_a_point_with_latitude_and_longitude_swapped_is_refused():
    swapped = {**HALL, "point": {"lat": 116.38, "lon": 39.89, "accuracy_m": 50, "origin": "map"}}

    assert faults(STATION, swapped, SHOP) == ["stops[2].point.lat: must be at most 40.3", "stops[2].point.lon: must be at least 115.9"]


def test_the_point_of_a_stop_in_the_district_lies_in_the_district():
    far = {**HALL, "point": {"lat": 39.99, "lon": 116.6, "accuracy_m": 50, "origin": "map"}}
    abroad = {"kind": "landmark", "name": TEXT, "text": TEXT, "point": far["point"]}

    assert list(trail_faults(trail(STATION, far))) == ["stops[2].point: 39.99, 116.6 lies outside Xicheng District"]
    assert list(trail_faults(trail(STATION, abroad))) == []


@pytest.mark.parametrize(
    ("closure", "first", "last"),
    [
        ({"starts": "2026-12-01"}, date(2026, 12, 1), date(2026, 12, 1)),
        ({"starts": "2026-12-01", "ends": "2026-12-09"}, date(2026, 12, 1), date(2026, 12, 9)),
        ({"starts": "2026-12-01", "until_further_notice": True}, date(2026, 12, 1), FOR_EVER),
    ],
)
def test_a_closure_is_a_day_or_days_or_until_further_notice(closure, first, last):
    made = trail(STATION, {**HALL, "closures": [{**closure, "reason": TEXT}]}).stops[1].closures[0]

    assert (made.starts, made.last_day) == (first, last)
    assert [made.covers(day) for day in (date(2026, 11, 30), first, last)] == [False, True, True]


@pytest.mark.parametrize(
    ("closure", "fault"),
    [
        ({"starts": "2026-12-09", "ends": "2026-12-01"}, "ends on 2026-12-01, before it starts on 2026-12-09"),
        (
            {"starts": "2026-12-01", "ends": "2026-12-09", "until_further_notice": True},
            "has an end and is until further notice; leave one of them out",
        ),
    ],
)
def test_a_closure_that_cannot_be_is_refused(closure, fault):
    found = faults(STATION, {**HALL, "leg": {"closures": [{**closure, "reason": TEXT}]}}, SHOP)

    assert len(found) == 1
    assert found[0].endswith(fault)


@pytest.mark.parametrize(
    ("legs", "otherwise", "worst"),
    [
        ([True, True], None, True),
        ([True, False], None, False),
        ([True, None], None, None),
        ([True, None], True, True),
        ([None, False], None, False),
        ([True, True], False, False),
        ([None, None], None, None),
    ],
)
def test_a_trail_takes_its_worst_leg(legs, otherwise, worst):
    stops = [{**HALL, "leg": {"step_free": fact, "stroller": fact}} for fact in legs]
    made = trail(STATION, *stops, step_free=otherwise, stroller=otherwise)

    assert (worst_of(legs, otherwise), made.is_step_free, made.is_for_strollers) == (worst, worst, worst)


def test_a_trail_that_says_better_than_its_worst_leg_is_refused():
    found = faults(STATION, HALL, {**SHOP, "leg": {"step_free": False}}, step_free=True)

    assert [fault.split("step_free: ")[-1] for fault in found] == ["the way to stop 3 is not, and a trail takes its worst leg"]


@pytest.mark.parametrize(
    ("stops", "values", "fault"),
    [
        ([{**STATION, "leg": {"step_free": True}}, HALL], {}, "the first stop has no way to it; leave out its leg"),
        ([STATION, {**HALL, "by_metro": True}], {}, "a leg goes by metro, so the mode is walk_metro"),
        ([], {"shortcuts": [{"from_stop": 1, "to_stop": 2, "text": TEXT}]}, "it must leave out at least one stop"),
        ([], {"shortcuts": [{"from_stop": 1, "to_stop": 4, "text": TEXT}]}, "there is no stop 4; the trail has 3"),
        ([], {"food": [{"after_stop": 9, "name": TEXT, "text": TEXT}]}, "there is no stop 9; the trail has 3"),
        ([], {"food": [{"after_stop": 1, "text": TEXT}]}, "must name a place or have a name"),
        ([], {"variant_of": "other"}, "variant_of and variant go together"),
    ],
)
def test_what_cannot_be_is_refused_in_words(stops, values, fault):
    found = faults(*stops, **values)

    assert len(found) == 1
    assert found[0].endswith(fault)


def test_a_full_trail_comes_back_from_its_file():
    leg = {"step_free": True, "stroller": False, "note": TEXT, "turns": [{"text": TEXT}], "closures": [{"starts": "2026-12-01", "reason": TEXT}]}
    full = trail(
        STATION,
        {**HALL, "look_for": TEXT, "leg": leg},
        SHOP,
        variant_of="other",
        variant="half_day",
        shortcuts=[{"from_stop": 1, "to_stop": 3, "text": TEXT}],
        food=[{"after_stop": 2, "place": "shop", "text": TEXT}],
        usual_start="18:30",
        stroller=False,
    )

    assert type(full).model_validate(parse(canonical(full))) == full


def test_minutes_of_legs_and_stops_add_up_to_the_total(make_place):
    hall, shop = make_place("hall"), make_place("shop", point={"lat": 39.893, "lon": 116.384, "accuracy_m": 50, "origin": "map"})
    made = trail(STATION, {**HALL, "stay_min": 30}, {**SHOP, "stay_min": 10}, shortcuts=[{"from_stop": 1, "to_stop": 3, "text": TEXT}])

    figures = trail_figures(made, {"hall": hall, "shop": shop})

    here, there, end = stations.station("hepingmen").point, Point(39.89, 116.38), Point(39.893, 116.384)
    legs = [walking_m(here, there), walking_m(there, end)]
    assert (figures["legs_m"], figures["walk_m"]) == ([None, *legs], sum(legs))
    assert figures["walk_min"] == walking_min(legs[0]) + walking_min(legs[1])
    assert figures["total_min"] == figures["walk_min"] + 40
    assert figures["shortcuts_m"] == [walking_m(here, end)]
    assert "closures" not in figures


def test_a_ride_counts_no_metres_and_twenty_minutes(make_place):
    hall, shop = make_place("hall"), make_place("shop", point={"lat": 39.893, "lon": 116.384, "accuracy_m": 50, "origin": "map"})

    figures = trail_figures(trail(STATION, HALL, {**SHOP, "by_metro": True}, mode="walk_metro"), {"hall": hall, "shop": shop})

    assert figures["legs_m"][2] is None
    assert figures["total_min"] == figures["walk_min"] + 20


def test_closures_of_stops_legs_and_places_are_on_the_card(make_place):
    shut = {"starts": "2026-12-01", "reason": TEXT}
    hall = make_place("hall", hours_exceptions=[shut, {**shut, "starts": "2026-12-05", "hours": "10:00-12:00"}])
    made = trail(STATION, {**HALL, "leg": {"closures": [{**shut, "until_further_notice": True}]}, "closures": [{**shut, "ends": "2026-12-03"}]})

    assert trail_figures(made, {"hall": hall})["closures"] == [
        [2, "stop", "2026-12-01", "2026-12-01"],
        [2, "stop", "2026-12-01", "2026-12-03"],
        [2, "leg", "2026-12-01", "9999-12-31"],
    ]


def test_a_trail_by_metro_has_a_leg_by_metro():
    assert faults(mode="walk_metro") == ["the document: the mode is walk_metro, but no leg goes by metro"]
    assert faults(STATION, HALL | {"by_metro": True}) == ["the document: a leg goes by metro, so the mode is walk_metro"]


PHOTO = {"file": "gate.png", "alt": {"zh": "门", "en": "A gate"}, "author": "An editor", "licence": "CC BY 4.0"}


def hall_with(**changes):
    return {**HALL, "leg": {"turns": [{"text": TEXT, "picture": PHOTO | changes}]}}


@pytest.mark.parametrize("file", ["../gate.png", "gate.svg", "Gate.PNG", "https://elsewhere.example/gate.png", ".png", "门.png"])
def test_a_photograph_of_a_turn_is_a_file_of_the_guides_own(file):
    assert [fault.split(": ")[1][:13] for fault in faults(STATION, hall_with(file=file))] == ["picture.file "]


def test_a_photograph_of_a_turn_says_in_both_languages_what_it_shows():
    assert faults(STATION, hall_with(alt={"zh": "门"})) == ["stops[2].leg.turns[1]: picture.alt must be in both languages"]


def test_the_file_of_a_photograph_is_checked_at_load(tmp_path):
    folder = fill(tmp_path)
    stops = [{"place": "changdian", "text": TEXT}, {**hall_with(), "place": "rongbaozhai"}]
    write_file(folder, Family.TRAIL, "liulichang", stops=stops)
    media = folder / "media"
    media.mkdir()

    def found(content=None):
        if content is not None:
            (media / "gate.png").write_bytes(content)
        return [fault for fault in check_content(folder)[1] if "picture" in fault or "photographs" in fault]

    start = "trails/liulichang.yaml: stops[2].leg.turns[1].picture.file: "
    png = b"\x89PNG\r\n\x1a\n"
    assert found() == [start + "there is no media/gate.png"]
    assert found(b"<svg onload=x>") == [start + "gate.png is not what its name says"]
    assert found(png + bytes(200_000)) == [start + "gate.png has 200008 bytes; at most 150000 are allowed"]
    assert found(png) == []
