"""The map of a whole district full of places: a disc for each neighbourhood that counts its places and leads to them."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from app.services.maps import svg
from app.services.maps.base import Style, base_of, names_for
from app.services.maps.crowding import Limits, spread
from app.services.maps.labels import Board, Label, Rect, beside, square
from app.services.maps.marker import Marker, in_script
from app.services.maps.projection import Dot, Frame
from app.services.maps.symbols import furniture
from app.vocabulary import Subdistrict

STYLE = Style(street_px=3, names_streets=False, shows_stations=False, names_subdistricts=False)
LIMITS = Limits(gap=34, pull=60, edge=20, rounds=400)
NAME_SIZE, DISC_R = 12.0, 15.0
UNKNOWN_ID = "unknown"
UNKNOWN = ("街区待核", "Neighbourhood not known")
CORNER: Dot = (30.0, 60.0)


class Area(NamedTuple):
    """A neighbourhood, how many of the places are in it, and the middle of these; the last one holds those whose neighbourhood is not known."""

    id: str
    name: str
    number: int
    middle: Dot


def areas_map(markers: Sequence[Marker], frame: Frame, *, language: str, label: str, list_href: str) -> Markup:
    """Give the district with a disc for each neighbourhood; a disc leads to the part of the list that bears its name."""
    areas = areas_of(markers, frame, language)
    known = [area.middle for area in areas if area.id != UNKNOWN_ID]
    dots = [frame.snapped(dot) for dot in [*spread(known, frame, LIMITS), *(area.middle for area in areas[len(known) :])]]
    rule, base = furniture(frame, dots, language), base_of(language, frame, STYLE)
    board = Board(frame.width, frame.height, [*rule.boxes, *(square(dot, DISC_R + 1) for dot in dots)])
    names = named(areas, dots, board)
    ground = svg.group("names", (svg.words(found) for name in names_for(base, markers) if (found := board.place(name))))
    page = list_href.partition("#")[0]
    links = [disc(area, dot, page, language, label=name) for area, dot, name in zip(areas, dots, names, strict=True)]
    return svg.picture("district", frame.width, frame.height, label, [base.picture, ground, rule.picture, *links])


def areas_of(markers: Sequence[Marker], frame: Frame, language: str) -> list[Area]:
    """Give the neighbourhoods that places are in, in their usual order; what has none is counted in a corner, outside the district."""
    found: dict[Subdistrict | None, list[Dot]] = {}
    for marker in markers:
        found.setdefault(marker.area, []).append(frame.dot(marker.point))
    areas = [
        Area(place.value, in_script(place.zh, place.en, language), len(found[place]), middle_of(found[place]))
        for place in Subdistrict
        if place in found
    ]
    if None in found:
        areas.append(Area(UNKNOWN_ID, in_script(*UNKNOWN, language), len(found[None]), CORNER))
    return areas


def middle_of(dots: Sequence[Dot]) -> Dot:
    """Give the middle of some dots."""
    return (sum(x for x, _ in dots) / len(dots), sum(y for _, y in dots) / len(dots))


def named(areas: Sequence[Area], dots: Sequence[Dot], board: Board) -> list[Label | None]:
    """Give the names of neighbourhoods beside their discs, the one with the least room to choose from placed first."""
    choices = [spots(area, dot) for area, dot in zip(areas, dots, strict=True)]
    found: list[Label | None] = [None] * len(areas)
    waiting = set(range(len(areas)))
    while waiting:
        nearest = min(waiting, key=lambda i: (sum(board.is_free(label.boxes) for label in choices[i]), i))
        found[nearest] = board.place(choices[nearest])
        waiting.remove(nearest)
    return found


def spots(area: Area, dot: Dot) -> list[Label]:
    """Give where the name of a neighbourhood could stand: below its disc, above it, beside it or askew; a long one on two lines."""
    reach = DISC_R + 2
    lines = (area.name,) if area.id != UNKNOWN_ID else tuple(area.name.split(" ", 1))
    right, left, below, above = beside("name", lines, dot, size=NAME_SIZE, gap=Rect(-reach, -reach, reach, reach))
    askew = [moved(label, dx, 0.0) for label in (below, above) for dx in (-14.0, 14.0, -28.0, 28.0)]
    return [below, above, right, left, *askew, *(moved(label, 0.0, dy) for label in (right, left) for dy in (-10.0, 10.0))]


def moved(label: Label, dx: float, dy: float) -> Label:
    """Give a label a little aside."""
    boxes = tuple(Rect(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy) for box in label.boxes)
    return label._replace(at=(label.at[0] + dx, label.at[1] + dy), boxes=boxes)


def disc(area: Area, dot: Dot, page: str, language: str, *, label: Label | None) -> Markup:
    """Give the disc of a neighbourhood with its count and name, a link to its part of the list."""
    title = in_script(f"{area.name} {area.number} 处", f"{area.name}, {area.number} place{'s' if area.number > 1 else ''}", language)
    form = Markup('<a class="mk count" href="{}#{}"><title>{}</title><g transform="translate({} {})"><circle r="15"/><text y="4">{}</text></g>{}</a>')
    words = svg.words(label) if label else svg.NOTHING
    return form.format(page, area.id, title, svg.number(dot[0]), svg.number(dot[1]), area.number, words)
