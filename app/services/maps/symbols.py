"""Symbols: how a marker, a count disc, the scale bar and the arrow to the north are drawn."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from app.services.maps import svg
from app.services.maps.labels import Label, Rect, square
from app.services.maps.marker import Marker, in_script, letter_of
from app.services.maps.projection import Dot, Frame

PATHS = {
    "museum": "M-9.5-9.5h19v19h-19z",
    "books": "M0-6C-3-8.5-7-9-11-7.5v15C-7 6-3 6.5 0 9c3-2.5 7-3 11-1.5v-15C7-9 3-8.5 0-6z",
    "heritage": "M0-12L12.5-3H9.5V9.5h-19V-3h-3z",
    "shop": "M-11.5 0l5.7-10H5.8L11.5 0 5.8 10H-5.8z",
    "theatre": "M0-13L13 0 0 13-13 0z",
    "park": "M-11 0a11 11 0 1 0 22 0a11 11 0 1 0-22 0z",
    "quarter": "M-5-8H5A8 8 0 0 1 5 8H-5A8 8 0 0 1-5-8z",
    "metro": "M-10-10h20v20h-20z",
    "stop": "M-12 0a12 12 0 1 0 24 0a12 12 0 1 0-24 0z",
    "count": "M-12 0a12 12 0 1 0 24 0a12 12 0 1 0-24 0z",
}
BAR_LENGTHS_M = (50, 100, 200, 500, 1000, 2000, 5000)


class Furniture(NamedTuple):
    """The scale bar and the arrow to the north, and the room they take."""

    picture: Markup
    boxes: tuple[Rect, ...]


def marker_link(marker: Marker, dot: Dot, language: str, *, label: Label | None = None, chosen: bool = False) -> Markup:
    """Give a marker as a link with its name."""
    letter = str(marker.number) if marker.number is not None else letter_of(marker.shape, language)
    title = f"{marker.number} {marker.label}" if marker.number is not None else marker.label
    sign = sign_of(marker.shape, letter, dot, chosen=chosen)
    named = svg.words(label) if label else svg.NOTHING
    return Markup('<a class="mk {}" href="{}"><title>{}</title>{}{}</a>').format(marker.shape, marker.href, title, sign, named)


def sign_of(shape: str, letter: str, dot: Dot, *, chosen: bool = False) -> Markup:
    """Give the shape and the letter of a marker at a dot."""
    size = " scale(1.3)" if chosen else ""
    drop = 5 if shape == "heritage" else 4
    form = Markup('<g transform="translate({} {}){}"{}><path d="{}"/><text y="{}">{}</text></g>')
    mark = Markup(' class="chosen"') if chosen else svg.NOTHING
    return form.format(svg.number(dot[0]), svg.number(dot[1]), size, mark, PATHS[shape], drop, letter)


def halos(markers: Sequence[Marker], dots: Sequence[Dot]) -> Markup:
    """Give the dashed rings below markers whose points are approximate."""
    form = Markup('<circle cx="{}" cy="{}" r="15.5"/>')
    rings = [form.format(svg.number(dot[0]), svg.number(dot[1])) for marker, dot in zip(markers, dots, strict=True) if marker.approximate]
    return svg.group("halos", rings)


def count_link(inside: Sequence[Marker], dot: Dot, href: str, language: str) -> Markup:
    """Give the disc for several markers, a link to the list that names them; `data-in` says which places it stands for."""
    count = len(inside)
    title = in_script(f"{count} 处，见列表", f"{count} places, see the list", language)
    folder = inside[0].href.rpartition("/")[0] + "/"
    names = " ".join([folder, *(marker.href.removeprefix(folder) for marker in inside)])
    form = Markup('<a class="mk count" href="{}" data-in="{}"><title>{}</title>{}</a>')
    return form.format(href, names, title, sign_of("count", str(count), dot))


def furniture(frame: Frame, dots: Sequence[Dot], language: str) -> Furniture:
    """Give the scale bar and the arrow to the north in corners where the fewest markers are."""
    bar_px, metres = bar_length(frame)
    right, bottom = frame.width - 12.0, frame.height - 12.0
    bars = [(right - bar_px, bottom), (12.0, bottom), (right - bar_px, 30.0), (12.0, 30.0)]
    norths = [(right - 8, 12.0), (20.0, 12.0), (right - 8, bottom - 28), (20.0, bottom - 28)]
    bar_boxes = [Rect(x - 6, y - 22, x + bar_px + 6, y + 6) for x, y in bars]
    bar = emptiest(bar_boxes, dots)
    north_boxes = [Rect(x - 12, y - 6, x + 12, y + 32) for x, y in norths]
    free = [i for i, box in enumerate(north_boxes) if not box.overlaps(bar_boxes[bar])]
    north = free[emptiest([north_boxes[i] for i in free], dots)]
    picture = svg.group("rule", [bar_of(bars[bar], bar_px, metres, language), north_of(norths[north], language)])
    return Furniture(picture, (bar_boxes[bar], north_boxes[north]))


def emptiest(boxes: Sequence[Rect], dots: Sequence[Dot]) -> int:
    """Give which of some rectangles has the fewest markers on it, the first of equals."""
    squares = [square(dot, 12) for dot in dots]
    return min(range(len(boxes)), key=lambda i: sum(map(boxes[i].overlaps, squares)))


def bar_length(frame: Frame) -> tuple[float, int]:
    """Give the longest round length of a scale bar that is at most 90 pixels, and its metres."""
    metres = max((length for length in BAR_LENGTHS_M if length * frame.px_per_m <= 90), default=BAR_LENGTHS_M[0])
    return metres * frame.px_per_m, metres


def bar_of(at: Dot, wide: float, metres: int, language: str) -> Markup:
    """Give the scale bar with its length."""
    number, zh, en = (metres // 1000, "公里", "km") if metres >= 1000 else (metres, "米", "m")
    form = Markup('<path class="bar" d="M{} {}v6h{}v-6"/><text class="name m" x="{}" y="{}">{}</text>')
    text = in_script(f"{number} {zh}", f"{number} {en}", language)
    return form.format(svg.number(at[0]), svg.number(at[1] - 6), svg.number(wide), svg.number(at[0] + wide / 2), svg.number(at[1] - 9), text)


def north_of(at: Dot, language: str) -> Markup:
    """Give the arrow to the north with its letter."""
    x, y, foot = svg.number(at[0]), svg.number(at[1]), svg.number(at[1] + 26)
    form = Markup('<path class="north" d="M{} {}l5.5 13-5.5-3-5.5 3z"/><text class="name m" x="{}" y="{}">{}</text>')
    return form.format(x, y, x, foot, in_script("北", "N", language))
