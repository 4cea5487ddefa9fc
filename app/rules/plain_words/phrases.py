"""The words of a text joined to phrases: dates, stretches of days, rules, times, and what is left out or added."""

from collections.abc import Iterable, Iterator
from typing import Any

from app.rules.plain_words.dates import NEW_YEARS_EVE, DayWord, MonthWord
from app.rules.plain_words.parts import Named, Phrase, Stretch
from app.rules.plain_words.rules import Days
from app.rules.plain_words.tokens import Token, tokens_of
from app.rules.plain_words.writing import Written

DAY_KINDS = {"day", "number", "lunar_short"}
DATE_KINDS = {*DAY_KINDS, "range", "month", "from", "to"}
TARGETS = {*DAY_KINDS, "range", "month", "holiday", "days"}
LEADS = {"from", "to"}


def phrases_of(text: Written) -> list[Phrase]:
    """Give the phrases of a text in order; what makes no sense is of the kind `unknown`, the end of a sentence of the kind `end`."""
    tokens = [token for token in tokens_of(text) if token.kind not in {"filler", "all_day"}]
    return list(sure(text.plain, Reader(text, tokens).phrases()))


def sure(plain: str, phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """Give phrases in order; days that hang together with a word that is not understood are not understood either: 每季度第一个周六."""
    before: Phrase | None = None
    for phrase in phrases:
        hangs = before is not None and before.kind == "unknown" and before.end == phrase.start and plain[before.end - 1].isalnum()
        if hangs and phrase.kind in {"pattern", "dates"} and not plain.startswith(("每", "逢", "every"), phrase.start):
            before = phrase._replace(kind="unknown")
        else:
            before = phrase
        yield before


class Reader:
    """Reads tokens from left to right."""

    def __init__(self, text: Written, tokens: list[Token]) -> None:
        self.text, self.tokens, self.at = text, tokens, 0

    def kind(self, ahead: int = 0) -> str:
        """Give the kind of a token ahead, `` beyond the last."""
        return self.tokens[self.at + ahead].kind if 0 <= self.at + ahead < len(self.tokens) else ""

    def take(self) -> Token:
        """Give the next token and go on."""
        self.at += 1
        return self.tokens[self.at - 1]

    def phrases(self) -> Iterator[Phrase]:
        """Give the phrases that are left."""
        while self.at < len(self.tokens):
            begun, kind = self.at, self.kind()
            if kind in TARGETS | LEADS:
                yield from self.targets()
            elif kind in {"not_before", "also"}:
                yield from self.exceptions()
            elif kind == "times":
                yield from self.times()
            else:
                yield from self.single(self.take())
            if self.at == begun:
                yield self.phrase("unknown", None, begun, begun + 1)
                self.at += 1

    def single(self, token: Token) -> Iterator[Phrase]:
        """Give the phrase of a token that stands alone; signs between phrases give none."""
        if token.kind in {"daily", "turn", "monthly"}:
            yield Phrase("pattern", token.value if token.value is not None else "daily", token.start, token.end)
        elif token.kind == "open_end":
            yield Phrase("stretch", Stretch(is_open=True), token.start, token.end)
        elif token.kind in {"end", "list"}:
            yield Phrase(token.kind, None, token.start, token.end)
        elif token.kind in {"unknown", "unclear", "not_after", "year"}:
            yield Phrase("unknown", None, token.start, token.end)

    def phrase(self, kind: str, value: Any, begun: int, ended: int | None = None) -> Phrase:
        """Give a phrase that goes from one token to before another."""
        last = self.tokens[(self.at if ended is None else ended) - 1]
        return Phrase(kind, value, self.tokens[begun].start, last.end)

    def times(self) -> Iterator[Phrase]:
        """Give times that follow each other, whatever stands between them."""
        begun, found = self.at, [self.take().value]
        while self.kind() == "times" or (self.kind() in {"list", "comma"} and self.kind(1) == "times"):
            if self.kind() != "times":
                self.at += 1
            found.append(self.take().value)
        yield self.phrase("times", found, begun)

    def targets(self) -> Iterator[Phrase]:
        """Give days, stretches and weekdays joined by 、 or and: all left out when they are said to be so, else one by one."""
        found = [self.target()]
        while self.kind() == "list" and self.kind(1) in TARGETS:
            self.at += 1
            found.append(self.target())
        if self.kind() == "comma" and self.kind(1) == "not_after" and self.tokens[self.at].value == "(":
            self.at += 1
        is_out = self.kind() in {"not_after", "outside"} or (
            self.kind() == "not_before" and self.kind(1) not in TARGETS | LEADS and self.all_are_bare(found)
        )
        if not is_out:
            yield from (one._replace(kind="unknown") if one.kind == "holiday" else one for one in found)
            return
        self.at += 1
        yield Phrase("not", found, found[0].start, self.tokens[self.at - 1].end)

    def all_are_bare(self, found: list[Phrase]) -> bool:
        """Whether phrases are such as can be closed: `Mondays closed`."""
        return all(one.kind in {"pattern", "dates", "holiday"} for one in found)

    def exceptions(self) -> Iterator[Phrase]:
        """Give what is left out or added by a word before it."""
        begun = self.at
        word = self.take()
        found: list[Phrase] = []
        if self.kind() == "comma" and self.kind(1) in TARGETS:
            self.at += 1
        while self.kind() in TARGETS or (found and self.kind() in {"list", "comma"} and self.kind(1) in TARGETS and not self.begins_a_rule()):
            if self.kind() not in TARGETS:
                self.at += 1
            found.append(self.target())
        while self.kind() in {"outside", "not_after"}:
            self.at += 1
        kind = "not" if word.kind == "not_before" else "also"
        yield self.phrase(kind, found, begun) if found else self.phrase("unknown", None, begun)

    def begins_a_rule(self) -> bool:
        """Whether what comes after a comma is said with times of its own, and so is no more of the exceptions."""
        if self.kind() == "list":
            return False
        if self.kind(1) in DAY_KINDS and self.kind(2) == "to":
            return True
        return self.kind(2) == "times" or (self.kind(1) == "days" and self.tokens[self.at + 1].value.is_every)

    def target(self) -> Phrase:
        """Give one day or more, a stretch, weekdays or a holiday."""
        begun = self.at
        if self.kind() == "days":
            return self.weekdays()
        if self.kind() == "holiday":
            return Phrase("holiday", self.take().value, self.tokens[begun].start, self.tokens[begun].end)
        if self.kind() == "range":
            first, last = self.take().value
            return self.phrase("stretch", Stretch(Named(first), Named(last)), begun)
        return self.dates()

    def weekdays(self) -> Phrase:
        """Give weekdays; one that names the weekday of the day after it is read with that day."""
        begun, days = self.at, self.take().value
        skip = 1 if self.kind() == "comma" and self.tokens[self.at].value == "," else 0
        is_name = isinstance(days, Days) and len(days.weekdays) == 1 and not days.is_every
        if is_name and self.kind(skip) == "day" and self.kind(skip + 1) not in {"to", "on"}:
            self.at += skip
            found = self.dates()
            (weekday,) = days.weekdays
            if found.kind == "dates" and len(found.value) == 1:
                return self.phrase("dates", [found.value[0]._replace(weekday=weekday)], begun)
            self.at = begun + 1
        return self.phrase("pattern", days, begun)

    def dates(self) -> Phrase:
        """Give a stretch, the beginning or end of one, or a list of days."""
        begun, lead = self.at, ""
        while self.kind() in LEADS:
            lead = self.take().kind
        if self.kind() not in {*DAY_KINDS, "month"}:
            return self.phrase("list" if lead == "from" else "unknown", None, begun)
        first = self.one(None)
        is_from = self.skipped("on") or lead == "from"
        if lead == "to":
            self.skipped("stop")
            return self.phrase("stretch", Stretch(last=first), begun)
        if self.kind() == "to" and self.kind(1) in {*DAY_KINDS, "month"}:
            self.at += 1
            last = self.one(first)
            self.skipped("stop")
            return self.phrase("stretch", Stretch(first, self.dated(last) if isinstance(last, Named) else last), begun)
        if is_from or isinstance(first, MonthWord):
            return self.phrase("stretch", Stretch(first) if is_from else Stretch(first, first), begun)
        found = self.listed(first)
        return self.phrase("dates", [*found[:-1], self.dated(found[-1])], begun)

    def dated(self, named: Named) -> Named:
        """Give a day with the year that stands after it: Feb 6-11, 2027."""
        return named._replace(word=named.word._replace(year=self.take().value)) if self.kind() == "year" else named

    def listed(self, first: Named) -> list[Named]:
        """Give a day and those that follow it in a list."""
        found = [first]
        while self.kind() in {"list", "comma"} and self.kind(1) in DAY_KINDS and not self.is_stretch_ahead():
            self.at += 1
            one = self.one(found[-1])
            if isinstance(one, Named):
                found.append(one)
        if len(found) == 1 and first.weekday is None and self.kind() == "days" and len(self.tokens[self.at].value.weekdays) == 1:
            days = self.tokens[self.at].value
            if not days.is_every:
                self.at += 1
                found = [first._replace(weekday=next(iter(days.weekdays)))]
        return found

    def is_stretch_ahead(self) -> bool:
        """Whether the day after a comma begins a stretch, or the next exception."""
        return self.kind(2) in {"to", "on"}

    def one(self, before: Named | MonthWord | None) -> Named | MonthWord:
        """Give a day or a month; a lunar day without its month is of the month before, or of the first after New Year's Eve."""
        token = self.take()
        if isinstance(token.value, MonthWord):
            return token.value
        word = token.value
        if token.kind == "lunar_short":
            known = before.word if isinstance(before, Named) else DayWord()
            month = 1 if known.festival == NEW_YEARS_EVE else known.month if known.lunar else 1
            word = DayWord(None if known.festival else known.year, month, word, lunar=True)
        return Named(word, self.weekday_in_brackets())

    def weekday_in_brackets(self) -> int | None:
        """Give the weekday that stands in brackets after a day."""
        if self.kind() != "comma" or self.tokens[self.at].value != "(" or self.kind(1) != "days":
            return None
        days = self.tokens[self.at + 1].value
        if len(days.weekdays) != 1 or self.kind(2) != "comma" or self.tokens[self.at + 2].value != ")":
            return None
        self.at += 3
        (weekday,) = days.weekdays
        return int(weekday)

    def skipped(self, kind: str) -> bool:
        """Pass over tokens of a kind; say whether there were any."""
        begun = self.at
        while self.kind() == kind:
            self.at += 1
        return self.at > begun
