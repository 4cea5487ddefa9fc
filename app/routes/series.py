"""Series: the list of branded events, and the page of one with all its editions."""

from collections.abc import Iterable
from datetime import datetime

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response as Redirect

from app import clock, i18n
from app.extensions import db
from app.models.families import Series
from app.queries import occurrences
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import Card, linked_cards, list_cards
from app.routes import answers, lists, news
from app.routes.addresses import page_url
from app.rules.lunar import lunar_label
from app.security import public
from app.services import structured_data
from app.services.agenda import changes_of
from app.vocabulary import Family, LinkRole

bp = Blueprint("series", __name__, url_prefix=i18n.PREFIX + "/series")
Row = tuple[Card, occurrences.Dated | None]
FILTERS = ("kind", "neighbourhood", "interest", "free")


@bp.get("")
@public(*FILTERS)
def index() -> str:
    """Every branded event, with its next edition or when it is next expected."""
    session, moment = db.session(), clock.now()
    sets = SETS.catch_up(session)
    chosen = lists.chosen_filters([Family.SERIES], FILTERS)
    cards = list_cards(session, Family.SERIES, i18n.code(), ids=ids_of(sets.chosen([Family.SERIES], chosen)))
    found = occurrences.not_over(session, moment, ids=news.with_editions(session, [card.id for card in cards]))
    coming: dict[str, occurrences.Dated] = {}
    for date in found:
        coming.setdefault(date.card.card.get("series") or date.card.slug, date)
    answers.until(changes_of(found, moment))
    answers.until_midnight()
    return render_template(
        "series/index.html", cards=cards, coming=coming, filters=lists.filters(sets, [Family.SERIES], FILTERS, chosen, "series.index"), chosen=chosen
    )


@bp.get("/<slug>")
@public()
def show(slug: str) -> str:
    """One branded event: when it is next, what it is, and every edition on record."""
    page = answers.find(Series, Family.SERIES, slug, "series.show")
    session, moment = db.session(), clock.now()
    rows = occurrences.of_series(session, page.id)
    expected = next((date for card, date in rows if card.id == page.id and date and date.ends_at > moment), None)
    current, past = editions_of(rows, page.id, moment)
    links = linked_cards(session, page.id)
    answers.until(changes_of((date for _card, date in rows if date), moment))
    answers.until_midnight()
    return render_template(
        "series/show.html",
        page=page,
        document=page.document,
        expected=expected,
        lunar={lang: lunar_label(expected.starts_at.date(), lang) for lang in ("zh", "en")} if expected and expected.precision == "day" else None,
        current=current,
        past=past,
        venues={link.card.slug: link.card for link in links if link.role is LinkRole.VENUE and link.outward},
        stories=[link.card for link in links if link.role is LinkRole.SUBJECT and not link.outward],
        data=structured_data.series_node(page, page.document, current, links),
    )


def editions_of(rows: Iterable[Row], series_id: int, moment: datetime) -> tuple[list[Row], list[Row]]:
    """Give the editions that are on or to come, with their next line, and those that are over or undated, newest first."""
    lines: dict[int, tuple[Card, list[occurrences.Dated]]] = {}
    for card, date in rows:
        if card.id != series_id:
            lines.setdefault(card.id, (card, []))[1].extend([date] if date else [])
    current: list[Row] = []
    past: list[Row] = []
    for card, dates in lines.values():
        ahead = next((date for date in dates if date.ends_at > moment), None)
        if ahead:
            current.append((card, ahead))
        else:
            past.append((card, whole(dates)))
    return current, sorted(past, key=lambda row: (-(row[0].card.get("year") or 0), row[0].slug))


def whole(dates: list[occurrences.Dated]) -> occurrences.Dated | None:
    """Give the first line of an edition that is over, from its first day to its last."""
    if not dates:
        return None
    last = max(dates, key=lambda date: date.ends_at)
    end = last.ends or last.starts
    return dates[0]._replace(ends=end if end != dates[0].starts else None) if len(dates) > 1 else dates[0]


@bp.get("/<slug>/current")
@public(kept=False)
def current(slug: str) -> Redirect:
    """Lead to the running edition, else to the next confirmed one, else to the series: never a 404 for a series there is."""
    page = answers.find(Series, Family.SERIES, slug, "series.current")
    moment = clock.now()
    rows = occurrences.of_series(db.session(), page.id)
    held = next((card for card, date in rows if date and date.is_held and date.ends_at > moment and card.id != page.id), None)
    target = page_url(Family.EVENT, held.slug) if held else page_url(Family.SERIES, page.slug)
    return redirect(target, 302)
