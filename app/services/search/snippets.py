"""Snippets: a piece of a page's text around the first word that was asked for, with those words marked."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from app.rules.text import plain
from app.services.search.analysis import RUNS, STOP_WORDS, cut, normal, stem
from app.services.search.parsing import Asked, Term

WIDTH = 90
BEFORE = 30
ELLIPSIS = "…"
EDGE = " ,.;:!?，。；：、！？—–-"


class Piece(NamedTuple):
    """A stretch of a snippet, and whether it is one of the words asked for."""

    text: str
    is_marked: bool


def snippet(content: dict[str, Any], asked: Asked, language: str) -> tuple[tuple[Piece, ...], str]:
    """Give the pieces of a snippet in `zh` or `en`, and the language it is in: the other one when that text is missing."""
    first = [content.get(name) or {} for name in ("summary", "body")]
    language = language if any(text.get(language) for text in first) else ("en" if language == "zh" else "zh")
    texts = [text[language] for text in first if text.get(language)]
    for text in map(words_in, texts):
        if places := places_of(text, asked):
            return cut_out(text, places), language
    return cut_out(words_in(texts[0]) if texts else "", []), language


@lru_cache(maxsize=1_000)
def words_in(markdown: str) -> str:
    """Give the plain words of a text, remembered: reading Markdown costs more than all else here."""
    return plain(markdown)


def as_html(pieces: tuple[Piece, ...], convert: Callable[[str], str] = str) -> Markup:
    """Give a snippet as HTML, every text escaped; `convert` may change the script of each piece before that."""
    parts = ((escape(convert(piece.text)), piece.is_marked) for piece in pieces)
    return Markup("").join(Markup("<mark>{}</mark>").format(text) if is_marked else text for text, is_marked in parts)


def places_of(text: str, asked: Asked) -> list[tuple[int, int]]:
    """Give where the words asked for stand in a text, in order, none overlapping."""
    latin, begun, han = wanted_in(asked)
    places = [found.span() for found in han.finditer(text)] if han else []
    is_other_script = han is not None and not places
    for run in RUNS.finditer(text) if latin or is_other_script else ():
        if run.group("han") is None:
            word = normal_word(run.group())
            if stem(word) in latin or (begun and word.startswith(begun)):
                places.append(run.span())
        elif han and is_other_script:
            places += [(run.start() + found.start(), run.start() + found.end()) for found in han.finditer(normal_han(run.group()))]
    return sorted(places)


@lru_cache(maxsize=500)
def wanted_in(asked: Asked) -> tuple[frozenset[str], tuple[str, ...], re.Pattern[str] | None]:
    """Give the stems of the Latin words asked for, in other words too, the beginnings, and a pattern of the Chinese words."""
    terms = [*asked.terms, *(part for term in asked.terms for way in term.others for part in way)]
    latin = frozenset(stem(word) for term in terms if not term.is_han for word in term.words if word not in STOP_WORDS)
    return latin, tuple(term.words[0] for term in asked.terms if term.is_open), han_words(terms, asked.terms)


@lru_cache(maxsize=20_000)
def normal_word(word: str) -> str:
    """Give a word in the form that is compared, remembered: texts say the same words again and again."""
    return normal(word)


def han_words(terms: Iterable[Term], asked: Iterable[Term]) -> re.Pattern[str] | None:
    """Give a pattern of the Chinese words asked for, the longest first; of a longer run no single character is one of them."""
    runs, typed = ([term.words[0] for term in some if term.is_han] for some in (terms, asked))
    words = {*runs, *(word for run in typed for word in cut(run) if len(word) > 1)}
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True))) if words else None


def normal_han(run: str) -> str:
    """Give a Chinese run in the form that is compared, unless that would change its length."""
    compared = normal_word(run)
    return compared if len(compared) == len(run) else run


def cut_out(text: str, places: list[tuple[int, int]]) -> tuple[Piece, ...]:
    """Give about ninety characters around the first place, in pieces."""
    start = edge_before(text, places[0][0] - BEFORE) if places and places[0][1] > WIDTH else 0
    end = edge_after(text, start + WIDTH)
    pieces = [Piece(ELLIPSIS, False)] if start else []
    at = start
    for left, right in places:
        if at <= left and right <= end:
            pieces += [Piece(text[at:left], False), Piece(text[left:right], True)]
            at = right
    pieces.append(Piece(text[at:end].rstrip(EDGE) + ELLIPSIS if end < len(text) else text[at:end], False))
    return tuple(piece for piece in pieces if piece.text)


def edge_before(text: str, place: int) -> int:
    """Give the beginning of a word at or a little after a place."""
    space = text.find(" ", max(place, 0), max(place, 0) + 20)
    return space + 1 if space >= 0 else max(place, 0)


def edge_after(text: str, place: int) -> int:
    """Give the end of a word at or a little before a place."""
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - 20, place + 1)
    return space if space >= 0 else place
