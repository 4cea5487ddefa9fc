"""Last entry: until when one is let in, and when a page that says so changes."""

from datetime import date

import pytest

from app.rules.hours import compose, parse_hours, shortest_opening_min, state_at, week_days
from tests.rules.hours.shared import CALENDAR, MUSEUM, at


def state(text, moment, minutes=30):
    return state_at(compose(text, last_entry_min=minutes), at(moment), CALENDAR)


@pytest.mark.parametrize(
    ("moment", "passed", "closes_soon"),
    [
        pytest.param("2026-11-24T09:00", False, False, id="at opening"),
        pytest.param("2026-11-24T15:59", False, False, id="an hour and a minute before closing"),
        pytest.param("2026-11-24T16:00", False, True, id="an hour before closing"),
        pytest.param("2026-11-24T16:29", False, True, id="the minute before last entry"),
        pytest.param("2026-11-24T16:29:59", False, True, id="the second before last entry"),
        pytest.param("2026-11-24T16:30", True, True, id="the minute of last entry"),
        pytest.param("2026-11-24T16:31", True, True, id="the minute after last entry"),
        pytest.param("2026-11-24T16:59", True, True, id="the minute before closing"),
    ],
)
def test_last_entry_is_half_an_hour_before_closing(moment, passed, closes_soon):
    found = state(MUSEUM, moment)

    assert (found.last_entry_at, found.last_entry_passed, found.closes_soon) == (at("2026-11-24T16:30"), passed, closes_soon)


@pytest.mark.parametrize(
    ("text", "moment", "last"),
    [
        pytest.param("Tu-Su 09:00-11:30,13:00-16:30", "2026-11-24T10:00", "2026-11-24T11:00", id="before the noon break"),
        pytest.param("Tu-Su 09:00-11:30,13:00-16:30", "2026-11-24T14:00", "2026-11-24T16:00", id="after the noon break"),
        pytest.param("18:00-00:15", "2026-12-31T20:00", "2026-12-31T23:45", id="last entry in the old year, closing in the new"),
        pytest.param("18:00-02:00", "2027-01-01T00:30", "2027-01-01T01:30", id="last entry after midnight"),
        pytest.param("Fr 10:00-24:00; Sa 00:00-22:00", "2026-11-27T23:50", "2026-11-28T21:30", id="no last entry where it stays open"),
    ],
)
def test_last_entry_is_that_of_the_present_opening(text, moment, last):
    assert state(text, moment).last_entry_at == at(last)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        pytest.param(MUSEUM, "2026-11-23T12:00", id="closed"),
        pytest.param("24/7", "2026-11-23T12:00", id="never closes"),
        pytest.param("unknown", "2026-11-23T12:00", id="unknown"),
    ],
)
def test_there_is_no_last_entry_where_nothing_open_closes(text, moment):
    found = state(text, moment)

    assert (found.last_entry_at, found.last_entry_passed) == (None, False)


def test_without_a_last_entry_one_is_let_in_to_the_end():
    found = state(MUSEUM, "2026-11-24T16:59", None)

    assert (found.last_entry_at, found.last_entry_passed) == (None, False)


@pytest.mark.parametrize(
    ("moment", "change"),
    [
        ("2026-11-24T08:00", "2026-11-24T09:00"),
        ("2026-11-24T09:00", "2026-11-24T16:00"),
        ("2026-11-24T16:00", "2026-11-24T16:30"),
        ("2026-11-24T16:30", "2026-11-24T17:00"),
        ("2026-11-24T17:00", "2026-11-25T09:00"),
    ],
)
def test_what_is_said_changes_at_opening_soon_last_entry_and_closing(moment, change):
    found = state(MUSEUM, moment)

    assert found.next_change(at(moment)) == at(change)


def test_what_never_changes_has_no_next_change():
    assert state("24/7", "2026-11-24T12:00").next_change(at("2026-11-24T12:00")) is None


@pytest.mark.parametrize(
    ("text", "friday"),
    [
        ("Tu-Su 09:00-11:30,13:00-16:30", ("11:00", "16:00")),
        ("18:00-02:00", ("01:30",)),
        ("18:00-00:15", ("23:45",)),
        ("10:00-24:00", ("23:30",)),
        ("Fr 10:00-24:00; Sa 00:00-22:00", ()),
        ("24/7", ()),
        ("Fr off", ()),
        ("Fr 10:00-12:00 unknown", ()),
    ],
)
def test_a_shown_week_has_the_last_entry_of_each_certain_opening_that_ends(text, friday):
    week = week_days(compose(text, last_entry_min=30), date(2026, 11, 23), CALENDAR)

    assert week[4].last_entries == friday


@pytest.mark.parametrize(
    ("text", "minutes"),
    [(MUSEUM, 480), ("Tu-Su 09:00-11:30,13:00-16:30", 150), ("Apr-Oct 08:00-20:00; Nov-Mar 10:00-10:30", 30), ("24/7", None), ("unknown", None)],
)
def test_the_shortest_opening_of_a_year_is_known(text, minutes):
    assert shortest_opening_min(parse_hours(text)) == minutes
