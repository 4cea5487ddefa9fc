"""Asking the index: the terms of a query as whoosh queries, from the whole name down to any word of the text.

Chinese terms ask the Chinese fields, Latin terms the English fields and the pinyin; aliases are asked by both.
"""

from dataclasses import replace
from itertools import islice
from typing import Any

from whoosh import query as q

from app.services.search.analysis import STOP_CHARACTERS, STOP_WORDS, cut, pairs, pieces, small_words, stem
from app.services.search.parsing import MOST_TERMS, Asked, Term

NAMES = {True: ("name_zh", "aka"), False: ("name_en", "aka")}
TEXTS = {True: ("name_zh", "aka", "text_zh"), False: ("name_en", "aka", "text_en")}
WHOLE = (("whole",), ("alias", "reading"))
MOST_ENDINGS = 30
ENDED = ("name_en", "aka", "pinyin")


def exact(asked: Asked) -> list[Any]:
    """Give the queries for a whole name: the name itself, then any other name or reading; all that match are equal."""
    return [q.ConstantScoreQuery(any_of([q.Term(field, key) for field in fields for key in asked.keys])) for fields in WHOLE]


def in_names(asked: Asked) -> Any:
    """Give the query for names that have every term."""
    many = sum(not term.is_han for term in asked.terms) > 1
    return all_of([term_in(term, NAMES[term.is_han], syllables=many) for term in asked.terms])


def begun_in_names(asked: Asked, reader: Any) -> Any:
    """Give the query for names that have every term, the last one perhaps only begun."""
    return all_of([any_of([term_in(term, NAMES[term.is_han]), *endings(term, reader)]) for term in asked.terms])


def anywhere(asked: Asked, reader: Any) -> list[Any]:
    """Give, for each term, the query for pages that have it anywhere."""
    return [any_of([better(term_in(term, TEXTS[term.is_han]), term), *endings(term, reader)]) for term in asked.terms]


def loosened(asked: Asked) -> Asked:
    """Give a query whose Chinese runs are taken apart into words, for when nothing has all that was asked for."""
    terms: list[Term] = []
    for term in asked.terms:
        words = [word for word in cut(term.words[0]) if word not in STOP_CHARACTERS] if term.is_han else []
        terms += [Term((word,), True) for word in words] or [term]
    return replace(asked, terms=tuple(dict.fromkeys(terms))[:MOST_TERMS])


def term_in(term: Term, fields: tuple[str, ...], *, syllables: bool = True) -> Any:
    """Give the query for one term in some fields."""
    if term.is_phrase:
        return any_of([phrase_in(term, field) for field in fields])
    if term.is_han:
        return all_of([any_of([q.Term(field, piece) for field in fields]) for piece in pieces(term.words[0])])
    word = term.words[0]
    if any(character.isdigit() for character in word):
        fields = (*fields, *(field.replace("_en", "_zh") for field in fields if field.endswith("_en")))
    spoken = ("pinyin", "syllables") if syllables else ("pinyin",)
    return any_of([*(q.Term(field, stem(word)) for field in fields), *(q.Term(field, word) for field in spoken)])


def phrase_in(term: Term, field: str) -> Any:
    """Give the query for neighbouring words in one field; words too common to be indexed leave a gap."""
    words = pairs(term.words[0]) if term.is_han else [stem(word) for word in term.words if word not in STOP_WORDS]
    if len(words) < 2:
        return any_of([q.Term(field, word) for word in words])
    return q.Phrase(field, words, slop=1 + (0 if term.is_han else len(term.words) - len(words)))


def endings(term: Term, reader: Any) -> list[Any]:
    """Give queries for the names that begin with an open term, a bounded number of them."""
    if not term.is_open:
        return []
    word = term.words[0]
    found = ((field, text.decode("utf-8")) for field in ENDED for text in islice(reader.expand_prefix(field, word), MOST_ENDINGS))
    return [q.Term(field, text, boost=0.3) for field, text in found if text != word]


def better(query: Any, term: Term) -> Any:
    """Give a query that prefers pages with the longer words of a Chinese term as they stand."""
    words = [word for word in small_words(term.words[0]) if len(word) > 2] if term.is_han else []
    return q.AndMaybe(query, any_of([q.Term("text_zh", word) for word in words])) if words else query


def any_of(queries: list[Any]) -> Any:
    """Give the query for any of some queries; none of them finds nothing."""
    return q.Or(queries) if queries else q.NullQuery


def all_of(queries: list[Any]) -> Any:
    """Give the query for all of some queries; none of them finds nothing."""
    return q.And(queries) if queries else q.NullQuery
