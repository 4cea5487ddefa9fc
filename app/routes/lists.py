"""What every list page needs: filters read from the address, checked, counted, and offered as links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import request

from app import i18n
from app.errors import Refused
from app.i18n import _
from app.queries.facet_sets import FacetSets
from app.routes.addresses import href as href_of
from app.services.facets import YES_OR_NO
from app.vocabulary import EventKind, Family, Interest, Level, Payment, PlaceKind, StoryKind, Subdistrict, Word


class YesNo(Word):
    """Yes or no, for filters by facts."""

    YES = "yes", "是", "yes"
    NO = "no", "否", "no"


Pairs = tuple[tuple[str, Any], ...]
WORDS: dict[str, dict[Family, type[Word]]] = {
    "kind": {Family.PLACE: PlaceKind, Family.EVENT: EventKind, Family.SERIES: EventKind, Family.STORY: StoryKind},
    "neighbourhood": dict.fromkeys(Family, Subdistrict),
    "interest": dict.fromkeys(Family, Interest),
    "free": dict.fromkeys(Family, YesNo),
    "old_brand": dict.fromkeys(Family, YesNo),
    "heritage": dict.fromkeys(Family, Level),
    "payment": dict.fromkeys(Family, Payment),
    **{name: dict.fromkeys(Family, YesNo) for name in YES_OR_NO},
}
# Facts that are often not known: their filters say of how many pages.
FACTS = (*YES_OR_NO, "payment")


@dataclass(frozen=True)
class Choice:
    """One word that a list can be filtered by: its label, count, whether it is chosen, and the address that toggles it."""

    value: str
    label: str
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True)
class Filter:
    """One filter of a list with its choices; a filter without one known value is not made.

    `unknown` is how many pages, with the other filters chosen, do not say this fact; it is 0 for what is no such fact.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    unknown: int = 0

    @property
    def chosen(self) -> Choice | None:
        """The choice in force."""
        return next((choice for choice in self.choices if choice.chosen), None)


def labels() -> dict[str, str]:
    """Give the label of each filter."""
    return {
        "kind": _("Kind"),
        "neighbourhood": _("Neighbourhood"),
        "interest": _("Interest"),
        "free": _("Price"),
        "old_brand": _("Old brand"),
        "heritage": _("Heritage level"),
        "month": _("Month"),
        "passport_accepted": _("Passport"),
        "without_wechat": _("WeChat"),
        "booking_needed": _("Booking"),
        "walk_in": _("Walk-in"),
        "step_free": _("Step-free access"),
        "english_spoken": _("English"),
        "children": _("Children"),
        "payment": _("Payment"),
    }


def yes_and_no() -> dict[str, tuple[str, str]]:
    """Give the labels of the filters that are answered yes or no."""
    return {
        "free": (_("Free"), _("Paid")),
        "old_brand": (_("Old brands only"), _("Others")),
        "passport_accepted": (_("Passport accepted"), _("Passport not accepted")),
        "without_wechat": (_("Possible without WeChat"), _("WeChat needed")),
        "booking_needed": (_("Booking needed"), _("No booking needed")),
        "walk_in": (_("Walk-in possible"), _("No walk-in")),
        "step_free": (_("Step-free"), _("Not step-free")),
        "english_spoken": (_("English spoken"), _("No English spoken")),
        "children": (_("Good with children"), _("Not for children")),
    }


def chosen_filters(families: Sequence[Family], names: Sequence[str]) -> dict[str, str]:
    """Give the filters that the address names; raise Refused, in words, for a value that is none."""
    chosen = {}
    for name in names:
        value = request.args.get(name, "").strip()
        if not value:
            continue
        if value not in set(WORDS[name][families[0]]):
            raise Refused(_("“%(value)s” is no choice of the filter “%(name)s”.", value=value[:40], name=labels()[name]))
        chosen[name] = value
    return chosen


def word_label(name: str, family: Family, value: str) -> str:
    """Give the label of one choice."""
    if WORDS[name][family] is YesNo:
        return yes_and_no()[name][value == YesNo.NO]
    return i18n.label(WORDS[name][family](value))


def filters(
    sets: FacetSets, families: Sequence[Family], names: Sequence[str], chosen: Mapping[str, str], endpoint: str, **values: Any
) -> list[Filter]:
    """Give the filters to offer, with the count that each choice would leave."""
    found = []
    for name in names:
        counts = sets.counts(families, name, chosen)
        if not counts and name not in chosen:
            continue
        if name in chosen:
            counts.setdefault(chosen[name], 0)
        choices = choices_of(
            i18n.code(), name, families[0], endpoint, values=tuple(values.items()), chosen=tuple(chosen.items()), counts=tuple(counts.items())
        )
        unknown = unknown_of(sets, families, name, chosen, counts)
        label = _("%(fact)s (not known of %(number)s)", fact=labels()[name], number=unknown) if unknown else labels()[name]
        found.append(Filter(name, label, choices, unknown))
    return found


@lru_cache(maxsize=2_000)
def choices_of(_lang: str, name: str, family: Family, endpoint: str, *, values: Pairs, chosen: Pairs, counts: Pairs) -> tuple[Choice, ...]:
    """Give the choices of one filter; they follow from its counts, so each is made once for a language, which is `_lang`."""
    before, counted, choices = dict(chosen), dict(counts), []
    for value in (member.value for member in WORDS[name][family] if member.value in counted):
        is_chosen = before.get(name) == value
        query = {key: word for key, word in before.items() if key != name} | ({} if is_chosen else {name: value})
        href = href_of(endpoint, **dict(values), **query)
        choices.append(Choice(value, word_label(name, family, value), counted[value], is_chosen, href))
    return tuple(choices)


def unknown_of(sets: FacetSets, families: Sequence[Family], name: str, chosen: Mapping[str, str], values: Iterable[str]) -> int:
    """Give how many pages that meet the other filters do not say a fact."""
    if name not in FACTS:
        return 0
    others = {key: word for key, word in chosen.items() if key != name}
    known = 0
    for value in values:
        known |= sets.chosen(families, others | {name: value})
    return (sets.chosen(families, others) & ~known).bit_count()


def page_number() -> int:
    """Give the page of a list that the address names; raise Refused for anything but 1 to 9999."""
    raw = request.args.get("page", "1")
    if not raw.isascii() or not raw.isdigit() or not 1 <= int(raw) <= 9999:
        raise Refused(_("“%(value)s” is no page number.", value=raw[:40]))
    return int(raw)


@dataclass(frozen=True)
class Pages:
    """Where one is in a list: the number of this page, of all pages, and the addresses of its neighbours."""

    number: int
    total: int
    previous: str | None
    following: str | None


def pages(total: int, size: int, number: int, endpoint: str, query: Mapping[str, str], **values: Any) -> Pages:
    """Give the paging of a list of `total`; it keeps the filters; raise Refused beyond the last page."""
    last = max(1, -(-total // size))
    if number > last:
        raise Refused(_("This list has only %(last)s pages.", last=last))

    def href(to: int) -> str:
        return href_of(endpoint, **values, **query, **({"page": to} if to > 1 else {}))

    return Pages(number, last, href(number - 1) if number > 1 else None, href(number + 1) if number < last else None)
