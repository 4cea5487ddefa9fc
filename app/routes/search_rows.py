"""Results as rows: names and snippets in the reader's language and script, with the words asked for marked."""

from dataclasses import dataclass

from markupsafe import Markup

from app import i18n
from app.queries.pages import Card
from app.services.search.parsing import Asked as Terms
from app.services.search.parsing import parse
from app.services.search.searching import Hit, Results
from app.services.search.snippets import Piece, as_html, places_of


@dataclass(frozen=True)
class Row:
    """One result: its card, its name with the words asked for marked, its snippet, and the other language that is in, if it is."""

    card: Card
    name: Markup
    snippet: Markup
    other_language: str | None


def rows(found: Results) -> list[Row]:
    """Give the hits as rows in the reader's language and script."""
    terms = parse(found.corrected or found.meaning.rest or found.query)
    return [Row(hit.card, named(hit.card, terms), snippet_of(hit), other_language(hit)) for hit in found.hits]


def named(card: Card, terms: Terms) -> Markup:
    """Give a card's name with the words asked for marked."""
    name = card.card["name"]
    is_missing = i18n.is_missing(name)
    text = name["zh"] if is_missing else i18n.in_language(name, i18n.language().reads)
    html = in_script(marked(text, terms))
    return Markup('<span lang="zh-Hans">{}</span>').format(html) if is_missing else i18n.mark_chinese(html)


def marked(text: str, terms: Terms) -> tuple[Piece, ...]:
    """Give a text in pieces, the words asked for apart."""
    pieces, at = [], 0
    for left, right in places_of(text, terms):
        if at <= left:
            pieces += [Piece(text[at:left], False), Piece(text[left:right], True)]
            at = right
    return tuple(piece for piece in (*pieces, Piece(text[at:], False)) if piece.text)


def in_script(pieces: tuple[Piece, ...]) -> Markup:
    """Give pieces as HTML in the reader's script."""
    return as_html(pieces, i18n.to_traditional if i18n.code() == "zh-hant" else str)


def snippet_of(hit: Hit) -> Markup:
    """Give a hit's snippet in the reader's script; in English, Chinese words inside it are marked."""
    html = in_script(hit.pieces)
    return i18n.mark_chinese(html) if hit.language == "en" else html


def other_language(hit: Hit) -> str | None:
    """Give the language of a hit that is not the reader's."""
    return None if hit.language == i18n.language().reads else hit.language
