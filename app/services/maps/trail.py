"""The map of a trail: its line, and its stops numbered and pulled apart where they crowd."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, hypot

from markupsafe import Markup

from app.services.maps import svg
from app.services.maps.base import Style, base_of, names_for
from app.services.maps.crowding import Limits, spread
from app.services.maps.labels import Board, Label, Rect, beside, lines_of, square
from app.services.maps.marker import Marker
from app.services.maps.projection import Dot, fitting
from app.services.maps.symbols import furniture, halos, marker_link

STYLE = Style(street_px=11, names_streets=True, shows_stations=False, names_subdistricts=False)
LIMITS = Limits(gap=27, pull=44, edge=15, rounds=400)
NAME_SIZE, LEAST_WIDTH_M = 13.5, 500.0
LEADER_PX = 4.0
WIDE_PX_PER_M = 0.09
"""Below this scale, some four kilometres across, broad streets would hide the ground."""


def trail_map(stops: Sequence[Marker], language: str, label: str) -> Markup:
    """Give the map of a trail; each stop is a link, its name beside it where there is room."""
    if not stops:
        return Markup("")
    frame = fitting([stop.point for stop in stops], width=390, height=244, pad=34, least_m=LEAST_WIDTH_M)
    homes = [frame.dot(stop.point) for stop in stops]
    dots = spread(homes, frame, LIMITS)
    rule = furniture(frame, [*homes, *dots], language)
    base = base_of(language, frame, STYLE)
    board = Board(frame.width, frame.height, [*rule.boxes, *(square(dot, 13) for dot in dots), *line_boxes(homes)])
    names = [board.place(spots(stop, dot)) for stop, dot in zip(stops, dots, strict=True)]
    ground = svg.group("names", (svg.words(found) for name in names_for(base, stops) if (found := board.place(name))))
    links = [marker_link(stop, dot, language, label=name) for stop, dot, name in zip(stops, dots, names, strict=True)]
    parts = [base.picture, way(homes), leaders(homes, dots), halos(stops, dots), ground, rule.picture, *links]
    return svg.picture("trail-map wide" if frame.px_per_m < WIDE_PX_PER_M else "trail-map", frame.width, frame.height, label, parts)


def way(homes: Sequence[Dot]) -> Markup:
    """Give the line of the trail on its casing."""
    return svg.group("way", [svg.lines("casing", [homes]), svg.lines("trail", [homes])] if len(homes) > 1 else [])


def leaders(homes: Sequence[Dot], dots: Sequence[Dot]) -> Markup:
    """Give thin lines from the points of stops to discs that were pulled away from them."""
    pulled = [(home, dot) for home, dot in zip(homes, dots, strict=True) if hypot(dot[0] - home[0], dot[1] - home[1]) > LEADER_PX]
    return svg.group("leaders", [svg.lines("leader", pulled)] if pulled else [])


def line_boxes(homes: Sequence[Dot]) -> list[Rect]:
    """Give the room that the line of the trail takes, as a chain of small squares."""
    boxes = []
    for (ax, ay), (bx, by) in pairwise(homes):
        steps = max(1, ceil(hypot(bx - ax, by - ay) / 6))
        boxes += [square((ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps), 4) for step in range(steps + 1)]
    return boxes


def spots(stop: Marker, dot: Dot) -> list[Label]:
    """Give where the name of a stop could stand, first on one line, then on two."""
    ways = dict.fromkeys(lines_of(stop.label, NAME_SIZE, limit) for limit in (150, 60))
    reach = 17.0 if stop.approximate else 15.0
    return [label for lines in ways for label in beside("place-name", lines, dot, size=NAME_SIZE, gap=Rect(-reach, -reach, reach, reach))]
