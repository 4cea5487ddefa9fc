"""How tests read the pages about time: at which minute, which pages stand under which heading, in which words."""

import html
import json
import re
from datetime import datetime

import time_machine

from app import clock

LINK = re.compile(r'<li[^>]*>\s*<a[^>]*?href="/[^"]+/(?:events|series|places|trails)/([^"/]+)"')
TUE_TO_SUN = ["tue", "wed", "thu", "fri", "sat", "sun"]


def at(text):
    """Stop the clock at a minute in Beijing: `2026-11-23T12:00`."""
    return time_machine.travel(datetime.fromisoformat(text).replace(tzinfo=clock.BEIJING), tick=False)


def main_of(text):
    """Give the main part of a page."""
    return re.search(r"<main.*?</main>", text, re.DOTALL).group(0)


def words_of(part):
    """Give the words of a part of a page in one line, without markup."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", part))).strip()


def listed(text):
    """Give the groups of a page: the name of each section, or else its heading, with the slugs of the pages it lists."""
    groups = {}
    for attributes, part in re.findall(r"<section([^>]*)>(.*?)</section>", main_of(text), re.DOTALL):
        if slugs := LINK.findall(part):
            named = re.search(r'aria-labelledby="([^"]+)"', attributes)
            groups[named.group(1) if named else words_of(re.search(r"<h2.*?</h2>", part, re.DOTALL).group(0))] = slugs
    return groups


def rows_of(text, slug):
    """Give the words of each row of a list that leads to a page."""
    rows = re.findall(r"<li[^>]*>.*?</li>", main_of(text), re.DOTALL)
    return [words_of(row) for row in rows if LINK.findall(row) == [slug]]


def row_of(text, slug):
    """Give the words of the one row that leads to a page."""
    (row,) = rows_of(text, slug)
    return row


def nodes_of(text):
    """Give what a page says to machines, by type."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return {str(node["@type"]): node for node in json.loads(found.group(1))["@graph"]} if found else {}


def fresh(app, path):
    """Give a page as it is made at this minute, past the page cache."""
    with app.test_request_context(path):
        return app.full_dispatch_request()


def kept_until(app, path):
    """Give the minute until which the page cache may keep a page, as the page says; None when it says none."""
    found = fresh(app, path).headers.get("X-Page-Until")
    return found and datetime.fromtimestamp(int(found), clock.BEIJING).isoformat()[:16]
