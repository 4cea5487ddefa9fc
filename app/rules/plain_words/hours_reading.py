"""Opening hours in plain words, in Chinese and English, to OpenStreetMap's form: 周二至周日9:00–17:00，周一闭馆 is Tu-Su 09:00-17:00.

What is not understood is given back as it was typed, never guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from app.rules.hours.parsing import BadHours, parse_hours
from app.rules.hours.words import describe
from app.rules.hours.written import MONTHS, WEEKDAYS
from app.rules.plain_words.clocks import Times
from app.rules.plain_words.dates import HolidayWord, MonthWord
from app.rules.plain_words.lines import Gathered, Line, gathered
from app.rules.plain_words.phrases import Named, Phrase, Stretch, phrases_of
from app.rules.plain_words.rules import Days
from app.rules.plain_words.schedule_reading import pieces, time_of
from app.rules.plain_words.writing import written
from app.rules.refusals import Unfit

LONGEST_TEXT = 500
WEEK = frozenset(range(7))
PH = 7
MOST_LAST_ENTRY_MIN = 240
NAMES = (*WEEKDAYS, "PH")
ENTRY = "(?:入场|进场|入馆|入园|入内|售票|检票|领票|参观)"
ALL_DAY = re.compile(
    r"全天(?:候)?(?:24小时)?(?:对外)?(?:开放)?|24\s*小时(?:全天)?(?:开放)?|二十四小时(?:开放)?"
    r"|open\s+24\s+hours(?:\s+a\s+day)?|24\s*hours(?:\s+a\s+day)?|open\s+(?:all\s+day|around\s+the\s+clock)|24/7",
    re.IGNORECASE,
)
IS_OSM = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}|PH|{'|'.join(MONTHS)})\b|^\s*24/7\s*$")
SEASON = re.compile(r"[春夏秋冬淡旺]|季|节|假|season|summer|winter|spring|autumn|holiday|term|except|\b(?:mo|tu|we|th|fr|sa|su|ph)\b", re.IGNORECASE)
SHUT = "(?:闭馆|休息|闭园|不开放|休馆|休园|不营业|休业|歇业)"
HOLIDAYS = "(?:法定)?(?:国家)?(?:法定)?(?:节假日|假日)"
OPEN_ON_HOLIDAYS = re.compile(
    rf"(?<=[周星期礼拜一二三四五六日天])(?P<shut>{SHUT})\s*[，,]?\s*[（(]?\s*"
    rf"(?:遇|逢|如遇|除)?\s*{HOLIDAYS}\s*(?:除外|外|以外|照常开放|正常开放|开放|例外)\s*[）)]?"
    rf"|除了?{HOLIDAYS}以?外\s*[，,]?\s*(?P<shut_before>(?:每|逢|每逢)?(?:周|星期)[一二三四五六日天、和及周星期]*{SHUT})"
    r"|(?P<closed>closed\s+(?:on\s+)?[a-z ,&]+?days?)\s*[,(]?\s*(?:except|but\s+open|excluding)\s+(?:on\s+)?(?:public|national)\s+holidays?\s*[)]?",
    re.IGNORECASE,
)
SEASON_NAME = re.compile(
    r"(?:旺季|淡季|夏季|冬季|夏令|冬令|夏秋季|冬春季|summer|winter|high season|low season)(?:时间)?(?=\s*[（(:：]\s*[\d一二三四五六七八九十a-z])",
    re.IGNORECASE,
)
LAST_ENTRY = re.compile(
    rf"[，,；;]?\s*[（(]?\s*(?P<at>\d{{1,2}}[:：]\d\d)\s*(?:后|起|以后)?(?:停止|截止|不再){ENTRY}\s*[）)]?"
    rf"|[，,；;]?\s*[（(]?\s*(?:最晚{ENTRY}|(?:停止|截止){ENTRY}|最后{ENTRY})(?:时间)?\s*[:：为]?\s*(?P<to>\d{{1,2}}[:：]\d\d)\s*[）)]?"
    r"|[,;]?\s*[(]?\s*(?:last\s+(?:entry|admission|entries|tickets)|no\s+(?:entry|admission)\s+after)\s*(?:at|is|:)?\s*(?P<en>\d{1,2}[:.]\d\d)\s*[)]?",
    re.IGNORECASE,
)
BEFORE = re.compile(
    rf"[，,；;]?\s*[（(]?\s*(?:闭馆|关门|闭园|关闭|停止营业)前\s*(?P<zh>\d{{1,3}}|半|一|1)\s*(?P<unit>分钟|个?小时)\s*(?:停止|截止)?{ENTRY}?\s*[）)]?"
    r"|[,;]?\s*[(]?\s*last\s+(?:entry|admission)\s+(?P<en>\d{1,3}|half\s+an|one|an)\s*(?P<en_unit>min(?:utes?)?|hours?)\s+before\s+clos(?:ing|e)(?:\s+time)?\s*[)]?",
    re.IGNORECASE,
)


@dataclass
class HoursReading:
    """What a text says: opening hours as OpenStreetMap writes them, the last entry in minutes before closing, and what is left over."""

    value: str | None = None
    last_entry_min: int | None = None
    not_understood: list[str] = field(default_factory=list)
    faults: list[Unfit] = field(default_factory=list)


def read_hours(text: str) -> HoursReading:
    """Give what a text of at most 500 characters says; no value when nothing of it can be relied on."""
    if IS_OSM.search(text) and can_be_read(text.strip()):
        return HoursReading(text.strip())
    reading = HoursReading()
    rest, before = taken(text[:LONGEST_TEXT], BEFORE)
    rest, last = taken(rest, LAST_ENTRY)
    rest, on_holidays = open_on_holidays(SEASON_NAME.sub(" ", rest))
    plain = written(ALL_DAY.sub(" 0:00-24:00 ", rest))
    found = gathered([with_holidays(phrase) for phrase in phrases_of(plain)])
    try:
        reading.value = value_of(found, on_holidays=on_holidays)
        if reading.value:
            parse_hours(reading.value)
            reading.last_entry_min = last_entry(before, last, found)
    except (Unfit, BadHours) as fault:
        reading.value, reading.faults = None, [fault]
    reading.not_understood = pieces(plain, found.unknown) + ([text[LONGEST_TEXT:].strip()] if len(text) > LONGEST_TEXT else [])
    if any(SEASON.search(piece) for piece in reading.not_understood):
        reading.value = None
    if text.strip() and not (reading.value or reading.faults or reading.not_understood):
        reading.not_understood = [text.strip()]
    return reading


def can_be_read(text: str) -> bool:
    """Whether a text is opening hours in OpenStreetMap's form already."""
    try:
        parse_hours(text)
    except BadHours:
        return False
    return True


def said(value: str, language: str) -> str:
    """Give opening hours in words, as the public page says them; raise BadHours for what cannot be read."""
    return describe(value, language)


def taken(text: str, pattern: re.Pattern[str]) -> tuple[str, re.Match[str] | None]:
    """Give a text without what a pattern finds first, and what it found."""
    match = pattern.search(text)
    return (text, None) if match is None else (f"{text[: match.start()]} {text[match.end() :]}", match)


def with_holidays(phrase: Phrase) -> Phrase:
    """Give public holidays as the eighth day of the week, as OpenStreetMap does."""
    if phrase.kind == "unknown" and isinstance(phrase.value, HolidayWord) and not phrase.value.name:
        return phrase._replace(kind="pattern", value=Days(frozenset({PH}), is_every=True))
    return phrase


def open_on_holidays(text: str) -> tuple[str, bool]:
    """Give a text without the words that a weekday on which it is closed is none on public holidays, and whether it had them."""
    match = OPEN_ON_HOLIDAYS.search(text)
    if match is None:
        return text, False
    kept = match["shut"] or match["shut_before"] or match["closed"]
    return f"{text[: match.start()]}{kept} {text[match.end() :]}", True


def value_of(found: Gathered, *, on_holidays: bool) -> str | None:
    """Give the rules of all lines in OpenStreetMap's form, None without any; raise Unfit for what opening hours cannot say."""
    out = weekdays_out(found.left_out)
    rules: dict[tuple[str, str], frozenset[int]] = {}
    for line in found.lines:
        days = days_of(line, out)
        if line.times and days:
            key = season_of(line.stretch), ",".join(span_of(one) for one in line.times)
            rules[key] = rules.get(key, frozenset()) | days
        elif line.pattern != Days(frozenset({PH}), is_every=True) and line.says_when:
            raise Unfit("the days have no times; write from when to when, such as 9:00–17:00")
    if on_holidays:
        if len(rules) != 1:
            raise Unfit("hours on public holidays must be written out, since they differ from day to day")
        rules = {key: days | {PH} for key, days in rules.items()}
    said = [f"{season} {named(days)} {times}".strip() for (season, times), days in rules.items()]
    said = ["24/7" if one == "Mo-Su 00:00-24:00" and len(said) == 1 else one for one in said]
    if said and PH in out:
        said.append("PH off")
    return "; ".join(said) or None


def weekdays_out(left_out: Iterable[Phrase]) -> frozenset[int]:
    """Give the weekdays and holidays on which it is closed; raise Unfit for dates, which are changes of single days."""
    found: set[int] = set()
    for phrase in left_out:
        if isinstance(phrase.value, Days):
            found |= phrase.value.weekdays
        elif isinstance(phrase.value, HolidayWord) and not phrase.value.name:
            found.add(PH)
        else:
            raise Unfit("closures of single days are not usual hours; write them under the changes of single days")
    return frozenset(found)


def days_of(line: Line, out: frozenset[int]) -> frozenset[int]:
    """Give the days of a line; raise Unfit for single dates and for rules that opening hours do not have."""
    if line.dates or line.turn or line.also or not (line.pattern in {None, "daily"} or isinstance(line.pattern, Days)):
        raise Unfit("opening hours are the same each week; single days are written under the changes of single days")
    if isinstance(line.pattern, Days):
        return line.pattern.weekdays - (out - {PH})
    return WEEK - out - line.less


def season_of(stretch: Stretch | None) -> str:
    """Give the months or days of the year between which hours hold: Apr 15-Oct 15, Nov-Mar."""
    if stretch is None or (stretch.is_open and not stretch.first and not stretch.last):
        return ""
    if stretch.first is None or stretch.last is None:
        raise Unfit("a season needs its beginning and its end, such as 4月1日至10月31日")
    first, last = end_of_season(stretch.first), end_of_season(stretch.last)
    return first if first == last else f"{first}-{last}"


def end_of_season(end: Named | MonthWord) -> str:
    """Give one end of a season; raise Unfit for one year only."""
    month = end.word.month if isinstance(end, Named) else end.month
    year = end.word.year if isinstance(end, Named) else end.year
    is_named = isinstance(end, Named) and end.word.is_named
    if year or not month or is_named:
        raise Unfit("usual hours hold every year; hours of one year are written under the changes of single days")
    day = f" {end.word.day:02}" if isinstance(end, Named) and end.word.day else ""
    return f"{MONTHS[month - 1]}{day}"


def span_of(times: Times) -> str:
    """Give from when to when; raise Unfit without a closing time."""
    hours = time_of(times)
    if "closes" not in hours:
        raise Unfit("opening hours need a closing time too")
    closes = "24:00" if hours["closes"] == "00:00" else hours["closes"]
    return f"{hours['opens']}-{closes}"


def named(days: frozenset[int]) -> str:
    """Give days as OpenStreetMap names them, three or more in a row as a range: Tu-Su, Sa,Su,PH."""
    week = sorted(days - {PH})
    runs = [[day for _at, day in group] for _key, group in groupby(enumerate(week), key=lambda pair: pair[1] - pair[0])]
    parts = [f"{NAMES[run[0]]}-{NAMES[run[-1]]}" if len(run) > 2 else ",".join(NAMES[day] for day in run) for run in runs]
    return ",".join([*parts, *(["PH"] if PH in days else [])])


def last_entry(before: re.Match[str] | None, last: re.Match[str] | None, found: Gathered) -> int | None:
    """Give how many minutes before closing one is last let in; raise Unfit where the closing times differ."""
    if before is not None:
        number = (before["zh"] or before["en"]).lower()
        is_hours = (before["unit"] or before["en_unit"]).endswith(("小时", "hour", "hours"))
        amount = 0.5 if number.startswith(("半", "half")) else 1.0 if number in {"一", "one", "an"} else float(number)
        return checked(round(amount * 60) if is_hours else round(amount))
    if last is None:
        return None
    closings = {one.closes for line in found.lines for one in line.times if one.closes}
    if len(closings) != 1:
        raise Unfit("the last entry is one time, but closing times differ; write how many minutes before closing")
    hour, minute = re.split("[:：.]", last["at"] or last["to"] or last["en"])
    closes = [int(part) for part in str(closings.pop()).split(":")]
    return checked((closes[0] * 60 + closes[1] - int(hour) * 60 - int(minute)) % 1440)


def checked(minutes: int) -> int:
    """Give minutes back when a last entry may be that long before closing."""
    if not 0 <= minutes <= MOST_LAST_ENTRY_MIN:
        raise Unfit("the last entry is at most four hours before closing")
    return minutes
