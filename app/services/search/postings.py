"""Where words stand: for each word of a field the set of its pages, read from whoosh once and remembered.

What is read of a segment of the index is true for ever; only which of its pages are alive changes.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import accumulate, islice
from operator import or_
from typing import Any, NamedTuple

from whoosh.reading import TermNotFound
from whoosh.searching import Searcher

from app.services.search.page_sets import set_of

COMMON = 1_500
MOST_REMEMBERED = 2_000_000
COST_OF_A_WORD = 200
MOST_GATHERED = 5_000
SATURATION = 1.2


class Posted(NamedTuple):
    """The pages that have a word, and how strongly each has it; without strengths where the word is very common."""

    pages: int
    strengths: dict[int, float]


NOWHERE = Posted(0, {})


class Segment:
    """One segment of the index with what was read of it; both outlive the index's states, since segments never change."""

    def __init__(self, leaf: Any) -> None:
        self.leaf = leaf
        self.ids = [int(value) for value in leaf.column_reader("id").load()]
        self.numbers = {page: number for number, page in enumerate(self.ids)}
        self.pages = set_of(self.ids)
        self.lexicons: dict[bool, Any] = {}
        self._columns: dict[str, list[Any]] = {}
        self._kept: OrderedDict[tuple[str, str], Posted] = OrderedDict()
        self._cost = 0

    def alive(self, deleted: Iterable[int]) -> int:
        """Give the pages of the segment whose documents are not among those deleted."""
        return self.pages & ~set_of(self.ids[number] for number in deleted)

    def get(self, field: str, word: str) -> Posted:
        """Give where a word stands, deleted documents among them."""
        key = (field, word)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._read(field, word)
            self._cost += COST_OF_A_WORD + len(found.strengths) + found.pages.bit_length() // 64
            while self._cost > MOST_REMEMBERED:
                _, old = self._kept.popitem(last=False)
                self._cost -= COST_OF_A_WORD + len(old.strengths) + old.pages.bit_length() // 64
        else:
            self._kept.move_to_end(key)
        return found

    def column(self, name: str) -> list[Any]:
        """Give the values of a column, one for each document."""
        if name not in self._columns:
            self._columns[name] = list(self.leaf.column_reader(name).load())
        return self._columns[name]

    def words(self, field: str, beginning: str = "") -> Iterator[str]:
        """Give the words of a field in order, or those that begin with some letters."""
        found = self.leaf.expand_prefix(field, beginning) if beginning else self.leaf.lexicon(field)
        return (word.decode("utf-8") for word in found)

    def matching(self, query: Any) -> Iterable[int]:
        """Give the pages of the documents that match a whoosh query."""
        return (self.ids[number] for number in Searcher(self.leaf).docs_for_query(query.normalize()))

    def _read(self, field: str, word: str) -> Posted:
        # whoosh (2.7.4, pinned) hands out one posting at a time for a microsecond each; its blocks are forty times faster.
        try:
            matcher = self.leaf._terms.matcher(field, word.encode(), self.leaf.schema[field].format)
        except (TermNotFound, KeyError):
            return NOWHERE
        is_common = self.leaf.doc_frequency(field, word) > COMMON
        pages: list[int] = []
        strengths: dict[int, float] = {}
        for numbers, weights in blocks(matcher, with_weights=not is_common):
            owners = [self.ids[number] for number in numbers]
            pages += owners
            if weights is not None:
                strengths.update(zip(owners, (weight / (weight + SATURATION) for weight in weights), strict=True))
        return Posted(set_of(pages), strengths)


def blocks(matcher: Any, *, with_weights: bool) -> Iterator[tuple[Iterable[int], Iterable[float] | None]]:
    """Give the document numbers of a fresh matcher, block by block, with their weights if wanted."""
    if not hasattr(matcher, "_next_block"):
        numbers = list(matcher.all_ids())
        yield numbers, [1.0] * len(numbers) if with_weights else None
        return
    while matcher.is_active():
        matcher._read_data()
        if with_weights:
            matcher._read_weights()
        yield accumulate(matcher._data[0]), matcher._weights if with_weights else None
        matcher._next_block()


class Postings:
    """Where words stand in all segments of one state of the index."""

    def __init__(self, segments: Sequence[tuple[Segment, Iterable[int]]]) -> None:
        """Read segments, each with the numbers of its deleted documents."""
        self.segments = [segment for segment, _deleted in segments]
        self.alive = [segment.alive(deleted) for segment, deleted in segments]
        self.pages = reduce(or_, self.alive, 0)
        self.count = self.pages.bit_count()
        self.over: tuple[int, int, int] | None = None
        self._is_whole = len(self.segments) == 1 and self.alive[0] == self.segments[0].pages
        self._kept: dict[tuple[str, str], Posted] = {}

    def get(self, field: str, word: str) -> Posted:
        """Give where a word stands in a field."""
        if self._is_whole:
            return self.segments[0].get(field, word)
        key = (field, word)
        if key not in self._kept:
            if len(self._kept) > MOST_GATHERED:
                self._kept.clear()
            self._kept[key] = self._gather(field, word)
        return self._kept[key]

    def pages_with(self, fields: Iterable[str], word: str) -> int:
        """Give the pages that have a word in any of some fields."""
        return reduce(or_, (self.get(field, word).pages for field in fields), 0)

    def begun(self, field: str, beginning: str, most: int) -> Iterator[str]:
        """Give words of a field that begin with some letters, at most so many of a segment."""
        return iter(dict.fromkeys(word for segment in self.segments for word in islice(segment.words(field, beginning), most)))

    def lookup(self, page: int, column: str) -> Any:
        """Give a page's value in a column; None for a page that the index does not have."""
        place = self.place(page)
        return place[0].column(column)[place[1]] if place else None

    def place(self, page: int) -> tuple[Segment, int] | None:
        """Give the segment of a page's document and its number there; None for a page that the index does not have."""
        for segment, alive in zip(self.segments, self.alive, strict=True):
            number = segment.numbers.get(page)
            if number is not None and alive >> page & 1:
                return segment, number
        return None

    def number(self, page: int) -> int | None:
        """Give the number of a page's document in the whole index; None for a page that the index does not have."""
        place, first = self.place(page), 0
        for segment in self.segments:
            if place and segment is place[0]:
                return first + place[1]
            first += len(segment.ids)
        return None

    def column(self, name: str) -> Iterator[tuple[int, Any]]:
        """Give every page with its value in a column, older documents of the same page first."""
        for segment in self.segments:
            yield from zip(segment.ids, segment.column(name), strict=True)

    def matching(self, query: Any) -> int:
        """Give the pages that match a whoosh query."""
        return reduce(or_, (set_of(segment.matching(query)) & alive for segment, alive in zip(self.segments, self.alive, strict=True)), 0)

    def _gather(self, field: str, word: str) -> Posted:
        parts = [(segment.get(field, word), alive) for segment, alive in zip(self.segments, self.alive, strict=True)]
        strengths: dict[int, float] = {}
        for posted, _alive in parts:
            strengths.update(posted.strengths)
        return Posted(reduce(or_, (posted.pages & alive for posted, alive in parts), 0), strengths)
