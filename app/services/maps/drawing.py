"""Drawn maps: of the district, of the surroundings of a point, and of a trail, as SVG without script or style."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from app.rules.geo import Point
from app.services.basemap import district_ring
from app.services.maps import svg
from app.services.maps.areas import areas_map
from app.services.maps.base import Style, base_of, names_for
from app.services.maps.crowding import Cluster, Limits, merged, spread
from app.services.maps.labels import Board, Label, Rect, beside, lines_of, square
from app.services.maps.legend import legend
from app.services.maps.marker import Marker, shape_of_kind
from app.services.maps.projection import Frame, around, fitting, reach_m
from app.services.maps.symbols import count_link, furniture, halos, marker_link
from app.services.maps.trail import trail_map

__all__ = ["Marker", "district_map", "legend", "near_map", "shape_of_kind", "trail_map"]


class Look(NamedTuple):
    """How a kind of map looks: its class, its base, and how it keeps markers apart."""

    kind: str
    style: Style
    limits: Limits


DISTRICT = Look(
    "district", Style(street_px=3, names_streets=False, shows_stations=False, names_subdistricts=True), Limits(gap=23.5, pull=13, edge=16)
)
NEAR = Look("near", Style(street_px=7, names_streets=True, shows_stations=True, names_subdistricts=False), Limits(gap=26, pull=16, edge=16))
AREA = NEAR._replace(style=NEAR.style._replace(shows_stations=False))
LEAST_REACH_M, MOST_REACH_M, STATIONS_UP_TO_M = 420.0, 3200.0, 1500.0
NAME_SIZE, MOST_NAMES, MOST_SIGNS = 13.5, 18, 60


def district_frame() -> Frame:
    """Give the frame of the whole district."""
    return fitting(district_ring(), width=390, height=488, pad=14)._replace(grid=1.0)


def near_frame(center: Point, markers: Sequence[Marker]) -> Frame:
    """Give the frame around a point, as wide as its markers need."""
    needed = reach_m(center, [marker.point for marker in markers], width=390, height=244) * 1.12
    return around(center, min(max(needed, LEAST_REACH_M), MOST_REACH_M), width=390, height=244)


def district_map(markers: Sequence[Marker], language: str, label: str, *, list_href: str = "#list") -> Markup:
    """Give the map of the whole district; crowded markers become a count that leads to the list, very many are counted by neighbourhood."""
    frame = district_frame()
    if len(markers) > MOST_SIGNS:
        return areas_map(markers, frame, language=language, label=label, list_href=list_href)
    return drawn(markers, frame, DISTRICT, language=language, label=label, list_href=list_href)


def near_map(center: Point, markers: Sequence[Marker], language: str, label: str, *, list_href: str = "#list") -> Markup:
    """Give the map around a point, as wide as its markers need; a marker at the very point is the chosen one."""
    frame = near_frame(center, markers)
    look = NEAR if frame.width / 2 / frame.px_per_m <= STATIONS_UP_TO_M + 1 else AREA
    return drawn(markers, frame, look, language=language, label=label, list_href=list_href, center=center)


def drawn(markers: Sequence[Marker], frame: Frame, look: Look, *, language: str, label: str, list_href: str, center: Point | None = None) -> Markup:
    """Give a map with markers, merged where they crowd, and with every name that finds room."""
    seen = [marker for marker in markers if frame.holds(frame.dot(marker.point))]
    seen.sort(key=lambda marker: marker.point != center)
    clusters = merged(spread([frame.dot(marker.point) for marker in seen], frame, look.limits), look.limits.gap)
    clusters = [Cluster(frame.snapped(cluster.at), cluster.members) for cluster in clusters]
    dots = [cluster.at for cluster in clusters]
    rule = furniture(frame, dots, language)
    base = base_of(language, frame, look.style)
    board = Board(frame.width, frame.height, [*rule.boxes, *base.taken, *(square(dot, 13) for dot in dots)])
    chosen = frozenset(cluster for cluster in clusters if len(cluster.members) == 1 and seen[cluster.members[0]].point == center)
    board.taken += [square(cluster.at, 17) for cluster in chosen]
    names = names_of(clusters, seen, board, chosen)
    lone = [cluster for cluster in clusters if len(cluster.members) == 1]
    rings = halos([seen[cluster.members[0]] for cluster in lone], [cluster.at for cluster in lone])
    ground = svg.group("names", (svg.words(found) for name in names_for(base, seen) if (found := board.place(name))))
    links = []
    for cluster in reversed(clusters):
        marker = seen[cluster.members[0]]
        if len(cluster.members) > 1:
            links.append(count_link([seen[member] for member in cluster.members], cluster.at, list_href, language))
        else:
            links.append(marker_link(marker, cluster.at, language, label=names.get(cluster), chosen=cluster in chosen))
    return svg.picture(look.kind, frame.width, frame.height, label, [base.picture, rings, ground, rule.picture, *links])


def names_of(clusters: Sequence[Cluster], markers: Sequence[Marker], board: Board, chosen: frozenset[Cluster]) -> dict[Cluster, Label]:
    """Give the names of lone markers that find room; none on a map with too many."""
    if len(clusters) > MOST_NAMES:
        return {}
    lone = [cluster for cluster in clusters if len(cluster.members) == 1]
    named = ((cluster, board.place(spots(cluster, markers[cluster.members[0]], 19 if cluster in chosen else 17))) for cluster in lone)
    return {cluster: label for cluster, label in named if label}


def spots(cluster: Cluster, marker: Marker, reach: float) -> list[Label]:
    """Give where the name of a marker could stand, first on one line, then on two."""
    gap = Rect(-reach, 1 - reach, reach, reach - 1)
    ways = dict.fromkeys(lines_of(marker.label, NAME_SIZE, limit) for limit in (150, 60))
    return [label for lines in ways for label in beside("place-name", lines, cluster.at, size=NAME_SIZE, gap=gap)]
