"""Choosing pages by filters: facets held in memory, dates, what is open now, what is near; each a set of pages."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import reduce
from operator import and_
from typing import NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.registry import BY_FOLDER
from app.queries import occurrences, open_now
from app.queries.facet_sets import SETS, ids_of
from app.queries.occurrences import Dated
from app.queries.pages import P, cards_by_id, is_public
from app.rules.geo import Point, distance_m
from app.rules.hours import OpenKind
from app.services import calendars
from app.services.search import following, periods
from app.services.search.following import Version
from app.services.search.page_sets import set_of
from app.services.stations import stations
from app.vocabulary import EventKind, Family, PlaceKind, Shape, StoryKind, Subdistrict

FACETS: dict[str, tuple[str, ...]] = {
    "family": tuple(word.value for word in Family),
    "kind": tuple(dict.fromkeys(word.value for words in (PlaceKind, EventKind, StoryKind) for word in words)),
    "neighbourhood": tuple(word.value for word in Subdistrict),
    "free": ("yes", "no"),
    "when": periods.SOON,
}
NEAR_M, FARTHER_M, FARTHEST_M, FEW = 1_000, 2_000, 10_000, 4
DEGREES_PER_M = 1 / 80_000
MOST_DATES = 20_000
MOST_OPEN = 3_000
SHORT_DAYS = 7
MOST_OF_IT = 0.5
MOST_KEPT = 500
EVERY = tuple(Family)
Value = TypeVar("Value")


class Turn(NamedTuple):
    """When a page is on within a period: whether it goes on long before or after, whether it is only expected, and from when."""

    is_longer: bool
    is_expected: bool
    starts_at: datetime


class Kept:
    """What stays true while the version stands, for all requests of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: Version | None = None
        self._values: dict[object, object] = {}

    def get(self, version: Version, key: object, make: Callable[[], Value]) -> Value:
        """Give what is kept under a key for a version, or make and keep it."""
        with self._lock:
            if version != self._version or len(self._values) > MOST_KEPT:
                self._version, self._values = version, {}
            if key in self._values:
                return self._values[key]  # type: ignore[return-value]  # a key is always made by the same call
        value = make()
        with self._lock:
            if version == self._version:
                self._values[key] = value
        return value


KEPT = Kept()


class Choosing:
    """The filters of one request, each as a set of pages."""

    def __init__(self, session: Session, moment: datetime) -> None:
        self.session, self.moment, self.version = session, moment, following.newest(session)
        self.sets = SETS.catch_up(session)

    def every(self) -> int:
        """Give every public page."""
        return self._facet("", "")

    def pages(self, name: str, value: str) -> int:
        """Give the pages that one filter leaves; an unknown filter or value leaves none."""
        if name == "when":
            return set_of(self.turns(value)) & self.every()
        if name == "open":
            return self._open() if value == "now" else 0
        if name == "near":
            return set_of(self.near(value)) & self.every()
        return self._facet(name, value)

    def all(self, filters: Mapping[str, str]) -> int:
        """Give the pages that all of some filters leave."""
        return reduce(and_, (self.pages(name, value) for name, value in filters.items()), self.every())

    def counts(self, without: Callable[[str], int], filters: Mapping[str, str]) -> dict[str, dict[str, int]]:
        """Give, for each facet, how many pages each of its words would leave; `without` gives the pages found without that facet."""
        counted: dict[str, dict[str, int]] = {}
        for facet, words in FACETS.items():
            left, sets = without(facet), self._sets_of(facet, words)
            if facet in filters and filters[facet] not in words:
                sets = [*sets, (filters[facet], self.pages(facet, filters[facet]))]
            counted[facet] = {word: number for word, pages in sets if (number := (left & pages).bit_count())}
        return counted

    def turns(self, word: str) -> dict[int, Turn]:
        """Give the pages that are on in a period, with their turns; none for a word that is no period."""
        period = periods.period(word, self.moment)
        if period is None:
            return {}
        return KEPT.get(self.version, ("when", word, *period), lambda: self._turns(word, period))

    def near(self, value: str, *, farther: bool = False) -> dict[int, int]:
        """Give the pages near a page with their metres from it, nearest first: within 1 km, or 2 km where they are few; `farther` within 10 km."""
        return KEPT.get(self.version, ("near", value, farther), lambda: self._near(value, farther=farther))

    def _sets_of(self, facet: str, words: tuple[str, ...]) -> list[tuple[str, int]]:
        today = self.moment.date() if facet == "when" else None
        return KEPT.get(self.version, ("sets of", facet, today, is_night(self.moment)), lambda: [(word, self.pages(facet, word)) for word in words])

    def _facet(self, name: str, value: str) -> int:
        families = (Family(value),) if name == "family" and value in FACETS["family"] else EVERY
        filters = {name: value} if name not in {"", "family"} else {}
        if name == "family" and value not in FACETS["family"]:
            return 0
        return KEPT.get(self.version, (name, value), lambda: self.sets.chosen(families, filters))

    def _turns(self, word: str, period: periods.Period) -> dict[int, Turn]:
        is_short = (period.last - period.first).days <= SHORT_DAYS
        read = occurrences.days_between if is_short else occurrences.lines_between
        found = [item for item in read(self.session, *period, limit=MOST_DATES) if item.is_held]
        if word == "tonight":
            found = [item for item in found if item.opens and (item.is_long or item.ends_at > period.first)]
        days = {(item.card.id, item.entry) for item in found if item.shape is Shape.RUN_DAY}
        turns: dict[int, Turn] = {}
        for item in found:
            if not is_short or item.shape is not Shape.RUN or (item.card.id, item.entry) in days:
                turn = turn_of(item, period)
                turns[item.card.id] = min(turn, turns.get(item.card.id, turn))
        return turns

    def _open(self) -> int:
        minute = self.moment.replace(second=0, microsecond=0)
        return KEPT.get(self.version, ("open", minute), self._open_now)

    def _open_now(self) -> int:
        known = ids_of(self.sets.chosen((Family.PLACE,), {"hours": "known"}))[:MOST_OPEN]
        cards = cards_by_id(self.session, known).values()
        states, _next = open_now.sorted_by_state(cards, self.moment, calendars.holidays())
        return set_of(place.card.id for place in states if place.state.kind is OpenKind.OPEN and not place.state.last_entry_passed)

    def _near(self, value: str, *, farther: bool) -> dict[int, int]:
        here = self._point(*value.split("/", maxsplit=1)) if "/" in value else None
        if here is None:
            return {}
        reach = (FARTHEST_M if farther else FARTHER_M) * DEGREES_PER_M
        box = (P.lat.between(here.lat - reach, here.lat + reach), P.lon.between(here.lon - reach, here.lon + reach))
        rows = self.session.execute(select(P.id, P.lat, P.lon).where(is_public(), *box))
        metres = {number: int(distance_m(here, Point(lat, lon))) for number, lat, lon in rows}
        close = {number: way for number, way in metres.items() if way <= NEAR_M}
        chosen = metres if farther else close if len(close) > FEW else {number: way for number, way in metres.items() if way <= FARTHER_M}
        return dict(sorted(chosen.items(), key=lambda pair: (pair[1], pair[0])))

    def _point(self, folder: str, slug: str) -> Point | None:
        """Give where a page or a metro station is; None for what has no point or is not there."""
        if folder == "stations":
            return stations()[slug].point if slug in stations() else None
        if folder not in BY_FOLDER:
            return None
        row = self.session.execute(select(P.lat, P.lon).where(is_public(), P.family == BY_FOLDER[folder].family, P.slug == slug)).first()
        return Point(row.lat, row.lon) if row and row.lat is not None else None


def turn_of(item: Dated, period: periods.Period) -> Turn:
    """Give when a date is on within a period."""
    within = min(item.ends_at, period.last) - max(item.starts_at, period.first)
    return Turn(within < (item.ends_at - item.starts_at) * MOST_OF_IT, item.is_expected, max(item.starts_at, period.first))


def is_night(moment: datetime) -> bool:
    """Whether it is still the night of the day before."""
    return moment.hour < periods.NIGHT_ENDS
