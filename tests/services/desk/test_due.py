"""What is due is done once: at its time, at most a minute late after a crash, or its publisher is told why not."""

import threading
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from app import clock
from app.extensions import db
from app.models.page import Change, Page, Revision
from app.services import timed_work
from app.services.desk import due
from app.services.desk.refusals import StepRefused
from app.services.desk.releasing import unschedule
from app.services.publishing import delete, withdraw
from app.services.timed_work import TICK_S, TimedWork, take_lease
from app.services.transactions import writing
from app.vocabulary import State
from tests.services.desk.acting import act, edit, live, newest, publish, revisions, schedule

NOON = "2027-01-20 12:00+08:00"
HOUR = timedelta(hours=1)


@pytest.fixture
def author(person):
    return person("author")


@pytest.fixture
def publisher(person):
    return person("publisher")


@pytest.fixture(autouse=True)
def hands():
    with time_machine.travel(NOON, tick=False) as hands:
        yield hands


@pytest.fixture
def page(make_place) -> Page:
    return make_place("museum")


@pytest.fixture
def waiting(page, author, publisher) -> Revision:
    revision = edit(page, author, phone="010-1")
    schedule(page, revision, clock.now() + HOUR, publisher)
    return revision


def publications(page: Page) -> int:
    return db.session.scalar(select(func.count(Change.seq)).where(Change.page_id == page.id, Change.kind == "publish")) or 0


def held(revision: Revision) -> str:
    db.session.expire_all()
    return db.session.get_one(Revision, revision.id).held


def test_scheduled_revision_goes_live_at_its_minute_and_not_before(app, page, waiting, hands):
    hands.shift(3599)
    due.do_due(app)
    assert "phone" not in live(page)

    hands.shift(1)
    due.do_due(app)
    due.do_due(app)

    assert (live(page)["phone"], publications(page), len(revisions(page))) == ("010-1", 2, 2)
    assert revisions(page)[1].state is State.PUBLISHED


def test_two_workers_at_once_publish_once(app, page, waiting, hands):
    hands.shift(3600)
    barrier = threading.Barrier(4)

    def work():
        with app.app_context():
            barrier.wait()
            due.do_due(app)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (live(page)["phone"], publications(page)) == ("010-1", 2)


def test_crash_in_the_middle_of_publishing_leaves_it_due_and_it_is_published_once(app, page, waiting, hands, monkeypatch):
    hands.shift(3600)
    monkeypatch.setattr(due.audit, "note", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        due.do_due(app)
    assert ("phone" in live(page), publications(page)) == (False, 1)
    monkeypatch.undo()

    due.do_due(app)
    due.do_due(app)

    assert (live(page)["phone"], publications(page)) == ("010-1", 2)


@pytest.mark.parametrize("died_before_s", range(0, 41, 4))
@pytest.mark.parametrize("phase_s", [0, 5, 10, 14])
def test_after_the_worker_that_ticks_died_it_is_published_at_most_a_minute_late(app, page, waiting, hands, died_before_s, phase_s, monkeypatch):
    monkeypatch.setattr(timed_work, "DEEDS", (due.do_due,))
    hands.shift(3600 - died_before_s)
    take_lease("dead")
    heir = TimedWork(app, "heir")
    hands.shift(phase_s)
    while "phone" not in live(page):
        heir.tick()
        late = (clock.now() - (clock.from_utc(waiting.publish_at))).total_seconds()
        assert late <= 60
        hands.shift(TICK_S)

    assert publications(page) == 2


def test_server_that_was_down_publishes_at_its_first_tick(app, page, waiting, hands):
    hands.shift(3600 * 9)

    TimedWork(app).tick()

    assert live(page)["phone"] == "010-1"


def test_page_is_taken_down_at_its_end_with_a_reason(app, page, author, publisher, hands, client):
    publish(page, edit(page, author, phone="010-1"), publisher, until_at=clock.now() + HOUR)
    hands.shift(3599)
    due.do_due(app)
    assert client.get("/zh/places/museum").status_code == 200

    hands.shift(1)
    due.do_due(app)
    due.do_due(app)

    db.session.expire_all()
    found = db.session.get_one(Page, page.id)
    assert (found.state, found.until_at, found.withdrawn_reason) == (State.WITHDRAWN, None, due.ENDED)
    assert client.get("/zh/places/museum").status_code in {404, 410}


def test_end_outlives_a_later_text_unless_it_is_taken_away(page, author, publisher):
    publish(page, edit(page, author, phone="010-1"), publisher, until_at=clock.now() + HOUR)
    publish(page, edit(page, author, phone="010-2"), publisher)
    assert db.session.get_one(Page, page.id, populate_existing=True).until_at == clock.to_utc(clock.now() + HOUR)

    publish(page, edit(page, author, phone="010-3"), publisher, is_endless=True)

    assert db.session.get_one(Page, page.id, populate_existing=True).until_at is None


def test_scheduled_revision_brings_its_own_end(app, page, author, publisher, hands):
    schedule(page, edit(page, author, phone="010-1"), clock.now() + HOUR, publisher, until_at=clock.now() + 2 * HOUR)
    hands.shift(3600)
    due.do_due(app)
    assert db.session.get_one(Page, page.id, populate_existing=True).state is State.PUBLISHED
    hands.shift(3600)

    due.do_due(app)

    assert db.session.get_one(Page, page.id, populate_existing=True).state is State.WITHDRAWN


def test_clash_is_not_published_on_time_and_waits_for_its_publisher(app, page, waiting, author, publisher, hands):
    publish(page, edit(page, author, phone="010-2"), publisher)
    hands.shift(3600)

    due.do_due(app)
    due.do_due(app)

    assert (live(page)["phone"], held(waiting), revisions(page)[1].state) == ("010-2", "clash", State.APPROVED)


def test_what_the_gate_blocks_by_then_is_not_published_on_time(app, make_place, make_story, author, publisher, hands):
    venue, story = make_place("venue"), make_story("tale", kind="craft")
    revision = edit(story, author, subjects=["places/venue"])
    schedule(story, revision, clock.now() + HOUR, publisher)
    with writing() as session:
        delete(session, session.get_one(Page, venue.id))
    hands.shift(3600)

    due.do_due(app)

    assert held(revision) in {"gate", "links"}
    assert "subjects" not in live(story)


def test_text_for_a_page_withdrawn_meanwhile_is_taken_in_but_not_shown_and_its_publisher_is_told(app, page, waiting, hands):
    with writing() as session:
        withdraw(session, session.get_one(Page, page.id))
    hands.shift(3600)

    due.do_due(app)

    assert (live(page)["phone"], held(waiting)) == ("010-1", "withdrawn")
    assert db.session.get_one(Page, page.id).state is State.WITHDRAWN


def test_one_that_cannot_go_live_keeps_no_other_waiting(app, page, waiting, make_place, author, publisher, hands):
    other = make_place("library")
    schedule(other, edit(other, author, phone="010-9"), clock.now() + HOUR, publisher)
    publish(page, edit(page, author, phone="010-2"), publisher)
    hands.shift(3600)

    due.do_due(app)

    assert (live(page)["phone"], live(other)["phone"]) == ("010-2", "010-9")


def test_taken_off_the_schedule_it_is_not_published(app, page, waiting, publisher, hands):
    act(unschedule, page, waiting, by=publisher, steps=1)
    hands.shift(3600)

    due.do_due(app)

    assert "phone" not in live(page)
    assert (newest(page).id, newest(page).state, newest(page).publish_at) == (waiting.id, State.APPROVED, None)


def test_taken_off_the_schedule_beside_a_newer_draft_it_waits_for_its_publisher(page, waiting, author, publisher):
    edit(page, author, keywords=["词"])

    act(unschedule, page, waiting, by=publisher, steps=1)

    assert (held(waiting), newest(page).content["keywords"]) == ("aside", ["词"])


@pytest.mark.parametrize(("start", "end", "reason"), [(-1, None, "past"), (0, None, "past"), (60, 30, "until_early"), (60, -5, "until_past")])
def test_times_that_make_no_sense_are_refused(page, author, publisher, start, end, reason):
    revision = edit(page, author, phone="010-1")
    until_at = clock.now() + timedelta(minutes=end) if end is not None else None

    with pytest.raises(StepRefused, match=reason):
        schedule(page, revision, clock.now() + timedelta(minutes=start), publisher, until_at=until_at)


def test_scheduled_revision_is_neither_published_nor_scheduled_twice(page, waiting, publisher):
    with pytest.raises(StepRefused, match="scheduled"):
        publish(page, waiting, publisher)
    with pytest.raises(StepRefused, match="scheduled"):
        schedule(page, waiting, clock.now() + 2 * HOUR, publisher)
