"""What one takes away of a date: an entry for a calendar, in the reader's language, and the links to other calendars."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app import clock, i18n
from app.i18n import _
from app.models.page import Page
from app.queries.calendar_dates import CalendarDate
from app.queries.occurrences import Dated
from app.queries.pages import Card, cards_for_home
from app.routes.addresses import href, url_of
from app.routes.date_words import later_words, rule_words, when_words
from app.services import dating
from app.services.exports import web_links
from app.services.exports.ical import Entry
from app.vocabulary import EventKind, Family


class WebLinks(NamedTuple):
    """Plain links that open a date in a calendar on the web."""

    google: str
    outlook: str


def entries_of(session: Session, found: Iterable[CalendarDate]) -> list[Entry]:
    """Give dates as entries of a calendar, with their venues' names and exact points, read in one query."""
    dates = list(found)
    slugs = {venue["place"] for item in dates for venue in venues_of(item.dated) if venue.get("place")}
    places = {card.slug: card for card in cards_for_home(session, (), {Family.PLACE: sorted(slugs)}).values()} if slugs else {}
    return [entry_of(item.dated, places, sequence=item.sequence, changed_at=item.changed_at) for item in dates]


def venues_of(item: Dated) -> list[dict[str, Any]]:
    """Give where a date takes place: its own venue if it was moved, else the event's."""
    changed = item.change.get("venue")
    return [changed] if changed else list(item.card.card.get("venues") or [])


def entry_of(item: Dated, places: Mapping[str, Card], *, sequence: int, changed_at: Any) -> Entry:
    """Give one date as an entry of a calendar."""
    venues = venues_of(item)
    cards = [places[venue["place"]] for venue in venues if venue.get("place") in places]
    exact = next((card for card in cards if not card.card.get("approximate")), None)
    starts, ends = span_of(item)
    return Entry(
        slug=item.card.slug,
        original_start=item.original_start,
        title=i18n.in_language(item.card.card["name"]),
        description="\n".join(described(item)),
        location=_("; ").join(filter(None, (venue_name(venue, places) for venue in venues))),
        url=current_app.config["SETTINGS"].public_url + url_of(item.card),
        lat=exact.lat if exact else None,
        lon=exact.lon if exact else None,
        starts=starts,
        ends=ends,
        status=item.status,
        is_expected=item.is_expected,
        sequence=sequence,
        changed_at=changed_at,
        categories=(i18n.label(EventKind(item.card.card["kind"])),),
    )


def span_of(item: Dated) -> tuple[Any, Any]:
    """Give from when until when: moments when the hours are known, else days; a season that is not exact is whole months."""
    if item.opens and not item.is_long:
        return item.starts_at, item.ends_at if item.closes else item.starts_at
    if item.is_open_ended:
        day = date.fromisoformat(item.starts)
        return day, day
    first, last = item.shown
    return dating.first_day(first), dating.last_day(last or first)


def venue_name(venue: Mapping[str, Any], places: Mapping[str, Card]) -> str:
    """Give a venue's name; a page of it that is not public is not named."""
    if venue.get("name"):
        return i18n.in_language(venue["name"])
    card = places.get(venue.get("place") or "")
    return i18n.in_language(card.card["name"]) if card else ""


def described(item: Dated) -> list[str]:
    """Give what an entry says of its event: when in words, what was changed, what it is."""
    change, card = item.change, item.card.card
    lines = [rule_words(item) or (when_words(item) if item.is_long else "")]
    lines += [i18n.in_language(change[name]) for name in ("note", "price") if change.get(name)]
    if item.is_expected:
        lines += [i18n.in_language(card["usually"]) if card.get("usually") else "", _("The organiser has not announced a date.")]
    lines += [i18n.in_language(card["summary"]), _("Beijing time")]
    return [line for line in lines if line]


def add_to_calendar(page: Page, item: Dated | None) -> WebLinks | None:
    """Give the links that put the next date of an event into a calendar on the web, where it stands without the others; None for none."""
    if item is None or item.ends_at < clock.now() - timedelta(minutes=1):
        return None
    entry = entry_of(item, {}, sequence=0, changed_at=clock.from_utc(page.changed_at))
    entry = entry._replace(description="\n".join(filter(None, (later_words(item), entry.description))))
    return WebLinks(web_links.google(entry), web_links.outlook(entry))


def webcal(endpoint: str, **values: Any) -> str:
    """Give the address at which a calendar application subscribes."""
    origin: str = current_app.config["SETTINGS"].public_url
    return "webcal://" + origin.split("://", 1)[1] + href(endpoint, **values)


def init_app(app: Flask) -> None:
    """Let templates say where to subscribe."""
    app.jinja_env.globals["webcal"] = webcal
