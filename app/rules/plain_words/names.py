"""The names of days: dates in figures and words, lunar days, festivals and holidays."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from app.rules.plain_words.dates import DayWord, HolidayWord, MonthWord
from app.rules.plain_words.day_names import EITHER, FESTIVALS, HOLIDAYS, SINGLE_DAYS
from app.rules.plain_words.writing import number_of

Found = tuple[str, Any, int]
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ZH = "[〇零一二三四五六七八九十廿]"
YEAR = r"(?:(?P<y>(?:19|20)\d\d)\s*年?\s*|(?P<yw>今年|本年|明年|后年))"
ENDING = r"\s*(?:st|nd|rd|th)?"
MONTH_EN = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
LUNAR_MONTH = "正|冬|腊|十[一二]|[一二三四五六七八九十]"
LUNAR_DAY = "初[一二三四五六七八九十]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?|三十"
LUNAR_MARK = "(?:农历|阴历|旧历)"
CHINESE_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def one_of(words: Any) -> str:
    """Give a pattern for any of some words, the longest first; English ones whole."""
    parts = sorted(words, key=len, reverse=True)
    return "|".join(rf"(?<![a-z]){re.escape(part)}(?![a-z'])" if part.isascii() else re.escape(part) for part in parts)


HOLIDAY = re.compile(
    rf"{YEAR}?(?P<name>{one_of(HOLIDAYS)})\s*(?:期间|假期|长假|小长假|假日|放假期间|(?:public\s+)?(?:holidays?|break|period|week)(?![a-z]))"
)
ALL_HOLIDAYS = re.compile(r"法定节假日|法定假日|国家法定节假日|节假日|公共假期|(?<![a-z])(?:public|national|bank)\s+holidays?(?![a-z])")
FESTIVAL = re.compile(rf"{YEAR}?(?P<name>{one_of(FESTIVALS)})(?:当天|当日|那天|日)?(?:\s+(?P<y2>20\d\d)(?!\d))?")
SINGLE_DAY = re.compile(rf"{YEAR}?(?P<name>{one_of(SINGLE_DAYS)})(?:当天|当日|那天)?(?:\s+(?P<y2>20\d\d)(?!\d))?")
UNCLEAR = re.compile(rf"{YEAR}?(?:{one_of(EITHER)})")
NEW_YEAR_DAY = re.compile(rf"{YEAR}?大?年(?P<d>初[一二三四五六七八九十])")
LUNAR = re.compile(rf"{YEAR}?(?P<mark>{LUNAR_MARK})?(?P<leap>闰)?(?P<m>{LUNAR_MONTH})月(?P<d>{LUNAR_DAY})(?P<ri>[日号])?")
LUNAR_SHORT = re.compile(
    r"(?P<d>初[一二三四五六七八九十]|廿[一二三四五六七八九]?|(?<=[、和及])(?:二十[一二三四五六七八九]?|十[一二三四五六七八九]?|三十)(?![月日号点时分年个场:\d]))"
)
LUNAR_RANGE = re.compile(rf"{YEAR}?{LUNAR_MARK}?(?P<m>正|冬|腊)月(?P<d>{LUNAR_DAY})\s*(?:至|到|-)\s*(?P<d2>{LUNAR_DAY})(?!月)")
ISO = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d])")
ZH_DAY = re.compile(rf"{YEAR}?(?P<m>\d{{1,2}}|{ZH}{{1,2}})\s*月\s*(?:(?P<d>\d{{1,2}})(?![\d:点时])\s*[日号]?|(?P<dz>{ZH}{{1,3}})[日号])")
ZH_MONTH = re.compile(rf"{YEAR}?(?P<m>\d{{1,2}}|{ZH}{{1,2}})\s*月(?!\s*\d{{1,2}}(?![\d:点时])|{ZH}{{1,3}}[日号])份?")
ZH_YEAR = re.compile(r"(?:(?P<y>(?:19|20)\d\d)\s*年|(?P<yw>今年|本年|明年|后年))(?!\s*\d)")
ZH_SHORT = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}|{ZH}{{1,3}})\s*[日号]")
EN_DAY = re.compile(rf"(?<![\d.:])(?P<d>\d{{1,2}}){ENDING}(?:\s+day)?(?:\s+of)?\s*{MONTH_EN}(?:,?\s+(?P<y>(?:19|20)\d\d)(?!\d))?")
EN_DAY_AFTER = re.compile(rf"(?<![a-z]){MONTH_EN}\s*(?P<d>\d{{1,2}}){ENDING}(?!\d|:\d|\s*(?:am|pm|a\.m|p\.m))(?:,?\s+(?P<y>(?:19|20)\d\d)(?!\d))?")
EN_MONTH = re.compile(rf"(?<![a-z]){MONTH_EN}(?:,?\s+(?P<y>(?:19|20)\d\d)(?!\d))?")
NUMBER = re.compile(rf"(?<![\d.:/])(?:the\s+)?(?P<d>\d{{1,2}}){ENDING}(?![\d:./a-z%]|\s*(?:点|时|月|年|周|个|am|pm|a\.m|p\.m|元|人))")
EN_YEAR = re.compile(r",?\s*(?<!\d)(?P<y>(?:19|20)\d\d)(?![\d年./:-])")
EITHER_WAY = re.compile(r"(?<![\d./])\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?(?![\d:])")
YEAR_WORDS = {"今年": 0, "本年": 0, "明年": 1, "后年": 2}


def year_of(match: re.Match[str]) -> int | None:
    """Give the year that was said; words such as 明年 are kept as 1, 2 or -1 for this year until today is known."""
    groups = match.groupdict()
    said = groups.get("y") or groups.get("y2")
    if said:
        return int(said)
    word = groups.get("yw")
    return None if word is None else (YEAR_WORDS[word] or -1)


def with_today(word: Any, today: date) -> Any:
    """Give a day with its year, where that was said as this or next year."""
    if word.year is not None and word.year < 1000:
        return word._replace(year=today.year + max(word.year, 0))
    return word


def lunar_day(text: str) -> int:
    """Give the number of a lunar day."""
    return number_of(text.removeprefix("初")) or 0


def lunar_found(match: re.Match[str]) -> tuple[str, Any]:
    """Give a lunar day; 八月十五 alone may be either calendar."""
    if match["leap"]:
        return "unclear", "leap_month"
    is_lunar = match["mark"] or match["m"] in CHINESE_MONTHS or match["d"][0] in "初廿"
    if match["ri"] and not is_lunar:
        return "unclear", ""
    month = CHINESE_MONTHS.get(match["m"]) or number_of(match["m"])
    return ("day", DayWord(year_of(match), month, lunar_day(match["d"]), lunar=True)) if is_lunar else ("unclear", "lunar_or_solar")


def lunar_range(match: re.Match[str]) -> tuple[str, Any]:
    """Give a range of days within one lunar month."""
    month = CHINESE_MONTHS[match["m"]]
    first, last = (DayWord(year_of(match), month, lunar_day(match[name]), lunar=True) for name in ("d", "d2"))
    return "range", (first, last)


def solar(match: re.Match[str]) -> tuple[str, Any]:
    """Give a day of the solar calendar."""
    groups = match.groupdict()
    month = MONTHS.index(groups["mon"][:3]) + 1 if groups.get("mon") else number_of(groups["m"] or "")
    return "day", DayWord(year_of(match), month, number_of(groups.get("d") or groups.get("dz") or ""))


def month(match: re.Match[str]) -> tuple[str, Any]:
    """Give a month."""
    groups = match.groupdict()
    return "month", MonthWord(year_of(match), MONTHS.index(groups["mon"][:3]) + 1 if groups.get("mon") else number_of(groups["m"] or ""))


READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, Any]]], ...] = (
    (HOLIDAY, lambda match: ("holiday", HolidayWord(HOLIDAYS[match["name"]], year_of(match)))),
    (ALL_HOLIDAYS, lambda match: ("holiday", HolidayWord())),
    (FESTIVAL, lambda match: ("day", DayWord(year_of(match), festival=FESTIVALS[match["name"]]))),
    (SINGLE_DAY, lambda match: ("day", DayWord(year_of(match), *SINGLE_DAYS[match["name"]]))),
    (UNCLEAR, lambda match: ("unclear", "day_or_holiday")),
    (NEW_YEAR_DAY, lambda match: ("day", DayWord(year_of(match), 1, lunar_day(match["d"]), lunar=True))),
    (LUNAR_RANGE, lunar_range),
    (LUNAR, lunar_found),
    (LUNAR_SHORT, lambda match: ("lunar_short", lunar_day(match["d"]))),
    (ISO, solar),
    (ZH_DAY, solar),
    (EN_DAY, solar),
    (EN_DAY_AFTER, solar),
    (ZH_MONTH, month),
    (EN_MONTH, month),
    (ZH_YEAR, lambda match: ("month", MonthWord(year_of(match)))),
    (ZH_SHORT, lambda match: ("day", DayWord(day=number_of(match["d"])))),
    (NUMBER, lambda match: ("number", DayWord(day=int(match["d"])))),
    (EN_YEAR, lambda match: ("year", int(match["y"]))),
    (EITHER_WAY, lambda match: ("unclear", "either_way")),
)


def at(plain: str, position: int) -> Iterator[Found]:
    """Give the names of days that begin at a position."""
    for pattern, read in READERS:
        match = pattern.match(plain, position)
        if match and match.end() > position:
            kind, value = read(match)
            if value != "":
                yield kind, value, match.end()
