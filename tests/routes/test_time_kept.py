"""Until when the pages about time are kept, how often they ask the database, and that the host's time zone is nothing to them."""

import time
from datetime import datetime

import pytest
import time_machine

from app.vocabulary import Family
from tests.factories import publish_page
from tests.routes.reading import TUE_TO_SUN, at, fresh, kept_until

PLAY = {"starts": "2027-02-06", "opens": "19:30", "closes": "21:30"}
NIGHT = {"starts": "2026-12-31", "opens": "23:00", "closes": "01:00"}
RUN = {"starts": "2027-01-05", "ends": "2027-03-31", "opens": "10:00", "closes": "18:00", "repeats": "daily", "weekdays": TUE_TO_SUN}
FAIR = {"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月", "en": "first month"}}
PATHS = (
    "now",
    "tonight",
    "weekend",
    "day/2026-12-31",
    "day/2027-01-01",
    "calendar/2026/12",
    "calendar/2026-W53",
    "almanac/2027",
    "events",
    "events?month=2027-01",
    "series",
    "series/fair-1",
    "events/night-1",
    "events/run-1",
    "events.ics",
    "day/2026-12-31.ics",
)


@pytest.fixture(autouse=True)
def published():
    """Publish everything on one day."""
    with at("2026-11-25T12:00"):
        yield


def fill(number):
    """Publish one more of everything that pages about time show."""
    publish_page(Family.PLACE, f"hall-{number}", opening_hours="Tu-Su,PH 09:00-17:00; Mo off", last_entry_min=30, interests=["at-night"])
    publish_page(Family.SERIES, f"fair-{number}", usually=FAIR, venues=[{"place": f"hall-{number}"}])
    publish_page(Family.EVENT, f"edition-{number}", series=f"fair-{number}", year=2026, schedule=[{"starts": "2026-02-17"}])
    publish_page(Family.EVENT, f"night-{number}", schedule=[NIGHT], venues=[{"place": f"hall-{number}"}])
    publish_page(Family.EVENT, f"run-{number}", schedule=[RUN | {"starts": "2026-12-01"}], changes=[{"of": "2026-12-31", "status": "cancelled"}])
    publish_page(Family.EVENT, f"part-{number}", parent="night-1", schedule=[{"starts": "2026-12-31", "opens": "20:00"}])
    publish_page(Family.EVENT, f"month-{number}", schedule=[{"starts": "2026-12"}])


@pytest.mark.parametrize(
    ("path", "moment", "until"),
    [
        pytest.param("now", "2027-02-06T08:00", "2027-02-06T09:00", id="now, until an opening"),
        pytest.param("now", "2027-02-06T09:00", "2027-02-06T10:00", id="now, until a run's day begins"),
        pytest.param("now", "2027-02-06T10:00", "2027-02-06T16:00", id="now, until a place closes soon"),
        pytest.param("now", "2027-02-06T16:00", "2027-02-06T16:30", id="now, until the last entry"),
        pytest.param("now", "2027-02-06T16:30", "2027-02-06T17:00", id="now, until a closing"),
        pytest.param("now", "2027-02-06T17:00", "2027-02-06T18:00", id="now, until a run's day ends"),
        pytest.param("now", "2027-02-06T18:00", "2027-02-06T19:30", id="now, until a start"),
        pytest.param("now", "2027-02-06T19:30", "2027-02-06T21:30", id="now, until an end"),
        pytest.param("now", "2027-02-06T21:30", "2027-02-07T00:00", id="now, until midnight"),
        pytest.param("now", "2027-01-01T00:00", "2027-01-01T01:00", id="now, until last night's end"),
        pytest.param("tonight", "2027-02-06T18:30", "2027-02-06T19:30", id="tonight, until a start"),
        pytest.param("tonight", "2027-02-06T20:00", "2027-02-06T21:30", id="tonight, until an end"),
        pytest.param("tonight", "2027-02-06T21:30", "2027-02-07T00:00", id="tonight, until midnight"),
        pytest.param("tonight", "2027-01-01T00:30", "2027-01-01T01:00", id="tonight, until last night's end"),
        pytest.param("tonight", "2027-02-07T01:00", "2027-02-07T05:00", id="tonight, until five in the morning"),
        pytest.param("weekend", "2027-02-06T12:00", "2027-02-07T00:00", id="weekend, until midnight"),
        pytest.param("day/2027-02-06", "2027-02-06T12:00", "2027-02-07T00:00", id="day, until midnight"),
        pytest.param("calendar/2027/02", "2026-12-31T23:59", "2027-01-01T00:00", id="month, until the new year"),
        pytest.param("calendar/2027-W05", "2027-02-06T12:00", "2027-02-07T00:00", id="week, until midnight"),
        pytest.param("events", "2027-02-06T20:00", "2027-02-06T21:30", id="list, until an end"),
        pytest.param("events?month=2027-02", "2027-02-06T20:00", "2027-02-07T00:00", id="events of a month, until midnight"),
        pytest.param("events/play", "2027-02-06T12:00", "2027-02-06T19:30", id="event, until its start"),
        pytest.param("events/play", "2027-02-06T20:00", "2027-02-06T21:30", id="event, until its end"),
        pytest.param("events/festival", "2027-02-06T20:00", "2027-02-06T21:30", id="festival, until a part of it ends"),
        pytest.param("series", "2027-02-06T20:00", "2027-02-06T21:30", id="list of series, until an edition ends"),
        pytest.param("series/plays", "2027-02-06T20:00", "2027-02-06T21:30", id="series, until an edition ends"),
    ],
)
def test_page_is_kept_until_what_it_says_changes(app, make_event, make_place, make_series, path, moment, until):
    make_place("hall", opening_hours="09:00-17:00", last_entry_min=30)
    make_series("plays")
    make_event("festival", schedule=[{"starts": "2027-02-01", "ends": "2027-02-20"}])
    make_event("play", schedule=[PLAY], parent="festival", series="plays", year=2027)
    make_event("run", schedule=[RUN])
    make_event("night", schedule=[NIGHT])

    with at(moment):
        assert kept_until(app, f"/en/{path}") == until


@pytest.mark.parametrize("path", PATHS)
def test_time_page_asks_little_and_as_often_for_three_events_as_for_one(client, count_queries, path):
    def counted():
        client.get("/en/places?kind=library")  # What follows the change log has then caught up.
        return count_queries(lambda: client.get(f"/en/{path}"))

    with at("2026-12-31T19:00"):
        fill(1)
        one = counted()
        fill(2)
        fill(3)

        assert 1 <= counted() == one <= 15


@pytest.fixture(params=[("America/Los_Angeles", "-0800"), ("Pacific/Kiritimati", "+1400"), ("UTC", "+0000")], ids=lambda param: param[0])
def on_host_elsewhere(request, monkeypatch):
    """Give a function that stops the clock of a host in another time zone at a minute in Beijing."""
    zone, offset = request.param

    def stop(minute):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert time.strftime("%z") == offset
        # With a named zone time-machine would take the host along to Beijing; an offset leaves it where it is.
        return time_machine.travel(datetime.fromisoformat(f"{minute}+08:00"), tick=False)

    yield stop
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "minute",
    ["2026-12-31T23:59", "2027-01-01T00:30", "2027-02-06T07:59"],
    ids=["last minute of the year", "first half hour of the year", "Spring Festival morning"],
)
def test_host_in_another_time_zone_gives_the_same_pages(app, on_host_elsewhere, minute):
    fill(1)
    with at(minute):
        here = {path: fresh(app, f"/en/{path}").get_data(as_text=True) for path in PATHS}

    with on_host_elsewhere(minute):
        there = {path: fresh(app, f"/en/{path}").get_data(as_text=True) for path in PATHS}

    assert there == here
