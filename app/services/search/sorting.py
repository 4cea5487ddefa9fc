"""Sorting what was found: as it helps, by date, by name, by distance."""

from collections.abc import Iterable

from sqlalchemy import select

from app import clock
from app.models.occurrence import Occurrence
from app.queries.occurrences import OF_A_LINE
from app.queries.pages import P, is_public
from app.services.search.choosing import KEPT, Choosing
from app.services.search.matched import Matched
from app.services.search.page_sets import pages_of, set_of
from app.services.search.periods import FESTIVALS
from app.services.search.ranking import Order, Ranked, Step

O = Occurrence.__table__.c  # noqa: E741  (short like P of the pages)
MOST_LINES = 5_000


def sorted_pages(choosing: Choosing, order: Order | None, matched: Matched, found: int, *, sort: str, language: str, wanted: int) -> list[Ranked]:
    """Give the pages found in the order asked for, at most so many; by distance only where something is to be near."""
    near = matched.nearest_to or matched.meaning.filters.get("near")
    if sort == "name" or (order is None and sort == "relevance"):
        return listed(by_name(choosing, language), found, "name", wanted)
    if sort == "date":
        return listed(by_date(choosing), found, "date", wanted)
    if order is None:
        return listed(by_name(choosing, language), found, "name", wanted)
    if near and (is_all_filters(matched) or matched.nearest_to):
        return by_distance(choosing, order, near, found, wanted, farther=bool(matched.nearest_to))
    if "when" in matched.meaning.filters and is_all_filters(matched):
        return by_turn(choosing, order, matched, found, wanted)
    return order.best(matched.steps, found, wanted)


def by_distance(choosing: Choosing, order: Order, near: str, found: int, wanted: int, *, farther: bool) -> list[Ranked]:
    """Give the pages near a place, the nearest first; what is over comes after all that one can still go to."""
    metres, over = choosing.near(near, farther=farther), order.over
    first = listed(metres, found & ~over, "distance", wanted)
    rest = [one._replace(is_over=True) for one in listed(metres, found & over, "distance", wanted - len(first))]
    return [one._replace(reasons=(f"{metres[one.page]} m away",) if one.page in metres else ()) for one in (*first, *rest)]


def by_turn(choosing: Choosing, order: Order, matched: Matched, found: int, wanted: int) -> list[Ranked]:
    """Give the pages of a period: first what belongs to it, in a festival as it fits the words, then what goes on longer, the soonest first."""
    word = matched.meaning.filters["when"]
    turns = choosing.turns(word)
    own = set_of(page for page, turn in turns.items() if not turn.is_longer)
    steps = (*matched.steps[:2], *((Step("festival", own), Step("named", matched.named)) if word in FESTIVALS else ()))
    first = order.best(steps, found, wanted)
    rest = found & ~set_of(one.page for one in first)
    return [*first, *listed(sorted(turns, key=lambda page: (turns[page], page)), rest, "soonest", wanted - len(first))]


def is_all_filters(matched: Matched) -> bool:
    """Whether a query says nothing but filters."""
    return any(step.name == "filters" for step in matched.steps)


def listed(order: Iterable[int], found: int, name: str, wanted: int) -> list[Ranked]:
    """Give the pages found in a given order; those that are not in it come last, as they were published."""
    left = set(pages_of(found))
    ranked = [page for page in order if page in left]
    ranked += sorted(left.difference(ranked))
    return [Ranked(page, name, 0.0, False) for page in ranked[:wanted]]


def by_name(choosing: Choosing, language: str) -> list[int]:
    """Give every public page by name: by pinyin, or in English by letter."""
    order = P.sort_en if language == "en" else P.sort_zh
    statement = select(P.id).where(is_public()).order_by(order, P.id)
    return KEPT.get(choosing.version, ("by name", language == "en"), lambda: list(choosing.session.scalars(statement)))


def by_date(choosing: Choosing) -> list[int]:
    """Give the pages with dates, those not over by their start, then those that are over, the latest first."""
    now = clock.to_utc(choosing.moment)
    lines = select(O.page_id, O.starts_at, O.ends_at).where(OF_A_LINE)

    def read() -> list[int]:
        session = choosing.session
        coming = session.execute(lines.where(O.ends_at >= now).order_by(O.starts_at, O.page_id).limit(MOST_LINES))
        over = session.execute(lines.where(O.ends_at < now).order_by(O.ends_at.desc(), O.page_id).limit(MOST_LINES))
        return list(dict.fromkeys([*(row[0] for row in coming), *(row[0] for row in over)]))

    return KEPT.get(choosing.version, ("by date", now.replace(minute=0, second=0, microsecond=0)), read)
