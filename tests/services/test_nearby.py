"""The ten-minute circle and its coverage."""

import json

import pytest

from app.queries.pages import Card
from app.rules.geo import Point
from app.services.nearby import KINDS, circle, coverage, is_in_circle, walks
from app.vocabulary import Family, PlaceKind, Subdistrict

HERE = Point(39.9, 116.37)
MINUTE = 70 / 1.3 / 111_195


def card(number, minutes_north, kind="museum", subdistrict="tianqiao"):
    """A place so many minutes to the north of here, or one without a point."""
    lat, lon = (None, None) if minutes_north is None else (HERE.lat + minutes_north * MINUTE, HERE.lon)
    return Card(number, Family.PLACE, f"place-{number}", subdistrict, lat, lon, json.dumps({"kind": kind, "name": {"zh": "某", "en": ""}}))


def test_walks_are_sorted_by_nearness_and_leave_out_what_has_no_point_and_oneself():
    found = walks([card(1, 8.5), card(2, 2.5), card(3, None), card(4, 0), card(5, 2.5)], HERE, but=4)

    assert [(walk.card.id, walk.minutes) for walk in found] == [(2, 3), (5, 3), (1, 9)]


@pytest.mark.parametrize(("minutes", "is_in"), [(0, True), (9.99, True), (10.01, False), (-9.99, True), (40, False)])
def test_ten_minutes_are_the_edge_of_the_circle(minutes, is_in):
    there = Point(HERE.lat + minutes * MINUTE, HERE.lon)

    assert is_in_circle(HERE, there) is is_in
    assert (walks([card(1, minutes)], HERE)[0].minutes <= 10) is is_in


def test_the_box_around_the_circle_cuts_nothing_off_to_the_east_and_west():
    edge = 9.99 * 70 / 1.3 / 111_195 / 0.767

    assert all(is_in_circle(Point(40.0, 116.4), Point(40.0, 116.4 + side * edge)) for side in (1, -1))


def test_the_circle_names_the_nearest_where_it_holds_none():
    found = circle(walks([card(1, 4), card(2, 12, "library"), card(3, 15, "library")], HERE))

    assert [(reach.kind, [walk.card.id for walk in reach.within], reach.nearest and reach.nearest.card.id) for reach in found] == [
        (PlaceKind.READING_SPACE, [], None),
        (PlaceKind.MUSEUM, [1], None),
        (PlaceKind.LIBRARY, [], 2),
        (PlaceKind.THEATRE, [], None),
        (PlaceKind.PARK, [], None),
    ]


def test_coverage_counts_what_lies_inside_what_one_reaches_and_from_where():
    cards = [card(1, 4), card(2, 12), card(3, None), card(4, 25, "shop"), card(5, 8, "shop", "niujie")]
    [row] = coverage(cards, {"tianqiao": HERE})
    museums = row.kinds[KINDS.index(PlaceKind.MUSEUM)]

    assert (row.subdistrict, row.points) == (Subdistrict.TIANQIAO, 3)
    assert (museums.inside, museums.within, museums.served) == (3, 1, 2)
    assert [gap.kind for gap in row.gaps] == [kind for kind in KINDS if kind is not PlaceKind.MUSEUM]
