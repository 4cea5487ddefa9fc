"""Times of day as people write them: 9:00-17:00, 上午9点到下午5点, 7:30 pm, from when to when."""

import re
from typing import NamedTuple

from app.rules.plain_words.writing import number_of

NOON, DAY_MIN, SMALL_HOURS = 720, 1440, 360
ZH_HOUR = "[零〇一二两三四五六七八九十]{1,3}"
PART = "凌晨|清晨|早晨|早上|早|上午|中午|午后|下午|傍晚|当晚|晚上|晚间|晚|夜里|夜间"
MORNING, AFTERNOON, EVENING = {"凌晨", "清晨", "早晨", "早上", "早", "上午"}, {"午后", "下午", "傍晚"}, {"当晚", "晚上", "晚间", "晚", "夜里", "夜间"}
HALF = r"a\.m\.|p\.m\.|am|pm|a\.m|p\.m"
NEXT_DAY = r"次日|翌日|第二天|隔天"
NEXT_DAY_AFTER = r"\s*\(?\s*(?:the\s+)?(?:next|following)\s+day\)?"
WORDS = {"noon": NOON, "midday": NOON, "正午": NOON, "midnight": DAY_MIN, "午夜": DAY_MIN}


def clock(name: str, *, bare: bool = False) -> str:
    """Give the pattern of one time, its groups marked with `name`; a bare hour only where another time stands beside it."""
    hour = rf"(?P<h{name}>\d{{1,2}}|{ZH_HOUR}(?=点|时))"
    minutes = (
        rf"(?:(?::|\.(?=[0-5]\d\s*(?:(?:-|to)\s*\d{{1,2}}(?:[.:][0-5]\d)?\s*)?(?:{HALF})))(?P<m{name}>[0-5]\d)(?::00)?(?!\d)分?"
        rf"|(?:点钟?|时)(?:(?P<f{name}>[一三]刻)|(?P<b{name}>半)|整|(?P<z{name}>[0-5]\d|\d(?=分)|{ZH_HOUR})分?(?![月日号点]))?)"
    )
    half, bare_half = (rf"\s*(?P<{letter}{name}>{HALF})(?![a-z])" for letter in "ac")
    whole = rf"{hour}(?:{minutes}(?:{half})?|{bare_half}" + (r"|(?![\d:./年月日号周个]))" if bare else ")")
    return rf"(?:(?P<p{name}>{PART})?\s*{whole}|(?P<w{name}>(?<![a-z])(?:noon|midday|midnight)(?![a-z])|正午|午夜))"


TO = rf"\s*(?:-|至|到|(?<![a-z])(?:to|until|till)(?![a-z]))\s*(?P<next>{NEXT_DAY})?\s*"
LEAD = r"(?:(?<![a-z])(?:from|between)\s+|从|自)?"
RANGE = re.compile(rf"(?<![\d./])(?<!\d:){LEAD}{clock('1', bare=True)}{TO}{clock('2')}(?P<after>{NEXT_DAY_AFTER})?")
BETWEEN = re.compile(rf"(?<![a-z])between\s+{clock('1', bare=True)}\s*and(?P<next>)\s*{clock('2')}(?P<after>{NEXT_DAY_AFTER})?")
HALF_RANGE = re.compile(rf"(?<![\d./])(?<!\d:){LEAD}{clock('1')}{TO}(?P<h2>\d{{1,2}})(?![\d:./年月日号周个点时%])(?P<after>{NEXT_DAY_AFTER})?")
SINGLE = re.compile(
    rf"(?<![\d./])(?<!\d:)(?:(?<![a-z])(?:from|at|starts at|starting at|begins at)\s+|从|自)?{clock('1')}\s*"
    r"(?:开始|开演|开场|开讲|开门|起|正式开始|onwards?(?![a-z]))?"
)


class Clock(NamedTuple):
    """A time as it was written: the hour and minute as figures, and the words that say which half of the day."""

    minutes: int
    part: str = ""
    is_said: bool = False


class Times(NamedTuple):
    """From when to when, as HH:MM; midnight at the end is 00:00 of the next day. `fault` says why they cannot be read."""

    opens: str = ""
    closes: str | None = None
    fault: str = ""


def times_at(text: str, position: int) -> tuple[Times, int] | None:
    """Give the times that begin at a position and where they end; None when none do."""
    for pattern in (BETWEEN, RANGE, HALF_RANGE):
        match = pattern.match(text, position)
        if match:
            return range_of(match), match.end()
    match = SINGLE.match(text, position)
    if match is None:
        return None
    found = read(match, "1")
    return (Times(fault="time") if found is None or found.minutes >= DAY_MIN else Times(said(found.minutes))), match.end()


def range_of(match: re.Match[str]) -> Times:
    """Give the times that a range says, or what is wrong with it."""
    groups = match.groupdict()
    first, last = read(match, "1"), read(match, "2")
    if first is None or last is None:
        return Times(fault="time")
    opens, closes = together(first, last)
    is_next = bool(groups.get("next") or groups.get("after"))
    if opens >= DAY_MIN or closes > DAY_MIN:
        return Times(fault="time")
    if is_next:
        return Times(said(opens), said(closes % DAY_MIN)) if closes % DAY_MIN <= opens else Times(fault="time_order")
    is_night = opens >= NOON and closes <= SMALL_HOURS
    if closes <= opens and not is_night and last.part != "凌晨" and closes % DAY_MIN != 0:
        return Times(fault="time_order")
    return Times(said(opens), said(closes % DAY_MIN)) if closes != opens else Times(fault="time_order")


def together(first: Clock, last: Clock) -> tuple[int, int]:
    """Give two times in minutes; a half of the day said once holds for both where that makes sense."""
    opens, closes = first.minutes, last.minutes
    if first.part in AFTERNOON | EVENING and not last.is_said and closes < NOON and closes + NOON > opens:
        closes += NOON
    if first.part == "pm" and not last.is_said and closes < NOON and closes + NOON > opens:
        closes += NOON
    if last.part == "pm" and not first.is_said and opens < NOON and opens + NOON < closes:
        opens += NOON
    return opens, closes


def read(match: re.Match[str], name: str) -> Clock | None:
    """Give one time of a match, or None for an hour or minute that no clock has."""
    groups = match.groupdict()
    if groups.get(f"w{name}"):
        return Clock(WORDS[groups[f"w{name}"]], is_said=True)
    hour, minute = number_of(groups[f"h{name}"]), minutes_of(groups, name)
    if hour is None or minute is None or minute > 59 or hour > 24:
        return None
    part, half = groups.get(f"p{name}") or "", (groups.get(f"a{name}") or groups.get(f"c{name}") or "").replace(".", "")
    if half:
        return Clock((hour % 12 + (12 if half == "pm" else 0)) * 60 + minute, half, True) if 1 <= hour <= 12 else None
    placed = in_part(hour, part)
    return None if placed is None else Clock(placed * 60 + minute, part, bool(part) or hour > 12)


def minutes_of(groups: dict[str, str | None], name: str) -> int | None:
    """Give the minutes past the hour."""
    if groups.get(f"b{name}"):
        return 30
    if groups.get(f"f{name}"):
        return 15 if groups[f"f{name}"] == "一刻" else 45
    return number_of(groups.get(f"m{name}") or groups.get(f"z{name}") or "0")


def in_part(hour: int, part: str) -> int | None:
    """Give the hour of 24 that is meant in a part of the day; None when that part has no such hour."""
    if part in MORNING:
        return hour if hour <= 12 else None
    if part == "中午":
        return {10: 10, 11: 11, 12: 12, 1: 13, 2: 14, 13: 13, 14: 14}.get(hour)
    if part in AFTERNOON:
        return hour + 12 if 1 <= hour < 12 else hour if 12 <= hour < 20 else None
    if part in EVENING:
        return hour + 12 if 5 <= hour < 12 else hour if 17 <= hour <= 24 else 24 if hour == 12 else None
    return hour


def said(minutes: int) -> str:
    """Give minutes of a day as HH:MM."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
