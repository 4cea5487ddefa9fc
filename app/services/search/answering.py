"""Answering: the pages for a query in their order, from the index, or from the database when there is none."""

from typing import NamedTuple

from app import clock
from app.services.search import correcting, fallback, widening
from app.services.search.analysis import normal, runs
from app.services.search.choosing import Choosing
from app.services.search.matched import Matched, favoured
from app.services.search.matching import Matcher
from app.services.search.meaning import Meaning, understand
from app.services.search.nearest import nearest
from app.services.search.page_sets import pages_of, set_of
from app.services.search.parsing import parse
from app.services.search.ranking import Order, Ranked
from app.services.search.reading import Opened
from app.services.search.sorting import sorted_pages
from app.services.search.widening import Way


class Wanted(NamedTuple):
    """Which part of the results is wanted, in which order and language, beside which chosen filters, and whether with reasons."""

    language: str
    filters: dict[str, str]
    ignore: frozenset[str]
    sort: str
    limit: int
    offset: int
    explain: bool = False

    @property
    def last(self) -> int:
        """How many results are wanted from the first on."""
        return self.offset + self.limit


class Answer(NamedTuple):
    """What was matched, for which query if not the one typed, the pages that are left, those wanted in order, and ways to widen."""

    matched: Matched
    corrected: str | None
    found: int
    ranked: list[Ranked]
    ways: tuple[Way, ...] = ()


def ask(opened: Opened, choosing: Choosing, text: str, wanted: Wanted) -> Answer | None:
    """Ask the index: what was typed, then what may have been meant by it, then the nearest to it; None when nothing is near."""
    matcher = Matcher(opened.postings, choosing, choosing.moment.astimezone(clock.BEIJING).date(), wanted.ignore)
    matched, corrected = matcher.match(text) or matcher.unquoted(text), None
    if matched is None or matched.is_widened or matched.is_only_text:
        better = correcting.corrected(matcher, opened.speller, text, matched) or (None, matched)
        corrected, matched = better if better[1] else correcting.some(matcher, opened.speller, text) or (None, None)
    matched = matched or matcher.some(text) or nearest(matcher, opened.speller, text)
    if matched is None:
        return None
    found = left(choosing, matched, wanted)
    order = order_of(opened, choosing, matched, corrected or text)
    ranked = sorted_pages(choosing, order, matched, found, sort=wanted.sort, language=wanted.language, wanted=wanted.last)
    if wanted.explain:
        ranked = [one._replace(reasons=one.reasons or (order.reasons(one) if one.score else ())) for one in ranked]
    return Answer(matched, corrected, found, ranked, widening.ways(matcher, matched, corrected or text, wanted.filters, found))


def left(choosing: Choosing, matched: Matched, wanted: Wanted) -> int:
    """Give the pages that what was understood and what was chosen leave; what was chosen goes before what was understood."""
    understood = {name: value for name, value in matched.filters.items() if name not in wanted.filters}
    return matched.pages(choosing.all(understood), choosing.all(wanted.filters))


def order_of(opened: Opened, choosing: Choosing, matched: Matched, query: str) -> Order:
    """Give the order for what was matched."""
    minute = int(choosing.moment.timestamp()) // 60
    typed = "".join(word for word, _is_han in runs(normal(query)))
    terms = matched.asked.terms
    return Order(opened.postings, minute, terms, matched.fits, typed, favoured(terms, matched.meaning))


def only_chosen(choosing: Choosing, wanted: Wanted) -> Answer:
    """Give the pages that chosen filters leave when nothing was asked for."""
    matched = Matched(Meaning("", ""), parse(""), (), (), choosing.every())
    found = choosing.all(wanted.filters)
    return Answer(matched, None, found, sorted_pages(choosing, None, matched, found, sort=wanted.sort, language=wanted.language, wanted=wanted.last))


def ask_database(choosing: Choosing, text: str, wanted: Wanted) -> Answer:
    """Ask the database when there is no index; where it has not all the words, what is understood are filters."""
    today = choosing.moment.astimezone(clock.BEIJING).date()
    read, asked = understand(text, today=today, ignore=wanted.ignore), parse(text)
    ids = fallback.find(choosing.session, asked)
    meaning = Meaning(text, text) if ids or not read.understood else read
    if not ids and read.understood and not parse(read.rest).is_idle:
        ids = fallback.find(choosing.session, parse(read.rest))
    matched = Matched(meaning, asked, (), (), set_of(ids) if ids or not read.understood else choosing.every())
    found = left(choosing, matched, wanted)
    return Answer(matched, None, found, [Ranked(page, "database", 0.0, False) for page in ids or pages_of(found) if found >> page & 1])
