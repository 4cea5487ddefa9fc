"""Feeds hold what RFC 4287 and JSON Feed require, in order, whatever the texts are."""

import json
import random
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import time_machine

from app.clock import BEIJING
from app.services.exports.feeds import News, atom, json_feed
from tests.services.exports.made import random_text

A = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HOSTILE = "a\x00b\x0b<b>&amp;\"']]>\ufffe\uffff\ud800\u202e\r\n</entry>"
CLEAN = "ab<b>&amp;\"']]>\n</entry>"


def news(**said) -> News:
    plain = {
        "id": "tag:guide.example,2026:events/jingyun-drum/2026-11-25",
        "url": "https://guide.example/zh/events/jingyun-drum?a=1&b=2",
        "title": "京韵大鼓",
        "summary": "骆派专场。",
        "changed_at": datetime(2026, 11, 25, 10, 0, tzinfo=BEIJING),
        "published_at": datetime(2026, 11, 1, 9, 0, tzinfo=BEIJING),
        "what": "2月6日场次改期",
    }
    return News(**plain | said)


def as_atom(*found, **said) -> bytes:
    plain = {
        "title": "西城漫步：新闻",
        "subtitle": "新增与变更",
        "language": "zh",
        "url": "https://guide.example/zh/news",
        "self_url": "https://guide.example/zh/news.atom",
        "site_name": "西城漫步",
    }
    return atom(found, **plain | said)


def as_json(*found, **said) -> bytes:
    plain = {
        "title": "西城漫步：新闻",
        "description": "新增与变更",
        "language": "zh",
        "home_url": "https://guide.example/zh/news",
        "feed_url": "https://guide.example/zh/news.json",
    }
    return json_feed(found, **plain | said)


def read(octets: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(octets)


def texts(element: ElementTree.Element) -> dict[str, str]:
    return {child.tag.removeprefix(A): child.text for child in element if child.text and not len(child)}


def links(element: ElementTree.Element) -> list[dict[str, str]]:
    return [dict(link.attrib) for link in element.findall(f"{A}link")]


def random_news(seed: int, number: int) -> list[News]:
    rng = random.Random(seed)
    day = datetime(2026, 1, 1, tzinfo=BEIJING)
    return [
        news(
            id=f"tag:guide.example,2026:{one}",
            title=random_text(rng),
            summary=random_text(rng),
            what=random_text(rng),
            changed_at=day + timedelta(minutes=rng.randrange(50_000)),
        )
        for one in range(number)
    ]


def test_an_atom_feed_says_what_it_is():
    feed = read(as_atom(news()))

    assert (feed.tag, feed.get(XML_LANG)) == (f"{A}feed", "zh-Hans")
    assert texts(feed) == {
        "id": "https://guide.example/zh/news.atom",
        "title": "西城漫步：新闻",
        "subtitle": "新增与变更",
        "updated": "2026-11-25T10:00:00+08:00",
    }
    assert [name.text for name in feed.findall(f"{A}author/{A}name")] == ["西城漫步"]
    assert links(feed) == [
        {"rel": "self", "type": "application/atom+xml", "hreflang": "zh-Hans", "href": "https://guide.example/zh/news.atom"},
        {"rel": "alternate", "type": "text/html", "hreflang": "zh-Hans", "href": "https://guide.example/zh/news"},
    ]


def test_an_atom_entry_says_first_what_changed():
    (entry,) = read(as_atom(news())).findall(f"{A}entry")

    assert texts(entry) == {
        "id": "tag:guide.example,2026:events/jingyun-drum/2026-11-25",
        "title": "京韵大鼓",
        "published": "2026-11-01T09:00:00+08:00",
        "updated": "2026-11-25T10:00:00+08:00",
        "summary": "2月6日场次改期",
        "content": "2月6日场次改期\n\n骆派专场。",
    }
    assert links(entry) == [
        {"rel": "alternate", "type": "text/html", "hreflang": "zh-Hans", "href": "https://guide.example/zh/events/jingyun-drum?a=1&b=2"}
    ]


@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
def test_atom_holds_once_what_the_rfc_requires(language):
    feed = read(as_atom(*random_news(1, 60), language=language))

    entries = feed.findall(f"{A}entry")
    assert len(entries) == 60
    for element in (feed, *entries):
        assert [len(element.findall(f"{A}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert urlsplit(element.findtext(f"{A}id")).scheme in {"https", "tag"}
        assert datetime.fromisoformat(element.findtext(f"{A}updated")).utcoffset() == timedelta(hours=8)
        alternates = [link for link in links(element) if link["rel"] == "alternate"]
        assert len({(link["type"], link["hreflang"]) for link in alternates}) == len(alternates) == 1
    assert len({entry.findtext(f"{A}id") for entry in entries}) == 60
    assert len(feed.findall(f"{A}author")) == len([link for link in links(feed) if link["rel"] == "self"]) == 1


def test_json_feed_says_what_it_is_and_what_changed():
    octets = as_json(news())

    assert json.loads(octets) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "西城漫步：新闻",
        "description": "新增与变更",
        "home_page_url": "https://guide.example/zh/news",
        "feed_url": "https://guide.example/zh/news.json",
        "language": "zh-Hans",
        "items": [
            {
                "id": "tag:guide.example,2026:events/jingyun-drum/2026-11-25",
                "url": "https://guide.example/zh/events/jingyun-drum?a=1&b=2",
                "title": "京韵大鼓",
                "summary": "2月6日场次改期",
                "content_text": "2月6日场次改期\n\n骆派专场。",
                "date_published": "2026-11-01T09:00:00+08:00",
                "date_modified": "2026-11-25T10:00:00+08:00",
                "language": "zh-Hans",
            }
        ],
    }
    assert "京韵大鼓".encode() in octets


def test_both_feeds_tell_the_same_news_newest_first():
    found = random_news(2, 80)
    newest = sorted(found, key=lambda one: one.id)
    newest.sort(key=lambda one: one.changed_at, reverse=True)
    wanted = [(one.id, one.title, one.what, f"{one.what}\n\n{one.summary}", one.changed_at) for one in newest]

    entries = read(as_atom(*found)).findall(f"{A}entry")
    items = json.loads(as_json(*found))["items"]

    of_atom = [tuple(entry.findtext(f"{A}{name}") for name in ("id", "title", "summary", "content", "updated")) for entry in entries]
    of_json = [tuple(item[name] for name in ("id", "title", "summary", "content_text", "date_modified")) for item in items]
    assert [(*row[:4], datetime.fromisoformat(row[4])) for row in of_atom] == wanted
    assert of_json == of_atom


def test_the_feed_was_updated_with_its_newest_entry():
    older = news(id="tag:x,2026:1", changed_at=datetime(2026, 11, 20, 10, 0, tzinfo=BEIJING))
    newer = news(id="tag:x,2026:2", changed_at=datetime(2026, 11, 26, 23, 30, tzinfo=UTC))

    assert read(as_atom(older, newer, older._replace(id="tag:x,2026:3"))).findtext(f"{A}updated") == "2026-11-27T07:30:00+08:00"


def test_a_feed_without_news_is_whole_and_keeps_its_moment():
    quiet = datetime(2026, 5, 1, 8, 0, tzinfo=BEIJING)

    found = [read(as_atom()), read(as_atom(quiet_since=quiet))]
    assert [feed.findtext(f"{A}updated") for feed in found] == ["2026-01-01T00:00:00+08:00", "2026-05-01T08:00:00+08:00"]
    assert [feed.findall(f"{A}entry") for feed in found] == [[], []]
    assert json.loads(as_json())["items"] == []


def test_the_same_news_give_the_same_bytes_in_any_order_at_any_time():
    found = random_news(3, 40)
    with time_machine.travel(datetime(2026, 11, 25, 12, 0, tzinfo=BEIJING), tick=False):
        before = as_atom(*found), as_json(*found)
    with time_machine.travel(datetime(2027, 11, 25, 12, 0, tzinfo=BEIJING), tick=False):
        after = as_atom(*reversed(found)), as_json(*reversed(found))

    assert after == before


def test_hostile_text_stays_text_in_atom():
    said = news(title=HOSTILE, summary=HOSTILE, what=HOSTILE, url=f"https://x/{HOSTILE}")

    (entry,) = read(as_atom(said, title=HOSTILE, subtitle=HOSTILE, site_name=HOSTILE)).findall(f"{A}entry")

    assert [entry.findtext(f"{A}{name}") for name in ("title", "summary", "content")] == [CLEAN, CLEAN, f"{CLEAN}\n\n{CLEAN}"]
    assert [child.tag for child in entry] == [f"{A}{name}" for name in ("id", "title", "published", "updated", "link", "summary", "content")]


def test_hostile_text_stays_text_in_json():
    (item,) = json.loads(as_json(news(title=HOSTILE, summary="", what=HOSTILE)))["items"]

    assert (item["title"], item["content_text"]) == (CLEAN, CLEAN)


def test_news_without_words_still_say_their_title():
    said = news(summary="", what="")

    (entry,) = read(as_atom(said)).findall(f"{A}entry")
    (item,) = json.loads(as_json(said))["items"]
    assert [entry.findtext(f"{A}summary"), entry.findtext(f"{A}content"), item["summary"], item["content_text"]] == ["京韵大鼓"] * 4


def test_a_feed_without_a_subtitle_says_nothing_instead():
    assert read(as_atom(subtitle="")).findall(f"{A}subtitle") == []
    assert "description" not in json.loads(as_json(description=""))


@pytest.mark.parametrize("form", [as_atom, as_json])
def test_news_told_twice_and_moments_without_a_zone_are_refused(form):
    with pytest.raises(ValueError, match="two pieces of news are tag:"):
        form(news(), news(title="Other"))
    with pytest.raises(ValueError, match="no time zone"):
        form(news(published_at=datetime(2026, 11, 1)))
