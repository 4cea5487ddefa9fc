"""Broken links and searches in vain at the desk: listed, filtered, taken away; nothing of what is out of reach."""

from datetime import timedelta

import pytest

from app import clock
from app.extensions import db
from app.models.site import MissedWords
from app.models.truth import TriedLink
from app.services.transactions import writing
from app.vocabulary import Family
from tests.factories import publish_page

GONE, FINE = "https://gone.example/page", "https://fine.example/"


@pytest.fixture
def tried(app):
    """Two stories with sources: one answers 404 since some days, one is fine; a third was not tried."""
    for slug, url in (("gone", GONE), ("fine", FINE), ("new", "https://new.example/")):
        publish_page(Family.STORY, slug, sources=[{"kind": "press", "title": {"zh": "报", "en": "Paper"}, "url": url}])
    now = clock.to_utc(clock.now())
    with writing() as session:
        session.add(TriedLink(address=GONE, status=404, reason="", tried_at=now, failing_since=now - timedelta(days=3)))
        session.add(TriedLink(address=FINE, status=200, reason="", tried_at=now, failing_since=None))


def test_broken_links_stand_first_with_their_field(editor, tried):
    page = editor.get("/admin/links").text

    assert page.index(GONE) < page.index("https://new.example/") < page.index(FINE)
    assert 'href="/admin/pages/stories/gone#f-sources-0-url"' in page and "404" in page
    assert "404" in editor.get("/admin/links/table.csv?state=broken").text
    assert GONE not in editor.get("/admin/links?state=fine").text and FINE not in editor.get("/admin/links?q=gone").text
    assert GONE in editor.get("/admin/digest").text


def test_anchor_of_a_link_is_in_the_form(editor, tried):
    assert 'id="f-sources-0-url"' in editor.get("/admin/pages/stories/gone").text


def test_links_of_pages_out_of_reach_are_not_listed(outsider, tried):
    assert GONE not in outsider.get("/admin/links").text


def test_any_number_of_links_costs_the_same_queries(editor, tried, count_queries):
    editor.get("/admin/links")
    few = count_queries(lambda: editor.get("/admin/links"))
    for number in range(20):
        publish_page(Family.STORY, f"more-{number}", sources=[{"kind": "press", "title": {"zh": "报"}, "url": f"https://m{number}.example/"}])
    editor.get("/admin/links")

    assert count_queries(lambda: editor.get("/admin/links")) <= few


def test_searches_in_vain_are_listed_filtered_and_taken_off(editor, translator):
    today = clock.today()
    with writing() as session:
        session.add(MissedWords(words="猫咖", times=7, last_on=today.isoformat()))
        session.add(MissedWords(words="old words", times=9, last_on=(today - timedelta(days=60)).isoformat()))
    page = editor.get("/admin/missed").text

    assert page.index("old words") < page.index("猫咖")
    assert "old words" not in editor.get("/admin/missed?days=30").text and "old words" not in editor.get("/admin/missed/table.csv?q=猫").text
    assert translator.send("/admin/missed", {"words": "猫咖"}).status_code == 404
    assert editor.send("/admin/missed", {"words": "猫咖"}).status_code == 303
    assert db.session.query(MissedWords).filter_by(words="猫咖").count() == 0
    assert "notice-status" in editor.get(editor.send("/admin/missed", {"words": "猫咖"}).location).text
