"""How one gets in, as data."""

import pytest
from pydantic import ValidationError

from app.services.facets import place_words
from app.vocabulary import Family
from tests.factories import document

FULL = {
    "booking_needed": True,
    "days_ahead": 7,
    "release_hour": "17:00",
    "channel": ["wechat", "phone"],
    "booking_page": "https://example.org/book",
    "walk_in": False,
    "passport_accepted": True,
    "without_wechat": True,
    "payment": ["cash", "foreign_card"],
    "no_show": {"zh": "三次未到停用一个月", "en": "three times missed: barred for a month"},
    "checked_on": "2026-10-01",
}


def visit(**values):
    """The facts of getting in of a place."""
    return document(Family.PLACE, visit=values).visit


def test_every_fact_is_kept_as_it_was_written():
    assert visit(**FULL).model_dump(mode="json", exclude_unset=True) == FULL


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"booking_needed": False, "days_ahead": 7}, "needs no booking, yet says days_ahead"),
        ({"booking_needed": False, "channel": ["phone"], "release_hour": "09:00"}, "yet says release_hour, channel"),
        ({"booking_needed": True, "channel": ["wechat"], "without_wechat": True}, "only be booked on WeChat"),
        ({"days_ahead": -1}, "greater than or equal to 0"),
        ({"release_hour": "9:00"}, "HH:MM with leading zeros"),
        ({"channel": ["fax"]}, "'wechat', 'app', 'website'"),
        ({"payment": ["gold"]}, "'cash', 'wechat_pay'"),
        ({"checked_on": "2026-13-01"}, "no day of the calendar"),
        ({"booking_page": "javascript:alert(1)"}, "must begin with http"),
    ],
)
def test_facts_that_cannot_be_are_refused_in_words(values, words):
    with pytest.raises(ValidationError, match=words):
        visit(**values)


def test_walk_in_is_a_way_without_wechat():
    assert visit(booking_needed=True, channel=["wechat"], walk_in=True, without_wechat=True).without_wechat is True


def test_known_facts_are_facets_and_unknown_ones_are_none():
    assert place_words(document(Family.PLACE, visit=FULL)) == {
        ("booking_needed", "yes"),
        ("walk_in", "no"),
        ("passport_accepted", "yes"),
        ("without_wechat", "yes"),
        ("payment", "cash"),
        ("payment", "foreign_card"),
    }
    assert place_words(document(Family.PLACE, visit={"note": {"zh": "问门卫"}})) == place_words(document(Family.PLACE)) == set()
