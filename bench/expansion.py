"""`python -m bench.expansion`: a year of one weekly rule with six exceptions, by us and by python-dateutil, in turns."""

import statistics
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from time import process_time
from typing import Any

from dateutil import rrule

from app.rules.recurrence import Recurrence, Repeats, days_of

ROUNDS, REPEATS = 15, 40
FIRST, LAST = date(2027, 1, 2), date(2027, 12, 31)
BUT_NOT = tuple(FIRST + timedelta(weeks=week) for week in (5, 6, 17, 26, 38, 39))
BARS = {
    "a year of a weekly rule ≤ 5 ms": lambda row: row["ours_ms"] <= 5,
    "a year of a weekly rule ≤ 0.2 × dateutil": lambda row: row["x_dateutil"] <= 0.2,
    "the same days as dateutil": lambda row: row["equals_dateutil"],
}


def ours() -> list[date]:
    """Give the days by our rules, from plain values."""
    recurrence = Recurrence(FIRST, LAST, Repeats.WEEKLY, weekdays=frozenset({5}), but_not=BUT_NOT)
    return days_of(recurrence, LAST)


def theirs() -> list[date]:
    """Give the days by python-dateutil, from plain values."""
    midnight = datetime.min.time()
    moments = rrule.rruleset()
    moments.rrule(rrule.rrule(rrule.WEEKLY, dtstart=datetime.combine(FIRST, midnight), until=datetime.combine(LAST, midnight), byweekday=rrule.SA))
    for day in BUT_NOT:
        moments.exdate(datetime.combine(day, midnight))
    return [moment.date() for moment in moments]


def cpu(call: Callable[[], Any]) -> float:
    """Give the CPU milliseconds of one call, from a run of several."""
    began = process_time()
    for _ in range(REPEATS):
        call()
    return (process_time() - began) / REPEATS * 1000


def measure() -> dict[str, Any]:
    """Give the medians of the rounds: ours and theirs in milliseconds, and the ratio of each round."""
    equals = ours() == theirs()
    rounds = [(cpu(ours), cpu(theirs)) for _ in range(ROUNDS)]
    return {
        "ours_ms": round(statistics.median(one for one, _ in rounds), 4),
        "dateutil_ms": round(statistics.median(other for _, other in rounds), 4),
        "x_dateutil": round(statistics.median(one / other for one, other in rounds), 3),
        "equals_dateutil": equals,
    }


def report() -> tuple[dict[str, Any], dict[str, bool]]:
    """Measure, print a line, and give the figures and which bars are met."""
    row = measure()
    print(f"a year of a weekly rule: {row['ours_ms']} ms, dateutil {row['dateutil_ms']} ms, ratio {row['x_dateutil']}")
    return row, {name: bool(bar(row)) for name, bar in BARS.items()}


def main() -> int:
    """Measure, print, judge."""
    _, judged = report()
    for name, is_met in judged.items():
        print(("met     " if is_met else "MISSED  ") + name)
    return 0 if all(judged.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
