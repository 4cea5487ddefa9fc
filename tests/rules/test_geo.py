"""Distances, walks and the Chinese map offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.geo import (
    Point,
    bd09_to_gcj02,
    bounding_box,
    distance_m,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    inside,
    minutes_on_foot,
    walking_m,
    walking_min,
    wgs84_to_gcj02,
)

WGS, GCJ, BD = Point(39.9163, 116.3972), Point(39.917703757, 116.403444481), Point(39.924042114, 116.409811538)
IN_CHINA = st.builds(Point, st.floats(18, 53), st.floats(74, 135))
ANYWHERE = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
SQUARE = [Point(0, 0), Point(0, 2), Point(2, 2), Point(2, 0)]


def near(point):
    """The same point to a nanodegree."""
    return pytest.approx(point, abs=1e-9)


def test_the_golden_point_moves_as_published():
    assert wgs84_to_gcj02(WGS) == near(GCJ)
    assert gcj02_to_bd09(GCJ) == near(BD)


def test_the_golden_point_comes_back():
    assert gcj02_to_wgs84(GCJ) == near(WGS)
    assert bd09_to_gcj02(BD) == near(GCJ)


@given(IN_CHINA)
def test_gcj02_and_back_is_less_than_a_metre_off(point):
    assert distance_m(gcj02_to_wgs84(wgs84_to_gcj02(point)), point) < 1


@given(IN_CHINA)
def test_bd09_and_back_is_less_than_a_metre_off(point):
    assert distance_m(bd09_to_gcj02(gcj02_to_bd09(point)), point) < 1


@pytest.mark.parametrize("point", [Point(48.8566, 2.3522), Point(-33.86, 151.2), Point(0, 0)])
def test_points_outside_china_are_not_moved_to_gcj02(point):
    assert wgs84_to_gcj02(point) == point == gcj02_to_wgs84(point)


def test_a_known_distance_is_met():
    beijing, shanghai = Point(39.9042, 116.4074), Point(31.2304, 121.4737)

    assert distance_m(beijing, shanghai) == pytest.approx(1_067_300, rel=0.002)


def test_a_minute_of_latitude_is_a_nautical_mile():
    assert distance_m(Point(39.9, 116.4), Point(39.9 + 1 / 60, 116.4)) == pytest.approx(1853.2, abs=0.5)


@given(ANYWHERE, ANYWHERE)
def test_distance_is_the_same_both_ways_and_at_most_half_the_globe(a, b):
    there, back = distance_m(a, b), distance_m(b, a)

    assert there == pytest.approx(back)
    assert 0 <= there <= 20_015_200


def test_antipodes_are_no_error():
    assert distance_m(Point(0, 0), Point(0, 180)) == pytest.approx(20_015_114, abs=10)


def test_a_walk_is_a_third_longer_in_tens_of_metres():
    a, b = Point(39.9, 116.4), Point(39.905, 116.4)

    assert (round(distance_m(a, b)), walking_m(a, b), walking_m(a, a)) == (556, 720, 0)


@pytest.mark.parametrize(("metres", "minutes"), [(0, 0), (1, 1), (70, 1), (104, 1), (105, 2), (175, 3), (700, 10)])
def test_walking_takes_a_minute_for_seventy_metres_and_at_least_one(metres, minutes):
    assert walking_min(metres) == minutes


CONTROL = {
    "Tian’anmen": Point(39.90872, 116.39748),
    "White Dagoba": Point(39.92366, 116.35773),
    "Xizhimen": Point(39.94017, 116.35524),
    "Taoranting": Point(39.87106, 116.37906),
    "Guang’anmenwai": Point(39.88920, 116.32270),
}


@pytest.mark.parametrize("point", CONTROL.values(), ids=CONTROL)
def test_control_points_come_back_from_both_chinese_datums_within_a_metre(point):
    gcj = wgs84_to_gcj02(point)
    bd = gcj02_to_bd09(gcj)

    assert distance_m(gcj02_to_wgs84(gcj), point) < 1
    assert distance_m(gcj02_to_wgs84(bd09_to_gcj02(bd)), point) < 1
    assert 300 < distance_m(point, gcj) < 800 < distance_m(point, bd) < 2_000


@pytest.mark.parametrize(("degrees", "minutes"), [(0, 0), (0.00001, 1), (0.0048424, 10), (0.0048426, 11)])
def test_minutes_on_foot_are_rounded_up_so_that_ten_are_at_most_ten(degrees, minutes):
    assert minutes_on_foot(Point(39.9, 116.4), Point(39.9 + degrees, 116.4)) == minutes


@pytest.mark.parametrize(
    ("point", "is_in"), [(Point(1, 1), True), (Point(1, 3), False), (Point(-1, 1), False), (Point(1, -1), False), (Point(3, 1), False)]
)
def test_a_point_is_in_a_polygon_or_not(point, is_in):
    assert [inside(point, ring) for ring in (SQUARE, SQUARE[::-1], [*SQUARE, SQUARE[0]])] == [is_in] * 3


def test_the_notch_of_a_polygon_is_outside():
    notched = [Point(0, 0), Point(0, 4), Point(4, 4), Point(1, 2), Point(4, 0)]

    assert [inside(Point(3, 2), notched), inside(Point(0.5, 2), notched)] == [False, True]


@pytest.mark.parametrize("ring", [[], [Point(1, 1)], [Point(0, 0), Point(2, 2)]])
def test_fewer_than_three_points_hold_nothing(ring):
    assert inside(Point(1, 1), ring) is False


def test_a_box_goes_round_all_points():
    assert bounding_box([Point(2, 5), Point(1, 7), Point(3, 6)]) == (Point(1, 5), Point(3, 7))


def test_no_points_have_no_box():
    with pytest.raises(ValueError, match="at least one point"):
        bounding_box(iter(()))
