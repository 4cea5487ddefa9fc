"""The reference for the search: SQLite FTS5 over the same tokens as our index, with the same facets, as a good hand would write it."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.page import Facet
from app.queries.pages import P
from app.services.search import analysis, following
from app.services.search.parsing import parse

FACETS = ("family", "kind", "neighbourhood", "free")
APART = frozenset({"id", "family", "slug"})
SCHEMA = """
CREATE VIRTUAL TABLE words USING fts5(names, texts, tokenize="unicode61 remove_diacritics 0");
CREATE TABLE page (id INTEGER PRIMARY KEY, family TEXT, kind TEXT, neighbourhood TEXT, free TEXT, card TEXT);
"""
FOUND = "CREATE TEMP TABLE IF NOT EXISTS found (id INTEGER PRIMARY KEY, score REAL)"
ASK = "INSERT INTO found SELECT rowid, bm25(words, 6.0, 1.0) FROM words WHERE words MATCH ?"
SNIPPETS = "SELECT rowid, snippet(words, 1, '<mark>', '</mark>', '…', 24) FROM words WHERE words MATCH ? AND rowid IN ({marks})"


class Answer(NamedTuple):
    """What FTS5 answers: how many pages there are, the first twenty with card and snippet, and the counts of each facet."""

    total: int
    rows: list[Any]
    snippets: list[Any]
    facets: dict[str, dict[str, int]]


def tokens_of(fields: Mapping[str, Any]) -> tuple[str, str]:
    """Give the tokens of a document's names and of its texts, each as one text with spaces between."""
    parts: dict[bool, list[str]] = {True: [], False: []}
    for name, value in fields.items():
        if name not in APART and isinstance(value, str | list):
            parts[name.startswith("text")] += value if isinstance(value, list) else [token for token, _place in analysis.tokens(value)]
    return " ".join(parts[False]), " ".join(parts[True])


def fill(path: Path, session: Session, documents: Iterable[Mapping[str, Any]]) -> None:
    """Write the tokens, facets and cards of every document into a new database."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as base:
        base.executescript(SCHEMA)
        base.executemany("INSERT INTO page VALUES (?, ?, ?, ?, ?, ?)", pages(session))
        base.executemany(
            "INSERT INTO words (rowid, names, texts) VALUES (?, ?, ?)", ((int(fields["id"]), *tokens_of(fields)) for fields in documents)
        )
        base.execute("INSERT INTO words (words) VALUES ('optimize')")
    base.close()


def pages(session: Session) -> Iterator[tuple[Any, ...]]:
    """Give each page with its facets."""
    words: dict[int, dict[str, str]] = {}
    for number, name, value in session.execute(select(Facet.page_id, Facet.name, Facet.value).where(Facet.name.in_(FACETS))):
        words.setdefault(number, {})[name] = value
    for number, family, card in session.execute(select(P.id, P.family, P.card)):
        has = words.get(number, {})
        yield number, family.value, has.get("kind"), has.get("neighbourhood"), has.get("free"), str(card)


def expression(query: str, *, widely: bool) -> str:
    """Give a query as FTS5 writes it, with the tokens that our index is asked for."""
    pieces = [
        piece for term in parse(query).terms for word in term.words for piece in (analysis.pieces(word) if term.is_han else (analysis.stem(word),))
    ]
    return (" OR " if widely else " AND ").join(f'"{piece}"' for piece in dict.fromkeys(pieces))


def search(base: sqlite3.Connection, query: str, filters: Mapping[str, str]) -> Answer:
    """Give the first twenty pages that fit, by BM25, and what each facet would leave; any word will do when no page has all."""
    base.execute(FOUND)
    for widely in (False, True):
        match = expression(query, widely=widely)
        base.execute("DELETE FROM found")
        if match:
            base.execute(ASK, (match,))
        if base.execute("SELECT 1 FROM found LIMIT 1").fetchone():
            break
    joined = "FROM found JOIN page USING (id)"
    where, values = conditions(filters, None)
    total = base.execute(f"SELECT count(*) {joined}{where}", values).fetchone()[0]
    rows = base.execute(f"SELECT id, card, score {joined}{where} ORDER BY score LIMIT 20", values).fetchall()
    facets = {name: counted(base, joined, name, filters) for name in FACETS}
    marks = ",".join("?" * len(rows))
    snippets = base.execute(SNIPPETS.format(marks=marks), (match, *(row[0] for row in rows))).fetchall() if rows else []
    return Answer(total, rows, snippets, facets)


def conditions(filters: Mapping[str, str], but: str | None) -> tuple[str, list[str]]:
    """Give the condition of the filters, one perhaps left out, and its values."""
    names = [name for name in filters if name != but]
    return (" WHERE " + " AND ".join(f"page.{name} = ?" for name in names) if names else ""), [filters[name] for name in names]


def counted(base: sqlite3.Connection, joined: str, name: str, filters: Mapping[str, str]) -> dict[str, int]:
    """Give how many pages each value of a facet would leave with the other filters."""
    where, values = conditions(filters, name)
    rows = base.execute(f"SELECT page.{name}, count(*) {joined}{where} GROUP BY 1", values)
    return {value: count for value, count in rows if value is not None}


def documents(session: Session) -> Iterator[dict[str, Any]]:
    """Give what our index holds of every public page."""
    yield from following.every_document(session)
