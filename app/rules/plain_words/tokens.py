"""The words of which dates, rules and hours are made, found in a text one after another."""

import re
from typing import Any, NamedTuple

from app.rules.plain_words import clocks, names, rules
from app.rules.plain_words.writing import Written


class Token(NamedTuple):
    """One word: its kind, what it means, and where it stands."""

    kind: str
    value: Any
    start: int
    end: int


SIGNS = (
    ("end", re.compile(r"[;。\n]|\.(?=\s|$)|[!?]")),
    ("comma", re.compile(r",|\(|\)|\[|\]|【|】|《|》|(?<![a-z])but(?![a-z])|而|但")),
    ("list", re.compile(r"、|(?<![a-z])and(?![a-z])|&|和|及|与|以及|(?<=\S)/(?=周|星期)|\+|或者?")),
    ("to", re.compile(r"-{1,2}|截至|截止到?|直到|至|到|(?<![a-z])(?:until|till|til|through|thru|to|up to)(?:\s+and\s+including)?(?![a-z])")),
    (
        "from",
        re.compile(
            r"自从?|从|(?<![a-z])(?:from|starting(?:\s+(?:from|on))?|starts(?:\s+on)?|beginning(?:\s+on)?|begins(?:\s+on)?|since|between)(?![a-z])"
        ),
    ),
    ("on", re.compile(r"起|开始|以后|(?<![a-z])(?:onwards?|on)(?=\s*(?:[,;.)]|$))")),
    ("stop", re.compile(r"为止|止|结束|截止")),
    (
        "open_end",
        re.compile(
            r"(?:结束(?:日期|时间)?|截止(?:日期|时间)?|闭幕(?:日期|时间)?)?(?:另行通知|另行公布|待定|未定)(?:为止)?|长期(?:有效|举行|举办|开放|展出)?|常年(?:举行|举办|开放|展出)?"
            r"|(?:(?:and\s+)?running\s+)?(?:until|till)\s+further\s+notice|open[- ]ended|no end date|ongoing"
        ),
    ),
    (
        "not_before",
        re.compile(
            r"除了?(?!夕)|不含|不包括|(?<![a-z])(?:except(?:\s+for|ing)?(?:\s+on)?|excluding|excl\.|but\s+not(?:\s+on)?|not(?:\s+held)?(?:\s+on)?"
            r"|closed(?:\s+on)?|no\s+(?:shows?|performances?|sessions?|talks?|fair|events?|market)(?:\s+on)?|off\s+on|skipping|cancelled\s+on)(?![a-z])"
        ),
    ),
    (
        "not_after",
        re.compile(
            r"除外|休息|不开放|不对外开放|闭馆|休馆|闭园|休园|停办|不办|不举办|不举行|不演|无演出|停演|暂停(?:一次|一天|举行|举办|开放)?|停止开放|不营业|歇业|停业|放假|停(?:一次|一天)"
            r"|(?<![a-z])(?:excluded|excepted|off)(?![a-z])"
        ),
    ),
    ("outside", re.compile(r"以外|之外|外")),
    (
        "also",
        re.compile(
            r"另加|另有|(?:加演|加场|加开)(?!\s*(?:[,;.)]|$))|另外|外加|(?<![a-z])(?:(?:and\s+)?also(?:\s+on)?|plus(?:\s+on)?|additionally(?:\s+on)?|extra(?:\s+dates?)?(?:\s+on)?)(?![a-z])"
        ),
    ),
    ("all_day", re.compile(r"全天|整天|(?<![a-z])all[- ]day(?![a-z])")),
    (
        "filler",
        re.compile(
            r"的|全年|次年|翌年|具体(?:时间|日期)?|分?(?<![共计])(?:\d{1,2}|[一二两三四五六七八九十])场(?!次)|(?:加演|加场|加开)(?=\s*(?:[,;.)]|$))|(?<![a-z])(?:two|three|four|five|six)\s+(?:shows|performances|sessions)(?![a-z])|(?:活动|演出|开放|举办|展览|举行|营业)?(?:时间|日期)(?:是|为)?\s*:?|展期\s*:?|为期|于|在|每场|每次|正常开放|对外开放|照常开放|开放|举行|举办|进行|上演|演出|展出|开演|开市|营业|开馆|"
            r"均|都|定期|固定|各一场|一场|当天|当日"
            r"|(?<![a-z])(?:on|at|the|open|opening|hours|dates?|times?|when|held|is|are|runs?|running|every|each|in|daily hours"
            r"|takes? place)(?![a-z])\s*:?|:"
        ),
    ),
    ("unknown", re.compile(r"\(?\d{1,2}:\d\d\s*(?:后|起)?(?:停止|截止)(?:入场|进场|入园|入馆|售票|检票|领票|预约)\)?")),
    (
        "unknown",
        re.compile(
            r"\(?(?<![a-z])(?:last\s+(?:admission|entry|entries|tickets?)|no\s+(?:entry|admission)\s+after)"
            r"\s*(?:at|is)?\s*:?\s*\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\)?"
        ),
    ),
    ("space", re.compile(r"[\s·]+")),
)


def tokens_of(text: Written) -> list[Token]:
    """Give the words of a text in order, the longest at each place; what is no word is of the kind `unknown`."""
    found: list[Token] = []
    position = 0
    while position < len(text.plain):
        token = longest(text.plain, position) or Token("unknown", None, position, position + 1)
        is_within = token.kind == "space" and token.end < len(text.plain) and longest(text.plain, token.end) is None
        if found and found[-1].kind == "unknown" and ((token.value is None and token.kind == "unknown") or is_within):
            found[-1] = found[-1]._replace(end=token.end)
        elif token.kind != "space":
            found.append(token)
        position = token.end
    return found


def longest(plain: str, position: int) -> Token | None:
    """Give the longest word that begins at a position; of equally long ones the more telling."""
    found = [*rules.at(plain, position), *names.at(plain, position)]
    times = clocks.times_at(plain, position)
    if times is not None and times[1] > position:
        found.append(("times", times[0], times[1]))
    for kind, pattern in SIGNS:
        match = pattern.match(plain, position)
        if match and match.end() > position:
            found.append((kind, match[0], match.end()))
    if not found:
        return None
    kind, value, end = max(found, key=lambda one: one[2])
    return Token(kind, value, position, end)
