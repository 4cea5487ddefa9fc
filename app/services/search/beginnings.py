"""Beginnings: a sorted list of all the places in many names at which somebody may begin to type, searched by halving."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

Owner = TypeVar("Owner")
END = "\n"
LONGEST = 60
MANY = 2_000


class Beginnings(Generic[Owner]):
    """Forms of names in one long text, and the places in it where their parts begin, sorted by what follows there.

    A place is a number, so that a name costs some dozens of bytes. A dropped form stays in the text and is passed over.
    """

    def __init__(self) -> None:
        self._text = ""
        self._starts = array("I")
        self._owners: list[Owner | None] = []
        self._places = array("I")
        self._forms = array("I")
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._owners) - self.dropped

    def add(self, forms: Iterable[tuple[Sequence[str], Owner]]) -> range:
        """Hold more forms, each given as its parts; give their numbers."""
        before, at = len(self._owners), len(self._text)
        texts: list[str] = []
        new: list[tuple[int, int]] = []
        for parts, owner in forms:
            self._starts.append(at)
            for part in parts:
                new.append((at, len(self._owners)))
                at += len(part)
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

    def find(self, letters: str) -> list[tuple[Owner, bool, bool]]:
        """Give whose forms have a part that begins with some letters: whether it is the first part, and whether the form ends with them.

        A form may come more than once; more than 60 letters find nothing.
        """
        size, text = len(letters), self._text
        if not 0 < size <= LONGEST:
            return []
        first = bisect_left(self._places, letters, key=lambda place: text[place : place + size])
        last = bisect_right(self._places, letters, lo=first, key=lambda place: text[place : place + size])
        owners, starts = self._owners, self._starts
        found = zip(self._places[first:last], self._forms[first:last], strict=True)
        return [(owner, place == starts[form], text[place + size] == END) for place, form in found if (owner := owners[form]) is not None]

    def _sort_in(self, new: list[tuple[int, int]]) -> None:
        if len(new) > MANY:
            every = sorted([*zip(self._places, self._forms, strict=True), *new], key=lambda pair: self._ahead(pair[0]))
            self._places, self._forms = array("I", (pair[0] for pair in every)), array("I", (pair[1] for pair in every))
            return
        for place, form in new:
            at = bisect_left(self._places, self._ahead(place), key=self._ahead)
            self._places.insert(at, place)
            self._forms.insert(at, form)

    def _ahead(self, place: int) -> str:
        return self._text[place : place + LONGEST]
