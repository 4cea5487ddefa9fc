"""What the page of a place says of its hours, at frozen moments; 2026 is announced, 2027 is not."""

import json
import re
from datetime import datetime

import pytest
import time_machine

from app import clock
from app.queries.open_now import sorted_by_state
from app.queries.pages import list_cards
from app.rules.holidays import HolidayCalendar
from app.services import calendars
from app.vocabulary import Family

MUSEUM = {"opening_hours": "Tu-Su,PH 09:00-17:00; Mo off", "last_entry_min": 30}
REPAIRS = {"zh": "修缮", "en": "Repairs"}


def at(text):
    return time_machine.travel(datetime.fromisoformat(text).replace(tzinfo=clock.BEIJING), tick=False)


def fact(client, lang="en"):
    """The hours on the page of the hall, without markup."""
    text = client.get(f"/{lang}/places/hall").text
    found = re.search(r"<dt>(?:Hours|开放时间|開放時間)</dt><dd>(.*?)</dd>", text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def kept_until(app):
    """Until when the page of the hall may be kept, as it tells the page cache."""
    with app.test_request_context("/en/places/hall"):
        found = app.full_dispatch_request().headers.get("X-Page-Until")
    return found and datetime.fromtimestamp(int(found), clock.BEIJING).isoformat()[:16]


def row(client, day, lang="en"):
    """One row of the week, without markup."""
    text = client.get(f"/{lang}/places/hall").text
    rows = [" ".join(re.sub(r"<[^>]+>", " ", found).split()) for found in re.findall(r"<tr.*?</tr>", text, re.DOTALL)]
    return next(found for found in rows if found.startswith(day))


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        pytest.param("2026-11-23T12:00", "Closed now, opens tomorrow at 09:00", id="Monday museum"),
        pytest.param("2026-11-24T08:59", "Closed now, opens today at 09:00", id="before opening"),
        pytest.param("2026-11-24T12:00", "Open until 17:00 Last entry 16:30", id="open"),
        pytest.param("2026-11-24T16:00", "Closes soon, at 17:00 Last entry 16:30", id="closes soon"),
        pytest.param("2026-11-24T16:30", "Last entry has passed, open until 17:00", id="last entry"),
        pytest.param("2026-11-24T17:00", "Closed now, opens tomorrow at 09:00", id="closing"),
        pytest.param("2026-10-05T12:00", "Open until 17:00 Last entry 16:30", id="holiday Monday"),
        pytest.param("2026-11-29T18:00", "Closed now, opens Tue 09:00", id="Sunday evening"),
    ],
)
def test_the_page_says_what_holds_at_this_minute(client, make_place, moment, says):
    make_place("hall", **MUSEUM)

    with at(moment):
        assert fact(client).startswith(f"{says} Tue–Sun 09:00–17:00, last entry 16:30; closed Mon except public holidays")


def test_the_words_are_in_both_languages(client, make_place):
    make_place("hall", **MUSEUM)

    with at("2026-11-24T12:00"):
        assert "周二至周日 09:00–17:00，16:30 停止入场；周一闭馆（法定节假日除外）" in fact(client, "zh")
        assert "週二至週日 09:00–17:00，16:30 停止入場；週一閉館（法定節假日除外）" in fact(client, "zh-hant")


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-11-24T08:00", "2026-11-24T09:00"),
        ("2026-11-24T12:00", "2026-11-24T16:00"),
        ("2026-11-24T16:00", "2026-11-24T16:30"),
        ("2026-11-24T16:30", "2026-11-24T17:00"),
        ("2026-11-24T18:00", "2026-11-25T00:00"),
        ("2026-11-23T12:00", "2026-11-24T00:00"),
    ],
)
def test_the_page_is_kept_until_what_it_says_changes(app, make_place, moment, until):
    make_place("hall", **MUSEUM)

    with at(moment):
        assert kept_until(app) == until


def test_a_page_without_hours_is_kept_until_something_is_published(app, make_place):
    make_place("hall")

    assert kept_until(app) is None


def test_a_page_that_was_kept_is_right_at_every_turn(client, make_place):
    make_place("hall", **MUSEUM)
    turns = {
        "2026-11-24T08:59": "Closed now, opens today",
        "2026-11-24T09:00": "Open until",
        "2026-11-24T15:59": "Open until",
        "2026-11-24T16:00": "Closes soon",
        "2026-11-24T16:30": "Last entry has passed",
        "2026-11-24T17:00": "Closed now, opens tomorrow",
        "2026-11-25T00:00": "Closed now, opens today",
    }

    for moment, says in turns.items():
        with at(moment):
            assert fact(client).startswith(says), moment


def test_this_week_is_a_table_with_holidays_and_last_entries(client, make_place):
    make_place("hall", **MUSEUM)

    with at("2026-10-06T12:00"):
        text = client.get("/en/places/hall").text

        assert text.count('<th scope="row">') == 7
        assert row(client, "Mon") == "Mon 5 Oct 09:00–17:00 public holiday: National Day 16:30"
        assert row(client, "Thu") == "Thu 09:00–17:00 16:30"
        assert re.search(r'<tr aria-current="date"><th scope="row">Tue', text)


def test_a_make_up_workday_is_named_where_the_place_keeps_it(client, make_place):
    make_place("hall", opening_hours="Mo-Fr 09:00-17:00; PH off", keeps_workdays=True)

    with at("2026-10-10T12:00"):
        assert fact(client).startswith("Open until 17:00")
        assert row(client, "Sat") == "Sat 10 Oct 09:00–17:00 make-up workday"


def test_a_year_that_is_not_announced_is_said_to_be_so_in_its_week(client, make_place):
    make_place("hall", opening_hours="Mo-Su 09:00-17:00; PH off")

    with at("2026-12-29T12:00"):
        assert "The public holidays of 2027 are not announced yet." in fact(client)
        assert row(client, "Thu") == "Thu 09:00–17:00"
        assert row(client, "Fri") == "Fri 09:00–17:00 (not certain)"
    with at("2026-12-22T12:00"):
        assert "not announced" not in fact(client)
    with at("2027-01-04T12:00"):
        assert fact(client).startswith("Hours not confirmed Daily 09:00–17:00; closed public holidays")


def test_hours_without_holidays_do_not_speak_of_announcements(client, make_place):
    make_place("hall", opening_hours="Mo-Su 09:00-17:00")

    with at("2026-12-29T12:00"):
        assert "not announced" not in fact(client)


def test_a_closure_of_this_week_stands_in_the_table_with_its_reason(client, make_place):
    make_place("hall", **MUSEUM, hours_exceptions=[{"starts": "2026-11-25", "ends": "2026-11-26", "reason": REPAIRS}])

    with at("2026-11-25T12:00"):
        assert fact(client).startswith("Closed now, opens Fri 09:00")
        assert row(client, "Thu") == "Thu 26 Nov closed Repairs"
        assert row(client, "周四", "zh") == "周四 11月26日 闭馆 修缮"


def test_a_half_day_has_its_own_last_entry(client, make_place):
    make_place("hall", **MUSEUM, hours_exceptions=[{"starts": "2026-11-25", "hours": "09:00-12:00", "reason": REPAIRS}])

    with at("2026-11-25T11:30"):
        assert fact(client).startswith("Last entry has passed, open until 12:00")
        assert row(client, "Wed") == "Wed 25 Nov 09:00–12:00 Repairs 11:30"


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({"starts": "2026-12-24", "ends": "2026-12-26"}, "24 – 26 Dec 2026 closed Repairs"),
        ({"starts": "2026-12-24", "hours": "10:00-12:00,14:00-16:00"}, "Thu 24 Dec 2026 10:00–12:00, 14:00–16:00 Repairs"),
        ({"starts": "2026-12-24", "until_further_notice": True}, "from 24 Dec 2026 until further notice closed Repairs"),
    ],
)
def test_what_changes_within_sixty_days_is_listed(client, make_place, days, says):
    make_place("hall", **MUSEUM, hours_exceptions=[{**days, "reason": REPAIRS}])

    with at("2026-11-25T12:00"):
        assert fact(client).endswith(says)
    with at("2026-10-24T12:00"):
        assert "Repairs" not in fact(client)


def test_a_closure_that_is_over_is_gone(client, make_place):
    make_place("hall", **MUSEUM, hours_exceptions=[{"starts": "2026-11-01", "ends": "2026-11-20", "reason": REPAIRS}])

    with at("2026-11-25T12:00"):
        assert "Repairs" not in fact(client)


def test_a_far_opening_is_given_with_its_date(client, make_place):
    make_place("hall", **MUSEUM, hours_exceptions=[{"starts": "2026-11-01", "ends": "2026-12-20", "reason": REPAIRS}])

    with at("2026-11-25T12:00"):
        assert fact(client).startswith("Closed now, opens Tue 22 Dec 2026 09:00")


@pytest.mark.parametrize(
    ("hours", "says"),
    [("18:00-24:00", "Open until 24:00"), ("18:00-02:00", "Open until 02:00"), ("24/7", "Open now Open 24 hours")],
)
def test_a_night_is_said_with_its_end(client, make_place, hours, says):
    make_place("hall", opening_hours=hours)

    with at("2026-12-31T22:00"):
        assert fact(client).startswith(says)


def test_what_never_closes_says_the_day_on_which_it_does(client, make_place):
    make_place("hall", opening_hours="24/7", hours_exceptions=[{"starts": "2026-12-24", "reason": REPAIRS}])

    with at("2026-12-20T22:00"):
        assert fact(client).startswith("Open until Thu 24 Dec 2026 00:00")


def test_unknown_hours_are_said_to_be_unknown_with_whom_to_ask(client, make_place):
    make_place("hall", phone="010-66223344", website="https://example.org/hall")

    assert fact(client) == "Hours not known to us Ask: 010-66223344 example.org/hall"


def test_unknown_hours_without_anyone_to_ask_are_only_unknown(client, make_place):
    make_place("hall")

    assert fact(client) == "Hours not known to us"


def test_a_street_has_no_hours_to_be_unknown(client, make_place):
    make_place("hall", kind="street")

    assert fact(client) == ""


def test_a_closure_of_a_place_with_unknown_hours_is_said_and_nothing_else(client, make_place):
    make_place("hall", hours_exceptions=[{"starts": "2026-11-25", "reason": REPAIRS}])

    with at("2026-11-25T12:00"):
        assert fact(client) == "Closed now Hours not known to us Wed 25 Nov 2026 closed Repairs"
    with at("2026-11-24T12:00"):
        assert fact(client) == "Hours not known to us Wed 25 Nov 2026 closed Repairs"
    with at("2026-11-26T12:00"):
        assert fact(client) == "Hours not known to us"


def node(client):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get("/en/places/hall").text, re.DOTALL)
    return json.loads(found[1])["@graph"][0]


def test_data_has_exceptions_that_are_dated_and_near(client, make_place):
    exceptions = [
        {"starts": "2026-11-01", "reason": REPAIRS},
        {"starts": "2026-11-25", "ends": "2026-11-26", "reason": REPAIRS},
        {"starts": "2026-12-24", "hours": "09:00-12:00,18:00-24:00", "reason": REPAIRS},
        {"starts": "2028-01-01", "until_further_notice": True, "reason": REPAIRS},
    ]
    make_place("hall", **MUSEUM, hours_exceptions=exceptions)

    with at("2026-11-25T12:00"):
        found = node(client)

    kind = {"@type": "OpeningHoursSpecification"}
    christmas = {"validFrom": "2026-12-24", "validThrough": "2026-12-24"}
    assert found["specialOpeningHoursSpecification"] == [
        kind | {"opens": "00:00", "closes": "00:00", "validFrom": "2026-11-25", "validThrough": "2026-11-26"},
        kind | {"opens": "09:00", "closes": "12:00"} | christmas,
        kind | {"opens": "18:00", "closes": "23:59"} | christmas,
    ]
    assert len(found["openingHoursSpecification"]) == 6


def test_data_of_a_closure_without_end_has_none(client, make_place):
    make_place("hall", hours_exceptions=[{"starts": "2026-11-01", "until_further_notice": True, "reason": REPAIRS}])

    with at("2026-11-25T12:00"):
        found = node(client)

    assert [sorted(one) for one in found["specialOpeningHoursSpecification"]] == [["@type", "closes", "opens", "validFrom"]]
    assert "openingHoursSpecification" not in found


def test_places_are_listed_by_whether_they_let_one_in(session, make_place):
    make_place("closed", opening_hours="Mo 09:00-17:00")
    make_place("late", opening_hours="09:00-20:00")
    make_place("never", opening_hours="off")
    make_place("passed", opening_hours="09:00-17:00", last_entry_min=60)
    make_place("unknown")
    make_place("open", opening_hours="09:00-17:30", last_entry_min=30)
    moment = datetime(2026, 11, 24, 16, 10, tzinfo=clock.BEIJING)

    places, change = sorted_by_state(list_cards(session, Family.PLACE, "en"), moment, calendars.holidays())

    assert [place.card.slug for place in places] == ["open", "late", "passed", "closed", "never", "unknown"]
    assert change == datetime(2026, 11, 24, 16, 30, tzinfo=clock.BEIJING)


def test_lists_mind_the_holidays_they_are_given(session, make_place):
    make_place("office", opening_hours="Mo-Fr 09:00-17:00; PH off")
    moment = datetime(2026, 10, 1, 12, 0, tzinfo=clock.BEIJING)
    cards = list_cards(session, Family.PLACE, "en")

    kinds = [sorted_by_state(cards, moment, holidays)[0][0].state.kind for holidays in (calendars.holidays(), HolidayCalendar())]

    assert kinds == ["closed", "unknown"]
