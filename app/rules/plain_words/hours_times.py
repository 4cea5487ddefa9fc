"""The times of opening hours: from when to when, noon breaks, last entries, sunrise and sunset."""

import re
from collections.abc import Iterator
from typing import Any

from app.rules.plain_words import clocks
from app.rules.plain_words.clocks import Times
from app.rules.plain_words.writing import number_of

Found = tuple[str, Any, int]
ALL_DAY = re.compile(
    r"(?:7\s*[x×*]\s*24\s*小时|24\s*小时\s*[x×*]\s*7天?|全天候?(?:24小时)?(?!\s*(?:[闭休停关]|不开))|24\s*小时|二十四小时|整天)(?:全天|不间断)?(?:对外)?(?:开放|营业)?"
    r"|(?<![a-z\d])(?:open\s+)?(?:24\s*/\s*7|(?:24|twenty-four)\s*(?:hours|hrs|h)(?:\s+a\s+day)?|all\s+day(?:\s+long)?|(?:a)?round\s+the\s+clock)(?![a-z])"
)
ENTRY = "(?:入场|进场|入馆|入园|入内|进入|进馆|进园|检票|参观)"
STOPPED = re.compile(rf"\s*(?:后|起|以后|之后)?\s*(?:停止|截止|不再|禁止|谢绝|停){ENTRY}")
LAST_LEAD = re.compile(
    rf"(?:最[晚迟后]{ENTRY}|(?:停止|截止){ENTRY}|{ENTRY}截止)(?:时间)?\s*[:为是]?\s*(?:至|到)?\s*"
    r"|(?<![a-z])(?:(?:the\s+)?last\s+(?:entry|admissions?|entries|entrance)|no\s+(?:entry|admission|entrance)\s+after|(?:entry|admission)\s+(?:until|till|to|closes?))"
    r"\s*(?:is|time)?\s*(?:at|:)?\s*"
)
AMOUNT = (
    r"(?P<n>\d{1,3}|半|[一二两三四五六九]?[十]?[一二两三四五]|[二三四五六九]十|half\s+an|one|an|half)\s*(?P<half>个半)?\s*"
    r"(?P<unit>个?小时|分钟?|min(?:ute)?s?|h(?:ou)?rs?)(?![a-z])"
)
BEFORE = (
    re.compile(
        rf"(?:(?:停止|截止|最后|最晚){ENTRY}(?:时间)?[:为是]?\s*)?(?:闭馆|关门|闭园|关闭|停止营业|结束|打烊)前\s*{AMOUNT}\s*(?:停止|截止|不再)?{ENTRY}?"
    ),
    re.compile(rf"提前\s*{AMOUNT}\s*(?:停止|截止){ENTRY}"),
    re.compile(
        rf"(?<![a-z])(?:last\s+(?:entry|admissions?|entrance)|(?:entry|admission)\s+(?:stops|ends|closes))\s*(?:is)?:?\s*"
        rf"{AMOUNT}\s+before\s+(?:the\s+)?clos(?:ing|e)(?:\s+time)?"
    ),
)
ASIDE_AFTER = re.compile(r"\s*(?:后|起)?\s*(?:清场|清园|静园|清馆|(?:停止|截止)(?:售票|领票|取票|换票|点餐|点单|受理|寄存))")
ASIDE_LEAD = re.compile(
    r"(?:最[后晚]点[餐单]|(?:停止|截止)(?:售票|领票|取票|点餐)(?:时间)?|清场(?:时间)?)[:为是]?\s*"
    r"|(?<![a-z])last\s+(?:orders?|tickets?(?:\s+sold)?)\s*(?:at|:)?\s*"
)
OPENED = re.compile(r"\s*(?:开门|开馆|开园|开放|开始营业|开业|开市)")
CLOSES = re.compile(r"\s*(?:准时)?(?:关门|闭馆|闭园|打烊|收市|结束营业|停止营业|关闭|闭店)")
OPENS_LEAD = re.compile(r"(?:开门|开馆|开园)(?:时间)?[:为]\s*|(?<![a-z])opens?(?:\s+at)?\s+(?=\d|noon)")
CLOSES_LEAD = re.compile(r"(?:关门|闭馆|闭园)时间[:为]\s*|(?<![a-z])(?:and\s+)?closes(?:\s+at)?\s+(?=\d|noon|midnight)")
UNTIL = re.compile(r"(?:直?[至到]|延长[至到]|(?<![a-z])(?:open\s+)?(?:until|till|to)(?![a-z]))\s*")
BREAK_AFTER = re.compile(r"\s*(?:午休|午间休息|中午休息|午餐|lunch(?:\s+break)?)|(?:休息|闭馆|关闭)(?!日)")
BREAK_LEAD = re.compile(
    r"(?:午休|午间休息|中午休息)(?:时间)?[:为]?\s*|(?<![a-z])(?:closed(?:\s+for\s+lunch)?|lunch(?:\s+break)?|except)\s*(?:from\s+)?:?\s*(?=\d)"
)
SUN = {"日出": "sunrise", "日落": "sunset", "天亮": "dawn", "天黑": "dusk"}
SIDE = r"日出|日落|天亮|天黑|(?<![a-z])(?:sunrise|sunset|dawn|dusk)(?![a-z])|\d{1,2}:[0-5]\d"
SUN_RANGE = re.compile(rf"(?:from\s+|从)?(?P<first>{SIDE})\s*(?:-|至|到|(?<![a-z])(?:to|till|until)(?![a-z]))\s*(?P<last>{SIDE})")
TO = r"\s*(?:-|至|到|to|till|until)\s*"
BARE = re.compile(
    rf"(?<![\d.:/-])(?:from\s+)?(?P<h1>\d{{1,2}})(?:\.(?P<m1>[0-5]\d))?{TO}(?P<h2>\d{{1,2}})(?:\.(?P<m2>[0-5]\d))?(?:\s*(?:h|hrs)(?![a-z]))?"
    r"(?![\d.:/-]|\s*(?:[年月日号周岁元人分个%点时]|st|nd|rd|th|am|pm|[ap]\.m|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|min))"
)
FOUR = re.compile(rf"(?<![\d.:/-])(?P<h1>[01]\d)(?P<m1>[0-5]\d){TO}(?P<h2>[012]\d)(?P<m2>[0-5]\d)(?![\d.:/-]|\s*[年元])")
WITH_H = re.compile(rf"(?<![\d.:/-])(?P<h1>\d{{1,2}})h(?P<m1>[0-5]\d)?{TO}(?P<h2>\d{{1,2}})h(?P<m2>[0-5]\d)?(?![a-z\d])")
MONTH_BEFORE = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*$")
NO_TIME_BEFORE = re.compile(r"(?:[票价费约共限第楼层室话龄¥$]|tickets?|price|fee|cny|rmb|yuan|no\.|ages?|aged|rooms?|lines?|tel)\s*:?\s*$")
LEADS = (("last", LAST_LEAD), ("aside", ASIDE_LEAD), ("opens", OPENS_LEAD), ("closes", CLOSES_LEAD), ("until", UNTIL))


def at(plain: str, position: int) -> Iterator[Found]:
    """Give the times that begin at a position, with what they are for."""
    if match := ALL_DAY.match(plain, position):
        yield "times", Times("00:00", "24:00"), match.end()
    if (match := SUN_RANGE.match(plain, position)) and not (match["first"][0].isdigit() and match["last"][0].isdigit()):
        yield "times", Times(sun(match["first"]), sun(match["last"])), match.end()
    for pattern in BEFORE:
        if match := pattern.match(plain, position):
            yield "before", minutes_of(match), match.end()
    yield from with_leads(plain, position)
    yield from in_figures(plain, position)
    found = clocks.times_at(plain, position)
    if found is not None and found[1] > position:
        yield from single(plain, *found) if found[0].closes is None and not found[0].fault else span(plain, *found)


def with_leads(plain: str, position: int) -> Iterator[Found]:
    """Give the times before which it is said what they are for."""
    for kind, lead in LEADS:
        if (match := lead.match(plain, position)) and (found := clocks.times_at(plain, match.end())) and not (found[0].closes or found[0].fault):
            yield kind, found[0], found[1]
    if (match := BREAK_LEAD.match(plain, position)) and (found := clocks.times_at(plain, match.end())) and found[0].closes is not None:
        yield "break", found[0], found[1]


def single(plain: str, times: Times, end: int) -> Iterator[Found]:
    """Give one time with what is said of it behind."""
    for kind, pattern in (("last", STOPPED), ("aside", ASIDE_AFTER), ("closes", CLOSES), ("opens", OPENED)):
        if match := pattern.match(plain, end):
            yield kind, times, match.end()
            return
    yield "single", times, end


def span(plain: str, times: Times, end: int) -> Iterator[Found]:
    """Give times from when to when; a break when that is said of them."""
    match = BREAK_AFTER.match(plain, end)
    yield ("break", times, match.end()) if match else ("times", times, end)


def in_figures(plain: str, position: int) -> Iterator[Found]:
    """Give times without colons where they can mean nothing else: 9-17, 9.00-12.00, 0900-1700; 9-5 stays unknown."""
    match = FOUR.match(plain, position) or WITH_H.match(plain, position) or BARE.match(plain, position)
    if match is None or any(pattern.search(plain, 0, position) for pattern in (MONTH_BEFORE, NO_TIME_BEFORE)):
        return
    first, last = (int(match[f"h{one}"]) * 60 + int(match[f"m{one}"] or 0) for one in "12")
    is_marked = bool(match["m1"]) and bool(match["m2"])
    if first < last <= clocks.DAY_MIN and (is_marked or match.re is WITH_H or last > clocks.NOON):
        yield "times", Times(clocks.said(first), clocks.said(last % clocks.DAY_MIN)), match.end()
    else:
        yield "unknown", None, match.end()


def sun(side: str) -> str:
    """Give one side of hours by the sun."""
    return SUN.get(side) or (side.zfill(5) if side[0].isdigit() else side)


def minutes_of(match: re.Match[str]) -> int:
    """Give an amount of time in minutes."""
    number = match["n"]
    amount = 0.5 if "半" in number or "half" in number else 1.0 if number in {"one", "an"} else float(number_of(number) or 0)
    is_hours = "小时" in match["unit"] or match["unit"].startswith("h")
    return round(amount * 60) + (30 if match["half"] else 0) if is_hours else round(amount)
