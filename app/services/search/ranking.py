"""Ranking: in steps from the whole name down to any word; within a step what is not over first, then how closely names fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from app.rules.pinyin import toneless
from app.services.search.analysis import STOP_WORDS, normal, runs, stem
from app.services.search.asking import Fit
from app.services.search.documents import NEVER
from app.services.search.page_sets import pages_of, set_of
from app.services.search.parsing import Term
from app.services.search.postings import Postings
from app.vocabulary import Family

# Where two pages fit equally well, a series comes before its editions, and what one can visit before what one can read.
WEIGHTS = {Family.SERIES: 1.25, Family.PLACE: 1.2, Family.TRAIL: 1.05, Family.NEIGHBOURHOOD: 1.05, Family.EVENT: 0.95, Family.STORY: 0.9}
# An alias that a place and a series share is the place's name.
BY_ALIAS = WEIGHTS | {Family.SERIES: 1.15}
WHOLE_NAMES = frozenset({"alias", "other words", "short"})
HAN_LENGTH = 2
ALIAS = 0.95
OTHER_WAY = 0.8
BEGINS = 0.08
MANY = 120


class Step(NamedTuple):
    """One step of the ranking: what it is called, and its pages."""

    name: str
    pages: int


class Ranked(NamedTuple):
    """One page where it stands: the step, its score, whether its dates are over, and in words what the score was made of."""

    page: int
    step: str
    score: float
    is_over: bool
    reasons: tuple[str, ...] = ()


class Name(NamedTuple):
    """One name in the form that is compared: its text, its words with their stems, and how long it is."""

    text: str
    stems: frozenset[str]
    length: int
    is_alias: bool


@dataclass(frozen=True)
class Order:
    """What the order of pages depends on: the index, the minute it is, the terms and how they fit, the letters typed, what is asked for."""

    postings: Postings
    minute: int
    terms: tuple[Term, ...]
    fits: Sequence[Fit]
    typed: str = ""
    favoured: frozenset[Family] = frozenset()

    def best(self, steps: Sequence[Step], allowed: int, wanted: int) -> list[Ranked]:
        """Give the best pages among those allowed, step by step."""
        over, left, ranked = over_by(self.postings, self.minute), allowed, list[Ranked]()
        for step in steps:
            pages, left = step.pages & left, left & ~step.pages
            if pages:
                ranked += self._in_step(step.name, pages, over, wanted - len(ranked))
            if len(ranked) >= wanted or not left:
                break
        return ranked

    def _in_step(self, name: str, pages: int, over: int, wanted: int) -> list[Ranked]:
        found: list[Ranked] = []
        for is_over, part in ((False, pages & ~over), (True, pages & over)):
            rough = sorted(((self.rough(page), page) for page in pages_of(part)), key=lambda pair: (-pair[0], pair[1]))
            exact = [(self.score(name, page, rough_score), page) for rough_score, page in rough[:MANY]]
            exact += [(rough_score / 1_000, page) for rough_score, page in rough[MANY:]]
            best = nsmallest(wanted - len(found), exact, key=lambda pair: self._standing(*pair, is_over=is_over))
            found += [Ranked(page, name, score, is_over) for score, page in best]
        return found

    def _standing(self, score: float, page: int, *, is_over: bool) -> tuple[float, int, int]:
        """What is over stands by its end where it fits about as well."""
        return (-round(score * 2), -self.until(page), page) if is_over else (-round(score, 3), 0, page)

    def rough(self, page: int) -> float:
        """Give how strongly a page has the terms."""
        return sum(fit.score(page) for fit in self.fits)

    def score(self, step: str, page: int, rough: float) -> float:
        """Give how well a page fits in a step: how closely a name fits, what family it is of, how much it has to say."""
        family, worth = Family(self.postings.lookup(page, "family")), float(self.postings.lookup(page, "worth")) / 100
        weight = (BY_ALIAS if step in WHOLE_NAMES else WEIGHTS)[family] * (1.3 if family in self.favoured else 1.0)
        if step == "whole" or step in WHOLE_NAMES:
            is_same = any(name.text == self.typed and not name.is_alias for name in names_of(self.postings, page))
            return weight + worth + is_same
        close = closeness(names_of(self.postings, page), self.terms)
        return (close * 10 + worth + rough / 50) * weight if step == "names" else (close * 3 + rough / 10 + worth) * weight

    def reasons(self, ranked: Ranked) -> tuple[str, ...]:
        """Give in words what the score of a page was made of."""
        family, worth = Family(self.postings.lookup(ranked.page, "family")), int(self.postings.lookup(ranked.page, "worth"))
        close = closeness(names_of(self.postings, ranked.page), self.terms)
        made = (f"closest name {close:.0%} covered", f"words weigh {self.rough(ranked.page):.1f}", f"{family.value} × {WEIGHTS[family]}")
        return (*made, f"worth {worth}", *(("this family is asked for",) if family in self.favoured else ()))

    def until(self, page: int) -> int:
        """Give the minute at which a page's last date is over."""
        return int(self.postings.lookup(page, "until"))


def over_by(postings: Postings, minute: int) -> int:
    """Give the pages whose last date is over by a minute; remembered until another one is."""
    kept = postings.over
    if kept is None or not kept[0] <= minute < kept[1]:
        newest = dict(postings.column("until"))
        past = {page: until for page, until in newest.items() if until <= minute}
        coming = min((until for until in newest.values() if until > minute), default=NEVER)
        kept = postings.over = (max(past.values(), default=0), coming, set_of(past))
    return kept[2] & postings.pages


def names_of(postings: Postings, page: int) -> tuple[Name, ...]:
    """Give the names of a page in the form that is compared."""
    return compared(*(postings.lookup(page, column) for column in ("name_zh", "name_en", "aka")))


@lru_cache(maxsize=20_000)
def compared(zh: str, en: str, aka: str) -> tuple[Name, ...]:
    """Give names in the form that is compared."""
    written = [(zh, False), (en, False), *((alias, True) for alias in aka.split("\n"))]
    return tuple(name_from(text, is_alias=is_alias) for text, is_alias in written if text)


def name_from(text: str, *, is_alias: bool) -> Name:
    """Give one name in the form that is compared."""
    plain = normal(text)
    cut = list(runs(plain))
    length = sum(HAN_LENGTH * len(word) if is_han else len(word) for word, is_han in cut if word not in STOP_WORDS)
    stems = frozenset(form for word, is_han in cut if not is_han for form in (word, stem(word)))
    return Name("".join(word for word, _ in cut), stems, length or 1, is_alias)


def closeness(names: Sequence[Name], terms: Sequence[Term]) -> float:
    """Give how much of a page's closest name the terms cover, 0 to a little over 1."""
    return max((close_to(name, terms) for name in names), default=0.0)


def close_to(name: Name, terms: Sequence[Term]) -> float:
    """Give how much of one name the terms cover; a name that begins with the first of them counts a little more."""
    covered = sum(covering(name, term) for term in terms)
    begins = BEGINS if terms and name.text.startswith("".join(terms[0].words)) else 0.0
    return (min(1.0, covered / name.length) + begins) * (ALIAS if name.is_alias else 1.0)


def covering(name: Name, term: Term) -> float:
    """Give how much of a name one term covers, by itself or said in another way, in its letters."""
    own = covering_itself(name, term)
    if own:
        return own
    return OTHER_WAY * max((sum(covering_itself(name, part) for part in way) for way in term.others), default=0.0)


def covering_itself(name: Name, term: Term) -> float:
    """Give how much of a name one term covers as it was typed."""
    if term.is_han:
        run = term.words[0]
        if run in name.text:
            return HAN_LENGTH * len(run)
        found = {place for start in range(len(run) - 1) if run[start : start + 2] in name.text for place in (start, start + 1)}
        return 0.75 * HAN_LENGTH * len(found)
    return sum(covering_word(name, word, is_open=term.is_open) for word in term.words if word not in STOP_WORDS)


def covering_word(name: Name, word: str, *, is_open: bool) -> float:
    """Give how much of a name one Latin word covers: as a word, as the beginning of one, or in its reading."""
    if word in name.stems or stem(word) in name.stems:
        return len(word)
    if is_open and any(other.startswith(word) for other in name.stems):
        return 0.8 * len(word)
    reading = "" if name.text.isascii() else toneless(name.text).replace(" ", "")
    return 0.9 * name.length * len(word) / len(reading) if word in reading else 0.0
