"""Everything that decides when a place is open, at named moments; 2026 is announced, 2027 is not."""

from dataclasses import replace
from datetime import date

import pytest
import yaml

from app.rules.holidays import HolidayCalendar
from app.rules.hours import BadHours, DatedHours, OpenKind, check_apart, check_times, compose, hours_of, state_at, state_of, week_days
from app.rules.hours.dated import FOR_EVER
from tests.rules.hours.shared import CALENDAR, FILE, MUSEUM, at

OPEN, CLOSED, UNKNOWN = OpenKind.OPEN, OpenKind.CLOSED, OpenKind.UNKNOWN
PH_MUSEUM = "Tu-Su,PH 09:00-17:00; Mo off"
OFFICE = "Mo-Fr 09:00-17:00; PH off"
BAR = "18:00-02:00"


def dated(first, last=None, times=None):
    return DatedHours(date.fromisoformat(first), FOR_EVER if last == "" else date.fromisoformat(last or first), times)


def kind(text, moment, *exceptions, keeps_workdays=False, holidays=CALENDAR):
    return state_at(compose(text, exceptions, keeps_workdays=keeps_workdays), at(moment), holidays).kind


@pytest.mark.parametrize(
    ("text", "moment", "expected"),
    [
        pytest.param(MUSEUM, "2026-11-23T12:00", CLOSED, id="Monday museum"),
        pytest.param(MUSEUM, "2026-11-24T12:00", OPEN, id="Tuesday museum"),
        pytest.param(MUSEUM, "2026-11-24T08:59", CLOSED, id="the minute before opening"),
        pytest.param(MUSEUM, "2026-11-24T09:00", OPEN, id="the minute of opening"),
        pytest.param(MUSEUM, "2026-11-24T16:59", OPEN, id="the minute before closing"),
        pytest.param(MUSEUM, "2026-11-24T17:00", CLOSED, id="the minute of closing"),
        pytest.param(PH_MUSEUM, "2026-10-05T12:00", OPEN, id="holiday Monday, open except Mondays but holidays"),
        pytest.param(PH_MUSEUM, "2026-10-12T12:00", CLOSED, id="Monday after the holiday"),
        pytest.param(MUSEUM, "2026-10-05T12:00", CLOSED, id="holiday Monday of a museum that does not mind holidays"),
        pytest.param("PH off; Mo-Su 09:00-17:00", "2026-10-05T12:00", CLOSED, id="holiday named before the weekdays"),
        pytest.param("Mo-Su 09:00-17:00; PH off; 2026 Oct 5 09:00-17:00", "2026-10-05T12:00", OPEN, id="a date named after the holidays"),
        pytest.param("PH 09:00-17:00; 12:00-13:00 off", "2026-10-05T12:30", CLOSED, id="noon break on a holiday"),
        pytest.param(OFFICE, "2026-02-17T12:00", CLOSED, id="office at Spring Festival"),
        pytest.param(OFFICE, "2026-02-16T12:00", CLOSED, id="office on New Year's Eve of the lunar year"),
        pytest.param(OFFICE, "2026-12-31T12:00", OPEN, id="31 December of an announced year"),
        pytest.param(OFFICE, "2027-01-01T12:00", UNKNOWN, id="1 January of an unannounced year"),
        pytest.param(OFFICE, "2027-01-02T12:00", CLOSED, id="Saturday of an unannounced year: closed either way"),
        pytest.param(OFFICE, "2027-01-04T08:00", CLOSED, id="early morning of an unannounced year: closed either way"),
        pytest.param(BAR, "2026-12-31T23:59", OPEN, id="last minute of the year"),
        pytest.param(BAR, "2027-01-01T00:00", OPEN, id="first minute of the year"),
        pytest.param(BAR, "2027-01-01T02:00", CLOSED, id="the New Year's night is over"),
        pytest.param("Fr 18:00-02:00; Sa 10:00-12:00", "2026-11-28T01:59", OPEN, id="Friday's night runs into a Saturday with its own hours"),
        pytest.param("Fr 18:00-02:00; Sa off", "2026-11-28T01:59", OPEN, id="Friday's night runs into a closed Saturday"),
        pytest.param("18:00-02:00; PH off", "2026-10-01T01:00", OPEN, id="the night before a holiday runs to its end"),
        pytest.param("18:00-02:00; PH off", "2026-10-08T01:00", CLOSED, id="no night begins on the last holiday"),
        pytest.param("18:00-02:00; PH off", "2027-03-10T01:00", UNKNOWN, id="a night that may have begun on a holiday"),
        pytest.param("24/7", "2026-11-24T03:00", OPEN, id="24/7 where it is written"),
        pytest.param("Mo-Su 08:00-22:00", "2026-11-24T03:00", CLOSED, id="daily is not 24/7"),
        pytest.param("Feb 29 10:00-12:00", "2028-02-29T11:00", OPEN, id="29 February"),
        pytest.param("Mar 10:00-12:00; Feb off", "2028-02-29T11:00", CLOSED, id="29 February belongs to February"),
        pytest.param("Mo-Su 10:00-12:00", "2028-02-29T11:00", OPEN, id="29 February of daily hours"),
    ],
)
def test_usual_hours_at_named_moments(text, moment, expected):
    assert kind(text, moment) == expected


@pytest.mark.parametrize(
    ("text", "exception", "moment", "expected"),
    [
        pytest.param(MUSEUM, dated("2026-12-01", "2026-12-05"), "2026-12-01T12:00", CLOSED, id="first day of a closure"),
        pytest.param(MUSEUM, dated("2026-12-01", "2026-12-05"), "2026-12-05T16:59", CLOSED, id="last day of a closure"),
        pytest.param(MUSEUM, dated("2026-12-01", "2026-12-05"), "2026-12-06T09:00", OPEN, id="first day after a closure"),
        pytest.param(MUSEUM, dated("2026-12-01", "2026-12-05"), "2026-11-29T12:00", OPEN, id="before a closure"),
        pytest.param(MUSEUM, dated("2026-12-01", times="09:00-12:00"), "2026-12-01T11:59", OPEN, id="half-day, still open"),
        pytest.param(MUSEUM, dated("2026-12-01", times="09:00-12:00"), "2026-12-01T12:00", CLOSED, id="half-day, closed at noon"),
        pytest.param(MUSEUM, dated("2026-11-30", times="09:00-12:00"), "2026-11-30T10:00", OPEN, id="extra opening on a Monday"),
        pytest.param(MUSEUM, dated("2026-12-01", ""), "2029-07-03T12:00", CLOSED, id="closed until further notice"),
        pytest.param("Mo-Su 09:00-17:00; PH off", dated("2026-10-02", times="10:00-16:00"), "2026-10-02T11:00", OPEN, id="opens on a holiday"),
        pytest.param(OFFICE, dated("2027-03-10", times="10:00-12:00"), "2027-03-10T11:00", OPEN, id="a date known in an unannounced year"),
        pytest.param(OFFICE, dated("2027-03-10"), "2027-03-10T11:00", CLOSED, id="a closure known in an unannounced year"),
        pytest.param("24/7", dated("2026-12-01"), "2026-12-01T00:00", CLOSED, id="what never closes, closed from midnight"),
        pytest.param("24/7", dated("2026-12-01"), "2026-11-30T23:59", OPEN, id="what never closes, until midnight"),
        pytest.param(BAR, dated("2026-12-01"), "2026-12-01T01:00", OPEN, id="the night before a closure runs to its end"),
        pytest.param(BAR, dated("2026-12-01"), "2026-12-01T18:00", CLOSED, id="no night begins on a closure"),
        pytest.param(BAR, dated("2026-12-01"), "2026-12-02T01:00", CLOSED, id="no night runs on from a closure"),
        pytest.param(BAR, dated("2026-12-31", times="20:00-04:00"), "2027-01-01T03:59", OPEN, id="New Year's Eve runs longer"),
        pytest.param(BAR, dated("2027-01-01"), "2027-01-01T00:30", OPEN, id="New Year's Eve before a closed New Year"),
        pytest.param(None, dated("2026-12-01"), "2026-12-01T12:00", CLOSED, id="closure of a place with unknown hours"),
        pytest.param(None, dated("2026-12-01"), "2026-12-02T12:00", UNKNOWN, id="unknown again after the closure"),
        pytest.param(None, dated("2026-12-01", times="10:00-12:00"), "2026-12-01T11:00", OPEN, id="one known day of unknown hours"),
        pytest.param("Tu-Su 09:00-17:00 || unknown", dated("2026-11-30"), "2026-11-30T12:00", CLOSED, id="closure over a fallback"),
    ],
)
def test_an_exception_wins_on_its_days_and_only_there(text, exception, moment, expected):
    assert kind(text, moment, exception) == expected


@pytest.mark.parametrize(
    ("text", "moment", "keeps_workdays", "expected"),
    [
        pytest.param(OFFICE, "2026-10-10T12:00", True, OPEN, id="make-up Saturday of an office that follows the calendar"),
        pytest.param(OFFICE, "2026-10-10T12:00", False, CLOSED, id="make-up Saturday of one that does not"),
        pytest.param(OFFICE, "2026-10-17T12:00", True, CLOSED, id="ordinary Saturday"),
        pytest.param("Mo-Th 09:00-17:00; Fr 09:00-12:00", "2026-10-10T12:00", True, CLOSED, id="a make-up Saturday is a Friday"),
        pytest.param("Fr 18:00-02:00; Sa off", "2026-10-11T01:00", True, OPEN, id="the night of a make-up Saturday"),
        pytest.param("Apr-Oct Mo-Fr 08:00-20:00; Nov-Mar Mo-Fr 09:00-17:00", "2026-10-10T08:30", True, OPEN, id="make-up day in its season"),
        pytest.param("Fr[2] 10:00-12:00", "2026-10-10T11:00", True, OPEN, id="make-up day after a counted Friday"),
        pytest.param("Fr[1] 10:00-12:00", "2026-10-10T11:00", True, CLOSED, id="make-up day after another counted Friday"),
        pytest.param(OFFICE, "2027-03-13T12:00", True, UNKNOWN, id="Saturday of an unannounced year may be worked"),
        pytest.param("Mo-Sa 09:00-17:00", "2027-03-13T12:00", True, OPEN, id="Saturday alike either way"),
    ],
)
def test_a_make_up_workday_has_the_hours_of_a_friday_where_the_place_follows_it(text, moment, keeps_workdays, expected):
    assert kind(text, moment, keeps_workdays=keeps_workdays) == expected


def test_when_the_year_is_announced_what_was_unknown_is_known():
    mapping = {
        "year": 2027,
        "source": "a notice",
        "holidays": [{"name": {"zh": "元旦", "en": "New Year’s Day"}, "first_day": "2027-01-01", "last_day": "2027-01-03"}],
    }
    later = HolidayCalendar.from_mappings([yaml.safe_load(FILE.read_text("utf-8")), mapping])

    kinds = [(kind(OFFICE, moment), kind(OFFICE, moment, holidays=later)) for moment in ("2027-01-01T12:00", "2027-01-04T12:00")]

    assert kinds == [(UNKNOWN, CLOSED), (UNKNOWN, OPEN)]


def test_a_closure_moves_the_next_opening_behind_it():
    state = state_at(compose(MUSEUM, (dated("2026-11-24", "2026-12-06"),)), at("2026-11-23T12:00"), CALENDAR)

    assert (state.until, state.next_opening) == (at("2026-12-08T09:00"), at("2026-12-08T09:00"))


def test_closed_until_further_notice_has_no_end_and_no_next_opening():
    state = state_at(compose(MUSEUM, (dated("2026-12-01", ""),)), at("2026-12-02T12:00"), CALENDAR)

    assert (state.kind, state.until, state.next_opening) == (CLOSED, None, None)


def test_what_is_closed_for_more_than_a_year_still_opens_some_day():
    hours = compose(MUSEUM, (dated("2026-01-01", "2026-12-31"),))

    assert state_at(hours, at("2026-01-01T12:00"), CALENDAR).next_opening == at("2027-01-01T09:00")


def test_a_card_alone_tells_the_state():
    card = {"hours": MUSEUM, "exceptions": [["2026-12-01", "2026-12-01", "09:00-12:00"]], "last_entry_min": 30}

    state = state_of(card, at("2026-12-01T11:00"), CALENDAR)

    assert (state.kind, state.until, state.last_entry_at) == (OPEN, at("2026-12-01T12:00"), at("2026-12-01T11:30"))


@pytest.mark.parametrize("card", [{}, {"hours": None}, {"hours": None, "last_entry_min": 30, "keeps_workdays": True}])
def test_a_card_without_hours_is_unknown_and_never_guessed(card):
    assert hours_of(card) is None
    assert state_of(card, at("2026-12-01T11:00"), CALENDAR).kind == UNKNOWN


def test_unknown_hours_with_an_exception_are_not_called_known():
    assert compose(None, (dated("2026-12-01"),)).is_known is False
    assert compose(MUSEUM, (dated("2026-12-01"),)).is_known is True


def test_hours_put_together_are_one_value_however_long_the_list():
    many = tuple(dated(f"2027-{month:02}-{day:02}") for month in range(1, 13) for day in range(1, 28))

    hours = compose(MUSEUM, many)

    assert hours is compose(MUSEUM, many)
    assert state_at(hours, at("2027-06-15T12:00"), CALENDAR).next_opening == at("2027-06-29T09:00")


def test_holidays_are_the_ones_of_the_calendar_that_is_given():
    hours = compose(OFFICE)
    none = HolidayCalendar(frozenset({2026}))

    assert (state_at(hours, at("2026-10-01T12:00"), CALENDAR).kind, state_at(hours, at("2026-10-01T12:00"), none).kind) == (CLOSED, OPEN)


@pytest.mark.parametrize("text", ["09:00-12:00", "10:00-12:00,14:00-16:00", "18:00-02:00", "00:00-24:00", "09:00-12:00,18:00-02:00"])
def test_times_of_a_day_are_taken(text):
    assert check_times(text) == text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("9-12", "'9-12' is no time from and to; write times of a day such as 09:00-12:00"),
        ("09:00-25:00", "is no time from and to"),
        ("09:60-12:00", "is no time from and to"),
        ("09:00-12:00, 14:00-16:00", "' 14:00-16:00' is no time from and to"),
        ("Mo 09:00-12:00", "is no time from and to"),
        ("off", "is no time from and to"),
        ("", "is no time from and to"),
        ("09:00-09:00", "opens and closes at the same time"),
        ("09:00-12:00,11:00-13:00", "09:00-12:00 and 11:00-13:00 overlap or are out of order"),
        ("14:00-16:00,09:00-12:00", "out of order"),
        ("18:00-02:00,20:00-21:00", "out of order"),
    ],
)
def test_times_that_are_none_are_refused_in_words(text, says):
    with pytest.raises(BadHours) as refusal:
        check_times(text)

    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        (dated("2026-12-01", "2026-12-05"), dated("2026-12-05"), "2026-12-01 to 2026-12-05 and 2026-12-05;"),
        (dated("2026-12-03"), dated("2026-12-01", ""), "2026-12-01 until further notice and 2026-12-03"),
        (dated("2026-12-03"), dated("2026-12-03", times="09:00-12:00"), "2026-12-03 and 2026-12-03"),
    ],
)
def test_overlapping_exceptions_are_refused_naming_both(one, other, says):
    with pytest.raises(BadHours) as refusal:
        check_apart([one, other])

    assert says in str(refusal.value)


def test_exceptions_beside_each_other_are_taken():
    check_apart([dated("2026-12-06", ""), dated("2026-12-01", "2026-12-05")])


def test_a_week_shows_its_exceptions_and_last_entries():
    hours = replace(compose(MUSEUM, (dated("2026-11-26", times="09:00-12:00"),)), last_entry_min=30)

    week = [([f"{one.opens}-{one.closes}" for one in day.times], day.last_entries) for day in week_days(hours, date(2026, 11, 23), CALENDAR)]

    usual = (["09:00-17:00"], ("16:30",))
    assert week == [([], ()), usual, usual, (["09:00-12:00"], ("11:30",)), usual, usual, usual]
