"""What a visitor means: words of a query that name a kind, a place, a time or a condition, read as filters."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from app.services.search import periods
from app.services.search.analysis import normal
from app.services.search.parsing import Span, spans, tidy
from app.services.search.synonyms import key_of
from app.vocabulary import EventKind, Family, PlaceKind, StoryKind, Subdistrict

MONTHS_EN = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
DIGITS_ZH = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
DAY_EN = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
NAMES_EN = "|".join((*MONTHS_EN, *(name[:3] for name in MONTHS_EN), "sept"))
MONTH_EN = re.compile(rf"\b(?:in )?(?:{DAY_EN} )?(?P<month>{NAMES_EN})\b(?: {DAY_EN}\b)?,?(?: (?P<year>20[0-4]\d))?")
MONTH_ZH = re.compile(
    rf"(?:(?P<year>20[0-4]\d)\s*年)?(?P<month>{'|'.join(sorted(DIGITS_ZH, key=len, reverse=True))}|1[0-2]|[1-9])月份?(?:\d{{1,2}}[日号])?"
)
MONTH_ISO = re.compile(r"\b(?P<year>20[0-4]\d)-(?P<month>0[1-9]|1[0-2])(?:-\d\d)?\b")
NOT_A_MONTH = re.compile(r"(?:农历|阴历|正|腊|冬|个|元)$")
LUNAR_DAY = re.compile("[初廿月一二三四五六七八九十]")
AMBIGUOUS = frozenset({"may", "mar", "march"})
NEAR_EN = re.compile(r"\b(?:near(?: to)?|nearby|close to|next to|around|beside|not far from)\s+(?:the\s+)?(?P<place>.+)$")
NEARBY_EN = re.compile(r"^(?P<place>.+?)\s+nearby$")
NEAR_ZH = re.compile(r"(?P<place>.+?)(?:的)?(?P<near>附近|周边|周围|旁边|一带|边上)(?:的|有什么|有哪些|有)?")
IN_EN = re.compile(r"\b(?:in|within|inside)\s+(?:the\s+)?(?P<place>.+)$")
IN_ZH = re.compile(r"(?:在|去|到)(?P<place>.+)$")
FAMILIES_OF_KINDS = (({*PlaceKind}, {Family.PLACE}), ({*EventKind}, {Family.SERIES, Family.EVENT}), ({*StoryKind}, {Family.STORY}))
SOFT = frozenset({"kind", "interest", "family"})
Resolve = Callable[[str], str | None]


@dataclass(frozen=True)
class Understood:
    """One thing that was understood: the address argument, its value, and the visitor's own words it was read from."""

    name: str
    value: str
    words: str


@dataclass(frozen=True)
class Meaning:
    """A query, what is left of it to be searched as text, and what was understood."""

    text: str
    rest: str
    understood: tuple[Understood, ...] = ()

    @property
    def filters(self) -> dict[str, str]:
        """What was understood, as arguments of the address."""
        return {one.name: one.value for one in self.understood}


@dataclass(frozen=True)
class Found:
    """Something understood, and where its words stand in the normal text."""

    start: int
    end: int
    name: str
    value: str


def understand(query: str, *, today: date, ignore: frozenset[str] = frozenset(), place: Resolve | None = None) -> Meaning:
    """Give what a query means on a day; what is in `ignore` stays text.

    `place` gives the page (`place/beihai-park`) that a text names as a whole; without it no place is understood to be near.
    """
    text = tidy(query)
    plain = normal(text)
    found: list[Found] = []
    for reading in (near(plain, place), within(plain), named(plain), months(plain, today)):
        for one in reading:
            if one.name not in ignore and all(one.end <= other.start or other.end <= one.start for other in found):
                found.append(one)
    return meaning_of(text, plain, agreeing(sorted(found, key=lambda one: one.start)))


def agreeing(found: list[Found]) -> list[Found]:
    """Give what can be meant together: of two values for one thing the later; a kind only with the family that has it."""
    last = {one.name: one for one in found}
    kept = [one for one in found if last[one.name] is one]
    kind, family = last.get("kind"), last.get("family")
    if kind and family and not any(kind.value in kinds and family.value in families for kinds, families in FAMILIES_OF_KINDS):
        kept.remove(kind)
    return kept


def meaning_of(text: str, plain: str, found: list[Found]) -> Meaning:
    """Give a meaning with the visitor's own words, as far as the normal text can be laid beside the text."""
    source = text if len(text) == len(plain) else plain
    rest, at = "", 0
    for one in found:
        rest, at = rest + source[at : one.start] + " ", one.end
    rest = " ".join((rest + source[at:]).split())
    understood = tuple(Understood(one.name, one.value, source[one.start : one.end].strip()) for one in found)
    return Meaning(text, rest, understood)


def named(plain: str) -> Iterator[Found]:
    """Give the filters that the tables name."""
    for span in spans(plain):
        if span.entry and span.entry.filters:
            name, value = span.entry.filters[0]
            yield Found(span.start, span.end, name, value)


def months(plain: str, today: date) -> Iterator[Found]:
    """Give the months that are named, the next of that name unless a year stands there too."""
    for pattern in (MONTH_ISO, MONTH_ZH, MONTH_EN):
        for match in pattern.finditer(plain):
            number = month_number(match)
            if number and is_month(plain, match):
                year = int(match["year"]) if match["year"] else None
                yield Found(match.start(), match.end(), "when", periods.month_word(number, today, year))


def month_number(match: re.Match[str]) -> int:
    """Give the number of the month that was matched."""
    word = match["month"]
    if word.isdigit():
        return int(word)
    return DIGITS_ZH.index(word) + 1 if word in DIGITS_ZH else next(n for n, name in enumerate(MONTHS_EN, 1) if name.startswith(word[:3]))


def is_month(plain: str, match: re.Match[str]) -> bool:
    """Whether what looks like a month is one: no lunar month, and May or March only where it cannot be another word."""
    if match["month"] in AMBIGUOUS:
        return match.group().startswith("in ") or bool(match["year"]) or match.group() == plain or any(c.isdigit() for c in match.group())
    return not NOT_A_MONTH.search(plain[: match.start()]) and not LUNAR_DAY.match(plain[match.end() :])


def near(plain: str, place: Resolve | None) -> Iterator[Found]:
    """Give the place that a query wants to be near."""
    if place is None:
        return
    for pattern in (NEAR_EN, NEARBY_EN):
        if match := pattern.search(plain):
            for start, end in beginnings(plain, match.start("place"), match.end("place")):
                if value := place(plain[start:end]):
                    yield Found(match.start() if pattern is NEAR_EN else start, end if pattern is NEAR_EN else match.end(), "near", value)
                    return
    if match := NEAR_ZH.search(plain):
        for start in range(match.start("place"), match.end("place")):
            if value := place(plain[start : match.end("place")]):
                yield Found(start, match.end(), "near", value)
                return


def within(plain: str) -> Iterator[Found]:
    """Give the subdistrict that a query wants to be in."""
    if match := IN_EN.search(plain):
        for start, end in beginnings(plain, match.start("place"), match.end("place")):
            if value := subdistrict(plain[start:end]):
                yield Found(match.start(), end, "neighbourhood", value)
                return
    if match := IN_ZH.search(plain):
        for end in range(match.end("place"), match.start("place") + 1, -1):
            if value := subdistrict(plain[match.start("place") : end]):
                yield Found(match.start(), end, "neighbourhood", value)
                return


def beginnings(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give where the words of a stretch begin and end, all of them first, then without the last ones."""
    while start < end:
        yield start, end
        end = max(plain.rfind(" ", start, end), start)


def subdistrict(text: str) -> str | None:
    """Give the subdistrict that a text names, with or without 街道 or subdistrict."""
    bare = text.strip().removesuffix("街道").removesuffix(" subdistrict").removesuffix(" area").removesuffix("地区")
    return SUBDISTRICTS.get(key_of(bare)) if bare else None


def names_of_subdistricts() -> Iterator[tuple[str, str]]:
    """Give each name of a subdistrict with its value."""
    for word in Subdistrict:
        for name in (word.zh, word.en, word.value):
            yield key_of(name), word.value
    yield key_of("Financial Street"), Subdistrict.JINRONGJIE.value
    yield key_of("West Chang'an Avenue"), Subdistrict.XICHANGANJIE.value


SUBDISTRICTS = dict(names_of_subdistricts())


def is_one_form(text: str) -> bool:
    """Whether a text is nothing but one word that means a filter."""
    found: list[Span] = [span for span in spans(normal(text)) if span.entry is None or not span.entry.is_noise]
    return len(found) == 1 and bool(found[0].entry and found[0].entry.filters)
