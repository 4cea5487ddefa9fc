"""The blueprints, one for each public noun, and what every public answer carries for the page cache."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from app.routes import (
    addresses,
    admin,
    almanac,
    answers,
    calendar,
    covers,
    date_words,
    day_parts,
    days,
    embed,
    events,
    feeds,
    frame,
    getting_in,
    getting_there,
    health,
    home,
    interests,
    map,
    map_parts,
    media,
    nearby,
    neighbourhoods,
    now,
    pages,
    place_words,
    places,
    reports,
    rows,
    search,
    series,
    sitemap,
    stories,
    take_away,
    trail_files,
    trail_words,
    trails,
)

BLUEPRINTS = (
    home,
    now,
    days,
    events,
    series,
    calendar,
    almanac,
    feeds,
    places,
    trails,
    trail_files,
    stories,
    neighbourhoods,
    interests,
    map,
    embed,
    nearby,
    getting_there,
    search,
    pages,
    reports,
    covers,
    media,
    sitemap,
    health,
)
CARE = "care"


def init_app(app: Flask) -> None:
    """Register every blueprint on an application."""
    for module in BLUEPRINTS:
        app.register_blueprint(module.bp)
    addresses.init_app(app)
    frame.init_app(app)
    rows.init_app(app)
    place_words.init_app(app)
    getting_in.init_app(app)
    getting_there.init_app(app)
    nearby.init_app(app)
    map_parts.init_app(app)
    date_words.init_app(app)
    day_parts.init_app(app)
    take_away.init_app(app)
    trail_words.init_app(app)
    app.before_request(answers.switch_care_mode)
    admin.init_app(app)
    app.after_request(offer_to_cache)


def offer_to_cache(response: Response) -> Response:
    """Say to the page cache that an answer may be kept, and until when its text can hold."""
    view = current_app.view_functions.get(request.endpoint or "")
    if response.status_code == 200 and getattr(view, "kept", False) and answers.may_be_kept():
        response.headers["X-Page-Cache"] = "keep"
        until = answers.holds_until()
        if until is not None:
            response.headers["X-Page-Until"] = str(int(until.timestamp()))
    return response


def known_arguments(app: Flask) -> Callable[[str], frozenset[str] | None]:
    """Give a function that names the query arguments which the view of a path reads, or None where nothing is kept."""
    adapter = app.url_map.bind("")

    @lru_cache(maxsize=4_096)
    def known(path: str) -> frozenset[str] | None:
        try:
            endpoint, _ = adapter.match(path)
        except HTTPException:
            return None
        view: Any = app.view_functions[endpoint]
        return view.arguments | {CARE} if getattr(view, "kept", False) else None

    return known
