"""Periods: the words of addresses as moments, the next of each festival."""

from datetime import date, datetime

import pytest

from app import clock
from app.services.search.periods import WORDS, days_of, is_period, month_word, period

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("word", "first", "after"),
    [
        ("today", date(2026, 11, 25), date(2026, 11, 26)),
        ("tomorrow", date(2026, 11, 26), date(2026, 11, 27)),
        ("weekend", date(2026, 11, 28), date(2026, 11, 30)),
        ("this-week", date(2026, 11, 25), date(2026, 11, 30)),
        ("this-month", date(2026, 11, 25), date(2026, 12, 1)),
        ("next-week", date(2026, 11, 30), date(2026, 12, 7)),
        ("next-weekend", date(2026, 12, 5), date(2026, 12, 7)),
        ("next-month", date(2026, 12, 1), date(2027, 1, 1)),
        ("spring-festival", date(2027, 2, 5), date(2027, 2, 21)),
        ("lantern-festival", date(2027, 2, 18), date(2027, 2, 22)),
        ("national-day", date(2027, 10, 1), date(2027, 10, 9)),
        ("new-year", date(2026, 12, 31), date(2027, 1, 4)),
        ("2027-02", date(2027, 2, 1), date(2027, 3, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_a_word_is_its_days(word: str, first: date, after: date) -> None:
    assert days_of(word, TODAY) == (first, after)


def test_on_a_sunday_the_weekend_is_still_on() -> None:
    assert days_of("weekend", date(2026, 11, 29)) == (date(2026, 11, 28), date(2026, 11, 30))


def test_a_festival_goes_on_until_it_is_over() -> None:
    assert days_of("spring-festival", date(2027, 2, 20)) == (date(2027, 2, 5), date(2027, 2, 21))
    assert (days_of("spring-festival", date(2027, 2, 21)) or (TODAY,))[0] == date(2028, 1, 25)


@pytest.mark.parametrize(("hour", "day"), [(3, 24), (5, 25), (23, 25)])
def test_before_five_it_is_still_last_night(hour: int, day: int) -> None:
    found = period("tonight", datetime(2026, 11, 25, hour, 0, tzinfo=clock.BEIJING))

    assert found == (datetime(2026, 11, day, 17, tzinfo=clock.BEIJING), datetime(2026, 11, day + 1, 5, tzinfo=clock.BEIJING))


def test_only_words_of_addresses_are_periods() -> None:
    assert all(map(is_period, (*WORDS, "2027-02"))) and not any(map(is_period, ("", "2027", "2027-13", "1999-01", "someday", "2027-02-01")))
    assert period("someday", datetime(2026, 11, 25, tzinfo=clock.BEIJING)) is None


def test_a_month_without_a_year_is_the_next_one() -> None:
    assert [month_word(month, TODAY) for month in (10, 11, 12)] == ["2027-10", "2026-11", "2026-12"]
