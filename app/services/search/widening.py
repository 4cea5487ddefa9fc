"""Counts of what was found, and ways to widen it: without one filter, or as nothing but text."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.services.search.choosing import Choosing
from app.services.search.matched import Matched
from app.services.search.matching import Matcher
from app.vocabulary import Family

FEW = 5


@dataclass(frozen=True)
class Way:
    """A way to widen: the filter it gives up, the arguments of its address, and how many pages it gives."""

    name: str
    values: dict[str, str]
    count: int


def counts(choosing: Choosing, matched: Matched, chosen: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Give, for each facet, how many pages each of its words would leave beside the other filters."""
    understood = {name: value for name, value in matched.filters.items() if name not in chosen}
    return choosing.counts(lambda left_out: pages_without(choosing, matched, understood, chosen, left_out), understood | dict(chosen))


def pages_without(choosing: Choosing, matched: Matched, understood: Mapping[str, str], chosen: Mapping[str, str], name: str) -> int:
    """Give the pages that fit when one filter is given up."""
    return matched.pages(choosing.all(less(understood, name)), choosing.all(less(chosen, name)))


def ways(matcher: Matcher, matched: Matched, query: str, chosen: Mapping[str, str], found: int) -> tuple[Way, ...]:
    """Give the ways to widen when little was found: without a filter that was chosen, or with one that was understood searched as text."""
    if found.bit_count() > FEW:
        return ()
    choosing = matcher.choosing
    understood = {name: value for name, value in matched.filters.items() if name not in chosen}
    made: list[tuple[str, dict[str, str], int]] = []
    for name in chosen:
        made.append((name, address(query, less(chosen, name), matcher.ignore), pages_without(choosing, matched, understood, chosen, name)))
    for name in understood:
        other = replace(matcher, ignore=matcher.ignore | {name})
        as_text = other.match(query)
        if as_text:
            filters = {key: value for key, value in as_text.filters.items() if key not in chosen}
            pages = as_text.pages(choosing.all(filters), choosing.all(chosen))
            made.append((name, address(query, chosen, other.ignore), pages))
    return tuple(Way(name, values, pages.bit_count()) for name, values, pages in made if pages.bit_count() > found.bit_count())


def less(filters: Mapping[str, str], name: str) -> dict[str, str]:
    """Give some filters without one."""
    return {key: value for key, value in filters.items() if key != name}


def address(query: str, filters: Mapping[str, str], ignore: frozenset[str]) -> dict[str, str]:
    """Give the arguments of an address."""
    arguments = {"q": query, **filters, "not": ",".join(sorted(ignore))}
    return {name: value for name, value in arguments.items() if value}


def anything(choosing: Choosing) -> tuple[Way, ...]:
    """Give the families of pages, for when nothing at all is near to what was asked."""
    every = ((family, choosing.pages("family", family.value).bit_count()) for family in Family)
    return tuple(Way("family", {"family": family.value}, count) for family, count in every if count)
