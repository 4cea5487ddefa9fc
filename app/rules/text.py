"""Text: slugs, cleaning, hidden characters, counting and excerpts."""

import re
import unicodedata
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST_SLUG = 80
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Controls but tab and line feed, bidirectional marks, overrides and isolates, separators, byte-order mark, lone surrogates.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
CHINESE = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:[’'.,\-][A-Za-z0-9\u00c0-\u024f]+)*")
APOSTROPHES = re.compile("['’‘ʼ]")
BREAKS = {"softbreak": " ", "hardbreak": " "}
ELLIPSIS = "…"
SENTENCE_MARKS = " ,.;:!?，。；：、！？—–-("


def is_slug(text: str) -> bool:
    """Is `text` lowercase ASCII words joined by single hyphens, at most 80 characters?"""
    return len(text) <= LONGEST_SLUG and SLUG.fullmatch(text) is not None


def slug_of(text: str) -> str:
    """Give a slug of the ASCII words in `text`, whole words up to 80 characters; empty when it has none.

    Accents and apostrophes are dropped (Xi'an Café: xian-cafe); Chinese gives nothing, so pass pinyin or English.
    """
    plain_text = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain_text.lower())
    slug = "-".join(words)[: LONGEST_SLUG + 1]
    if len(slug) <= LONGEST_SLUG:
        return slug
    return slug.rpartition("-")[0] or slug[:LONGEST_SLUG]


def clean(text: str) -> str:
    """Give `text` in NFC, with LF line ends, no spaces at line ends and no blank edge."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in normal.split("\n")).strip()


def forbidden_characters(text: str) -> list[str]:
    """Give the characters of `text` that nobody sees but that change it, as U+XXXX, in order.

    These are controls other than tab and line feed, bidirectional marks, line and paragraph separators, the byte-order
    mark and lone surrogates. A carriage return is one of them: clean the text first.
    """
    return [f"U+{ord(found):04X}" for found in FORBIDDEN.findall(text)]


def count_chinese(text: str) -> int:
    """Count the Chinese characters of `text`, without punctuation."""
    return len(CHINESE.findall(text))


def count_words(text: str) -> int:
    """Count the words of Latin script in `text`; time-honoured, don't and 1,000 are one each."""
    return len(WORD.findall(text))


def plain(markdown: str) -> str:
    """Give the words of Markdown as plain text on one line, without link addresses; HTML in it is text like any other."""
    words = " ".join(_words(token) for token in _reader().parse(markdown))
    return re.sub(r"\s+", " ", words).strip()


def excerpt(text: str, limit: int) -> str:
    """Give `text` in at most `limit` characters, cut between words where it can be, the cut shown by an ellipsis.

    Raises ValueError for a limit below 1.
    """
    if limit < 1:
        raise ValueError("an excerpt has at least one character")
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    if _splits_word(text, limit - 1) and space > limit // 2:
        cut = cut[:space]
    return cut.rstrip(SENTENCE_MARKS) + ELLIPSIS


def _splits_word(text: str, position: int) -> bool:
    """Does a cut here part a word of Latin script?"""
    return WORD.fullmatch(text[position - 1 : position + 1] if position else "") is not None


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _words(token: Token) -> str:
    """The words of one token; an image gives its alternative text."""
    if token.children:
        return "".join(_words(child) for child in token.children)
    return BREAKS.get(token.type, token.content)
