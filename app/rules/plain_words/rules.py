"""The words of a rule: weekdays, every how many weeks, which days of the month."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from app.rules.plain_words.writing import number_of

Found = tuple[str, Any, int]
ZH_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 7}
EN_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NTH_ZH = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
NTH_EN = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "last": -1}
WEEK = r"(?:周|星期|礼拜)"
X = "[一二三四五六日天]"
LINK = r"\s*(?:至|到|-)\s*"
AND = r"\s*(?:、|,|和|及|与|以及|/|&)?\s*"
ONE_ZH = rf"{X}(?:{LINK}{WEEK}?{X}(?![点时月日号至]\d))?"
ZH_DAYS = rf"{WEEK}{ONE_ZH}(?:(?:{AND}(?:{WEEK}){ONE_ZH})|(?:{AND}{ONE_ZH}(?![点时月日号十天])))*(?!次)"
DAY_EN = r"(?:mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:nesday|s)?s?|thu(?:r(?:s(?:day)?)?)?s?|fri(?:day)?s?|sat(?:urday)?s?|sun(?:day)?s?)(?![a-z])\.?"
ONE_EN = rf"{DAY_EN}(?:\s*(?:-|to|through|thru|till)\s*{DAY_EN})?"
EN_DAYS = rf"(?<![a-z]){ONE_EN}(?:(?:\s*,\s*and\s+|\s*,\s*|\s*&\s*|\s*/\s*|\s+and\s+)(?:on\s+)?{ONE_EN})*"
WEEKEND = r"周末|双休日|(?<![a-z])week-?ends?(?![a-z])"
WORKING = r"工作日|平日|(?<![a-z])(?:weekdays?|workdays?|working\s+days?|business\s+days?)(?![a-z])"
EVERY_ZH = r"(?:每逢|逢|每个?|(?:均为)|限)?"
EVERY_EN = r"(?:(?<![a-z])(?:every|each|only)\s+(?:on\s+)?)?"
DAYS = re.compile(rf"(?P<every>{EVERY_ZH})(?P<zh>{ZH_DAYS}|周末|双休日|工作日|平日)|(?P<each>{EVERY_EN})(?P<en>{EN_DAYS}|{WEEKEND}|{WORKING})")
MORE_DAYS = re.compile(rf"\s*(?:、|和|及|与|以及|&|and)\s*(?P<more>{ZH_DAYS}|{EN_DAYS}|{WEEKEND})")
NUMBER = r"(?:\d{1,2}|[二三四五六七八九十两])"
DAILY = re.compile(
    r"其余(?:时间|日期|各日)?|其他(?:时间|日期)|每天|每日|每(?=[早晚])|天天|逐日|每一天|(?<![a-z])(?:(?:all\s+)?other\s+(?:days|times)|daily|nightly|every\s+(?:evening|night)|every\s*day|each\s+day|(?:seven|7)\s+days\s+a\s+week)(?![a-z])"
)
TURNS_ZH = re.compile(
    rf"(?P<days>隔天|隔日|每隔一天|每隔1天)|每(?P<n>{NUMBER})天(?:一次)?"
    rf"|(?P<second>隔{WEEK}的?(?={WEEK})|隔(?={WEEK}{X})|每隔[一1]个?{WEEK}的?|单双周轮流)|每(?P<w>{NUMBER})个?{WEEK}(?:一次,?)?的?(?={WEEK})"
)
ORDER = "second|other|2nd|third|3rd|fourth|4th|fifth|5th|sixth|6th"
TURN_EN = re.compile(
    rf"(?<![a-z])(?:every\s+(?:(?P<nth>{ORDER})|(?P<n>\d{{1,2}}|two|three|four|five|six))\s+(?P<unit>days?|weeks?)(?:\s+on)?"
    rf"|every\s+(?P<day_nth>{ORDER})(?=\s+{DAY_EN})|(?P<two>fortnightly|alternate\s+weeks?|every\s+fortnight)(?:\s+on)?|(?P<alternate>alternate)(?=\s+{DAY_EN})|(?P<weekly>weekly|every\s+week|each\s+week)(?:\s+on)?)(?![a-z])"
)
WORD_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
NTH_ONE_ZH = r"(?:第?[一二三四五1-5]个?|最后一个|末个|首个)"
MONTH_TURN_ZH = (
    rf"(?:(?P<two>隔月|每隔一个月)|每(?P<n>{NUMBER})个月(?:一次)?,?|每年(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月|(?:每个?月|逐月|按月))的?"
)
DATE_ONE_ZH = r"(?:\d{1,2}(?!\d)|[一二三四五六七八九十廿]{1,3})[日号]?|最后一天|月末最后一天|月末|月底最后一天"
MONTHLY_ZH = re.compile(
    rf"{MONTH_TURN_ZH}\s*(?:(?P<nth>(?:第|最后|首|末){NTH_ONE_ZH}?(?:一个)?个?(?:{AND}{NTH_ONE_ZH})*)的?(?P<on>{ZH_DAYS})"
    rf"|(?P<dates>(?:{DATE_ONE_ZH})(?:{AND}(?:{DATE_ONE_ZH}))*)(?![点时:月天周]))"
)
NTH_ONE_EN = r"(?:first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last)"
NTH_LIST_EN = rf"{NTH_ONE_EN}(?:(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+|\s*&\s*)(?:the\s+)?{NTH_ONE_EN})*"
DATE_ONE_EN = r"(?:\d{1,2}(?:st|nd|rd|th)|last\s+day)"
DATE_LIST_EN = rf"{DATE_ONE_EN}(?:(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+|\s*&\s*)(?:the\s+)?{DATE_ONE_EN})*"
MONTH_EN = r"january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
MONTH_TURN_EN = r"every\s+(?:(?P<bn>\d{1,2}|two|three|four|six)\s+months|(?P<bo>second|other|third)\s+month|(?P<b1>month))|each\s+month|monthly"
OF_MONTH_EN = (
    rf"\s+(?:of|in)\s+(?:(?:each|every|the|a)\s+(?P<ao>second|other|third)\s+month|(?:each|every|the)\s+month"
    rf"|every\s+(?P<an>\d{{1,2}}|two|three)\s+months|(?P<am>{MONTH_EN})\s+(?:each|every)\s+year)"
)
WHICH_EN = rf"(?:on\s+)?(?:every\s+|each\s+)?(?:the\s+)?(?:(?P<nth>{NTH_LIST_EN})\s+(?P<on>{EN_DAYS})|(?P<dates>{DATE_LIST_EN}))"
MONTHLY_EN = (
    re.compile(rf"(?<![a-z])(?:{MONTH_TURN_EN})\s*,?\s*{WHICH_EN}(?![a-z])"),
    re.compile(rf"(?<![a-z]){WHICH_EN}{OF_MONTH_EN}(?![a-z])"),
    re.compile(rf"(?<![a-z]){WHICH_EN},?\s+(?P<b1>monthly)(?![a-z])"),
)


class Turn(NamedTuple):
    """Every how many days or weeks."""

    unit: str
    every: int


class Days(NamedTuple):
    """Weekdays (Monday 0), and whether it was said that they return."""

    weekdays: frozenset[int]
    is_every: bool
    fault: str = ""


class Monthly(NamedTuple):
    """Days of the month by number, or by weekday and which of the month; `month` where it is once a year."""

    every: int
    weekdays: frozenset[int] = frozenset()
    nth: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    month: int | None = None
    fault: str = ""


def at(plain: str, position: int) -> Iterator[Found]:
    """Give the words of a rule that begin at a position."""
    if match := DAILY.match(plain, position):
        yield "daily", None, match.end()
    if match := TURNS_ZH.match(plain, position) or TURN_EN.match(plain, position):
        yield "turn", turn_of(match), match.end()
    if match := MONTHLY_ZH.match(plain, position):
        yield "monthly", monthly_zh(match), match.end()
    for pattern in MONTHLY_EN:
        if match := pattern.match(plain, position):
            yield "monthly", monthly_en(match), match.end()
    if match := DAYS.match(plain, position):
        yield "days", *days_of(match, plain)


def turn_of(match: re.Match[str]) -> Turn:
    """Give every how many days or weeks something returns."""
    groups = match.groupdict()
    if "days" in groups:
        if groups["days"] or groups["n"]:
            return Turn("day", 2 if groups["days"] else number_of(groups["n"]) or 0)
        return Turn("week", 2 if groups["second"] else number_of(groups["w"]) or 0)
    if groups["weekly"]:
        return Turn("week", 1)
    if groups["two"] or groups["alternate"]:
        return Turn("week", 2)
    said = groups["nth"] or groups["n"] or groups["day_nth"]
    every = WORD_NUMBERS.get(said) or int(re.sub(r"\D", "", said))
    return Turn("day" if (groups["unit"] or "").startswith("day") else "week", every)


def days_of(match: re.Match[str], plain: str) -> tuple[Days, int]:
    """Give the weekdays of a match, taking in those joined to it, and where they end."""
    text, end = match["zh"] or match["en"], match.end()
    found, faults = set(weekdays_in(text)), False
    while more := MORE_DAYS.match(plain, end):
        found |= weekdays_in(more["more"])
        end = more.end()
    is_every = (
        bool(match["every"] or match["each"])
        or bool(re.search(r"days(?![a-z])|ends(?![a-z])|ons$", text))
        or text in {"周末", "双休日", "工作日", "平日"}
    )
    return Days(frozenset(found), is_every, "weekday" if faults else ""), end


def weekdays_in(text: str) -> set[int]:
    """Give the weekdays that a text names, ranges filled in."""
    if re.fullmatch(WEEKEND, text):
        return {5, 6}
    if re.fullmatch(WORKING, text):
        return set(range(5))
    numbers = re.findall(rf"{X}|{LINK.strip()}" if not text.isascii() else rf"{DAY_EN}|-|(?<![a-z])(?:to|through|thru|till)(?![a-z])", text)
    found: list[int] = []
    through = False
    for word in numbers:
        day = weekday_number(word)
        if day is None:
            through = True
        elif through and found:
            found += [(found[-1] + step) % 7 for step in range(1, (day - found[-1]) % 7 + 1)]
            through = False
        else:
            found.append(day)
    return set(found)


def weekday_number(word: str) -> int | None:
    """Give the number of a weekday, Monday 0; None for a word that joins two."""
    if word in ZH_WEEKDAYS:
        return ZH_WEEKDAYS[word]
    return EN_WEEKDAYS.index(word[:3]) if word[:3] in EN_WEEKDAYS else None


def monthly_zh(match: re.Match[str]) -> Monthly:
    """Give the rule of the month that a Chinese match says."""
    every = 12 if match["m"] else 2 if match["two"] else number_of(match["n"] or "1") or 0
    month = number_of(match["m"]) if match["m"] else None
    if match["nth"]:
        nth = re.findall(r"最后|末|首|[一二三四五1-5]", re.sub(r"最后一|末一", "最后", match["nth"]))
        numbers = tuple(-1 if one in {"最后", "末"} else 1 if one == "首" else NTH_ZH[one] for one in nth)
        return Monthly(every, frozenset(weekdays_in(match["on"])), tuple(dict.fromkeys(numbers)), month=month)
    days = re.findall(
        r"最后一天|月末|月底|\d{1,2}|[一二三四五六七八九十廿]{1,3}",
        match["dates"].replace("月末最后一天", "最后一天").replace("月底最后一天", "最后一天"),
    )
    numbers = tuple(-1 if one[0] in "最月" else number_of(one) or 0 for one in days)
    return Monthly(every, month_days=tuple(dict.fromkeys(numbers)), month=month)


def monthly_en(match: re.Match[str]) -> Monthly:
    """Give the rule of the month that an English match says."""
    groups = match.groupdict()
    said = next((groups[name] for name in ("bn", "bo", "an", "ao") if groups.get(name)), "1")
    every = 12 if groups.get("am") else WORD_NUMBERS.get(said) or int(said)
    month = EN_MONTH_NUMBERS[groups["am"][:3]] if groups.get("am") else None
    if groups["nth"]:
        nth = tuple(dict.fromkeys(NTH_EN[one] for one in re.findall(NTH_ONE_EN, groups["nth"])))
        return Monthly(every, frozenset(weekdays_in(groups["on"])), nth, month=month)
    days = [-1 if one.startswith("last") else int(re.sub(r"\D", "", one)) for one in re.findall(DATE_ONE_EN, groups["dates"])]
    return Monthly(every, month_days=tuple(dict.fromkeys(days)), month=month)


EN_MONTH_NUMBERS = {
    name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
