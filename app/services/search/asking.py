"""Asking the index: which pages have a term in their names, which perhaps begun, and which anywhere, and how strongly."""

from collections.abc import Callable, Iterable
from functools import reduce
from math import log
from operator import and_, or_
from typing import NamedTuple

from whoosh import query as q

from app.services.search.analysis import STOP_WORDS, pairs, pieces, small_words, stem
from app.services.search.parsing import Asked, Term
from app.services.search.postings import Posted, Postings

NAMES = (("names", 6.0), ("aka", 4.0))
TEXTS = (("about", 2.5), ("text", 1.0))
SPOKEN = (("pinyin", 4.0),)
APART = (("pinyin", 4.0), ("syllables", 1.5))
ENDED = (("names", 3.0), ("aka", 2.0), ("pinyin", 2.0))
ENDED_TEXT = (("about", 1.0), ("text", 0.4))
WHOLE, ALIAS, SHORT = ("whole",), ("alias", "reading"), ("short",)
MOST_ENDINGS = 12
LONGEST_SPAN = 4
LONGEST_SYLLABLE = 6
OTHER_WAY = 0.7


class Strength(NamedTuple):
    """What one word of one field adds to a page: a factor, and how strongly each page has it."""

    factor: float
    strengths: dict[int, float]


class Fit(NamedTuple):
    """How a term fits: the pages with it in a name, with it in a name in other words or only begun, and with it anywhere."""

    name: int
    begun: int
    text: int
    strengths: tuple[Strength, ...] = ()
    others: tuple["Fit", ...] = ()

    def score(self, page: int) -> float:
        """Give how strongly a page has the term; another way to say it counts a little less."""
        own = sum(factor * strengths.get(page, 0.0) for factor, strengths in self.strengths)
        return max((own, *(OTHER_WAY * other.score(page) for other in self.others)))


Verify = Callable[[int, Term], int]
NO_FIT = Fit(0, 0, 0)


def whole(postings: Postings, keys: Iterable[str]) -> tuple[int, int, int]:
    """Give the pages whose name is one of some keys, those with it as another name or reading, those it is the short name of."""
    sets = [[postings.pages_with(fields, key) for key in keys] for fields in (WHOLE, ALIAS, SHORT)]
    name, alias, short = (reduce(or_, found, 0) for found in sets)
    return name, alias, short


def fits(postings: Postings, asked: Asked, verify: Verify) -> list[Fit]:
    """Give how each term fits; syllables in a row that the index knows as one word are one term; `verify` finds phrases in texts."""
    terms, sizes, at = asked.terms, list[int](), 0
    while at < len(terms):
        sizes.append(spoken_span(postings, terms, at))
        at += sizes[-1]
    is_spoken, found, at = max(sizes, default=0) > 1, list[Fit](), 0
    for size in sizes:
        if terms[at].is_phrase:
            found.append(fit_phrase(postings, terms[at], verify))
        else:
            found.append(fit_spoken(postings, terms[at : at + size]) if size > 1 else fit(postings, terms[at], apart=is_spoken))
        at += size
    return found


def spoken_span(postings: Postings, terms: tuple[Term, ...], start: int) -> int:
    """Give how many Latin terms from one on are the syllables of a word that the index knows, at most four."""
    end = start
    while end < len(terms) and end - start < LONGEST_SPAN and is_syllable(terms[end]):
        end += 1
    for size in range(end - start, 1, -1):
        if postings.get("pinyin", "".join(term.words[0] for term in terms[start : start + size])).pages:
            return size
    return 1


def is_syllable(term: Term) -> bool:
    """Whether a term may be one syllable of pinyin."""
    word = term.words[0]
    return not term.is_han and not term.is_phrase and len(term.words) == 1 and len(word) <= LONGEST_SYLLABLE and word.isascii() and word.isalpha()


def fit_spoken(postings: Postings, terms: tuple[Term, ...]) -> Fit:
    """Give how syllables in a row fit: as one word of pinyin, or all of them as words."""
    joined = fit_word(postings, "".join(term.words[0] for term in terms), SPOKEN, ())
    parts = all_of([fit(postings, term, apart=False) for term in terms])
    return Fit(joined.name | parts.name, joined.begun | parts.begun, joined.text | parts.text, joined.strengths, (parts,))


def fit(postings: Postings, term: Term, *, apart: bool = False) -> Fit:
    """Give how one term fits, by itself or said in another way; `apart` when it may be one syllable of several."""
    own = fit_itself(postings, term, apart=apart)
    others = tuple(all_of([fit_itself(postings, part) for part in way]) for way in term.others)
    begun = reduce(or_, (other.name for other in others), own.begun)
    text = reduce(or_, (other.text for other in others), own.text)
    return own._replace(begun=begun, text=text | begun, others=tuple(other for other in others if other.text))


def fit_itself(postings: Postings, term: Term, *, apart: bool = False) -> Fit:
    """Give how one term fits as it was typed."""
    if term.is_han:
        found = every(fit_word(postings, piece, NAMES, TEXTS) for piece in pieces(term.words[0]))
        return all_of(found, longer=longer(postings, term)) if found else NO_FIT
    words = [word for word in term.words if word not in STOP_WORDS] or term.words
    found = every(fit_latin(postings, word, apart=apart) for word in words)
    if not found and not term.is_open:
        return NO_FIT
    fitting = all_of(found)
    return ended(postings, term, fitting) if term.is_open else fitting


def every(found: Iterable[Fit]) -> list[Fit]:
    """Give how each of some words fits; nothing as soon as one fits nowhere, so that the others need not be read."""
    fits: list[Fit] = []
    for one in found:
        if not one.text:
            return []
        fits.append(one)
    return fits


def fit_latin(postings: Postings, word: str, *, apart: bool) -> Fit:
    """Give how one Latin word fits: as a word by its stem, or as pinyin."""
    spoken = fit_word(postings, word, APART if apart else SPOKEN, ())
    said = fit_word(postings, stem(word), NAMES, TEXTS)
    return Fit(said.name | spoken.name, said.begun | spoken.begun, said.text | spoken.text, (*said.strengths, *spoken.strengths))


def fit_word(postings: Postings, word: str, names: Iterable[tuple[str, float]], texts: Iterable[tuple[str, float]]) -> Fit:
    """Give how one word of the index fits in the fields of names and of texts."""
    in_names = [(factor, postings.get(field, word)) for field, factor in names]
    in_texts = [(factor, postings.get(field, word)) for field, factor in texts]
    name = reduce(or_, (posted.pages for _factor, posted in in_names), 0)
    text = reduce(or_, (posted.pages for _factor, posted in in_texts), name)
    rarity = log(1 + postings.count / (text.bit_count() + 0.5))
    return Fit(name, name, text, tuple(Strength(factor * rarity, posted.strengths) for factor, posted in (*in_names, *in_texts) if posted.strengths))


def all_of(found: list[Fit], *, longer: tuple[Strength, ...] = ()) -> Fit:
    """Give how several fit together: where all of them do, with the strengths of each."""
    if len(found) == 1 and not longer:
        return found[0]
    if not found:
        return NO_FIT
    name, begun, text = (reduce(and_, sets) for sets in zip(*((one.name, one.begun, one.text) for one in found), strict=True))
    return Fit(name, begun, text, (*(strength for one in found for strength in one.strengths), *longer))


def longer(postings: Postings, term: Term) -> tuple[Strength, ...]:
    """Give what the longer words of a Chinese term add where they stand as they are."""
    words = [word for word in dict.fromkeys((*small_words(term.words[0]), term.words[0])) if len(word) > 2]
    return tuple(strength for word in words for strength in fit_word(postings, word, NAMES, TEXTS).strengths)


def ended(postings: Postings, term: Term, found: Fit) -> Fit:
    """Give how a term fits that may be the beginning of a word, for a bounded number of such words."""
    word = term.words[0]
    ends = endings(postings, word, ENDED)
    name = reduce(or_, (posted.pages for _factor, posted in ends), 0)
    if not found.text and not name:
        ends = endings(postings, word, ENDED_TEXT)
    text = reduce(or_, (posted.pages for _factor, posted in ends), found.text)
    return Fit(found.name, found.begun | name, text, (*found.strengths, *(Strength(factor, posted.strengths) for factor, posted in ends)))


def endings(postings: Postings, word: str, fields: Iterable[tuple[str, float]]) -> list[tuple[float, Posted]]:
    """Give where words stand that begin with some letters, in each field a bounded number of them."""
    words = ((field, factor, longer_word) for field, factor in fields for longer_word in postings.begun(field, word, MOST_ENDINGS))
    return [(factor, postings.get(field, longer_word)) for field, factor, longer_word in words if longer_word != word]


def fit_phrase(postings: Postings, term: Term, verify: Verify) -> Fit:
    """Give how neighbouring words fit: in names by the places of words, in texts by reading those that have all of the words."""
    words = [word for word in term.words if word not in STOP_WORDS]
    loose = all_of([fit_itself(postings, Term((word,), term.is_han)) for word in words or term.words])
    name = reduce(or_, (postings.matching(phrase_in(term, field)) for field, _factor in NAMES)) & loose.text
    return Fit(name, name, name | verify(loose.text & ~name, term), loose.strengths)


def phrase_in(term: Term, field: str) -> q.Query:
    """Give the whoosh query for neighbouring words in one field."""
    words = pairs(term.words[0]) if term.is_han else [stem(word) for word in term.words if word not in STOP_WORDS]
    if len(words) < 2:
        return q.Or([q.Term(field, word) for word in words])
    return q.Phrase(field, words, slop=1 + (0 if term.is_han else len(term.words) - len(words)))
