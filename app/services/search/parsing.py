"""Reading what a visitor typed: words and quoted phrases, nothing else; nothing in it is an order to the index."""

import re
from dataclasses import dataclass

from app.services.search.analysis import STOP_WORDS, keys, normal, runs

LONGEST_QUERY = 100
MOST_TERMS = 12
QUOTES = str.maketrans("“”„«»「」『』＂", '""""""""""')
QUOTED = re.compile(r'"([^"]*)"|([^"]+)')
SHORTEST_PREFIX = 3


@dataclass(frozen=True)
class Term:
    """One word or phrase: a Chinese run, or Latin words; `is_open` when it may be the beginning of a word."""

    words: tuple[str, ...]
    is_han: bool
    is_phrase: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class Asked:
    """A query in the form the index is asked: its terms, and the keys by which it may be a whole name."""

    text: str
    terms: tuple[Term, ...]
    keys: tuple[str, ...]


def parse(query: str) -> Asked:
    """Give what a query asks, in at most 100 characters and 12 terms; any text at all can be read."""
    text = " ".join(query[: LONGEST_QUERY * 4].split())[:LONGEST_QUERY]
    terms: list[Term] = []
    for quoted, loose in QUOTED.findall(text.translate(QUOTES)):
        terms += phrase(quoted) if quoted else plain_terms(loose)
    kept = [term for term in dict.fromkeys(terms) if not set(term.words) <= STOP_WORDS] or terms
    return Asked(text, open_last(kept[:MOST_TERMS]), tuple(keys(text)))


def plain_terms(text: str) -> list[Term]:
    """Give each Chinese run and each Latin word as a term."""
    return [Term((word,), is_han) for word, is_han in runs(normal(text))]


def phrase(text: str) -> list[Term]:
    """Give neighbouring Latin words as one term; a Chinese run within quotes is one term as well."""
    terms: list[Term] = []
    for word, is_han in runs(normal(text)):
        if not is_han and terms and not terms[-1].is_han:
            terms[-1] = Term((*terms[-1].words, word), False, is_phrase=True)
        else:
            terms.append(Term((word,), is_han, is_phrase=True))
    return terms


def open_last(terms: list[Term]) -> tuple[Term, ...]:
    """Give the terms, the last one open when it is one Latin word of three letters or more."""
    last = terms[-1] if terms else None
    if last and not last.is_han and not last.is_phrase and len(last.words[0]) >= SHORTEST_PREFIX:
        return (*terms[:-1], Term(last.words, False, is_open=True))
    return tuple(terms)
