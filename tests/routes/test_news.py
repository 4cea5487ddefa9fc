"""Atom and JSON Feed say what was added and changed: in words, newest first, in three languages, and nothing that is not public."""

import json
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine

from app import clock
from app.models.page import Change, Page
from app.services.publishing import reproject_all, start_page, withdraw
from app.services.statuses import set_status
from app.services.transactions import writing
from app.vocabulary import Family, Status
from tests.factories import publish_page

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=clock.BEIJING)
EVENING = {"starts": "2027-02-06", "opens": "19:30", "closes": "21:30"}
NAMES = {"name": {"zh": "灯下夜话", "en": "Talks by lamplight"}}
NOTE = {"zh": "因风取消。", "en": "Because of the wind."}
LANGUAGES = ("zh", "en", "zh-hant")
FEEDS = ("events", "news")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def moment():
    """A clock that tests move on by hand."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def later(moment):
    """Let a minute pass."""
    return lambda minutes=1: moment.shift(timedelta(minutes=minutes))


def atom_of(client, what="news", lang="en"):
    """Give the entries of an Atom feed by their elements."""
    response = client.get(f"/{lang}/{what}.atom")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return [{part.tag.removeprefix(ATOM): part.text for part in one} for one in ElementTree.fromstring(response.data).iter(f"{ATOM}entry")]


def items_of(client, what="news", lang="en"):
    """Give the items of a JSON feed."""
    response = client.get(f"/{lang}/{what}.json")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/feed+json; charset=utf-8")
    return json.loads(response.data)["items"]


def titles(client, what="news", lang="en"):
    """Give the titles of a feed, which both its forms say alike."""
    found = [one["title"] for one in items_of(client, what, lang)]
    assert [one["title"] for one in atom_of(client, what, lang)] == found
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("what", FEEDS)
def test_both_forms_say_the_same(client, make_event, make_place, later, what, lang):
    make_place("hall", name={"zh": "甲馆", "en": "Hall"})
    later()
    make_event("talks", schedule=[EVENING], **NAMES)
    later()
    make_event("talks", schedule=[EVENING, {"starts": "2027-02-07"}], **NAMES)

    atom = [(one["id"], one["title"], one["published"], one["updated"], one["content"]) for one in atom_of(client, what, lang)]
    items = [(one["id"], one["title"], one["date_published"], one["date_modified"], one["content_text"]) for one in items_of(client, what, lang)]

    assert atom == items
    assert len(items) == {"events": 1, "news": 2}[what]
    assert items[0][0] == "tag:wanderxicheng,2026:events/talks/2"
    assert items[0][2:4] == ("2027-02-01T09:01:00+08:00", "2027-02-01T09:02:00+08:00")


@pytest.mark.parametrize(
    ("lang", "name", "address"),
    [("zh", "灯下夜话", "/zh/events/talks"), ("en", "Talks by lamplight", "/en/events/talks"), ("zh-hant", "燈下夜話", "/zh-hant/events/talks")],
)
def test_feed_speaks_the_language_of_its_address(client, make_event, lang, name, address):
    make_event("talks", **NAMES)

    (item,) = items_of(client, "events", lang)

    assert item["title"].endswith(name)
    assert item["url"] == f"http://127.0.0.1:8000{address}"
    assert item["language"] == {"zh": "zh-Hans", "en": "en", "zh-hant": "zh-Hant"}[lang]


CHANGES = {
    "As planned again": ({"status": "cancelled"}, {}),
    "Cancelled": ({}, {"status": "cancelled"}),
    "Postponed": ({}, {"status": "postponed"}),
    "Full": ({}, {"status": "full"}),
    "Moved online": ({}, {"status": "moved_online"}),
    "Rescheduled": ({}, {"status": "rescheduled", "previously": "2027-01-30"}),
    "6 Feb 2027 cancelled": ({}, {"changes": [{"of": "2027-02-06", "status": "cancelled", "note": NOTE}]}),
    "6 Feb 2027 full": ({}, {"changes": [{"of": "2027-02-06T19:30", "status": "full"}]}),
    "Dates changed": ({}, {"schedule": [EVENING, {"starts": "2027-02-07"}]}),
    "Text revised": ({}, {"body": {"zh": "又", "en": "Again"}}),
}


@pytest.mark.parametrize("word", CHANGES)
def test_news_says_in_a_word_what_changed(client, make_event, later, word):
    before, after = CHANGES[word]
    make_event("talks", **({"schedule": [EVENING]} | NAMES | before))
    later()

    make_event("talks", **({"schedule": [EVENING]} | NAMES | after))

    assert titles(client, "events") == [f"{word}: Talks by lamplight"]


def test_new_page_is_new_and_a_page_new_and_cancelled_is_cancelled(client, make_event, later):
    make_event("talks", **NAMES)
    later()
    make_event("fair", status="cancelled", name={"zh": "庙会", "en": "Fair"})

    assert titles(client) == ["Cancelled: Fair", "New: Talks by lamplight"]


def test_changed_hours_of_a_place_are_news_but_not_of_events(client, make_place, later):
    make_place("hall", name={"zh": "甲馆", "en": "Hall"})
    later()
    make_place("hall", name={"zh": "甲馆", "en": "Hall"}, opening_hours="Mo-Su 09:00-17:00")

    assert titles(client) == ["Opening hours changed: Hall"]
    assert titles(client, "events") == []


def test_date_with_several_changes_and_a_date_moved_are_dates_changed(client, make_event, later):
    schedule = [EVENING, EVENING | {"starts": "2027-02-07"}]
    make_event("talks", schedule=schedule, **NAMES)
    later()

    make_event("talks", schedule=schedule, changes=[{"of": day, "status": "cancelled"} for day in ("2027-02-06", "2027-02-07")], **NAMES)
    assert titles(client) == ["Dates changed: Talks by lamplight"]
    later()
    make_event("talks", schedule=schedule, changes=[{"of": "2027-02-06", "starts": "2027-02-08"}], **NAMES)
    assert titles(client) == ["Dates changed: Talks by lamplight"]


@pytest.mark.parametrize("of", [None, "2027-02-06"])
def test_note_of_a_status_is_told_in_the_readers_language(client, make_event, later, of):
    page = make_event("talks", schedule=[EVENING, EVENING | {"starts": "2027-02-07"}], **NAMES)
    later()
    with writing() as session:
        set_status(session, session.get_one(Page, page.id), Status.CANCELLED, of=of, note=NOTE)

    assert "Because of the wind." in items_of(client, "events", "en")[0]["content_text"]
    assert "因风取消。" in items_of(client, "events", "zh")[0]["content_text"]
    assert "因風取消。" in atom_of(client, "events", "zh-hant")[0]["content"]


def test_newest_change_stands_first_and_each_page_once(client, make_event, later):
    for slug in ("one", "two", "three", "one"):
        later()
        make_event(slug, name={"zh": slug, "en": slug})

    assert [title.partition(": ")[2] for title in titles(client)] == ["one", "three", "two"]


def test_fifty_are_told_at_most_and_those_the_newest(client, make_event, later):
    for number in range(53):
        later()
        make_event(f"event-{number}", name={"zh": f"{number}", "en": f"{number}"})

    found = [title.partition(": ")[2] for title in titles(client, "events")]

    assert found == [str(number) for number in range(52, 2, -1)]


def test_events_are_found_below_a_thousand_changes_of_other_pages(client, make_event, make_place):
    make_event("talks", **NAMES)
    hall = make_place("hall")
    with writing() as session:
        session.add_all(Change(page_id=hall.id, kind="publish", at=hall.changed_at) for _ in range(1_000))

    assert titles(client, "events") == ["New: Talks by lamplight"]


def test_draft_and_withdrawn_page_are_no_news(client, make_event, make_place):
    page = make_event("talks", **NAMES)
    make_place("hall", name={"zh": "甲馆", "en": "Hall"})
    assert sorted(titles(client)) == ["New: Hall", "New: Talks by lamplight"]

    with writing() as session:
        withdraw(session, session.get_one(Page, page.id))
        start_page(session, Family.EVENT, "draft")

    assert titles(client) == ["New: Hall"]
    assert titles(client, "events") == []


def test_same_news_are_the_same_bytes_whatever_the_day(client, make_event, moment):
    make_event("talks", schedule=[EVENING], **NAMES)
    paths = [f"/{lang}/{what}.{form}" for lang in LANGUAGES for what in FEEDS for form in ("atom", "json")]
    before = [client.get(path).data for path in paths]

    moment.shift(timedelta(days=400))
    with writing() as session:
        reproject_all(session)

    assert [client.get(path).data for path in paths] == before


def test_feed_without_news_is_whole(client):
    assert titles(client, "news") == []
    assert b"<updated>2026-01-01T00:00:00+08:00</updated>" in client.get("/en/news.atom").data


@pytest.mark.parametrize("path", ["/en/places.atom", "/en/news.rss", "/en/events/talks.atom", "/xx/news.atom"])
def test_other_feeds_are_a_404(client, make_event, path):
    make_event("talks")

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/en/events.atom", "/en/events.json", "/en/news.atom", "/en/news.json"])
def test_feed_asks_as_often_for_three_pages_as_for_one(client, count_queries, path):
    def fill(number):
        publish_page(Family.PLACE, f"hall-{number}")
        publish_page(Family.EVENT, f"event-{number}", schedule=[EVENING], venues=[{"place": f"hall-{number}"}])

    fill(1)
    client.get("/en/places?kind=library")
    one = count_queries(lambda: client.get(path))
    fill(2)
    fill(3)
    client.get("/en/places?kind=library")

    assert count_queries(lambda: client.get(path)) == one <= 15


@pytest.mark.parametrize(("page", "feed"), [("/en/", "/en/news.atom"), ("/en/events", "/en/events.atom")])
def test_page_names_its_feed(client, page, feed):
    assert 'type="application/atom+xml" title="' in client.get(page).text
    assert f'href="{feed}"' in client.get(page).text
