"""Jinja filters: dates and ranges, hours, distances, money, Markdown; pure functions of the value and the language."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markupsafe import Markup

from app import i18n

MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS_LONG = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_ZH = "一二三四五六日"


@lru_cache(maxsize=4_000)
def day(value: date, lang: str, weekday: bool = True) -> str:
    """Give a day: 2027年2月6日（周六）, Sat 6 Feb 2027."""
    if lang == "en":
        return (f"{WEEKDAYS_EN[value.weekday()]} " if weekday else "") + f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    ending = ("（週" if lang == "zh-hant" else "（周") + f"{WEEKDAYS_ZH[value.weekday()]}）" if weekday else ""
    return f"{value.year}年{value.month}月{value.day}日{ending}"


@lru_cache(maxsize=4_000)
def partial(value: str, lang: str, weekday: bool = False) -> str:
    """Give a year, a month or a day as far as it is known; never a day that is not."""
    if len(value) == 4:
        return value if lang == "en" else f"{value}年"
    year, month = value[:4], int(value[5:7])
    if len(value) == 7:
        return f"{MONTHS_LONG[month - 1]} {year}" if lang == "en" else f"{year}年{month}月"
    return day(date.fromisoformat(value), lang, weekday)


@lru_cache(maxsize=4_000)
def span(starts: str, ends: str | None, lang: str) -> str:
    """Give a range of partial dates without saying the year or month twice."""
    if not ends or ends == starts:
        return partial(starts, lang, len(starts) == 10)
    if lang == "en":
        left = partial(starts, lang)
        if starts[:4] == ends[:4] and len(starts) > 4:
            left = left.rsplit(" ", 1)[0]
            if starts[:7] == ends[:7] and len(starts) == len(ends) == 10:
                left = left.split(" ")[0]
        return f"{left} – {partial(ends, lang)}"
    right = partial(ends, lang)
    if starts[:4] == ends[:4] and len(ends) > 4:
        right = right.split("年", 1)[1]
    return f"{partial(starts, lang)}至{right}"


@lru_cache(maxsize=500)
def month_name(value: str, lang: str) -> str:
    """Give a month YYYY-MM: 2027年2月, February 2027."""
    return partial(value, lang)


@lru_cache(maxsize=100)
def short_month(number: int, lang: str) -> str:
    """Give a month for a date block: 2月, Feb."""
    return MONTHS[number - 1] if lang == "en" else f"{number}月"


def weekday_name(value: date, lang: str) -> str:
    """Give a day's weekday: 周六, Sat."""
    if lang == "en":
        return WEEKDAYS_EN[value.weekday()]
    return ("週" if lang == "zh-hant" else "周") + WEEKDAYS_ZH[value.weekday()]


def distance(metres: float, lang: str) -> str:
    """Give a distance: 120 m, 2.0 km; 120 米, 2.0 公里."""
    if metres < 1000:
        rounded = max(10, round(metres / 10) * 10)
        return f"{rounded} m" if lang == "en" else f"{rounded} 米"
    return f"{metres / 1000:.1f} km" if lang == "en" else f"{metres / 1000:.1f} 公里"


def duration(minutes: int, lang: str) -> str:
    """Give a time on the way: 25 min, 2.7 hours; 25 分钟, 2.7 小时."""
    if minutes < 60:
        return f"{minutes} min" if lang == "en" else i18n.in_language({"zh": f"{minutes} 分钟"}, lang)
    hours = f"{minutes / 60:.1f}".removesuffix(".0")
    return (f"{hours} hour" if hours == "1" else f"{hours} hours") if lang == "en" else i18n.in_language({"zh": f"{hours} 小时"}, lang)


def money(yuan: float, lang: str) -> str:
    """Give a price: ¥20 in Chinese, CNY 20 in English."""
    amount = f"{yuan:g}"
    return f"CNY {amount}" if lang == "en" else f"¥{amount}"


@lru_cache(maxsize=2_000)
def html_of(text: str) -> Markup:
    """Give Markdown as safe HTML: no HTML of its own, no images, links without tricks."""
    rendered = MARKDOWN.render(text)
    return Markup(nh3.clean(rendered, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel="noopener"))  # noqa: S704  (nh3 cleaned it)


def markdown(text: Any) -> Markup:
    """Give a Markdown text of a document in the request's language, marked when it is in the other one."""
    if not text:
        return Markup("")
    rendered = html_of(i18n.in_language(text))
    return Markup('<div lang="zh-Hans">{}</div>').format(rendered) if i18n.is_missing(text) else i18n.mark_chinese(rendered)


def clock_time(moment: datetime) -> str:
    """Give a moment's time of day: 17:00."""
    return f"{moment:%H:%M}"


def init_app(app: Flask) -> None:
    """Give templates the filters, each in the request's language."""
    env = app.jinja_env
    env.filters["day"] = lambda value, weekday=True: day(value, i18n.code(), weekday)
    env.filters["partial"] = lambda value, weekday=False: partial(value, i18n.code(), weekday)
    env.filters["month_name"] = lambda value: month_name(value, i18n.code())
    env.filters["short_month"] = lambda value: short_month(value, i18n.code())
    env.filters["weekday"] = lambda value: weekday_name(value, i18n.code())
    env.filters["distance"] = lambda value: distance(value, i18n.code())
    env.filters["duration"] = lambda value: duration(value, i18n.code())
    env.filters["money"] = lambda value: money(value, i18n.code())
    env.filters["markdown"] = markdown
    env.filters["clock_time"] = clock_time
    env.globals["span"] = lambda starts, ends=None: span(starts, ends, i18n.code())
    env.trim_blocks = True
    env.lstrip_blocks = True
