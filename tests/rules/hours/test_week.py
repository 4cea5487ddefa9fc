"""Opening hours as a week to show."""

from datetime import date

import pytest

from app.rules.hours import OpenTime, week_of, week_table
from tests.rules.hours.shared import CALENDAR, MUSEUM


def times(table):
    """A week table as (first weekday, last weekday, times)."""
    return [(day.first_day.weekday(), day.last_day.weekday(), [f"{one.opens}-{one.closes}" for one in day.times]) for day in table]


@pytest.mark.parametrize(
    ("hours", "table"),
    [
        (MUSEUM, [(0, 0, []), (1, 6, ["09:00-17:00"])]),
        ("24/7", [(0, 6, ["00:00-24:00"])]),
        ("off", [(0, 6, [])]),
        ("18:00-02:00", [(0, 6, ["18:00-02:00"])]),
        ("Tu-Su 09:00-11:30,13:00-16:30", [(0, 0, []), (1, 6, ["09:00-11:30", "13:00-16:30"])]),
        ("Fr 10:00-24:00; Sa 00:00-22:00", [(0, 3, []), (4, 4, ["10:00-24:00"]), (5, 5, ["00:00-22:00"]), (6, 6, [])]),
        ("Mo-Su 09:00-17:00; PH off", [(0, 6, ["09:00-17:00"])]),
    ],
)
def test_a_week_is_shown_with_like_days_joined(hours, table):
    assert times(week_table(hours, date(2026, 2, 16))) == table


def test_a_week_with_its_holidays_shows_them():
    table = week_table("Mo-Su 09:00-17:00; PH off", date(2026, 2, 23), CALENDAR)

    assert times(table) == [(0, 0, []), (1, 6, ["09:00-17:00"])]


def test_a_closing_after_midnight_says_so():
    table = week_table('Sa 18:00-26:00 unknown "call"', date(2026, 11, 23))

    assert table[1].times == (OpenTime("18:00", "02:00", closes_next_day=True, is_unknown=True, comment="call"),)


def test_a_week_of_an_unannounced_year_is_uncertain_where_holidays_matter():
    table = week_table("Tu-Su 09:00-17:00; PH 10:00-16:00", date(2027, 3, 8), CALENDAR)

    tuesday = [(one.opens, one.closes, one.is_unknown) for one in table[1].times]
    assert tuesday == [("09:00", "10:00", True), ("10:00", "16:00", False), ("16:00", "17:00", True)]
    assert [(one.opens, one.is_unknown) for one in table[0].times] == [("10:00", True)]


def test_a_night_belongs_to_the_day_it_begins_on():
    table = week_table("Fr 18:00-08:00; Sa 10:00-12:00", date(2026, 11, 23))

    assert times(table) == [(0, 3, []), (4, 4, ["18:00-08:00"]), (5, 5, ["10:00-12:00"]), (6, 6, [])]


def test_a_week_begins_on_monday():
    with pytest.raises(ValueError, match="2026-11-24 is not a Monday"):
        week_table(MUSEUM, date(2026, 11, 24))


def test_the_certain_openings_of_a_plain_week_are_given_day_by_day():
    found = week_of("Tu-Su 09:00-11:30,13:00-16:30; Sa unknown; Su 18:00-02:00; PH off")

    assert found == ("", *["09:00–11:30, 13:00–16:30"] * 4, "", "18:00–02:00")


def test_a_week_in_winter_has_its_own_hours():
    assert week_of("Apr-Oct 08:00-20:00; Nov-Mar 09:00-17:00", date(2026, 11, 23)) == ("09:00–17:00",) * 7
