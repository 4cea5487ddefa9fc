"""Labels: how much room words take, and where they can stand without lying on anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import atan2, ceil, cos, degrees, hypot, radians, sin
from typing import NamedTuple

from app.services.maps.projection import Dot

NOUNS = (
    "博物馆",
    "纪念馆",
    "图书馆",
    "展览馆",
    "美术馆",
    "故居",
    "会馆",
    "旧址",
    "书店",
    "书楼",
    "剧场",
    "剧院",
    "影城",
    "公园",
    "中心",
    "教堂",
    "胡同",
    "文创园",
    "医馆",
)
NARROW, WIDE = frozenset("iljtfrI .,:;'’·-()"), frozenset("mwMWQOG@—")


class Rect(NamedTuple):
    """A rectangle by its left, top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Rect") -> bool:
        """Whether two rectangles share more than an edge."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


class Label(NamedTuple):
    """A label at a position: its class, its lines, the dot they hang on, their turn, and the room they take."""

    kind: str
    lines: tuple[str, ...]
    at: Dot
    anchor: str
    turn: float
    boxes: tuple[Rect, ...]


def square(dot: Dot, half: float) -> Rect:
    """Give the square around a dot."""
    return Rect(dot[0] - half, dot[1] - half, dot[0] + half, dot[1] + half)


def width_of(text: str, size: float) -> float:
    """Give the width of words at a size in pixels, rather too much than too little."""
    return size * sum(width_of_character(character) for character in text)


def width_of_character(character: str) -> float:
    """Give the width of one character in parts of the size."""
    if ord(character) >= 0x2E80:
        return 1.02
    if character in NARROW:
        return 0.38
    if character in WIDE:
        return 0.95
    return 0.72 if character.isupper() or character.isdigit() else 0.6


def lines_of(text: str, size: float, limit: float) -> tuple[str, ...]:
    """Give words on one line, or on two of about equal length when they are wider than `limit` pixels."""
    if width_of(text, size) <= limit:
        return (text,)
    breaks = breaks_of(text)
    if not breaks:
        return (text,)
    middle = min(breaks, key=lambda i: abs(width_of(text[:i], size) - width_of(text[i:], size)))
    return (text[:middle].strip(), text[middle:].strip())


def breaks_of(text: str) -> list[int]:
    """Give where a line may end: at spaces and brackets, else before the common nouns of Chinese names, else between any two characters."""
    at_marks = [i for i, character in enumerate(text) if character in " （"]
    at_nouns = [text.find(noun) for noun in NOUNS if text.find(noun) > 1]
    return at_marks or at_nouns or [i for i in range(2, len(text) - 1) if ord(text[i]) >= 0x2E80]


@dataclass
class Board:
    """The picture as labels see it: its size, and the rectangles that are taken."""

    width: float
    height: float
    taken: list[Rect] = field(default_factory=list)

    def is_free(self, boxes: Iterable[Rect]) -> bool:
        """Whether rectangles lie in the picture and on nothing that is taken."""
        return all(self.shows(box) and not any(map(box.overlaps, self.taken)) for box in boxes)

    def shows(self, box: Rect) -> bool:
        """Whether a rectangle lies wholly in the picture."""
        return box.left >= 2 and box.top >= 2 and box.right <= self.width - 2 and box.bottom <= self.height - 2

    def place(self, candidates: Iterable[Label]) -> Label | None:
        """Give the first label that finds room and take that room; None when none does."""
        found = next((label for label in candidates if self.is_free(label.boxes)), None)
        if found:
            self.taken.extend(found.boxes)
        return found


def beside(kind: str, lines: tuple[str, ...], dot: Dot, *, size: float, gap: Rect) -> list[Label]:
    """Give a label right of, left of, below and above something that reaches `gap` from its dot."""
    wide, high, (x, y) = max(width_of(line, size) for line in lines), size * 1.25 * len(lines), dot
    spots = (
        ("", x + gap.right, y - high / 2, x + gap.right),
        ("e", x + gap.left, y - high / 2, x + gap.left - wide),
        ("m", x, y + gap.bottom, x - wide / 2),
        ("m", x, y + gap.top - high, x - wide / 2),
    )
    return [Label(kind, lines, (at, top + size * 0.98), anchor, 0.0, (Rect(left, top, left + wide, top + high),)) for anchor, at, top, left in spots]


def centred(kind: str, lines: tuple[str, ...], dot: Dot, *, size: float) -> Label:
    """Give a label with its middle on a dot."""
    half_x, half_y = max(width_of(line, size) for line in lines) / 2, size * 1.25 * len(lines) / 2
    room = Rect(dot[0] - half_x, dot[1] - half_y, dot[0] + half_x, dot[1] + half_y)
    return Label(kind, lines, (dot[0], room.top + size * 0.98), "m", 0.0, (room,))


def along(kind: str, text: str, start: Dot, end: Dot, *, size: float, aside: float, upright: bool) -> list[Label]:
    """Give a label on either side of a straight line; upright Chinese runs downward beside steep lines."""
    return [
        at_turn(kind, text, spot, angle, size=size, upright=upright)
        for angle, length in [turn_and_length(start, end)]
        if length >= width_of(text, size) * 0.7
        for part in (0.5, 0.3, 0.7)
        for spot in sides(start, end, part, aside + size * 0.6)
    ]


def turn_and_length(start: Dot, end: Dot) -> tuple[float, float]:
    """Give the turn of a line in degrees, above -90 and up to 90, and its length."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    if dx < 0 or (dx == 0 and dy < 0):
        dx, dy = -dx, -dy
    return degrees(atan2(dy, dx)), hypot(dx, dy)


def sides(start: Dot, end: Dot, part: float, aside: float) -> Sequence[Dot]:
    """Give the two dots beside a line, at a part of its length."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy) or 1.0
    x, y = start[0] + dx * part, start[1] + dy * part
    shift_x, shift_y = -dy / length * aside, dx / length * aside
    return ((x + shift_x, y + shift_y), (x - shift_x, y - shift_y))


def at_turn(kind: str, text: str, middle: Dot, angle: float, *, size: float, upright: bool) -> Label:
    """Give a label turned about its middle; its room is a chain of small squares."""
    wide = width_of(text, size)
    steps = max(1, ceil(wide / size))
    shares = [wide * ((step + 0.5) / steps - 0.5) for step in range(steps)]
    turned = [(middle[0] + cos(radians(angle)) * share, middle[1] + sin(radians(angle)) * share) for share in shares]
    boxes = tuple(square(dot, size * 0.62) for dot in turned)
    if upright and abs(angle) > 55:
        return Label(f"{kind} v", (text,), middle, "m", angle - 90 if angle > 0 else angle + 90, boxes)
    return Label(kind, (text,), middle, "m c", angle, boxes)
