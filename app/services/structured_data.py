"""Structured data: schema.org nodes as JSON-LD, from what a page says and nothing more.

No `startDate` is ever given for an expected or unknown date; a date known to the month is `YYYY-MM`; an edition
without a start carries no Event node. Properties as Google's documentation requires and recommends them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import current_app
from markupsafe import Markup

from app import i18n
from app.documents.base import Document
from app.documents.registry import folder_of
from app.models.page import Page
from app.queries.occurrences import Dated
from app.queries.pages import Card, Linked
from app.services import structured_dates
from app.services.media.showing import shown
from app.vocabulary import AdmissionKind, EventKind, LinkRole

EVENT_TYPES = {
    EventKind.TEMPLE_FAIR: "Festival",
    EventKind.FESTIVAL: "Festival",
    EventKind.EXHIBITION: "ExhibitionEvent",
    EventKind.POETRY: "LiteraryEvent",
}


def script_of(nodes: list[dict[str, Any]]) -> Markup:
    """Give nodes as the text of a JSON-LD script; no name in them can end the script."""
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  (no character that HTML minds is left)


def address_of(family: Any, slug: str) -> str:
    """Give the absolute address of a page in the request's language."""
    return f"{current_app.config['SETTINGS'].public_url}/{i18n.code()}/{folder_of(family)}/{slug}"


def base_node(page: Page, document: Document, kind: str | list[str]) -> dict[str, Any]:
    """Give what every node says: type, address, names, description, picture, language."""
    node: dict[str, Any] = {
        "@type": kind,
        "@id": address_of(page.family, page.slug),
        "url": address_of(page.family, page.slug),
        "name": i18n.in_language(document.name),
        "description": i18n.in_language(document.summary),
        "image": current_app.config["SETTINGS"].public_url + image_of(page.card),
    }
    others = [document.name.en if i18n.code() != "en" else document.name.zh, *document.also_known_as[:6]]
    node["alternateName"] = [name for name in dict.fromkeys(others) if name and name != node["name"]]
    return node


def image_of(card: dict[str, Any]) -> str:
    """Give the path of a page's picture: its photograph where it may be shown, else its drawing."""
    photo, (motif, variation) = shown(card), card["cover"]
    return f"/media/{photo['file']}" if photo is not None else f"/covers/{motif}-{variation}.png"


def crumbs(page: Page) -> dict[str, Any]:
    """Give the way from the home page to a page."""
    base = current_app.config["SETTINGS"].public_url
    folder = folder_of(page.family)
    steps = [
        (i18n._("Wander Xicheng"), f"{base}/{i18n.code()}/"),
        (i18n.label(page.family), f"{base}/{i18n.code()}/{folder}"),
        (i18n.in_language(page.card["name"]), address_of(page.family, page.slug)),
    ]
    items = [{"@type": "ListItem", "position": number, "name": name, "item": href} for number, (name, href) in enumerate(steps, 1)]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def breadcrumbs(page: Page) -> Markup:
    """Give only the way to a page."""
    return script_of(around(page))


def around(page: Page) -> list[dict[str, Any]]:
    """Give the way to a page and, where an organisation keeps it, the web page with its maintainer."""
    if page.organisation is None:
        return [crumbs(page)]
    keeper = {"@type": "Organization", "name": i18n.in_language(page.organisation.name)}
    address = address_of(page.family, page.slug)
    return [crumbs(page), {"@type": "WebPage", "@id": f"{address}#page", "url": address, "maintainer": keeper}]


def postal(text: Any) -> dict[str, Any]:
    """Give an address in the district."""
    node = {"@type": "PostalAddress", "addressLocality": "Xicheng", "addressRegion": "Beijing", "addressCountry": "CN"}
    return node | ({"streetAddress": i18n.in_language(text)} if text else {})


def location_of(links: Iterable[Linked], venues: Iterable[Any]) -> dict[str, Any] | None:
    """Give the first of a document's venues that is a page."""
    pages = venue_pages(links)
    return next((place_of(pages[venue.place]) for venue in venues if venue.place in pages), None)


def venue_pages(links: Iterable[Linked]) -> dict[str, Card]:
    """Give the cards of the places that a page names as venues, its single dates' included."""
    return {link.card.slug: link.card for link in links if link.role is LinkRole.VENUE and link.outward}


def place_of(venue: Card) -> dict[str, Any]:
    """Give a venue that is a page."""
    return {"@type": "Place", "name": i18n.in_language(venue.card["name"]), "@id": address_of(venue.family, venue.slug), "address": postal(None)}


def people(texts: Iterable[Any]) -> list[dict[str, Any]]:
    """Give organisers."""
    return [{"@type": "Organization", "name": i18n.in_language(text)} for text in texts]


def offers(document: Any) -> dict[str, Any] | None:
    """Give the price of something free; other prices are not known well enough to be offered."""
    if document.admission and document.admission.kind is AdmissionKind.FREE:
        return {"@type": "Offer", "price": 0, "priceCurrency": "CNY"}
    return None


def event_node(page: Page, document: Any, dates: list[Dated], series: Card | None, links: list[Linked]) -> Markup:
    """Give an event when its start is known, at least to the month; otherwise only the way to it."""
    times, only = structured_dates.times_of(document, dates), structured_dates.only_date(dates)
    if not times:
        return breadcrumbs(page)
    node = base_node(page, document, EVENT_TYPES.get(document.kind, "Event")) | times
    node["location"] = where_of(page, document, links, times, venue=only.change.get("venue") if only else None)
    if document.organisers:
        node["organizer"] = people(document.organisers)
    if series:
        node["superEvent"] = {"@type": "EventSeries", "@id": address_of(series.family, series.slug), "name": i18n.in_language(series.card["name"])}
    price = offers(document)
    if price:
        node["offers"], node["isAccessibleForFree"] = price, True
    parts = structured_dates.parts_of(document, dates)
    if parts:
        named = {"@type": "Event", "name": node["name"], "url": node["url"]}
        node["subEvent"] = [named | part | {"location": where_of(page, document, links, part, venue=one.change.get("venue"))} for one, part in parts]
    return script_of([node, *around(page)])


def where_of(page: Page, document: Any, links: list[Linked], times: Mapping[str, Any], *, venue: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give where an event or one of its dates is: online, at a venue of that date alone, at the first one, or in the district."""
    if times["eventAttendanceMode"] == structured_dates.ONLINE:
        return {"@type": "VirtualLocation", "url": document.website or address_of(page.family, page.slug)}
    pages = venue_pages(links)
    if venue and venue.get("place") in pages:
        return place_of(pages[venue["place"]])
    if venue and venue.get("name"):
        return {"@type": "Place", "name": i18n.in_language(venue["name"]), "address": postal(None)}
    return location_of(links, document.venues) or {"@type": "Place", "name": i18n._("Xicheng District, Beijing"), "address": postal(None)}


def series_node(page: Page, document: Any, current: Sequence[tuple[Card, Dated | None]], links: list[Linked]) -> Markup:
    """Give a series with its editions that are on or to come; an expected window is never a date."""
    node = base_node(page, document, "EventSeries")
    place = location_of(links, document.venues)
    if place:
        node["location"] = place
    if document.organisers:
        node["organizer"] = people(document.organisers)
    if current:
        node["subEvent"] = [edition_node(card, date) for card, date in current]
    price = offers(document)
    if price:
        node["isAccessibleForFree"] = True
    return script_of([node, *around(page)])


def edition_node(card: Card, date: Dated | None) -> dict[str, Any]:
    """Give an edition by its page, with whether its next date stands; its dates are told there."""
    node = {"@type": "Event", "@id": address_of(card.family, card.slug), "name": i18n.in_language(card.card["name"])}
    return node | ({"eventStatus": structured_dates.SCHEMA + structured_dates.STATUSES[date.status]} if date else {})


def trail_node(page: Page, document: Any, places: Mapping[str, Card]) -> Markup:
    """Give a trail: its stops in order."""
    node = base_node(page, document, "TouristTrip")
    items: list[dict[str, Any]] = []
    for stop in document.stops:
        card = places.get(stop.place or "")
        if card:
            thing = {"@type": "TouristAttraction", "@id": address_of(card.family, card.slug), "name": i18n.in_language(card.card["name"])}
            items.append({"@type": "ListItem", "position": len(items) + 1, "item": thing})
    node["itinerary"] = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    return script_of([node, *around(page)])


def story_node(page: Page, document: Any) -> Markup:
    """Give a story as an article."""
    node = base_node(page, document, "Article")
    node["headline"] = node.pop("name")
    node["inLanguage"] = i18n.language().tag
    node["dateModified"] = document.checked_on.isoformat()
    node["author"] = {"@type": "Organization", "name": i18n._("Wander Xicheng")}
    return script_of([node, *around(page)])
