"""Closeness: how much of a page's names the terms of a query cover."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from app.rules.pinyin import toneless
from app.services.search.analysis import STOP_WORDS, normal, runs, stem
from app.services.search.parsing import Term
from app.services.search.postings import Postings

HAN_LENGTH = 2
ALIAS = 0.95
OTHER_WAY = 0.8
BEGINS = 0.08


class Name(NamedTuple):
    """One name in the form that is compared: its text, its words with their stems, and how long it is."""

    text: str
    stems: frozenset[str]
    length: int
    is_alias: bool


def is_own(postings: Postings, page: int, typed: str) -> bool:
    """Whether what was typed is a page's own name."""
    return any(name.text == typed and not name.is_alias for name in names_of(postings, page))


def names_of(postings: Postings, page: int) -> tuple[Name, ...]:
    """Give the names of a page in the form that is compared."""
    return compared(*(postings.lookup(page, column) for column in ("name_zh", "name_en", "aka")))


@lru_cache(maxsize=20_000)
def letters(name: str) -> str:
    """Give a name in the form that is compared, without spaces and marks."""
    return "".join(word for word, _is_han in runs(normal(name)))


@lru_cache(maxsize=20_000)
def compared(zh: str, en: str, aka: str) -> tuple[Name, ...]:
    """Give names in the form that is compared."""
    written = [(zh, False), (en, False), *((alias, True) for alias in aka.split("\n"))]
    return tuple(name_from(text, is_alias=is_alias) for text, is_alias in written if text)


def name_from(text: str, *, is_alias: bool) -> Name:
    """Give one name in the form that is compared."""
    cut = list(runs(normal(text)))
    length = sum(HAN_LENGTH * len(word) if is_han else len(word) for word, is_han in cut if word not in STOP_WORDS)
    stems = frozenset(form for word, is_han in cut if not is_han for form in (word, stem(word)))
    return Name("".join(word for word, _ in cut), stems, length or 1, is_alias)


def closeness(names: Sequence[Name], terms: Sequence[Term]) -> float:
    """Give how much of a page's closest name the terms cover, 0 to a little over 1."""
    return max((close_to(name, terms) for name in names), default=0.0)


def close_to(name: Name, terms: Sequence[Term]) -> float:
    """Give how much of one name the terms cover; a name that begins with the first of them counts a little more."""
    covered = sum(covering(name, term) for term in terms)
    begins = BEGINS if terms and name.text.startswith("".join(terms[0].words)) else 0.0
    return (min(1.0, covered / name.length) + begins) * (ALIAS if name.is_alias else 1.0)


def covering(name: Name, term: Term) -> float:
    """Give how much of a name one term covers, by itself or said in another way, in its letters."""
    own = covering_itself(name, term)
    if own:
        return own
    return OTHER_WAY * max((sum(covering_itself(name, part) for part in way) for way in term.others), default=0.0)


def covering_itself(name: Name, term: Term) -> float:
    """Give how much of a name one term covers as it was typed."""
    if term.is_han:
        run = term.words[0]
        if run in name.text:
            return HAN_LENGTH * len(run)
        found = {place for start in range(len(run) - 1) if run[start : start + 2] in name.text for place in (start, start + 1)}
        return 0.75 * HAN_LENGTH * len(found)
    return sum(covering_word(name, word, is_open=term.is_open) for word in term.words if word not in STOP_WORDS)


def covering_word(name: Name, word: str, *, is_open: bool) -> float:
    """Give how much of a name one Latin word covers: as a word, as the beginning of one, or in its reading."""
    if word in name.stems or stem(word) in name.stems:
        return len(word)
    if is_open and any(other.startswith(word) for other in name.stems):
        return 0.8 * len(word)
    reading = "" if name.text.isascii() else toneless(name.text).replace(" ", "")
    return 0.9 * name.length * len(word) / len(reading) if word in reading else 0.0
