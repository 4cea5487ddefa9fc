"""The almanac of a year."""

import csv
import html
import re
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine

from app import clock
from app.extensions import db
from app.queries import almanac as queries
from app.vocabulary import State

YEARS = range(2024, 2036)
TABLE = {int(row["year"]): row for row in csv.DictReader((Path(__file__).parents[1] / "rules" / "lunar_dates.csv").read_text("utf-8").splitlines())}
MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FAIR = {"rule": "lunar:L01-01..L01-05;cycle:annual", "text": {"zh": "通常在正月初一至初五", "en": "usually lunar New Year’s Day to the 5th"}}
AUTUMN = {"rule": "months:09-10..12-31", "text": {"zh": "通常在9月至12月", "en": "usually September to December"}}
WINTER = {"rule": "months:12-26..03-03", "text": {"zh": "通常在冬天", "en": "usually in winter"}}


def on(year, month=1, day=1):
    """Stop the clock at noon of a day."""
    return time_machine.travel(datetime(year, month, day, 12, tzinfo=clock.BEIJING), tick=False)


def main_of(response):
    """Give the words of a page's main part, in one line."""
    found = re.search(r"<main.*?</main>", response.text, re.DOTALL).group(0)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", found)))


def rows_of(response):
    """Give each row with a date block by its address: its words."""
    rows = re.findall(r'<li class="row row-dated.*?</li>', response.text, re.DOTALL)
    return {re.search(r'href="([^"]+)"', row).group(1): re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", row))).strip() for row in rows}


def section_of(response, name):
    """Give the part of a page under one of its headings; empty when there is no such part."""
    found = re.search(rf'<section aria-labelledby="{name}">.*?</section>', response.text, re.DOTALL)
    return found.group(0) if found else ""


def links_of(part):
    """Give the addresses that a part of a page leads to."""
    return re.findall(r'href="([^"]+)"', part)


@pytest.mark.parametrize("lang", ["zh", "en", "zh-hant"])
@pytest.mark.parametrize("year", YEARS)
def test_every_year_that_was_checked_has_its_almanac(guide, year, lang):
    response = guide.get(f"/{lang}/almanac/{year}")

    assert response.status_code == 200
    for number in range(1, 13):
        assert f'href="/{lang}/calendar/{year}/{number:02d}"' in response.text
    assert [f"/{lang}/almanac/{other}" in links_of(response.text) for other in (year - 1, year + 1)] == [year > 2024, year < 2035]
    assert "application/ld+json" not in response.text


@pytest.mark.parametrize("year", range(2027, 2036))
def test_changdian_is_expected_on_the_first_five_days_of_the_lunar_year(guide, year):
    first, last = (date.fromisoformat(TABLE[year][name]) for name in ("LNY_L01-01", "L01-05"))
    said = f"{first.day} – {last.day} {MONTHS[last.month]} {year}"
    if first.month != last.month:
        said = f"{first.day} {MONTHS[first.month]} – {last.day} {MONTHS[last.month]} {year}"

    with on(2026, 11, 25):
        row = rows_of(guide.get(f"/en/almanac/{year}"))["/en/series/changdian-temple-fair"]

    assert f"{said} expected usually lunar New Year’s Day to the 5th" in row


def test_changdian_of_2028_is_not_moved_by_the_leap_month(guide):
    with on(2026, 11, 25):
        row = rows_of(guide.get("/zh/almanac/2028"))["/zh/series/changdian-temple-fair"]

    assert "2028年1月26日至1月30日" in row
    assert "通常在正月初一至初五" in row


@pytest.mark.parametrize("year", YEARS)
def test_festivals_of_the_table_stand_on_their_days(guide, year):
    text = guide.get(f"/zh/almanac/{year}").text
    marks = dict(re.findall(r'class="almanac-mark"><a href="/zh/day/([^"]+)".*?<strong>(.*?)</strong>', text))
    wanted = {"LNY_L01-01": "春节", "Lantern_L01-15": "元宵节", "qingming": "清明", "Dragon_Boat_L05-05": "端午节", "Mid-Autumn_L08-15": "中秋节"}
    wanted |= {"Chongyang_L09-09": "重阳节", "winter_solstice": "冬至", "Yanjiu_L01-19": "燕九节"}

    assert {name: marks.get(TABLE[year][name]) for name in wanted} == wanted
    assert list(marks) == sorted(marks)


def test_a_mark_says_its_lunar_date_in_both_languages(guide):
    assert "2027年2月6日（周六） 春节 正月初一" in main_of(guide.get("/zh/almanac/2027"))
    assert "Sat 6 Feb 2027 Lunar New Year’s Day 1st of the 1st lunar month" in main_of(guide.get("/en/almanac/2027"))


def test_seasons_begin_with_their_solar_terms(guide):
    text = guide.get("/en/almanac/2027").text
    seasons = re.findall(r'<h2 id="(before-spring|spring|summer|autumn|winter)">.*?<strong>(.*?)</strong>', text, re.DOTALL)

    assert seasons[1:] == [
        ("spring", "Start of Spring"),
        ("summer", "Start of Summer"),
        ("autumn", "Start of Autumn"),
        ("winter", "Start of Winter"),
    ]
    assert seasons[0][0] == "before-spring"


@pytest.mark.parametrize(("year", "is_held"), [(year, year % 2 == 0) for year in range(2027, 2036)])
def test_a_biennial_festival_is_absent_in_the_other_years(guide, year, is_held):
    with on(2026, 11, 25):
        text = guide.get(f"/en/almanac/{year}").text

    assert ("/en/series/china-international-chorus-festival" in text) is is_held


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_past_year_never_says_expected(guide, year):
    with on(2026, 11, 25):
        english, chinese = main_of(guide.get(f"/en/almanac/{year}")), main_of(guide.get(f"/zh/almanac/{year}"))

    assert f"No edition of {year} is on record" in english
    assert "xpected" not in english
    assert "预计" not in chinese


def test_a_past_year_shows_its_editions_and_names_the_series_without_one(client, make_series, make_event):
    make_series("fair", usually=FAIR)
    make_series("season", usually=AUTUMN)
    make_event("fair-2024", series="fair", year=2024, schedule=[{"starts": "2024-02-10", "ends": "2024-02-14"}])

    with on(2026, 3):
        response = client.get("/en/almanac/2024")

    assert list(rows_of(response)) == ["/en/events/fair-2024"]
    assert "10 – 14 Feb 2024" in rows_of(response)["/en/events/fair-2024"]
    assert links_of(section_of(response, "unrecorded")) == ["/en/series/season"]


def test_a_confirmed_edition_takes_the_place_of_the_expected_dates(client, make_series, make_event):
    make_series("fair", usually=FAIR)
    make_event("fair-2027", series="fair", year=2027, schedule=[{"starts": "2027-02-06", "ends": "2027-02-12"}])

    with on(2026, 11, 25):
        response = client.get("/en/almanac/2027")

    assert list(rows_of(response)) == ["/en/events/fair-2027"]
    assert "6 – 12 Feb 2027" in main_of(response)
    assert "tag-expected" not in response.text


def test_this_year_says_expected_only_of_what_is_not_over(client, make_series):
    make_series("fair", usually=FAIR)
    make_series("season", usually=AUTUMN)

    with on(2026, 11, 25):
        response = client.get("/en/almanac/2026")

    assert list(rows_of(response)) == ["/en/series/season"]
    assert links_of(section_of(response, "unrecorded")) == ["/en/series/fair"]


def test_a_window_is_expected_until_its_last_day_is_over(client, make_series):
    make_series("fair", usually=FAIR)

    for day, expected in ((10, ["/en/series/fair"]), (11, [])):
        with on(2027, 2, day):
            assert list(rows_of(client.get("/en/almanac/2027"))) == expected


def test_an_inexact_window_prints_months_and_no_day(client, make_series):
    make_series("season", usually=AUTUMN)

    with on(2026, 11, 25):
        row = rows_of(client.get("/en/almanac/2027"))["/en/series/season"]

    assert row.endswith("September – December 2027 expected usually September to December")
    assert "10 Sep" not in row


def test_a_winter_window_stands_in_both_years_it_touches(client, make_series):
    make_series("ice", usually=WINTER)

    with on(2026, 11, 25):
        rows = [rows_of(client.get(f"/en/almanac/{year}")) for year in (2026, 2027)]

    assert [row["/en/series/ice"].count("December 2026 – March 2027") for row in rows] == [1, 0]
    assert re.findall(r"\w+ \d{4} – \w+ \d{4}", main_of(client.get("/en/almanac/2028"))) == [
        "December 2027 – March 2028",
        "December 2028 – March 2029",
    ]


def test_an_edition_that_began_last_year_opens_the_almanac(client, make_series, make_event):
    make_series("ice", usually=WINTER)
    make_event("ice-2026", series="ice", year=2026, schedule=[{"starts": "2025-12-26", "ends": "2026-03-03"}])

    with on(2026, 11, 25):
        response = client.get("/en/almanac/2026")
        before = client.get("/en/almanac/2025")

    assert links_of(section_of(response, "before-spring"))[0] == "/en/events/ice-2026"
    assert "26 Dec 2025 – 3 Mar 2026" in rows_of(response)["/en/events/ice-2026"]
    assert "December 2026 – March 2027 expected" in rows_of(response)["/en/series/ice"]
    assert list(rows_of(before)) == ["/en/events/ice-2026"]
    assert section_of(before, "unrecorded") == ""


def test_an_edition_of_last_year_leaves_nothing_expected_at_the_head_of_this_one(client, make_series, make_event):
    make_series("ice", usually=WINTER)
    make_event("ice-2026", series="ice", year=2026, schedule=[{"starts": "2026-12-26", "ends": "2026-12-30"}])

    with on(2027, 1, 5):
        rows = rows_of(client.get("/en/almanac/2027"))

    assert "December 2027 – March 2028" in rows["/en/series/ice"]
    assert list(rows) == ["/en/series/ice"]


def test_many_dates_of_one_edition_are_one_row(client, make_series, make_event):
    make_series("talks", usually=AUTUMN)
    schedule = [{"starts": "2027-09-11", "ends": "2027-12-18", "repeats": "weekly", "weekdays": ["sat"]}, {"starts": "2027-12-20"}]
    make_event("talks-2027", series="talks", year=2027, schedule=schedule)

    with on(2026, 11, 25):
        rows = rows_of(client.get("/en/almanac/2027"))

    assert list(rows) == ["/en/events/talks-2027"]
    assert "11 Sep – 20 Dec 2027" in rows["/en/events/talks-2027"]


def test_a_cancelled_edition_says_so_and_is_not_expected_again(client, make_series, make_event):
    make_series("fair", usually=FAIR)
    make_event("fair-2027", series="fair", year=2027, status="cancelled", schedule=[{"starts": "2027-02-06", "ends": "2027-02-10"}])

    with on(2026, 11, 25):
        rows = rows_of(client.get("/en/almanac/2027"))

    assert list(rows) == ["/en/events/fair-2027"]
    assert rows["/en/events/fair-2027"].endswith("cancelled")


def test_an_edition_without_known_dates_is_named_apart(client, make_series, make_event):
    make_series("fair", usually=FAIR)
    make_event("fair-2025", series="fair", year=2025)

    with on(2026, 11, 25):
        response = client.get("/en/almanac/2025")

    assert links_of(section_of(response, "undated")) == ["/en/events/fair-2025"]
    assert section_of(response, "unrecorded") == ""


def test_a_date_known_to_the_month_or_the_year_prints_no_day(client, make_series, make_event):
    make_series("fair")
    make_event("fair-month", series="fair", year=2024, schedule=[{"starts": "2024-10", "ends": "2024-12"}])
    make_event("fair-year", series="fair", year=2024, schedule=[{"starts": "2024"}])

    rows = rows_of(client.get("/en/almanac/2024"))

    assert "October – December 2024" in rows["/en/events/fair-month"]
    assert re.findall(r"\w+", rows["/en/events/fair-year"]) == ["2024", "Some", "page", "Temple", "fair", "2024"]


@pytest.mark.parametrize("rule", ["irregular", "permanent", "programme", "months:02-01..12-20", "weekdays:sat,sun"])
def test_a_series_without_a_date_to_reckon_is_listed_at_the_end_in_its_own_words(client, make_series, rule):
    make_series("talks", usually={"rule": rule, "text": {"zh": "自己的话", "en": "in its own words"}})

    with on(2026, 11, 25):
        response = client.get("/en/almanac/2027")

    assert rows_of(response) == {}
    assert links_of(section_of(response, "unreckoned")) == ["/en/series/talks"]
    assert "in its own words" in section_of(response, "unreckoned")


def test_a_series_that_says_nothing_of_its_time_is_listed_at_the_end(client, make_series):
    make_series("talks")

    assert "No public date is known" in section_of(client.get("/en/almanac/2027"), "unreckoned")


def test_an_edition_of_an_irregular_series_is_shown_by_its_date(client, make_series, make_event):
    make_series("talks", usually={"rule": "irregular", "text": {"zh": "不定", "en": "no fixed dates"}})
    make_event("talks-2025", series="talks", year=2025, schedule=[{"starts": "2025-05-17"}])

    response = client.get("/en/almanac/2025")

    assert list(rows_of(response)) == ["/en/events/talks-2025"]
    assert section_of(response, "unreckoned") == ""


def test_what_is_not_public_is_in_no_almanac(client, make_series, make_event):
    make_series("fair", usually=FAIR)
    hidden = [make_series("draft", usually=FAIR), make_event("fair-2027", series="fair", year=2027, schedule=[{"starts": "2027-02-08"}])]
    make_event("draft-2027", series="draft", year=2027, schedule=[{"starts": "2027-05-08"}])
    make_event("alone", schedule=[{"starts": "2027-05-09"}])
    for page in hidden:
        page.state = State.WITHDRAWN
    db.session.commit()

    with on(2026, 11, 25):
        response = client.get("/en/almanac/2027")

    assert list(rows_of(response)) == ["/en/series/fair"]
    assert not {"draft", "draft-2027", "fair-2027", "alone"} & {address.split("/")[-1] for address in links_of(response.text)}


def test_the_public_holidays_of_an_announced_year_are_listed(guide):
    text = main_of(guide.get("/en/almanac/2026"))

    assert "Spring Festival 15 – 23 Feb 2026" in text
    assert "Sat 14 Feb 2026 is worked instead" in text


def test_a_year_to_come_says_that_its_holidays_are_not_announced(guide):
    with on(2026, 11, 25):
        assert "The public holidays of 2027 are not announced yet." in main_of(guide.get("/en/almanac/2027"))


def test_a_past_year_without_a_list_does_not_call_its_holidays_unannounced(guide):
    with on(2026, 11, 25):
        assert "We have no list of the public holidays of 2024." in main_of(guide.get("/en/almanac/2024"))


@pytest.mark.parametrize("value", ["2023", "2036", "0000", "9999"])
def test_a_year_outside_the_almanac_is_a_clear_404(client, value):
    response = client.get(f"/en/almanac/{value}")

    assert response.status_code == 404
    assert "The almanac knows the years from 2024 to 2035." in response.text


@pytest.mark.parametrize("value", ["abc", "27", "20270", "-2027", "２０２７", "2027-02", "%3Cb%3E"])
def test_what_is_no_year_is_a_clear_404(client, value):
    response = client.get(f"/en/almanac/{value}")

    assert response.status_code == 404
    assert "is no year; write it as 2027." in response.text
    assert "<b>" not in response.text


def test_traditional_chinese_is_converted_throughout(guide):
    text = main_of(guide.get("/zh-hant/almanac/2027"))

    assert "廠甸廟會" in text
    assert "臘月初八" in text
    assert "厂甸" not in text


def test_a_kept_almanac_turns_at_midnight_in_beijing(client, count_queries, make_series):
    make_series("season", usually=AUTUMN)
    rows, asked = [], []

    def ask():
        rows.append(list(rows_of(client.get("/en/almanac/2026"))))

    for moment in (datetime(2026, 12, 31, 23, 59, 58), datetime(2026, 12, 31, 23, 59, 59), datetime(2027, 1, 1)):
        with time_machine.travel(moment.replace(tzinfo=clock.BEIJING), tick=False):
            asked.append(count_queries(ask))

    assert rows == [["/en/series/season"], ["/en/series/season"], []]
    assert [number > 0 for number in asked] == [True, False, True]


def fill(make_series, make_event, number):
    """Publish one more series with an edition, one without, and one that is irregular."""
    make_series(f"fair-{number}", usually=FAIR)
    make_series(f"season-{number}", usually=AUTUMN)
    make_series(f"talks-{number}", usually={"rule": "irregular", "text": {"zh": "不定", "en": "no fixed dates"}})
    make_event(f"fair-{number}-2027", series=f"fair-{number}", year=2027, schedule=[{"starts": "2027-02-06"}, {"starts": "2027-02-07"}])


def test_the_almanac_asks_as_often_for_three_series_as_for_one(client, count_queries, make_series, make_event):
    def counted():
        client.get("/en/places")
        return count_queries(lambda: client.get("/en/almanac/2027"))

    fill(make_series, make_event, 1)
    one = counted()
    fill(make_series, make_event, 2)
    fill(make_series, make_event, 3)

    assert counted() == one <= 4


def test_editions_are_found_by_the_indexes_of_dates(session):
    values = {"first": datetime(2026, 1, 1), "last": datetime(2028, 1, 1), "recent": datetime(2025, 12, 30), "years": ["2027"]}
    statement = queries.EDITIONS.params(values).compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = [row[-1] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]

    assert [step for step in plan if step.startswith("SCAN") and "occurrence" in step] == []
    assert any("ix_occurrence_start" in step for step in plan)
    assert any("ix_occurrence_end" in step for step in plan)
