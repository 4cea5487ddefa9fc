"""Addresses of pages, for templates and machines: one function for every family."""

from typing import Any

from flask import Flask
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


def init_app(app: Flask) -> None:
    """Let templates ask for the address of a card or a page."""
    app.jinja_env.globals.update(url_of=url_of, page_url=page_url, url_for=href)
