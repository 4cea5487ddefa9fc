"""Search: what a visitor typed, what was found, in the order in which it helps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.page import Page
from app.queries.pages import CARD_COLUMNS, Card, is_public
from app.services.search import widening
from app.services.search.answering import Answer, Wanted, ask, ask_database, only_chosen
from app.services.search.choosing import Choosing
from app.services.search.index import SearchIndex, Unavailable, the_index
from app.services.search.meaning import Meaning, Understood
from app.services.search.parsing import Asked, parse, tidy
from app.services.search.ranking import Ranked
from app.services.search.snippets import Piece, as_html, snippet
from app.services.search.widening import Way
from app.vocabulary import Family

FURTHEST = 1_000
MOST = 100


@dataclass(frozen=True)
class Hit:
    """One page that was found: its card, a piece of its text with the language that is in (`zh` or `en`), and why it stands there.

    For traditional characters, convert `pieces` with `as_html(hit.pieces, convert)`, never the finished HTML.
    """

    card: Card
    pieces: tuple[Piece, ...]
    language: str
    why: tuple[str, ...] = ()

    @property
    def snippet(self) -> Markup:
        """The piece of text as HTML, the words asked for in `<mark>`."""
        return as_html(self.pieces)


@dataclass(frozen=True)
class Results:
    """What was found: the number of pages, all told and by family, and the hits of the part that was asked for.

    `meaning` is what was understood; `corrected` the query that the results are for when nothing fitted what was typed;
    `widened` when no page has all that was asked for, `given_up` what was understood and left out because nothing fits it,
    `nearest_to` the page that nothing of it is close to; `degraded` when the index could not be asked, or does not yet know
    the newest changes. Degraded results are not to be kept.
    """

    query: str
    total: int = 0
    counts: dict[Family, int] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    widened: bool = False
    degraded: bool = False
    meaning: Meaning = field(default_factory=lambda: Meaning("", ""))
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    corrected: str | None = None
    ways: tuple[Way, ...] = ()
    given_up: tuple[Understood, ...] = ()
    nearest_to: str | None = None


def search(
    session: Session,
    query: str,
    *,
    language: str,
    moment: datetime | None = None,
    family: Family | None = None,
    filters: Mapping[str, str] | None = None,
    ignore: frozenset[str] = frozenset(),
    sort: str = "relevance",
    limit: int = 20,
    offset: int = 0,
    index: SearchIndex | None = None,
    explain: bool = False,
) -> Results:
    """Give the public pages that fit a query and filters, whole names first; any text may be asked, at most 1,000 results deep."""
    chosen = dict(filters or {}) | ({"family": family.value} if family else {})
    wanted = Wanted(language, chosen, ignore, sort, min(max(limit, 1), MOST), min(max(offset, 0), FURTHEST), explain)
    choosing = Choosing(session, moment or clock.now())
    text = tidy(query)
    if not parse(text).terms:
        answer = only_chosen(choosing, wanted) if chosen else None
        return results_of(choosing, text, wanted, answer, degraded=False)
    try:
        with (index or the_index()).searcher(session, choosing.version) as (opened, fresh):
            answer = ask(opened, choosing, text, wanted)
    except Unavailable:
        return results_of(choosing, text, wanted, ask_database(choosing, text, wanted), degraded=True)
    return results_of(choosing, text, wanted, answer, degraded=not fresh)


def results_of(choosing: Choosing, text: str, wanted: Wanted, answer: Answer | None, *, degraded: bool) -> Results:
    """Give what was found as results, with counts, ways to widen and hits."""
    if answer is None:
        return Results(text, degraded=degraded, meaning=Meaning(text, text), ways=widening.anything(choosing) if text else ())
    matched = answer.matched
    facets = widening.counts(choosing, matched, wanted.filters)
    page = answer.ranked[wanted.offset : wanted.offset + wanted.limit]
    return Results(
        text,
        answer.found.bit_count(),
        {Family(name): count for name, count in facets["family"].items()},
        hits_of(choosing.session, page, matched.asked, "en" if wanted.language == "en" else "zh"),
        matched.is_widened,
        degraded,
        matched.meaning,
        facets,
        answer.corrected,
        answer.ways,
        matched.given_up,
        matched.nearest_to,
    )


def hits_of(session: Session, ranked: Iterable[Ranked], asked: Asked, language: str) -> list[Hit]:
    """Give the hits for some pages in their order, in one query through the gate; a page withdrawn meanwhile is left out."""
    order = {one.page: one for one in ranked}
    rows = session.execute(select(*CARD_COLUMNS, Page.content).where(is_public(), Page.id.in_(order))) if order else ()
    found = {row[0]: Hit(Card(*row[:-1]), *snippet(row[-1], asked, language), why=why(order[row[0]])) for row in rows}
    return [found[number] for number in order if number in found]


def why(ranked: Ranked) -> tuple[str, ...]:
    """Give in words why a page stands where it does."""
    return (ranked.step, *(("its dates are over",) if ranked.is_over else ()), *ranked.reasons)
