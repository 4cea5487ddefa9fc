"""Comparing the guide's answers with the oracle's."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from operator import attrgetter

from app.rules.holidays import Holiday, HolidayCalendar, HolidayName
from app.rules.hours import DatedHours, Hours, compose, state_at
from tests.rules.hours.oracle import DAY, Days, Painted, Schedule, random_schedule, written, written_times

WINDOW = 45 * DAY
RANDOM_MINUTES = 500
ASKED = attrgetter("kind", "until", "next_opening", "closes_soon", "last_entry_at", "last_entry_passed")


def made(rng: random.Random) -> tuple[Schedule, Hours, HolidayCalendar, date]:
    """A random schedule, the hours that the guide reads from it, its holidays, and the day to begin at."""
    while True:
        first = date(2025, 1, 1) + timedelta(days=rng.randrange(3 * 365))
        schedule = random_schedule(rng, first)
        text = written(schedule, rng)
        if len(text or "") > 300:
            continue
        exceptions = tuple(
            DatedHours(start, end or date.max, written_times(times, rng, past_midnight=False) or None) for start, end, times in schedule.exceptions
        )
        hours = compose(text, exceptions, keeps_workdays=schedule.keeps_workdays, last_entry_min=schedule.last_entry_min)
        if hours:
            return schedule, hours, calendar(schedule.days), first


def calendar(days: Days) -> HolidayCalendar:
    name = HolidayName("节", "Holiday")
    return HolidayCalendar(days.years, tuple(Holiday(name, first, last, worked) for first, last, worked in days.runs))


def compare(rng: random.Random, *, spoil: Callable[[Hours], Hours] = lambda hours: hours) -> int:
    """Compare one random schedule at every turn of six weeks ± 1 minute and at 500 minutes of 400 days; give how many.

    `spoil` makes the hours wrong, to see that it is found.
    """
    schedule, hours, holidays, first = made(rng)
    hours = spoil(hours)
    painted = Painted(schedule, first)
    minutes = list(asked(painted, rng))
    for minute in minutes:
        moment = painted.moment(minute)
        found, wanted = state_at(hours, moment, holidays), painted.at(minute)
        assert ASKED(found) == ASKED(wanted), (moment, hours, schedule, found, wanted)
    return len(minutes)


def asked(painted: Painted, rng: random.Random) -> Iterator[int]:
    start = rng.randrange(1, 300 * DAY)
    for turn in painted.turns(start, start + WINDOW):
        yield from (turn - 1, turn, turn + 1)
    for _ in range(RANDOM_MINUTES):
        yield rng.randrange(400 * DAY)
