"""One change of status, and every surface says it in the same second, in every language, with and without the page cache."""

import json
import re
from datetime import datetime
from urllib.parse import quote

import pytest
import time_machine
from flask.testing import FlaskClient

from app import clock, i18n
from app.extensions import db
from app.models.page import Page
from app.services.statuses import set_status
from app.services.transactions import writing
from app.vocabulary import Family, Status
from tests.conftest import make_app, renew
from tests.factories import publish_page

SATURDAY_EVENING = datetime(2027, 2, 6, 19, 0, tzinfo=clock.BEIJING)
LANGUAGES = ("zh", "en", "zh-hant")
NAME = {"zh": "灯下夜话", "en": "Talks by lamplight"}
NOTE = {"zh": "因大风。", "en": "Because of the wind."}
DATES = [{"starts": day, "opens": "18:00", "closes": "21:00"} for day in ("2027-02-06", "2027-02-13")]
OF = "2027-02-06T18:00"
SAID = {
    "whole": {status: {} for status in Status} | {Status.RESCHEDULED: {"previously": "2027-01-30"}},
    "one date": {status: {"of": OF} for status in Status} | {Status.RESCHEDULED: {"of": OF, "opens": "18:30", "closes": "21:30"}},
}
ROWS = (
    "/",
    "/now",
    "/tonight",
    "/weekend",
    "/events",
    "/events?month=2027-02",
    "/events?kind=festival",
    "/events/lantern-weeks",
    "/day/2027-02-06",
    "/calendar/2027/02",
    "/calendar/2027-W05",
    "/series/lamps",
    "/places/hall",
    "/neighbourhoods/tianqiao",
    "/interests/at-night",
)
CARDS = ("/search?q=" + quote("灯下夜话"), "/stories/tale")
WITHOUT = ("/series", "/map")
CALENDARS = (
    "/events/lamplight.ics",
    "/events/lantern-weeks.ics",
    "/events.ics",
    "/events.ics?month=2027-02",
    "/series.ics",
    "/series/lamps.ics",
    "/places.ics",
    "/places/hall.ics",
    "/neighbourhoods/tianqiao.ics",
    "/interests/at-night.ics",
    "/now.ics",
    "/tonight.ics",
    "/weekend.ics",
    "/day/2027-02-06.ics",
    "/calendar/2027/02.ics",
    "/calendar/2027-W05.ics",
)
FEEDS = ("/events.atom", "/news.atom", "/events.json", "/news.json")
DATA = ("/events/lamplight", "/series/lamps")
EVERY = ("/events/lamplight", *ROWS, *CARDS, *WITHOUT, *CALENDARS, *FEEDS, "/places.geojson")
WAS = {
    "whole": {"zh": "2027年1月30日（周六）", "en": "Sat 30 Jan 2027", "zh-hant": "2027年1月30日（週六）"},
    "one date": dict.fromkeys(LANGUAGES, 'class="hedge">[^<]*18:00</'),
}
IN_CALENDARS = {Status.CANCELLED: "CANCELLED", Status.POSTPONED: "TENTATIVE"}
IN_DATA = {
    Status.RESCHEDULED: "EventRescheduled",
    Status.POSTPONED: "EventPostponed",
    Status.CANCELLED: "EventCancelled",
    Status.MOVED_ONLINE: "EventMovedOnline",
    Status.FULL: "EventScheduled",
}
FLIPS = [(scope, status, LANGUAGES[turn % 3]) for turn, (scope, status) in enumerate((scope, status) for scope in SAID for status in IN_DATA)]


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The guide with its page cache and without it."""
    return {kept: make_app(tmp_path_factory.mktemp(f"cache{kept}"), PAGE_CACHE=kept) for kept in ("1", "0")}


@pytest.fixture(params=["1", "0"], ids=["cache", "no cache"])
def visitor(request, sites):
    """A visitor of a guide with one event on every surface, at one minute of a Saturday evening."""
    with time_machine.travel(SATURDAY_EVENING, tick=False), sites[request.param].app_context():
        renew()
        db.session.remove()
        publish_everything()
        yield FlaskClient(sites[request.param], sites[request.param].response_class)
        db.session.remove()


def publish_everything():
    """Publish the event and every page that shows it."""
    publish_page(Family.NEIGHBOURHOOD, "tianqiao")
    publish_page(Family.PLACE, "hall", name={"zh": "甲馆", "en": "The hall"}, opening_hours="Mo-Su 09:00-22:00", interests=["at-night"])
    publish_page(Family.SERIES, "lamps", venues=[{"place": "hall"}], interests=["at-night"], name={"zh": "灯会", "en": "Lamps"})
    publish_page(Family.EVENT, "lantern-weeks", name={"zh": "灯周", "en": "Lantern weeks"}, schedule=[{"starts": "2027-03"}])
    publish_page(
        Family.EVENT,
        "lamplight",
        name=NAME,
        kind="festival",
        series="lamps",
        year=2027,
        parent="lantern-weeks",
        venues=[{"place": "hall"}],
        interests=["at-night"],
        schedule=DATES,
    )
    publish_page(Family.STORY, "tale", subjects=["events/lamplight"], name={"zh": "一则", "en": "A tale"})


def flip(scope, status):
    """Do what the desk does."""
    with writing() as session:
        page = session.query(Page).filter_by(family=Family.EVENT, slug="lamplight").one()
        set_status(session, page, status, note=NOTE, **SAID[scope][status])


def read(visitor, path, lang):
    """Give the text of an address that must answer."""
    response = visitor.get(f"/{lang}{path}")
    assert response.status_code == 200, path
    return response.text


def word(status, lang):
    """Give the label of a status as a reader of a language reads it."""
    return {"zh": status.zh, "en": status.en, "zh-hant": i18n.to_traditional(status.zh)}[lang]


def said(text, lang):
    """Give what a language makes of a text in both."""
    return {"zh": text["zh"], "en": text["en"], "zh-hant": i18n.to_traditional(text["zh"])}[lang]


def row_of(text, lang):
    """Give the rows of a list that lead to the event, as one text."""
    return "".join(row for row in re.findall(r"<li class=\"row.*?</li>", text, re.DOTALL) if f"/{lang}/events/lamplight" in row)


def entry_of(text):
    """Give the lines of the event's evening as a calendar has it, by name; two libraries read calendars elsewhere."""
    events = text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]
    (found,) = (one for one in events if one.startswith("UID:lamplight.20270206T1800@wanderxicheng\r\n"))
    lines = (line.partition(":") for line in found.split("\r\n"))
    return {name.split(";")[0]: value for name, _colon, value in lines}


def node_of(text, scope):
    """Give what a page says of the event, or of its evening, to machines."""
    nodes = json.loads(re.search(r'ld\+json">(.*?)</script>', text, re.DOTALL).group(1))["@graph"]
    if nodes[0]["@type"] == "EventSeries":
        return nodes[0]["subEvent"][0]
    return nodes[0] if scope == "whole" else nodes[0].get("subEvent", nodes)[0]


def titles_of(text):
    """Give the titles of a feed's news, of either form."""
    return [item["title"] for item in json.loads(text)["items"]] if text.startswith("{") else re.findall("<title>(.*?)</title>", text)[1:]


@pytest.mark.parametrize(("scope", "status", "lang"), FLIPS, ids=[" ".join(flip) for flip in FLIPS])
def test_one_change_of_status_is_on_every_surface_in_the_same_second(visitor, scope, status, lang):
    label, prefix = word(status, lang), word(status, lang).capitalize()
    before = {path: read(visitor, path, lang) for path in EVERY}

    flip(scope, status)
    after = {path: read(visitor, path, lang) for path in EVERY}

    for path in ROWS:
        assert row_of(before[path], lang), path
        assert "tag-status" not in before[path], path
        assert f'tag-status">{label}<' in row_of(after[path], lang), path
    for path in CARDS:
        assert row_of(before[path], lang), path
        assert (f'tag-status">{label}<' in row_of(after[path], lang)) is (scope == "whole"), path
    for path in WITHOUT:
        assert f"/{lang}/events/lamplight" not in before[path] + after[path], path
    for path in CALENDARS:
        was, now = entry_of(before[path]), entry_of(after[path])
        assert (was["STATUS"], was["SEQUENCE"]) == ("CONFIRMED", "0"), path
        assert (now["STATUS"], now["SEQUENCE"]) == (IN_CALENDARS.get(status, "CONFIRMED"), "1"), path
        assert now["SUMMARY"].startswith(prefix), path
    for path in FEEDS:
        assert not any(label in title.lower() for title in titles_of(before[path])), path
        (told,) = (title for title in titles_of(after[path]) if said(NAME, lang) in title)
        assert label in told.lower(), path
        assert said(NOTE, lang) in after[path], path
    for path in DATA:
        assert node_of(before[path], "whole")["eventStatus"] == "https://schema.org/EventScheduled", path
        assert node_of(after[path], scope)["eventStatus"] == f"https://schema.org/{IN_DATA[status]}", path
    assert before["/places.geojson"] == after["/places.geojson"]
    assert [one["geometry"]["type"] for one in json.loads(after["/places.geojson"])["features"]] == ["Point"]


@pytest.mark.parametrize(("scope", "status", "_lang"), FLIPS, ids=[" ".join(flip[:2]) for flip in FLIPS])
def test_old_link_explains_what_happened_in_every_language(visitor, scope, status, _lang):
    before = {lang: read(visitor, "/events/lamplight", lang) for lang in LANGUAGES}
    flip(scope, status)

    for lang in LANGUAGES:
        text = read(visitor, "/events/lamplight", lang)
        assert said(NOTE, lang) not in before[lang]
        assert said(NOTE, lang) in text
        assert f">{word(status, lang)}<" in text
        assert bool(re.search(WAS[scope][lang], text)) is (status is Status.RESCHEDULED)
        assert not re.search(WAS[scope][lang], before[lang])


@pytest.mark.parametrize("status", [Status.RESCHEDULED, Status.CANCELLED])
def test_status_goes_back_everywhere_in_the_same_second(visitor, status):
    before = {path: read(visitor, path, "en") for path in (*ROWS, *CARDS, *DATA)}
    flip("whole", status)

    with writing() as session:
        set_status(session, session.query(Page).filter_by(family=Family.EVENT, slug="lamplight").one(), Status.SCHEDULED)

    assert {path: read(visitor, path, "en") for path in before} == before
    assert [entry_of(read(visitor, path, "en"))["SEQUENCE"] for path in CALENDARS] == ["2"] * len(CALENDARS)
    assert all("As planned again" in read(visitor, path, "en") for path in FEEDS)


def test_evening_moved_to_another_day_leaves_the_old_day_and_stands_on_the_new_one(visitor):
    with writing() as session:
        page = session.query(Page).filter_by(family=Family.EVENT, slug="lamplight").one()
        set_status(session, page, Status.RESCHEDULED, of=OF, starts="2027-02-08", note=NOTE)

    assert row_of(read(visitor, "/day/2027-02-06", "en"), "en") == ""
    row = row_of(read(visitor, "/day/2027-02-08", "en"), "en")
    assert 'tag-status">rescheduled<' in row
    assert "first announced for Sat 6 Feb 2027" in row
    assert "first announced for Sat 6 Feb 2027" in read(visitor, "/events/lamplight", "en")
    entry = entry_of(read(visitor, "/series/lamps.ics", "en"))
    assert (entry["DTSTART"], entry["SEQUENCE"]) == ("20270208T180000", "1")
    assert node_of(read(visitor, "/events/lamplight", "en"), "one date")["previousStartDate"] == "2027-02-06T18:00:00+08:00"
