"""What an address of the search asks: words, filters, what is not to be understood, the order; and addresses that differ from it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from flask import request

from app.documents.base import check_page_ref
from app.errors import Refused
from app.i18n import _
from app.routes.addresses import href
from app.routes.search_words import KINDS, Sort, filter_labels
from app.services.search.periods import is_period
from app.services.stations import stations
from app.vocabulary import Family, Interest, Subdistrict

LONGEST_QUERY = 100


def is_somewhere(value: str) -> bool:
    """Whether a value is a metro station, or has the form family/slug."""
    folder, _slash, slug = value.partition("/")
    if folder == "stations":
        return slug in stations()
    try:
        return check_page_ref(value) == value
    except ValueError:
        return False


# Every filter with the test of its value, in the order in which chips and addresses name them.
FILTERS: dict[str, Callable[[str], bool]] = {
    "family": frozenset(Family).__contains__,
    "kind": KINDS.__contains__,
    "neighbourhood": frozenset(Subdistrict).__contains__,
    "near": is_somewhere,
    "when": is_period,
    "interest": frozenset(Interest).__contains__,
    "free": frozenset({"yes", "no"}).__contains__,
    "open": frozenset({"now"}).__contains__,
    "step_free": frozenset({"yes"}).__contains__,
}
ARGUMENTS = ("q", *FILTERS, "sort", "not", "page")


@dataclass(frozen=True)
class Asked:
    """What an address asks of the search."""

    query: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    sort: Sort = Sort.RELEVANCE

    @property
    def family(self) -> Family | None:
        """The family that was chosen."""
        return Family(self.filters["family"]) if "family" in self.filters else None

    @property
    def values(self) -> dict[str, str]:
        """The arguments of this address, without a page."""
        found = {"q": self.query} | {name: self.filters[name] for name in FILTERS if name in self.filters}
        found |= {"not": ",".join(sorted(self.ignore)), "sort": "" if self.sort is Sort.RELEVANCE else self.sort.value}
        return {name: value for name, value in found.items() if value}

    @property
    def href(self) -> str:
        """This address; it is made anew each time, because visitors' words have no end."""
        return href("search.results") + (f"?{urlencode(self.values)}" if self.values else "")

    def asking(self, query: str) -> "Asked":
        """Give the same with other words."""
        return replace(self, query=query)

    def sorted_by(self, sort: Sort) -> "Asked":
        """Give the same in another order."""
        return replace(self, sort=sort)

    def having(self, name: str, value: str) -> "Asked":
        """Give the same with a filter, in place of another one of its name."""
        return replace(self, filters=self.filters | {name: value})

    def without(self, name: str) -> "Asked":
        """Give the same without a filter."""
        return replace(self, filters={key: value for key, value in self.filters.items() if key != name})

    def ignoring(self, name: str) -> "Asked":
        """Give the same with what was understood as a filter searched as text."""
        return replace(self, ignore=self.ignore | {name})


def words_asked() -> str:
    """Give the words of the address."""
    return one_line(request.args.get("q", ""))


def one_line(text: str) -> str:
    """Give what a visitor typed on one line, at most a hundred characters."""
    return " ".join(text.replace("\x00", " ").split())[:LONGEST_QUERY]


def asked() -> Asked:
    """Give what the address asks; raise Refused, in words, for a value that is none."""
    filters = {name: value for name in FILTERS if (value := request.args.get(name, "").strip())}
    for name, value in filters.items():
        if not FILTERS[name](value):
            raise refusal(name, value)
    ignore = frozenset(filter(None, request.args.get("not", "").split(",")))
    for name in sorted(ignore - FILTERS.keys()):
        raise Refused(_("“%(value)s” is no filter.", value=name[:40]))
    sort = request.args.get("sort", "") or Sort.RELEVANCE.value
    if sort not in frozenset(Sort):
        raise Refused(_("“%(value)s” is no order of results.", value=sort[:40]))
    return Asked(words_asked(), filters, ignore, Sort(sort))


def refusal(name: str, value: str) -> Refused:
    """Give the refusal of a value."""
    if name == "family":
        return Refused(_("“%(value)s” is no kind of page.", value=value[:40]))
    return Refused(_("“%(value)s” is no choice of the filter “%(name)s”.", value=value[:40], name=filter_labels()[name]))
