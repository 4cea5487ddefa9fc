"""Calendars of every list and page: alike to two libraries, in three languages, filtered, and never telling what is not public."""

from datetime import date, datetime, timedelta
from functools import partial

import icalendar
import pytest
import time_machine
from flask.testing import FlaskClient

from app import clock
from app.extensions import db
from app.models.page import Page
from app.services.publishing import start_page, withdraw
from app.services.transactions import writing
from app.vocabulary import Family
from tests.conftest import make_app
from tests.factories import publish_page
from tests.services.exports.made import read_by_icalendar, read_by_vobject

NOW = datetime(2027, 2, 6, 16, 0, tzinfo=clock.BEIJING)
FREE = {"kind": "free"}
USUALLY = {"rule": "lunar:L01-01..L01-05", "text": {"zh": "通常在正月初一至初五", "en": "usually lunar New Year’s Day to the 5th"}}
EVENING = {"starts": "2027-02-06", "opens": "19:30", "closes": "21:30"}
RUN = {"starts": "2027-01-10", "ends": "2027-03-31", "opens": "10:00", "closes": "18:00"}
NIGHTS = {"starts": "2027-02-05", "ends": "2027-02-07", "opens": "23:00", "closes": "01:00"}
SATURDAYS = {"starts": "2027-02-06", "ends": "2027-03-27", "repeats": "weekly", "weekdays": ["sat"], "opens": "14:00"}
LANGUAGES = ("zh", "en", "zh-hant")
ALL = {"evening", "run", "nights", "saturdays", "edition"}
OF_LISTS = {
    "/events": ALL,
    "/events?month=2027-02": ALL,
    "/events?year=2027": ALL,
    "/series": {"edition"},
    "/places": ALL,
    "/now": ALL,
    "/tonight": ALL,
    "/weekend": ALL,
    "/day/2027-02-06": ALL,
    "/calendar/2027/02": ALL,
    "/calendar/2027-W05": ALL,
    "/events/evening": {"evening"},
    "/series/lamps": {"edition"},
    "/places/hall": {"evening", "run", "edition"},
    "/neighbourhoods/tianqiao": {"evening", "run", "edition"},
    "/interests/at-night": {"evening", "nights"},
}
OF_FILTERS = {
    "/events?kind=festival": {"evening"},
    "/events?kind=poetry": {"nights"},
    "/events?kind=exhibition": {"run"},
    "/events?neighbourhood=niujie": {"nights", "saturdays"},
    "/events?neighbourhood=yuetan": set(),
    "/events?free=yes": {"evening"},
    "/events?interest=at-night": {"evening", "nights"},
    "/events?interest=at-night&kind=poetry": {"nights"},
    "/events?month=2027-03": {"run", "saturdays"},
    "/events?month=2027-03&neighbourhood=niujie": {"saturdays"},
    "/events?year=2028": set(),
    "/series?kind=temple_fair": {"edition"},
    "/series?kind=poetry": set(),
    "/places?kind=museum": {"evening", "run", "edition"},
    "/places?kind=park": {"nights", "saturdays"},
    "/places?neighbourhood=yuetan": set(),
    "/day/2027-02-05": {"run", "nights"},
    "/day/2027-06-01": set(),
}


def calendar_of(path):
    """Give the calendar's address for a list's: .ics goes before the question mark."""
    before, mark, asked = path.partition("?")
    return f"{before}.ics{mark}{asked}"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A guide with events of every shape, at one minute, for reading only."""
    with time_machine.travel(NOW, tick=False):
        app = make_app(tmp_path_factory.mktemp("feeds"), PAGE_CACHE="0")
        with app.app_context():
            publish_all()
            db.session.remove()
            yield app
            db.session.remove()


def publish_all():
    """Publish two places, a series with an edition and one without, events of every shape."""
    publish_page(Family.NEIGHBOURHOOD, "tianqiao")
    publish_page(Family.PLACE, "hall", name={"zh": "甲馆", "en": "Hall"})
    publish_page(Family.PLACE, "park", name={"zh": "乙园", "en": "Park"}, kind="park", subdistrict="niujie")
    publish_page(Family.SERIES, "lamps", name={"zh": "灯会", "en": "Lamps"}, usually=USUALLY, venues=[{"place": "hall"}])
    publish_page(Family.SERIES, "fairs", name={"zh": "庙会", "en": "Fairs"}, usually=USUALLY, venues=[{"place": "hall"}])
    at_hall, at_park = {"venues": [{"place": "hall"}]}, {"venues": [{"place": "park"}]}
    publish_event = partial(publish_page, Family.EVENT)
    publish_event(
        "evening", kind="festival", admission=FREE, interests=["at-night"], schedule=[EVENING], name={"zh": "夜场", "en": "Evening"}, **at_hall
    )
    publish_event("run", kind="exhibition", schedule=[RUN], name={"zh": "长展", "en": "Run"}, **at_hall)
    publish_event("nights", kind="poetry", interests=["at-night"], schedule=[NIGHTS], name={"zh": "三夜", "en": "Nights"}, **at_park)
    publish_event("saturdays", schedule=[SATURDAYS], name={"zh": "周六", "en": "Saturdays"}, **at_park)
    publish_event("edition", series="lamps", year=2027, schedule=[EVENING], name={"zh": "灯会一届", "en": "Edition"}, **at_hall)


@pytest.fixture
def read(site):
    """Read an address in a language; it must answer with a calendar."""
    visitor = FlaskClient(site, site.response_class)

    def read_calendar(path, lang="en"):
        response = visitor.get(f"/{lang}{path}")
        assert response.status_code == 200, path
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        return response.data

    return read_calendar


@pytest.fixture
def refused(site):
    """Read an address that must not answer; give its status and words."""
    visitor = FlaskClient(site, site.response_class)

    def read_refusal(path, lang="en"):
        response = visitor.get(f"/{lang}{path}")
        return response.status_code, response.text

    return read_refusal


def slugs_of(octets):
    """Give the events whose dates stand in a calendar."""
    return {str(one["UID"]).partition(".")[0] for one in icalendar.Calendar.from_ical(octets).walk("VEVENT")}


def events_of(octets, slug):
    """Give the dates of one page in a calendar."""
    return [one for one in icalendar.Calendar.from_ical(octets).walk("VEVENT") if str(one["UID"]).startswith(f"{slug}.")]


def test_every_calendar_of_the_guide_is_tried_here(site):
    adapter = site.url_map.bind("")
    tried = {adapter.match(f"/en{calendar_of(path)}".partition("?")[0])[0] for path in OF_LISTS}

    assert tried == {rule.endpoint for rule in site.url_map.iter_rules() if rule.rule.endswith(".ics") and rule.endpoint.startswith("feeds.")}


@pytest.mark.parametrize("path", OF_LISTS)
def test_list_and_its_calendar_answer_alike_in_every_language(read, site, path):
    for lang in LANGUAGES:
        assert FlaskClient(site, site.response_class).get(f"/{lang}{path}").status_code == 200
        octets = read(calendar_of(path), lang)
        assert read_by_icalendar(octets) == read_by_vobject(octets)
        assert slugs_of(octets) == OF_LISTS[path]


@pytest.mark.parametrize(("lang", "name", "place"), [("zh", "三夜", "乙园"), ("en", "Nights", "Park"), ("zh-hant", "三夜", "乙園")])
def test_calendar_speaks_the_language_of_its_address(read, lang, name, place):
    (first, *_others) = events_of(read("/events.ics", lang), "nights")

    assert (str(first["SUMMARY"]), str(first["LOCATION"])) == (name, place)
    assert first["SUMMARY"].params["LANGUAGE"] == {"zh": "zh-Hans", "en": "en", "zh-hant": "zh-Hant"}[lang]
    assert str(first["URL"]).endswith(f"/{lang}/events/nights")


def test_dates_are_the_same_in_every_language(read):
    found = [[row[:4] + row[-1:] for row in read_by_icalendar(read("/events.ics", lang))] for lang in LANGUAGES]

    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 1 + 1 + 3 + 8 + 1


@pytest.mark.parametrize("path", OF_FILTERS)
def test_calendar_keeps_the_filters_of_its_list(read, path):
    octets = read(calendar_of(path))

    assert slugs_of(octets) == OF_FILTERS[path]
    assert octets.endswith(b"END:VCALENDAR\r\n")


def test_night_is_in_the_calendar_of_the_day_it_begins_on_and_of_the_next(read):
    starts = [
        [str(one.decoded("DTSTART").date()) for one in events_of(read(f"/day/2027-02-{day}.ics"), "nights")] for day in ("04", "05", "06", "08")
    ]

    assert starts == [[], ["2027-02-05"], ["2027-02-05", "2027-02-06"], ["2027-02-07"]]


@pytest.mark.parametrize(("lang", "before"), [("zh", "预计："), ("en", "Expected: "), ("zh-hant", "預計：")])
@pytest.mark.parametrize(
    "path", ["/events.ics", "/series.ics", "/series/fairs.ics", "/places/hall.ics", "/calendar/2027/02.ics", "/day/2027-02-07.ics"]
)
def test_expected_dates_come_when_asked_for_and_say_so(read, path, lang, before):
    (first, *_later) = events_of(read(f"{path}?expected=1", lang), "fairs")

    assert str(first["SUMMARY"]).startswith(before)
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (date(2027, 2, 6), date(2027, 2, 11))
    assert (str(first["STATUS"]), str(first["TRANSP"])) == ("TENTATIVE", "TRANSPARENT")


@pytest.mark.parametrize("asked", ["", "?expected=0", "?expected="])
@pytest.mark.parametrize("path", [calendar_of(path) for path in OF_LISTS if "?" not in path])
def test_calendar_not_asked_for_expected_dates_has_none(read, path, asked):
    octets = read(path + asked)

    assert not events_of(octets, "fairs")
    assert b"Expected: " not in octets


def test_series_that_has_an_edition_is_not_expected_in_its_year(read):
    found = events_of(read("/series/lamps.ics?expected=1"), "lamps")

    assert found[0]["DTSTART"].dt == date(2028, 1, 26)


@pytest.mark.parametrize("alarm", ["15m", "30m", "1h", "2h", "1d", "2d", "1w"])
def test_alarm_stands_on_every_date_that_stands(read, alarm):
    ahead = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}[alarm[-1]] * int(alarm[:-1])

    events = icalendar.Calendar.from_ical(read(f"/events.ics?alarm={alarm}&expected=1")).walk("VEVENT")

    for one in events:
        triggers = [part["TRIGGER"].dt for part in one.walk("VALARM")]
        assert triggers == ([-ahead] if str(one["STATUS"]) == "CONFIRMED" else [])
    assert {str(one["STATUS"]) for one in events} == {"CONFIRMED", "TENTATIVE"}


def test_calendar_has_no_alarm_unasked(read):
    assert b"VALARM" not in read("/events.ics")
    assert b"VALARM" not in read("/events.ics?alarm=")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/events.ics?alarm=3d", "“3d” is no alarm; there are 15m, 30m, 1h, 2h, 1d, 2d, 1w."),
        ("/day/2027-02-06.ics?alarm=<b>", "“&lt;b&gt;” is no alarm"),
        ("/events.ics?expected=yes", "“yes” is no choice of the filter"),
        ("/events.ics?kind=castle", "“castle” is no choice of the filter “Kind”"),
        ("/events.ics?month=2027-13", "“2027-13” is no month"),
        ("/events.ics?month=13", "“13” is no month"),
        ("/events.ics?year=1", "“1” is no year"),
        ("/events.ics?month=2027-02&year=2027", "Choose a month or a year, not both."),
        ("/series.ics?free=perhaps", "“perhaps” is no choice of the filter “Price”"),
        ("/places.ics?kind=temple_fair", "“temple_fair” is no choice of the filter “Kind”"),
    ],
)
def test_bad_wish_is_refused_in_words(refused, path, words):
    status, text = refused(path)

    assert status == 400
    assert words in text


@pytest.mark.parametrize(
    "path",
    [
        "/events/none.ics",
        "/series/none.ics",
        "/places/none.ics",
        "/neighbourhoods/none.ics",
        "/neighbourhoods/niujie.ics",
        "/interests/none.ics",
        "/day/2026-02-30.ics",
        "/day/0000-01-01.ics",
        "/day/2036-01-01.ics",
        "/calendar/2027/13.ics",
        "/calendar/2027-W54.ics",
        "/series/evening.ics",
        "/none.ics",
    ],
)
def test_calendar_of_what_there_is_not_is_a_404(refused, path):
    assert [refused(path, lang)[0] for lang in LANGUAGES] == [404, 404, 404]


def test_long_run_is_one_entry_of_whole_days(read):
    (run,) = events_of(read("/events.ics"), "run")

    assert (run["DTSTART"].dt, run["DTEND"].dt) == (date(2027, 1, 10), date(2027, 4, 1))
    assert str(run["UID"]) == "run.20270110T1000-run@wanderxicheng"
    assert "10:00–18:00" in str(run["DESCRIPTION"])


def test_short_run_is_its_nights(read):
    found = [(one.decoded("DTSTART"), one.decoded("DTEND") - one.decoded("DTSTART")) for one in events_of(read("/events.ics"), "nights")]

    assert [starts.strftime("%d %H:%M %z") for starts, _length in found] == ["05 23:00 +0800", "06 23:00 +0800", "07 23:00 +0800"]
    assert {length for _starts, length in found} == {timedelta(hours=2)}


def test_rule_is_its_dates_and_an_end_not_told_is_not_given(read):
    found = events_of(read("/events/saturdays.ics"), "saturdays")

    assert [one.decoded("DTSTART").day for one in found] == [6, 13, 20, 27, 6, 13, 20, 27]
    assert not any("DTEND" in one for one in found)


def test_file_is_named_after_its_page(site):
    response = FlaskClient(site, site.response_class).get("/en/events/evening.ics")

    assert response.headers["Content-Disposition"] == 'attachment; filename="evening.ics"'


def test_page_offers_the_file_the_subscription_and_the_calendars_on_the_web(site):
    text = FlaskClient(site, site.response_class).get("/en/events/evening").text

    assert 'href="/en/events/evening.ics"' in text
    assert 'href="webcal://127.0.0.1:8000/en/events/evening.ics"' in text
    assert "https://calendar.google.com/calendar/render?action=TEMPLATE&amp;text=Evening&amp;dates=20270206T193000%2F20270206T213000" in text
    assert "https://outlook.live.com/calendar/0/deeplink/compose?" in text


def test_last_night_is_still_tonight_until_five(site):
    visitor = FlaskClient(site, site.response_class)
    for hour, starts in ((1, ["2027-02-05", "2027-02-06"]), (5, ["2027-02-06", "2027-02-07"])):
        with time_machine.travel(datetime(2027, 2, 7, hour, 0, tzinfo=clock.BEIJING), tick=False):
            found = events_of(visitor.get("/en/tonight.ics").data, "nights")
        assert [str(one.decoded("DTSTART").date()) for one in found] == starts


@pytest.fixture
def at_noon():
    """One minute for the tests that publish."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("family", "folder"), [(Family.EVENT, "events"), (Family.SERIES, "series"), (Family.PLACE, "places"), (Family.NEIGHBOURHOOD, "neighbourhoods")]
)
def test_former_address_leads_to_the_calendar_of_the_present_one(client, at_noon, family, folder):
    publish_page(family, "tianqiao", former_slugs=["once"])

    response = client.get(f"/zh-hant/{folder}/once.ics")

    assert (response.status_code, response.location) == (301, f"/zh-hant/{folder}/tianqiao.ics")


def test_draft_and_withdrawn_event_are_in_no_calendar(client, at_noon, make_place, make_event):
    make_place("hall")
    shown = make_event("shown", schedule=[EVENING], venues=[{"place": "hall"}])
    paths = (
        "/events.ics",
        "/places.ics",
        "/places/hall.ics",
        "/day/2027-02-06.ics",
        "/calendar/2027/02.ics",
        "/now.ics",
        "/events.ics?month=2027-02",
    )
    assert {path: slugs_of(client.get(f"/en{path}").data) for path in paths} == {path: {"shown"} for path in paths}

    with writing() as session:
        withdraw(session, session.get_one(Page, shown.id))
        start_page(session, Family.EVENT, "draft")

    assert {path: slugs_of(client.get(f"/en{path}").data) for path in paths} == {path: set() for path in paths}
    assert [client.get(f"/en/events/{slug}.ics").status_code for slug in ("shown", "draft")] == [410, 404]


def test_withdrawn_place_is_not_named_as_a_location(client, at_noon, make_place, make_event):
    hall = make_place("hall", name={"zh": "甲馆", "en": "Hall"})
    make_event("shown", schedule=[EVENING], venues=[{"place": "hall"}])
    assert b"LOCATION;LANGUAGE=en:Hall" in client.get("/en/events.ics").data

    with writing() as session:
        withdraw(session, session.get_one(Page, hall.id))

    assert b"Hall" not in client.get("/en/events.ics").data


def fill(number):
    """Publish one more of everything that stands in calendars."""
    publish_page(Family.PLACE, f"hall-{number}")
    publish_page(Family.SERIES, f"series-{number}", usually=USUALLY, venues=[{"place": f"hall-{number}"}])
    publish_page(Family.EVENT, f"event-{number}", series=f"series-{number}", year=2026, schedule=[EVENING, RUN], venues=[{"place": f"hall-{number}"}])


@pytest.mark.parametrize("path", [calendar_of(path) for path in OF_LISTS if path.count("/") == 1 or path[1:4] in {"day", "cal"}])
def test_calendar_asks_as_often_for_three_events_as_for_one(client, at_noon, count_queries, path):
    address = f"/en{path}{'&' if '?' in path else '?'}expected=1"
    fill(1)
    client.get("/en/places?kind=library")
    one = count_queries(lambda: client.get(address))
    fill(2)
    fill(3)
    client.get("/en/places?kind=library")

    assert count_queries(lambda: client.get(address)) == one <= 15
