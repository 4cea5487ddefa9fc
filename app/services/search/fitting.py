"""Fitting: how a query's words fit one state of the index, and the whole names it may be."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from app.services.search import asking, meaning
from app.services.search.asking import Fit
from app.services.search.choosing import Choosing
from app.services.search.matched import common
from app.services.search.meaning import Meaning
from app.services.search.naming import place_named, station_named
from app.services.search.page_sets import pages_of, set_of
from app.services.search.parsing import Asked, parse, whole_keys
from app.services.search.phrases import with_phrase
from app.services.search.postings import Postings
from app.services.search.ranking import Step
from app.services.search.synonyms import table
from app.vocabulary import Family

NEAR_FAMILIES = (Family.PLACE, Family.NEIGHBOURHOOD)


@dataclass(frozen=True)
class Fitting:
    """What can be asked of one state of the index on a day; what is in `ignore` is not understood."""

    postings: Postings
    choosing: Choosing
    today: date
    ignore: frozenset[str] = frozenset()

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

    def area(self, subdistrict: str | None) -> int:
        """Give the page of a subdistrict itself, as a set."""
        pages = pages_of(self.choosing.pages("family", Family.NEIGHBOURHOOD.value)) if subdistrict else []
        return set_of(page for page in pages if self.postings.lookup(page, "slug") == subdistrict)

    def place(self, text: str) -> str | None:
        """Give the place, neighbourhood or metro station that a text names as a whole, as folder and slug."""
        families, names = {family: self.choosing.pages("family", family.value) for family in NEAR_FAMILIES}, whole_keys(text)
        return place_named(self.postings, families, names) or station_named(names)

    def named_in(self, read: Meaning, asked: Asked) -> int:
        """Give the pages that the rest of a query names as a whole, and those with it in their names and all else in their text."""
        rest = parse(read.rest)
        if rest.is_idle:
            return 0
        name, alias, _short = asking.whole(self.postings, rest.names)
        return name | alias | (common(self.fits(rest), 1) & common(self.fits(asked), 2))
