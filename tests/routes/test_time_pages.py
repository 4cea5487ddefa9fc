"""Now, tonight and this weekend at frozen minutes; 2026 is announced, 2027 is not."""

import pytest

from tests.routes.reading import TUE_TO_SUN, at, listed, main_of, row_of, words_of

MUSEUM = {"opening_hours": "Tu-Su,PH 09:00-17:00; Mo off", "last_entry_min": 30}
OFFICE = {"opening_hours": "Mo-Fr 09:00-17:00; PH off"}
BAR = {"opening_hours": "18:00-02:00"}
COUNTDOWN = {"starts": "2026-12-31", "opens": "23:00", "closes": "01:00"}
RUN = {"starts": "2026-11-01", "ends": "2027-03-31", "opens": "10:00", "closes": "18:00", "repeats": "daily", "weekdays": TUE_TO_SUN}
FAIR = {"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月", "en": "first month"}}
STATION = {"kind": "station", "station": "hepingmen", "text": {"zh": "走", "en": "Walk"}}


@pytest.fixture(autouse=True)
def published():
    """Publish everything on one day."""
    with at("2026-11-23T12:00"):
        yield


@pytest.mark.parametrize(
    ("hours", "moment", "group", "says"),
    [
        pytest.param(MUSEUM, "2026-11-23T12:00", "closed", "Closed now, opens tomorrow at 09:00", id="Monday museum"),
        pytest.param(MUSEUM, "2026-10-05T12:00", "open", "Open until 17:00", id="holiday Monday"),
        pytest.param(MUSEUM, "2027-01-04T12:00", "unknown", "Museum", id="Monday of a year not announced"),
        pytest.param(MUSEUM, "2026-11-24T08:59", "closed", "Closed now, opens today at 09:00", id="minute before opening"),
        pytest.param(MUSEUM, "2026-11-24T09:00", "open", "Open until 17:00 Last entry 16:30", id="minute of opening"),
        pytest.param(MUSEUM, "2026-11-24T16:29", "open", "Closes soon, at 17:00 Last entry 16:30", id="minute before last entry"),
        pytest.param(MUSEUM, "2026-11-24T16:30", "open", "Last entry has passed, open until 17:00", id="last entry"),
        pytest.param(MUSEUM, "2026-11-24T16:59", "open", "Last entry has passed, open until 17:00", id="minute before closing"),
        pytest.param(MUSEUM, "2026-11-24T17:00", "closed", "Closed now, opens tomorrow at 09:00", id="minute of closing"),
        pytest.param(MUSEUM, "2026-11-29T17:00", "closed", "Closed now, opens Tue 09:00", id="Sunday evening before a Monday museum's rest"),
        pytest.param(OFFICE, "2026-10-10T12:00", "closed", "Closed now", id="make-up workday, not kept"),
        pytest.param(OFFICE | {"keeps_workdays": True}, "2026-10-10T12:00", "open", "Open until 17:00", id="make-up workday, kept"),
        pytest.param(OFFICE, "2026-02-18T12:00", "closed", "Closed now, opens Tue 09:00", id="office in Spring Festival"),
        pytest.param(BAR, "2027-01-01T01:59", "open", "Closes soon, at 02:00", id="night from one year into the next"),
        pytest.param(BAR, "2027-01-01T02:00", "closed", "Closed now, opens today at 18:00", id="night of the new year is over"),
    ],
)
def test_place_stands_in_the_group_of_this_minute(client, make_place, hours, moment, group, says):
    make_place("hall", **hours)

    with at(moment):
        text = client.get("/en/now").text

    assert listed(text) == {group: ["hall"]}
    assert says in row_of(text, "hall")


@pytest.mark.parametrize(
    ("moment", "now", "tonight", "evening"),
    [
        pytest.param("2026-12-31T22:59", {"dates": ["countdown"]}, {"dates": ["countdown"]}, "Thu 31 Dec 2026", id="minute before the start"),
        pytest.param("2026-12-31T23:00", {"on": ["countdown"]}, {"dates": ["countdown"]}, "Thu 31 Dec 2026", id="minute of the start"),
        pytest.param("2026-12-31T23:59", {"on": ["countdown"]}, {"dates": ["countdown"]}, "Thu 31 Dec 2026", id="last minute of the year"),
        pytest.param("2027-01-01T00:00", {"on": ["countdown"]}, {"dates": ["countdown"]}, "Thu 31 Dec 2026", id="first minute of the year"),
        pytest.param("2027-01-01T00:30", {"on": ["countdown"]}, {"dates": ["countdown"]}, "Thu 31 Dec 2026", id="half past midnight"),
        pytest.param("2027-01-01T00:59", {"on": ["countdown"]}, {"dates": ["countdown"]}, "Thu 31 Dec 2026", id="minute before the end"),
        pytest.param("2027-01-01T01:00", {}, {}, "Thu 31 Dec 2026", id="minute of the end"),
        pytest.param("2027-01-01T01:01", {}, {}, "Thu 31 Dec 2026", id="minute after the end"),
        pytest.param("2027-01-01T04:59", {}, {}, "Thu 31 Dec 2026", id="last minute of the night"),
        pytest.param("2027-01-01T05:00", {}, {}, "Fri 1 Jan 2027", id="first minute of the next evening's page"),
    ],
)
def test_new_years_eve_show_crosses_midnight_and_belongs_to_last_night(client, make_event, moment, now, tonight, evening):
    make_event("countdown", schedule=[COUNTDOWN])

    with at(moment):
        pages = [client.get(f"/en/{name}").text for name in ("now", "tonight")]

    assert [listed(page) for page in pages] == [now, tonight]
    assert words_of(main_of(pages[1])).startswith(f"Tonight {evening}")


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        pytest.param("2026-11-24T10:00", {"dates": ["play"], "season": ["late-run"], "late": ["bar"]}, id="tonight, asked in the morning"),
        pytest.param("2026-11-24T17:00", {"dates": ["play"], "season": ["late-run"], "late": ["bar"]}, id="tonight at 17:00"),
        pytest.param("2026-11-24T21:30", {"late": ["bar"]}, id="tonight when the play is over"),
        pytest.param("2026-11-25T01:00", {"late": ["bar"]}, id="tonight at 01:00"),
    ],
)
def test_tonight_is_what_goes_on_after_five(client, make_event, make_place, moment, shown):
    make_place("hall", **MUSEUM)
    make_place("bar", **BAR)
    make_event("play", schedule=[{"starts": "2026-11-24", "opens": "19:30", "closes": "21:30"}])
    make_event("talk", schedule=[{"starts": "2026-11-24", "opens": "15:00", "closes": "17:00"}])
    make_event("all-day", schedule=[{"starts": "2026-11-24"}])
    make_event("late-run", schedule=[RUN])
    make_event("early-run", schedule=[RUN | {"closes": "17:00"}])

    with at(moment):
        assert listed(client.get("/en/tonight").text) == shown


@pytest.mark.parametrize(
    ("moment", "days", "shown"),
    [
        pytest.param("2027-02-05T12:00", "6 – 7 Feb 2027", {"day-1": ["saturday"], "day-2": ["sunday"]}, id="on Friday"),
        pytest.param("2027-02-06T12:00", "6 – 7 Feb 2027", {"day-1": ["saturday"], "day-2": ["sunday"]}, id="on Saturday"),
        pytest.param("2027-02-07T23:59", "6 – 7 Feb 2027", {"day-1": ["saturday"], "day-2": ["sunday"]}, id="on Sunday, to its last minute"),
        pytest.param("2027-02-08T00:00", "13 – 14 Feb 2027", {}, id="on Monday"),
        pytest.param("2026-12-31T12:00", "2 – 3 Jan 2027", {}, id="on 31 December"),
        pytest.param("2032-02-27T12:00", "28 – 29 Feb 2032", {"day-2": ["leap-day"]}, id="with a 29 February"),
    ],
)
def test_weekend_is_the_one_that_is_or_comes(client, make_event, moment, days, shown):
    make_event("saturday", schedule=[{"starts": "2027-02-06", "opens": "14:00", "closes": "16:00"}])
    make_event("sunday", schedule=[{"starts": "2027-02-07"}])
    make_event("leap-day", schedule=[{"starts": "2032-02-29"}])

    with at(moment):
        text = client.get("/en/weekend").text

    assert words_of(main_of(text)).startswith(f"This weekend {days}")
    assert listed(text) == shown


@pytest.mark.parametrize("lang", ["zh", "en", "zh-hant"])
def test_now_is_never_empty_while_nothing_is_confirmed(client, make_place, make_series, make_trail, lang):
    make_series("fair", usually=FAIR)
    make_place("hall")
    make_trail("walk", stops=[STATION, {"place": "hall", "text": {"zh": "看", "en": "Look"}}])

    text = client.get(f"/{lang}/now").text

    assert listed(text) == {"unknown": ["hall"], "expected": ["fair"], "walks": ["walk"]}
    assert {"zh": "预计", "en": "expected", "zh-hant": "預計"}[lang] in row_of(text, "fair")


def test_expected_of_today_stands_apart_from_what_comes(client, make_event, make_series):
    make_series("fair", usually=FAIR)
    make_event("spring", schedule=[{"starts": "2027-03-01", "ends": "2027-03-20"}])

    with at("2027-02-06T12:00"):
        during = listed(client.get("/en/now").text)
    with at("2027-02-11T00:00"):
        after = listed(client.get("/en/now").text)

    assert (during, after) == ({"coming": ["spring"], "expected": ["fair"]}, {"coming": ["spring"]})


def test_long_run_does_not_push_a_single_event_down_and_nothing_is_told_twice(client, make_event):
    make_event("run", schedule=[RUN])
    make_event("talk", schedule=[{"starts": "2026-11-24", "opens": "14:00", "closes": "16:00"}])
    make_event("play", schedule=[{"starts": "2026-11-24", "opens": "19:30", "closes": "21:30"}])
    make_event("fair", schedule=[{"starts": "2026-11-25"}])

    with at("2026-11-24T15:00"):
        assert listed(client.get("/en/now").text) == {"on": ["talk", "run"], "dates": ["play"], "season": ["run"], "coming": ["fair"]}


@pytest.mark.parametrize(("lang", "says"), [("zh", "除夕"), ("en", "Lunar New Year’s Eve"), ("zh-hant", "除夕")])
def test_lunar_new_years_eve_is_named_until_midnight(client, lang, says):
    with at("2027-02-05T23:59"):
        eve = words_of(main_of(client.get(f"/{lang}/now").text))
    with at("2027-02-06T00:00"):
        day = words_of(main_of(client.get(f"/{lang}/now").text))

    assert (says in eve, says in day) == (True, False)
    assert {"zh": "春节", "en": "Lunar New Year’s Day", "zh-hant": "春節"}[lang] in day
