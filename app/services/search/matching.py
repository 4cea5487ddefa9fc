"""Matching: which pages a query means, and in which steps they stand; what cannot be meant is searched as text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_, or_

from app.documents.registry import BY_FAMILY
from app.services.search import asking, meaning
from app.services.search.asking import Fit
from app.services.search.choosing import Choosing
from app.services.search.meaning import SOFT, Meaning
from app.services.search.parsing import Asked, Term, parse
from app.services.search.phrases import with_phrase
from app.services.search.postings import Postings, at_least, pages_of, set_of
from app.services.search.ranking import Step
from app.services.search.synonyms import table
from app.vocabulary import EventKind, Family

# What is given up first when nothing fits everything that was understood.
YEAR = re.compile(r"20\d\d")
GIVEN_UP = ("when", "open", "step_free", "near", "neighbourhood", "free")
NEAR_FAMILIES = (Family.PLACE, Family.NEIGHBOURHOOD)


@dataclass(frozen=True)
class Matched:
    """What a query matches: its meaning and terms, the pages that fit its text, those that fit whatever was understood, and the steps."""

    meaning: Meaning
    asked: Asked
    fits: Sequence[Fit]
    steps: tuple[Step, ...]
    base: int
    named: int = 0
    given_up: tuple[str, ...] = ()
    is_widened: bool = False
    nearest_to: str | None = None

    @property
    def first_step(self) -> str:
        """The first step that has any page."""
        return next((step.name for step in self.steps if step.pages), "")

    @property
    def is_only_text(self) -> bool:
        """Whether nothing was understood and no name has all the words."""
        return not self.meaning.understood and self.first_step == "text"

    def pages(self, understood: int, chosen: int) -> int:
        """Give the pages that fit, where what was understood and what was chosen leave some."""
        return (self.base & understood & chosen) | (self.named & chosen)


@dataclass(frozen=True)
class Matcher:
    """Matches queries against one state of the index on a day; what is in `ignore` is not understood."""

    postings: Postings
    choosing: Choosing
    today: date
    ignore: frozenset[str] = frozenset()

    def match(self, query: str) -> Matched | None:
        """Give what a query matches; None when nothing fits."""
        asked = parse(query)
        if not asked.terms:
            return None
        read = meaning.understand(query, today=self.today, ignore=self.ignore, place=self.place)
        if not read.understood or (self.is_name(asked) and not meaning.is_one_form(query)):
            return self.as_text(Meaning(read.text, read.text), asked)
        hard = self.reading(query, SOFT | self.ignore)
        if hard.understood and hard.rest != read.rest and self.is_name(parse(hard.rest)) and not meaning.is_one_form(hard.rest):
            return self.understood(hard, asked) or self.as_text(Meaning(read.text, read.text), asked)
        return self.understood(read, asked) or self.giving_up(read, asked)

    def fits(self, asked: Asked) -> list[Fit]:
        """Give how each term of a query fits."""
        return asking.fits(self.postings, asked, lambda pages, term: with_phrase(self.choosing.session, pages, term))

    def reading(self, query: str, ignore: frozenset[str]) -> Meaning:
        """Give what a query means without some things."""
        return meaning.understand(query, today=self.today, ignore=ignore, place=self.place)

    def is_name(self, asked: Asked) -> bool:
        """Whether a query is the whole name of a page, or another name of one."""
        name, alias, _short = asking.whole(self.postings, asked.keys[:1])
        return bool(name | alias)

    def as_text(self, read: Meaning, asked: Asked, given_up: tuple[str, ...] = ()) -> Matched | None:
        """Give what a query matches as nothing but text."""
        found = self.fits(asked)
        steps = (*self.whole(asked), *in_steps(found))
        base = reduce(or_, (step.pages for step in steps), 0)
        matched = Matched(read, asked, found, steps, base, given_up=given_up) if base else None
        if matched is None or matched.first_step == "text":
            timeless = replace(asked, terms=tuple(term for term in asked.terms if not YEAR.fullmatch(term.text)))
            if timeless.terms and timeless.terms != asked.terms and (found_without := self.as_text(read, timeless)):
                return found_without if matched is None or found_without.first_step != "text" else matched
        return matched

    def whole(self, asked: Asked) -> tuple[Step, ...]:
        """Give the steps of whole names: the name, another name, the name of the same thing in other words, a short name.

        Another name of a neighbourhood mostly names a part of it, and counts as a short one.
        """
        name, alias, short = asking.whole(self.postings, asked.keys)
        entry = table().get(asked.text)
        others = [asking.whole(self.postings, parse(form).keys) for form in (entry.same if entry else ())]
        words = reduce(or_, (one | two for one, two, _ in others), 0)
        areas = (alias | words) & self.choosing.pages("family", Family.NEIGHBOURHOOD.value)
        return Step("whole", name), Step("alias", alias & ~areas), Step("other words", words & ~areas), Step("short", short | areas)

    def understood(self, read: Meaning, asked: Asked) -> Matched | None:
        """Give what a query matches with what was understood as filters; None when that finds nothing or names speak against it."""
        left = self.choosing.all(read.filters)
        rest = parse(read.rest)
        if rest.is_idle:
            return self.only_filters(read, asked, left)
        fits = self.fits(rest)
        names, text = common(fits, 1), common(fits, 2)
        every = self.fits(asked)
        named = common(every, 0) if len(every) > 1 else 0
        if not names & left and self.speaks_against(read, names, every):
            return None
        if not (text & left or named):
            return None
        whole = (*self.whole(asked)[:3], Step("names", named), *self.whole(rest))
        steps = (*whole, *in_steps(fits))
        exact = reduce(or_, (step.pages for step in whole[:3]), named)
        return Matched(read, asked, every, steps, text | reduce(or_, (step.pages for step in whole[4:]), 0), exact)

    def only_filters(self, read: Meaning, asked: Asked, left: int) -> Matched | None:
        """Give what a query matches that says nothing but filters: their pages, those first that have its words in their names."""
        every = self.fits(asked)
        *whole, other_words, _short = self.whole(replace(asked, keys=asked.keys[:1]))
        areas = self.area(read.filters.get("neighbourhood")) if len(read.understood) == 1 else 0
        exact = reduce(or_, (step.pages for step in whole), other_words.pages | areas)
        named = common(every, 0) if len(read.understood) > 1 else 0
        if not left and not exact:
            return None
        left_steps = (Step(step.name, step.pages & left) for step in in_steps(every))
        steps = (*whole, Step("area", areas), *left_steps, Step("filters", left), other_words, Step("filters", self.choosing.every()))
        return Matched(read, asked, every, steps, self.choosing.every(), exact | named)

    def area(self, subdistrict: str | None) -> int:
        """Give the page of a subdistrict itself, as a set."""
        pages = pages_of(self.choosing.pages("family", Family.NEIGHBOURHOOD.value)) if subdistrict else []
        return set_of(page for page in pages if self.postings.lookup(page, "slug") == subdistrict)

    def speaks_against(self, read: Meaning, names: int, every: list[Fit]) -> bool:
        """Whether pages with the rest in their names have the words of a kind as text: then they are meant, not the kind."""
        is_soft = any(one.name in SOFT for one in read.understood)
        return is_soft and bool(names & common(every, 2))

    def giving_up(self, read: Meaning, asked: Asked) -> Matched | None:
        """Give what a query matches when kinds are searched as text, or when one thing after another is given up."""
        if found := self.farther(read, asked):
            return found
        soft = frozenset(one.name for one in read.understood if one.name in SOFT)
        if soft and len(soft) < len(read.understood):
            hard = self.reading(read.text, soft | self.ignore)
            if hard.understood and (found := self.understood(hard, asked)):
                return found
        text = self.as_text(Meaning(read.text, read.text), asked)
        if text and (not text.is_only_text or soft == {one.name for one in read.understood}):
            return text
        given_up: list[str] = []
        for name in (name for name in GIVEN_UP if name in read.filters):
            given_up.append(name)
            less = replace(read, understood=tuple(one for one in read.understood if one.name not in given_up))
            if found := self.fewer(less, asked):
                return replace(found, given_up=tuple(given_up), is_widened=True)
        return replace(text, is_widened=True) if text else None

    def farther(self, read: Meaning, asked: Asked) -> Matched | None:
        """Give what a query matches that wants something near a place where nothing of it is near: the nearest, however far."""
        near = read.filters.get("near")
        if near is None:
            return None
        found = self.fewer(replace(read, understood=tuple(one for one in read.understood if one.name != "near")), asked)
        return replace(found, given_up=("near",), nearest_to=near, is_widened=True) if found else None

    def fewer(self, less: Meaning, asked: Asked) -> Matched | None:
        """Give what a query matches with fewer things understood; the words of those given up are not searched either."""
        rest = parse(less.rest)
        if less.understood:
            return self.understood(less, rest if rest.terms else asked)
        return None if rest.is_idle else self.as_text(less, rest)

    def place(self, text: str) -> str | None:
        """Give the place or neighbourhood that a text names as a whole, as folder and slug."""
        asked = parse(text)
        families = {family: self.choosing.pages("family", family.value) for family in NEAR_FAMILIES}
        for step in asking.whole(self.postings, asked.keys):
            for family in NEAR_FAMILIES:
                for page in pages_of(step & families[family])[:1]:
                    return f"{BY_FAMILY[family].folder}/{self.postings.lookup(page, 'slug')}"
        return None

    def some(self, query: str) -> Matched | None:
        """Give the pages with some of a query's words, those with the most first."""
        asked = parse(query)
        asked = replace(asked, terms=asking.loosened(asked))
        found = [(term, fit) for term, fit in zip(asked.terms, (asking.fit(self.postings, term) for term in asked.terms), strict=True) if fit.text]
        if not found:
            return None
        fits = [fit for _term, fit in found]
        steps = tuple(Step(f"{count} of {len(asked.terms)} words", at_least([fit.text for fit in fits], count)) for count in range(len(fits), 0, -1))
        read = Meaning(asked.text, asked.text)
        return Matched(read, replace(asked, terms=tuple(term for term, _fit in found)), fits, steps, steps[-1].pages, is_widened=True)


def in_steps(fits: Sequence[Fit]) -> tuple[Step, ...]:
    """Give the steps of terms: all in names, all in names in other words or begun, all anywhere."""
    return Step("names", common(fits, 0)), Step("names begun", common(fits, 1)), Step("text", common(fits, 2))


def common(fits: Sequence[Fit], level: int) -> int:
    """Give the pages that all terms fit at one level: 0 names, 1 names begun, 2 anywhere."""
    return reduce(and_, ((fit.name, fit.begun, fit.text)[level] for fit in fits)) if fits else 0


def favoured(terms: Sequence[Term], read: Meaning) -> frozenset[Family]:
    """Give the families that a query speaks of: series and events where it names a kind of event or a time, else none."""
    named = {value for term in terms if (entry := table().get(term.text)) for name, value in entry.filters if name == "kind"}
    is_event = bool(named & set(EventKind)) or "when" in read.filters
    return frozenset({Family.SERIES, Family.EVENT}) if is_event else frozenset()
