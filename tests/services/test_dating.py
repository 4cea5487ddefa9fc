"""What a schedule gives: dates, runs and their days, changes of single dates, and clear refusals."""

from datetime import date

import pytest
from pydantic import ValidationError

from app.documents.schedule import ScheduleEntry
from app.services.dating import BadSchedule, dates_of, horizon
from app.vocabulary import Family, Shape, Status
from tests.factories import document

UNTIL = date(2028, 12, 31)


def rows(*schedule, **values):
    return dates_of(document(Family.EVENT, schedule=list(schedule), **values), UNTIL)


def shown(found):
    return [(row["original_start"], row["shape"].value) for row in found]


RUN = {"starts": "2027-02-01", "ends": "2027-02-03", "opens": "10:00", "closes": "18:00"}


def test_horizon_is_the_end_of_the_year_after_next():
    assert horizon(date(2026, 11, 24)) == date(2028, 12, 31)


def test_single_date_with_times_is_one_date():
    (row,) = rows({"starts": "2027-02-06", "opens": "19:30", "closes": "21:30"})

    assert (row["original_start"], row["shape"], row["ends"]) == ("2027-02-06T19:30", Shape.DATE, None)
    assert (row["starts_at"].isoformat(), row["ends_at"].isoformat()) == ("2027-02-06T11:30:00", "2027-02-06T13:30:00")


def test_night_crosses_midnight():
    (row,) = rows({"starts": "2026-12-31", "opens": "23:00", "closes": "01:00"})

    assert row["ends_at"].isoformat() == "2026-12-31T17:00:00"  # 01:00 on 1 January in Beijing


def test_days_with_times_are_a_run_and_its_days():
    assert shown(rows(RUN)) == [
        ("2027-02-01T10:00", "run_day"),
        ("2027-02-01T10:00/run", "run"),
        ("2027-02-02T10:00", "run_day"),
        ("2027-02-03T10:00", "run_day"),
    ]


def test_run_of_three_days_stands_in_calendars_day_by_day():
    assert [row["in_calendar"] for row in rows(RUN)] == [True, False, True, True]


def test_long_run_stands_in_calendars_as_one():
    found = rows(RUN | {"ends": "2027-03-31", "repeats": "daily", "weekdays": ["tue", "wed", "thu", "fri", "sat", "sun"]})

    assert [row["original_start"] for row in found if row["in_calendar"]] == ["2027-02-01T10:00/run"]
    assert len(found) == 1 + 50


def test_days_without_times_are_one_stretch():
    assert shown(rows({"starts": "2027-02-01", "ends": "2027-02-20"})) == [("2027-02-01", "stretch")]


def test_weekly_rule_gives_single_dates():
    found = rows(
        {"starts": "2027-01-02", "ends": "2027-01-17", "repeats": "weekly", "weekdays": ["sat", "sun"], "opens": "09:00", "but_not": ["2027-01-10"]}
    )

    assert [row["starts"] for row in found] == ["2027-01-02", "2027-01-03", "2027-01-09", "2027-01-16", "2027-01-17"]
    assert [row["later"] for row in found] == [4, 3, 2, 1, 0]


def test_month_is_a_stretch_that_is_never_printed_as_a_day():
    (row,) = rows({"starts": "2027-05"})

    assert (row["precision"], row["starts"], row["in_calendar"]) == ("month", "2027-05", False)


def test_what_runs_until_further_notice_ends_at_the_horizon():
    (row,) = rows({"starts": "2027-05-01", "until_further_notice": True})

    assert (row["is_open_ended"], row["ends"], row["ends_at"].date()) == (True, None, UNTIL)


def test_rule_that_never_ends_stops_at_the_horizon():
    found = rows({"starts": "2027-01-02", "until_further_notice": True, "repeats": "weekly", "weekdays": ["sat"]})

    assert (found[0]["starts"], found[-1]["starts"], len(found)) == ("2027-01-02", "2028-12-30", 105)


def test_cancelled_date_of_a_rule_keeps_its_place():
    found = rows(
        {"starts": "2027-01-02", "ends": "2027-01-16", "repeats": "weekly", "weekdays": ["sat"]},
        changes=[{"of": "2027-01-09", "status": "cancelled"}],
    )

    assert [row["status"] for row in found] == [Status.SCHEDULED, Status.CANCELLED, Status.SCHEDULED]


def test_moved_date_is_still_known_by_its_first_start():
    (row,) = rows(
        {"starts": "2027-02-06", "opens": "19:30", "closes": "21:30"},
        changes=[{"of": "2027-02-06", "status": "rescheduled", "starts": "2027-02-07", "opens": "18:00"}],
    )

    assert (row["original_start"], row["starts"], row["opens"], row["closes"]) == ("2027-02-06T19:30", "2027-02-07", "18:00", None)


def test_one_day_of_a_run_can_close_early():
    found = rows(RUN, changes=[{"of": "2027-02-02", "closes": "12:00", "note": {"zh": "提前闭园", "en": "closes early"}}])

    assert [row["closes"] for row in found if row["shape"] is Shape.RUN_DAY] == ["18:00", "12:00", "18:00"]


def test_change_of_one_of_two_shows_a_day_names_its_time():
    matinee, evening = {"starts": "2027-02-06", "opens": "14:00"}, {"starts": "2027-02-06", "opens": "19:30"}
    found = rows(matinee, evening, changes=[{"of": "2027-02-06T19:30", "status": "full"}])

    assert [row["status"] for row in found] == [Status.SCHEDULED, Status.FULL]


def test_change_of_a_date_that_there_is_not_is_refused():
    with pytest.raises(BadSchedule, match="2027-02-09 is no date of the schedule"):
        rows(RUN, changes=[{"of": "2027-02-09", "status": "cancelled"}])


def test_date_given_twice_is_refused():
    with pytest.raises(BadSchedule, match="2027-02-02T10:00 is given by two lines"):
        rows(RUN, {"starts": "2027-02-02", "opens": "10:00"})


def test_more_than_two_thousand_dates_are_refused():
    daily = {"starts": "2027-01-01", "ends": "2028-12-31", "repeats": "daily", "closes": "18:00"}

    with pytest.raises(BadSchedule, match="gives 2196 dates by 2028-12-31; at most 2000"):
        rows(*(daily | {"opens": opens} for opens in ("08:00", "10:00", "12:00")))


def test_single_date_follows_the_one_before_that_is_held():
    found = rows(*({"starts": f"2027-02-0{day}"} for day in (1, 2, 3)), changes=[{"of": "2027-02-02", "status": "cancelled"}])

    assert [row["follows_at"] for row in found] == [None, found[0]["ends_at"], found[0]["ends_at"]]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"starts": "2027-02-06", "ends": "2027-02-05"}, "the end is before the start"),
        ({"starts": "2027-02-06", "closes": "18:00"}, "a closing time needs an opening time"),
        ({"starts": "2027-02", "opens": "18:00"}, "an exact day"),
        ({"starts": "2027-02-06", "ends": "2027-03-01", "until_further_notice": True}, "not both"),
        ({"starts": "2027-02-06", "repeats": "weekly", "weekdays": ["sat"]}, "say when the rule ends"),
        ({"starts": "2027-02-06", "ends": "2027-03-06", "weekdays": ["sat"]}, "need repeats"),
        ({"starts": "2027-02", "ends": "2027-03", "repeats": "daily"}, "exact days"),
        ({"starts": "2027-02-01", "ends": "2027-02-03", "repeats": "weekly", "weekdays": ["sat"]}, "."),
        ({"starts": "2027-02-30"}, "2027-02-30 is no day"),
        ({"starts": "2027-2-6"}, "leading zeros"),
    ],
)
def test_contradictory_line_is_refused_in_words(entry, words):
    with pytest.raises(ValidationError, match=words):
        ScheduleEntry.model_validate(entry)
