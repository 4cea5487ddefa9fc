"""The lists of freshness at the desk: seen, filtered, taken away, and one tap that says “still right”."""

from datetime import timedelta

import pytest

from app import clock, formatting
from app.extensions import db
from app.models.page import Page
from app.vocabulary import Family
from tests.factories import publish_page

LIST = "/admin/freshness"
LONG_AGO = (clock.today() - timedelta(days=200)).isoformat()


@pytest.fixture
def old(app):
    """A public story whose facts are old."""
    sources = [{"kind": "official", "title": {"zh": "公告", "en": "Notice"}, "url": "https://example.org/notice"}]
    return publish_page(Family.STORY, "craft", checked_on=LONG_AGO, sources=sources)


def test_old_facts_stand_with_their_sources_and_one_tap(editor, old):
    page = editor.get(LIST)
    answer = editor.send(f"{LIST}/stories/craft", {"facts": "page", "revision": str(old.revision), "back": "family=story&evil=1"})

    assert "https://example.org/notice" in page.text and "stories/craft" in page.text
    assert (answer.status_code, answer.location) == (303, f"{LIST}?family=story")
    assert db.session.get_one(Page, old.id, populate_existing=True).content["checked_on"] == clock.today().isoformat()
    assert "stories/craft" not in editor.get(LIST).text


def test_public_page_shows_the_new_day_at_once(client, editor, old):
    client.get("/en/stories/craft")
    editor.send(f"{LIST}/stories/craft", {"facts": "page", "revision": str(old.revision)})

    assert f"Last checked: {formatting.day(clock.today(), 'en', False)}" in client.get("/en/stories/craft").text


def test_page_that_says_something_else_by_now_is_not_confirmed(editor, old):
    seen = old.revision
    publish_page(Family.STORY, "craft", checked_on=LONG_AGO, summary={"zh": "改了。", "en": "Changed."})
    editor.send(f"{LIST}/stories/craft", {"facts": "page", "revision": str(seen)})

    assert db.session.get_one(Page, old.id, populate_existing=True).content["checked_on"] == LONG_AGO
    assert "notice-status" in editor.get(LIST).text


@pytest.mark.parametrize("query", ["family=event", "days=365", "q=nowhere"])
def test_filters_leave_out_what_they_do_not_name(editor, old, query):
    assert "stories/craft" not in editor.get(f"{LIST}?{query}").text
    assert "stories/craft" in editor.get(f"{LIST}?days=180&family=story&q=craft&order=views&from=0").text


@pytest.mark.parametrize("address", [LIST, "/admin/closing-soon", "/admin/due-editions"])
def test_odd_questions_are_answered_with_the_list(editor, address):
    for query in ("from=99999", "family=x&days=-1&what=x&lacking=x", "q=%00%E2%80%AE&from=9999999999", "q=" + "a" * 500):
        assert editor.get(f"{address}?{query}").status_code == 200


def test_due_edition_leads_to_the_wizard_for_its_year(editor):
    first = clock.today() + timedelta(days=30)
    rule = f"months:{first:%m-%d}..{first + timedelta(days=2):%m-%d}"
    publish_page(Family.SERIES, "fair", usually={"rule": rule, "text": {"zh": "下个月", "en": "Next month"}})

    assert f"/admin/series/fair/next-edition?year={first.year}" in editor.get("/admin/due-editions").text
    assert "series/fair" in editor.get("/admin/due-editions/table.csv").text
