"""What lies near a point on foot, the ten-minute circle of public culture (10分钟公共文化服务圈), and its coverage.

A way on foot is the straight line × 1.3 at 70 m a minute (`rules/geo.py`); nothing better is known here.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.queries.pages import Card
from app.rules.geo import Point, distance_m, minutes_on_foot
from app.vocabulary import PlaceKind, Subdistrict

CIRCLE_MIN = 10
KINDS = (PlaceKind.READING_SPACE, PlaceKind.MUSEUM, PlaceKind.LIBRARY, PlaceKind.THEATRE, PlaceKind.PARK)
# Ten minutes are 538 m of straight line; a degree of latitude is 111 km, one of longitude here 85 km.
BOX_LAT, BOX_LON = 0.0055, 0.0072


class Walk(NamedTuple):
    """A place and the minutes on foot to it."""

    card: Card
    minutes: int

    @property
    def is_approximate(self) -> bool:
        """Whether the position of the place is only approximate."""
        return bool(self.card.card.get("approximate"))


class Reach(NamedTuple):
    """What the ten-minute circle holds of one kind, and the nearest beyond it where it holds none."""

    kind: PlaceKind
    within: list[Walk]
    nearest: Walk | None


class Covered(NamedTuple):
    """One kind in one subdistrict: how many it has, how many lie within ten minutes of its middle, which is the nearest,
    and from how many of the places there one has any within ten minutes."""

    kind: PlaceKind
    inside: int
    within: int
    nearest: Walk | None
    served: int

    @property
    def is_gap(self) -> bool:
        """Whether none lies within ten minutes of the middle."""
        return self.within == 0


class Row(NamedTuple):
    """One subdistrict in the table of coverage: its kinds, and how many places with a known point they were counted from."""

    subdistrict: Subdistrict
    points: int
    kinds: list[Covered]

    @property
    def gaps(self) -> list[Covered]:
        """The kinds of which none lies within ten minutes of the middle."""
        return [covered for covered in self.kinds if covered.is_gap]


def point_of(card: Card) -> Point | None:
    """Give where a card's page lies, or None."""
    return Point(card.lat, card.lon) if card.lat is not None and card.lon is not None else None


def walks(cards: Sequence[Card], here: Point, *, but: int | None = None) -> list[Walk]:
    """Give the places that have a point, except the page `but`, the nearest first."""
    found = [(distance_m(here, there), card.id, Walk(card, minutes_on_foot(here, there))) for card in cards if (there := point_of(card))]
    return [walk for _, number, walk in sorted(found, key=lambda each: each[:2]) if number != but]


def circle(found: Sequence[Walk]) -> list[Reach]:
    """Give the ten-minute circle, kind by kind, from walks that are sorted."""
    return [reach_of(kind, [walk for walk in found if walk.card.card["kind"] == kind]) for kind in KINDS]


def reach_of(kind: PlaceKind, found: list[Walk]) -> Reach:
    """Give one kind of the circle."""
    within = [walk for walk in found if walk.minutes <= CIRCLE_MIN]
    return Reach(kind, within, None if within or not found else found[0])


def coverage(cards: Sequence[Card], middles: Mapping[str, Point]) -> list[Row]:
    """Give the table of coverage: each subdistrict whose middle is known, with the five kinds."""
    of_kind = {kind: [card for card in cards if card.card["kind"] == kind] for kind in KINDS}
    rows = []
    for subdistrict in Subdistrict:
        if subdistrict in middles:
            own = [card for card in cards if card.subdistrict == subdistrict]
            points = [point for card in own if (point := point_of(card))]
            kinds = [covered(kind, of_kind[kind], middles[subdistrict], subdistrict, points) for kind in KINDS]
            rows.append(Row(subdistrict, len(points), kinds))
    return rows


def covered(kind: PlaceKind, cards: Sequence[Card], middle: Point, subdistrict: Subdistrict, points: Sequence[Point]) -> Covered:
    """Give one cell of the table of coverage."""
    found = walks(cards, middle)
    targets = [there for card in cards if (there := point_of(card))]
    return Covered(
        kind,
        inside=sum(card.subdistrict == subdistrict for card in cards),
        within=sum(walk.minutes <= CIRCLE_MIN for walk in found),
        nearest=found[0] if found else None,
        served=sum(any(is_in_circle(point, there) for there in targets) for point in points),
    )


def is_in_circle(here: Point, there: Point) -> bool:
    """Whether one walks from here to there within ten minutes; most pairs are far apart, and a box says so at once."""
    close = abs(here.lat - there.lat) < BOX_LAT and abs(here.lon - there.lon) < BOX_LON
    return close and minutes_on_foot(here, there) <= CIRCLE_MIN
