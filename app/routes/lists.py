"""What every list page needs: filters read from the address, checked, counted, and offered as links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from app import i18n
from app.errors import Refused
from app.i18n import _
from app.queries.facet_sets import FacetSets
from app.routes.addresses import href as href_of
from app.vocabulary import EventKind, Family, Interest, Level, PlaceKind, StoryKind, Subdistrict, Word


class YesNo(Word):
    """Yes or no, for filters by facts."""

    YES = "yes", "是", "yes"
    NO = "no", "否", "no"


WORDS: dict[str, dict[Family, type[Word]]] = {
    "kind": {Family.PLACE: PlaceKind, Family.EVENT: EventKind, Family.SERIES: EventKind, Family.STORY: StoryKind},
    "neighbourhood": dict.fromkeys(Family, Subdistrict),
    "interest": dict.fromkeys(Family, Interest),
    "free": dict.fromkeys(Family, YesNo),
    "old_brand": dict.fromkeys(Family, YesNo),
    "heritage": dict.fromkeys(Family, Level),
}


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
    """One filter of a list with its choices; a filter without one known value is not made."""

    name: str
    label: str
    choices: tuple[Choice, ...]

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
    if name in {"free", "old_brand"}:
        return {"free": {"yes": _("Free"), "no": _("Paid")}, "old_brand": {"yes": _("Old brands only"), "no": _("Others")}}[name][value]
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
        choices = []
        for value in (member.value for member in WORDS[name][families[0]] if member.value in counts):
            is_chosen = chosen.get(name) == value
            query = {key: word for key, word in chosen.items() if key != name} | ({} if is_chosen else {name: value})
            choices.append(Choice(value, word_label(name, families[0], value), counts[value], is_chosen, href_of(endpoint, **values, **query)))
        found.append(Filter(name, labels()[name], tuple(choices)))
    return found


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
