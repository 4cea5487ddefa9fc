"""Forms of a name for suggestions: its characters, its words, its pinyin and its initials, each in the parts it may be typed from."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.services.search import readings
from app.services.search.analysis import STOP_WORDS, normal, runs
from app.services.search.documents import BRACKETS

Parts = tuple[str, ...]


class Form(NamedTuple):
    """One form: its parts; the alias it comes from, if it is not the page's name; whether it is only initials."""

    parts: Parts
    alias: str | None
    is_short: bool


def letters_of(text: str) -> str:
    """Give what a visitor typed in the form that is compared: no spaces, marks, tones or capitals, simplified."""
    plain = "".join(text.split())
    if plain.isascii() and plain.isalnum():
        return plain.lower()
    return "".join(word for word, _is_han in runs(normal(text)))


def forms_of(names: Iterable[str], aliases: Iterable[str]) -> list[Form]:
    """Give every form of some names and aliases, none twice; a name with brackets is also known without, and by what is in them."""
    found: dict[Parts, Form] = {}
    for text, alias in (*((name, None) for name in names), *((alias, alias) for alias in aliases)):
        for written in dict.fromkeys((text, BRACKETS.sub(" ", text), *BRACKETS.findall(text))):
            for parts, is_short in parts_of(written):
                if parts:
                    found.setdefault(parts, Form(parts, alias, is_short))
    return list(found.values())


def parts_of(text: str) -> Iterator[tuple[Parts, bool]]:
    """Give the parts of a text as it is written, and where it has Chinese, as it is read and by its initials."""
    cut = list(runs(normal(text)))
    if not any(is_han for _word, is_han in cut):
        yield latin(cut), False
        return
    yield tuple(part for word, is_han in cut for part in (word if is_han else (word,))), False
    for reading in spoken(cut):
        yield reading, False
        yield initials(reading, cut), True


def latin(cut: list[tuple[str, bool]]) -> Parts:
    """Give Latin words, those too common to be begun with joined to the word before them."""
    parts: list[str] = []
    for word, _is_han in cut:
        if parts and word in STOP_WORDS:
            parts[-1] += word
        else:
            parts.append(word)
    return tuple(parts)


def spoken(cut: list[tuple[str, bool]]) -> Iterator[Parts]:
    """Give the readings of a text: the usual one, and one for each other reading of a name in it."""
    every = [readings.syllables(word) if is_han else [(word,)] for word, is_han in cut]
    for turn in range(max(map(len, every))):
        yield tuple(part for ways in every for part in ways[min(turn, len(ways) - 1)])


def initials(reading: Parts, cut: list[tuple[str, bool]]) -> Parts:
    """Give the first letter of each syllable; Latin words stay whole."""
    whole = {word for word, is_han in cut if not is_han}
    return tuple(part if part in whole else part[0] for part in reading)
