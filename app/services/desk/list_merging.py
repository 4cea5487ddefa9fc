"""The rows of three states of one list: which entries belong together, and in which order they stand when joined."""

from dataclasses import dataclass, field
from typing import Any

from app.services.desk.pairing import ABSENT, frozen, key_of, pair, pair_by
from app.services.desk.paths import Clash, Path


@dataclass(eq=False)
class Row:
    """One entry of a list in its three states, with its place in each; `place` is where it stands when joined."""

    base: Any = ABSENT
    mine: Any = ABSENT
    theirs: Any = ABSENT
    in_base: int | None = None
    in_mine: int | None = None
    in_theirs: int | None = None
    place: int | None = None

    @property
    def kept(self) -> Any:
        """What is left of it where one side removed it."""
        return next(side for side in (self.mine, self.theirs, self.base) if side is not ABSENT)


@dataclass
class Order:
    """The rows in the order of the joined list; `theirs` is the order that they want, where both sides changed it differently."""

    rows: list[Row]
    theirs: list[Row] = field(default_factory=list)

    @property
    def clashes(self) -> bool:
        """Whether the two sides want different orders."""
        return bool(self.theirs)


def rows_of(base: list[Any], mine: list[Any], theirs: list[Any], name: str) -> list[Row]:
    """Give every entry once: those of the base with their partners, then what each side added; the same addition is one row."""
    to_mine, to_theirs = pair(base, mine, name), pair(base, theirs, name)
    rows = []
    for place, entry in enumerate(base):
        row = Row(base=entry, in_base=place, in_mine=to_mine.get(place), in_theirs=to_theirs.get(place))
        row.mine = mine[row.in_mine] if row.in_mine is not None else ABSENT
        row.theirs = theirs[row.in_theirs] if row.in_theirs is not None else ABSENT
        rows.append(row)
    return rows + additions(mine, theirs, set(to_mine.values()), set(to_theirs.values()), name)


def additions(mine: list[Any], theirs: list[Any], known_mine: set[int], known_theirs: set[int], name: str) -> list[Row]:
    """Give the entries that only one side has, or that both added under one name."""
    new_mine = [place for place in range(len(mine)) if place not in known_mine]
    new_theirs = [place for place in range(len(theirs)) if place not in known_theirs]
    same = same_additions([mine[place] for place in new_mine], [theirs[place] for place in new_theirs], name)
    rows = []
    for number, place in enumerate(new_mine):
        other = new_theirs[same[number]] if number in same else None
        rows.append(Row(mine=mine[place], in_mine=place, theirs=theirs[other] if other is not None else ABSENT, in_theirs=other))
    alone = [place for number, place in enumerate(new_theirs) if number not in same.values()]
    return rows + [Row(theirs=theirs[place], in_theirs=place) for place in alone]


def same_additions(mine: list[Any], theirs: list[Any], name: str) -> dict[int, int]:
    """Give which additions of both sides are one entry: equal ones and those of one key, never two that only stand alike."""
    pairs: dict[int, int] = {}
    pair_by(frozen, mine, theirs, pairs)
    pair_by(lambda entry: key_of(name, entry), mine, theirs, pairs)
    return pairs


def order_of(rows: list[Row]) -> Order:
    """Give the order of the joined list: that of the side which changed it, with the other's additions behind their neighbours."""
    both = [row for row in rows if None not in {row.in_base, row.in_mine, row.in_theirs}]
    in_mine, in_theirs = sorted(both, key=lambda row: row.in_mine or 0), sorted(both, key=lambda row: row.in_theirs or 0)
    if in_mine == both and in_theirs != both:
        return Order(woven(rows, "in_theirs", "in_mine"))
    mine = woven(rows, "in_mine", "in_theirs")
    if in_theirs in (both, in_mine):
        return Order(mine)
    return Order(mine, woven(rows, "in_theirs", "in_mine"))


def woven(rows: list[Row], first: str, second: str) -> list[Row]:
    """Give the rows in the order of one side, each of the others behind the row it follows on the other side, or in the base."""
    order = sorted((row for row in rows if getattr(row, first) is not None), key=lambda row: int(getattr(row, first)))
    for side in (second, "in_base"):
        there = sorted((row for row in rows if getattr(row, side) is not None), key=lambda row: int(getattr(row, side)))
        for number, row in enumerate(there):
            if row not in order:
                order.insert(order.index(there[number - 1]) + 1 if number else 0, row)
    return order


def order_clash(order: Order, path: Path, base: list[Any], mine: list[Any], theirs: list[Any]) -> Clash:
    """Give the clash of two orders; rows that fell away have no place."""
    wanted = tuple(row.place for row in order.theirs if row.place is not None)
    return Clash(path, base, mine, theirs, order=wanted)
