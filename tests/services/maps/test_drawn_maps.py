"""Drawn maps say what they show, safely, small, and without words lying on each other."""

import re
from itertools import pairwise

import pytest

from app.services.maps.drawing import Marker, district_map, legend, near_map, shape_of_kind, trail_map
from app.services.maps.labels import square
from app.services.maps.marker import SIGNS
from app.vocabulary import PlaceKind
from tests.services.maps.reading import label_boxes, least_distance, links, overlapping, read, sign_dots
from tests.services.maps.real import HOSTILE, nearest, place_markers, scattered, trails

LANGUAGES = ("zh", "en", "zh-hant")


def every_map(language):
    markers = place_markers(language)
    yield district_map(markers, language, "The district")
    yield from (district_map(place_markers(language, {kind}), language, kind) for kind in ("museum", "park", "old_brand"))
    yield from (near_map(marker.point, nearest(marker, markers), language, "Near by") for marker in markers[::5])
    yield from (trail_map(stops, language, "The trail") for _, stops in trails(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_maps_are_well_formed_and_hold_no_style_or_script(language):
    for svg in every_map(language):
        root = read(svg)

        assert (root.get("role"), bool(root.get("aria-label"))) == ("group", True)
        assert re.findall(r"style=|<style|<script|\son\w+=|javascript:|url\(", svg) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_lie_on_no_marker_and_on_no_other_label(language):
    assert [overlapping(svg) for svg in every_map(language) if overlapping(svg)] == []


def test_the_check_for_overlaps_finds_one():
    svg = near_map(place_markers()[0].point, place_markers()[:1], "zh", "Near by")
    moved = re.sub(r'class="place-name( \w)?" x="[\d.]+" y="[\d.]+"', 'class="place-name m" x="195" y="122"', str(svg))

    assert len(overlapping(moved)) > 0


@pytest.mark.parametrize("seed", range(8))
def test_crowds_overlap_nowhere(seed):
    markers = scattered(12 + 6 * seed, seed)
    svg = near_map(markers[0].point, markers, "zh", "Near by")

    assert overlapping(svg) == []
    assert least_distance(svg) > 24


def test_district_map_stands_on_whole_pixels():
    ground = str(district_map([], "zh", "The district")).split('<g class="rule"')[0]

    assert re.findall(r'd="[^"]*\d\.\d', ground) == []
    assert all(x % 1 == y % 1 == 0 for x, y in sign_dots(district_map(place_markers(), "zh", "The district")))


def test_near_map_links_each_of_a_few_places_by_name():
    markers = nearest(place_markers()[0], place_markers(), 3)
    svg = near_map(markers[0].point, markers, "zh", "Near by")

    assert sorted(links(svg)) == sorted((marker.href, marker.label) for marker in markers)


def test_trail_map_numbers_every_stop():
    for _, stops in trails("en"):
        assert links(trail_map(stops, "en", "The trail")) == [(stop.href, f"{stop.number} {stop.label}") for stop in stops]


def test_trail_stops_that_crowd_are_pulled_apart_with_leaders():
    point = place_markers()[0].point
    stops = [Marker(point, "stop", f"Stop {i}", f"#stop-{i}", number=i) for i in range(1, 6)]
    svg = trail_map(stops, "en", "The trail")

    assert least_distance(svg) > 24
    assert 'class="leader"' in svg


def test_trail_with_forty_stops_shows_every_stop():
    stops = [Marker(m.point, "stop", m.label, f"#stop-{i}", number=i) for i, m in enumerate(place_markers("en")[:40], 1)]
    svg = trail_map(stops, "en", "The trail")

    assert (len(links(svg)), overlapping(svg)) == (40, [])


def test_labels_stay_clear_of_the_trail():
    stops = [Marker(m.point, "stop", m.label, "#", number=i) for i, m in enumerate(place_markers()[:6], 1)]
    svg = trail_map(stops, "zh", "The trail")
    start, steps = re.search(r'class="trail" d="M([^"]+)"', svg).group(1).split("l")
    dots = [tuple(map(float, re.findall(r"-?[\d.]+", start)))]
    for dx, dy in [map(float, step) for step in re.findall(r"(-?[\d.]+) ?(-?[\d.]+)", steps)]:
        dots.append((dots[-1][0] + dx, dots[-1][1] + dy))
    on_line = [square((a[0] + (b[0] - a[0]) * i / 50, a[1] + (b[1] - a[1]) * i / 50), 1) for a, b in pairwise(dots) for i in range(51)]
    names = [box for box in label_boxes(svg) if box.bottom - box.top > 16]

    assert [box for box in names for bit in on_line if box.overlaps(bit)] == []


def test_hostile_names_are_escaped():
    marker = Marker(place_markers()[0].point, "museum", HOSTILE, f"/zh/places/{HOSTILE}")
    stop = Marker(marker.point, "stop", HOSTILE, "#stop-1", number=1)

    for svg in (district_map([marker], "zh", HOSTILE), near_map(marker.point, [marker], "zh", HOSTILE), trail_map([stop], "zh", HOSTILE)):
        assert ("<script" in svg, "<img" in svg, read(svg).get("aria-label")) == (False, False, HOSTILE)
        assert links(svg)[0][1].endswith(HOSTILE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_maps_keep_their_budget(language):
    markers = place_markers(language)
    near = max(len(near_map(marker.point, nearest(marker, markers), language, "Near by").encode()) for marker in markers)
    longest = max(len(trail_map(stops, language, "The trail").encode()) for _, stops in trails(language))

    assert len(markers) >= 130
    assert len(district_map(markers, language, "The district").encode()) <= 8_000
    assert (near <= 6_000, longest <= 8_000) == (True, True)


def test_the_same_markers_give_the_same_map():
    assert list(every_map("en")) == list(every_map("en"))


def test_approximate_points_have_a_dashed_ring():
    exact = Marker(place_markers()[0].point, "museum", "A", "/a")
    rough = Marker(exact.point, "museum", "A", "/a", approximate=True)

    assert [near_map(exact.point, [marker], "en", "Near").count("<circle") for marker in (exact, rough)] == [0, 1]


def test_letters_follow_the_language():
    markers = [Marker(place_markers()[0].point, shape, "A", "/a") for shape in ("books", "park")]
    signs = [re.findall(r"</path>|<text y=\"\d\">(\w)</text>", near_map(m.point, [m], lang, "Near")) for m in markers for lang in LANGUAGES]

    assert signs == [["书"], ["B"], ["書"], ["园"], ["P"], ["園"]]


def test_every_kind_of_place_has_a_shape_and_a_sign():
    assert {shape_of_kind(kind) for kind in PlaceKind} == set(SIGNS) - {"metro", "stop"}


def test_coordinates_have_at_most_one_decimal():
    assert re.findall(r"\d\.\d\d", re.sub(r"<title>.*?</title>", "", "".join(every_map("zh")).replace('dy="1.25em"', ""))) == []


def test_legend_names_only_the_signs_in_use():
    markers = [Marker(place_markers()[0].point, shape, "A", "/a") for shape in ("park", "museum", "park")]

    assert re.findall(r"</svg>([^<]+)</li>", legend(markers, "en")) == ["Museum", "Park"]


def test_maps_without_markers_are_still_maps():
    point = place_markers()[0].point

    assert [links(svg) for svg in (district_map([], "zh", "x"), near_map(point, [], "zh", "x"))] == [[], []]
    assert trail_map([], "zh", "x") == ""
