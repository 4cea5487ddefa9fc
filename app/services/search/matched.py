"""What a query matches: its pages, and the steps in which they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from app.services.search.asking import Fit
from app.services.search.meaning import Meaning, Understood
from app.services.search.page_sets import at_least
from app.services.search.parsing import Asked, Term
from app.services.search.ranking import Step
from app.services.search.synonyms import table
from app.vocabulary import EventKind, Family

FEW = 5


@dataclass(frozen=True)
class Matched:
    """What a query matches: its meaning and terms, the pages that fit its text, those that fit whatever was understood, and the steps.

    `given_up` is what was understood and is left out because nothing fits it.
    """

    meaning: Meaning
    asked: Asked
    fits: Sequence[Fit]
    steps: tuple[Step, ...]
    base: int
    named: int = 0
    is_widened: bool = False
    nearest_to: str | None = None
    given_up: tuple[Understood, ...] = ()

    @property
    def filters(self) -> dict[str, str]:
        """What was understood, as filters; of what is nearest to a place nothing is too far from it."""
        return {name: value for name, value in self.meaning.filters.items() if name != "near" or not self.nearest_to}

    @property
    def first_step(self) -> str:
        """The first step that has any page."""
        return next((step.name for step in self.steps if step.pages), "")

    @property
    def is_only_text(self) -> bool:
        """Whether nothing was understood and no name has all the words."""
        return not self.meaning.understood and self.first_step in {"named in it", "text"}

    def pages(self, understood: int, chosen: int) -> int:
        """Give the pages that fit, where what was understood and what was chosen leave some."""
        return (self.base & understood & chosen) | (self.named & chosen)


def in_steps(fits: Sequence[Fit]) -> tuple[Step, ...]:
    """Give the steps of terms: all in names, all in names in other words or begun, all anywhere."""
    return Step("names", common(fits, 0)), Step("names begun", common(fits, 1)), Step("text", common(fits, 2))


def partly(fits: Sequence[Fit], steps: Sequence[Step], found: int) -> tuple[Step, ...]:
    """Give a last step where few pages were found and none by its names: those with at least half of the terms in their names."""
    if len(fits) < 2 or not 0 < found.bit_count() < FEW or any(step.pages for step in steps):
        return ()
    return (Step("some words in names", at_least([fit.begun for fit in fits], (len(fits) + 1) // 2)),)


def common(fits: Sequence[Fit], level: int) -> int:
    """Give the pages that all terms fit at one level: 0 names, 1 names begun, 2 anywhere."""
    return reduce(and_, ((fit.name, fit.begun, fit.text)[level] for fit in fits)) if fits else 0


def favoured(terms: Sequence[Term], read: Meaning) -> frozenset[Family]:
    """Give the families that a query speaks of: series and events where it names a kind of event or a time, else none."""
    named = {value for term in terms if (entry := table().get(term.text)) for name, value in entry.filters if name == "kind"}
    is_event = bool(named & set(EventKind)) or "when" in read.filters
    return frozenset({Family.SERIES, Family.EVENT}) if is_event else frozenset()
