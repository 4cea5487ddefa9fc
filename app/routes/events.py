"""Events: the list by date, and the page of one event."""

import re
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, render_template, request

from app import clock, i18n
from app.errors import Refused
from app.extensions import db
from app.i18n import _
from app.models.families import Event
from app.queries import occurrences
from app.queries.facet_sets import SETS, ids_of
from app.queries.occurrences import Dated
from app.queries.pages import linked_cards
from app.routes import answers, lists
from app.security import public
from app.services import dating, structured_data
from app.vocabulary import Family, LinkRole

bp = Blueprint("events", __name__, url_prefix=i18n.PREFIX + "/events")
FAMILIES = (Family.EVENT, Family.SERIES)
FILTERS = ("kind", "neighbourhood", "free", "interest")


@bp.get("")
@public(*FILTERS, "month", "year")
def index() -> str:
    """Events by date: what is on, what is in season, what comes; or those of one month, or a past year's editions."""
    session, moment = db.session(), clock.now()
    sets = SETS.catch_up(session)
    chosen = lists.chosen_filters(FAMILIES, FILTERS)
    month, year = month_asked(), year_asked()
    ids = ids_of(sets.chosen(FAMILIES, chosen)) if chosen else None
    if month:
        found = occurrences.between(
            session, clock.start_of(dating.first_day(month)), clock.next_midnight(clock.start_of(dating.last_day(month))), ids=ids
        )
    elif year:
        first, last = clock.start_of(dating.first_day(year)), clock.next_midnight(clock.start_of(dating.last_day(year)))
        found = [date for date in occurrences.between(session, first, last, ids=ids) if not date.is_expected]
    else:
        found = first_of_each(occurrences.not_over(session, moment, ids=ids))
    answers.until_midnight()
    return render_template(
        "events/index.html",
        groups=grouped(found, moment, by_month=bool(year)) if not month else [(None, found)],
        filters=lists.filters(
            sets, FAMILIES, FILTERS, chosen, "events.index", **({"month": month} if month else {}), **({"year": year} if year else {})
        ),
        chosen=chosen,
        month=month,
        year=year,
        months=months_ahead(),
        years=[value for value in sorted(sets.counts([Family.EVENT], "year", {}), reverse=True) if value <= str(moment.year)],
        is_filtered=bool(chosen or month or year),
    )


def first_of_each(found: Iterable[Dated]) -> list[Dated]:
    """Give every confirmed date, and of the expected windows only the next one of each series."""
    seen: set[int] = set()
    kept = []
    for date in found:
        if not date.is_expected or date.card.id not in seen:
            seen.add(date.card.id)
            kept.append(date)
    return kept


def month_asked() -> str | None:
    """Give the month the address names; raise Refused for one that is none or lies outside 2000–2035."""
    value = request.args.get("month", "")
    if not value:
        return None
    if not re.fullmatch(r"20[0-3]\d-(0[1-9]|1[0-2])", value) or value > "2035-12":
        raise Refused(_("“%(value)s” is no month; write it as 2027-02.", value=value[:40]))
    return value


def year_asked() -> str | None:
    """Give the year the address names; raise Refused for one that is none or lies outside 2000–2035."""
    value = request.args.get("year", "")
    if not value:
        return None
    if not re.fullmatch(r"20[0-3]\d", value) or value > "2035":
        raise Refused(_("“%(value)s” is no year that we have events of.", value=value[:40]))
    return value


def months_ahead() -> list[str]:
    """Give this month and the eleven after it."""
    today = clock.today()
    numbers = [today.year * 12 + today.month - 1 + ahead for ahead in range(12)]
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in numbers]


def grouped(found: Iterable[Dated], moment: Any, *, by_month: bool = False) -> list[tuple[str, list[Dated]]]:
    """Give dates, which come by start, under headings: `on`, `season`, then each month."""

    groups: dict[str, list[Dated]] = {"on": [], "season": []}
    for date in found:
        if date.starts_at > moment or by_month:
            groups.setdefault(date.starts[:7], []).append(date)
        else:
            groups["season" if date.is_expected else "on"].append(date)
    return [(name, dates) for name, dates in groups.items() if dates]


@bp.get("/<slug>")
@public()
def show(slug: str) -> str:
    """One event; a past one says so first."""
    page = answers.find(Event, Family.EVENT, slug, "events.show")
    session, moment = db.session(), clock.now()
    document = page.document
    links = linked_cards(session, page.id)
    dates = occurrences.of_page(session, page.id)
    series = next((link.card for link in links if link.role is LinkRole.SERIES and link.outward), None)
    expected = (
        next((date for date in occurrences.of_page(session, series.id) if date.is_expected and date.ends_at >= moment), None) if series else None
    )
    answers.until_midnight()
    return render_template(
        "events/show.html",
        page=page,
        document=document,
        dates=dates,
        is_over=bool(dates) and all(date.ends_at < moment for date in dates),
        expected=expected,
        series=series,
        venues={link.card.slug: link.card for link in links if link.role is LinkRole.VENUE and link.outward},
        programme=[link.card for link in links if link.role is LinkRole.PARENT and not link.outward],
        data=structured_data.event_node(page, document, dates, series, links),
    )
