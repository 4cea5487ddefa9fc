"""Whatever an editor types is hours or a refusal, and hours answer every question."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.rules.hours import BadHours, DatedHours, compose, describe, parse_hours, spans, state_at, week_days, week_table
from tests.rules.hours.shared import BEIJING, CALENDAR, MUSEUM

PIECES = [
    "Mo",
    "Tu-Su",
    "PH",
    ",",
    "; ",
    ", ",
    " ",
    "09:00-17:00",
    "18:00-02:00",
    "off",
    "unknown",
    '"x; PH"',
    "24/7",
    "Jan-Mar",
    "Feb 29",
    "2026",
    "week 5",
    "[1]",
    " || ",
    "sunrise-sunset",
    "easter",
    "-",
    "+",
    "12:00-12:00",
]
WRITTEN = st.one_of(st.text(st.characters(), max_size=40), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(BEIJING))


@settings(max_examples=400)
@given(WRITTEN, MOMENTS)
def test_any_text_is_hours_or_bad_hours_and_good_hours_answer_everything(text, moment):
    try:
        hours = parse_hours(text)
    except BadHours:
        return

    state = state_at(hours, moment, CALENDAR)

    assert state.until is None or state.until > moment
    assert state.next_opening is None or state.next_opening > moment
    assert describe(hours, "zh") and describe(hours, "en")
    assert week_table(hours, date(2026, 12, 28), CALENDAR)


@given(st.sampled_from([MUSEUM, "Mo-Su 09:00-17:00; PH off", "18:00-02:00; Mo,PH off", "24/7", "Mo-Su 09:00-12:00, Sa,PH 14:00-16:00"]), MOMENTS)
def test_spans_join_without_gap_and_change_state_each_time(hours, moment):
    end = moment + timedelta(days=40)

    found = list(spans(parse_hours(hours), moment, end, CALENDAR))

    assert (found[0].start, found[-1].end) == (moment, end)
    assert all(one.end == other.start and one.kind != other.kind for one, other in pairwise(found))


@settings(max_examples=200)
@given(WRITTEN, MOMENTS, st.booleans(), st.integers(0, 240), st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 60))
def test_good_hours_with_all_else_answer_everything(text, moment, keeps_workdays, last_entry_min, first, days):
    try:
        dated = (DatedHours(first, first + timedelta(days=days), None),)
        hours = compose(text.strip() or None, dated, keeps_workdays=keeps_workdays, last_entry_min=last_entry_min)
    except BadHours:
        return

    state, closed = state_at(hours, moment, CALENDAR), state_at(hours, datetime(first.year, first.month, first.day, 23, 59, tzinfo=BEIJING), CALENDAR)

    assert (change := state.next_change(moment)) is None or change > moment
    assert closed.kind == "closed"
    assert len(week_days(hours, date(2026, 12, 28), CALENDAR)) == 7
    assert describe(hours, "zh") and describe(hours, "en")
