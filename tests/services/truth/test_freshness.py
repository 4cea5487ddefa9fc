"""Freshness: a clock moved 91 days gives exactly the stale facts; what is still right is said at once and nothing else is touched."""

from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from app import clock
from app.extensions import db
from app.models.audit import Audit
from app.models.page import Page, Revision
from app.queries.newest import newest
from app.services.desk import heads
from app.services.desk.going_live import go_live
from app.services.people import accounts
from app.services.transactions import writing
from app.services.truth import freshness
from app.services.truth.freshness import CheckRefused, Facts
from app.vocabulary import Family, Role
from tests.factories import publish_page
from tests.services.desk.acting import edit

NOON = datetime(2026, 11, 24, 12, tzinfo=clock.BEIJING)
VISIT = {"booking_needed": False, "checked_on": "2026-11-20"}


def slugs(user, **asked) -> list[tuple[str, str]]:
    db.session.expire_all()
    return [(one.slug, one.facts.value) for one in freshness.stale(db.session(), user, **asked)]


@pytest.fixture
def three(app):
    """Pages checked on the day, a day before it, and long ago; and how one gets in, compared on a day of its own."""
    with time_machine.travel(NOON, tick=False):
        publish_page(Family.STORY, "today", checked_on="2026-11-24")
        publish_page(Family.STORY, "day-before", checked_on="2026-11-23")
        publish_page(Family.PLACE, "museum", checked_on="2026-11-24", visit=VISIT)
        publish_page(Family.STORY, "old", checked_on="2026-07-01")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, [("old", "page")]),
        (86, [("old", "page")]),
        (87, [("old", "page"), ("museum", "visit")]),
        (89, [("old", "page"), ("museum", "visit")]),
        (90, [("old", "page"), ("museum", "visit"), ("day-before", "page")]),
        (91, [("old", "page"), ("museum", "visit"), ("day-before", "page"), ("museum", "page"), ("today", "page")]),
    ],
)
def test_moved_clock_gives_exactly_the_stale_facts(person, three, days, expected):
    user = person(Role.AUTHOR)

    with time_machine.travel(NOON + timedelta(days=days), tick=False):
        assert slugs(user) == expected


def test_stale_facts_are_those_of_public_pages_within_reach(person, three):
    story_writer, other = person(Role.AUTHOR, families=["story"]), person(Role.AUTHOR)
    with writing() as session:
        session.scalars(select(Page).where(Page.slug == "old")).one().state = "withdrawn"

    with time_machine.travel(NOON + timedelta(days=91), tick=False):
        assert slugs(story_writer) == [("day-before", "page"), ("today", "page")]
        assert slugs(other, family=Family.PLACE) == [("museum", "visit"), ("museum", "page")]
        assert slugs(other, days=92) == [("museum", "visit")]
        assert slugs(other, words="today") == [("today", "page")] and slugs(other, words="nowhere") == []


def test_still_right_is_live_at_once_and_touches_nothing_else(person, three):
    user, later = person(Role.AUTHOR), NOON + timedelta(days=91)
    page = db.session.scalars(select(Page).where(Page.slug == "museum")).one()
    before = dict(page.content)

    with time_machine.travel(later, tick=False), writing() as session:
        made = freshness.still_right(session, page, Facts.VISIT, seen_revision=page.revision, by=user)
        again = freshness.still_right(session, page, Facts.VISIT, seen_revision=page.revision, by=user)

    assert made is not None and again is None
    assert page.content == before | {"visit": VISIT | {"checked_on": "2027-02-23"}}
    note = db.session.scalars(select(Audit).where(Audit.deed == "checked")).one()
    assert note.user_id == user.id and note.detail == {"revision": made.number, "facts": "visit", "was": "2026-11-20"}
    with time_machine.travel(later, tick=False):
        assert ("museum", "visit") not in slugs(user) and ("museum", "page") in slugs(user)


def test_open_draft_goes_on_and_the_later_day_holds(person, three):
    user, later = person(Role.PUBLISHER), NOON + timedelta(days=91)
    page = db.session.scalars(select(Page).where(Page.slug == "today")).one()
    with time_machine.travel(NOON, tick=False):
        edit(page, user, summary={"zh": "新的摘要。", "en": "New."}, checked_on="2026-11-25")
    with time_machine.travel(later, tick=False), writing() as session:
        freshness.still_right(session, page, Facts.PAGE, seen_revision=page.revision, by=user)
        draft = heads.open_revision(session, page)
        assert draft is not None
        go_live(session, page, draft, by=user)

    assert page.content["checked_on"] == "2027-02-23" and page.content["summary"]["zh"] == "新的摘要。"


def test_word_about_facts_is_no_news(person, three):
    user = person(Role.AUTHOR)
    page = db.session.scalars(select(Page).where(Page.slug == "old")).one()
    seen = [(one.card.slug, one.number) for one in newest(db.session(), list(Family), 10)]
    with time_machine.travel(NOON + timedelta(days=1), tick=False), writing() as session:
        assert freshness.still_right(session, page, Facts.PAGE, seen_revision=page.revision, by=user) is not None

    assert [(one.card.slug, one.number) for one in newest(db.session(), list(Family), 10)] == seen


def test_what_cannot_be_said_is_refused(person, three):
    page = db.session.scalars(select(Page).where(Page.slug == "today")).one()
    author, translator, seen = person(Role.AUTHOR), person(Role.TRANSLATOR), page.revision
    publish_page(Family.STORY, "today", checked_on="2026-11-24", summary={"zh": "改过的。", "en": "Changed."})

    def reason(user, facts=Facts.PAGE, revision=seen) -> str:
        with pytest.raises(CheckRefused) as refused, writing() as session:
            session.refresh(page)
            freshness.still_right(session, page, facts, seen_revision=revision, by=user)
        return refused.value.reason

    assert reason(translator) == "right"
    assert reason(author) == "changed"
    assert reason(author, Facts.VISIT, seen + 1) == "not_live"
    with writing() as session:
        accounts.disable(session, author, by=None)
    assert reason(author, revision=seen + 1) == "right"
    assert db.session.scalar(select(func.count()).where(Revision.origin == "checked")) == 0


def test_list_of_any_length_costs_the_same_queries(person, three, count_queries):
    user = person("author")
    with time_machine.travel(NOON + timedelta(days=91), tick=False):
        few = count_queries(lambda: slugs(user))
    with time_machine.travel(NOON, tick=False):
        for number in range(20):
            publish_page(Family.STORY, f"story-{number}", checked_on="2026-11-24")
    with time_machine.travel(NOON + timedelta(days=91), tick=False):
        assert len(slugs(user)) == 25
        assert count_queries(lambda: slugs(user)) == few
