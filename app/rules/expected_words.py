"""Why a series is expected when it is: its rule in words, in Chinese and English, for a series without words of its own.

Only days that follow from the rule are said; a season is said by its months.
"""

from functools import lru_cache

from app.formatting import MONTHS_LONG
from app.rules.anchors import Anchor
from app.rules.expected import Regularity, Rule
from app.rules.lunar import LUNAR_FESTIVALS, MONTHS_ZH, Festival, day_zh, ordinal
from app.rules.schedule_words import weekday_words

UNDATED = {
    Regularity.IRREGULAR: {"zh": "日期不固定", "en": "no fixed dates"},
    Regularity.PERMANENT: {"zh": "常年开放", "en": "open all year"},
    Regularity.PROGRAMME: {"zh": "没有面向公众的固定日期", "en": "a programme of work without fixed dates for the public"},
}
YEARS = {
    "biennial-odd": {"zh": "奇数年", "en": "in odd years, "},
    "biennial-even": {"zh": "偶数年", "en": "in even years, "},
    "annual": {"zh": "", "en": ""},
}
OWN_NAMES = {1, 11, 12}
"""Lunar months whose Chinese names (正月, 冬月, 腊月) no one takes for months of the solar year."""
NEW_YEAR = (1, 1)
WEEKEND = frozenset({5, 6})


@lru_cache(maxsize=1024)
def reason(rule: Rule, language: str) -> str:
    """Give a rule in words: 通常为正月初一至初五, in English (`en`) usually lunar New Year’s Day to the 5th."""
    lang = "en" if language == "en" else "zh"
    if rule.regularity is not Regularity.DATED:
        return UNDATED[rule.regularity][lang]
    return _reason_en(rule) if lang == "en" else _reason_zh(rule)


def _reason_zh(rule: Rule) -> str:
    words = ""
    if rule.when == "lunar":
        words = _lunar_zh(rule.anchors)
    elif rule.when == "months":
        words = _months_zh(rule.anchors)
    elif rule.when == "near":
        words = f"{_near_zh(rule.anchors)}前后"
    elif rule.when == "weekend-near":
        words = f"最接近{_near_zh(rule.anchors)}的周末"
    if rule.weekdays:
        days = "周末" if rule.weekdays == WEEKEND else weekday_words(rule.weekdays, "zh")
        words = f"{words}的{days}" if words else days
    return f"通常{'为' if rule.when == 'lunar' and not rule.weekdays else '在'}{YEARS[rule.cycle]['zh']}{words}"


def _reason_en(rule: Rule) -> str:
    parts = []
    if rule.weekdays:
        names = weekday_words(rule.weekdays, "en")
        parts.append("at weekends" if rule.weekdays == WEEKEND else names if "–" in names else f"on {names}")
    if rule.when == "lunar":
        parts.append(_lunar_en(rule.anchors))
    elif rule.when == "months":
        parts.append(_months_en(rule.anchors))
    elif rule.when == "near":
        parts.append(f"around {_near_en(rule.anchors)}")
    elif rule.when == "weekend-near":
        parts.append(f"the weekend nearest {_near_en(rule.anchors)}")
    return f"usually {YEARS[rule.cycle]['en']}{', '.join(parts)}"


def _lunar_zh(anchors: tuple[Anchor, ...]) -> str:
    """正月初一至初五, 腊月廿三至正月十五, 农历五月初五."""
    first, last = anchors[0], anchors[-1]
    if last == first:
        return _near_zh((first,)) if first[1:] != NEW_YEAR else _day_of_month_zh(first)
    words = _day_of_month_zh(first)
    return f"{words}至{day_zh(last.day) if last.month == first.month and last > first else _day_of_month_zh(last)}"


def _day_of_month_zh(anchor: Anchor) -> str:
    return f"{'' if anchor.month in OWN_NAMES else '农历'}{MONTHS_ZH[anchor.month - 1]}{day_zh(anchor.day)}"


def _lunar_en(anchors: tuple[Anchor, ...]) -> str:
    """Lunar New Year’s Day to the 5th; at the Lantern Festival; the 23rd of the 12th lunar month to the 15th of the 1st."""
    first, last = anchors[0], anchors[-1]
    if first == last:
        return f"{'at' if _festival(first) else 'on'} {_near_en(anchors)}"
    if first[1:] == NEW_YEAR:
        rest = f" of the {ordinal(last.month)} lunar month" if last.month != 1 else ""
        return f"lunar New Year’s Day to the {ordinal(last.day)}{rest}"
    month = f"of the {ordinal(first.month)} lunar month"
    if last.month == first.month and last > first:
        return f"the {ordinal(first.day)} to the {ordinal(last.day)} {month}"
    return f"the {ordinal(first.day)} {month} to the {ordinal(last.day)} of the {ordinal(last.month)}"


def _months_zh(anchors: tuple[Anchor, ...]) -> str:
    """7月, 4月至10月, 10月至次年1月."""
    first, last = anchors
    if first.month == last.month and first <= last:
        return f"{first.month}月"
    return f"{first.month}月至{'次年' if last < first else ''}{last.month}月"


def _months_en(anchors: tuple[Anchor, ...]) -> str:
    """In July, April to October."""
    first, last = anchors
    if first.month == last.month and first <= last:
        return f"in {MONTHS_LONG[first.month - 1]}"
    return f"{MONTHS_LONG[first.month - 1]} to {MONTHS_LONG[last.month - 1]}"


def _near_zh(anchors: tuple[Anchor, ...]) -> str:
    """The festival of a day, or the day: 中秋节, 农历三月初三, 6月14日."""
    anchor = anchors[0]
    if not anchor.is_lunar:
        return f"{anchor.month}月{anchor.day}日"
    if anchor[1:] == NEW_YEAR:
        return "春节"
    festival = _festival(anchor)
    return festival.zh if festival else _day_of_month_zh(anchor)


def _near_en(anchors: tuple[Anchor, ...]) -> str:
    """The Mid-Autumn Festival, lunar New Year’s Day, the 3rd of the 3rd lunar month, 14 June."""
    anchor = anchors[0]
    if not anchor.is_lunar:
        return f"{anchor.day} {MONTHS_LONG[anchor.month - 1]}"
    if anchor[1:] == NEW_YEAR:
        return "lunar New Year’s Day"
    festival = _festival(anchor)
    return f"the {festival.en}" if festival else f"the {ordinal(anchor.day)} of the {ordinal(anchor.month)} lunar month"


def _festival(anchor: Anchor) -> Festival | None:
    """The festival of a lunar day, if it is one that both languages call a festival."""
    festival = LUNAR_FESTIVALS.get((anchor.month, anchor.day))
    return festival if festival and festival.en.endswith("Festival") else None
