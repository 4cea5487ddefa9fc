"""Opening hours made plain: more traditional characters, and times that are spelled out, in figures."""

import re

from app.rules.plain_words.writing import Written

MORE = str.maketrans("眾餘預約關門進場闆舊檢領參觀對過點遲黃參達擇際", "众余预约关门进场板旧检领参观对过点迟黄参达择际")
SPELLED = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"[早朝](?P<a>[五六七八九十])晚(?P<b>[四五六七八九十]|十一)(?![点半时])", r"早上\g<a>点至晚上\g<b>点"),
        (r"(?<=\d)\s*/\s*(?=\d{1,2}:)", ", "),
        (r"(?<=:\d\d)时", " "),
        (r"(?<!\d)12\s*(?=noon|midnight)", " "),
        (r"(?<![a-z])midnight(?=\s*(?:-|to|until|till))", "0:00"),
        (r"(?:午夜|半夜|深夜|夜里)(?:12|十二|零|0)点", "24:00"),
        (r"(?<![a-z])half\s+past\s+(?P<a>\d{1,2}|[a-z]+)(?![a-z])", r"\g<a>:30"),
        (r"(?<![a-z])(?:a\s+)?quarter\s+past\s+(?P<a>\d{1,2}|[a-z]+)(?![a-z])", r"\g<a>:15"),
        (r"(?<=[\da-z])\s*o'clock(?![a-z])", ":00"),
        (r"\s*in\s+the\s+morning(?![a-z])", " am"),
        (r"\s*(?:in\s+the\s+(?:afternoon|evening)|at\s+night)(?![a-z])", " pm"),
    )
)
EN_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
EN_HOUR = re.compile(rf"(?<![a-z])(?P<a>{'|'.join(EN_HOURS)})(?=\s*(?::\d|[ap]\.?m(?![a-z])|(?:-|to|until|till)\s*[a-z\d:]+\s*[ap]\.?m(?![a-z])))")


def spelled(text: Written) -> Written:
    """Give a text with its times in figures: half past nine in the morning, 朝九晚五."""
    text = text._replace(plain=text.plain.translate(MORE))
    for pattern, said in SPELLED:
        text = replaced(text, pattern, said)
    return replaced(text, EN_HOUR, "")


def replaced(text: Written, pattern: re.Pattern[str], said: str) -> Written:
    """Give a text with other words for what a pattern finds, each still knowing where it was typed."""
    plain, at, position = "", list[int](), 0
    for match in pattern.finditer(text.plain):
        new = match.expand(said) if said else str(EN_HOURS.index(match["a"]) + 1)
        plain += text.plain[position : match.start()] + new
        at += [*text.at[position : match.start()], *[text.at[match.start()]] * (len(new) - 1), text.at[match.end() - 1]]
        position = match.end()
    return Written(text.typed, plain + text.plain[position:], (*at, *text.at[position:]))
