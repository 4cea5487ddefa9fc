"""The Chinese calendar: lunar dates, their names, the solar terms, and the festivals that follow them.

Reckoned by lunar_python 1.4 (MIT) for Beijing time and held to `tests/rules/lunar_dates.csv`. Only lunar years 1900
to 2099 are answered: beyond them the library is unchecked, and in 2057 it differs from others for one month.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from lunar_python import Lunar, Solar

FIRST_YEAR, LAST_YEAR = 1900, 2099
FIRST_DAY, LAST_DAY = date(1900, 1, 31), date(2100, 2, 8)
MONTHS_ZH = ("正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月")
DIGITS_ZH = "十一二三四五六七八九"


class NoSuchLunarDay(ValueError):
    """A lunar day that does not exist, or a day outside the years this calendar answers for."""


@dataclass(frozen=True, order=True)
class LunarDate:
    """A day of the Chinese calendar (农历日); the year is the one in which its first month began."""

    year: int
    month: int
    day: int
    is_leap: bool = False


@dataclass(frozen=True)
class Festival:
    """A traditional festival or solar term (节日): by which name, in both languages."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True)
class FestivalDay:
    """The day of a festival in one year."""

    day: date
    festival: Festival


@dataclass(frozen=True)
class Term:
    """One of the twenty-four solar terms (节气), named in both languages."""

    zh: str
    en: str


SOLAR_TERMS = (
    Term("小寒", "Minor Cold"),
    Term("大寒", "Major Cold"),
    Term("立春", "Start of Spring"),
    Term("雨水", "Rain Water"),
    Term("惊蛰", "Awakening of Insects"),
    Term("春分", "Spring Equinox"),
    Term("清明", "Qingming"),
    Term("谷雨", "Grain Rain"),
    Term("立夏", "Start of Summer"),
    Term("小满", "Grain Buds"),
    Term("芒种", "Grain in Ear"),
    Term("夏至", "Summer Solstice"),
    Term("小暑", "Minor Heat"),
    Term("大暑", "Major Heat"),
    Term("立秋", "Start of Autumn"),
    Term("处暑", "End of Heat"),
    Term("白露", "White Dew"),
    Term("秋分", "Autumn Equinox"),
    Term("寒露", "Cold Dew"),
    Term("霜降", "Frost’s Descent"),
    Term("立冬", "Start of Winter"),
    Term("小雪", "Minor Snow"),
    Term("大雪", "Major Snow"),
    Term("冬至", "Winter Solstice"),
)
NEW_YEARS_EVE = Festival("new-years-eve", "除夕", "Lunar New Year’s Eve")
QINGMING = Festival("qingming", "清明", "Qingming")
WINTER_SOLSTICE = Festival("winter-solstice", "冬至", "Winter Solstice")
LUNAR_FESTIVALS: dict[tuple[int, int], Festival] = {
    (1, 1): Festival("spring-festival", "春节", "Lunar New Year’s Day"),
    (1, 15): Festival("lantern-festival", "元宵节", "Lantern Festival"),
    (1, 19): Festival("yanjiu", "燕九节", "Yanjiu Festival"),
    (2, 2): Festival("dragon-head", "龙抬头", "Dragon Raises its Head"),
    (5, 5): Festival("dragon-boat", "端午节", "Dragon Boat Festival"),
    (7, 7): Festival("qixi", "七夕", "Qixi Festival"),
    (7, 15): Festival("zhongyuan", "中元节", "Zhongyuan Festival"),
    (8, 15): Festival("mid-autumn", "中秋节", "Mid-Autumn Festival"),
    (9, 9): Festival("chongyang", "重阳节", "Chongyang Festival"),
    (12, 8): Festival("laba", "腊八节", "Laba Festival"),
}


@lru_cache(maxsize=8192)
def lunar_date(day: date) -> LunarDate:
    """Give the lunar date of a Gregorian day; raise NoSuchLunarDay outside lunar years 1900 to 2099."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise NoSuchLunarDay(f"{day}: lunar dates are known for {FIRST_YEAR} to {LAST_YEAR}")
    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    month = int(found.getMonth())
    return LunarDate(int(found.getYear()), abs(month), int(found.getDay()), month < 0)


@lru_cache(maxsize=8192)
def solar_date(year: int, month: int, day: int) -> date:
    """Give the Gregorian day of a lunar one, never in a leap month, where no festival falls.

    Raises NoSuchLunarDay when the month has no such day, such as 12-30 in a year whose last month has 29 days.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchLunarDay(f"lunar year {year}: lunar dates are known for {FIRST_YEAR} to {LAST_YEAR}")
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise NoSuchLunarDay(f"lunar {year}-{month}-{day}: months run from 1 to 12, days from 1 to 30")
    try:
        found = Lunar.fromYmd(year, month, day).getSolar()
    except Exception as error:  # The library raises nothing more exact.
        raise NoSuchLunarDay(f"lunar {year}-{month}-{day}: that month has 29 days") from error
    return _plain(found)


def lunar_label(day: date, language: str) -> str:
    """Give the lunar date in words: 农历十月十六, or in English (`en`) 16th of the 10th lunar month."""
    lunar = lunar_date(day)
    if language == "en":
        leap = "leap " if lunar.is_leap else ""
        return f"{ordinal(lunar.day)} of the {leap}{ordinal(lunar.month)} lunar month"
    leap = "闰" if lunar.is_leap else ""
    return f"农历{leap}{MONTHS_ZH[lunar.month - 1]}{day_zh(lunar.day)}"


@lru_cache(maxsize=256)
def solar_terms(year: int) -> tuple[tuple[date, Term], ...]:
    """Give the twenty-four solar terms of a Gregorian year with their days in Beijing, in order.

    Raises NoSuchLunarDay for years outside 1901 to 2099.
    """
    if not FIRST_YEAR < year <= LAST_YEAR:
        raise NoSuchLunarDay(f"year {year}: solar terms and festivals are known for {FIRST_YEAR + 1} to {LAST_YEAR}")
    table = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()
    # The library's table begins with the winter solstice before the year and names the one that ends it DONG_ZHI.
    return tuple((_plain(table["DONG_ZHI" if term.zh == "冬至" else term.zh]), term) for term in SOLAR_TERMS)


def solar_term(day: date, language: str) -> str | None:
    """Give the solar term that begins on a day, 立春 or in English (`en`) Start of Spring; None on most days.

    Raises NoSuchLunarDay for years outside 1901 to 2099.
    """
    term = dict(solar_terms(day.year)).get(day)
    return (term.en if language == "en" else term.zh) if term else None


@lru_cache(maxsize=256)
def festival_days(year: int) -> tuple[FestivalDay, ...]:
    """Give the festivals that fall in a Gregorian year, in order of their days.

    New Year's Eve is the day before 1-1, whether that is 12-29 or 12-30. Laba may fall twice in a year, or never.
    Raises NoSuchLunarDay for years outside 1901 to 2099.
    """
    terms = {term.zh: day for day, term in solar_terms(year)}
    found = [
        FestivalDay(solar_date(year, 1, 1) - timedelta(days=1), NEW_YEARS_EVE),
        FestivalDay(terms["清明"], QINGMING),
        FestivalDay(terms["冬至"], WINTER_SOLSTICE),
    ]
    for lunar_year in (year - 1, year):
        days = [(solar_date(lunar_year, *key), festival) for key, festival in LUNAR_FESTIVALS.items()]
        found += [FestivalDay(day, festival) for day, festival in days if day.year == year]
    return tuple(sorted(found, key=lambda one: one.day))


def festivals_on(day: date) -> tuple[Festival, ...]:
    """Give the festivals of one day, mostly none; raise NoSuchLunarDay for years outside 1901 to 2099."""
    return tuple(one.festival for one in festival_days(day.year) if one.day == day)


def _plain(solar: Any) -> date:
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def day_zh(day: int) -> str:
    """Give the name of a day of a lunar month: 初一 to 初十, 十一 to 十九, 二十, 廿一 to 廿九, 三十."""
    if day in (10, 20, 30):
        return {10: "初十", 20: "二十", 30: "三十"}[day]
    return ("初", "十", "廿")[day // 10] + DIGITS_ZH[day % 10]


def ordinal(number: int) -> str:
    """Give an English ordinal: 1st, 2nd, 3rd, 4th, 11th, 21st."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number not in (11, 12, 13) else "th"
    return f"{number}{ending}"
