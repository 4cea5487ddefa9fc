"""The map of the district: signs for a few places, counts by neighbourhood for many, parks as soft discs, lines no finer than one sees."""

import re
from collections import Counter
from itertools import pairwise
from math import sin

import pytest

from app.services.basemap import parks
from app.services.content_files import parse
from app.services.maps.clipping import thinned
from app.services.maps.drawing import Marker, district_map, near_map
from app.services.maps.marker import in_script
from tests.services.maps.reading import SPACE, least_distance, links, read
from tests.services.maps.real import CONTENT, place_markers

LANGUAGES = ("zh", "en", "zh-hant")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_district_counts_every_place_in_its_neighbourhood_by_name(language):
    markers = place_markers(language)
    counts = Counter(marker.area.value if marker.area else "unknown" for marker in markers)
    svg = district_map(markers, language, "The district", list_href="/map#all")

    found = {href: int(re.search(r"\d+", title).group()) for href, title in links(svg)}
    named = [link.find(f"{SPACE}text") is not None for link in read(svg).iter(f"{SPACE}a")]

    assert found == {f"/map#{area}": count for area, count in counts.items()}
    assert (all(named), least_distance(svg) > 30) == (True, True)


def test_up_to_sixty_places_are_drawn_by_their_signs():
    markers = place_markers()

    assert ['href="#xichanganjie"' in str(district_map(markers[:n], "zh", "x", list_href="#all")) for n in (60, 61)] == [False, True]


def test_every_place_of_a_smaller_choice_is_a_link_or_counted_in_one():
    markers = place_markers()[::5]
    found = links(district_map(markers, "zh", "The district", list_href="#all"))
    alone = [href for href, _ in found if href != "#all"]
    counted = sum(int(title.split(" ")[0]) for href, title in found if href == "#all")

    assert set(alone) <= {marker.href for marker in markers}
    assert len(alone) + counted == len(markers)


def test_counts_say_which_places_they_stand_for():
    markers = place_markers()[::5]
    svg = read(district_map(markers, "zh", "The district", list_href="#all"))
    named = []
    for link in svg.iter(f"{SPACE}a"):
        folder, *slugs = (link.get("data-in") or "").split(" ")
        named += [folder + slug for slug in slugs] or [link.get("href")]

    assert sorted(named) == sorted(marker.href for marker in markers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_parks_are_soft_discs_below_water_and_bear_their_names(language):
    park = next(park for park in parks() if park.zh == "月坛公园")
    svg = near_map(park.point, [], language, "Near")
    name = in_script(park.zh, park.en, language)

    assert re.findall(r'<path class="(\w+)"', svg)[:3] == ["out", "land", "green"]
    assert name in [" ".join(filter(None, [text.text, *(span.text for span in text)])) for text in read(svg).iter(f"{SPACE}text")]
    assert str(near_map(park.point, [Marker(park.point, "park", name, "/p")], language, "Near")).count(name) == 2, "its title and its own name"


def test_parks_of_the_base_map_are_those_with_a_page_and_a_point():
    pages = [(path, parse(path.read_text("utf-8"))) for path in (CONTENT / "places").glob("*.yaml")]
    known = {
        (page["name"]["zh"], page["name"]["en"], page["point"]["lat"], page["point"]["lon"])
        for _, page in pages
        if page["kind"] == "park" and page.get("point")
    }

    assert {(park.zh, park.en, park.point.lat, park.point.lon) for park in parks()} == known
    assert len(known) >= 16


def test_a_thinned_line_stays_within_its_distance():
    line = [(x, 3 * sin(x / 9)) for x in range(120)]
    kept = thinned(line, 1.0)

    assert len(kept) < 30
    assert (
        max(min(abs(y - (a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]))) for a, b in pairwise(kept) if a[0] <= x <= b[0]) for x, y in line)
        <= 1.01
    )
