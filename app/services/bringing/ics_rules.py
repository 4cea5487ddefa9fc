"""Rules of iCalendar as the schedule of an event says them: in Beijing, or not at all."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from app import clock
from app.rules.recurrence import MOST, RFC_DAYS, Recurrence, Repeats, days_of

FREQUENCIES = {"DAILY": Repeats.DAILY, "WEEKLY": Repeats.WEEKLY, "MONTHLY": Repeats.MONTHLY}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = {"FREQ", "INTERVAL", "UNTIL", "COUNT", "BYDAY", "BYMONTHDAY", "WKST"}
TURNED_DAY = re.compile(r"(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
DAYS_OF_TURN = {Repeats.DAILY: 1, Repeats.WEEKLY: 7, Repeats.MONTHLY: 31}
MOST_COUNTED, LONGEST = 600, timedelta(days=3_650)
MONTHS = [timedelta(days=30 * number) for number in range(14)]


def rule_of(rule: Any, local: date, starts: date) -> Iterator[tuple[str, str]]:
    """Give a rule as the fields of a schedule; `local` is the start where the rule counts, `starts` the same in Beijing.

    Raise ValueError for a rule that a schedule cannot say, such as one whose hours in Beijing change with a summer time.
    """
    made = in_our_words({str(name).upper(): listed(value) for name, value in rule.items()}, local, starts)
    yield "repeats", made.repeats.value
    if made.every != 1:
        yield "every", str(made.every)
    yield ("ends", made.last_day.isoformat()) if made.last_day else ("until_further_notice", "yes")
    for name, values in (("weekdays", [WEEKDAYS[day] for day in sorted(made.weekdays)]), ("nth", made.nth), ("month_days", made.month_days)):
        if values:
            yield name, " ".join(map(str, values))


def in_our_words(said: dict[str, list[Any]], local: date, starts: date) -> Recurrence:
    """Give a rule in Beijing; raise ValueError for one that cannot be said."""
    frequency = FREQUENCIES.get(str(said.get("FREQ", [""])[0]).upper())
    every, moved = int(str(said.get("INTERVAL", [1])[0])), day_of(starts).toordinal() - day_of(local).toordinal()
    if frequency is None or not set(said) <= PARTS or not 1 <= every <= MOST or changes_its_hours(local):
        raise ValueError("RRULE")
    turned = [TURNED_DAY.fullmatch(str(one).upper()) for one in said.get("BYDAY", [])]
    if None in turned:
        raise ValueError("BYDAY")
    days = frozenset((RFC_DAYS.index(one[2]) + moved) % 7 for one in turned if one)
    nth = tuple(dict.fromkeys(int(one[1]) for one in turned if one and one[1]))
    month_days = tuple(int(str(one)) for one in said.get("BYMONTHDAY", []))
    if nth and (len(nth) * len(days) != len(turned) or not all(one and one[1] for one in turned)):
        raise ValueError("BYDAY")  # The first Saturday and the second Sunday are two rules.
    if frequency is Repeats.WEEKLY and not days:
        days = frozenset({day_of(starts).weekday()})
    if frequency is Repeats.MONTHLY and not days and not month_days:
        month_days = (day_of(starts).day,) if not moved else ()
    if moved and (frequency is Repeats.MONTHLY or (every > 1 and len(days) > 1)):
        raise ValueError("RRULE")
    made = Recurrence(day_of(starts), None, frequency, every, days, month_days, nth)
    last = last_day(made, said, starts, moved)
    return made if last is None else Recurrence(made.first_day, last, frequency, every, days, month_days, nth)


def last_day(made: Recurrence, said: dict[str, list[Any]], starts: date, moved: int) -> date | None:
    """Give the day on which a rule ends, None for one that goes on; raise ValueError when that cannot be reckoned."""
    if said.get("UNTIL"):
        until = said["UNTIL"][0]
        if not isinstance(until, datetime):
            return day_of(until) + timedelta(days=moved)
        here = until.replace(tzinfo=clock.BEIJING) if until.tzinfo is None else until.astimezone(clock.BEIJING)
        is_before = isinstance(starts, datetime) and here.time() < starts.time()
        return here.date() - timedelta(days=is_before)
    if not said.get("COUNT"):
        return None
    count = int(str(said["COUNT"][0]))
    if not 1 <= count <= MOST_COUNTED:
        raise ValueError("COUNT")
    ahead = timedelta(days=DAYS_OF_TURN[made.repeats] * made.every * (count + 7) * (2 if made.repeats is Repeats.MONTHLY else 1))
    found = days_of(made, made.first_day + min(LONGEST, ahead))
    if len(found) < count:
        raise ValueError("COUNT")
    return found[count - 1]


def changes_its_hours(local: date) -> bool:
    """Whether a time elsewhere is not the same time in Beijing all year."""
    if not isinstance(local, datetime) or local.tzinfo is None:
        return False
    here = local.astimezone(clock.BEIJING).utcoffset()
    ahead = [(local.replace(tzinfo=None) + later).replace(tzinfo=local.tzinfo) for later in MONTHS]
    return len({one.utcoffset() for one in ahead}) > 1 or here != clock.BEIJING.utcoffset(local.replace(tzinfo=None) + MONTHS[-1])


def listed(value: Any) -> list[Any]:
    """Give what stands once, several times or not at all as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def in_beijing(moment: Any) -> date:
    """Give a day, or a moment in Beijing; a moment without a time zone is a Beijing time. Raise TypeError for anything else."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=clock.BEIJING) if moment.tzinfo is None else moment.astimezone(clock.BEIJING)
    if isinstance(moment, date):
        return moment
    raise TypeError(type(moment).__name__)


def day_of(moment: date) -> date:
    """Give the day of a day or a moment."""
    return moment.date() if isinstance(moment, datetime) else moment
