"""Opening hours at a moment: to the minute, over holidays, and where nobody knows."""

from datetime import UTC, datetime, timedelta

import pytest

from app.rules.holidays import HolidayCalendar
from app.rules.hours import HoursState, OpenKind, state_at
from tests.rules.hours.shared import BEIJING, CALENDAR, MUSEUM, at, kind_at

OPEN, CLOSED, UNKNOWN = OpenKind.OPEN, OpenKind.CLOSED, OpenKind.UNKNOWN


@pytest.mark.parametrize(  # 23 November 2026 is a Monday.
    ("moment", "state"),
    [
        ("2026-11-24T09:00", HoursState(OPEN, at("2026-11-24T17:00"))),
        ("2026-11-24T15:59", HoursState(OPEN, at("2026-11-24T17:00"))),
        ("2026-11-24T16:00", HoursState(OPEN, at("2026-11-24T17:00"), closes_soon=True)),
        ("2026-11-24T16:59:59", HoursState(OPEN, at("2026-11-24T17:00"), closes_soon=True)),
        ("2026-11-24T17:00", HoursState(CLOSED, at("2026-11-25T09:00"), at("2026-11-25T09:00"))),
        ("2026-11-24T08:59:59", HoursState(CLOSED, at("2026-11-24T09:00"), at("2026-11-24T09:00"))),
        ("2026-11-29T17:00", HoursState(CLOSED, at("2026-12-01T09:00"), at("2026-12-01T09:00"))),
        ("2026-11-23T12:00", HoursState(CLOSED, at("2026-11-24T09:00"), at("2026-11-24T09:00"))),
    ],
)
def test_a_museum_is_open_to_the_minute(moment, state):
    assert state_at(MUSEUM, at(moment)) == state


@pytest.mark.parametrize(
    ("hours", "moment", "kind"),
    [
        ("Tu-Fr 09:00-20:30; Sa,Su 09:00-17:30", "2026-11-28T18:00", CLOSED),
        ("Tu-Fr 09:00-20:30; Sa,Su 09:00-17:30", "2026-11-27T18:00", OPEN),
        ("Apr-Oct 08:00-20:00; Nov-Mar 09:00-17:00", "2026-10-31T19:00", OPEN),
        ("Apr-Oct 08:00-20:00; Nov-Mar 09:00-17:00", "2026-11-01T19:00", CLOSED),
        ("Tu-Su 09:00-11:30,13:00-16:30", "2026-11-24T12:00", CLOSED),
        ("18:00-02:00", "2026-11-24T01:59", OPEN),
        ("18:00-02:00", "2026-11-24T02:00", CLOSED),
        ("Mo-Fr unknown", "2026-11-24T12:00", UNKNOWN),
        ("sunrise-sunset", "2026-06-21T05:00", OPEN),
        ("sunrise-sunset", "2026-12-22T07:00", CLOSED),
    ],
)
def test_hours_are_open_or_closed(hours, moment, kind):
    assert kind_at(hours, moment) == kind


def test_what_never_closes_and_what_never_opens_have_no_end():
    assert state_at("24/7", at("2026-11-24T12:00")) == HoursState(OPEN)
    assert state_at("off", at("2026-11-24T12:00")) == HoursState(CLOSED)


@pytest.mark.parametrize("hours", [None, ""])
def test_hours_not_given_are_unknown(hours):
    assert state_at(hours, at("2026-11-24T12:00")) == HoursState(UNKNOWN)


def test_unknown_hours_still_tell_the_next_certain_opening():
    state = state_at("Mo-Fr unknown; Sa 10:00-12:00", at("2026-11-24T12:00"))

    assert state == HoursState(UNKNOWN, at("2026-11-25T00:00") + timedelta(days=3), at("2026-11-28T10:00"))


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="must be aware"):
        state_at(MUSEUM, datetime(2026, 11, 24, 12))


@pytest.mark.parametrize("year", [1900, 9500])
def test_moments_beyond_the_calendar_are_refused(year):
    with pytest.raises(ValueError, match="1950 to 9000"):
        state_at(MUSEUM, datetime(year, 1, 1, tzinfo=BEIJING))


def test_a_moment_elsewhere_is_reckoned_in_beijing():
    state = state_at(MUSEUM, datetime(2026, 11, 24, 1, 0, tzinfo=UTC))

    assert (state.kind, state.until.utcoffset()) == (OPEN, timedelta(hours=8))


@pytest.mark.parametrize(
    ("hours", "moment", "kind"),
    [
        ("Mo-Su 09:00-17:00; PH off", "2026-02-18T12:00", CLOSED),
        ("Mo-Su 09:00-17:00; PH off", "2026-02-24T12:00", OPEN),
        ("Tu-Su 09:00-17:00; Mo off; PH 10:00-16:00", "2026-02-16T12:00", OPEN),
        ("Tu-Su 09:00-17:00; Mo off; PH 10:00-16:00", "2026-02-17T16:30", CLOSED),
        ("Tu-Su,PH 09:00-17:00", "2026-02-23T12:00", OPEN),
        ("Tu-Su,PH 09:00-17:00", "2026-03-02T12:00", CLOSED),
        ("Mo-Su 09:00-17:00; Mo,PH off", "2026-03-02T12:00", CLOSED),
        ("Mo-Su 09:00-12:00, Sa,PH 14:00-16:00", "2026-02-17T11:00", OPEN),
        ("Mo-Su 09:00-12:00, Sa,PH 14:00-16:00", "2026-02-17T15:00", OPEN),
        ("Mo-Su 09:00-12:00, Sa,PH 14:00-16:00", "2026-02-24T15:00", CLOSED),
    ],
)
def test_all_nine_days_of_a_holiday_count(hours, moment, kind):
    assert kind_at(hours, moment) == kind


@pytest.mark.parametrize(
    ("moment", "kind"),
    [("2027-03-10T12:00", UNKNOWN), ("2027-03-10T08:00", CLOSED), ("2026-12-31T12:00", OPEN)],
)
def test_in_a_year_not_announced_only_what_hangs_on_holidays_is_unknown(moment, kind):
    assert kind_at("Mo-Su 09:00-17:00; PH off", moment) == kind


def test_without_a_calendar_nothing_is_announced():
    assert kind_at("Mo-Su 09:00-17:00; PH off", "2026-03-10T12:00", None) == UNKNOWN
    assert kind_at(MUSEUM, "2026-03-10T12:00", None) == OPEN


def test_the_night_before_the_year_ends_is_one_span():
    state = state_at("18:00-02:00; PH off", at("2026-12-31T23:00"), HolidayCalendar(frozenset({2026, 2027})))

    assert state.until == at("2027-01-01T02:00")


def test_after_a_holiday_the_next_opening_is_the_first_day_that_opens():
    state = state_at("Tu-Su 09:00-17:00; PH off", at("2026-02-15T12:00"), CALENDAR)

    assert state.next_opening == at("2026-02-24T09:00")
