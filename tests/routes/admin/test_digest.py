"""The weekly digest as a page and as a feed, and the overview of what keeps the guide true."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from app import clock
from app.extensions import db
from app.models.people import User
from app.vocabulary import Family
from tests.factories import publish_page

DIGEST = "/admin/digest"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def old(app):
    """A story whose facts are old."""
    return publish_page(Family.STORY, "craft", checked_on=(clock.today() - timedelta(days=100)).isoformat())


def address_in(html: str) -> str:
    """The path of the feed that the page of the digest names."""
    start = html.index("/admin/digest/feed/")
    return html[start : html.index('"', start)]


def test_page_and_feed_say_the_same(editor, client, old):
    page = editor.get(DIGEST).text
    answer = client.get(address_in(page))
    feed = ElementTree.fromstring(answer.data)

    assert "/admin/pages/stories/craft" in page
    assert answer.mimetype == "application/atom+xml"
    assert "/admin/pages/stories/craft" in feed.find(f"{ATOM}entry/{ATOM}content").text
    assert client.get("/admin/digest/feed/forged.atom").status_code == 404


def test_district_reads_the_digest_of_an_organisation_and_others_do_not(editor, outsider, old, give_page):
    publish_page(Family.STORY, "theirs", checked_on=(clock.today() - timedelta(days=100)).isoformat())
    give_page(old, "rongbaozhai")
    found = editor.get(f"{DIGEST}?of=rongbaozhai").text

    assert "stories/craft" in found and "stories/theirs" not in found
    assert editor.get(f"{DIGEST}?of=nowhere").status_code == 404
    assert "stories/craft" not in outsider.get(f"{DIGEST}?of=rongbaozhai").text


def test_person_chooses_whether_it_comes_by_mail(editor):
    editor.send(f"{DIGEST}/mail", {"mail": "0"})
    stopped = db.session.query(User).filter(User.wants_digest.is_(False)).count()
    editor.send(f"{DIGEST}/mail", {"mail": "1"})

    assert (stopped, db.session.query(User).filter(User.wants_digest.is_(False)).count()) == (1, 0)


def test_overview_shows_what_waits_in_every_list(editor, old):
    page = editor.get("/admin/true").text

    for address in ("/admin/freshness", "/admin/translations", "/admin/due-editions", "/admin/closing-soon", "/admin/reports"):
        assert f'href="{address}"' in page
    assert "/admin/pages/stories/craft" in page
