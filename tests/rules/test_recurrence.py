"""Days that return, named and against python-dateutil."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from dateutil import rrule

from app.rules.recurrence import BadRecurrence, Recurrence, Repeats, days_of, rrule_of

SEED, SCHEDULES = 20260101, 1_000
DAILY, WEEKLY, MONTHLY = Repeats
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
FREQUENCIES = {DAILY: rrule.DAILY, WEEKLY: rrule.WEEKLY, MONTHLY: rrule.MONTHLY}


def iso(recurrence: Recurrence, until: str = "2040-01-01") -> list[str]:
    """The days as text, of a recurrence that passes its own check."""
    recurrence.check()
    return [day.isoformat() for day in days_of(recurrence, date.fromisoformat(until))]


def days(*texts: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, texts))


def rule(first: str, last: str | None, repeats: Repeats, weekdays=(), **parts) -> Recurrence:
    return Recurrence(date.fromisoformat(first), date.fromisoformat(last) if last else None, repeats, weekdays=frozenset(weekdays), **parts)


def january(repeats: Repeats, weekdays=(), **parts) -> Recurrence:
    return rule("2027-01-01", "2027-01-31", repeats, weekdays, **parts)


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        (rule("2027-02-27", "2027-03-02", DAILY), ["2027-02-27", "2027-02-28", "2027-03-01", "2027-03-02"]),
        (rule("2028-02-28", "2028-03-01", DAILY), ["2028-02-28", "2028-02-29", "2028-03-01"]),
        (rule("2027-03-27", "2027-03-29", DAILY), ["2027-03-27", "2027-03-28", "2027-03-29"]),
        (rule("2026-12-30", "2027-01-03", DAILY, every=2), ["2026-12-30", "2027-01-01", "2027-01-03"]),
        (rule("2027-01-01", "2027-01-06", DAILY, {TUE, WED, THU, FRI, SAT, SUN}), [f"2027-01-0{n}" for n in (1, 2, 3, 5, 6)]),
        (rule("2027-01-01", "2027-01-31", DAILY, {SAT}, every=3), ["2027-01-16"]),
        (rule("2027-01-05", "2027-01-05", DAILY), ["2027-01-05"]),
    ],
    ids=[
        "across a month's end",
        "leap day",
        "the night when Europe changes its clocks",
        "every second day over the year's end",
        "run closed on Mondays",
        "third days that are Saturdays",
        "one day",
    ],
)
def test_a_daily_rule_gives_its_days(recurrence, expected):
    assert iso(recurrence) == expected


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        (rule("2027-01-02", "2027-01-16", WEEKLY, {SAT, SUN}), ["2027-01-02", "2027-01-03", "2027-01-09", "2027-01-10", "2027-01-16"]),
        (rule("2027-01-01", "2027-01-14", WEEKLY, {MON}), ["2027-01-04", "2027-01-11"]),
        (rule("2026-12-15", "2027-01-31", WEEKLY, {TUE}, every=2), ["2026-12-15", "2026-12-29", "2027-01-12", "2027-01-26"]),
        (rule("2027-01-06", "2027-01-31", WEEKLY, {MON, SUN}, every=2), ["2027-01-10", "2027-01-18", "2027-01-24"]),
        (rule("2026-12-31", "2027-12-31", WEEKLY, {THU}, every=52), ["2026-12-31", "2027-12-30"]),
    ],
    ids=[
        "weekends",
        "the first day counts only if it meets the rule",
        "every second Tuesday over the year's end",
        "weeks are counted from Monday, not from the first day",
        "every 52nd week",
    ],
)
def test_a_weekly_rule_gives_its_days(recurrence, expected):
    assert iso(recurrence) == expected


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        (rule("2027-01-01", "2027-06-30", MONTHLY, month_days=(31,)), ["2027-01-31", "2027-03-31", "2027-05-31"]),
        (rule("2027-01-01", "2027-04-30", MONTHLY, month_days=(-1,)), ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        (rule("2027-01-01", "2028-12-31", MONTHLY, month_days=(29,), every=13), ["2027-01-29", "2028-02-29"]),
        (rule("2024-02-01", "2032-03-01", MONTHLY, month_days=(29,), every=12), ["2024-02-29", "2028-02-29", "2032-02-29"]),
        (rule("2027-01-15", "2027-02-28", MONTHLY, month_days=(31, -1, 1)), ["2027-01-31", "2027-02-01", "2027-02-28"]),
        (rule("2027-01-01", "2027-03-31", MONTHLY, {SAT}, nth=(1,)), ["2027-01-02", "2027-02-06", "2027-03-06"]),
        (rule("2027-01-01", "2027-08-31", MONTHLY, {SAT}, nth=(5,)), ["2027-01-30", "2027-05-29", "2027-07-31"]),
        (rule("2027-01-01", "2027-03-31", MONTHLY, {SUN}, nth=(-1,)), ["2027-01-31", "2027-02-28", "2027-03-28"]),
        (rule("2027-05-01", "2027-05-31", MONTHLY, {SAT, SUN}, nth=(1, -1)), ["2027-05-01", "2027-05-02", "2027-05-29", "2027-05-30"]),
        (rule("2027-01-03", "2027-02-28", MONTHLY, {SAT}, nth=(1,)), ["2027-02-06"]),
        (rule("2026-11-01", "2027-03-31", MONTHLY, month_days=(15,), every=2), ["2026-11-15", "2027-01-15", "2027-03-15"]),
    ],
    ids=[
        "the 31st passes short months over",
        "last day of each month",
        "the 29th, where a February has one",
        "29 February",
        "the 31st and the last day are one day",
        "first Saturday",
        "fifth Saturday",
        "last Sunday",
        "first and last weekend days",
        "the month's first Saturday was before the first day",
        "every second month over the year's end",
    ],
)
def test_a_monthly_rule_gives_its_days(recurrence, expected):
    assert iso(recurrence) == expected


def test_spring_festival_can_be_excluded_from_a_daily_run():
    festival = tuple(date(2027, 2, 6) + timedelta(days=n) for n in range(3))
    recurrence = rule("2027-02-04", "2027-02-10", DAILY, but_not=festival)

    assert iso(recurrence) == ["2027-02-04", "2027-02-05", "2027-02-09", "2027-02-10"]


def test_an_added_day_may_lie_outside_the_rule():
    recurrence = rule("2027-01-09", "2027-01-16", WEEKLY, {SAT}, also=days("2027-02-03", "2027-01-01"))

    assert iso(recurrence) == ["2027-01-01", "2027-01-09", "2027-01-16", "2027-02-03"]


def test_until_bounds_added_days_as_well_and_is_included():
    recurrence = rule("2027-01-02", None, WEEKLY, {SAT}, also=days("2027-01-20", "2027-01-05"))

    assert iso(recurrence, "2027-01-09") == ["2027-01-02", "2027-01-05", "2027-01-09"]


def test_until_before_the_first_day_gives_nothing():
    assert iso(rule("2027-01-02", None, DAILY), "2027-01-01") == []


def test_an_excluded_day_is_out_even_when_it_was_added():
    recurrence = rule("2027-01-02", "2027-01-09", WEEKLY, {SAT}, also=days("2027-01-05"), but_not=days("2027-01-05"))

    assert days_of(recurrence, date(2027, 12, 31)) == list(days("2027-01-02", "2027-01-09"))


@pytest.mark.parametrize(
    ("parts", "count"),
    [
        ({"repeats": DAILY}, (date.max - date(2020, 1, 1)).days + 1),
        ({"repeats": WEEKLY, "weekdays": {SUN}, "every": 52}, (date.max - date(2020, 1, 5)).days // 364 + 1),
        ({"repeats": MONTHLY, "month_days": (31,)}, 7 * (10_000 - 2020)),
    ],
    ids=["daily", "weekly", "monthly"],
)
def test_a_rule_that_never_ends_stops_at_the_end_of_the_calendar(parts, count):
    recurrence = rule("2020-01-01", None, **parts)

    assert len(days_of(recurrence, date.max)) == count


@pytest.mark.parametrize(
    ("recurrence", "text"),
    [
        (rule("2027-01-01", "2027-03-31", DAILY), "FREQ=DAILY;UNTIL=20270331;WKST=MO"),
        (rule("2027-01-01", None, WEEKLY, {SAT, TUE}, every=2), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SA;WKST=MO"),
        (rule("2027-01-01", None, MONTHLY, {SAT, SUN}, nth=(1, -1)), "FREQ=MONTHLY;BYDAY=1SA,1SU,-1SA,-1SU;WKST=MO"),
        (rule("2027-01-01", None, MONTHLY, month_days=(15, -1)), "FREQ=MONTHLY;BYMONTHDAY=15,-1;WKST=MO"),
    ],
)
def test_a_rule_is_written_as_the_standard_writes_it(recurrence, text):
    assert rrule_of(recurrence) == text


@pytest.mark.parametrize(
    ("recurrence", "says"),
    [
        (january(WEEKLY), "a weekly rule needs at least one weekday"),
        (january(MONTHLY), "a monthly rule needs days of the month"),
        (january(MONTHLY, nth=(1,)), "needs a weekday, such as Saturday"),
        (january(MONTHLY, {SAT}), "must say which of the month"),
        (january(MONTHLY, {SAT}, nth=(1,), month_days=(1,)), "days of the month or weekdays, not both"),
        (january(MONTHLY, {SAT}, month_days=(13,)), "days of the month or weekdays, not both"),
        (january(DAILY, month_days=(1,)), "a daily one takes weekdays"),
        (january(WEEKLY, {SAT}, nth=(1,)), "a weekly one takes weekdays"),
        (january(DAILY, every=0), "from 1 to 52, not 0"),
        (january(DAILY, every=53), "from 1 to 52, not 53"),
        (january(WEEKLY, {7}), "from 0 (Monday) to 6 (Sunday)"),
        (january(MONTHLY, month_days=(32,)), "1 to 31, or -1 for the last day, not 32"),
        (january(MONTHLY, month_days=(0,)), "1 to 31, or -1 for the last day, not 0"),
        (january(MONTHLY, {SAT}, nth=(6,)), "1 to 5, or -1 for the last one, not 6"),
        (rule("2027-01-31", "2027-01-01", DAILY), "the last day, 2027-01-01, is before the first day, 2027-01-31"),
        (rule("2027-01-01", "2037-01-02", DAILY), "2027-01-01 and 2037-01-02 are more than ten years apart"),
        (rule("2027-01-02", None, WEEKLY, {SAT}, also=days("2207-01-05")), "2027-01-02 and 2207-01-05 are more than ten years apart"),
        (rule("2027-01-02", None, WEEKLY, {SAT}, but_not=days("2207-01-03")), "2027-01-02 and 2207-01-03 are more than ten years apart"),
        (january(WEEKLY, {SAT}, also=days("2027-01-05"), but_not=days("2027-01-05")), "2027-01-05 is both added and excluded"),
        (january(WEEKLY, {SAT}, but_not=days("2027-01-05")), "2027-01-05 is excluded, but the rule does not give it"),
        (january(WEEKLY, {SAT}, but_not=days("2027-02-06")), "2027-02-06 is excluded, but the rule does not give it"),
        (january(WEEKLY, {SAT}, also=days("2027-01-09")), "2027-01-09 is added, but the rule gives it already"),
        (january(WEEKLY, {SAT}, also=days("2027-01-05", "2027-01-05")), "2027-01-05 stands twice among the added dates"),
        (january(WEEKLY, {SAT}, but_not=days("2027-01-09", "2027-01-09")), "2027-01-09 stands twice among the excluded dates"),
        (rule("2027-01-04", "2027-01-08", WEEKLY, {SAT}), "the rule gives no day at all; change"),
        (rule("2027-02-01", "2027-02-28", MONTHLY, month_days=(29, 30, 31)), "the rule gives no day at all; change"),
        (rule("2027-02-01", None, MONTHLY, month_days=(30,), every=12), "the rule gives no day at all within ten years; change"),
        (rule("2027-01-04", "2027-01-10", WEEKLY, {SAT}, but_not=days("2027-01-09")), "every day of the rule is excluded"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_in_words(recurrence, says):
    with pytest.raises(BadRecurrence) as refusal:
        recurrence.check()

    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("recurrence", "count"),
    [
        (rule("2027-01-01", "2037-01-01", DAILY), 3653 + 1),
        (rule("9999-01-01", None, DAILY), 365),
        (rule("2027-01-04", "2027-01-10", WEEKLY, {SAT}, also=days("2027-01-05"), but_not=days("2027-01-09")), 1),
        (rule("2024-02-01", None, MONTHLY, month_days=(29,), every=48), 1934),
    ],
    ids=["ten years", "at the end of the calendar", "only its added day is left", "29 February only"],
)
def test_an_unusual_rule_is_allowed(recurrence, count):
    recurrence.check()

    assert len(days_of(recurrence, date.max)) == count


def draw(rng: random.Random) -> Recurrence:
    """Any rule whose parts go together, without exceptions; it may give no day."""
    first = date(2024, 1, 1) + timedelta(days=rng.randrange(3_000))
    last = first + timedelta(days=rng.choice([rng.randrange(40), rng.randrange(700), rng.randrange(3_600)]))
    repeats, parts = rng.choice(list(Repeats)), {"every": rng.choice([1, 1, 1, 2, 2, 3, 4, rng.randint(1, 52)])}
    weekdays = frozenset(rng.sample(range(7), rng.randint(1, 7)))
    if repeats is MONTHLY and rng.random() < 0.5:
        return Recurrence(first, last, repeats, month_days=tuple(rng.sample([*range(1, 32), 29, 30, 31, -1, -1], rng.randint(1, 4))), **parts)
    if repeats is MONTHLY:
        return Recurrence(first, last, repeats, weekdays=weekdays, nth=tuple(rng.sample([1, 2, 3, 4, 5, -1], rng.randint(1, 3))), **parts)
    return Recurrence(first, last, repeats, weekdays=weekdays if repeats is WEEKLY or rng.random() < 0.5 else frozenset(), **parts)


def set_of(recurrence: Recurrence, until: date) -> rrule.rruleset:
    """The same days by python-dateutil."""
    moments = rrule.rruleset()
    by_day = [rrule.weekday(day, nth) for day in recurrence.weekdays for nth in recurrence.nth or [None]]
    moments.rrule(
        rrule.rrule(
            FREQUENCIES[recurrence.repeats],
            dtstart=datetime.combine(recurrence.first_day, datetime.min.time()),
            until=datetime.combine(min(until, recurrence.last_day or until), datetime.min.time()),
            interval=recurrence.every,
            wkst=rrule.MO,
            byweekday=by_day or None,
            bymonthday=recurrence.month_days or None,
        )
    )
    for day in recurrence.also:
        moments.rdate(datetime.combine(day, datetime.min.time()))
    for day in recurrence.but_not:
        moments.exdate(datetime.combine(day, datetime.min.time()))
    return moments


def by_dateutil(recurrence: Recurrence, until: date) -> list[date]:
    return [moment.date() for moment in set_of(recurrence, until) if moment.date() <= until]


def with_exceptions(rng: random.Random, plain: Recurrence, given: list[date]) -> Recurrence:
    """The rule with some days excluded and added, and perhaps without an end."""
    around = [plain.first_day + timedelta(days=n) for n in range(-30, 800)]
    also = rng.sample(sorted(set(around) - set(given)), rng.randrange(5))
    but_not = rng.sample(given[:100], rng.randrange(min(len(given), 8)))
    is_endless = rng.random() < 0.2 and not set(also) & set(by_dateutil(replace(plain, last_day=None), max(around)))
    return replace(plain, last_day=None if is_endless else plain.last_day, also=tuple(also), but_not=tuple(but_not))


def test_a_thousand_schedules_agree_with_dateutil():
    rng, agreed, empty, endless = random.Random(SEED), 0, 0, 0

    while agreed < SCHEDULES:
        plain = draw(rng)
        given = by_dateutil(plain, date.max)
        if not given:
            empty += 1
            assert empty < SCHEDULES and days_of(plain, date.max) == []
            continue
        recurrence = with_exceptions(rng, plain, given)
        until = plain.first_day + timedelta(days=rng.randrange(3_700))
        recurrence.check()
        assert days_of(recurrence, until) == by_dateutil(recurrence, until), recurrence
        agreed, endless = agreed + 1, endless + (recurrence.last_day is None)

    assert (agreed, endless > 100, empty > 20) == (SCHEDULES, True, True)


def test_a_rule_in_writing_gives_the_same_days_when_dateutil_reads_it():
    rng = random.Random(SEED)

    for recurrence in (draw(rng) for _ in range(200)):
        read = rrule.rrulestr(rrule_of(recurrence), dtstart=datetime.combine(recurrence.first_day, datetime.min.time()))
        assert [moment.date() for moment in read] == days_of(recurrence, date.max), rrule_of(recurrence)
