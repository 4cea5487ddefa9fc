"""Closures and exceptions of a place: what an editor may write, and what is refused in words."""

from datetime import date

import pytest
from pydantic import ValidationError

from app.documents.faults import faults_of
from app.rules.hours import DatedHours
from app.rules.hours.dated import FOR_EVER
from app.services.cards import card_of
from app.services.checking import hours_faults
from app.services.content_files import canonical, parse
from app.vocabulary import Family
from tests.factories import document

REPAIRS = {"zh": "修缮", "en": "Repairs"}


def place(*exceptions, **values):
    return document(Family.PLACE, hours_exceptions=[{"reason": REPAIRS, **one} for one in exceptions], **values)


def faults(*exceptions, **values):
    with pytest.raises(ValidationError) as refusal:
        place(*exceptions, **values)
    return [f"{fault.field}: {fault.message}" for fault in faults_of(refusal.value)]


@pytest.mark.parametrize(
    ("exception", "dated"),
    [
        ({"starts": "2026-12-01"}, DatedHours(date(2026, 12, 1), date(2026, 12, 1), None)),
        ({"starts": "2026-12-01", "ends": "2027-01-05"}, DatedHours(date(2026, 12, 1), date(2027, 1, 5), None)),
        ({"starts": "2026-12-01", "until_further_notice": True}, DatedHours(date(2026, 12, 1), FOR_EVER, None)),
        ({"starts": "2026-12-01", "hours": "10:00-12:00,14:00-16:00"}, DatedHours(date(2026, 12, 1), date(2026, 12, 1), "10:00-12:00,14:00-16:00")),
    ],
)
def test_an_exception_is_a_day_or_days_or_until_further_notice(exception, dated):
    assert [one.dated for one in place(exception).hours_exceptions] == [dated]


@pytest.mark.parametrize(
    ("exceptions", "says"),
    [
        ([{"starts": "2026-12-05", "ends": "2026-12-01"}], "hours_exceptions[1]: ends on 2026-12-01, before it starts on 2026-12-05"),
        (
            [{"starts": "2026-12-05", "ends": "2026-12-06", "until_further_notice": True}],
            "hours_exceptions[1]: has an end and is until further notice; leave one of them out",
        ),
        (
            [{"starts": "2026-12-01", "ends": "2026-12-05"}, {"starts": "2026-12-05", "ends": "2026-12-09"}],
            "hours_exceptions: two exceptions overlap: 2026-12-01 to 2026-12-05 and 2026-12-05 to 2026-12-09; a day has one at most",
        ),
        (
            [{"starts": "2026-12-01", "hours": "9-12"}],
            "hours_exceptions[1].hours: '9-12' is no time from and to; write times of a day such as 09:00-12:00 or 10:00-12:00,14:00-16:00",
        ),
        ([{"starts": "2026-02-30"}], "hours_exceptions[1].starts: 2026-02-30 is no day of the calendar"),
        ([{"starts": "2026-12-01", "reason": {"en": "Repairs"}}], "hours_exceptions[1].reason.zh: is missing"),
    ],
)
def test_what_cannot_be_is_refused_in_words(exceptions, says):
    assert faults(*exceptions) == [says]


@pytest.mark.parametrize(("minutes", "says"), [(-1, "must be at least 0"), (241, "must be at most 240")])
def test_last_entry_is_within_four_hours(minutes, says):
    assert faults(last_entry_min=minutes) == [f"last_entry_min: {says}"]


def test_exceptions_survive_their_file():
    made = place({"starts": "2026-12-01", "until_further_notice": True}, opening_hours="Tu-Su 09:00-17:00", last_entry_min=0, keeps_workdays=True)

    again = type(made).model_validate(parse(canonical(made)))

    assert again == made
    assert "until_further_notice: true" in canonical(made)


def test_a_card_carries_what_decides_whether_it_is_open():
    made = place(
        {"starts": "2026-12-01", "until_further_notice": True},
        {"starts": "2026-11-01", "ends": "2026-11-02", "hours": "09:00-12:00"},
        opening_hours="Tu-Su 09:00-17:00",
        last_entry_min=0,
        keeps_workdays=True,
    )

    card = card_of(made, "hall")

    assert {name: card[name] for name in ("hours", "exceptions", "last_entry_min", "keeps_workdays")} == {
        "hours": "Tu-Su 09:00-17:00",
        "exceptions": [["2026-12-01", "9999-12-31", None], ["2026-11-01", "2026-11-02", "09:00-12:00"]],
        "last_entry_min": 0,
        "keeps_workdays": True,
    }


def test_a_card_of_plain_hours_carries_no_more():
    card = card_of(place(opening_hours="Tu-Su 09:00-17:00"), "hall")

    assert not {"exceptions", "last_entry_min", "keeps_workdays", "phone", "website"} & set(card)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"opening_hours": "Tu-Su 09:00-17:00", "last_entry_min": 30, "keeps_workdays": True}, []),
        (
            {"opening_hours": "Tu-Su 09:00-09:30", "last_entry_min": 30},
            ["last_entry_min: 30 minutes before closing, but it opens for 30 minutes only"],
        ),
        ({"last_entry_min": 30}, ["last_entry_min: says nothing where no opening that ends is known"]),
        ({"opening_hours": "24/7", "last_entry_min": 30}, ["last_entry_min: says nothing where no opening that ends is known"]),
        ({"keeps_workdays": True}, ["keeps_workdays: says nothing without opening hours"]),
    ],
)
def test_hours_are_checked_together(values, says):
    assert list(hours_faults(place(**values))) == says


def test_a_half_day_shorter_than_the_last_entry_is_found():
    made = place({"starts": "2026-12-01", "hours": "09:00-09:20"}, opening_hours="Tu-Su 09:00-17:00", last_entry_min=30)

    assert list(hours_faults(made)) == ["last_entry_min: 30 minutes before closing, but it opens for 20 minutes only"]
