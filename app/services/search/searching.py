"""Search: what a visitor typed, what was found, in the order in which it helps."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.page import Page
from app.queries.pages import CARD_COLUMNS, Card, is_public
from app.services.search import asking, fallback
from app.services.search.documents import WEIGHTS
from app.services.search.index import SearchIndex, Unavailable, the_index
from app.services.search.parsing import Asked, parse
from app.services.search.reading import Opened
from app.services.search.snippets import Piece, as_html, snippet
from app.vocabulary import Family

FURTHEST = 1_000
Found = tuple[int, Family]


@dataclass(frozen=True)
class Hit:
    """One page that was found: its card, and a piece of its text with the language that is in (`zh` or `en`).

    For traditional characters, convert `pieces` with `as_html(hit.pieces, convert)`, never the finished HTML.
    """

    card: Card
    pieces: tuple[Piece, ...]
    language: str

    @property
    def snippet(self) -> Markup:
        """The piece of text as HTML, the words asked for in `<mark>`."""
        return as_html(self.pieces)


@dataclass(frozen=True)
class Results:
    """What was found: the number of pages, all told and by family, and the hits of the part that was asked for.

    `widened` when no page has all the words and those with any of them are shown; `degraded` when the index could not
    be asked, or does not yet know the newest changes. Degraded results are not to be kept.
    """

    query: str
    total: int = 0
    counts: dict[Family, int] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    widened: bool = False
    degraded: bool = False


class Answer(NamedTuple):
    """What an index or the database answers: the pages wanted, in order, how many there are by family, and how it was got."""

    ids: list[int]
    counts: dict[Family, int]
    widened: bool
    degraded: bool


def search(
    session: Session,
    query: str,
    *,
    language: str,
    family: Family | None = None,
    limit: int = 20,
    offset: int = 0,
    index: SearchIndex | None = None,
) -> Results:
    """Give the public pages that fit a query, whole names first; any text may be asked, at most 1,000 results deep."""
    asked = parse(query)
    if not asked.terms:
        return Results(asked.text)
    offset, limit = min(max(offset, 0), FURTHEST), min(max(limit, 1), 100)
    try:
        with (index or the_index()).searcher(session) as (opened, fresh):
            answer = ask(opened, asked, family, offset + limit)._replace(degraded=not fresh)
    except Unavailable:
        answer = ask_database(session, asked, family)
    total = answer.counts.get(family, 0) if family else sum(answer.counts.values())
    hits = hits_of(session, answer.ids[offset : offset + limit], asked, "en" if language == "en" else "zh")
    return Results(asked.text, total, answer.counts, hits, answer.widened, answer.degraded)


def ask(opened: Opened, asked: Asked, family: Family | None, wanted: int) -> Answer:
    """Ask the index: all terms first, and any term when no page has all of them."""
    reader = opened.searcher.reader()
    exact, names, begun = asking.exact(asked), asking.in_names(asked), asking.begun_in_names(asked, reader)
    rest = asking.all_of(asking.anywhere(asked, reader))
    matching = documents_for(opened, asking.any_of([*exact, rest]))
    loose = asking.loosened(asked)
    widened = not matching and len(loose.terms) > 1
    if widened:
        rest = asking.any_of(asking.anywhere(loose, reader))
        matching = documents_for(opened, rest)
    counts = Counter(opened.families[number] for number in matching)
    allowed = {number for number in matching if family is None or opened.families[number] is family}
    ranked = rank(opened, [*exact, names, begun, rest], allowed, wanted)
    ids = [int(opened.searcher.stored_fields(number)["id"]) for number in ranked]
    return Answer(ids, dict(counts), widened, False)


def documents_for(opened: Opened, query: Any) -> set[int]:
    """Give the document numbers that match a query."""
    return set(opened.searcher.docs_for_query(query.normalize()))


def rank(opened: Opened, steps: list[Any], allowed: set[int], wanted: int) -> list[int]:
    """Give the best documents among those allowed: step by step, in each by score, then what lasts before what passes."""
    ranked: list[int] = []
    left = set(allowed)
    for step in steps:
        if len(ranked) >= wanted or not left:
            break
        found = [(number, score) for score, number in opened.searcher.search(step.normalize(), limit=wanted, filter=left).top_n]
        found.sort(key=lambda pair: (-round(pair[1], 2), -WEIGHTS[opened.families[pair[0]]], pair[0]))
        ranked += [number for number, _score in found]
        left.difference_update(ranked)
    return ranked[:wanted]


def ask_database(session: Session, asked: Asked, family: Family | None) -> Answer:
    """Ask the database when there is no index."""
    found: list[Found] = fallback.find(session, asked)
    counts = Counter(kind for _number, kind in found)
    return Answer([number for number, kind in found if family in {None, kind}], dict(counts), False, True)


def hits_of(session: Session, ids: list[int], asked: Asked, language: str) -> list[Hit]:
    """Give the hits for some pages in their order, in one query through the gate; a page withdrawn meanwhile is left out."""
    rows = session.execute(select(*CARD_COLUMNS, Page.content).where(is_public(), Page.id.in_(ids))) if ids else ()
    found = {row[0]: Hit(Card(*row[:-1]), *snippet(row[-1], asked, language)) for row in rows}
    return [found[number] for number in ids if number in found]
