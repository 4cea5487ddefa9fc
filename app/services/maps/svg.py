"""SVG: numbers, paths and words as short, escaped markup."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from app.services.maps.labels import Label
from app.services.maps.projection import Dot

NOTHING = Markup("")


def number(value: float) -> str:
    """Give a coordinate with at most one decimal."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def path(dots: Sequence[Dot], *, closed: bool = False) -> str:
    """Give a path through dots, in steps from dot to dot; the letter of the step is written once."""
    grid = [(round(x * 10), round(y * 10)) for x, y in dots]
    pairs = [(x - before_x, y - before_y) for (x, y), (before_x, before_y) in zip(grid[1:], grid, strict=False) if (x, y) != (before_x, before_y)]
    steps = " ".join(f"{number(x / 10)} {number(y / 10)}" for x, y in pairs)
    start = f"M{number(grid[0][0] / 10)} {number(grid[0][1] / 10)}"
    return (f"{start}l{steps}" if steps else start).replace(" -", "-") + ("z" if closed else "")


def lines(kind: str, runs: Iterable[Sequence[Dot]], *, closed: bool = False) -> Markup:
    """Give lines or areas of a class as one path."""
    return Markup('<path class="{}" d="{}"/>').format(kind, "".join(path(dots, closed=closed) for dots in runs if len(dots) > 1))


def spots(kind: str, dots: Sequence[Dot], wide: float) -> Markup:
    """Give discs of a class and a width as one path of round dots; nothing for none."""
    if not dots:
        return NOTHING
    path_of_dots = "".join(f"M{number(x)} {number(y)}h0" for x, y in dots)
    return Markup('<path class="{}" stroke-width="{}" d="{}"/>').format(kind, number(wide), path_of_dots)


def words(label: Label) -> Markup:
    """Give a placed label as text."""
    (x, y), kinds = label.at, f"{label.kind} {label.anchor}".strip()
    turn = Markup(' transform="rotate({} {} {})"').format(number(label.turn), number(x), number(y)) if label.turn else NOTHING
    first, *rest = label.lines
    more = NOTHING.join(Markup('<tspan x="{}" dy="1.25em">{}</tspan>').format(number(x), text) for text in rest)
    return Markup('<text class="{}" x="{}" y="{}"{}>{}{}</text>').format(kinds, number(x), number(y), turn, first, more)


def group(kind: str, parts: Iterable[str]) -> Markup:
    """Give parts of the picture as a group that assistive technology passes over."""
    inside = NOTHING.join(escape(part) for part in parts)
    return Markup('<g class="{}" aria-hidden="true">{}</g>').format(kind, inside) if inside else NOTHING


def picture(kind: str, width: int, height: int, label: str, parts: Iterable[Markup]) -> Markup:
    """Give a whole picture with its name; its colours and sizes are classes of map.css."""
    head = Markup('<svg class="drawn-map {}" viewBox="0 0 {} {}" role="group" aria-label="{}" xmlns="http://www.w3.org/2000/svg">')
    return head.format(kind, width, height, label) + NOTHING.join(parts) + Markup("</svg>")
