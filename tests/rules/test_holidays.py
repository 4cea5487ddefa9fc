"""Public holidays as announced."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from app.rules.holidays import BadHolidays, HolidayCalendar, HolidayName

FILE = Path(__file__).resolve().parents[2] / "content" / "holidays" / "2026.yaml"
RUNS_2026 = {
    "元旦": ("2026-01-01", "2026-01-03"),
    "春节": ("2026-02-15", "2026-02-23"),
    "清明节": ("2026-04-04", "2026-04-06"),
    "劳动节": ("2026-05-01", "2026-05-05"),
    "端午节": ("2026-06-19", "2026-06-21"),
    "中秋节": ("2026-09-25", "2026-09-27"),
    "国庆节": ("2026-10-01", "2026-10-07"),
}
WORKED_2026 = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]


@pytest.fixture(scope="module")
def calendar():
    return HolidayCalendar.from_mappings([yaml.safe_load(FILE.read_text("utf-8"))])


def mapping(**changes):
    """A right mapping of one holiday, with changes."""
    holiday = {"name": {"zh": "元旦", "en": "New Year’s Day"}, "first_day": "2027-01-01", "last_day": "2027-01-03"}
    holiday |= {key: changes.pop(key) for key in ("name", "first_day", "last_day", "workdays") if key in changes}
    return {"year": 2027, "source": "a test", "holidays": [holiday]} | changes


def test_the_runs_of_2026_are_those_of_the_facts(calendar):
    found = {one.name.zh: (one.first_day.isoformat(), one.last_day.isoformat()) for one in calendar.holidays}

    assert found == RUNS_2026


def test_the_make_up_workdays_of_2026_are_those_of_the_facts(calendar):
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(365))

    assert [day.isoformat() for day in days if calendar.is_makeup_workday(day)] == WORKED_2026


@pytest.mark.parametrize(
    ("day", "is_off", "is_worked", "name"),
    [
        ("2026-02-17", True, False, "Spring Festival"),
        ("2026-02-14", False, True, None),
        ("2026-02-24", False, True, None),
        ("2026-03-07", False, False, None),
    ],
)
def test_a_day_is_off_or_worked(calendar, day, is_off, is_worked, name):
    when = date.fromisoformat(day)

    found = calendar.name(when)

    assert (calendar.is_holiday(when), calendar.is_workday(when), found and found.en) == (is_off, is_worked, name)


def test_a_missing_year_is_not_announced_and_not_guessed(calendar):
    day = date(2027, 2, 6)

    assert (calendar.is_announced(2026), calendar.is_announced(2027)) == (True, False)
    assert (calendar.is_holiday(day), calendar.is_workday(day), calendar.name(day)) == (None, None, None)


def test_a_new_year_holiday_may_begin_in_december():
    calendar = HolidayCalendar.from_mappings([mapping(first_day="2026-12-31", last_day="2027-01-02")])

    assert calendar.name(date(2026, 12, 31)) == HolidayName("元旦", "New Year’s Day")
    assert calendar.is_holiday(date(2026, 12, 30)) is None


def test_equal_files_make_equal_calendars():
    one, other = (HolidayCalendar.from_mappings([mapping(workdays=["2027-01-09"])]) for _ in range(2))

    assert (one, hash(one)) == (other, hash(other))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"year": "2027"}, "year must be a whole number"),
        ({"source": " "}, "a source is missing"),
        ({"holidays": []}, "a list of at least one"),
        ({"holidays": ["元旦"]}, "needs a name"),
        ({"name": {"zh": "元旦"}}, "needs a name with zh and en"),
        ({"first_day": "2027-1-1"}, "first_day must be a day as YYYY-MM-DD"),
        ({"first_day": "2027-02-30"}, "first_day must be a day"),
        ({"first_day": "2025-12-31"}, "not in the year"),
        ({"last_day": "2026-12-31"}, "must end 0 to 14 days after it starts"),
        ({"last_day": "2027-06-01"}, "must end 0 to 14 days after it starts"),
        ({"workdays": "2027-01-09"}, "must be a list of days"),
        ({"workdays": ["2027-01-02"]}, "2027-01-02 stands twice"),
    ],
)
def test_a_wrong_file_is_refused_saying_what_is_wrong(changes, says):
    with pytest.raises(BadHolidays) as refusal:
        HolidayCalendar.from_mappings([mapping(**changes)])

    assert says in str(refusal.value)


def test_a_year_given_twice_is_refused():
    with pytest.raises(BadHolidays, match="the year stands twice"):
        HolidayCalendar.from_mappings([mapping(), mapping()])
