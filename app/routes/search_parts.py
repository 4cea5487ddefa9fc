"""The parts round the results: chips of what was understood and chosen, facets with counts, orders, ways to widen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup, escape

from app import i18n
from app.i18n import _
from app.routes.addresses import href
from app.routes.search_address import FILTERS, Asked
from app.routes.search_words import TIMES, Sort, filter_labels, value_label
from app.services.search.searching import Results
from app.vocabulary import Family, Subdistrict

FEW, SOME = 6, 12
FACETS = ("family", "kind", "neighbourhood", "free", "when")
# The values whose order is their own; others come by their counts, the most pages first.
IN_ORDER = {
    name: {value: place for place, value in enumerate(words)} for name, words in (("family", Family), ("neighbourhood", Subdistrict), ("when", TIMES))
}


class Chip(NamedTuple):
    """One filter: its label, the visitor's words it was read from, the address without it, and whether it was left out."""

    label: str
    words: Markup
    href: str
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: its label, how many pages it would leave, whether it is in force, and the address that turns it."""

    value: str
    label: str
    count: int
    is_chosen: bool
    href: str


class Facet(NamedTuple):
    """One facet with its choices."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def chosen(self) -> bool:
        """Whether one of its choices is in force."""
        return any(choice.is_chosen for choice in self.choices)

    @property
    def is_open(self) -> bool:
        """Whether its choices are shown from the start: few of them, or some with one in force."""
        return len(self.choices) <= (SOME if self.chosen else FEW)


def said(words: str) -> Markup:
    """Give a visitor's words, or a sentence with them, for HTML; Chinese in English is marked."""
    return i18n.mark_chinese(escape(words))


def chips(asked: Asked, found: Results, names: Mapping[str, str]) -> list[Chip]:
    """Give the filters in force, those of the address first, then those left out; `names` has the names of pages by family/slug."""
    chosen = [(name, asked.filters[name], "", asked.without(name)) for name in FILTERS if name in asked.filters]
    read = [(item.name, item.value, item.words, asked.ignoring(item.name)) for item in found.meaning.understood if item.name not in asked.filters]
    left_out = [(item.name, item.value, item.words, asked.ignoring(item.name)) for item in found.given_up]
    made = [chip(chip_label(name, value, names), words, to) for name, value, words, to in (*chosen, *read, *left_out)]
    return [one._replace(is_left_out=place >= len(chosen) + len(read)) for place, one in enumerate(made)]


def chip(label: str, words: str, to: Asked) -> Chip:
    """Give one chip; words that are its label need not be said again."""
    return Chip(label, said("" if words.casefold() == label.casefold() else words), to.href)


def places_named(asked: Asked, found: Results) -> list[str]:
    """Give the places, as family/slug, that something is to be near."""
    near = (in_force(asked, found).get("near"), *(one.value for one in found.given_up if one.name == "near"))
    return [ref for ref in near if ref]


def chip_label(name: str, value: str, names: Mapping[str, str]) -> str:
    """Give what a chip says."""
    return _("Near %(place)s", place=names.get(value, value)) if name == "near" else value_label(name, value)


def left_out(found: Results, names: Mapping[str, str]) -> list[Markup]:
    """Give in words what was understood and left out because nothing fits it, and what nothing found is close to."""
    labels = [chip_label(one.name, one.value, names) for one in found.given_up]
    given_up = [_("Nothing fits “%(filter)s”; these results are without it.", filter=label) for label in labels]
    place = names.get(found.nearest_to or "")
    near = [_("Nothing of the kind is close to %(place)s; the nearest come first.", place=place)] if place else []
    return [said(sentence) for sentence in (*given_up, *near)]


def in_force(asked: Asked, found: Results) -> dict[str, str]:
    """Give the filters in force by name, those of the address before those understood."""
    return {item.name: item.value for item in found.meaning.understood} | asked.filters


def facets(asked: Asked, found: Results) -> list[Facet]:
    """Give the facets that part what was found, with counts; one with a single value that is not in force is left out."""
    chosen, made = in_force(asked, found), []
    for name in FACETS:
        counts = {value: count for value, count in found.facets.get(name, {}).items() if FILTERS[name](value)}
        if name in chosen:
            counts.setdefault(chosen[name], 0)
        if len(counts) > 1 or name in chosen:
            made.append(Facet(name, filter_labels()[name], choices(asked, name, counts, chosen.get(name))))
    return made


def choices(asked: Asked, name: str, counts: Mapping[str, int], chosen: str | None) -> list[Choice]:
    """Give the choices of one facet, in their own order or the most pages first."""
    order = IN_ORDER.get(name, {})
    values = sorted(counts, key=lambda value: (order.get(value, len(order)), 0 if name in IN_ORDER else -counts[value], value))
    return [Choice(value, value_label(name, value), counts[value], value == chosen, turned(asked, name, value, chosen)) for value in values]


def turned(asked: Asked, name: str, value: str, chosen: str | None) -> str:
    """Give the address with a value chosen, or without it when it is in force."""
    if value != chosen:
        return asked.having(name, value).href
    return (asked.without(name) if name in asked.filters else asked.ignoring(name)).href


def sorts(asked: Asked) -> list[tuple[str, str, bool]]:
    """Give the orders with their addresses, and which is in force."""
    return [(i18n.label(sort), asked.sorted_by(sort).href, sort is asked.sort) for sort in Sort]


def ways(asked: Asked, found: Results, names: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Give the ways to widen with their addresses and counts: without a filter in force, or everything of a family."""
    chosen = in_force(asked, found)
    made = []
    for way in found.ways:
        if way.name in chosen:
            label = _("Without “%(filter)s”", filter=chip_label(way.name, chosen[way.name], names))
        else:
            label = value_label(way.name, way.values[way.name])
        made.append((f"{href('search.results')}?{urlencode(way.values)}", label, way.count))
    return made
