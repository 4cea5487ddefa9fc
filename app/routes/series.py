"""Series: the list of branded events, and the page of one with all its editions."""

from flask import Blueprint, render_template

from app import clock, i18n
from app.extensions import db
from app.models.families import Series
from app.queries import occurrences
from app.queries.facet_sets import SETS, ids_of
from app.queries.pages import linked_cards, list_cards
from app.routes import answers, lists
from app.rules.lunar import lunar_label
from app.security import public
from app.services import structured_data
from app.vocabulary import Family, LinkRole

bp = Blueprint("series", __name__, url_prefix=i18n.PREFIX + "/series")
FILTERS = ("kind", "neighbourhood", "interest", "free")


@bp.get("")
@public(*FILTERS)
def index() -> str:
    """Every branded event, with when it is next expected."""
    session, moment = db.session(), clock.now()
    sets = SETS.catch_up(session)
    chosen = lists.chosen_filters([Family.SERIES], FILTERS)
    cards = list_cards(session, Family.SERIES, i18n.code(), ids=ids_of(sets.chosen([Family.SERIES], chosen)))
    coming: dict[int, occurrences.Dated] = {}
    for date in occurrences.not_over(session, moment):
        coming.setdefault(date.card.id, date)
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
    expected = next((date for card, date in rows if card.id == page.id and date and date.ends_at >= moment), None)
    editions = [(card, date) for card, date in rows if card.id != page.id]
    current = [(card, date) for card, date in editions if date and date.ends_at >= moment]
    past = sorted(((card, date) for card, date in editions if not date or date.ends_at < moment), key=lambda row: -(row[0].card.get("year") or 0))
    links = linked_cards(session, page.id)
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
