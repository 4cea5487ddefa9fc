"""What calendars see of a date's history: numbers that rise with its changes, ninety days of what was taken back, all from the revisions."""

from datetime import datetime, timedelta

import icalendar
import pytest
import time_machine
from sqlalchemy import delete, func, select, update

from app import clock
from app.extensions import db
from app.models.occurrence import Occurrence
from app.models.page import Page, Revision
from app.services.publishing import project_day, reproject_all, withdraw
from app.services.statuses import set_status
from app.services.transactions import writing
from app.vocabulary import Shape, Status

START = datetime(2027, 1, 4, 10, 0, tzinfo=clock.BEIJING)
EVENINGS = [{"starts": day, "opens": "19:30", "closes": "21:30"} for day in ("2027-04-10", "2027-04-11", "2027-04-12")]
RUN = {"starts": "2027-03-01", "ends": "2027-06-30", "opens": "10:00", "closes": "18:00"}
FIRST = "talks.20270410T1930@wanderxicheng"
LAST = "talks.20270412T1930@wanderxicheng"
NOTE = {"zh": "因风", "en": "wind"}


@pytest.fixture
def moment():
    """A clock that a test moves on by hand."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def talks(moment, make_event):
    """Publish the talks with some fields set, a minute after the last time."""

    def publish(*, schedule=EVENINGS, **values):
        moment.shift(timedelta(minutes=1))
        return make_event("talks", schedule=schedule, **values)

    return publish


@pytest.fixture
def feed(client):
    """Read a calendar; give each date's status, number and start by its identifier."""

    def read(path="/en/events.ics"):
        events = icalendar.Calendar.from_ical(client.get(path).data).walk("VEVENT")
        return {str(one["UID"]): (str(one["STATUS"]), one["SEQUENCE"], one.decoded("DTSTART")) for one in events}

    return read


def numbers(found):
    """Give the number of each date, by identifier."""
    return {uid: sequence for uid, (_status, sequence, _start) in found.items()}


def bytes_of(client):
    """Give every calendar of the event, byte for byte."""
    return [client.get(f"/{lang}/{path}.ics").data for lang in ("zh", "en", "zh-hant") for path in ("events", "events/talks", "day/2027-04-10")]


def test_new_date_begins_at_nought(talks, feed):
    talks()

    assert set(numbers(feed()).values()) == {0}


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"body": {"zh": "另一段正文。", "en": "Another text."}}, id="body"),
        pytest.param({"checked_on": "2027-01-04"}, id="checked on"),
        pytest.param({"theme": {"zh": "灯", "en": "Lamps"}}, id="theme"),
        pytest.param({"note": "to be asked"}, id="remark for editors"),
        pytest.param({}, id="nothing"),
    ],
)
def test_number_does_not_rise_with_what_calendars_do_not_see(talks, feed, client, values):
    talks()
    before, octets = feed(), bytes_of(client)

    talks(**values)

    assert (feed(), bytes_of(client)) == (before, octets)


@pytest.mark.parametrize(
    ("values", "risen"),
    [
        pytest.param({"name": {"zh": "新名", "en": "New name"}}, 3, id="name"),
        pytest.param({"summary": {"zh": "另一句话。", "en": "Another sentence."}}, 3, id="summary"),
        pytest.param({"kind": "poetry"}, 3, id="kind"),
        pytest.param({"status": "cancelled"}, 3, id="status of the whole"),
        pytest.param({"venues": [{"name": {"zh": "甲馆", "en": "Hall"}}]}, 3, id="venue"),
        pytest.param({"schedule": [EVENINGS[0] | {"closes": "22:00"}, *EVENINGS[1:]]}, 1, id="end of one"),
        pytest.param({"changes": [{"of": "2027-04-10", "status": "full"}]}, 1, id="status of one"),
        pytest.param({"changes": [{"of": "2027-04-10", "note": NOTE}]}, 1, id="note of one"),
        pytest.param({"changes": [{"of": "2027-04-10", "price": NOTE}]}, 1, id="price of one"),
        pytest.param({"changes": [{"of": "2027-04-10", "venue": {"name": NOTE}}]}, 1, id="venue of one"),
        pytest.param({"changes": [{"of": "2027-04-10", "opens": "20:00"}]}, 1, id="time of one"),
    ],
)
def test_number_rises_with_what_calendars_see(talks, feed, values, risen):
    talks()

    talks(**values)

    found = numbers(feed())
    assert found[FIRST] == 1
    assert sorted(found.values()) == [0] * (3 - risen) + [1] * risen


def test_number_rises_with_each_change_and_with_each_way_back(moment, talks, feed):
    page = talks()
    for status in (Status.POSTPONED, Status.CANCELLED, Status.CANCELLED, Status.SCHEDULED):
        moment.shift(timedelta(minutes=1))
        with writing() as session:
            set_status(session, session.get_one(Page, page.id), status, of="2027-04-10")

    assert numbers(feed()) == {FIRST: 3, "talks.20270411T1930@wanderxicheng": 0, LAST: 0}


def test_dates_of_a_rule_that_grows_rise_for_its_words_are_theirs(talks, feed):
    rule = {"starts": "2027-04-10", "ends": "2027-04-24", "repeats": "weekly", "weekdays": ["sat"], "opens": "19:30"}
    talks(schedule=[rule])

    talks(schedule=[rule | {"ends": "2027-05-01"}])

    assert list(numbers(feed()).values()) == [1, 1, 1, 0]


def test_new_evening_raises_no_other(talks, feed):
    talks(schedule=EVENINGS[:2])

    talks()

    assert list(numbers(feed()).values()) == [0, 0, 0]


@pytest.mark.parametrize("schedule", [EVENINGS[:2], [RUN], [RUN | {"repeats": "daily", "ends": None, "until_further_notice": True}]])
def test_octets_differ_only_where_numbers_do(talks, client, schedule):
    def events():
        octets = client.get("/en/events/talks.ics").data.removesuffix(b"END:VCALENDAR\r\n")
        return {one.split(b"\r\n")[1]: one for one in octets.split(b"BEGIN:VEVENT")[1:]}

    talks(schedule=schedule)
    before = events()
    talks(schedule=[*schedule, EVENINGS[2]], changes=[{"of": "2027-04-12T19:30", "status": "full"}])
    after = events()

    assert {key: after[key] for key in before} == before
    assert len(after) == len(before) + 1


def test_moved_date_keeps_its_identifier(talks, feed):
    talks()

    talks(changes=[{"of": "2027-04-10T19:30", "status": "rescheduled", "starts": "2027-04-20", "opens": "18:00", "closes": "20:00"}])

    assert feed()[FIRST] == ("CONFIRMED", 1, datetime(2027, 4, 20, 18, 0, tzinfo=clock.BEIJING))
    assert len(feed()) == 3


def test_date_moved_by_its_schedule_is_taken_back_and_another_one_begins(talks, feed):
    talks()

    talks(schedule=[EVENINGS[0] | {"starts": "2027-04-20"}, *EVENINGS[1:]])

    assert feed()[FIRST] == ("CANCELLED", 1, datetime(2027, 4, 10, 19, 30, tzinfo=clock.BEIJING))
    assert feed()["talks.20270420T1930@wanderxicheng"][:2] == ("CONFIRMED", 0)


@pytest.mark.parametrize("is_projected", [True, False], ids=["projected anew every day", "never projected anew"])
@pytest.mark.parametrize(
    "values", [{"schedule": EVENINGS[:2]}, {"changes": [{"of": "2027-04-12", "status": "cancelled"}]}], ids=["taken back", "cancelled"]
)
def test_what_does_not_take_place_is_cancelled_for_ninety_days_and_then_gone(moment, talks, feed, values, is_projected):
    talks()
    talks(**values)
    changed_at = clock.now()
    seen = {}

    for days in (0, 1, 89, 90, 91, 200):
        moment.move_to(changed_at + timedelta(days=days))
        if is_projected:
            with writing() as session:
                project_day(session)
        seen[days] = feed("/en/events/talks.ics").get(LAST, ("gone", None))[:2]

    assert seen == dict.fromkeys((0, 1, 89, 90), ("CANCELLED", 1)) | dict.fromkeys((91, 200), ("gone", None))


def test_date_taken_back_is_on_no_page(talks, client):
    talks()
    told = {
        "/en/day/2027-04-12": "Some page",
        "/en/events/talks": "12 Apr 2027",
        "/en/calendar/2027-W15": "Some page",
        "/en/calendar/2027/04": "Mon 12 Apr 2027, 1 event",
    }
    assert [path for path, words in told.items() if words not in client.get(path).text] == []

    talks(schedule=EVENINGS[:2])

    assert [path for path, words in told.items() if words in client.get(path).text] == []


def test_date_taken_back_and_given_again_stands_again(talks, feed):
    talks()
    talks(schedule=EVENINGS[:2])

    talks()

    assert feed()[LAST][:2] == ("CONFIRMED", 2)
    assert len(feed()) == 3


def test_long_run_that_was_taken_back_is_cancelled_as_one(talks, feed):
    talks(schedule=[RUN, EVENINGS[0]])

    talks(schedule=[EVENINGS[0]])

    assert {uid: status for uid, (status, *_rest) in feed().items()} == {
        "talks.20270301T1000-run@wanderxicheng": "CANCELLED",
        FIRST: "CONFIRMED",
    }


def history(talks):
    """Publish the talks five times: with a run, a cancelled date, one taken back, one moved, another text."""
    talks(schedule=[RUN, *EVENINGS])
    talks(schedule=[RUN, *EVENINGS], changes=[{"of": "2027-04-11", "status": "cancelled", "note": NOTE}])
    talks(schedule=[RUN, *EVENINGS[:2]], changes=[{"of": "2027-04-11", "status": "cancelled", "note": NOTE}])
    talks(schedule=[RUN, *EVENINGS[:2]], changes=[{"of": "2027-04-10T19:30", "status": "rescheduled", "starts": "2027-04-20"}])
    talks(schedule=[RUN, *EVENINGS[:2]], changes=[{"of": "2027-04-10T19:30", "status": "rescheduled", "starts": "2027-04-20"}], body=NOTE)


def test_projecting_everything_anew_changes_no_row_and_no_byte(talks, client):
    history(talks)
    before = bytes_of(client)

    with writing() as session:
        changed = reproject_all(session)

    assert changed == 0
    assert bytes_of(client) == before
    assert b"SEQUENCE:2" in before[0]
    assert b"STATUS:CANCELLED" in before[0]


def test_dates_made_anew_from_nothing_give_the_same_bytes(talks, client, session):
    history(talks)
    before, rows = bytes_of(client), session.scalar(select(func.count()).select_from(Occurrence))
    with writing() as inside:
        inside.execute(delete(Occurrence))

    with writing() as inside:
        changed = reproject_all(inside)

    assert changed == 1
    assert db.session.scalar(select(func.count()).select_from(Occurrence)) == rows
    assert db.session.scalar(select(func.count()).where(Occurrence.shape == Shape.REMOVED)) == 1
    assert bytes_of(client) == before


def test_withdrawn_event_leaves_calendars_at_once(talks, feed):
    page = talks()

    with writing() as session:
        withdraw(session, session.get_one(Page, page.id))

    assert feed() == {}


def test_revision_that_the_rules_of_today_refuse_is_passed_over(talks, feed):
    talks()
    with writing() as session:
        session.execute(update(Revision).values(content={"name": "?"}))

    talks(schedule=EVENINGS[:2])

    assert set(feed()) == {FIRST, "talks.20270411T1930@wanderxicheng"}
    assert set(numbers(feed()).values()) == {0}
