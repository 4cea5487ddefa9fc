"""Ranking: in steps from the whole name down to any word; within a step what is not over first, then how closely names fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple

from app.services.search.asking import Fit
from app.services.search.closeness import closeness, is_own, names_of
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


@dataclass(frozen=True)
class Order:
    """What the order of pages depends on: the index, the minute it is, the terms and how they fit, the letters typed, what is asked for."""

    postings: Postings
    minute: int
    terms: tuple[Term, ...]
    fits: Sequence[Fit]
    typed: str = ""
    favoured: frozenset[Family] = frozenset()

    @property
    def over(self) -> int:
        """The pages whose last date is over."""
        return over_by(self.postings, self.minute)

    def best(self, steps: Sequence[Step], allowed: int, wanted: int) -> list[Ranked]:
        """Give the best pages among those allowed, step by step."""
        over, left, ranked = self.over, allowed, list[Ranked]()
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
            return weight + worth + is_own(self.postings, page, self.typed)
        close = closeness(names_of(self.postings, page), self.terms)
        return (close * 10 + worth + rough / 50) * weight if step == "names" else (close * 3 + rough / 10 + worth) * weight

    def reasons(self, ranked: Ranked) -> tuple[str, ...]:
        """Give in words what the score of a page was made of."""
        family, worth = Family(self.postings.lookup(ranked.page, "family")), int(self.postings.lookup(ranked.page, "worth"))
        close = closeness(names_of(self.postings, ranked.page), self.terms)
        made = (f"closest name {min(close, 1):.0%} covered", f"words weigh {self.rough(ranked.page):.1f}", f"{family.value} × {WEIGHTS[family]}")
        return (f"score {ranked.score:.2f}", *made, f"says {worth} of 9", *(("this family is asked for",) if family in self.favoured else ()))

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
