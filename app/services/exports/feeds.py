"""Feeds of news and changes: Atom (RFC 4287) and JSON Feed 1.1, from plain values in one language.

The same news give the same bytes: nothing in them is the present moment.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from app import clock, i18n
from app.services.exports.entry import beijing, tidy

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
NOT_XML = re.compile("[\ufffe\uffff]")
"""The characters XML forbids beyond those that `tidy` takes out."""
QUIET_SINCE = clock.start_of(date(2026, 1, 1))
"""When a feed without news was last updated, unless it is told."""


class News(NamedTuple):
    """One thing that changed: `id` is its tag URI, `what` says in words what changed."""

    id: str
    url: str
    title: str
    summary: str
    changed_at: datetime
    published_at: datetime
    what: str


def atom(
    news: Iterable[News], *, title: str, subtitle: str, language: str, url: str, self_url: str, site_name: str, quiet_since: datetime = QUIET_SINCE
) -> bytes:
    """Give news as Atom, the newest first; `url` is the page, `self_url` the feed itself."""
    newest_first = sorted_news(news)
    tag = i18n.LANGUAGES[language].tag
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": tag})
    write(feed, "id", self_url)
    write(feed, "title", title)
    if subtitle:
        write(feed, "subtitle", subtitle)
    write(feed, "updated", written(newest_first[0].changed_at if newest_first else quiet_since))
    write(SubElement(feed, "author"), "name", site_name)
    link(feed, "self", self_url, "application/atom+xml", tag)
    link(feed, "alternate", url, "text/html", tag)
    for one in newest_first:
        write_entry(SubElement(feed, "entry"), one, tag)
    text: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def write_entry(entry: Element, news: News, tag: str) -> None:
    """Write one piece of news into its Atom entry."""
    write(entry, "id", news.id)
    write(entry, "title", news.title)
    write(entry, "published", written(news.published_at))
    write(entry, "updated", written(news.changed_at))
    link(entry, "alternate", news.url, "text/html", tag)
    write(entry, "summary", news.what or news.summary or news.title)
    write(entry, "content", content(news))


def json_feed(news: Iterable[News], *, title: str, description: str, language: str, home_url: str, feed_url: str) -> bytes:
    """Give news as JSON Feed, the newest first."""
    tag = i18n.LANGUAGES[language].tag
    feed = {
        "version": JSON_FEED,
        "title": plain(title),
        "description": plain(description),
        "home_page_url": plain(home_url),
        "feed_url": plain(feed_url),
        "language": tag,
        "items": [item(one, tag) for one in sorted_news(news)],
    }
    return (json.dumps({name: value for name, value in feed.items() if value != ""}, ensure_ascii=False, indent=1) + "\n").encode()


def item(news: News, tag: str) -> dict[str, Any]:
    """Give one piece of news as an item of JSON Feed."""
    return {
        "id": plain(news.id),
        "url": plain(news.url),
        "title": plain(news.title),
        "summary": plain(news.what or news.summary or news.title),
        "content_text": content(news),
        "date_published": written(news.published_at),
        "date_modified": written(news.changed_at),
        "language": tag,
    }


def sorted_news(news: Iterable[News]) -> list[News]:
    """Give news by their change, the newest first; raise ValueError for two with one identifier."""
    found = sorted(news, key=lambda one: (-one.changed_at.timestamp(), one.id))
    twice = [key for key, count in Counter(one.id for one in found).items() if count > 1]
    if twice:
        raise ValueError(f"two pieces of news are {twice[0]}")
    return found


def content(news: News) -> str:
    """Give all there is to read: what changed, then what the page is; the title when nothing is said."""
    return "\n\n".join(part for part in (plain(news.what), plain(news.summary)) if part) or plain(news.title)


def written(moment: datetime) -> str:
    """Give a moment as RFC 3339 in Beijing time; raise ValueError for one without its time zone."""
    return beijing(moment).isoformat()


def plain(text: str) -> str:
    """Give a text without what XML cannot hold."""
    return NOT_XML.sub("", tidy(text))


def write(parent: Element, name: str, text: str) -> None:
    """Add an element that holds a text."""
    SubElement(parent, name).text = plain(text)


def link(parent: Element, relation: str, href: str, kind: str, tag: str) -> None:
    """Add a link."""
    SubElement(parent, "link", {"rel": relation, "type": kind, "hreflang": tag, "href": plain(href)})
