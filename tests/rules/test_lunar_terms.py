"""The solar terms against published days, the library's own answer for each day, and the Sun's place in the sky."""

import csv
import itertools
from datetime import UTC, date, datetime, timedelta
from math import radians, sin
from pathlib import Path

import pytest
from lunar_python import Solar

from app.rules.lunar import SOLAR_TERMS, NoSuchLunarDay, festivals_on, solar_term, solar_terms

YEARS = range(2015, 2037)
TABLE = list(csv.DictReader(Path(__file__).with_name("lunar_dates.csv").read_text("utf-8").splitlines()))
PUBLISHED = {
    2024: "01-06 01-20 02-04 02-19 03-05 03-20 04-04 04-19 05-05 05-20 06-05 06-21"
    " 07-06 07-22 08-07 08-22 09-07 09-22 10-08 10-23 11-07 11-22 12-06 12-21",
    2025: "01-05 01-20 02-03 02-18 03-05 03-20 04-04 04-20 05-05 05-21 06-05 06-21"
    " 07-07 07-22 08-07 08-23 09-07 09-23 10-08 10-23 11-07 11-22 12-07 12-21",
}
"""The days printed in the calendars of those years."""


def sun_longitude(moment):
    """The apparent longitude of the Sun in degrees, by the short series of Meeus (chapter 25), good to 0.01."""
    centuries = ((moment - datetime(2000, 1, 1, 12, tzinfo=UTC)).total_seconds() + 70) / 86400 / 36525
    anomaly = radians(357.52911 + 35999.05029 * centuries - 0.0001537 * centuries**2)
    equation = (1.914602 - 0.004817 * centuries) * sin(anomaly) + (0.019993 - 0.000101 * centuries) * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly)
    node = radians(125.04 - 1934.136 * centuries)
    return (280.46646 + 36000.76983 * centuries + 0.0003032 * centuries**2 + equation - 0.00569 - 0.00478 * sin(node)) % 360


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_terms_of_a_year_are_those_printed_in_its_calendars(year):
    assert " ".join(f"{day:%m-%d}" for day, _ in solar_terms(year)) == PUBLISHED[year]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["year"])
def test_qingming_and_winter_solstice_fall_where_the_table_has_them(row):
    found = {term.zh: day.isoformat() for day, term in solar_terms(int(row["year"]))}

    assert (found["清明"], found["冬至"]) == (row["qingming"], row["winter_solstice"])


def test_the_library_gives_each_term_on_its_day_and_none_on_the_days_beside_it():
    """Asked by the day, the library goes another way than by its table of a year."""
    days = [day + timedelta(days=n) for year in YEARS for day, _ in solar_terms(year) for n in (-1, 0, 1)]

    found = [solar_term(day, "zh") or "" for day in days]
    given = [Solar.fromYmd(day.year, day.month, day.day).getLunar().getJieQi() for day in days]

    assert (len(days), found) == (3 * 24 * len(YEARS), given)


def test_the_sun_passes_the_longitude_of_each_term_on_its_day():
    """The short series may be 0.01 degrees off, which the Sun passes in a quarter of an hour."""
    wrong = []
    for year in YEARS:
        for number, (day, term) in enumerate(solar_terms(year)):
            begins = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=8)
            goal = (285 + 15 * number) % 360
            before, after = ((goal - sun_longitude(begins + timedelta(days=n)) + 180) % 360 - 180 for n in (0, 1))
            if not (before > -0.01 and after < 0.01):
                wrong.append((day, term.zh, before, after))

    assert wrong == []


def test_a_late_evening_term_belongs_to_the_day_in_beijing():
    """The solstice of 2025 was at 23:03, Qingming of 2026 at 02:40, when it was still the day before in Greenwich."""
    assert (solar_term(date(2025, 12, 21), "zh"), solar_term(date(2025, 12, 22), "zh")) == ("冬至", None)
    assert (solar_term(date(2026, 4, 4), "zh"), solar_term(date(2026, 4, 5), "zh")) == (None, "清明")


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2025, 2, 3), "立春", "Start of Spring"),
        (date(2027, 3, 21), "春分", "Spring Equinox"),
        (date(2027, 4, 5), "清明", "Qingming"),
        (date(2027, 4, 20), "谷雨", "Grain Rain"),
        (date(2026, 10, 23), "霜降", "Frost’s Descent"),
        (date(2027, 1, 5), "小寒", "Minor Cold"),
    ],
)
def test_a_term_is_said_in_both_languages(day, zh, en):
    assert (solar_term(day, "zh"), solar_term(day, "en")) == (zh, en)


@pytest.mark.parametrize("year", YEARS)
def test_a_term_that_is_a_festival_is_both_on_one_day(year):
    days = {term.zh: day for day, term in solar_terms(year)}

    assert "qingming" in {one.key for one in festivals_on(days["清明"])}
    assert "winter-solstice" in {one.key for one in festivals_on(days["冬至"])}


def test_the_terms_come_in_order_about_a_fortnight_apart():
    days = [day for year in YEARS for day, _ in solar_terms(year)]

    assert {(after - before).days for before, after in itertools.pairwise(days)} == {14, 15, 16}


def test_every_year_has_the_same_terms_in_the_same_order():
    assert {tuple(term for _, term in solar_terms(year)) for year in range(1901, 2100)} == {SOLAR_TERMS}


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1900, 12, 31), date(2100, 1, 1), date.max])
def test_terms_beyond_the_known_years_are_refused(day):
    with pytest.raises(NoSuchLunarDay):
        solar_term(day, "zh")
