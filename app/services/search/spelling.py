"""Spelling: the words and the whole names of the index that are near to what was typed.

Words that may be near share pairs of letters; which words have a pair is a set, so that most are never looked at.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nsmallest
from itertools import islice, takewhile
from typing import NamedTuple

from app.services.search.distances import SOUND, distance, letters_of, most_for, sound_of
from app.services.search.page_sets import at_least, pages_of, set_of
from app.services.search.postings import Postings, Segment
from app.services.search.synonyms import Table, table

# Fields whose words may have been meant, those of names first; and whole names, written together.
WORDS = (("names", 0), ("aka", 0), ("pinyin", 0), ("about", 1), ("text", 2))
KEYS = (("reading", 0), ("whole", 0), ("alias", 0), ("short", 1))
SPOKEN = frozenset({"pinyin", "reading"})
LONGEST_WORD, LONGEST_KEY = 24, 80
MOST_HELD = 120_000
TEXT, SHORT = 2, 5
SHORTEST_PART = 3
MOST_WORDS = 4


class Near(NamedTuple):
    """A word that is near: how far, how it ranks among words as near, whether it begins otherwise, and the word."""

    far: float
    rank: int
    is_other_letter: bool
    word: str


class Lexicon:
    """Some words, each with its rank, and which of them have which pairs of letters and which sound."""

    def __init__(self, ranked: Iterable[tuple[str, int, bool]], longest: int) -> None:
        """Hold words with their ranks; the third value says whether a word is pinyin, and known by its sound as well."""
        ranks: dict[str, tuple[int, bool]] = {}
        for word, rank, is_spoken in ranked:
            if len(word) <= longest and word.isascii() and word.isalnum() and len(ranks) < MOST_HELD:
                ranks[word] = min(ranks.get(word, (rank, is_spoken)), (rank, is_spoken))
        self._words = list(ranks)
        self._ranks = [rank for rank, _ in ranks.values()]
        self._letters = [letters_of(word) for word in self._words]
        owners: dict[str, list[int]] = {}
        self._sounds: dict[str, list[int]] = {}
        for number, (word, (_rank, is_spoken)) in enumerate(ranks.items()):
            for pair in pairs_of(word):
                owners.setdefault(pair, []).append(number)
            if is_spoken:
                self._sounds.setdefault(sound_of(word), []).append(number)
        self._pairs = {pair: set_of(numbers) for pair, numbers in owners.items()}

    def near(self, word: str, reach: int) -> Iterator[Near]:
        """Give the words at most so many errors from a word, or that sound like it."""
        alike = self._sounds.get(sound_of(word), [])
        yield from (Near(SOUND, self._ranks[number], False, self._words[number]) for number in alike)
        if not reach:
            return
        pairs, letters = pairs_of(word), letters_of(word)
        found = at_least([self._pairs.get(pair, 0) for pair in pairs], max(2, len(pairs) - 2 * reach - 1))
        for number in pages_of(found):
            other = self._words[number]
            if abs(len(other) - len(word)) <= reach and (self._letters[number] ^ letters).bit_count() <= 2 * reach:
                far = distance(word, other, reach)
                if far <= reach:
                    yield Near(far, self._ranks[number], other[:1] != word[:1], other)


def pairs_of(word: str) -> list[str]:
    """Give the pairs of neighbouring letters of a word, its edges among them."""
    edged = f" {word} "
    return list(dict.fromkeys(edged[place : place + 2] for place in range(len(edged) - 1)))


class Speller:
    """The words and whole names of one state of the index; read when first needed, and for each segment once."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def knows(self, word: str) -> bool:
        """Whether a word stands in a name or a text, or means something."""
        return any(self._postings.get(field, word).pages for field, _rank in WORDS) or table().get(word) is not None

    def near(self, word: str, *, whole: bool = False, most: int | None = None, count: int = MOST_WORDS) -> list[tuple[float, str]]:
        """Give the words, or the whole names, that are near a word, nearest first, each with its distance."""
        reach = most_for(word) if most is None else most
        if len(word) > (LONGEST_KEY if whole else LONGEST_WORD):
            return []
        held = [lexicon_of(segment, whole=whole) for segment in self._postings.segments]
        found = {
            near for lexicon in (*held, *([] if whole else [table_lexicon(table())])) for near in lexicon.near(word, reach) if is_near(near, word)
        }
        best = nsmallest(count * 2, found)
        return list({near.word: (near.far, near.word) for near in reversed(best)}.values())[::-1][:count]


def is_near(near: Near, word: str) -> bool:
    """Whether a word is near enough: one that stands only in texts must be nearer, and a short word is not put right to it.

    Hardly anybody mistypes the first letter of a short word: vegan is not began.
    """
    if len(word) <= SHORT:
        return near.rank < TEXT and not near.is_other_letter
    return near.rank < TEXT or near.far <= 1


def lexicon_of(segment: Segment, *, whole: bool) -> Lexicon:
    """Give the words or the whole names of a segment, read once."""
    if whole not in segment.lexicons:
        fields = KEYS if whole else WORDS
        ranked = ((word, rank, field in SPOKEN) for field, rank in fields for word in takewhile(is_latin, segment.words(field)))
        segment.lexicons[whole] = Lexicon(ranked, LONGEST_KEY if whole else LONGEST_WORD)
    found: Lexicon = segment.lexicons[whole]
    return found


def is_latin(word: str) -> bool:
    """Whether a word of the index begins with a Latin letter or a digit; they come first, so that Chinese words need not be read."""
    return word < "\x80"


@lru_cache(maxsize=2)
def table_lexicon(known: Table) -> Lexicon:
    """Give the words of the tables; those that say nothing to search by are the last that are meant."""
    forms = known.entries.items()
    return Lexicon(((word, TEXT if entry.is_noise else 1, False) for form, entry in forms for word in form.split()), LONGEST_WORD)


def parts_of(speller: Speller, word: str) -> Iterator[str]:
    """Give a word parted into two or three that are known."""
    if len(word) > LONGEST_WORD * 2:
        return
    for at in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        first, second = word[:at], word[at:]
        if not speller.knows(first):
            continue
        if speller.knows(second):
            yield f"{first} {second}"
        elif len(second) >= SHORTEST_PART * 2:
            yield from (f"{first} {rest}" for rest in islice(parts_of(speller, second), 1) if rest.count(" ") == 1)
