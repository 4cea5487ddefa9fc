"""The rules of when a series usually happens."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.expected import BadRule, Regularity, Window, parse
from tests.rules.series_rules import RULES

YEARS = range(2024, 2036)
UNDATED = {"irregular", "permanent", "programme"}


def dated_years(rule: str) -> list[int]:
    """The years of the table that a rule must have a window in."""
    if rule in UNDATED:
        return []
    wanted = {"biennial-odd": 1, "biennial-even": 0}
    parity = next((parity for cycle, parity in wanted.items() if cycle in rule), None)
    return [year for year in YEARS if parity is None or year % 2 == parity]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_the_facts_has_its_windows(rule):
    found = {year: parse(rule).window(year) for year in YEARS}

    assert [year for year, window in found.items() if window] == dated_years(rule)
    assert all(window.first_day <= window.last_day for window in found.values() if window)


@pytest.mark.parametrize("rule", RULES)
def test_the_next_window_is_never_over_and_never_skips_one(rule):
    windows = [window for year in range(2020, 2040) if (window := parse(rule).window(year))]

    for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(0, 4000, 13)):
        assert parse(rule).next_window(day) == next((window for window in windows if window.last_day >= day), None)


@pytest.mark.parametrize(
    ("rule", "year", "first", "last"),
    [
        ("lunar:L01-01..L01-05;cycle:annual", 2027, "2027-02-06", "2027-02-10"),
        ("lunar:L01-19", 2026, "2026-03-07", "2026-03-07"),
        ("lunar:L12-08", 2026, "2027-01-15", "2027-01-15"),
        ("lunar:L12-23..L01-15", 2026, "2027-01-30", "2027-02-20"),
        ("months:04-20..10-31", 2027, "2027-04-20", "2027-10-31"),
        ("months:12-26..03-03", 2026, "2026-12-26", "2027-03-03"),
        ("months:05-01..05-01", 2026, "2026-05-01", "2026-05-01"),
        ("near:L05-05±7;cycle:annual", 2028, "2028-05-21", "2028-06-04"),
        ("near:04-14±6", 2026, "2026-04-08", "2026-04-20"),
        ("weekend-near:06-14", 2025, "2025-06-14", "2025-06-15"),
        ("weekend-near:L08-15", 2027, "2027-09-18", "2027-09-19"),
        ("months:03-01..06-30;weekdays:sat,sun", 2027, "2027-03-06", "2027-06-27"),
        ("weekdays:sat,sun;cycle:annual", 2027, "2027-01-02", "2027-12-26"),
        ("cycle:biennial-odd;months:10-01..01-15", 2027, "2027-10-01", "2028-01-15"),
    ],
)
def test_a_rule_gives_its_window(rule, year, first, last):
    assert parse(rule).window(year) == Window(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("anchor", "saturday"),
    [("06-01", 30), ("06-02", 30), ("06-03", 6), ("06-04", 6), ("06-05", 6), ("06-06", 6), ("06-07", 6)],
)
def test_the_closest_weekend_to_a_wednesday_is_the_coming_one(anchor, saturday):
    assert parse(f"weekend-near:{anchor}").window(2026).first_day.day == saturday  # 3 June 2026 is a Wednesday.


def test_a_window_running_on_the_day_is_the_next_one_even_past_new_year():
    rule = parse("months:12-26..03-03")

    assert rule.next_window(date(2027, 3, 3)) == Window(date(2026, 12, 26), date(2027, 3, 3))
    assert rule.next_window(date(2027, 3, 4)) == Window(date(2027, 12, 26), date(2028, 3, 3))


def test_a_biennial_rule_waits_for_its_year():
    assert parse("cycle:biennial-even;months:07-15..07-31").next_window(date(2026, 8, 1)) == Window(date(2028, 7, 15), date(2028, 7, 31))


def test_a_window_without_its_weekday_is_none():
    assert parse("months:05-04..05-05;weekdays:sat").window(2026) is None


@pytest.mark.parametrize("name", sorted(UNDATED))
def test_undated_rules_say_what_they_are_and_give_no_dates(name):
    rule = parse(name)

    assert (rule.regularity, rule.window(2027), rule.next_window(date(2027, 1, 1))) == (Regularity(name), None, None)


def test_only_lunar_days_and_weekends_are_exact():
    exact = {rule: parse(rule).is_exact for rule in ("lunar:L01-01", "weekend-near:06-14", "months:05-01..05-31", "near:04-14±6", "irregular")}

    assert exact == {"lunar:L01-01": True, "weekend-near:06-14": True, "months:05-01..05-31": False, "near:04-14±6": False, "irregular": False}


@pytest.mark.parametrize("day", [date.min, date(1890, 1, 1), date(2101, 1, 1), date.max])
def test_days_beyond_the_calendar_have_no_next_window(day):
    assert parse("lunar:L01-01").next_window(day) is None


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("", "part 1, '' is not known; allowed: lunar:, months:"),
        ("sometimes", "part 1, 'sometimes' is not known"),
        ("lunar:L01-01;", "part 2, '' is not known"),
        ("months:05-01", "allowed: MM-DD..MM-DD"),
        ("months:05-01..L05-05", "'L05-05' is no day here; allowed: MM-DD, with"),
        ("lunar:01-01", "allowed: LMM-DD for a lunar day"),
        ("lunar:L12-30", "New Year's Eve is the day before L01-01"),
        ("lunar:L13-01", "no such month"),
        ("months:02-29..03-01", "write 02-28 or 03-01"),
        ("months:5-1..5-3", "with leading zeros"),
        ("near:05-05", "such as L05-05±7"),
        ("near:05-05±0", "1 to 60 days"),
        ("near:05-05±99", "1 to 60 days"),
        ("near:05-05±٣", "1 to 60 days"),
        ("weekdays:sat,sat", "stands twice; allowed: mon,tue"),
        ("weekdays:", "'' is unknown"),
        ("cycle:weekly;months:05-01..05-02", "'weekly' is no cycle; allowed: annual"),
        ("cycle:annual", "does not say when"),
        ("cycle:annual;cycle:annual", "part 2, 'cycle:annual': cycle stands twice"),
        ("lunar:L01-01;months:05-01..05-02", "both say when"),
        ("irregular;cycle:annual", "irregular stands alone"),
        ("irregular:yes", "is not known"),
        ("lunar", "is not known"),
        ("months:05-01..05-02;" * 20, "at most 200 characters"),
    ],
)
def test_a_wrong_rule_is_refused_saying_where_and_what_is_allowed(rule, says):
    with pytest.raises(BadRule) as refusal:
        parse(rule)

    assert says in str(refusal.value)


PIECES = [
    "lunar:",
    "months:",
    "near:",
    "weekend-near:",
    "weekdays:",
    "cycle:",
    "annual",
    "irregular",
    "L01-01",
    "02-29",
    "06-14",
    "..",
    "±",
    "7",
    "sat",
    ",",
    ";",
    " ",
    "L12-30",
    "²",
]


@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=8).map("".join)), st.integers(-10, 10_000))
def test_any_text_is_a_rule_or_a_bad_rule_and_any_year_is_answered(text, year):
    try:
        window = parse(text).window(year)
    except BadRule:
        return

    assert window is None or window.first_day <= window.last_day
