"""How one gets in: shown as facts, aging visibly, and filtered without counting the unknown as a no."""

import re
from datetime import datetime

import pytest
import time_machine

from app import clock

TODAY = datetime(2026, 11, 24, 10, tzinfo=clock.BEIJING)
CHECKED = {"passport_accepted": True, "checked_on": "2026-10-01"}


def plain(text):
    """The words of a page without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


def test_known_facts_are_said_and_unknown_ones_stay_one_line(client, make_place):
    facts = {"booking_needed": True, "days_ahead": 7, "release_hour": "17:00", "channel": ["wechat", "phone"], "payment": ["cash"]}
    make_place("hall", visit=CHECKED | facts | {"no_show": {"zh": "停用一个月", "en": "barred for a month"}})

    text = plain(client.get("/en/places/hall").text)

    assert "Booking is needed. It opens at 17:00, 7 days ahead. Book by: WeChat, telephone. A passport is accepted. Payment: cash." in re.sub(
        r" +", " ", text
    )
    assert "For those who book and do not come: barred for a month" in text
    assert "Checked on 1 Oct 2026." in text
    assert text.count("Not known yet:") == 1
    assert "whether a passport is accepted" not in text
    assert "whether one can do without WeChat" in text


def test_a_place_of_which_nothing_is_known_has_no_row_for_it(client, make_place):
    make_place("hall")

    text = client.get("/en/places/hall").text

    assert "<dt>Getting in</dt>" not in text
    assert text.count("Not known yet:") == 1


@pytest.mark.parametrize(("checked_on", "is_old"), [("2025-11-24", False), ("2025-11-23", True), ("2024-02-29", True), ("2026-11-24", False)])
def test_facts_older_than_a_year_say_so(client, make_place, checked_on, is_old):
    make_place("hall", visit=CHECKED | {"checked_on": checked_on})

    assert ("more than a year ago: ask before you go" in client.get("/en/places/hall").text) is is_old


def test_facts_without_a_day_of_their_own_are_as_old_as_the_page(client, make_place):
    make_place("hall", visit={"walk_in": True}, checked_on="2020-01-01")

    assert "Checked on 1 Jan 2020, more than a year ago" in client.get("/en/places/hall").text


def test_a_kept_page_ages_at_midnight(client, make_place):
    make_place("hall", visit=CHECKED | {"checked_on": "2025-11-24"})
    assert "more than a year ago" not in client.get("/en/places/hall").text

    with time_machine.travel(datetime(2026, 11, 25, 0, 1, tzinfo=clock.BEIJING), tick=False):
        assert "more than a year ago" in client.get("/en/places/hall").text


def test_a_filter_without_one_known_value_is_not_offered(client, make_place):
    make_place("hall")

    text = client.get("/en/places").text

    assert 'id="filter-kind"' in text
    assert not re.search(r'id="filter-(passport_accepted|without_wechat|booking_needed|walk_in|payment|step_free)"', text)


def test_passport_and_no_wechat_finds_the_places_known_for_both_and_counts_the_unknown(client, make_place):
    make_place("both", name={"zh": "两样都行", "en": "Both"}, visit=CHECKED | {"without_wechat": True})
    make_place("passport", name={"zh": "护照行", "en": "Passport only"}, visit=CHECKED)
    make_place("neither", name={"zh": "不行", "en": "Neither"}, visit={"passport_accepted": False, "without_wechat": False})
    make_place("silent", name={"zh": "不详", "en": "Silent"})

    text = client.get("/en/places?passport_accepted=yes&without_wechat=yes").text

    assert re.findall(r'class="row-link" href="/en/places/([^"]+)"', text) == ["both"]
    assert "Possible without WeChat: of 1 more places we do not know it; they are not listed." in plain(text)
    assert "Passport accepted: of" not in plain(text)
    assert "WeChat (not known of 1)" in text


def test_filters_say_of_how_many_places_the_fact_is_unknown(client, make_place):
    make_place("cash", visit={"payment": ["cash", "alipay"], "walk_in": True})
    make_place("card", visit={"payment": ["cash"]})
    make_place("silent", kind="library")

    text = client.get("/en/places").text

    assert "Payment (not known of 1)" in text
    assert "Walk-in (not known of 2)" in text
    assert "cash (2)" in text
    assert "Payment (not known of 1)" not in client.get("/en/places?kind=museum").text


def test_a_chosen_fact_is_a_chip_that_says_what_was_chosen(client, make_place):
    make_place("hall", visit={"passport_accepted": False})

    chips = re.search(r'<ul class="chips".*?</ul>', client.get("/en/places?passport_accepted=no").text, re.DOTALL).group(0)

    assert "Passport not accepted" in chips


def test_a_value_that_no_fact_has_is_refused_in_words(client):
    response = client.get("/en/places?passport_accepted=maybe")

    assert response.status_code == 400
    assert "“maybe” is no choice of the filter “Passport”" in response.text


def test_hostile_notes_are_shown_as_text(client, make_place):
    hostile = {"zh": "<script>alert(1)</script>%(rule)s", "en": "<img src=x onerror=alert(1)> 100% %s"}
    make_place("hall", visit={"note": hostile, "no_show": hostile})

    text = client.get("/en/places/hall").text + client.get("/zh/places/hall").text

    assert text.count("<script>") == text.count("<img src=x") == 0
    assert text.count("&lt;img src=x onerror=alert(1)&gt; 100% %s") == 2
