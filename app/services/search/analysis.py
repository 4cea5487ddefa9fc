"""Words for the index: Chinese in jieba words, pairs and single characters, Latin in stems, all in one plain form."""

import csv
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import rjieba
from opencc import OpenCC
from whoosh.analysis import Analyzer, Token
from whoosh.lang.porter import stem as porter_stem

from app.rules.pinyin import strip_tones
from app.rules.text import APOSTROPHES, FORBIDDEN

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUNS = re.compile(f"(?P<han>[{HAN}]+)|[^\\W_{HAN}]+")
HAN_ONLY = re.compile(f"[{HAN}]+")
HAN_NAME = re.compile(f"[{HAN}]{{2,8}}")
YEAR_ZH = re.compile("(?:一九|二[〇零])[〇零一二三四五六七八九]{2}")
DIGITS_ZH = str.maketrans("〇零一二三四五六七八九", "00123456789")
POSSESSIVE = re.compile(r"['’]s\b")
SIMPLIFIED = OpenCC("t2s")
STOP_WORDS = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or", "that", "the", "to", "with")
)
STOP_CHARACTERS = frozenset("的了在和与及是有到去就也都很吗呢吧啊里上中这那个从被把让着过之或为以对看听逛玩买吃找坐学能想要可")
_jieba = threading.Lock()
_known: set[str] = set()


def normal(text: str) -> str:
    """Give `text` in the form that is compared: NFKC, simplified, lower case, years in digits, without accents, apostrophes and hidden characters."""
    visible = FORBIDDEN.sub(" ", unicodedata.normalize("NFKC", FORBIDDEN.sub(" ", text)))
    folded = YEAR_ZH.sub(lambda year: year.group().translate(DIGITS_ZH), strip_tones(SIMPLIFIED.convert(visible)).casefold())
    return APOSTROPHES.sub("", POSSESSIVE.sub("", folded))


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """Give the words of a normal text, each with whether it is Chinese; a Chinese run is one word."""
    for found in RUNS.finditer(text):
        yield found.group(), found.group("han") is not None


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Give the stem of a Latin word; what has no stem stays."""
    return str(porter_stem(word)) if word.isascii() and word.isalpha() else word


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """Give an English word without the ending of its plural; a stem would make animals and animation one."""
    if not word.isascii() or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word.removesuffix("s")


def learn(words: Iterable[str]) -> None:
    """Teach jieba names of two to eight Chinese characters; each is taught once."""
    with _jieba:
        for word in words:
            if word not in _known and HAN_NAME.fullmatch(word):
                rjieba.add_word(word, None, None)
                _known.add(word)


def learn_glossary(path: Path) -> None:
    """Teach jieba the Chinese words of the glossary; a glossary that is not there teaches nothing."""
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            learn([normal(row["zh"]) for row in csv.DictReader(file) if row.get("zh")])


def small_words(run: str) -> list[str]:
    """Give every word jieba finds in a Chinese run, the words within words too."""
    with _jieba:
        return [str(word) for word in rjieba.cut_for_search(run)]


def cut(run: str) -> list[str]:
    """Give a Chinese run cut into words."""
    with _jieba:
        return [str(word) for word in rjieba.cut(run)]


def pairs(run: str) -> list[str]:
    """Give the two-character pieces of a Chinese run; a single character is its own piece."""
    return [run[start : start + 2] for start in range(len(run) - 1)] or [run]


@lru_cache(maxsize=2_000)
def pieces(run: str) -> tuple[str, ...]:
    """Give the pieces that a text must have to match a Chinese run: the pairs of its words, without particles.

    Single characters in a row count as one word, and a long word is taken apart where smaller words cover it; so what
    jieba happens to know changes little.
    """
    needed: list[str] = []
    for word in joined_singles(cut(run)):
        if len(word) == 1:
            needed += [] if word in STOP_CHARACTERS and len(run) > 1 else [word]
            continue
        for part in parts(word):
            needed += pairs(part)
    return tuple(dict.fromkeys(needed)) or tuple(pairs(run))


def joined_singles(words: list[str]) -> list[str]:
    """Give words with single characters that stand in a row joined; particles stay apart."""
    joined: list[str] = []
    loose = False
    for word in words:
        is_loose = len(word) == 1 and word not in STOP_CHARACTERS
        if is_loose and loose:
            joined[-1] += word
        else:
            joined.append(word)
        loose = is_loose
    return joined


def parts(word: str) -> list[str]:
    """Give the smaller words within a long word when they cover all of it, else the word itself."""
    smaller = [part for part in small_words(word) if 1 < len(part) < len(word)] if len(word) > 3 else []
    covered = {place for part in smaller for place in range(word.find(part), word.find(part) + len(part))}
    return smaller if len(covered) == len(word) else [word]


def tokens(text: str) -> Iterator[tuple[str, int]]:
    """Give every token of a text with its position; phrases are found by neighbouring positions."""
    position = 0
    for word, is_han in runs(normal(text)):
        if is_han:
            yield from han_tokens(word, position)
            position += len(word) + 1
        else:
            if word not in STOP_WORDS:
                yield from ((token, position) for token in dict.fromkeys((word, stem(word))))
            position += 1


def han_tokens(run: str, position: int) -> Iterator[tuple[str, int]]:
    """Give single characters, pairs, and the longer words of a Chinese run."""
    for place, character in enumerate(run):
        yield character, position + place
        if place + 1 < len(run):
            yield run[place : place + 2], position + place
    for word in dict.fromkeys(small_words(run)):
        if len(word) > 2:
            yield word, position + run.find(word)


class Words(Analyzer):  # type: ignore[misc]  # whoosh is untyped
    """The analyser of every text field; whoosh keeps it in the index by its name."""

    def __call__(self, value: str, positions: bool = False, mode: str = "", **_others: Any) -> Iterator[Any]:
        token = Token(positions=positions, mode=mode)
        for text, position in tokens(value):
            token.text, token.boost, token.stopped = text, 1.0, False
            if positions:
                token.pos = position
            yield token


def keys(text: str) -> list[str]:
    """Give the forms in which a whole name is compared: all of its words joined, and the stems of those that count."""
    words = [word for word, _ in runs(normal(text))]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    counting = [stem(word) for word in words if word not in STOP_WORDS]
    return [key for key in dict.fromkeys(("".join(words), "".join(counting))) if key]
