"""The words of which opening hours are made, found in a text one after another; what schedules share is read by `tokens`."""

import re
from typing import Any

from app.rules.plain_words import hours_times
from app.rules.plain_words.dates import HolidayWord
from app.rules.plain_words.rules import Days, Monthly
from app.rules.plain_words.tokens import Token, longest
from app.rules.plain_words.writing import Written

PH = 7
CODES = ("mo", "tu", "we", "th", "fr", "sa", "su")
CODE = f"(?:{'|'.join(CODES)})"
CODES_IN_ROW = re.compile(
    rf"(?<![a-z]){CODE}(?:\s*-\s*{CODE}|(?:\s*,\s*{CODE})+)(?:\s*,\s*{CODE}(?:\s*-\s*{CODE})?)*(?![a-z])|(?<![a-z])m-f(?![a-z])"
)
ONE_CODE = re.compile(rf"(?<![a-z]){CODE}(?![a-z])")
AGAIN = r"(?:另行(?:通知|公布|公告)|以(?:馆方|现场|官方)?公告为准)"
OWN = (
    (
        "season_name",
        re.compile(
            r"(?:旺季|淡季|[春夏秋冬]{1,2}[季令天]|[春夏秋冬]{2}|暑期|暑假|寒假"
            r"|(?<![a-z])(?:summer|winter|spring|autumn|(?:high|low|peak|off)[- ]season)(?![a-z]))(?:开放)?(?:时间|期间|时段)?"
        ),
    ),
    (
        "closed",
        re.compile(
            r"(?:闭馆|休馆|休息|闭园|公休|闭店)日(?:期)?\s*[:为是]?|不对外开放|不开放|停止开放|不营业|不开门|不接待|闭馆|休馆|闭园|休园|闭店|关闭|关门|闭门|休息|公休|歇业|休业|停业|放假|(?<=[一二三四五六日])休(?!闲)"
            r"|(?<![a-z])(?:clos(?:ed|ing)\s+days?\s*:?|closed(?:\s+all\s+day)?(?:\s+on)?|shut(?:\s+on)?|not\s+open(?:\s+on)?|off)(?![a-z])"
        ),
    ),
    ("usual", re.compile(r"(?:照常|正常)(?:对外)?(?:开放|营业|开馆|接待)?|仍(?:然|旧)?开放|(?<![a-z])(?:opens?\s+)?as\s+usual(?![a-z])")),
    ("open", re.compile(r"对外开放|开放|营业|开馆|开园|开门|(?<![a-z])(?:also\s+)?opens?(?![a-z])")),
    (
        "filler",
        re.compile(
            r"(?:具体)?(?:对外)?(?:开放|营业|参观|开馆|接待|开园)(?:时间|日期|日|时段)\s*(?:是|为|:)?|[早午晚夜]市|[早午晚]场|[上下]午场|全年(?:365天)?(?:无休)?(?:开放)?"
            r"|年中无休|无休|一周七天|365天|仅限?|只在?|常年(?:对外)?(?:开放)?|长期开放|例行|固定|定期|均|都|为|的|于|在|时段"
            r"|(?:如|若)?(?:每?[遇逢])(?=法定|国家|节假|公共|假日)|次年|翌年"
            r"|(?<![a-z])(?:opening\s+(?:hours|times?)|hours|open\s+all\s+year|all\s+year(?:[- ]round)?|year[- ]round"
            r"|only|on|at|in|is|are|the|each|hrs|during)(?![a-z])\s*:?"
        ),
    ),
    (
        "other",
        re.compile(
            r"其[余他](?:时间|日期|各日|时段|日子|月份)?|平时|余日|(?<![a-z])(?:otherwise|(?:on\s+)?(?:all\s+)?(?:the\s+)?other\s+(?:days|nights|evenings)"
            r"|(?:at\s+)?(?:all\s+)?other\s+times|(?:the\s+)?rest\s+of\s+the\s+(?:week|year|time))(?![a-z])"
        ),
    ),
    ("vary", re.compile(rf"(?:开放|营业)?时间不[定固]定?|(?:开放|营业)?时间{AGAIN}|{AGAIN}|(?<![a-z])hours\s+(?:may\s+)?vary(?![a-z])")),
    (
        "vary",
        re.compile(
            r"(?:仅|只)(?:接受|限)?(?:提前)?预约(?:参观|开放|者)?(?:参观)?|预约开放|(?<![a-z])(?:open\s+)?(?:only\s+)?by\s+(?:prior\s+)?appointment(?:\s+only)?(?![a-z])"
        ),
    ),
    ("unknown", re.compile(r"[如若]?[遇逢]?(?:国家)?(?:法定)?(?:节假日|假日|假期)(?:期间)?则?(?:顺延|提前|调整)[^,;)]{0,12}")),
    ("ask", re.compile(r"须先询问|(?<![a-z])ask\s+first(?![a-z])")),
    (
        "except_before",
        re.compile(r"除了?(?!夕)|不含|不包括|(?<![a-z])(?:except(?:\s+for|ing)?(?:\s+on)?|excluding|excl\.|but\s+not(?:\s+on)?)(?![a-z])"),
    ),
    ("except_after", re.compile(r"除外|以外|之外|例外|(?<![a-z])(?:excluded|excepted)(?![a-z])")),
    ("with", re.compile(r"含|包括|(?<![a-z])(?:including|includes|incl\.)(?![a-z])")),
    ("comma", re.compile(r"[,:·()\[\]【】]")),
    ("end", re.compile(r";")),
    ("list", re.compile(r"/")),
)
PUBLIC = re.compile(
    r"(?:国家)?(?:法定)?(?:公众)?(?:节假日|假日|公共假期|公众假期)(?:期间)?|(?<![a-z])(?:(?:all\s+)?(?:public|national|bank|statutory)\s+)?holidays(?![a-z])"
)
DROPPED = {"filler", "space", "ask", "all_day", "stop"}
NOT_THESE = {"not_before", "not_after", "also", "open_end"}


def words_of(text: Written) -> list[Token]:
    """Give the words of opening hours in order; what is none is of the kind `unknown`, side by side as one."""
    found: list[Token] = []
    position = 0
    while position < len(text.plain):
        word = word_at(text, position) or Token("unknown", None, position, position + 1)
        before = found[-1] if found else None
        if before is not None and before.kind == word.kind == "unknown" and not text.plain[before.end : word.start].strip():
            found[-1] = before._replace(end=word.end)
        elif word.kind not in DROPPED:
            found.append(word)
        position = word.end
    return found


def word_at(text: Written, position: int) -> Token | None:
    """Give the longest word that begins at a position; of equally long ones that of opening hours."""
    found = own_words(text, position)
    shared = longest(text.plain, position)
    if shared is not None and shared.kind not in {"times", "unknown"}:
        end = position + len(text.plain[position : shared.end].rstrip())
        found.append(of_schedules(shared._replace(end=max(end, position + 1))))
    return max((word for word in found if word.end > position), key=lambda word: word.end, default=None)


def own_words(text: Written, position: int) -> list[Token]:
    """Give the words that only opening hours have."""
    found = [Token(kind, value, position, end) for kind, value, end in hours_times.at(text.plain, position)]
    if match := PUBLIC.match(text.plain, position):
        found.append(Token("when", frozenset({PH}), position, match.end()))
    match = CODES_IN_ROW.match(text.plain, position)
    if match is None and text.typed[text.at[position]].isupper():
        match = ONE_CODE.match(text.plain, position)
    if match:
        found.append(Token("when", days_of_codes(match[0]), position, match.end()))
    for kind, pattern in OWN:
        if match := pattern.match(text.plain, position):
            found.append(Token(kind, match[0], position, match.end()))
    return found


def of_schedules(word: Token) -> Token:
    """Give a word of schedules as opening hours use it."""
    value: Any = word.value
    if isinstance(value, Days):
        return word._replace(kind="when", value=value.weekdays)
    if isinstance(value, HolidayWord):
        return word._replace(kind="feast") if value.name else word._replace(kind="when", value=frozenset({PH}))
    if isinstance(value, Monthly):
        is_plain = value.every == 1 and value.nth and not value.month_days and value.month is None
        return word._replace(kind="when" if is_plain else "unfit")
    if word.kind in {"turn", "unclear"}:
        return word._replace(kind="feast" if value == "day_or_holiday" else "unfit")
    return word._replace(kind="unknown", value=None) if word.kind in NOT_THESE else word


def days_of_codes(text: str) -> frozenset[int]:
    """Give the weekdays of two-letter codes: mo-fr,su."""
    if text == "m-f":
        return frozenset(range(5))
    found: set[int] = set()
    for part in re.split(r"\s*,\s*", text):
        first, *last = (CODES.index(code) for code in re.findall(CODE, part))
        found |= {(first + step) % 7 for step in range(((last[0] - first) % 7 if last else 0) + 1)}
    return frozenset(found)
