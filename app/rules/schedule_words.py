"""A line of a schedule in words, in Chinese and English: which days, what hours, from when to when, and what differs.

Without `today` the words hold for ever and name both ends; a card keeps those. With it they are for a reader of that day:
a start that has passed, and added or excluded days that are over, are left unsaid.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.formatting import MONTHS, WEEKDAYS_EN, WEEKDAYS_ZH, day, span
from app.rules.recurrence import LAST, Recurrence, Repeats

MOST_NAMED = 3
WEEK = frozenset(range(7))
YEARLY = 12
NTH_EN = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", LAST: "last"}
NTH_ZH = {1: "第一个", 2: "第二个", 3: "第三个", 4: "第四个", 5: "第五个", LAST: "最后一个"}


@dataclass(frozen=True)
class Times:
    """The hours of each day as HH:MM; all day without any, and open-ended without `closes`."""

    opens: str | None = None
    closes: str | None = None


def say(recurrence: Recurrence, times: Times, language: str, *, today: date | None = None) -> str:
    """Give the line in words: 每天10:00–18:00，周一休息，至2027年3月31日, in English (`en`) daily 10:00–18:00, closed Mon, until 31 Mar 2027."""
    english = language == "en"
    now = None if today and _is_over(recurrence, today) else today
    hours = _hours(times, english=english)
    pattern = _pattern(recurrence, english=english) + (" " if english and hours else "") + hours
    closed, ends = _closed(recurrence, english=english), _ends(recurrence, now, english=english)
    if english and not closed and ends.startswith(("until", "from")):
        pattern, ends = f"{pattern} {ends}", ""
    parts = (pattern, closed, ends, _but_not(recurrence, now, english=english), _also(recurrence, now, english=english))
    return (", " if english else "，").join(part for part in parts if part)


def weekday_words(weekdays: Iterable[int], language: str) -> str:
    """Give weekdays (Monday 0) by name, three or more in a row as a range: 周六、日, Sat and Sun, 周二至周日, Tue–Sun."""
    runs = _runs(weekdays)
    if language == "en":
        return _and([f"{WEEKDAYS_EN[run[0]]}–{WEEKDAYS_EN[run[-1]]}" if len(run) > 1 else WEEKDAYS_EN[run[0]] for run in runs])
    if runs and all(len(run) == 1 for run in runs):
        return "周" + "、".join(WEEKDAYS_ZH[run[0]] for run in runs)
    return "、".join("至".join(f"周{WEEKDAYS_ZH[end]}" for end in dict.fromkeys((run[0], run[-1]))) for run in runs)


def _runs(weekdays: Iterable[int]) -> list[list[int]]:
    """Weekdays in order, three or more in a row together."""
    runs: list[list[int]] = []
    for weekday in sorted(set(weekdays)):
        if runs and runs[-1][-1] == weekday - 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[weekday] for weekday in run])]


def _and(words: list[str]) -> str:
    """Words joined as English does: a, b and c."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def _is_over(recurrence: Recurrence, today: date) -> bool:
    """Have all its days passed? Then the whole of it is told."""
    return recurrence.last_day is not None and max((recurrence.last_day, *recurrence.also)) < today


def _resting(recurrence: Recurrence) -> frozenset[int]:
    """The weekdays without anything, of a rule by which one week is like another; else none."""
    if recurrence.every > 1 or recurrence.repeats is Repeats.MONTHLY or not recurrence.weekdays:
        return frozenset()
    return WEEK - recurrence.weekdays


def _pattern(recurrence: Recurrence, *, english: bool) -> str:
    """Which days, as one says it without dates."""
    days, every = weekday_words(recurrence.weekdays, "en" if english else "zh"), recurrence.every
    if recurrence.repeats is Repeats.MONTHLY:
        return _monthly_en(recurrence, days) if english else _monthly_zh(recurrence, days)
    if every == 1 and len(_resting(recurrence)) <= 1:
        return "daily" if english else "每天"
    if every == 1:
        return (days if "–" in days else f"every {days}") if english else f"每{days}"
    if recurrence.repeats is Repeats.DAILY:
        turn = ("every second day" if every == 2 else f"every {every} days") if english else ("隔天" if every == 2 else f"每{every}天")
        only = (f" (only {days})" if english else f"（限{days}）") if days else ""
        return turn + only
    is_one = len(recurrence.weekdays) == 1
    if english:
        return (f"every second {days}" if is_one else f"every second week on {days}") if every == 2 else f"every {every} weeks on {days}"
    return (f"隔{days}" if is_one else f"隔周的{days}") if every == 2 else f"每{every}周的{days}"


def _monthly_en(recurrence: Recurrence, days: str) -> str:
    names = [NTH_EN[nth] for nth in _last_at_end(recurrence.nth)] or [_ordinal(one) for one in _last_at_end(recurrence.month_days)]
    which = " ".join(part for part in ("on the", _and(names), days) if part)
    if recurrence.every == YEARLY:
        return f"{which} of {MONTHS[recurrence.first_day.month - 1]} each year"
    if recurrence.every > 2:
        return f"every {recurrence.every} months {which}"
    return f"{which} of {'each' if recurrence.every == 1 else 'every second'} month"


def _monthly_zh(recurrence: Recurrence, days: str) -> str:
    names = [NTH_ZH[nth] for nth in _last_at_end(recurrence.nth)]
    names = names or ["最后一天" if one == LAST else f"{one}日" for one in _last_at_end(recurrence.month_days)]
    turns = {1: "每月", 2: "隔月", YEARLY: f"每年{recurrence.first_day.month}月"}
    return turns.get(recurrence.every, f"每{recurrence.every}个月一次，") + "、".join(names) + days


def _last_at_end(numbers: tuple[int, ...]) -> list[int]:
    return sorted(set(numbers), key=lambda number: (number == LAST, number))


def _ordinal(number: int) -> str:
    """A day of the month: 1st, 22nd, 13th, last day."""
    if number == LAST:
        return "last day"
    ending = "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _hours(times: Times, *, english: bool) -> str:
    """From when to when, saying so when it ends on the next day; midnight is 24:00."""
    if not times.opens or not times.closes:
        return times.opens or ""
    if times.closes == "00:00":
        return f"{times.opens}–24:00"
    is_next_day = times.closes <= times.opens
    if english:
        return f"{times.opens}–{times.closes}{' (next day)' if is_next_day else ''}"
    return f"{times.opens}–{'次日' if is_next_day else ''}{times.closes}"


def _closed(recurrence: Recurrence, *, english: bool) -> str:
    """The one weekday on which a daily run rests."""
    resting = _resting(recurrence)
    if len(resting) != 1:
        return ""
    return f"closed {weekday_words(resting, 'en')}" if english else f"{weekday_words(resting, 'zh')}休息"


def _ends(recurrence: Recurrence, now: date | None, *, english: bool) -> str:
    """From when to when; the start also where it tells which of the weeks or months are meant."""
    language, first, last = "en" if english else "zh", recurrence.first_day, recurrence.last_day
    says_start = now is None or first > now or recurrence.every > 1
    if last is None:
        start = (f"from {day(first, 'en', False)} " if english else f"{day(first, 'zh', False)}起，") if says_start else ""
        return start + ("until further notice" if english else "结束日期另行通知")
    if says_start:
        return span(first.isoformat(), last.isoformat(), language)
    return ("until " if english else "至") + day(last, language, False)


def _but_not(recurrence: Recurrence, now: date | None, *, english: bool) -> str:
    days = _coming(recurrence.but_not, now)
    if len(days) > MOST_NAMED:
        return f"not on {len(days)} dates" if english else f"其中{len(days)}天除外"
    named = _dates(days, says_year=_needs_year(recurrence, days), english=english)
    return (f"not on {named}" if english else f"{named}除外") if named else ""


def _also(recurrence: Recurrence, now: date | None, *, english: bool) -> str:
    days = _coming(recurrence.also, now)
    if len(days) > MOST_NAMED:
        return f"also on {len(days)} other dates" if english else f"另加{len(days)}天"
    named = _dates(days, says_year=_needs_year(recurrence, days), english=english)
    return (f"also on {named}" if english else f"另加{named}") if named else ""


def _coming(days: tuple[date, ...], now: date | None) -> list[date]:
    return sorted(one for one in days if now is None or one >= now)


def _needs_year(recurrence: Recurrence, days: list[date]) -> bool:
    """Is it unclear of which year they are? It is clear where the rule keeps to one year, and they too."""
    return recurrence.last_day is None or {one.year for one in (recurrence.first_day, *days)} != {recurrence.last_day.year}


def _dates(days: list[date], *, says_year: bool, english: bool) -> str:
    """A few days: 2月6日、13日; 6 and 13 Feb, 6 Feb and 3 Mar 2027."""
    if not english:
        return "、".join(_date_zh(one, before, says_year=says_year) for one, before in zip(days, [None, *days], strict=False))
    months, years = ({one.strftime(form) for one in days} for form in ("%Y%m", "%Y"))
    words = [f"{one.day}" + (f" {MONTHS[one.month - 1]}" if len(months) > 1 else "") + (f" {one.year}" if len(years) > 1 else "") for one in days]
    tail = (f" {MONTHS[days[0].month - 1]}" if len(months) == 1 else "") + (f" {days[0].year}" if says_year and len(years) == 1 else "")
    return _and(words) + tail


def _date_zh(one: date, before: date | None, *, says_year: bool) -> str:
    """A day of a list, without the year and month that the day before it named."""
    year = f"{one.year}年" if (says_year if before is None else one.year != before.year) else ""
    month = f"{one.month}月" if before is None or (one.year, one.month) != (before.year, before.month) else ""
    return f"{year}{month}{one.day}日"
