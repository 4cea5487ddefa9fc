"""Search: one box, plain results; and suggestions while one types."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, render_template

from app import clock, i18n
from app.documents.registry import BY_FOLDER
from app.extensions import db
from app.i18n import _
from app.queries.pages import P, as_cards, public_cards
from app.routes import answers, lists, search_address, search_parts, search_rows
from app.routes.addresses import href
from app.routes.frame import station_name
from app.routes.search_address import Asked
from app.routes.search_words import Sort
from app.routes.suggestions import CACHE_CONTROL, JSON, as_json, wording_of_request
from app.security import public
from app.services.search import asked_for, suggesting
from app.services.search.searching import Results, search

bp = Blueprint("search", __name__, url_prefix=i18n.PREFIX)
PAGE_SIZE, MOST = 20, 100


@bp.get("/search")
@public(*search_address.ARGUMENTS)
def results() -> str:
    """What was found for the words asked and the filters chosen, or the empty box."""
    asked, number = search_address.asked(), lists.page_number()
    if not asked.query and not asked.filters:
        return render_template("search/results.html", asked=asked, found=None, heading=_("Search"), examples=examples())
    size = MOST if asked.sort is Sort.DISTANCE else PAGE_SIZE
    found = look(asked, size, number)
    until(asked, found, number)
    return render_template(
        "search/results.html",
        asked=asked,
        found=found,
        heading=search_parts.said(_("Results for “%(query)s”", query=asked.query)) if asked.query else _("Search"),
        rows=search_rows.rows(found),
        pages=lists.pages(found.total, size, number, "search.results", asked.values) if found.total else None,
        **parts(asked, found),
    )


@bp.get("/search/suggest")
@public("q")
def suggest() -> Response:
    """The names, kinds and interests that begin with what is typed, at most eight; anything else is an empty list."""
    typed = search_address.words_asked()
    found = suggesting.the_names().suggest(typed, db.session)
    return Response(as_json(typed, found, wording_of_request()), mimetype=JSON, headers={"Cache-Control": CACHE_CONTROL})


def look(asked: Asked, size: int, number: int) -> Results:
    """Give the page of results that is asked for."""
    filters = {name: value for name, value in asked.filters.items() if name != "family"}
    return search(
        db.session(),
        asked.query,
        language=i18n.code(),
        moment=clock.now(),
        family=asked.family,
        filters=filters,
        ignore=asked.ignore,
        sort=asked.sort.value,
        limit=size,
        offset=(number - 1) * size,
    )


def until(asked: Asked, found: Results, number: int) -> None:
    """Say how long the results hold; count what nobody found, which is then never kept, so that each time counts."""
    now = clock.now()
    is_of_the_minute = "open" in search_parts.in_force(asked, found)
    answers.until(now.replace(second=0, microsecond=0) + (timedelta(minutes=1) if is_of_the_minute else timedelta(minutes=60 - now.minute)))
    is_missed = found.total == 0 or found.corrected is not None or found.widened
    if found.degraded:
        answers.do_not_keep()
    elif is_missed and not asked.filters and number == 1:
        answers.do_not_keep()
        asked_for.the_counts().note(asked.query, db.engine)


def parts(asked: Asked, found: Results) -> dict[str, Any]:
    """Give what stands round the results: chips, facets, orders, ways to narrow and to widen, and sentences with the visitor's words."""
    names = {ref: name_of(ref) for ref in search_parts.places_named(asked, found)}
    facets = search_parts.facets(asked, found)
    return {
        "chips": search_parts.chips(asked, found, names),
        "clear": Asked(asked.query, ignore=frozenset(item.name for item in found.meaning.understood)).href,
        "families": next((facet for facet in facets if facet.name == "family"), None),
        "facets": [facet for facet in facets if facet.name != "family"],
        "sorts": search_parts.sorts(asked),
        "ways": search_parts.ways(asked, found, names) or ([] if found.total else lists_of_all()),
        "left_out": search_parts.left_out(found, names),
        "corrected": search_parts.said(_("Nothing fits “%(query)s”. Did you mean this?", query=asked.query)),
        "corrected_to": search_parts.said(found.corrected or ""),
        "nothing": _("No page meets all these filters.")
        if asked.filters
        else search_parts.said(_("Nothing was found for “%(query)s”.", query=asked.query)),
    }


def lists_of_all() -> list[tuple[str, str, int]]:
    """Give the lists of the guide, for who found nothing."""
    named = (
        ("places.index", _("All places")),
        ("events.index", _("Events by date")),
        ("trails.index", _("All trails")),
        ("stories.index", _("All stories")),
    )
    return [(href(endpoint), label, 0) for endpoint, label in named]


def examples() -> list[tuple[str, str, int]]:
    """Give examples of what can be asked."""
    words = (_("temple fair"), _("museums in Tianqiao"), _("free this weekend"), _("theatres near Qianmen"), _("bookshops open now"))
    return [(Asked(example).href, example, 0) for example in words]


def name_of(ref: str) -> str:
    """Give the name of a metro station, or of a public page by family/slug, or its slug."""
    folder, _slash, slug = ref.partition("/")
    if folder == "stations":
        return station_name(slug)
    found = as_cards(db.session.execute(public_cards(P.family == BY_FOLDER[folder].family, P.slug == slug)))
    return i18n.in_language(found[0].card["name"]) if found else slug
