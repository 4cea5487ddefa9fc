"""The guide as the strict rules see it: all pages at once, the glossary, and the words that are not used."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, Field

from app.documents.base import Line, Part, Text
from app.documents.event import EventDocument
from app.services.checking import CheckedFile
from app.services.content_files import parse


class Term(NamedTuple):
    """A row of the glossary: what a Chinese word is called in English, by what other forms too, and what it is."""

    zh: str
    en: str
    others: tuple[str, ...]
    kind: str


class Wording(Part):
    """What `content/wording.yaml` says: filler, spellings and wrong names to refuse, names that are exempt or decided."""

    filler_zh: tuple[Line, ...] = ()
    filler_en: tuple[Line, ...] = ()
    spellings: dict[str, Line] = Field(default_factory=dict)
    official_names: tuple[Line, ...] = ()
    wrong_names: dict[str, Line] = Field(default_factory=dict)
    decided_names: dict[str, Line] = Field(default_factory=dict)


@dataclass(frozen=True)
class Guide:
    """All files of the guide and the tables its words are held against."""

    files: tuple[CheckedFile, ...]
    glossary: tuple[Term, ...]
    wording: Wording

    @cached_property
    def pages(self) -> tuple[CheckedFile, ...]:
        """Every page but the editions: one of those says in a line what sets it apart from its series."""
        return tuple(file for file in self.files if not (isinstance(file.document, EventDocument) and file.document.series))


def guide_of(files: Sequence[CheckedFile], root: Path) -> Guide:
    """Give the guide made of some files and of the tables in `root`; a table that is not there is empty."""
    words = root / "wording.yaml"
    wording = Wording.model_validate(parse(words.read_text("utf-8"))) if words.exists() else Wording()
    decided = (Term(zh, en, (), "name") for zh, en in wording.decided_names.items())
    # The longest come first, so that a name is found before its parts.
    glossary = sorted([*decided, *terms(root / "glossary.csv")], key=lambda term: -len(term.zh))
    return Guide(tuple(files), tuple(glossary), wording)


def terms(path: Path) -> Iterator[Term]:
    """Give the rows of a glossary, without the forms that it marks as wrong or old; one that is not there has none."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        others = (form.strip() for form in row["alt_en_and_synonyms"].split(";"))
        yield Term(row["zh"], row["en"], tuple(form for form in others if form and not form.endswith(("(wrong)", "(old)"))), row["type"])


def texts_of(part: BaseModel, path: str = "") -> Iterator[tuple[str, Text]]:
    """Give every text of a document with its path as people count, sources left out."""
    for name in type(part).model_fields:
        if name == "sources":
            continue
        value, where = getattr(part, name), f"{path}.{name}" if path else name
        if isinstance(value, Text):
            yield where, value
        elif isinstance(value, BaseModel):
            yield from texts_of(value, where)
        elif isinstance(value, tuple):
            for number, one in enumerate(value, 1):
                if isinstance(one, Text):
                    yield f"{where}[{number}]", one
                elif isinstance(one, BaseModel):
                    yield from texts_of(one, f"{where}[{number}]")
