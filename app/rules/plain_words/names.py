"""The names of days: dates in figures and words, lunar days, festivals and holidays."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from app.rules.lunar import SOLAR_TERMS
from app.rules.plain_words.dates import NEW_YEARS_EVE, DayWord, HolidayWord, MonthWord
from app.rules.plain_words.writing import number_of

Found = tuple[str, Any, int]
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ZH = "[〇零一二三四五六七八九十廿]"
YEAR = r"(?:(?P<y>(?:19|20)\d\d)\s*年?\s*|(?P<yw>今年|本年|明年|后年))"
ENDING = r"\s*(?:st|nd|rd|th)?"
MONTH_EN = r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
LUNAR_MONTH = "正|冬|腊|十[一二]|[一二三四五六七八九十]"
LUNAR_DAY = "初[一二三四五六七八九十]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?|三十"
LUNAR_MARK = "(?:农历|阴历|旧历)"
CHINESE_MONTHS = {"正": 1, "冬": 11, "腊": 12}
SINGLE_DAYS = {
    "元旦": (1, 1), "妇女节": (3, 8), "劳动节": (5, 1), "青年节": (5, 4), "儿童节": (6, 1), "教师节": (9, 10), "国庆节": (10, 1), "国庆日": (10, 1),
    "圣诞节": (12, 25), "平安夜": (12, 24), "跨年夜": (12, 31),
    "new year's day": (1, 1), "new year's eve": (12, 31), "labour day": (5, 1), "labor day": (5, 1), "may day": (5, 1), "women's day": (3, 8),
    "children's day": (6, 1), "national day": (10, 1), "christmas day": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25),
}  # fmt: skip
FESTIVALS = {
    "除夕": NEW_YEARS_EVE, "除夕夜": NEW_YEARS_EVE, "大年三十": NEW_YEARS_EVE, "年三十": NEW_YEARS_EVE, "春节当天": "spring-festival", "春节当日": "spring-festival",
    "元宵节": "lantern-festival", "元宵": "lantern-festival", "燕九节": "yanjiu", "龙抬头": "dragon-head", "端午节": "dragon-boat", "端午": "dragon-boat",
    "七夕": "qixi", "七夕节": "qixi", "中元节": "zhongyuan", "中秋节": "mid-autumn", "中秋": "mid-autumn", "重阳节": "chongyang", "重阳": "chongyang",
    "腊八节": "laba", "腊八": "laba", "清明节": "qingming",
    **{f"{which} new year's eve": NEW_YEARS_EVE for which in ("lunar", "chinese")}, "spring festival eve": NEW_YEARS_EVE,
    **{f"{which} new year's day": "spring-festival" for which in ("lunar", "chinese")},
    "lantern festival": "lantern-festival", "dragon boat festival": "dragon-boat", "qixi": "qixi", "qixi festival": "qixi",
    "mid-autumn festival": "mid-autumn", "mid-autumn day": "mid-autumn", "double ninth festival": "chongyang", "chongyang festival": "chongyang",
    "laba festival": "laba", "qingming": "qingming", "qingming festival": "qingming", "tomb-sweeping day": "qingming", "winter solstice": "winter-solstice",
    **{term.zh: term.zh for term in SOLAR_TERMS}, "冬至": "winter-solstice", "清明": "qingming",
}  # fmt: skip
HOLIDAYS = {
    "元旦": "元旦", "春节": "春节", "清明节": "清明", "清明": "清明", "五一": "劳动", "劳动节": "劳动", "五一劳动节": "劳动", "端午节": "端午", "端午": "端午",
    "中秋节": "中秋", "中秋": "中秋", "国庆节": "国庆", "国庆": "国庆", "十一": "国庆",
    "new year": "元旦", "new year's": "元旦", "new year's day": "元旦", "spring festival": "春节", "chinese new year": "春节", "lunar new year": "春节",
    "qingming": "清明", "qingming festival": "清明", "labour day": "劳动", "labor day": "劳动", "may day": "劳动", "dragon boat": "端午",
    "dragon boat festival": "端午", "mid-autumn": "中秋", "mid-autumn festival": "中秋", "national day": "国庆",
}  # fmt: skip
EITHER = ("春节", "国庆", "五一", "新年", "新春", "spring festival", "chinese new year", "lunar new year", "new year", "golden week", "黄金周")


def one_of(words: Any) -> str:
    """Give a pattern for any of some words, the longest first; English ones whole."""
    parts = sorted(words, key=len, reverse=True)
    return "|".join(rf"(?<![a-z]){re.escape(part)}(?![a-z'])" if part.isascii() else re.escape(part) for part in parts)


HOLIDAY = re.compile(
    rf"{YEAR}?(?P<name>{one_of(HOLIDAYS)})\s*(?:期间|假期|长假|小长假|假日|放假期间|(?:public\s+)?(?:holidays?|break|period|week)(?![a-z]))"
)
ALL_HOLIDAYS = re.compile(r"法定节假日|法定假日|国家法定节假日|节假日|公共假期|(?<![a-z])(?:public|national|bank)\s+holidays?(?![a-z])")
FESTIVAL = re.compile(rf"{YEAR}?(?P<name>{one_of(FESTIVALS)})(?:当天|当日|那天)?(?:\s+(?P<y2>20\d\d)(?!\d))?")
SINGLE_DAY = re.compile(rf"{YEAR}?(?P<name>{one_of(SINGLE_DAYS)})(?:当天|当日|那天)?(?:\s+(?P<y2>20\d\d)(?!\d))?")
UNCLEAR = re.compile(rf"{YEAR}?(?:{one_of(EITHER)})")
NEW_YEAR_DAY = re.compile(rf"{YEAR}?大?年(?P<d>初[一二三四五六七八九十])")
LUNAR = re.compile(rf"{YEAR}?(?P<mark>{LUNAR_MARK})?(?P<leap>闰)?(?P<m>{LUNAR_MONTH})月(?P<d>{LUNAR_DAY})(?P<ri>[日号])?")
LUNAR_SHORT = re.compile(r"(?P<d>初[一二三四五六七八九十]|廿[一二三四五六七八九]?)")
LUNAR_RANGE = re.compile(rf"{YEAR}?{LUNAR_MARK}?(?P<m>正|冬|腊)月(?P<d>{LUNAR_DAY})\s*(?:至|到|-)\s*(?P<d2>{LUNAR_DAY})(?!月)")
ISO = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d])")
ZH_DAY = re.compile(rf"{YEAR}?(?P<m>\d{{1,2}}|{ZH}{{1,2}})\s*月\s*(?:(?P<d>\d{{1,2}})(?![\d:点时])\s*[日号]?|(?P<dz>{ZH}{{1,3}})[日号])")
ZH_MONTH = re.compile(rf"{YEAR}?(?P<m>\d{{1,2}}|{ZH}{{1,2}})\s*月(?!\s*\d|{ZH}{{1,3}}[日号])份?")
ZH_YEAR = re.compile(r"(?:(?P<y>(?:19|20)\d\d)\s*年|(?P<yw>今年|本年|明年|后年))(?!\s*\d)")
ZH_SHORT = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}|{ZH}{{1,3}})\s*[日号]")
EN_DAY = re.compile(rf"(?<![\d.:])(?P<d>\d{{1,2}}){ENDING}(?:\s+day)?(?:\s+of)?\s*{MONTH_EN}(?:,?\s+(?P<y>(?:19|20)\d\d)(?!\d))?")
EN_DAY_AFTER = re.compile(rf"(?<![a-z]){MONTH_EN}\s*(?P<d>\d{{1,2}}){ENDING}(?![\d:]|\s*(?:am|pm|a\.m|p\.m))(?:,?\s+(?P<y>(?:19|20)\d\d)(?!\d))?")
EN_MONTH = re.compile(rf"(?<![a-z]){MONTH_EN}(?:,?\s+(?P<y>(?:19|20)\d\d)(?!\d))?")
NUMBER = re.compile(rf"(?<![\d.:/])(?:the\s+)?(?P<d>\d{{1,2}}){ENDING}(?![\d:./a-z%]|\s*(?:点|时|月|年|周|个|am|pm|a\.m|p\.m|元|人))")
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
