"""The page of any day, 2015 to 2035: its names, what is on, what is expected, what is open; what is no day."""

import html
import re

import pytest

from app import i18n
from tests.routes.reading import TUE_TO_SUN, at, listed, main_of, nodes_of, row_of, words_of

MUSEUM = {"opening_hours": "Tu-Su,PH 09:00-17:00; Mo off", "last_entry_min": 30}
RUN = {"starts": "2027-02-02", "ends": "2027-03-31", "opens": "10:00", "closes": "18:00", "repeats": "daily", "weekdays": TUE_TO_SUN}
FAIR = {"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月", "en": "first month"}}
DRAGON_BOAT = {"rule": "lunar:L05-05", "text": {"zh": "端午", "en": "Dragon Boat"}}
LANTERN = {"rule": "months:01-15..02-15", "text": {"zh": "冬天", "en": "in winter"}}
CANCELLED = {"of": "2027-02-10", "status": "cancelled", "note": {"zh": "因大风。", "en": "Because of the wind."}}
NO_DAY = {"en": "“{}” is no day of the calendar; write it as 2027-02-06.", "zh": "日历上没有“{}”这一天，请写成 2027-02-06。"}
OUTSIDE = {"en": "The guide knows the days from 2015 to 2035.", "zh": "本站只有 2015 年至 2035 年的日子。"}


@pytest.fixture(autouse=True)
def published():
    """Publish and ask on one day, where a test does not say otherwise."""
    with at("2026-11-25T12:00"):
        yield


def head_of(client, day, lang="en"):
    """Give the words before the first thing listed."""
    return words_of(main_of(client.get(f"/{lang}/day/{day}").text).split("<nav")[0])


NAMES = {
    "New Year's Eve by the moon": ("2026-02-16", "农历腊月廿九 · 除夕 · 法定节假日：春节", "29th of the 12th lunar month · Lunar New Year’s Eve"),
    "Spring Festival": ("2026-02-17", "农历正月初一 · 春节", "Lunar New Year’s Day · public holiday: Spring Festival"),
    "make-up workday": ("2026-02-14", "农历腊月廿七 · 调休上班日", "27th of the 12th lunar month · make-up workday"),
    "New Year's Eve by the sun": ("2026-12-31", "农历冬月廿三", "23rd of the 11th lunar month"),
    "29 February": ("2028-02-29", "农历二月初五", "5th of the 2nd lunar month"),
    "fifth month of 2028": ("2028-05-28", "农历五月初五 · 端午节", "5th of the 5th lunar month · Dragon Boat Festival"),
    "leap fifth month of 2028": ("2028-06-27", "农历闰五月初五", "5th of the leap 5th lunar month"),
    "day before the leap month of 2033": ("2033-12-21", "农历冬月三十 · 冬至", "30th of the 11th lunar month · Winter Solstice"),
    "leap eleventh month of 2033": ("2033-12-22", "农历闰冬月初一", "1st of the leap 11th lunar month"),
    "eve of the year after it": ("2034-02-18", "农历腊月三十 · 雨水 · 除夕", "Rain Water · Lunar New Year’s Eve"),
}


@pytest.mark.parametrize(("day", "zh", "en"), NAMES.values(), ids=NAMES)
def test_day_says_its_names(client, day, zh, en):
    heads = {lang: head_of(client, day, lang) for lang in ("zh", "en", "zh-hant")}

    assert zh in heads["zh"]
    assert en in heads["en"]
    assert i18n.to_traditional(zh) in heads["zh-hant"]


@pytest.mark.parametrize(
    ("day", "is_said"), [("2026-12-31", False), ("2027-01-01", True), ("2025-01-01", False)], ids=["announced", "year to come", "year over"]
)
def test_year_whose_holidays_are_not_announced_says_so(client, day, is_said):
    assert ("are not announced yet." in head_of(client, day)) is is_said


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("value", "words"),
    [
        *((value, NO_DAY) for value in ("2026-02-30", "2027-02-29", "0000-01-01", "2027-2-6", "20270206", "２０２７-02-06")),
        *((value, OUTSIDE) for value in ("0001-01-01", "2014-12-31", "2036-01-01")),
    ],
)
def test_what_is_no_day_is_a_404_in_our_words(client, value, words, lang):
    response = client.get(f"/{lang}/day/{value}")

    assert response.status_code == 404
    assert words[lang].format(value) in html.unescape(response.text)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("2015-01-01", None, "2015-01-02"),
        ("2026-12-31", "2026-12-30", "2027-01-01"),
        ("2028-02-29", "2028-02-28", "2028-03-01"),
        ("2035-12-31", "2035-12-30", None),
    ],
)
def test_day_leads_to_its_neighbours_as_far_as_there_are_any(client, day, before, after):
    links = dict(re.findall(r'href="/en/day/([^"]+)" rel="(prev|next)"', client.get(f"/en/day/{day}").text))

    assert links == {day: rel for rel, day in (("prev", before), ("next", after)) if day}


@pytest.mark.parametrize(
    ("day", "is_offered"),
    [("2025-11-24", True), ("2025-11-23", False), ("2026-11-25", True), ("2027-11-26", True), ("2027-11-27", False)],
    ids=["a year ago", "before that", "today", "in a year", "after that"],
)
def test_days_beyond_a_year_are_not_offered_to_search_engines(client, day, is_offered):
    assert ('<meta name="robots" content="noindex, follow">' not in client.get(f"/en/day/{day}").text) is is_offered


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        pytest.param("2027-02-07", {"season": ["run"]}, id="Sunday"),
        pytest.param("2027-02-08", {}, id="Monday, when it is closed"),
        pytest.param("2027-02-09", {"season": ["run"]}, id="Tuesday"),
        pytest.param("2027-02-10", {"dates": ["run"]}, id="day that was cancelled"),
        pytest.param("2027-02-11", {"dates": ["run"], "season": ["run"]}, id="day with another price"),
        pytest.param("2027-03-23", {"season": ["run"]}, id="eight days before the end"),
        pytest.param("2027-03-24", {"last": ["run"]}, id="seven days before the end"),
        pytest.param("2027-03-31", {"last": ["run"]}, id="last day"),
        pytest.param("2027-04-01", {}, id="day after the end"),
    ],
)
def test_run_is_listed_on_its_days(client, make_event, day, shown):
    make_event("run", schedule=[RUN], changes=[CANCELLED, {"of": "2027-02-11", "price": {"zh": "半价", "en": "Half price"}}])

    assert listed(client.get(f"/en/day/{day}").text) == shown


@pytest.mark.parametrize(("lang", "says"), [("zh", "已取消 因大风。"), ("en", "cancelled Because of the wind."), ("zh-hant", "已取消 因大風。")])
def test_cancelled_day_of_a_run_is_told_on_its_day(client, make_event, lang, says):
    make_event("run", schedule=[RUN], changes=[CANCELLED])

    assert says in row_of(client.get(f"/{lang}/day/2027-02-10").text, "run")


def test_cancelled_run_is_still_told(client, make_event):
    make_event("run", schedule=[RUN], status="cancelled")

    assert row_of(client.get("/en/day/2027-02-10").text, "run").endswith("cancelled")


def test_today_only_last_days_and_all_season_are_told_apart(client, make_event):
    make_event("season", schedule=[RUN])
    make_event("last", schedule=[{"starts": "2027-02-01", "ends": "2027-02-12"}])
    make_event("today", schedule=[{"starts": "2027-02-06", "opens": "19:30", "closes": "21:30"}])
    make_event("open-end", schedule=[{"starts": "2026-12-01", "until_further_notice": True}])
    make_event("month", schedule=[{"starts": "2027-02"}])

    groups = listed(client.get("/en/day/2027-02-06").text)

    assert groups == {"dates": ["today"], "last": ["last"], "season": ["season", "open-end"], "some-day": ["month"]}


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        pytest.param("2027-02-05", {"season": ["spring"], "expected": ["lanterns"]}, id="New Year's Eve"),
        pytest.param("2027-02-06", {"season": ["spring"], "expected": ["lanterns", "fair"]}, id="first day of the lunar year"),
        pytest.param("2027-02-10", {"season": ["spring"], "expected": ["lanterns", "fair"]}, id="fifth day"),
        pytest.param("2027-02-11", {"season": ["spring"], "expected": ["lanterns"]}, id="sixth day"),
    ],
)
def test_expected_stands_apart_from_what_spans_spring_festival(client, make_event, make_series, day, shown):
    make_series("fair", usually=FAIR)
    make_series("lanterns", usually=LANTERN)
    make_event("spring", schedule=[{"starts": "2027-01-20", "ends": "2027-02-26"}])

    text = client.get(f"/en/day/{day}").text

    assert listed(text) == shown
    assert "January – February 2027 expected" in row_of(text, "lanterns")
    assert nodes_of(text) == {}


@pytest.mark.parametrize(("day", "is_expected"), [("2028-05-28", True), ("2028-06-27", False), ("2027-06-09", True), ("2033-06-01", True)])
def test_leap_month_brings_no_second_festival(client, make_series, day, is_expected):
    make_series("boats", usually=DRAGON_BOAT)

    text = client.get(f"/en/day/{day}").text

    assert listed(text) == ({"expected": ["boats"]} if is_expected else {})
    assert ("Dragon Boat Festival" in text) is is_expected


@pytest.mark.parametrize(
    ("day", "says"),
    [
        pytest.param("2026-11-30", "closed", id="Monday museum"),
        pytest.param("2026-10-05", "09:00–17:00", id="holiday Monday"),
        pytest.param("2027-01-04", "hours not sure on this day", id="Monday of a year not announced"),
        pytest.param("2028-02-29", "09:00–17:00", id="Tuesday, 29 February"),
    ],
)
def test_day_says_whether_a_place_is_open(client, make_place, day, says):
    make_place("hall", **MUSEUM)

    assert row_of(client.get(f"/en/day/{day}").text, "hall") == f"Some page {says}"


@pytest.mark.parametrize(("day", "shown"), [("2026-12-31", ["eve", "show"]), ("2027-01-01", ["show", "morning"])])
def test_night_of_the_year_is_on_both_its_days_and_midnight_ends_a_day(client, make_event, day, shown):
    make_event("eve", schedule=[{"starts": "2026-12-31", "opens": "20:00", "closes": "00:00"}])
    make_event("show", schedule=[{"starts": "2026-12-31", "opens": "23:00", "closes": "01:00"}])
    make_event("morning", schedule=[{"starts": "2027-01-01", "opens": "00:00", "closes": "02:00"}])

    assert listed(client.get(f"/en/day/{day}").text) == {"dates": shown}
