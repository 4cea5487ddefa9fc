"""Matching: which pages a query means, and in which steps they stand; what cannot be meant is searched as text."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_

from app.services.search import asking, meaning
from app.services.search.asking import Fit
from app.services.search.choosing import Choosing
from app.services.search.matched import Matched, common, in_steps, partly
from app.services.search.meaning import SOFT, Meaning
from app.services.search.naming import pages_named_in, place_named
from app.services.search.page_sets import at_least, pages_of, set_of
from app.services.search.parsing import QUOTES, Asked, loosened, parse, whole_keys
from app.services.search.phrases import with_phrase
from app.services.search.postings import Postings
from app.services.search.ranking import Step
from app.services.search.synonyms import table
from app.vocabulary import Family

# What is given up first when nothing fits everything that was understood.
YEAR = re.compile(r"20\d\d")
GIVEN_UP = ("when", "open", "step_free", "near", "neighbourhood", "free")
NEAR_FAMILIES = (Family.PLACE, Family.NEIGHBOURHOOD)


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
        if not read.understood or (self.is_name(asked, read) and not meaning.is_one_form(query)):
            return self.as_text(Meaning(read.text, read.text), asked)
        hard = self.reading(query, SOFT | self.ignore)
        if hard.understood and hard.rest != read.rest and self.is_name(parse(hard.rest), hard) and not meaning.is_one_form(hard.rest):
            return self.understood(hard, asked) or self.as_text(Meaning(read.text, read.text), asked)
        return self.understood(read, asked) or self.giving_up(read, asked)

    def unquoted(self, query: str) -> Matched | None:
        """Give what a query matches when quoted words need not stand side by side; None for a query without quotes."""
        plain = query.translate(QUOTES).replace('"', " ")
        found = self.match(plain) if plain != query else None
        return replace(found, is_widened=True) if found else None

    def fits(self, asked: Asked) -> list[Fit]:
        """Give how each term of a query fits."""
        return asking.fits(self.postings, asked, lambda pages, term: with_phrase(self.choosing.session, pages, term))

    def reading(self, query: str, ignore: frozenset[str]) -> Meaning:
        """Give what a query means without some things."""
        return meaning.understand(query, today=self.today, ignore=ignore, place=self.place)

    def is_name(self, asked: Asked, read: Meaning) -> bool:
        """Whether a query is the whole name of a page, or another name of one; words such as near say something where they were understood."""
        keys = asked.names[:1] if {"near", "neighbourhood"} & read.filters.keys() else asked.names
        name, alias, _short = asking.whole(self.postings, keys)
        return bool(name | alias)

    def as_text(self, read: Meaning, asked: Asked, named: int = 0) -> Matched | None:
        """Give what a query matches as nothing but text; pages that are `named` in it stand with those it is a short name of."""
        found = self.fits(asked)
        *names, text = in_steps(found)
        steps = (*self.whole(asked), Step("named in it", named), *names)
        if len(found) > 1 and all(fit.text for fit in found) and not any(step.pages for step in steps):
            text = Step("text", text.pages | pages_named_in(self.postings, asked.text))
        steps = (*steps, text, *partly(found, steps, text.pages))
        base = reduce(or_, (step.pages for step in steps), 0)
        matched = Matched(read, asked, found, steps, base) if base else None
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
        if (not names & left and self.speaks_against(read, names, every)) or not (text & left or named):
            return None
        whole = (*self.whole(asked)[:3], Step("names", named), *self.whole(rest))
        steps = (*whole, *in_steps(fits), *partly(fits, [Step("names", (names & left) | named)], text & left))
        exact = reduce(or_, (step.pages for step in whole[:3]), named)
        return Matched(read, asked, every, steps, reduce(or_, (step.pages for step in steps[4:]), 0), exact)

    def only_filters(self, read: Meaning, asked: Asked, left: int) -> Matched | None:
        """Give what a query matches that says nothing but filters: their pages, those first that have its words in their names."""
        every = self.fits(asked)
        *whole, other_words, _short = self.whole(replace(asked, keys=asked.names))
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
        text = self.as_text(Meaning(read.text, read.text), asked, self.named_in(read, asked))
        if text and (not text.is_only_text or soft == {one.name for one in read.understood}):
            return text
        given_up: list[str] = []
        for name in (name for name in GIVEN_UP if name in read.filters):
            given_up.append(name)
            less = replace(read, understood=tuple(one for one in read.understood if one.name not in given_up))
            if found := self.fewer(less, asked):
                return replace(found, is_widened=True)
        return replace(text, is_widened=True) if text else None

    def named_in(self, read: Meaning, asked: Asked) -> int:
        """Give the pages that the rest of a query names as a whole, and those with it in their names and all else in their text."""
        rest = parse(read.rest)
        if rest.is_idle:
            return 0
        name, alias, _short = asking.whole(self.postings, rest.names)
        return name | alias | (common(self.fits(rest), 1) & common(self.fits(asked), 2))

    def farther(self, read: Meaning, asked: Asked) -> Matched | None:
        """Give what a query matches that wants something near a place where nothing of it is near: the nearest, however far."""
        near = read.filters.get("near")
        if near is None:
            return None
        found = self.fewer(replace(read, understood=tuple(one for one in read.understood if one.name != "near")), asked)
        return replace(found, meaning=read, nearest_to=near, is_widened=True) if found else None

    def fewer(self, less: Meaning, asked: Asked) -> Matched | None:
        """Give what a query matches with fewer things understood; the words of those given up are not searched either."""
        rest = parse(less.rest)
        if less.understood:
            return self.understood(less, rest if rest.terms else asked)
        return None if rest.is_idle else self.as_text(less, rest)

    def place(self, text: str) -> str | None:
        """Give the place or neighbourhood that a text names as a whole, as folder and slug."""
        families = {family: self.choosing.pages("family", family.value) for family in NEAR_FAMILIES}
        return place_named(self.postings, families, whole_keys(text))

    def some(self, query: str) -> Matched | None:
        """Give the pages with some of a query's words, those with the most first."""
        asked = parse(query)
        asked = replace(asked, terms=loosened(asked))
        found = [(term, fit) for term, fit in zip(asked.terms, (asking.fit(self.postings, term) for term in asked.terms), strict=True) if fit.text]
        if not found:
            return None
        fits = [fit for _term, fit in found]
        half = max(1, (len(asked.terms) + 1) // 2)
        steps = tuple(Step("some words", at_least([fit.text for fit in fits], count)) for count in (half, 1))
        read = Meaning(asked.text, asked.text)
        return Matched(read, replace(asked, terms=tuple(term for term, _fit in found)), fits, steps, steps[-1].pages, is_widened=True)
