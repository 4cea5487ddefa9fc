"""The list of events and the page of one at frozen moments: when a date is over, what is never printed as a day."""

import html
import re

import pytest

from tests.routes.reading import TUE_TO_SUN, at, listed, main_of, nodes_of, row_of, rows_of, words_of

PLAY = {"starts": "2027-02-06", "opens": "19:30", "closes": "21:30"}
RUN = {"starts": "2027-01-05", "ends": "2027-03-31", "opens": "10:00", "closes": "18:00", "repeats": "daily", "weekdays": TUE_TO_SUN}
FAIR = {"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月", "en": "first month"}}
SPRING = {"rule": "months:02-01..03-20", "text": {"zh": "春天", "en": "in spring"}}
PAGES = (
    "events",
    "events?month=2027-05",
    "events?year=2027",
    "now",
    "weekend",
    "day/2027-05-01",
    "day/2027-05-31",
    "calendar/2027/05",
    "calendar/2027-W20",
)
A_DAY = r"2027-05-\d\d|202705\d\d|\b\d{1,2} May|May \d{1,2}\b|\b\d{1,2} – \d{1,2}\b|5月\d+日"


@pytest.fixture(autouse=True)
def published():
    """Publish on one day, and ask then where a test does not say otherwise."""
    with at("2026-11-25T12:00"):
        yield


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        pytest.param("2027-02-05T23:59", {"February 2027": ["play"]}, id="last minute of the day before"),
        pytest.param("2027-02-06T00:00", {"Today only": ["play"]}, id="first minute of its day"),
        pytest.param("2027-02-06T19:29", {"Today only": ["play"]}, id="minute before the start"),
        pytest.param("2027-02-06T21:29", {"Today only": ["play"]}, id="minute before the end"),
        pytest.param("2027-02-06T21:30", {"February 2027": ["play"]}, id="minute of the end: the next evening's turn"),
        pytest.param("2027-02-13T21:30", {}, id="minute of the last end"),
    ],
)
def test_list_holds_the_next_date_of_an_event_to_the_minute_of_its_end(client, make_event, moment, shown):
    make_event("play", schedule=[PLAY, PLAY | {"starts": "2027-02-13"}])

    with at(moment):
        assert listed(client.get("/en/events").text) == shown


@pytest.mark.parametrize(
    ("moment", "is_over"),
    [
        pytest.param("2027-02-06T21:29", False, id="minute before the end"),
        pytest.param("2027-02-06T21:30", True, id="minute of the end"),
        pytest.param("2027-02-06T21:31", True, id="minute after the end"),
    ],
)
def test_event_says_that_it_is_over_from_the_minute_of_its_end(client, make_event, moment, is_over):
    make_event("play", schedule=[PLAY])

    with at(moment):
        text = client.get("/en/events/play").text

    assert ("This is over: Sat 6 Feb 2027." in text) is is_over
    assert ("Google Calendar" in text) is not is_over


@pytest.mark.parametrize(("moment", "is_over"), [("2027-02-06T21:29", False), ("2027-02-06T21:30", True)], ids=["minute before", "minute of the end"])
def test_evening_is_counted_among_those_over_from_the_minute_of_its_end(client, make_event, moment, is_over):
    make_event("play", schedule=[PLAY, PLAY | {"starts": "2027-02-13"}])

    with at(moment):
        assert ("1 date that is over" in client.get("/en/events/play").text) is is_over


@pytest.mark.parametrize(
    ("schedule", "says"),
    [
        pytest.param([{"starts": "2027-02-01", "ends": "2027-02-03"}, {"starts": "2027-02-10"}], "1 – 10 Feb 2027", id="stretch and a day after it"),
        pytest.param([RUN], "5 Jan – 31 Mar 2027", id="run"),
        pytest.param([{"starts": "2026-12-31", "opens": "23:00", "closes": "01:00"}], "Thu 31 Dec 2026", id="night of the year"),
        pytest.param([{"starts": "2027-02"}], "February 2027", id="month"),
        pytest.param([{"starts": "2026-12-30", "ends": "2027-01-02"}], "30 Dec 2026 – 2 Jan 2027", id="over the end of the year"),
    ],
)
def test_event_that_is_over_says_its_first_and_its_last_day(client, make_event, schedule, says):
    make_event("fair", schedule=schedule)

    with at("2027-04-01T00:00"):
        assert f"This is over: {says}." in words_of(main_of(client.get("/en/events/fair").text))


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        pytest.param("2027-02-06T12:00", {"Today only": ["play"], "Last days": ["fair"], "All season": ["run", "open-end"]}, id="in season"),
        pytest.param("2027-03-23T12:00", {"All season": ["run", "open-end"]}, id="eight days before the end"),
        pytest.param("2027-03-24T12:00", {"Last days": ["run"], "All season": ["open-end"]}, id="seven days before the end"),
        pytest.param("2027-03-31T18:00", {"All season": ["open-end"]}, id="minute of the end"),
    ],
)
def test_today_only_last_days_and_all_season_stand_apart(client, make_event, moment, shown):
    make_event("run", schedule=[RUN])
    make_event("open-end", schedule=[RUN | {"ends": None, "until_further_notice": True}])
    make_event("fair", schedule=[{"starts": "2027-02-05", "ends": "2027-02-11"}])
    make_event("play", schedule=[PLAY])

    with at(moment):
        assert listed(client.get("/en/events").text) == shown


@pytest.mark.parametrize(
    ("moment", "heading"),
    [("2026-11-25T12:00", "October 2027"), ("2027-10-01T00:00", "October 2027"), ("2028-01-15T12:00", "January 2028")],
    ids=["before it", "in its first month", "in its last month"],
)
def test_event_known_to_the_month_stands_under_a_month_not_under_today(client, make_event, moment, heading):
    make_event("season", schedule=[{"starts": "2027-10", "ends": "2028-01"}])

    with at(moment):
        text = client.get("/en/events").text

    assert listed(text) == {heading: ["season"]}
    assert row_of(text, "season").endswith("October 2027 – January 2028")


@pytest.mark.parametrize("lang", ["zh", "en", "zh-hant"])
@pytest.mark.parametrize("moment", ["2026-11-25T12:00", "2027-05-15T12:00", "2027-06-01T00:00"], ids=["before", "in the month", "when it is over"])
def test_month_is_never_printed_as_a_day(client, make_event, moment, lang):
    make_event("fair", schedule=[{"starts": "2027-05"}])

    with at(moment):
        page = client.get(f"/{lang}/events/fair").text
        rows = [row for path in PAGES for row in rows_of(client.get(f"/{lang}/{path}").text, "fair")]
        calendars = [client.get(f"/{lang}/{path}.ics").text for path in ("events/fair", "events", "calendar/2027/05", "day/2027-05-01")]

    said = {"zh": "2027年5月", "en": "May 2027", "zh-hant": "2027年5月"}[lang]
    assert said in words_of(main_of(page))
    assert len(rows) >= 4
    assert all(said in row for row in rows)
    assert not re.search(A_DAY, words_of(main_of(page)) + " ".join(rows))
    assert nodes_of(page)["Festival"]["startDate"] == "2027-05"
    assert "endDate" not in nodes_of(page)["Festival"]
    assert not any("VEVENT" in calendar for calendar in calendars)


@pytest.mark.parametrize(("lang", "says"), [("zh", "结束日期另行通知"), ("en", "until further notice"), ("zh-hant", "結束日期另行通知")])
@pytest.mark.parametrize("hours", [{}, {"opens": "09:00", "closes": "17:00"}], ids=["all day", "with hours"])
def test_open_end_is_never_printed_as_a_day(client, make_event, hours, lang, says):
    make_event("show", schedule=[{"starts": "2026-11-01", "until_further_notice": True, **hours}])

    page = client.get(f"/{lang}/events/show").text
    rows = [
        row
        for path in ("events", "events?month=2027-05", "now", "weekend", "day/2028-02-29")
        for row in rows_of(client.get(f"/{lang}/{path}").text, "show")
    ]
    calendar = client.get(f"/{lang}/events/show.ics").text

    assert says in words_of(main_of(page))
    assert sum(says in row for row in rows) == 5
    assert not re.search("2028-12-31|20281231|31 Dec|12月31日", page + " ".join(rows) + calendar)
    assert "endDate" not in nodes_of(page)["Festival"]


def test_expected_window_is_told_as_expected_and_never_to_machines(client, make_event, make_series):
    make_series("fair", usually=FAIR)
    make_series("spring", usually=SPRING)
    make_event("play", schedule=[PLAY])

    with at("2027-02-06T12:00"):
        text = client.get("/en/events").text

    assert listed(text) == {"Today only": ["play"], "Usually in this season": ["spring", "fair"]}
    assert [" expected" in row_of(text, slug) for slug in ("fair", "spring", "play")] == [True, True, False]
    for path in ("events", "series", "series/fair", "series/spring"):
        assert not re.search("startDate|endDate|subEvent", client.get(f"/en/{path}").text)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("query", "en", "zh"),
    [
        ("month=13", "“13” is no month; write it as 2027-02.", "“13”不是月份，请写成 2027-02。"),
        ("month=2027-13", "“2027-13” is no month; write it as 2027-02.", "“2027-13”不是月份，请写成 2027-02。"),
        ("month=202７-01", "“202７-01” is no month; write it as 2027-02.", "“202７-01”不是月份，请写成 2027-02。"),
        ("year=202７", "“202７” is no year that we have events of.", "“202７”"),
        ("month=2027-02&year=2026", "Choose a month or a year, not both.", "月份和年份只能选一个。"),
    ],
)
def test_what_makes_no_sense_is_refused_in_our_words(client, query, en, zh, lang):
    response = client.get(f"/{lang}/events?{query}")

    assert response.status_code == 400
    assert {"en": en, "zh": zh}[lang] in html.unescape(response.text)
