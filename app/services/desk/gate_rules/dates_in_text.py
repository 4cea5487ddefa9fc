"""Dates in running text that no calendar has: 30 February, a Saturday that is a Sunday, a quarter past twenty-five."""

import re
from collections.abc import Iterator
from datetime import date

from app.documents.base import Document
from app.documents.event import EventDocument
from app.i18n import _
from app.services.desk.gate_rules.findings import Case, Findings, GateRule, found

DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
MONTH = r"(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
WEEKDAY = r"(Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
DAYS_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS_ZH = "一二三四五六日"
# 2027年2月6日（周六）; the year, and the weekday in brackets or after a space, need not be there.
ZH = re.compile(r"(?<![\d.])(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号](?:\s*[（(，、\s]?\s*(?:星期|周|礼拜)([一二三四五六日天]))?")
EN = re.compile(rf"(?:\b{WEEKDAY},?\s+(?:the\s+)?)?\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:,?\s+(\d{{4}})\b)?", re.IGNORECASE)
EN_US = re.compile(rf"\b{MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*[:–-]\s*\d{{2}}\b)(?:,?\s+(\d{{4}})\b)?", re.IGNORECASE)
ZH_RANGE = re.compile(r"(?<![\d.])(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?\s*[至到~～—–-]+\s*(\d{1,2})\s*[日号]")
ZH_TIME = re.compile(r"(?<!\d)(\d{1,2})\s*[点时]\s*(\d{1,2})\s*分")
ISO = re.compile(r"(?<![\d/\-.])((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/\-.])")
TIME = re.compile(r"(?<![\d:.])(\d{1,2})[:：](\d{2})(?![\d:：])")
LUNAR = re.compile(r"(?:正月|腊月|冬月|闰?[二三四五六七八九十]月)(三十[一二]|初[十〇零]|廿[十])")


def impossible_in_text(case: Case) -> Findings:
    """Give every date and time in a text that cannot be; a day without a year is one of the year of the event."""
    year = year_of(case.document)
    for said in case.texts:
        for _language, path, words in said.languages:
            for wrong in dict.fromkeys(impossible(words, "" if said.path.startswith("sources") else year)):
                yield found(GateRule.IMPOSSIBLE_DATE, path, wrong)


def year_of(document: Document) -> str:
    """Give the one year in which an event takes place, or nothing."""
    if not isinstance(document, EventDocument):
        return ""
    years = {day[:4] for entry in document.schedule for day in (entry.starts, entry.ends) if day}
    return years.pop() if len(years) == 1 else ""


def impossible(words: str, year: str = "") -> Iterator[str]:
    """Give a sentence for each date or time in some words that cannot be."""
    for match in ZH.finditer(words):
        weekday = DAYS_ZH.index(match[4].replace("天", "日")) if match[4] else None
        yield from faults_of(match[0], match[1] or year, int(match[2]), int(match[3]), weekday)
    for match in EN.finditer(words):
        month = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(match[3].lower()[:3]))
        weekday = DAYS_EN.index(match[1].lower()[:3]) if match[1] else None
        yield from faults_of(match[0], match[4] or year, month, int(match[2]), weekday)
    for match in ISO.finditer(words):
        yield from faults_of(match[0], match[1], int(match[3]), int(match[4]), None)
    for match in EN_US.finditer(words):
        month = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(match[1].lower()[:3]))
        yield from faults_of(match[0], match[3], month, int(match[2]), None)
    for match in ZH_RANGE.finditer(words):
        yield from faults_of(match[0], None, int(match[1]), int(match[3]), None)
        if int(match[3]) < int(match[2]):
            yield _("“%(words)s” ends before it begins.", words=match[0])
    for match in ZH_TIME.finditer(words):
        if int(match[1]) > 24 or int(match[2]) > 59:
            yield _("“%(words)s” is no time of day.", words=match[0])
    for match in TIME.finditer(words):
        if int(match[2]) > 59 or int(match[1]) > 24 or (match[1] == "24" and match[2] != "00"):
            yield _("“%(words)s” is no time of day.", words=match[0])
    for match in LUNAR.finditer(words):
        yield _("“%(words)s” is no day of the calendar.", words=match[0])


def faults_of(words: str, year: str | None, month: int, day: int, weekday: int | None) -> Iterator[str]:
    """Give what is wrong with one date: no such day, or another weekday than is said."""
    if not 1 <= month <= 12 or not 1 <= day <= DAYS_IN[month - 1]:
        yield _("“%(words)s” is no day of the calendar.", words=words)
        return
    try:
        exact = date(int(year), month, day) if year and int(year) else None
    except ValueError:
        yield _("“%(words)s” is no day of the calendar.", words=words)
        return
    if exact and weekday is not None and exact.weekday() != weekday and exact.year > 1912:
        yield _("“%(words)s”: that day is another day of the week.", words=words)
