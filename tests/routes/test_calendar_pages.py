"""The month and week calendars at frozen moments: days, nights, runs, leap months, the ends of years."""

import html
import re

import pytest

from app import i18n
from tests.routes.reading import TUE_TO_SUN, at, listed, main_of, nodes_of, row_of, words_of

SHORT_RUN = {"starts": "2027-02-05", "ends": "2027-02-16", "opens": "10:00", "closes": "18:00", "repeats": "daily", "weekdays": TUE_TO_SUN}
LONG_RUN = SHORT_RUN | {"ends": "2027-03-31"}
FAIR = {"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月", "en": "first month"}}
NO_MONTH = {"en": "There is no month {}.", "zh": "没有 {} 月。"}
NO_WEEK = {"en": "{} has no week {}.", "zh": "{} 年没有第 {} 周。"}
OUTSIDE = {"en": "The guide knows the days from 2015 to 2035.", "zh": "本站只有 2015 年至 2035 年的日子。"}


@pytest.fixture(autouse=True)
def published():
    """Publish and ask on one day, where a test does not say otherwise."""
    with at("2026-11-25T12:00"):
        yield


def cells_of(text):
    """Give the cells of the grid by day."""
    cells = re.findall(r"<td.*?</td>", text, re.DOTALL)
    days = {re.search(r"/day/([\d-]+)", cell).group(1): cell for cell in cells if "month-day" in cell}
    return {day: (re.findall(r'month-event[^"]*" href="[^"]*/([^"/]+)"', cell), cell) for day, cell in days.items()}


def standing(client, month, slug):
    """Give the days of a month's grid on which a page stands."""
    return [day[-2:] for day, (slugs, _cell) in cells_of(client.get(f"/en/calendar/{month}").text).items() if slug in slugs]


@pytest.mark.parametrize(
    ("schedule", "days"),
    [
        pytest.param({"starts": "2027-02-06"}, ["06"], id="one day"),
        pytest.param({"starts": "2027-02-06", "ends": "2027-02-07"}, ["06", "07"], id="two days"),
        pytest.param({"starts": "2027-02-06", "opens": "23:00", "closes": "01:00"}, ["06"], id="night over midnight"),
        pytest.param({"starts": "2027-02-06", "opens": "22:00", "closes": "00:00"}, ["06"], id="evening until midnight"),
        pytest.param({"starts": "2027-01-31", "opens": "23:00", "closes": "01:00"}, [], id="last night of the month before"),
        pytest.param({"starts": "2027-02-26", "ends": "2027-03-05"}, ["26", "27", "28"], id="stretch over the end of February"),
        pytest.param(SHORT_RUN, ["05", "06", "07", "09", "10", "11", "12", "13", "14", "16"], id="short run closed on Mondays"),
        pytest.param(LONG_RUN, [], id="long run stands above the days"),
        pytest.param({"starts": "2027-02"}, [], id="month without a day"),
        pytest.param({"starts": "2027-02-01", "until_further_notice": True}, [], id="open end"),
    ],
)
def test_event_stands_on_its_days_in_the_month(client, make_event, schedule, days):
    make_event("fair", schedule=[schedule])

    assert standing(client, "2027/02", "fair") == days


def test_29_february_stands_in_its_month(client, make_event):
    make_event("leap-day", schedule=[{"starts": "2028-02-29", "opens": "23:00", "closes": "01:00"}])

    assert standing(client, "2028/02", "leap-day") == ["29"]
    assert standing(client, "2028/03", "leap-day") == []
    assert listed(client.get("/en/calendar/2028/03").text) == {}


def test_month_tells_dates_long_runs_inexact_and_expected_apart(client, make_event, make_series):
    make_series("expected", usually=FAIR)
    make_event("day", schedule=[{"starts": "2027-02-20"}])
    make_event("short", schedule=[SHORT_RUN])
    make_event("long", schedule=[LONG_RUN])
    make_event("open-end", schedule=[{"starts": "2027-02-01", "until_further_notice": True}])
    make_event("month", schedule=[{"starts": "2027-02"}])

    text = client.get("/en/calendar/2027/02").text

    assert listed(text) == {
        "dates": ["short", "day"],
        "long": ["long", "open-end"],
        "some-day": ["month"],
        "expected": ["expected"],
    }
    assert row_of(text, "month").endswith("Temple fair February 2027")
    assert nodes_of(text) == {}


@pytest.mark.parametrize("run", [SHORT_RUN, LONG_RUN], ids=["short run", "long run"])
def test_cancelled_day_of_a_run_is_told_in_its_month(client, make_event, run):
    make_event("run", schedule=[run], changes=[{"of": "2027-02-10", "status": "cancelled"}])

    text = client.get("/en/calendar/2027/02").text

    assert "is-cancelled" in cells_of(text)["2027-02-10"][1]
    assert "Wed 10 Feb 2027 10:00–18:00 cancelled" in " ".join(words_of(row) for row in re.findall(r"<li.*?</li>", text, re.DOTALL))


LUNAR = {
    "first day of the leap fifth month of 2028": ("2028-06-23", "闰五月"),
    "fifth day of the leap fifth month": ("2028-06-27", "初五"),
    "first day of the leap eleventh month of 2033": ("2033-12-22", "闰冬月"),
    "last day before it": ("2033-12-21", "三十"),
    "Spring Festival after it": ("2034-02-19", "正月"),
    "29 February": ("2028-02-29", "初五"),
}


@pytest.mark.parametrize(("day", "word"), LUNAR.values(), ids=LUNAR)
def test_month_prints_the_lunar_day(client, day, word):
    path = f"calendar/{day[:4]}/{day[5:7]}"
    cells = {lang: cells_of(client.get(f"/{lang}/{path}").text)[day][1] for lang in ("zh", "zh-hant", "en")}

    assert f'<span class="month-lunar">{word}</span>' in cells["zh"]
    assert f'<span class="month-lunar">{i18n.to_traditional(word)}</span>' in cells["zh-hant"]
    assert "month-lunar" not in cells["en"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("path", "words", "values"),
    [
        ("2027/13", NO_MONTH, [13]),
        ("2027/00", NO_MONTH, [0]),
        ("2014/12", OUTSIDE, []),
        ("2036/01", OUTSIDE, []),
        ("2026-W54", NO_WEEK, [2026, 54]),
        ("2027-W53", NO_WEEK, [2027, 53]),
        ("2026-W00", NO_WEEK, [2026, 0]),
        ("0000-W01", NO_WEEK, [0, 1]),
        ("2015-W01", OUTSIDE, []),
        ("2036-W01", OUTSIDE, []),
        ("9999-W52", OUTSIDE, []),
    ],
)
def test_what_is_no_month_or_week_is_a_404_in_our_words(client, path, words, values, lang):
    response = client.get(f"/{lang}/calendar/{path}")

    assert response.status_code == 404
    assert words[lang].format(*values) in html.unescape(response.text)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("2015/01", None, "2015/02"),
        ("2026/12", "2026/11", "2027/01"),
        ("2035/12", "2035/11", None),
        ("2015-W02", None, "2015-W03"),
        ("2026-W53", "2026-W52", "2027-W01"),
        ("2035-W52", "2035-W51", None),
    ],
)
def test_calendar_leads_over_the_end_of_a_year(client, path, before, after):
    links = dict(re.findall(r'href="/en/calendar/([^"]+)" rel="(prev|next)"', client.get(f"/en/calendar/{path}").text))

    assert {rel: link for link, rel in links.items()} == {rel: link for rel, link in (("prev", before), ("next", after)) if link}


def test_week_over_the_end_of_the_year_has_each_day_and_what_falls_on_it(client, make_event):
    make_event("eve", schedule=[{"starts": "2026-12-31", "opens": "20:00", "closes": "00:00"}])
    make_event("new-year", schedule=[{"starts": "2027-01-01"}])
    make_event("monday", schedule=[{"starts": "2027-01-04"}])

    text = client.get("/en/calendar/2026-W53").text

    assert words_of(main_of(text)).startswith("Week of 28 Dec 2026 – 3 Jan 2027")
    assert listed(text) == {"day-4": ["eve"], "day-5": ["new-year"]}


@pytest.mark.parametrize(
    ("path", "is_offered"), [("2026/11", True), ("2027/11", True), ("2027/12", False), ("2025/11", False), ("2026-W48", True), ("2028-W01", False)]
)
def test_calendars_beyond_a_year_are_not_offered_to_search_engines(client, path, is_offered):
    assert ('<meta name="robots" content="noindex, follow">' not in client.get(f"/en/calendar/{path}").text) is is_offered


@pytest.mark.parametrize(("moment", "marked"), [("2026-12-31T23:59", ["2026-12-31"]), ("2027-01-01T00:00", [])])
def test_today_is_marked_until_midnight(client, moment, marked):
    with at(moment):
        cells = cells_of(client.get("/en/calendar/2026/12").text)

    assert [day for day, (_slugs, cell) in cells.items() if "is-today" in cell] == marked
