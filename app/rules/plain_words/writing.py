"""A typed text made plain for reading, with the way back from every character to what was typed."""

import unicodedata
from typing import NamedTuple

# The traditional characters of dates and hours, the dashes, the quotes: one form of each.
SAME = str.maketrans(
    "週點號農曆臘節國慶勞動間開閉館園調營業時個無從還與後禮單雙陰舊聖誕晝夜兩為於歲–—−‐‑〜~－’‘`“”",
    "周点号农历腊节国庆劳动间开闭馆园调营业时个无从还与后礼单双阴旧圣诞昼夜两为于岁--------'''\"\"",
)
ZH_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "廿": 20}


class Written(NamedTuple):
    """A typed text, its plain form, and for each plain character where it was typed."""

    typed: str
    plain: str
    at: tuple[int, ...]

    def piece(self, start: int, end: int) -> str:
        """Give what was typed where the plain text has `start` to `end`."""
        if start >= end:
            return ""
        return self.typed[self.at[start] : self.at[end - 1] + 1].strip()


def written(text: str) -> Written:
    """Give a text in lower case, with plain figures, signs and simplified characters."""
    plain: list[str] = []
    at: list[int] = []
    for number, character in enumerate(text):
        same = unicodedata.normalize("NFKC", character).lower().translate(SAME)
        plain.append(same)
        at += [number] * len(same)
    return Written(text, "".join(plain), tuple(at))


def number_of(text: str) -> int | None:
    """Give a number written in figures or in Chinese up to 99; None for what is none."""
    if text.isdecimal():
        return int(text)
    if any(character not in ZH_DIGITS and character not in TENS for character in text):
        return None
    total = rest = 0
    for character in text:
        if character in TENS:
            total, rest = (rest or 1) * 10 if character == "十" else 20, 0
        else:
            rest = rest * 10 + ZH_DIGITS[character] if rest or not total else ZH_DIGITS[character]
    return total + rest
