"""Sets of pages: a whole number whose bit n is the page with row n, as in `app.queries.facet_sets`; filters and counts are intersections."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

FEW = 8
ONE = ord("1")


def set_of(pages: Iterable[int]) -> int:
    """Give some pages as a set."""
    rows = list(pages)
    if not rows:
        return 0
    if len(rows) < FEW:
        return reduce(or_, (1 << row for row in rows))
    size = max(rows) + 1
    digits = bytearray(b"0") * size
    for row in rows:
        digits[size - 1 - row] = ONE
    return int(digits, 2)


def at_least(sets: Sequence[int], count: int) -> int:
    """Give the pages that are in at least so many of some sets."""
    counted = [-1] + [0] * count
    for found in sets:
        for size in range(count, 0, -1):
            counted[size] |= counted[size - 1] & found
    return counted[count] if count <= len(sets) else 0


def pages_of(found: int) -> list[int]:
    """Give a set as the list of its pages, ascending."""
    digits = f"{found:b}"[::-1]
    pages, at = [], digits.find("1")
    while at >= 0:
        pages.append(at)
        at = digits.find("1", at + 1)
    return pages
