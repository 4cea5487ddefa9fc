"""Rows of lists, each drawn once: a row is remembered by what it shows and the language.

A card is known by its text, so that a changed page is a new row; nothing needs to be forgotten.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

from app import clock, i18n
from app.queries.occurrences import Dated
from app.queries.pages import Card
from app.routes.date_words import has_begun
from app.routes.frame import shown_picture
from app.routes.lists import Filter
from app.vocabulary import Status

KEPT = 8_000
ENDS = '"until":"'


@lru_cache(maxsize=KEPT)
def drawn(_key: str, name: str, *arguments: Any) -> Markup:
    """Give what the macro `name` makes of its arguments in the language of the request, which `_key` names."""
    module: Any = current_app.jinja_env.get_template(f"components/{name}.html").module
    return Markup(getattr(module, name)(*arguments))  # noqa: S704  (a macro escapes what it is given)


def key_of(card: Card) -> str:
    """Give what a row of a card depends on besides the card: the language, and the day where it wears a photograph whose rights end."""
    if ENDS not in card.raw:
        return i18n.code()
    shown_picture(card.card)
    return f"{i18n.code()} {clock.today()}"


def card_row(card: Card, note: str = "", heading: str = "h3") -> Markup:
    """Give one page as a row of a list."""
    return drawn(key_of(card), "card_row", card, note, heading)


def dated_row(date: Dated, heading: str = "h3") -> Markup:
    """Give one date as a row of a list; what is long is said by its end once it has begun."""
    return drawn(i18n.code(), "dated_row", date, heading, has_begun(date))


@lru_cache(maxsize=KEPT)
def drawn_filters(_lang: str, filters: tuple[Filter, ...], is_chosen: bool, endpoint: str, extra: tuple[tuple[str, str], ...]) -> Markup:
    """Give the form of some filters in the language of the request, which is `_lang`; what is kept apart goes along hidden."""
    module: Any = current_app.jinja_env.get_template("components/filters.html").module
    return Markup(module.filters(filters, is_chosen, endpoint, dict(extra)))  # noqa: S704  (a macro escapes what it is given)


def filter_form(filters: Sequence[Filter], chosen: object, endpoint: str, extra: Mapping[str, str] | None = None) -> Markup:
    """Give the form of a list's filters, drawn once for what it shows."""
    return drawn_filters(i18n.code(), tuple(filters), bool(chosen), endpoint, tuple((extra or {}).items()))


def card_status(card: Card) -> str:
    """Give the status of an event that is not as planned, from its card; empty for all else."""
    status = Status(card.card.get("status") or Status.SCHEDULED)
    return "" if status is Status.SCHEDULED else i18n.label(status)


def init_app(app: Flask) -> None:
    """Let templates draw rows."""
    app.jinja_env.globals.update(card_row=card_row, filter_form=filter_form, dated_row=dated_row, card_status=card_status)
