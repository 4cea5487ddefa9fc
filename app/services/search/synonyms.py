"""Words that mean the same, words that mean a filter, and words that mean nothing: the editors' table and the glossary.

`content/synonyms.csv` has a column `means` (`same`, `noise`, `where`, or a filter such as `kind=museum`) and a column `words`,
parted by semicolons: `noise` says nothing to search by, `where` says no more than where all of the guide is. Each line of
`content/glossary.csv` is a group of words that mean the same.
"""

import csv
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from flask import Flask, current_app, has_app_context

from app.config import ROOT
from app.services.search.analysis import HAN_ONLY, STOP_WORDS, normal, runs, singular
from app.vocabulary import EventKind, Family, Interest, PlaceKind, Subdistrict, Word

SAME, NOISE, WHERE = "same", "noise", "where"
TABLE = "synonyms.csv"
LOGGER = logging.getLogger(__name__)
NAMES = frozenset({"family", "kind", "interest", "free", "open", "step_free", "when"})
REMARK = re.compile(r"\s*\((?:wrong|old|old name|short)[^)]*\)")
BRACKETS = re.compile(r"\s*[(（]([^)）]*)[)）]")
LONGEST_FORM = 12
MOST_WORDS = 6


@dataclass
class Entry:
    """What one form means: filters, other forms that say the same, or nothing at all."""

    filters: list[tuple[str, str]] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    is_noise: bool = False
    is_where: bool = False


class Form(NamedTuple):
    """A form found in a text: where it begins and ends among the words or characters, and what it means."""

    start: int
    end: int
    entry: Entry


class Table:
    """Every form with what it means; a form is a Chinese run, or Latin words in the singular with spaces between."""

    def __init__(self, rows: Iterable[tuple[str, list[str]]]) -> None:
        self.entries: dict[str, Entry] = {}
        for means, forms in rows:
            self._add(means, forms)

    def _add(self, means: str, forms: list[str]) -> None:
        for form in forms:
            key = key_of(form)
            if not key:
                continue
            entry = self.entries.setdefault(key, Entry())
            entry.is_noise |= means == NOISE
            entry.is_where |= means == WHERE
            if means not in {NOISE, WHERE}:
                entry.same += [other for other in forms if key_of(other) != key and other not in entry.same]
            if "=" in means:
                name, _, value = means.partition("=")
                entry.filters += [(name, value)] if (name, value) not in entry.filters else []

    def get(self, form: str) -> Entry | None:
        """Give what a form means, however it is written."""
        return self.entries.get(key_of(form))

    def in_words(self, words: list[str]) -> Iterator[Form]:
        """Give the forms among Latin words, the longest first at each place, none overlapping."""
        stems = [singular(word) for word in words]
        start = 0
        while start < len(stems):
            sizes = range(min(MOST_WORDS, len(stems) - start), 0, -1)
            found = next(
                (Form(start, start + size, self.entries[key]) for size in sizes if (key := joined(stems, start, size)) in self.entries), None
            )
            if found:
                yield found
            start = found.end if found else start + 1

    def in_run(self, run: str) -> Iterator[Form]:
        """Give the forms in a Chinese run, the longest first at each place, none overlapping."""
        start = 0
        while start < len(run):
            sizes = range(min(LONGEST_FORM, len(run) - start), 0, -1)
            found = next((Form(start, start + size, self.entries[key]) for size in sizes if self._fits(run, key := run[start : start + size])), None)
            if found:
                yield found
            start = found.end if found else start + 1

    def _fits(self, run: str, key: str) -> bool:
        """Whether a piece of a run is a form; a single character is one only where it is all that was typed."""
        return key in self.entries and (len(key) > 1 or key == run)


def joined(stems: list[str], start: int, size: int) -> str:
    """Give some words as the key of a form."""
    return " ".join(stems[start : start + size])


@lru_cache(maxsize=20_000)
def key_of(form: str) -> str:
    """Give the key of a form: a Chinese run as it is, Latin words in the singular."""
    words = [word if is_han else singular(word) for word, is_han in runs(normal(form))]
    return " ".join(words)


def rows_of_vocabulary() -> Iterator[tuple[str, list[str]]]:
    """Give the labels of the vocabulary as words for filters."""
    lists: list[tuple[str, type[Word]]] = [("kind", PlaceKind), ("kind", EventKind), ("interest", Interest), ("family", Family)]
    for name, words in lists:
        for word in words:
            if word not in {Family.PLACE, PlaceKind.STREET, Interest.FREE}:
                yield f"{name}={word.value}", [word.zh, word.en]


def rows_of_table(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Give the lines of the editors' table; what cannot be used is left out and told in the log, so that a slip stops no start."""
    for number, means, forms in numbered(path):
        if is_usable(means, forms):
            yield means, forms
        else:
            LOGGER.warning("%s", fault_at(path, number, means))


def faults_of_table(content: Path) -> list[str]:
    """Give every line of the editors' table that cannot be used, as `file: line: what is wrong`."""
    path = content / TABLE
    lines = numbered(path) if path.is_file() else ()
    return [fault_at(path, number, means) for number, means, forms in lines if not is_usable(means, forms)]


def numbered(path: Path) -> Iterator[tuple[int, str, list[str]]]:
    """Give each line of the editors' table with its number in the file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        for row in rows:
            yield rows.line_num, row.get("means") or "", split(row.get("words") or "")


def is_usable(means: str, forms: list[str]) -> bool:
    """Whether a line says something that the search knows, of at least one word."""
    return bool(forms) and (means in {SAME, NOISE, WHERE} or is_filter(means))


def fault_at(path: Path, number: int, means: str) -> str:
    """Give what is wrong with a line of the editors' table."""
    return f"{path.name}: line {number}: {means!r} must be same, noise, where or a filter such as kind=museum, with words"


def rows_of_glossary(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Give each line of the glossary as words that mean the same; what stands in brackets is a word of its own."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            english = [form for text in (row["en"], *split(row["alt_en_and_synonyms"])) for form in without_brackets(text)]
            yield SAME, list(dict.fromkeys(form for form in (row["zh"], *english, row["pinyin"]) if form))


def without_brackets(text: str) -> list[str]:
    """Give a name without what stands in brackets, and what stands there; a remark on the name is left out."""
    text = REMARK.sub("", text)
    inside = [found.strip() for found in BRACKETS.findall(text) if HAN_ONLY.fullmatch(found) or len(found.split()) == 1]
    return [form for form in (BRACKETS.sub("", text).strip(), *inside) if normal(form).strip() not in STOP_WORDS | {""}]


def is_filter(means: str) -> bool:
    """Whether a line means a filter that the search knows, with a value that exists."""
    name, _, value = means.partition("=")
    known = {"kind": {*PlaceKind, *EventKind}, "interest": set(Interest), "family": set(Family), "neighbourhood": set(Subdistrict)}
    return bool(value) and name in NAMES and value in known.get(name, {value})


def split(words: str) -> list[str]:
    """Give words parted by semicolons."""
    return [word.strip() for word in words.split(";") if word.strip()]


def read(content: Path) -> Table:
    """Give the table of a content folder; a file that is not there adds nothing."""
    rows: list[tuple[str, list[str]]] = []
    for name, read_rows in ((TABLE, rows_of_table), ("glossary.csv", rows_of_glossary)):
        if (content / name).is_file():
            rows += read_rows(content / name)
    return Table([*rows, *rows_of_vocabulary()])


def use(app: Flask, content: Path) -> None:
    """Let an application use the table of a content folder."""
    app.extensions["synonyms"] = read(content)


def table() -> Table:
    """Give the table of the current application; outside of one, that of the repository."""
    if not has_app_context():
        return of_repository()
    found: Table = current_app.extensions["synonyms"]
    return found


@cache
def of_repository() -> Table:
    """Give the table of the repository's content folder."""
    return read(ROOT / "content")
