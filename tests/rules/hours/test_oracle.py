"""Random schedules agree with an oracle that paints every minute; and the oracle can tell a wrong answer."""

import random
from dataclasses import replace
from datetime import date

import pytest

from tests.rules.hours import comparing
from tests.rules.hours.oracle import DAY, Days, Entry, Painted, Schedule, Season

MUSEUM = (Season((1, 1), (12, 31), (Entry(), *[Entry(((540, 1020),))] * 6)),)
BAR = (Season((1, 1), (12, 31), (Entry(((1080, 1560),)),) * 7),)


@pytest.mark.parametrize("seed", range(10))
def test_twenty_random_schedules_agree_at_every_turn_and_at_500_minutes(seed):
    rng = random.Random(seed)

    compared = [comparing.compare(rng) for _ in range(20)]

    assert min(compared) >= comparing.RANDOM_MINUTES


@pytest.mark.parametrize(
    "spoil",
    [
        lambda hours: replace(hours, last_entry_min=(hours.last_entry_min or 0) + 1),
        lambda hours: replace(hours, keeps_workdays=not hours.keeps_workdays),
        lambda hours: replace(hours, dated=()),
        lambda hours: replace(hours, canonical=f"{hours.canonical}; Su 09:00-09:01"),
    ],
    ids=["a minute of last entry", "make-up workdays", "exceptions", "one weekday"],
)
def test_what_is_wrong_is_found(spoil):
    with pytest.raises(AssertionError):
        for seed in range(40):
            comparing.compare(random.Random(seed), spoil=spoil)


def test_the_schedules_have_everything_that_decides_hours():
    made = [comparing.made(random.Random(seed)) for seed in range(200)]
    schedules, texts = [one[0] for one in made], " ".join(one[1].text for one in made)

    assert all(word in texts for word in (" off", " unknown", "PH", ",PH", "Feb ", ",", "; "))
    assert {len(one.seasons) for one in schedules} == {0, 1, 2}
    assert {bool(one.exceptions) for one in schedules} == {one.keeps_workdays for one in schedules} == {True, False}
    assert {len(one.days.years) for one in schedules} >= {0, 1, 2, 3, 4}
    assert any(last is None for one in schedules for _, last, _ in one.exceptions)
    assert any(end > DAY for one in schedules for season in one.seasons for entry in season.week for _, end in entry.times)


def colours(schedule, day, *, days=1):
    """What the oracle paints on some days, as runs: c540 o480 c420."""
    minutes = Painted(schedule, day).minutes[: days * DAY]
    runs, start = [], 0
    for minute in range(1, len(minutes) + 1):
        if minute == len(minutes) or minutes[minute] != minutes[start]:
            runs.append(f"{chr(minutes[start])}{minute - start}")
            start = minute
    return " ".join(runs)


@pytest.mark.parametrize(
    ("schedule", "day", "painted"),
    [
        (Schedule(MUSEUM), date(2026, 11, 23), "c1440"),
        (Schedule(MUSEUM), date(2026, 11, 24), "c540 o480 c420"),
        (Schedule(BAR), date(2026, 11, 24), "o120 c960 o360"),
        (Schedule(BAR, exceptions=((date(2026, 11, 24), None, ()),)), date(2026, 11, 24), "o120 c1320"),
        (Schedule(()), date(2026, 11, 24), "u1440"),
        (Schedule(MUSEUM, holiday=Entry()), date(2026, 11, 24), "c540 u480 c420"),
        (Schedule(MUSEUM, holiday=Entry(), days=Days(frozenset({2026}), frozenset(), frozenset(), ())), date(2026, 11, 24), "c540 o480 c420"),
    ],
)
def test_the_oracle_paints_what_a_person_would(schedule, day, painted):
    assert colours(schedule, day) == painted
