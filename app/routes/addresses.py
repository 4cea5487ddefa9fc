"""Addresses of pages, for templates and machines: one function for every family."""

from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, request
from flask import url_for as flask_url_for

from app import i18n
from app.documents.registry import folder_of
from app.queries.pages import Card
from app.vocabulary import Family


def href(endpoint: str, **values: Any) -> str:
    """Give an address inside the site in the request's language, as `url_for` does but remembered; the desk has no language in its own."""
    if endpoint.startswith("admin_"):
        return flask_url_for(endpoint, **values)
    return i18n.address(endpoint, values.pop("lang", None) or i18n.code(), tuple(values.items()))


def page_url(family: Family | str, slug: str, **values: Any) -> str:
    """Give the address of a page in the request's language, or in `lang`."""
    return href(f"{folder_of(Family(family))}.show", slug=slug, **values)


def url_of(card: Card) -> str:
    """Give the address of the page that a card shows."""
    return page_url(card.family, card.slug)


def switched(address: str) -> str:
    """Give this page's address in another language with the arguments that its view reads, so that a search stays a search."""
    read: frozenset[str] = getattr(current_app.view_functions.get(request.endpoint or ""), "arguments", frozenset())
    pairs = sorted((name, value) for name, value in request.args.items(multi=True) if name in read and value)
    return f"{address}?{urlencode(pairs)}" if pairs else address


def init_app(app: Flask) -> None:
    """Let templates ask for the address of a card or a page, and of this page in another language."""
    app.jinja_env.globals.update(url_of=url_of, page_url=page_url, url_for=href, switched=switched)
