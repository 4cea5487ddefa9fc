import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

from app.services.covers.choosing import Cover, choose, cover, variations
from app.services.covers.drawing import svg
from app.services.covers.motifs import MIRRORED

from .pixels import HEIGHT, WIDTH, distance, thumbnail

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
SVG = "{http://www.w3.org/2000/svg}"


def _four(cover: Cover, *, dark: bool) -> set[str]:
    colours = cover.palette.dark if dark else cover.palette.light
    return {colours.ground, colours.soft, colours.main, colours.accent}


def test_there_are_seventy_eight_drawings(all_covers):
    assert len(set(all_covers)) == 78


@pytest.mark.parametrize("dark", [None, False, True])
def test_a_drawing_is_a_whole_svg_document(any_cover, dark):
    root = ElementTree.fromstring(svg(any_cover, dark=dark))

    assert (root.tag, root.get("viewBox"), root.get("preserveAspectRatio")) == (f"{SVG}svg", "0 0 320 200", "xMidYMid slice")


@pytest.mark.parametrize("dark", [False, True])
def test_a_drawing_has_exactly_its_four_colours(any_cover, dark):
    assert set(COLOUR.findall(svg(any_cover, dark=dark))) == _four(any_cover, dark=dark)


def test_colours_stand_in_the_style_sheet_alone(any_cover):
    shapes = svg(any_cover).partition("</style>")[2]

    painted = set(re.findall(r'(?:fill|stroke|style|color)="([^"]*)"', shapes))

    assert (COLOUR.findall(shapes), painted) == ([], {"url(#_)"})


def test_all_four_colours_are_seen(any_cover):
    colours = any_cover.palette.light
    shapes = svg(any_cover, dark=False).partition("</pattern>")[2]

    classes = {name[0].lower() for name in re.findall(r'class="(\w)', shapes)}

    assert (classes, len({colours.ground, colours.soft, colours.main, colours.accent})) == (set("gsma"), 4)


def test_the_accent_takes_a_fifth_of_the_picture_at_most(any_cover):
    accent = any_cover.palette.light.accent.lstrip("#")

    seen = Counter(thumbnail(any_cover, speck=False))[tuple(bytes.fromhex(accent))]

    assert 0 < seen <= WIDTH * HEIGHT / 5


def test_a_drawing_follows_the_system_unless_told(any_cover):
    adaptive = svg(any_cover)

    night = adaptive.partition("@media(prefers-color-scheme:dark)")[2].partition("</style>")[0]
    assert set(COLOUR.findall(night)) == _four(any_cover, dark=True)


def test_a_fixed_drawing_asks_nobody(any_cover):
    assert "@media" not in svg(any_cover, dark=False) + svg(any_cover, dark=True)


def test_a_drawing_is_small(any_cover):
    assert len(svg(any_cover).encode()) <= 4096


def test_half_of_the_drawings_are_smaller_than_three_kilobytes(all_covers):
    sizes = sorted(len(svg(cover).encode()) for cover in all_covers)

    assert sizes[len(sizes) // 2] <= 3072


def test_a_drawing_has_no_letters_gradients_scripts_or_foreign_parts(any_cover):
    root = ElementTree.fromstring(svg(any_cover))

    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    references = {value for node in root.iter() for name, value in node.items() if name.endswith("href") and not value.startswith("#")}

    assert (tags - {"svg", "style", "pattern", "path", "rect", "circle", "ellipse", "g", "use", "defs"}, references) == (set(), set())


def test_names_within_a_drawing_are_unique_and_all_known(any_cover):
    drawing = svg(any_cover)

    names = re.findall(r' id="([^"]+)"', drawing)

    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', drawing)) <= set(names)


def test_lines_can_be_seen(any_cover):
    widths = [float(width) for width in re.findall(r'stroke-width="([\d.]+)"', svg(any_cover))]

    assert min(widths) >= 1.2


def test_no_two_drawings_look_alike_as_thumbnails(all_covers):
    pairs = list(combinations(all_covers, 2))

    nearest = min(distance(thumbnail(one), thumbnail(other)) for one, other in pairs)

    assert (len(pairs), nearest > 8) == (3003, True)


def test_variations_differ_in_their_shapes_and_not_only_in_colour(all_covers):
    shapes = {svg(cover).partition("</pattern>")[2] for cover in all_covers}

    assert len(shapes) == 78


def turned(pixels: list, width: int = WIDTH) -> list:
    return [pixel for start in range(0, len(pixels), width) for pixel in reversed(pixels[start : start + width])]


def test_a_drawing_is_mirrored_where_that_looks_different(any_cover):
    shown = thumbnail(any_cover, speck=False)

    looks_different = distance(shown, turned(shown)) > 8

    # The brush has drawings with a character on them, which nobody can read in the mirror.
    assert looks_different == (any_cover.drawing in MIRRORED[any_cover.motif]) or (any_cover.motif, looks_different) == ("brush", True)


def test_a_mirrored_drawing_is_the_drawing_turned_round():
    mirrored = next(found for found in (cover("lake", number) for number in range(variations("lake"))) if found.mirrored)
    plain = replace(mirrored, mirrored=False)

    assert distance(thumbnail(mirrored, speck=False), turned(thumbnail(plain, speck=False))) < 2


def test_dark_and_light_are_the_same_drawing(any_cover):
    light, dark = svg(any_cover, dark=False), svg(any_cover, dark=True)

    assert light.partition("</style>")[2] == dark.partition("</style>")[2]


def test_the_same_slug_gives_the_same_bytes():
    drawings = {svg(choose("changdian-temple-fair", ("fair",))) for _ in range(3)}

    assert len(drawings) == 1
