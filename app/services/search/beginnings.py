"""Beginnings: a sorted list of all the places in many names at which somebody may begin to type, searched by halving."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from typing import Generic, NamedTuple, TypeVar

Owner = TypeVar("Owner")
END = "\n"
LONGEST = 60
MANY = 2_000
UNSORTED, FEW = 500, 64
NUMBER_BITS = 24
NUMBER, LATER, WEIGHT_BITS = (1 << NUMBER_BITS) - 1, 1 << NUMBER_BITS, NUMBER_BITS + 1


class Held(NamedTuple, Generic[Owner]):
    """A form to hold: its parts, whose it is, and how heavy it weighs where its first part is begun and where a later one is; less is better."""

    parts: Sequence[str]
    owner: Owner
    first: int = 0
    later: int = 0


class Beginnings(Generic[Owner]):
    """Forms of names in one long text, and the places in it where their parts begin, sorted by what follows there.

    A place is a number, and so is its key (its weight, whether it is a later part, its form), so that a name costs some
    dozens of bytes and many places are put in order of weight at once. A dropped form stays in the text and is passed over.
    """

    def __init__(self) -> None:
        self._text = ""
        self._owners: list[Owner | None] = []
        self._places = array("I")
        self._keys = array("Q")
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._owners) - self.dropped

    def add(self, forms: Iterable[Held[Owner]]) -> range:
        """Hold more forms; give their numbers."""
        before, at = len(self._owners), len(self._text)
        texts: list[str] = []
        new: list[tuple[int, int]] = []
        for parts, owner, first, later in forms:
            key = first << WEIGHT_BITS | len(self._owners)
            for part in parts:
                new.append((at, key))
                at += len(part)
                key = later << WEIGHT_BITS | LATER | len(self._owners)
            texts.append("".join(parts) + END)
            at += len(END)
            self._owners.append(owner)
        self._text += "".join(texts)
        self._sort_in(new)
        return range(before, len(self._owners))

    def drop(self, numbers: Iterable[int]) -> None:
        """Let go of some forms by their numbers."""
        for number in numbers:
            self._owners[number] = None
            self.dropped += 1

    def find(self, letters: str) -> Iterator[tuple[Owner, int, bool, bool]]:
        """Give the parts that begin with some letters: whose, its weight, whether it is the first of its form, and whether the form ends there.

        Those whose form ends there come first, the others in order of weight; a form may come more than once. More than
        60 letters find nothing.
        """
        first, ends, last = self._between(letters)
        for is_end, keys in ((True, self._keys[first:ends]), (False, lightest_first(self._keys[ends:last]))):
            for key in keys:
                owner = self._owners[key & NUMBER]
                if owner is not None:
                    yield owner, key >> WEIGHT_BITS, not key & LATER, is_end

    def _between(self, letters: str) -> tuple[int, int, int]:
        """Give where the places with some letters begin, where those begin after which the form goes on, and where all end."""
        size, text, places = len(letters), self._text, self._places
        if not 0 < size <= LONGEST:
            return 0, 0, 0
        first = bisect_left(places, letters, key=lambda place: text[place : place + size])
        last = bisect_right(places, letters, lo=first, key=lambda place: text[place : place + size])
        ends = first
        while ends < last and text[places[ends] + size] == END:
            ends += 1
        return first, ends, last

    def _sort_in(self, new: list[tuple[int, int]]) -> None:
        if len(new) > MANY:
            every = sorted([*zip(self._places, self._keys, strict=True), *new], key=lambda pair: self._ahead(pair[0]))
            self._places, self._keys = array("I", (pair[0] for pair in every)), array("Q", (pair[1] for pair in every))
            return
        for place, key in new:
            at = bisect_left(self._places, self._ahead(place), key=self._ahead)
            self._places.insert(at, place)
            self._keys.insert(at, key)

    def _ahead(self, place: int) -> str:
        return self._text[place : place + LONGEST + len(END)]


def lightest_first(keys: Sequence[int]) -> Iterator[int]:
    """Give keys in order; since the first few are enough as a rule, many are put in order only when more are wanted."""
    few = FEW if len(keys) > UNSORTED else 0
    yield from nsmallest(few, keys)
    yield from sorted(keys)[few:]
