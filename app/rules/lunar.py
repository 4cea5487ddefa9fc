"""The Chinese calendar: lunar dates, their names and the festivals that follow them.

Reckoned by lunar_python 1.4 (MIT) for Beijing time and held to `tests/rules/lunar_dates.csv`. Only lunar years 1900
to 2099 are answered: beyond them the library is unchecked, and in 2057 it differs from others for one month.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from lunar_python import Lunar, Solar

FIRST_YEAR, LAST_YEAR = 1900, 2099
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
    if not FIRST_YEAR <= day.year <= LAST_YEAR + 1:
        raise NoSuchLunarDay(f"{day}: lunar dates are known for {FIRST_YEAR} to {LAST_YEAR}")
    found = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    year, month = int(found.getYear()), int(found.getMonth())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchLunarDay(f"{day}: lunar dates are known for {FIRST_YEAR} to {LAST_YEAR}")
    return LunarDate(year, abs(month), int(found.getDay()), month < 0)


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
        return f"{_ordinal(lunar.day)} of the {leap}{_ordinal(lunar.month)} lunar month"
    leap = "闰" if lunar.is_leap else ""
    return f"农历{leap}{MONTHS_ZH[lunar.month - 1]}{_day_zh(lunar.day)}"


@lru_cache(maxsize=256)
def festival_days(year: int) -> tuple[FestivalDay, ...]:
    """Give the festivals that fall in a Gregorian year, in order of their days.

    New Year's Eve is the day before 1-1, whether that is 12-29 or 12-30. Laba may fall twice in a year, or never.
    Raises NoSuchLunarDay for years outside 1901 to 2099.
    """
    terms = _solar_terms(year)
    found = [
        FestivalDay(solar_date(year, 1, 1) - timedelta(days=1), NEW_YEARS_EVE),
        FestivalDay(terms["清明"], QINGMING),
        FestivalDay(terms["DONG_ZHI"], WINTER_SOLSTICE),
    ]
    for lunar_year in (year - 1, year):
        days = [(solar_date(lunar_year, *key), festival) for key, festival in LUNAR_FESTIVALS.items()]
        found += [FestivalDay(day, festival) for day, festival in days if day.year == year]
    return tuple(sorted(found, key=lambda one: one.day))


def festivals_on(day: date) -> tuple[Festival, ...]:
    """Give the festivals of one day, mostly none; raise NoSuchLunarDay for years outside 1901 to 2099."""
    return tuple(one.festival for one in festival_days(day.year) if one.day == day)


def _solar_terms(year: int) -> dict[str, date]:
    """The days of the solar terms; the library writes the winter solstice that ends the year as DONG_ZHI."""
    if not FIRST_YEAR < year <= LAST_YEAR:
        raise NoSuchLunarDay(f"year {year}: festivals are known for {FIRST_YEAR + 1} to {LAST_YEAR}")
    table = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()
    return {name: _plain(table[name]) for name in ("清明", "DONG_ZHI")}


def _plain(solar: Any) -> date:
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def _day_zh(day: int) -> str:
    """初一 to 初十, 十一 to 十九, 二十, 廿一 to 廿九, 三十."""
    if day in (10, 20, 30):
        return {10: "初十", 20: "二十", 30: "三十"}[day]
    return ("初", "十", "廿")[day // 10] + DIGITS_ZH[day % 10]


def _ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number not in (11, 12, 13) else "th"
    return f"{number}{ending}"
