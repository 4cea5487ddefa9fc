"""Crowding: markers that would lie on each other are pulled apart a little, and merged where that is not enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, sin
from typing import NamedTuple

from app.services.maps.projection import Dot, Frame

GOLDEN_ANGLE = 2.39996


class Limits(NamedTuple):
    """How far apart markers must stand, how far one may be pulled from its point, how far the edge must be, how often to try."""

    gap: float
    pull: float
    edge: float
    rounds: int = 40


@dataclass(frozen=True)
class Cluster:
    """Markers drawn as one: where, and which of the given ones."""

    at: Dot
    members: tuple[int, ...]


def spread(dots: Sequence[Dot], frame: Frame, limits: Limits) -> list[Dot]:
    """Give dots pulled apart until none is nearer than the gap to another, or the pull is used up."""
    spots = [inside(dot, frame, limits.edge) for dot in dots]
    near = close_pairs(spots, limits.gap + 2 * limits.pull)
    for _ in range(limits.rounds):
        if not push_all(spots, near, limits.gap):
            break
        spots = [inside(held(spot, dot, limits.pull), frame, limits.edge) for spot, dot in zip(spots, dots, strict=True)]
    return spots


def push_all(spots: list[Dot], near: Sequence[tuple[int, int]], gap: float) -> bool:
    """Push the spots of each pair apart where they are too close, one pair after the other; say whether any were."""
    enough, any_pushed = (gap - 0.05) ** 2, False
    for a, b in near:
        dx, dy = spots[b][0] - spots[a][0], spots[b][1] - spots[a][1]
        if dx * dx + dy * dy < enough:
            push(spots, a, b, gap)
            any_pushed = True
    return any_pushed


def push(spots: list[Dot], a: int, b: int, gap: float) -> None:
    """Push two spots apart to the gap, each by half."""
    (ax, ay), (bx, by) = spots[a], spots[b]
    dx, dy = bx - ax, by - ay
    apart = hypot(dx, dy)
    if apart < 0.01:
        dx, dy, apart = cos(b * GOLDEN_ANGLE), sin(b * GOLDEN_ANGLE), 1.0
        share = gap / 2
    else:
        share = (gap - apart) / 2
    x, y = dx / apart * share, dy / apart * share
    spots[a], spots[b] = (ax - x, ay - y), (bx + x, by + y)


def held(spot: Dot, home: Dot, pull: float) -> Dot:
    """Give a spot no further from its home than the pull."""
    dx, dy = spot[0] - home[0], spot[1] - home[1]
    far = hypot(dx, dy)
    return spot if far <= pull else (home[0] + dx / far * pull, home[1] + dy / far * pull)


def inside(dot: Dot, frame: Frame, edge: float) -> Dot:
    """Give a dot moved into the picture."""
    return (min(max(dot[0], edge), frame.width - edge), min(max(dot[1], edge), frame.height - edge))


def close_pairs(dots: Sequence[Dot], gap: float) -> list[tuple[int, int]]:
    """Give the pairs of dots nearer than a gap, the nearest first."""
    order = sorted(range(len(dots)), key=lambda i: (dots[i], i))
    pairs = []
    for place, a in enumerate(order):
        for b in order[place + 1 :]:
            if dots[b][0] - dots[a][0] >= gap:
                break
            apart = hypot(dots[b][0] - dots[a][0], dots[b][1] - dots[a][1])
            if apart < gap:
                pairs.append((apart, min(a, b), max(a, b)))
    return [(a, b) for _, a, b in sorted(pairs)]


def merged(dots: Sequence[Dot], gap: float) -> list[Cluster]:
    """Give the markers still too close to each other as clusters, the others alone, in the order of their first member."""
    clusters = [Cluster(dot, (i,)) for i, dot in enumerate(dots)]
    while pairs := close_pairs([cluster.at for cluster in clusters], gap - 0.5):
        joined: dict[int, int] = {}
        for a, b in pairs:
            if a not in joined and b not in joined:
                joined[a] = joined[b] = a
                clusters[a] = together(clusters[a], clusters[b])
        clusters = [cluster for i, cluster in enumerate(clusters) if joined.get(i, i) == i]
    return sorted(clusters, key=lambda cluster: cluster.members)


def together(one: Cluster, other: Cluster) -> Cluster:
    """Give two clusters as one, in the middle of their members."""
    n, m = len(one.members), len(other.members)
    at = ((one.at[0] * n + other.at[0] * m) / (n + m), (one.at[1] * n + other.at[1] * m) / (n + m))
    return Cluster(at, tuple(sorted((*one.members, *other.members))))
