"""Matching: which pages a query means, and in which steps they stand; what cannot be meant is searched as text."""

import re
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from app.services.search import asking, meaning
from app.services.search.asking import Fit
from app.services.search.fitting import Fitting
from app.services.search.matched import Matched, common, in_steps, partly
from app.services.search.meaning import SOFT, Meaning, Understood
from app.services.search.naming import pages_named_in
from app.services.search.page_sets import at_least
from app.services.search.parsing import QUOTES, Asked, loosened, parse
from app.services.search.periods import FESTIVALS
from app.services.search.ranking import Step
from app.vocabulary import Family

YEAR = re.compile(r"20\d\d")
MANY = 2
IN_OTHER_WORDS = frozenset({"other words", "names begun"})
# What is given up first when nothing fits everything that was understood.
GIVEN_UP = ("when", "open", "step_free", "near", "neighbourhood", "free")


@dataclass(frozen=True)
class Matcher(Fitting):
    """Matches queries against one state of the index on a day; what is in `ignore` is not understood."""

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
        return self.understood(read, asked) or self.placed(read, asked) or self.giving_up(read, asked)

    def unquoted(self, query: str) -> Matched | None:
        """Give what a query matches when quoted words need not stand side by side; None for a query without quotes."""
        plain = query.translate(QUOTES).replace('"', " ")
        found = self.match(plain) if plain != query else None
        return replace(found, is_widened=True) if found else None

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
        named = common(every, 0) if len(read.understood) > 1 else self.stories_of(read, every)
        if not left and not exact:
            return None
        left_steps = (Step(step.name, step.pages & left) for step in in_steps(every))
        steps = (*whole, Step("area", areas), *left_steps, Step("filters", left), other_words, Step("filters", self.choosing.every()))
        return Matched(read, asked, every, steps, self.choosing.every(), exact | named)

    def stories_of(self, read: Meaning, every: list[Fit]) -> int:
        """Give the stories with a festival in their names, where a query asks for nothing but that festival."""
        is_festival = read.filters.get("when") in FESTIVALS
        return common(every, 0) & self.choosing.pages("family", Family.STORY.value) if is_festival else 0

    def placed(self, read: Meaning, asked: Asked) -> Matched | None:
        """Give what a query matches when all that is left of it is a place (金融街有什么博物馆): in that subdistrict, or near there."""
        rest = parse(read.rest)
        text = " ".join(term.text for term in rest.terms)
        if rest.is_idle or {"near", "neighbourhood"} & read.filters.keys():
            return None
        near = self.place(text) if self.is_name(rest, read) else None
        for name, value in (("neighbourhood", meaning.subdistrict(text)), ("near", near)):
            there = replace(read, rest="", understood=(*read.understood, Understood(name, value or "", text)))
            if value and name not in self.ignore and (found := self.understood(there, asked)):
                return found
        return None

    def speaks_against(self, read: Meaning, names: int, every: list[Fit]) -> bool:
        """Whether pages with the rest in their names have the words of a kind as text: then they are meant, not the kind."""
        is_soft = any(one.name in SOFT for one in read.understood)
        return is_soft and bool(names & common(every, 2))

    def giving_up(self, read: Meaning, asked: Asked) -> Matched | None:
        """Give what a query matches when kinds are searched as text, or when one thing after another is given up."""
        if found := self.farther(read):
            return found
        soft = frozenset(one.name for one in read.understood if one.name in SOFT)
        if soft and len(soft) < len(read.understood):
            hard = self.reading(read.text, soft | self.ignore)
            if hard.understood and (found := self.understood(hard, asked)):
                return found
        text = self.as_text(Meaning(read.text, read.text), asked, self.named_in(read, asked))
        if text and (not text.is_only_text or soft == {one.name for one in read.understood}) and text.first_step not in IN_OTHER_WORDS:
            return text
        given_up: list[Understood] = []
        for one in sorted((one for one in read.understood if one.name in GIVEN_UP), key=lambda one: GIVEN_UP.index(one.name)):
            given_up.append(one)
            less = without(read, given_up)
            if found := self.fewer(less) or self.farther(less):
                return replace(found, is_widened=True, given_up=tuple(given_up))
        return replace(text, is_widened=True, given_up=tuple(given_up)) if text else self.without_rest(read, asked)

    def without_rest(self, read: Meaning, asked: Asked) -> Matched | None:
        """Give what a query matches by two things or more that were understood, when the rest of it stands nowhere."""
        if len(read.understood) < MANY or not read.rest:
            return None
        bare = replace(read, rest="")
        found = self.understood(bare, asked) or self.giving_up(bare, asked)
        return replace(found, is_widened=True) if found else None

    def farther(self, read: Meaning) -> Matched | None:
        """Give what a query matches that wants something near a place where nothing of it is near: the nearest, however far."""
        near = next((one for one in read.understood if one.name == "near"), None)
        found = self.fewer(without(read, [near])) if near else None
        return replace(found, meaning=read, nearest_to=near.value, is_widened=True) if near and found else None

    def fewer(self, less: Meaning) -> Matched | None:
        """Give what a query matches with fewer things understood; the words of those given up are not searched either."""
        rest = parse(less.rest)
        if less.understood:
            return self.understood(less, parse(less.text))
        return None if rest.is_idle else self.as_text(less, rest)

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


def without(read: Meaning, given_up: list[Understood]) -> Meaning:
    """Give a meaning without some of what was understood, and without the words for it."""
    text = read.text
    for one in given_up:
        text = text.replace(one.words, " ", 1)
    return replace(read, text=" ".join(text.split()), understood=tuple(one for one in read.understood if one not in given_up))
