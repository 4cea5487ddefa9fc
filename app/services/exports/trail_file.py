"""A trail as files carry it: its stops, the lines that are walked, its figures and notices, in one language."""

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from app.rules.geo import Point
from app.services.exports.feeds import plain

CREATOR = "Wander Xicheng"
LICENCE = "https://opendatacommons.org/licenses/odbl/1-0/"


class FileStop(NamedTuple):
    """One stop: its number on the trail, name, what is said there, its own address, and where it is."""

    number: int
    name: str
    text: str
    url: str
    point: Point
    is_approximate: bool

    @property
    def title(self) -> str:
        """Its number and name, as a list of points shows it."""
        return f"{self.number} {self.name}"


class TrailFile(NamedTuple):
    """A whole trail; `walks` are the stretches on foot, `figures` its length and times in words, `notice` what a map must say."""

    name: str
    summary: str
    figures: str
    notice: str
    url: str
    language: str
    stops: tuple[FileStop, ...]
    walks: tuple[tuple[Point, ...], ...]
    walk_m: int
    walk_min: int
    total_min: int

    @property
    def description(self) -> str:
        """What it is, how long it is, what one must know of the map."""
        return "\n".join(part for part in (self.summary, self.figures, self.notice) if part)


def walks_of(points: Iterable[tuple[Point | None, bool]]) -> tuple[tuple[Point, ...], ...]:
    """Give the stretches on foot between points, each given with whether one comes to it by metro; an unknown point parts them."""
    walks: list[list[Point]] = [[]]
    for point, by_metro in points:
        if by_metro or point is None:
            walks.append([])
        if point is not None:
            walks[-1].append(point)
    return tuple(tuple(walk) for walk in walks if len(walk) > 1)


def write(parent: Element, name: str, text: str) -> None:
    """Add an element with a text, without what XML cannot hold; an empty text adds nothing."""
    if plain(text):
        SubElement(parent, name).text = plain(text)


def degrees(value: float) -> str:
    """Give a coordinate with six decimals, a tenth of a metre."""
    return f"{value:.6f}"
