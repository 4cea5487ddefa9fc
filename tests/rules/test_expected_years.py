"""Every rule of the facts and of the guide's series, in every year 2024 to 2035, against an oracle reckoned by hand.

The oracle reads lunar days from the frozen table and solar days from the rule's own text; it calls no rule of ours but the one tested.
"""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from app.rules.expected import Window, parse
from tests.rules.series_rules import RULES

ROOT = Path(__file__).parents[2]
YEARS = range(2024, 2036)
TABLE = {int(row["year"]): row for row in csv.DictReader(Path(__file__).with_name("lunar_dates.csv").read_text("utf-8").splitlines())}
COLUMN = {name[-5:]: name for name in TABLE[2024] if re.search(r"L\d\d-\d\d$", name)}
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
OF_SERIES = {
    path.stem: usually["rule"]
    for path in sorted((ROOT / "content" / "series").glob("*.yaml"))
    if (usually := yaml.safe_load(path.read_text("utf-8")).get("usually"))
}
ALL_RULES = sorted({*RULES, *OF_SERIES.values()})


def anchor(text, year):
    """The day of an anchor: a cell of the table, another day of the first month, or the solar day as it is written."""
    if not text.startswith("L"):
        return date.fromisoformat(f"{year}-{text}")
    if text[1:] in COLUMN:
        return date.fromisoformat(TABLE[year][COLUMN[text[1:]]])
    assert text.startswith("L01-"), f"the table does not give {text}"
    return date.fromisoformat(TABLE[year]["LNY_L01-01"]) + timedelta(days=int(text[-2:]) - 1)


def span(part, year):
    """The first and last day of the part of a rule that says when."""
    name, _, value = part.partition(":")
    if name == "near":
        middle, within = anchor(value.split("±")[0], year), timedelta(days=int(value.split("±")[1]))
        return middle - within, middle + within
    if name == "weekend-near":
        middle = anchor(value, year)
        saturdays = [day for n in range(-9, 10) if (day := middle + timedelta(days=n)).weekday() == 5]
        far = {saturday: min(abs(saturday - middle), abs(saturday + timedelta(days=1) - middle)) for saturday in saturdays}
        saturday = max(day for day in saturdays if far[day] == min(far.values()))
        return saturday, saturday + timedelta(days=1)
    first, _, last = value.partition("..")
    begins, ends = anchor(first, year), anchor(last or first, year)
    return begins, ends if ends >= begins else anchor(last, year + 1)


def by_hand(rule, year):
    """The window of a rule in a year, or None."""
    parts = [part for part in rule.split(";") if part != "cycle:annual"]
    odd = {"cycle:biennial-odd": 1, "cycle:biennial-even": 0}
    if {"irregular", "permanent", "programme"} & set(parts) or any(year % 2 != odd[part] for part in parts if part in odd):
        return None
    when = [part for part in parts if part.split(":")[0] in {"lunar", "months", "near", "weekend-near"}]
    first, last = span(when[0], year) if when else (date(year, 1, 1), date(year, 12, 31))
    names = [name for part in parts if part.startswith("weekdays:") for name in part.removeprefix("weekdays:").split(",")]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    fitting = [day for day in days if not names or WEEKDAYS[day.weekday()] in names]
    return (fitting[0], fitting[-1]) if fitting else None


@pytest.mark.parametrize("rule", ALL_RULES)
def test_a_rule_gives_the_window_reckoned_by_hand_in_every_year(rule):
    assert {year: parse(rule).window(year) for year in YEARS} == {year: by_hand(rule, year) for year in YEARS}


@pytest.mark.parametrize("rule", ALL_RULES)
def test_the_next_window_of_any_day_is_the_first_by_hand_that_is_not_over(rule):
    windows = [window for year in YEARS if (window := by_hand(rule, year))]

    for day in (date(2025, 2, 1) + timedelta(days=n) for n in range(0, 3400, 7)):
        assert parse(rule).next_window(day) == next((window for window in windows if window[1] >= day), None), day


def test_the_rules_are_those_of_all_series_and_of_the_facts():
    assert len(OF_SERIES) >= 42
    assert len(ALL_RULES) >= 35
    assert set(OF_SERIES.values()) <= set(ALL_RULES)


@pytest.mark.parametrize(
    ("slug", "days"),
    [
        ("changdian-temple-fair", "02-10 01-29 02-17 02-06 01-26 02-13 02-03 01-23 02-11 01-31 02-19 02-08"),
        ("grand-view-garden-temple-fair", "02-10 01-29 02-17 02-06 01-26 02-13 02-03 01-23 02-11 01-31 02-19 02-08"),
        ("beijing-fun-spring-fair", "02-10 01-29 02-17 02-06 01-26 02-13 02-03 01-23 02-11 01-31 02-19 02-08"),
        ("grand-canal-northern-end-series", "06-03 05-24 06-12 06-02 05-21 06-09 05-29 06-17 06-05 05-25 06-13 06-03"),
        ("yuetan-mid-autumn-garden-party", "09-15 10-04 09-23 09-13 10-01 09-20 09-10 09-29 09-17 09-06 09-25 09-14"),
        ("white-pagoda-night-talks", "09-07 09-26 09-15 09-05 09-23 09-12 09-02 09-21 09-09 08-29 09-17 09-06"),
        ("international-ballet-season", "- 10-01 - 10-01 - 10-01 - 10-01 - 10-01 - 10-01"),
        ("china-international-chorus-festival", "07-15 - 07-15 - 07-15 - 07-15 - 07-15 - 07-15 -"),
    ],
)
def test_a_series_opens_in_each_year_on_the_day_read_off_the_table(slug, days):
    windows = [parse(OF_SERIES[slug]).window(year) for year in YEARS]

    assert " ".join(f"{window.first_day:%m-%d}" if window else "-" for window in windows) == days


def test_a_leap_month_never_moves_a_window():
    """2028 has two fifth months; the fifth day of the second one, 27 June, is no Dragon Boat Festival."""
    assert parse("near:L05-05±7").window(2028) == Window(date(2028, 5, 21), date(2028, 6, 4))
    assert parse("lunar:L05-05").window(2028) == Window(date(2028, 5, 28), date(2028, 5, 28))


def test_the_fair_after_the_leap_eleventh_month_of_2033_is_not_early():
    assert parse("lunar:L01-01..L01-05").window(2034) == Window(date(2034, 2, 19), date(2034, 2, 23))
    assert parse("lunar:L12-08").window(2033) == Window(date(2034, 1, 27), date(2034, 1, 27))


@pytest.mark.parametrize("year", YEARS)
def test_the_weekend_nearest_11_june_is_always_that_of_heritage_day(year):
    """Cultural and Natural Heritage Day is the second Saturday of June, 8 to 14 June."""
    second = [day for n in range(1, 31) if (day := date(year, 6, n)).weekday() == 5][1]

    assert parse("weekend-near:06-11").window(year) == Window(second, second + timedelta(days=1))
