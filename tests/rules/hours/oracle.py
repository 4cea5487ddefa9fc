"""An oracle of opening hours: plain lists of times, painted minute by minute; it shares nothing with the code it checks.

A schedule is random but plain: for each season and weekday the times, in minutes, and whether they are sure; what holds
on public holidays; dated exceptions. `written` says it in OpenStreetMap syntax, in one of the ways people write it.
`Painted` lays out two years as one byte a minute: o(pen), c(losed), u(nknown).
"""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise, product
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY = 1440
HORIZON = 400 * DAY
LONGEST = timedelta(days=400)
Times = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Entry:
    """What is kept on a day: times in minutes (a closing past 1440 is the next day's), and whether they are sure."""

    times: Times = ()
    sure: bool = True


@dataclass(frozen=True)
class Season:
    """A part of the year, both days included as (month, day), and its week."""

    first: tuple[int, int]
    last: tuple[int, int]
    week: tuple[Entry, ...]

    def has(self, day: date) -> bool:
        here = (day.month, day.day)
        return self.first <= here <= self.last if self.first <= self.last else here >= self.first or here <= self.last


@dataclass(frozen=True)
class Days:
    """Which years are announced, and in them the days off and the weekend days worked."""

    years: frozenset[int]
    off: frozenset[date]
    worked: frozenset[date]
    runs: tuple[tuple[date, date, tuple[date, ...]], ...]


@dataclass(frozen=True)
class Schedule:
    """All that decides when a place is open; without seasons nobody knows."""

    seasons: tuple[Season, ...]
    holiday: Entry | None = None
    exceptions: tuple[tuple[date, date | None, Times], ...] = ()
    keeps_workdays: bool = False
    last_entry_min: int | None = None
    days: Days = field(default_factory=lambda: Days(frozenset(), frozenset(), frozenset(), ()))

    def entries(self, day: date) -> list[Entry]:
        """Everything that may be kept on a day: one entry where all is announced."""
        for first, last, times in self.exceptions:
            if day >= first and (last is None or day <= last):
                return [Entry(times)]
        if not self.seasons:
            return [Entry(((0, DAY),), sure=False)]
        week = next(season.week for season in self.seasons if season.has(day))
        usual, friday = week[day.weekday()], week[4]
        off = usual if self.holiday is None else self.holiday
        if day in self.days.off:
            return [off]
        if day in self.days.worked:
            return [friday if self.keeps_workdays else usual]
        if day.year in self.days.years:
            return [usual]
        return [usual, off, *([friday] if self.keeps_workdays and day.weekday() >= 5 else [])]


@dataclass(frozen=True)
class Answer:
    """What holds at a minute; the same questions as HoursState answers."""

    kind: str
    until: datetime | None
    next_opening: datetime | None
    closes_soon: bool
    last_entry_at: datetime | None
    last_entry_passed: bool


class Painted:
    """A schedule from one day on, long enough to be asked about 400 days."""

    def __init__(self, schedule: Schedule, first: date) -> None:
        self.schedule, self.start = schedule, datetime(first.year, first.month, first.day, tzinfo=BEIJING)
        length = (LONGEST.days + 2) + HORIZON // DAY
        days = [schedule.entries(first + timedelta(days=n)) for n in range(-1, length)]
        brushes: dict[tuple[Entry, ...], bytes] = {}
        painted = []
        for before, today in pairwise(days):
            key = (*before, Entry(((-1, -1),)), *today)
            if key not in brushes:
                brushes[key] = paint(before, today)
            painted.append(brushes[key])
        self.minutes = b"".join(painted)

    def at(self, minute: int) -> Answer:
        """What holds at a minute after the start."""
        kind = self.minutes[minute : minute + 1]
        limit = minute + HORIZON
        end = self.turn_after(minute)
        until = self.moment(end) if end < limit else None
        if kind != b"o":
            opens = self.minutes.find(b"o", minute, limit)
            return Answer("closed" if kind == b"c" else "unknown", until, self.moment(opens) if opens >= 0 else None, False, None, False)
        last = end - self.schedule.last_entry_min if until and self.schedule.last_entry_min is not None else None
        passed = last is not None and minute >= last
        return Answer("open", until, None, until is not None and end - minute <= 60, self.moment(last) if last is not None else None, passed)

    def turn_after(self, minute: int) -> int:
        """The first minute in another state."""
        kind = self.minutes[minute : minute + 1]
        return min(
            found if found >= 0 else len(self.minutes)
            for found in (self.minutes.find(other, minute) for other in (b"o", b"c", b"u") if other != kind)
        )

    def turns(self, first: int, last: int) -> list[int]:
        """Every minute between two at which what holds changes: openings, closings, an hour before, last entries."""
        found = []
        minute = first
        while (minute := self.turn_after(minute)) < last:
            found.append(minute)
            if self.minutes[minute - 1 : minute] == b"o":
                found += [minute - 60, *([minute - self.schedule.last_entry_min] if self.schedule.last_entry_min is not None else [])]
        return [minute for minute in found if minute > first]

    def moment(self, minute: int) -> datetime:
        return self.start + timedelta(minutes=minute)


def paint(before: list[Entry], today: list[Entry]) -> bytes:
    """One day, minute by minute; unknown where what may be kept on it or on the day before does not agree."""
    pictures = [picture(*pair) for pair in product(before, today)]
    if all(one == pictures[0] for one in pictures):
        return pictures[0]
    return bytes(column[0] if len(set(column)) == 1 else ord("u") for column in zip(*pictures, strict=True))


def picture(before: Entry, today: Entry) -> bytes:
    """One day for certain entries: unsure times first, sure ones over them."""
    minutes = bytearray(b"c" * DAY)
    for sure, colour in ((False, b"u"), (True, b"o")):
        for entry, shift in ((before, DAY), (today, 0)):
            for start, end in entry.times if entry.sure is sure else ():
                low, high = max(start - shift, 0), min(end - shift, DAY)
                if low < high:
                    minutes[low:high] = colour * (high - low)
    return bytes(minutes)


def random_times(rng: random.Random) -> Times:
    """One to three openings in order; the last may run past midnight."""
    turns = sorted(rng.sample(range(0, DAY, rng.choice([1, 15, 30])), 2 * rng.choice([1, 1, 1, 2, 2, 3])))
    times = list(zip(turns[::2], turns[1::2], strict=True))
    if rng.random() < 0.25:
        start = times[-1][0]
        times[-1] = (start, rng.choice([DAY, DAY + min(rng.randrange(360), max(start - 1, 0)), DAY + times[0][0] // 2]))
    return tuple(times)


def random_entry(rng: random.Random) -> Entry:
    kind = rng.random()
    if kind < 0.05:
        return Entry(((0, DAY),))
    return Entry(random_times(rng), sure=rng.random() > 0.08)


def random_week(rng: random.Random) -> tuple[Entry, ...]:
    """A week such as places keep: some days alike, some closed, some of their own."""
    common = random_entry(rng)
    week = [common if rng.random() < 0.7 else rng.choice([Entry(), random_entry(rng)]) for _ in range(7)]
    return tuple(common for _ in range(7)) if rng.random() < 0.15 else tuple(week)


def random_seasons(rng: random.Random) -> tuple[Season, ...]:
    if rng.random() < 0.6:
        return (Season((1, 1), (12, 31), random_week(rng)),)
    month, other = sorted(rng.sample(range(2, 13), 2))
    first, second = ((month, rng.choice([1, 1, 15])), (other, rng.choice([1, 1, 16])))
    return (Season(first, day_before(second), random_week(rng)), Season(second, day_before(first), random_week(rng)))


def day_before(day: tuple[int, int]) -> tuple[int, int]:
    """The day before in a leap year, so that a season to the end of February has its 29th."""
    found = date(2028, *day) - timedelta(days=1)
    return found.month, found.day


def random_days(rng: random.Random, around: int) -> Days:
    """Holidays of some announced years: five runs each, make-up workdays on weekends beside them."""
    years = frozenset(year for year in range(around - 1, around + 4) if rng.random() < 0.6)
    taken: set[date] = set()
    runs = []
    for year in sorted(years):
        for _ in range(5):
            first = date(year, 1, 1) + timedelta(days=rng.randrange(-1, 355))
            run = [first + timedelta(days=n) for n in range(rng.randint(1, 8))]
            weekends = [first + timedelta(days=n) for n in (-7, -6, -3, -2, -1, 9, 10) if (first + timedelta(days=n)).weekday() >= 5]
            worked = [day for day in rng.sample(weekends, min(2, len(weekends))) if day.year == year]
            if not taken & {*run, *worked} and all(day.year == year for day in run[1:]):
                taken |= {*run, *worked}
                runs.append((run[0], run[-1], tuple(worked)))
    off = frozenset(first + timedelta(days=n) for first, last, _ in runs for n in range((last - first).days + 1))
    return Days(years, off, frozenset(day for *_, worked in runs for day in worked), tuple(runs))


def random_exceptions(rng: random.Random, first: date) -> tuple[tuple[date, date | None, Times], ...]:
    """Up to four dated exceptions in order, the last one perhaps without end."""
    found: list[tuple[date, date | None, Times]] = []
    day = first
    for _ in range(rng.choice([0, 0, 1, 2, 4])):
        start = day + timedelta(days=rng.randrange(0, 90))
        end = start + timedelta(days=rng.choice([0, 0, 1, 6, 40]))
        found.append((start, end, () if rng.random() < 0.5 else random_times(rng)))
        day = end + timedelta(days=1)
    if found and rng.random() < 0.1:
        found[-1] = (found[-1][0], None, ())
    return tuple(found)


def random_schedule(rng: random.Random, first: date) -> Schedule:
    seasons = random_seasons(rng) if rng.random() > 0.04 else ()
    exceptions = random_exceptions(rng, first)
    return Schedule(
        seasons,
        holiday=rng.choice([None, None, Entry(), random_entry(rng), seasons[0].week[rng.randrange(7)]]) if seasons else None,
        exceptions=exceptions,
        keeps_workdays=rng.random() < 0.3,
        last_entry_min=rng.choice([None, 0, 15, 30, 30, 60, 90, 240]),
        days=random_days(rng, first.year),
    )


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def written_times(times: Times, rng: random.Random, *, past_midnight: bool = True) -> str:
    """Times in OSM syntax; a closing past midnight as 26:00 or 02:00."""
    parts = []
    for start, end in times:
        closes = end if end <= DAY or (past_midnight and rng.random() < 0.5) else end - DAY
        parts.append(f"{clock(start)}-{clock(closes)}")
    return ",".join(parts)


def written_entry(entry: Entry, rng: random.Random) -> str:
    if not entry.times:
        return rng.choice(["off", "closed"])
    return written_times(entry.times, rng) + ("" if entry.sure else " unknown")


def written_days(days: list[int], rng: random.Random) -> str:
    """Weekdays as a list, with or without ranges."""
    parts: list[list[int]] = []
    for day in days:
        if parts and parts[-1][-1] == day - 1 and rng.random() < 0.8:
            parts[-1].append(day)
        else:
            parts.append([day])
    return ",".join(NAMES[part[0]] if len(part) == 1 else f"{NAMES[part[0]]}-{NAMES[part[-1]]}" for part in parts)


def written_season(season: Season, rng: random.Random, *, whole: bool) -> list[str]:
    """A week as rules, one for each group of days alike; days alike all week may go without their names."""
    months = "" if whole else season_words(season)
    groups: dict[Entry, list[int]] = {}
    for number, entry in enumerate(season.week):
        groups.setdefault(entry, []).append(number)
    if whole and rng.random() < 0.3:
        common = max(groups, key=lambda entry: len(groups[entry]))
        rest = [(days, entry) for entry, days in groups.items() if entry != common]
        return [f"Mo-Su {written_entry(common, rng)}", *(f"{written_days(days, rng)} {written_entry(entry, rng)}" for days, entry in rest)]
    return [f"{months}{written_days(days, rng)} {written_entry(entry, rng)}" for entry, days in groups.items()]


def season_words(season: Season) -> str:
    (month, day), (other, last) = season.first, season.last
    return f"{MONTHS[month - 1]} {day}-{MONTHS[other - 1]} {last} "


def written(schedule: Schedule, rng: random.Random) -> str | None:
    """The usual hours of a schedule in OpenStreetMap syntax."""
    if not schedule.seasons:
        return None
    whole = len(schedule.seasons) == 1
    rules = [rule for season in schedule.seasons for rule in written_season(season, rng, whole=whole)]
    holiday = schedule.holiday
    if holiday is None:
        return "; ".join(rules)
    rule = f"PH {written_entry(holiday, rng)}"
    if not whole or not holiday.times:
        return "; ".join([*rules, rule])
    alike = [number for number, text in enumerate(rules) if whole and text.partition(" ")[2] == rule.removeprefix("PH ")]
    if alike and rng.random() < 0.7:
        days, _, rest = rules[alike[0]].partition(" ")
        rules[alike[0]] = f"{days},PH {rest}"
        return "; ".join(rules)
    rules.insert(rng.randrange(len(rules) + 1), rule)
    return "; ".join(rules)
