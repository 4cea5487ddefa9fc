"""Closures put in and ended at once: each day is as the last deed says, compared day by day with a plain list."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.documents.place import PlaceDocument
from app.services.desk.closing import Closed, with_closure, without_closure
from app.vocabulary import Family
from tests.factories import BASE, SPECIAL

FIRST = date(2027, 1, 1)
DAYS = 40
REASON = {"zh": "停。", "en": "Closed."}
OF_PLACE = BASE | SPECIAL[Family.PLACE]


def day(number):
    return FIRST + timedelta(days=number)


@st.composite
def closures(draw):
    """A closure within the days looked at, or one without an end."""
    starts, length = draw(st.integers(0, DAYS - 1)), draw(st.integers(0, 12))
    return Closed(day(starts), None if length == 0 else day(starts + length), until_further_notice=draw(st.booleans()) and length == 0)


def said_of(values):
    """What the values say of each day: which exception, by its mark, or nothing; that no day has two is checked on the way."""
    PlaceDocument.model_validate(OF_PLACE | values)
    marks = [None] * DAYS
    for entry in values.get("hours_exceptions", ()):
        starts = date.fromisoformat(entry["starts"])
        last = date.max if entry.get("until_further_notice") else date.fromisoformat(entry.get("ends") or entry["starts"])
        for number in range(DAYS):
            if starts <= day(number) <= last:
                assert marks[number] is None
                marks[number] = entry["reason"]["zh"]
    return marks


@given(st.lists(closures(), max_size=6))
def test_the_last_closure_of_a_day_is_the_one_that_counts(found):
    values, expected = {}, [None] * DAYS
    for number, one in enumerate(found):
        reason = {"zh": f"第{number}次", "en": "x"}
        values = with_closure(values, one, reason)
        expected = [reason["zh"] if one.starts <= day(n) <= one.last_day else before for n, before in enumerate(expected)]

    assert said_of(values) == expected


@given(st.lists(closures(), min_size=1, max_size=5), st.integers(0, DAYS - 1))
def test_ending_a_closure_opens_the_days_from_today_and_no_others(found, today):
    values = {}
    for number, one in enumerate(found):
        values = with_closure(values, one, {"zh": f"第{number}次", "en": "x"})
    before, last = said_of(values), found[-1]

    after = said_of(without_closure(values, Closed(last.starts), day(today)))

    mine = f"第{len(found) - 1}次"
    assert after == [None if mark == mine and number >= today else mark for number, mark in enumerate(before)]


def test_ending_what_is_not_there_gives_nothing():
    values = with_closure({}, Closed(day(3)), REASON)

    assert without_closure(values, Closed(day(4)), day(0)) is None
    assert without_closure({}, Closed(day(4)), day(0)) is None


def test_other_hours_are_no_closure_that_can_be_ended():
    values = {"hours_exceptions": [{"starts": "2027-01-04", "hours": "10:00-12:00", "reason": REASON}]}

    assert without_closure(values, Closed(day(3)), day(0)) is None


def test_the_values_given_are_left_alone():
    values = {"hours_exceptions": [{"starts": "2027-01-04", "reason": REASON}]}

    with_closure(values, Closed(day(3)), REASON)
    without_closure(values, Closed(day(3)), day(0))

    assert values == {"hours_exceptions": [{"starts": "2027-01-04", "reason": REASON}]}
