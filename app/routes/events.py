"""Events: the list by date, and the page of one event."""

from collections.abc import Iterable
from datetime import datetime

from flask import Blueprint, render_template

from app import clock, i18n
from app.extensions import db
from app.models.families import Event
from app.queries import occurrences
from app.queries.facet_sets import SETS, ids_of
from app.queries.occurrences import Dated
from app.queries.pages import Card, Linked, linked_cards
from app.routes import answers, lists, periods
from app.routes.date_lines import next_date, schedule_lines, whole_of
from app.routes.take_away import add_to_calendar
from app.security import public
from app.services import dating, structured_data
from app.services.agenda import by_end, changes_of, ends_soon
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
    period = periods.period_asked()
    month, year = (period, None) if period and len(period) == 7 else (None, period)
    ids = ids_of(sets.chosen(FAMILIES, chosen)) if chosen else None
    found = dates_asked(period, moment, ids)
    if year:
        found = [date for date in found if not date.is_expected]
    if not period:
        answers.until(changes_of(found, moment))
    answers.until_midnight()
    return render_template(
        "events/index.html",
        groups=grouped(found, moment) if not (month or year) else ([(month, found)] if month else by_month(found, period or "")),
        filters=lists.filters(
            sets, FAMILIES, FILTERS, chosen, "events.index", **({"month": month} if month else {}), **({"year": year} if year else {})
        ),
        chosen=chosen,
        month=month,
        year=year,
        months=months_ahead(),
        years=[value for value in sorted(sets.counts([Family.EVENT], "year", {}), reverse=True) if value <= str(moment.year)],
        taken=chosen | ({"month": month} if month else {}) | ({"year": year} if year else {}),
    )


def dates_asked(period: str | None, moment: datetime, ids: list[int] | None) -> list[Dated]:
    """Give the lines of a month or a year (`2027-02`, `2027`), or all that are not over."""
    if not period:
        return occurrences.not_over(db.session(), moment, ids=ids)
    first, last = clock.start_of(dating.first_day(period)), clock.next_midnight(clock.start_of(dating.last_day(period)))
    return occurrences.lines_between(db.session(), first, last, ids=ids)


def months_ahead() -> list[str]:
    """Give this month and the eleven after it."""
    today = clock.today()
    numbers = [today.year * 12 + today.month - 1 + ahead for ahead in range(12)]
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in numbers]


def grouped(found: Iterable[Dated], moment: datetime) -> list[tuple[str, list[Dated]]]:
    """Give what is not over, which comes by start, under headings: `today`, `last`, `season`, `usual`, then each month."""
    groups: dict[str, list[Dated]] = {"today": [], "last": [], "season": [], "usual": []}
    for date in found:
        groups.setdefault(group_of(date, moment), []).append(date)
    for name in ("last", "season"):
        groups[name].sort(key=by_end)
    return [(name, dates) for name, dates in groups.items() if dates]


def group_of(date: Dated, moment: datetime) -> str:
    """Give the heading that something not over belongs under."""
    if date.is_expected:
        return "usual" if date.starts_at <= moment else date.starts[:7]
    if date.starts_at.date() > moment.date():
        return date.starts[:7]
    if date.precision != "day":
        return f"{moment:%Y-%m}"
    if not date.is_long:
        return "today"
    return "last" if ends_soon(date, moment.date()) else "season"


def by_month(found: Iterable[Dated], year: str) -> list[tuple[str, list[Dated]]]:
    """Give the dates of a year under the month in which each begins; what began before it stands under January."""
    groups: dict[str, list[Dated]] = {}
    for date in found:
        groups.setdefault(max(date.starts[:7], f"{year}-01"), []).append(date)
    return list(groups.items())


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
        next((date for date in occurrences.of_page(session, series.id) if date.is_expected and date.ends_at > moment), None) if series else None
    )
    lines, programme = schedule_lines(dates, moment), programme_of(links, moment)
    answers.until(changes_of([*dates, *(date for _card, date in programme if date)], moment))
    answers.until_midnight()
    return render_template(
        "events/show.html",
        page=page,
        document=document,
        dates=dates,
        lines=lines,
        over=whole_of(dates) if dates and all(date.ends_at <= moment for date in dates) else None,
        expected=expected,
        series=series,
        parent=next((link.card for link in links if link.role is LinkRole.PARENT and link.outward), None),
        venues={link.card.slug: link.card for link in links if link.role is LinkRole.VENUE and link.outward},
        programme=programme,
        to_calendar=add_to_calendar(page, next_date(lines, moment)),
        data=structured_data.event_node(page, document, dates, series, links),
    )


def programme_of(links: Iterable[Linked], moment: datetime) -> list[tuple[Card, Dated | None]]:
    """Give the events that are part of this one, each with its next line or its last, by date."""
    cards = [link.card for link in links if link.role is LinkRole.PARENT and not link.outward]
    dates = occurrences.of_pages(db.session(), [card.id for card in cards])
    found = [(card, next_or_last(dates.get(card.id, []), moment)) for card in cards]
    return sorted(found, key=lambda pair: (pair[1] is None, pair[1].starts_at if pair[1] else moment, pair[0].slug))


def next_or_last(dates: list[Dated], moment: datetime) -> Dated | None:
    """Give the first line that is not over, else the last one."""
    return next((date for date in dates if date.ends_at > moment), dates[-1] if dates else None)
