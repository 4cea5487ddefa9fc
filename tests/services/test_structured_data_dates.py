"""Structured data says of dates what is known and nothing more: the whole, its rules, its status, its changed dates."""

import json
import re
from datetime import datetime

import pytest
import time_machine

from app import clock

MOMENT = datetime(2027, 2, 1, 10, tzinfo=clock.BEIJING)
SATURDAYS = {"starts": "2027-02-06", "ends": "2027-02-27", "repeats": "weekly", "weekdays": ["sat"], "opens": "14:00", "closes": "16:00"}
RUN = {"starts": "2027-02-01", "ends": "2027-03-31", "opens": "10:00", "closes": "18:00"}
SHOW = {"starts": "2027-02-06", "opens": "19:30", "closes": "21:30"}
STATUS = "https://schema.org/Event"


@pytest.fixture(autouse=True)
def frozen():
    """The same minute for every test."""
    with time_machine.travel(MOMENT, tick=False):
        yield


@pytest.fixture
def node(client, make_event):
    """Publish an event with a schedule; give what its page says of it to machines."""

    def publish_and_read(*schedule, **values):
        make_event("fair", schedule=list(schedule), **values)
        return event_of(client.get("/en/events/fair").text)

    return publish_and_read


def event_of(text):
    """Give the event of a page, or None."""
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL).group(1)
    return next((one for one in json.loads(script)["@graph"] if one["@type"] == "Festival"), None)


def dates_of(found):
    """Give the start and the end, None where none is said."""
    return found.get("startDate"), found.get("endDate")


@pytest.mark.parametrize(
    ("schedule", "wanted"),
    [
        pytest.param([SHOW], ("2027-02-06T19:30:00+08:00", "2027-02-06T21:30:00+08:00"), id="an evening has its times"),
        pytest.param([{"starts": "2027-02-06", "opens": "19:30"}], ("2027-02-06T19:30:00+08:00", None), id="an end not told is not given"),
        pytest.param([{"starts": "2027-02-06"}], ("2027-02-06", None), id="a day has no times"),
        pytest.param(
            [{"starts": "2026-12-31", "opens": "23:00", "closes": "01:00"}],
            ("2026-12-31T23:00:00+08:00", "2027-01-01T01:00:00+08:00"),
            id="a night ends in the new year",
        ),
        pytest.param([{"starts": "2027-02-06", "ends": "2027-02-20"}], ("2027-02-06", "2027-02-20"), id="a stretch is two days"),
        pytest.param([RUN], ("2027-02-01T10:00:00+08:00", "2027-03-31T18:00:00+08:00"), id="a run is the whole of it"),
        pytest.param(
            [RUN | {"ends": "2027-02-07", "opens": "23:00", "closes": "01:00"}],
            ("2027-02-01T23:00:00+08:00", "2027-02-08T01:00:00+08:00"),
            id="a run of nights ends after its last night",
        ),
        pytest.param([SATURDAYS], ("2027-02-06T14:00:00+08:00", "2027-02-27T16:00:00+08:00"), id="a rule is from its first date to its last"),
        pytest.param(
            [SHOW, {"starts": "2027-03-06"}], ("2027-02-06T19:30:00+08:00", "2027-03-06"), id="several dates are from the first to the last"
        ),
        pytest.param([{"starts": "2027-05"}], ("2027-05", None), id="a month is no day"),
        pytest.param([{"starts": "2027-05", "ends": "2027-06"}], ("2027-05", "2027-06"), id="months are no days"),
        pytest.param([SHOW, {"starts": "2027-05"}], ("2027-02-06T19:30:00+08:00", "2027-05"), id="a month after an evening is no day"),
        pytest.param([{"starts": "2027-02-06", "until_further_notice": True}], ("2027-02-06", None), id="until further notice has no end"),
        pytest.param([SATURDAYS | {"ends": None, "until_further_notice": True}], ("2027-02-06T14:00:00+08:00", None), id="an open rule has no end"),
        pytest.param([{"starts": "2027-02-06", "end_unknown": True}], ("2027-02-06", None), id="an unknown end is not given"),
    ],
)
def test_whole_event_is_from_its_first_start_to_its_last_end(node, schedule, wanted):
    assert dates_of(node(*schedule)) == wanted


@pytest.mark.parametrize("schedule", [[], [{"starts": "2027"}]], ids=["no date", "only a year"])
def test_event_without_a_month_is_no_node(node, schedule):
    assert node(*schedule) is None


def test_expected_window_is_never_a_date(client, make_series, make_event):
    make_series("fairs", usually={"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月", "en": "first month"}})
    make_event("fair", series="fairs", year=2027)

    for path in ("/en/series/fairs", "/en/events/fair"):
        text = client.get(path).text
        assert "ld+json" in text
        assert not re.search("startDate|endDate|eventSchedule", text)


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        pytest.param(
            RUN | {"repeats": "daily", "weekdays": ["tue", "wed", "thu", "fri"], "but_not": ["2027-02-09"]},
            {
                "repeatFrequency": "P1D",
                "byDay": [f"https://schema.org/{day}" for day in ("Tuesday", "Wednesday", "Thursday", "Friday")],
                "startDate": "2027-02-01",
                "endDate": "2027-03-31",
                "startTime": "10:00:00",
                "endTime": "18:00:00",
                "exceptDate": ["2027-02-09"],
            },
            id="daily but some days",
        ),
        pytest.param(
            RUN,
            {"repeatFrequency": "P1D", "startDate": "2027-02-01", "endDate": "2027-03-31", "startTime": "10:00:00", "endTime": "18:00:00"},
            id="every day",
        ),
        pytest.param(
            {"starts": "2027-02-06", "until_further_notice": True, "repeats": "weekly", "every": 2, "weekdays": ["sat", "sun"]},
            {"repeatFrequency": "P2W", "byDay": ["https://schema.org/Saturday", "https://schema.org/Sunday"], "startDate": "2027-02-06"},
            id="every other week until further notice",
        ),
        pytest.param(
            {"starts": "2027-02-06", "ends": "2027-12-31", "repeats": "monthly", "nth": [1, -1], "weekdays": ["sat"]},
            {"repeatFrequency": "P1M", "byDay": ["1SA", "-1SA"], "startDate": "2027-02-06", "endDate": "2027-12-31"},
            id="the first and last Saturday",
        ),
        pytest.param(
            {"starts": "2027-02-01", "ends": "2027-12-31", "repeats": "monthly", "month_days": [1, 15]},
            {"repeatFrequency": "P1M", "byMonthDay": [1, 15], "startDate": "2027-02-01", "endDate": "2027-12-31"},
            id="two days of the month",
        ),
    ],
)
def test_rule_is_a_schedule(node, entry, wanted):
    found = node(entry)["eventSchedule"]

    assert found == [{"@type": "Schedule", "scheduleTimezone": "Asia/Shanghai"} | wanted]


def test_last_day_of_the_month_has_no_schedule_for_there_are_no_words_for_it(node):
    found = node({"starts": "2027-02-28", "ends": "2027-12-31", "repeats": "monthly", "month_days": [-1]})

    assert dates_of(found) == ("2027-02-28", "2027-12-31")
    assert "eventSchedule" not in found


def test_added_day_is_a_schedule_of_its_own(node):
    rule, added = node(SATURDAYS | {"also": ["2027-02-10"]})["eventSchedule"]

    assert rule["repeatFrequency"] == "P1W"
    assert (added["startDate"], added["endDate"], added["repeatCount"], added["startTime"]) == ("2027-02-10", "2027-02-10", 1, "14:00:00")


@pytest.mark.parametrize("schedule", [[SHOW], [{"starts": "2027-02-06", "ends": "2027-02-20"}], [{"starts": "2027-05"}]])
def test_what_does_not_repeat_has_no_schedule(node, schedule):
    assert "eventSchedule" not in node(*schedule)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"status": "scheduled"}, ("EventScheduled", None)),
        ({"status": "postponed"}, ("EventPostponed", None)),
        ({"status": "cancelled"}, ("EventCancelled", None)),
        ({"status": "rescheduled", "previously": "2027-01-30"}, ("EventRescheduled", "2027-01-30")),
        ({"status": "moved_online"}, ("EventMovedOnline", None)),
        ({"status": "full"}, ("EventScheduled", None)),
        ({"status": "cancelled", "previously": "2027-01-30"}, ("EventCancelled", None)),
    ],
)
def test_status_is_said_in_the_words_of_schema(node, values, wanted):
    found = node(SHOW, **values)

    assert (found["eventStatus"].removeprefix("https://schema.org/"), found.get("previousStartDate")) == wanted
    assert ("remainingAttendeeCapacity" in found) is (values["status"] == "full")


def test_cancelled_event_keeps_its_dates(node):
    assert dates_of(node(SHOW, status="cancelled")) == ("2027-02-06T19:30:00+08:00", "2027-02-06T21:30:00+08:00")


def test_event_that_moved_online_is_at_its_website_or_at_its_page(node, make_place):
    make_place("hall")
    assert node(SHOW, venues=[{"place": "hall"}])["location"]["@type"] == "Place"

    found = node(SHOW, venues=[{"place": "hall"}], status="moved_online")
    assert found["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert found["location"] == {"@type": "VirtualLocation", "url": found["url"]}
    assert node(SHOW, status="moved_online", website="https://fair.example/")["location"]["url"] == "https://fair.example/"


def test_cancelled_date_among_others_is_a_part(node):
    found = node(SATURDAYS, changes=[{"of": "2027-02-13", "status": "cancelled"}])

    assert found["eventStatus"] == STATUS + "Scheduled"
    assert found["eventSchedule"][0]["exceptDate"] == ["2027-02-13"]
    (part,) = found["subEvent"]
    assert (part["startDate"], part["endDate"]) == ("2027-02-13T14:00:00+08:00", "2027-02-13T16:00:00+08:00")
    assert (part["eventStatus"], part["name"], part["location"]) == (STATUS + "Cancelled", found["name"], found["location"])


def test_moved_date_among_others_is_a_part_with_its_first_start(node):
    found = node(SATURDAYS, changes=[{"of": "2027-02-13", "status": "rescheduled", "starts": "2027-02-14", "opens": "15:00"}])

    (part,) = found["subEvent"]
    assert (part["startDate"], part["previousStartDate"]) == ("2027-02-14T15:00:00+08:00", "2027-02-13T14:00:00+08:00")
    assert part["eventStatus"] == STATUS + "Rescheduled"
    assert found["eventSchedule"][0]["exceptDate"] == ["2027-02-13"]


def test_closed_day_of_a_run_is_a_part(node):
    found = node(RUN, changes=[{"of": "2027-02-12", "status": "cancelled"}])

    assert [(part["startDate"], part["eventStatus"]) for part in found["subEvent"]] == [("2027-02-12T10:00:00+08:00", STATUS + "Cancelled")]


def test_date_with_a_note_alone_is_no_part(node):
    found = node(SATURDAYS, changes=[{"of": "2027-02-13", "note": {"zh": "带伞", "en": "bring an umbrella"}}])

    assert "subEvent" not in found
    assert "exceptDate" not in found["eventSchedule"][0]


def test_only_date_that_was_cancelled_is_the_event_cancelled(node):
    found = node(SHOW, changes=[{"of": "2027-02-06", "status": "cancelled"}])

    assert found["eventStatus"] == STATUS + "Cancelled"
    assert "subEvent" not in found


def test_only_date_that_was_moved_is_the_event_rescheduled(node):
    found = node(SHOW, changes=[{"of": "2027-02-06", "starts": "2027-02-07"}])

    assert (found["startDate"], found["previousStartDate"]) == ("2027-02-07T19:30:00+08:00", "2027-02-06T19:30:00+08:00")
    assert found["eventStatus"] == STATUS + "Rescheduled"


def test_date_elsewhere_has_its_own_place_and_the_event_keeps_its_own(node, make_place):
    make_place("hall", name={"zh": "甲馆", "en": "Hall"})
    make_place("yard", name={"zh": "乙院", "en": "Yard"})
    changes = [{"of": "2027-02-13", "status": "full", "venue": {"place": "yard"}}]

    found = node(SATURDAYS, venues=[{"place": "hall"}], changes=changes)

    assert (found["location"]["name"], [part["location"]["name"] for part in found["subEvent"]]) == ("Hall", ["Yard"])


def test_at_most_twelve_parts_are_told(node):
    days = [f"2027-02-{number:02d}" for number in range(1, 29)]

    found = node(RUN | {"ends": "2027-02-28"}, changes=[{"of": day, "status": "cancelled"} for day in days[:20]])

    assert [part["startDate"][:10] for part in found["subEvent"]] == days[8:20]


def test_series_names_its_editions_with_their_status(client, make_series, make_event):
    make_series("fairs")
    make_event("fair", series="fairs", year=2027, schedule=[SHOW], status="postponed")

    text = client.get("/en/series/fairs").text

    script = json.loads(re.search(r'ld\+json">(.*?)</script>', text, re.DOTALL).group(1))
    (part,) = script["@graph"][0]["subEvent"]
    assert (part["name"], part["eventStatus"]) == ("Some page", STATUS + "Postponed")
