"""Correcting: what was probably meant when nothing fits what was typed."""

from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

from app.rules.pinyin import toneless
from app.services.search import asking
from app.services.search.analysis import normal, pairs, runs
from app.services.search.distances import most_for_name, typing_distance
from app.services.search.matched import Matched
from app.services.search.matching import Matcher
from app.services.search.page_sets import at_least, pages_of
from app.services.search.parsing import Asked, Term, is_chinese, parse
from app.services.search.postings import Postings
from app.services.search.readings import shuffled_key
from app.services.search.spelling import Speller, parts_of
from app.services.search.synonyms import table

SHORTEST_KEY, SHORTEST_RUN, LONG_NAME = 4, 3, 4
MOST_GUESSES, MOST_UNKNOWN, MOST_WAYS, MOST_PAGES = 16, 4, 64, 40
REORDERED, PARTED, ALIKE = 0.6, 1.2, 0.5
NEARLY, NOISE = 1.0, 0.5
# What a guess costs by the first step in which it finds anything: a whole name is likelier meant than words of a text.
COSTS = {"whole": 0.0, "alias": 0.0, "other words": 0.1, "short": 0.2, "filters": 0.2, "names": 0.3, "names begun": 0.6}
OTHER_COST = 1.2
IN_NAMES = frozenset({*COSTS} - {"filters"})


class Guess(NamedTuple):
    """What may have been meant: how far it is from what was typed, the query, and whether it is a whole name."""

    cost: float
    query: str
    is_name: bool


def corrected(matcher: Matcher, speller: Speller, query: str, matched: Matched | None) -> tuple[str, Matched] | None:
    """Give the query that was probably meant, with what it matches; None when nothing near it matches better.

    Where pages have all the words, though none in its names, only a whole name is likelier to be meant.
    """
    asked, best, least = parse(query), None, float("inf")
    guesses = sorted(every_guess(matcher.postings, speller, query, asked, only_names=matched is not None and not matched.is_widened))
    if matched is not None and not matched.is_widened:
        guesses = [guess for guess in guesses if guess.cost <= 1 and len(guess.query) >= LONG_NAME]
    for guess in guesses[:MOST_GUESSES]:
        found = matcher.match(guess.query) if guess.cost < least and normal(guess.query) != normal(query) else None
        cost = guess.cost + COSTS.get(found.first_step, OTHER_COST) + found.is_widened if found else least
        if found and cost < least:
            best, least = (guess.query, found), cost
    return best


def some(matcher: Matcher, speller: Speller, query: str) -> tuple[str, Matched] | None:
    """Give a query of which no page has all the words with its unknown words put right, and the pages with some of them.

    Only words that are nearly right are put right: what else the guide does not know may well be meant as it is.
    """
    guesses = sorted(guess for guess in put_right(matcher.postings, speller, query, parse(query)) if 0 < guess.cost <= NEARLY)
    found = matcher.some(guesses[0].query) if guesses else None
    return (guesses[0].query, found) if found else None


def every_guess(postings: Postings, speller: Speller, query: str, asked: Asked, *, only_names: bool) -> Iterator[Guess]:
    """Give what may have been meant: the same syllables in another order, words put right, the nearest whole names."""
    yield from nearest_names(postings, speller, asked)
    if is_chinese(plain := normal(query).replace(" ", "")):
        yield from nearest_chinese(postings, plain)
    if not only_names:
        yield from reordered(postings, asked)
        yield from put_right(postings, speller, query, asked)


def reordered(postings: Postings, asked: Asked) -> Iterator[Guess]:
    """Give the names that have the syllables typed in another order."""
    if any(term.is_han for term in asked.terms):
        return
    for parts in islice(syllables("".join(word for term in asked.terms for word in term.words), postings), 4):
        key = shuffled_key(parts)
        for page in pages_of(postings.get("shuffled", key).pages)[:1]:
            readings = (toneless(name) for name in chinese_names(postings, page))
            yield from (Guess(REORDERED, reading, False) for reading in readings if shuffled_key(reading.split()) == key)


def syllables(letters: str, postings: Postings) -> Iterator[tuple[str, ...]]:
    """Give the ways to part letters into syllables that names have."""
    dead: set[int] = set()

    def from_place(at: int) -> Iterator[tuple[str, ...]]:
        if at == len(letters):
            yield ()
            return
        is_alive = False
        for size in range(min(len(letters) - at, asking.LONGEST_SYLLABLE), 0, -1):
            if at + size not in dead and postings.get("syllables", letters[at : at + size]).pages:
                for rest in from_place(at + size):
                    is_alive = True
                    yield (letters[at : at + size], *rest)
        if not is_alive:
            dead.add(at)

    return from_place(0)


def put_right(postings: Postings, speller: Speller, query: str, asked: Asked) -> Iterator[Guess]:
    """Give the query with its unknown words put right, in every way that is near."""
    unknown = [term for term in asked.terms if table().get(term.text) is None and not asking.fit(postings, term).text][:MOST_UNKNOWN]
    found = [(term, better) for term in unknown if (better := list(better_words(postings, speller, term)))]
    if not found:
        return
    for way in islice(product(*(better for _term, better in found)), MOST_WAYS):
        text = normal(query)
        for (term, _better), (_far, word) in zip(found, way, strict=True):
            text = text.replace(term.text, word, 1)
        yield Guess(sum(far for far, _word in way), text, False)


def better_words(postings: Postings, speller: Speller, term: Term) -> Iterator[tuple[float, str]]:
    """Give what one unknown word may have been: another one, or several written together; a Chinese one by its sound."""
    if term.is_han:
        yield from ((ALIKE, name) for name in alike(postings, speller, term.words[0]))
        return
    yield from ((far + (NOISE if says_nothing(word) else 0.0), word) for far, word in speller.near(term.text))
    yield from ((PARTED, parted) for parted in islice(parts_of(speller, term.text), 2))


def says_nothing(word: str) -> bool:
    """Whether a word is one that a query has but does not search by: seldom the one that was mistyped."""
    entry = table().get(word)
    return entry is not None and entry.is_noise


def alike(postings: Postings, speller: Speller, run: str) -> Iterator[str]:
    """Give the pieces of names that sound like a Chinese run, perhaps to an ear that does not part zh from z."""
    reading = toneless(run).replace(" ", "")
    for sounded in dict.fromkeys((reading, *(word for _far, word in speller.near(reading, most=0)))):
        for page in pages_of(postings.pages_with(("pinyin", "reading"), sounded))[:3]:
            yield from islice(pieces_sounding(postings, page, sounded), 1)


def pieces_sounding(postings: Postings, page: int, reading: str) -> Iterator[str]:
    """Give the pieces of a page's Chinese names that have a reading."""
    for run in chinese_names(postings, page):
        places = ((start, start + size) for size in range(2, len(run) + 1) for start in range(len(run) - size + 1))
        yield from (run[start:end] for start, end in places if toneless(run[start:end]).replace(" ", "") == reading)


def nearest_names(postings: Postings, speller: Speller, asked: Asked) -> Iterator[Guess]:
    """Give the whole Latin names and readings nearest to all that was typed."""
    key = asked.keys[0] if asked.keys else ""
    if key.isascii() and len(key) >= SHORTEST_KEY:
        for far, other in speller.near(key, whole=True, most=most_for_name(key)):
            yield from (Guess(far, name, True) for name in islice(names_of_key(postings, other), 1))


def names_of_key(postings: Postings, key: str) -> Iterator[str]:
    """Give the names that a key is the key of, and the key itself for a reading."""
    for page in pages_of(postings.pages_with(("whole", "alias"), key))[:1]:
        yield from (name for name in written(postings, page) if key in parse(name).keys)
    if postings.pages_with(("reading", "short"), key):
        yield key


def nearest_chinese(postings: Postings, typed: str) -> Iterator[Guess]:
    """Give the Chinese names nearest to all that was typed: one character more, fewer, other or swapped, in long ones two."""
    if len(typed) < SHORTEST_RUN:
        return
    most = 1 if len(typed) < 7 else 2
    pieces = [*pairs(typed), *typed[:1], *typed[-1:]]
    shared = at_least([postings.pages_with(("names", "aka"), piece) for piece in pieces], max(2, len(pieces) // 2))
    for page in pages_of(shared)[:MOST_PAGES]:
        for name in chinese_names(postings, page):
            far = typing_distance(typed, name, most)
            if 0 < far <= most:
                yield Guess(float(far), name, True)


def written(postings: Postings, page: int) -> list[str]:
    """Give the names of a page as they are written."""
    return [name for column in ("name_zh", "name_en", "aka") for name in str(postings.lookup(page, column)).split("\n") if name]


def chinese_names(postings: Postings, page: int) -> list[str]:
    """Give the Chinese runs in the names of a page."""
    return list(dict.fromkeys(run for name in written(postings, page) for run, is_han in runs(normal(name)) if is_han))
