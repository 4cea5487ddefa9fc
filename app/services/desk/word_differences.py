"""Two texts word by word: what stayed, what went, what is new; Chinese by characters, Latin by words."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from app.vocabulary import Word

TOKEN = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:[’'][A-Za-z]+)?|\s+|.", re.DOTALL)
# Matching takes, at worst, as long as the product of both lengths: longer texts are first matched line by line.
MOST_WORK = 3_000_000


class Fate(Word):
    """What became of a piece of text (去留)."""

    SAME = "same", "未变", "unchanged"
    GONE = "gone", "删去", "taken out"
    NEW = "new", "新增", "put in"


class Piece(NamedTuple):
    """A piece of text and what became of it."""

    fate: Fate
    text: str


def word_pieces(before: str, after: str) -> list[Piece]:
    """Give both texts as one row of pieces; without the new ones it reads as before, without the gone ones as after."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) * len(new) <= MOST_WORK:
        return pieces_of(old, new)
    found: list[Piece] = []
    for tag, old_lines, new_lines in blocks(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        old, new = TOKEN.findall("".join(old_lines)), TOKEN.findall("".join(new_lines))
        is_small = tag == "replace" and len(old) * len(new) <= MOST_WORK
        found += pieces_of(old, new) if is_small else whole(tag, "".join(old_lines), "".join(new_lines))
    return joined(found)


def blocks(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, Sequence[str], Sequence[str]]]:
    """Give how one row of tokens becomes the other: equal, replaced, deleted and inserted stretches."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(tag, old[a:b], new[c:d]) for tag, a, b, c, d in matcher.get_opcodes()]


def pieces_of(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    """Give two rows of tokens as pieces."""
    return joined([piece for tag, gone, came in blocks(old, new) for piece in whole(tag, "".join(gone), "".join(came))])


def whole(tag: str, gone: str, came: str) -> list[Piece]:
    """Give one stretch as it is."""
    return [Piece(Fate.SAME, came)] if tag == "equal" else [Piece(Fate.GONE, gone), Piece(Fate.NEW, came)]


def joined(pieces: list[Piece]) -> list[Piece]:
    """Give pieces without empty ones, neighbours of one fate as one."""
    found: list[Piece] = []
    for piece in (one for one in pieces if one.text):
        if found and found[-1].fate is piece.fate:
            found[-1] = Piece(piece.fate, found[-1].text + piece.text)
        else:
            found.append(piece)
    return found
