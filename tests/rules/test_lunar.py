"""The Chinese calendar against the frozen table of 2024 to 2035."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.lunar import SOLAR_TERMS, LunarDate, NoSuchLunarDay, festival_days, festivals_on, lunar_date, lunar_label, solar_date

TABLE = list(csv.DictReader(Path(__file__).with_name("lunar_dates.csv").read_text("utf-8").splitlines()))
LUNAR_COLUMNS = [name for name in TABLE[0] if "L" in name and name[-5:-3].isdigit()]
FESTIVALS = {
    "LNY_L01-01": "spring-festival",
    "Lantern_L01-15": "lantern-festival",
    "Yanjiu_L01-19": "yanjiu",
    "Dragon_Boat_L05-05": "dragon-boat",
    "Qixi_L07-07": "qixi",
    "Mid-Autumn_L08-15": "mid-autumn",
    "Chongyang_L09-09": "chongyang",
    "qingming": "qingming",
    "winter_solstice": "winter-solstice",
}


def test_the_table_is_the_whole_table():
    assert (len(TABLE), len(LUNAR_COLUMNS)) == (12, 9)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["year"])
def test_lunar_days_fall_where_the_table_has_them(row):
    found = [solar_date(int(row["year"]), int(name[-5:-3]), int(name[-2:])).isoformat() for name in LUNAR_COLUMNS]

    assert found == [row[name] for name in LUNAR_COLUMNS]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["year"])
def test_festivals_fall_where_the_table_has_them(row):
    days = {one.festival.key: one.day.isoformat() for one in festival_days(int(row["year"]))}

    assert {key: days[key] for key in FESTIVALS.values()} == {key: row[name] for name, key in FESTIVALS.items()}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["year"])
def test_leap_months_are_those_of_the_table(row):
    year = int(row["year"])
    days = (date(year, 2, 1) + timedelta(days=n) for n in range(365))

    leap = {lunar.month for lunar in map(lunar_date, days) if lunar.is_leap and lunar.year == year}

    assert leap == ({int(row["leap_month"])} if row["leap_month"] else set())


@given(st.dates(date(1901, 3, 1), date(2099, 12, 31)))
def test_a_day_outside_leap_months_comes_back_from_its_lunar_date(day):
    lunar = lunar_date(day)

    if not lunar.is_leap:
        assert solar_date(lunar.year, lunar.month, lunar.day) == day


def test_dragon_boat_is_in_the_first_of_two_fifth_months():
    assert solar_date(2028, 5, 5) == date(2028, 5, 28)
    assert lunar_date(date(2028, 6, 27)) == LunarDate(2028, 5, 5, is_leap=True)


@pytest.mark.parametrize("day", [(2026, 12, 30), (2026, 13, 1), (2026, 0, 1), (2026, 1, 31), (2026, 1, 0), (1899, 1, 1), (2100, 1, 1)])
def test_a_lunar_day_that_does_not_exist_is_refused(day):
    with pytest.raises(NoSuchLunarDay):
        solar_date(*day)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1582, 10, 10), date(1900, 1, 30), date(2100, 2, 9), date(9999, 12, 31)])
def test_days_beyond_the_known_years_are_refused(day):
    with pytest.raises(NoSuchLunarDay):
        lunar_date(day)


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2026, 11, 24), "农历十月十六", "16th of the 10th lunar month"),
        (date(2027, 2, 6), "农历正月初一", "1st of the 1st lunar month"),
        (date(2027, 2, 26), "农历正月廿一", "21st of the 1st lunar month"),
        (date(2027, 1, 15), "农历腊月初八", "8th of the 12th lunar month"),
        (date(2025, 7, 25), "农历闰六月初一", "1st of the leap 6th lunar month"),
        (date(2026, 12, 20), "农历冬月十二", "12th of the 11th lunar month"),
    ],
)
def test_a_lunar_date_is_said_in_both_languages(day, zh, en):
    assert (lunar_label(day, "zh"), lunar_label(day, "en")) == (zh, en)


@pytest.mark.parametrize(("day", "said"), [(10, "初十"), (20, "二十"), (21, "廿一"), (30, "三十")])
def test_the_tens_have_their_own_words(day, said):
    assert lunar_label(solar_date(2027, 2, 1) + timedelta(days=day - 1), "zh") == f"农历二月{said}"


@pytest.mark.parametrize("year", range(2024, 2036))
def test_new_years_eve_is_the_day_before_the_first(year):
    days = {one.festival.key: one.day for one in festival_days(year)}

    assert days["new-years-eve"] == days["spring-festival"] - timedelta(days=1)


def test_laba_may_miss_a_year_and_come_twice_in_another():
    laba = {year: [one.day for one in festival_days(year) if one.festival.key == "laba"] for year in (2022, 2023, 2027)}

    assert laba == {2022: [date(2022, 1, 10), date(2022, 12, 30)], 2023: [], 2027: [date(2027, 1, 15)]}


def test_festivals_of_a_year_come_in_order():
    days = [one.day for one in festival_days(2027)]

    assert days == sorted(days)


def test_a_day_knows_its_festival():
    assert [one.zh for one in festivals_on(date(2027, 2, 20))] == ["元宵节"]
    assert festivals_on(date(2027, 2, 21)) == ()


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["year"])
def test_each_festival_of_the_table_is_found_on_its_day_and_on_no_other(row):
    year = int(row["year"])
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366 if year % 4 == 0 else 365)]

    found = {name: [day.isoformat() for day in days if key in {one.key for one in festivals_on(day)}] for name, key in FESTIVALS.items()}

    assert found == {name: [row[name]] for name in FESTIVALS}


LABELS = {
    "LNY_L01-01": ("农历正月初一", "1st of the 1st lunar month"),
    "L01-05": ("农历正月初五", "5th of the 1st lunar month"),
    "L01-07": ("农历正月初七", "7th of the 1st lunar month"),
    "Lantern_L01-15": ("农历正月十五", "15th of the 1st lunar month"),
    "Yanjiu_L01-19": ("农历正月十九", "19th of the 1st lunar month"),
    "Dragon_Boat_L05-05": ("农历五月初五", "5th of the 5th lunar month"),
    "Qixi_L07-07": ("农历七月初七", "7th of the 7th lunar month"),
    "Mid-Autumn_L08-15": ("农历八月十五", "15th of the 8th lunar month"),
    "Chongyang_L09-09": ("农历九月初九", "9th of the 9th lunar month"),
}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["year"])
def test_the_days_of_the_table_are_said_by_their_lunar_names(row):
    found = {name: tuple(lunar_label(date.fromisoformat(row[name]), language) for language in ("zh", "en")) for name in LABELS}

    assert found == LABELS


@pytest.mark.parametrize(
    ("year", "month", "first_day", "last_day"),
    [
        (2025, 6, "2025-07-25", "2025-08-22"),
        (2028, 5, "2028-06-23", "2028-07-21"),
        (2031, 3, "2031-04-22", "2031-05-20"),
        (2033, 11, "2033-12-22", "2034-01-19"),
    ],
)
def test_a_leap_month_repeats_its_number_and_has_no_festival(year, month, first_day, last_day):
    first, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]

    assert [lunar_date(day) for day in days] == [LunarDate(year, month, n + 1, is_leap=True) for n in range(len(days))]
    assert lunar_date(first - timedelta(days=1)).month == month
    assert lunar_date(last + timedelta(days=1)) == LunarDate(year, month % 12 + 1, 1)
    assert {one.key for day in days for one in festivals_on(day)} == set()


def test_the_leap_eleventh_month_of_2033_is_said_as_such():
    day = date(2034, 1, 19)

    assert (lunar_label(day, "zh"), lunar_label(day, "en")) == ("农历闰冬月廿九", "29th of the leap 11th lunar month")


def test_winter_solstice_of_2033_is_in_the_month_before_the_leap_one():
    assert lunar_date(date(2033, 12, 21)) == LunarDate(2033, 11, 30)


def test_the_terms_are_twenty_four_with_names_of_their_own():
    assert (len({term.zh for term in SOLAR_TERMS}), len({term.en for term in SOLAR_TERMS})) == (24, 24)
