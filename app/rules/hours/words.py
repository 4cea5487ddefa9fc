"""Opening hours in words, in Chinese and English, from the rules as they are written.

What is said in rules that our words do not cover (weeks of the year, nth weekdays, fallbacks) is given as written.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from app.rules.hours.parsing import Hours, parse_hours
from app.rules.hours.week import OpenTime
from app.rules.hours.written import ALL_DAY, MONTHS, WEEKDAYS, rules_of, weekdays_of

DAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日", "法定节假日")
DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "public holidays")
SUN_ZH = {"sunrise": "日出", "sunset": "日落", "dawn": "天亮", "dusk": "天黑"}
PH = 7
_MONTH = rf"(?:{'|'.join(MONTHS)})(?: [0-9]{{1,2}})?"
_DAY = rf"(?:{'|'.join(WEEKDAYS)}|PH)"
_TIME = r"(?:[0-9]{2}:[0-9]{2}|sunrise|sunset|dawn|dusk)"
RULE = re.compile(
    rf"(?P<months>{_MONTH}(?:-{_MONTH})?(?:,{_MONTH}(?:-{_MONTH})?)*)?(?:^| |$)"
    rf"(?P<days>{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*)?(?:^| |$)?"
    rf"(?P<times>24/7|{_TIME}-{_TIME}(?:,{_TIME}-{_TIME})*)? ?(?P<state>closed|unknown)?(?: ?\"(?P<comment>[^\"]*)\")?"
)


class Said(NamedTuple):
    """What holds on a day: times, and how sure; without times it is closed or, if unknown, anyone's guess."""

    times: tuple[str, ...] = ()
    is_unknown: bool = False
    comment: str = ""


CLOSED = Said()


@lru_cache(maxsize=4096)
def describe(hours: Hours | str, language: str) -> str:
    """Give the hours in words: 周二至周日 09:00–17:00；周一闭馆, in English (`en`) Tue–Sun 09:00–17:00; closed Mon.

    The last entry is said as a time where all days close alike. Raises BadHours for text that cannot be read.
    """
    read = parse_hours(hours) if isinstance(hours, str) else hours
    english = language == "en"
    if not read.is_known:
        return "Hours not known" if english else "时间不详"
    semicolon, comma, colon = ("; ", ", ", ": ") if english else ("；", "，", "：")
    seasons = _seasons(read.canonical)
    entry = _last_entry(seasons, read.last_entry_min, english=english)
    said = []
    for months, week in (seasons or {}).items():
        parts = _week(week, entry.at, english=english)
        said.append(f"{_months(months, english=english)}{colon}{comma.join(parts)}" if months else semicolon.join(parts))
    if read.keeps_workdays:
        said.append("make-up workdays as on Fridays" if english else "调休上班日同周五")
    if entry.before_closing:
        said.append(entry.before_closing)
    words = semicolon.join(said if seasons else [read.text, *said])
    return words[0].upper() + words[1:] if seasons else words


def say_times(times: tuple[OpenTime, ...], language: str) -> str:
    """Give the openings of one day in words; none means that it is closed."""
    english = language == "en"
    if not times:
        return "closed" if english else "闭馆"
    return (", " if english else "、").join(_say_time(one, english=english) for one in times)


def _say_time(one: OpenTime, *, english: bool) -> str:
    is_whole = (one.opens, one.closes) == ("00:00", "24:00")
    if is_whole and one.is_unknown and not one.comment:
        return "not known" if english else "时间不详"
    said = ("open 24 hours" if english else "全天开放") if is_whole and not one.is_unknown else _time(f"{one.opens}-{one.closes}", english=english)
    unsure = ("not certain" if english else "不确定") if one.is_unknown else ""
    note = ("; " if english else "；").join(part for part in (unsure, one.comment) if part)
    return said + ((f" ({note})" if english else f"（{note}）") if note else "")


class LastEntry(NamedTuple):
    """The last entry in words: a time that goes with the times of a day, or how long before closing it is."""

    at: str = ""
    before_closing: str = ""


def _last_entry(seasons: dict[str, dict[int, Said]] | None, minutes: int | None, *, english: bool) -> LastEntry:
    """The last entry as a time where every day that opens closes at one time; nothing where nothing closes."""
    if minutes is None:
        return LastEntry()
    times = {time for week in (seasons or {}).values() for said in week.values() for time in said.times if time != ALL_DAY}
    closings = {time.split("-")[1] for time in times}
    if seasons is not None and not closings:
        return LastEntry()
    closing = closings.pop() if len(closings) == 1 else ""
    if closing[:1].isdigit():
        minute = (int(closing[:2]) * 60 + int(closing[3:]) - minutes) % 1440
        clock = f"{minute // 60:02}:{minute % 60:02}"
        return LastEntry(at=f", last entry {clock}" if english else f"，{clock} 停止入场")
    return LastEntry(before_closing=f"last entry {minutes} min before closing" if english else f"闭馆前 {minutes} 分钟停止入场")


def _seasons(text: str) -> dict[str, dict[int, Said]] | None:
    """The rules as one week per season; None where words would say less or other than the rules."""
    seasons: dict[str, dict[int, Said]] = {}
    pieces = rules_of(text)
    for number in range(0, len(pieces), 2):
        rule = RULE.fullmatch(pieces[number])
        separator = pieces[number - 1] if number else "; "
        if rule is None or separator == " || ":
            return None
        months = rule["months"] or ""
        if not months and set(seasons) - {""}:
            return None
        week = seasons.setdefault(months, {} if "" in seasons else dict.fromkeys(range(7), CLOSED))
        for day in weekdays_of(rule["days"] or "Mo-Su"):
            before = week.get(day, CLOSED) if separator == ", " else CLOSED
            if before.is_unknown or (before.times and rule["state"]) or (day == PH and separator == ", "):
                return None
            week[day] = _said(rule, before)
    return seasons


def _said(rule: re.Match[str], before: Said) -> Said:
    if rule["state"] == "closed":
        return Said(comment=rule["comment"] or "")
    is_unknown, written = rule["state"] == "unknown", (rule["times"] or "24/7").replace("24/7", ALL_DAY)
    times = () if is_unknown and written == ALL_DAY else tuple(written.split(","))
    return Said(tuple(sorted((*before.times, *times))), is_unknown, rule["comment"] or before.comment)


def _week(week: dict[int, Said], entry: str, *, english: bool) -> list[str]:
    """Each group of days alike with its times, open ones first; days closed unless they are holidays say so."""
    groups: dict[Said, list[int]] = {}
    for day in sorted(week):
        groups.setdefault(week[day], []).append(day)
    opens_on_holidays = bool(week.get(PH, CLOSED).times) and CLOSED in groups
    if opens_on_holidays and len(groups[week[PH]]) > 1:
        groups[week[PH]].remove(PH)
    in_order = sorted(groups.items(), key=lambda group: not (group[0].times or group[0].is_unknown))
    return [_group(days, said, entry, closed_but_holidays=opens_on_holidays and said == CLOSED, english=english) for said, days in in_order]


def _group(days: list[int], said: Said, entry: str, *, closed_but_holidays: bool, english: bool) -> str:
    """One group's days and times in words, with what to mind in brackets."""
    names, is_whole = _names(days, english=english), days == list(range(7))
    ask = ("ask first" if english else "须先询问") if said.is_unknown else ""
    note = ("; " if english else "；").join(part for part in (ask, said.comment) if part)
    note = (f" ({note})" if english else f"（{note}）") if note else ""
    if said == Said((ALL_DAY,), comment=said.comment) and is_whole:
        return ("open 24 hours" if english else "全天开放") + note
    if said.times:
        times = (", " if english else "、").join(_time(one, english=english) for one in said.times)
        return f"{('daily' if english else '每天') if is_whole else names} {times}{entry if said.times != (ALL_DAY,) else ''}{note}"
    if said.is_unknown:
        return ("" if is_whole else f"{names} ") + ("hours vary" if english else "时间不定") + note
    if closed_but_holidays:
        note = " except public holidays" if english else "（法定节假日除外）"
    return (("closed" if is_whole else f"closed {names}") if english else ("闭馆" if is_whole else f"{names}闭馆")) + note


def _names(days: list[int], *, english: bool) -> str:
    """Days by name, three or more in a row as a range; holidays stay apart."""
    names, to = (DAYS_EN, "–") if english else (DAYS_ZH, "至")
    runs: list[list[int]] = []
    for day in days:
        if runs and day != PH and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    said = [f"{names[run[0]]}{to}{names[run[-1]]}" if len(run) > 2 else names[day] for run in runs for day in run[: 1 if len(run) > 2 else None]]
    return (", " if english else "、").join(said)


def _time(text: str, *, english: bool) -> str:
    """09:00-17:00 as 09:00–17:00; Chinese says when a closing is the next day's."""
    opens, closes = text.split("-")
    is_clock = opens[0].isdigit() and closes[0].isdigit()
    is_next_day = is_clock and (closes < opens or closes > "24:00")
    closes = f"{int(closes[:2]) - 24:02}{closes[2:]}" if is_clock and closes > "24:00" else closes
    if english:
        return f"{opens}–{closes}"
    return f"{SUN_ZH.get(opens, opens)}–{'次日' if is_next_day else ''}{SUN_ZH.get(closes, closes)}"


def _months(text: str, *, english: bool) -> str:
    if english:
        return text.replace("-", "–").replace(",", ", ")
    return "、".join(_month_range(part) for part in text.split(","))


def _month_range(part: str) -> str:
    """Nov-Mar as 11月至次年3月, Apr 15-Oct 15 as 4月15日至10月15日."""
    ends = [end.split(" ") for end in part.split("-")]
    said = [f"{MONTHS.index(end[0]) + 1}月" + (f"{end[1]}日" if len(end) > 1 else "") for end in ends]
    wraps = len(ends) == 2 and MONTHS.index(ends[1][0]) < MONTHS.index(ends[0][0])
    return ("至次年" if wraps else "至").join(said)
