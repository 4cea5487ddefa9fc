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
from app.rules.hours import week_of
from app.vocabulary import AdmissionKind, EventKind, LinkRole, PlaceKind, Status

PLACE_TYPES = {
    PlaceKind.MUSEUM: "Museum",
    PlaceKind.LIBRARY: "Library",
    PlaceKind.READING_SPACE: "Library",
    PlaceKind.BOOKSHOP: "BookStore",
    PlaceKind.HERITAGE_SITE: "LandmarksOrHistoricalBuildings",
    PlaceKind.GUILD_HALL: "LandmarksOrHistoricalBuildings",
    PlaceKind.FORMER_RESIDENCE: "LandmarksOrHistoricalBuildings",
    PlaceKind.TEMPLE: "PlaceOfWorship",
    PlaceKind.MOSQUE: "Mosque",
    PlaceKind.CHURCH: "Church",
    PlaceKind.OLD_BRAND: "Store",
    PlaceKind.THEATRE: "PerformingArtsTheater",
    PlaceKind.PERFORMANCE_SPACE: "PerformingArtsTheater",
    PlaceKind.PARK: "Park",
    PlaceKind.CULTURAL_PARK: "TouristAttraction",
    PlaceKind.QUARTER: "TouristAttraction",
    PlaceKind.STREET: "TouristAttraction",
}
EVENT_TYPES = {
    EventKind.TEMPLE_FAIR: "Festival",
    EventKind.FESTIVAL: "Festival",
    EventKind.EXHIBITION: "ExhibitionEvent",
    EventKind.POETRY: "LiteraryEvent",
}
STATUSES = {
    Status.SCHEDULED: "EventScheduled",
    Status.RESCHEDULED: "EventRescheduled",
    Status.POSTPONED: "EventPostponed",
    Status.CANCELLED: "EventCancelled",
    Status.MOVED_ONLINE: "EventMovedOnline",
    Status.FULL: "EventScheduled",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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
    motif, variation = page.card["cover"]
    node: dict[str, Any] = {
        "@type": kind,
        "@id": address_of(page.family, page.slug),
        "url": address_of(page.family, page.slug),
        "name": i18n.in_language(document.name),
        "description": i18n.in_language(document.summary),
        "image": f"{current_app.config['SETTINGS'].public_url}/covers/{motif}-{variation}.png",
    }
    others = [document.name.en if i18n.code() != "en" else document.name.zh, *document.also_known_as[:6]]
    node["alternateName"] = [name for name in dict.fromkeys(others) if name and name != node["name"]]
    return node


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
    return script_of([crumbs(page)])


def postal(text: Any) -> dict[str, Any]:
    """Give an address in the district."""
    node = {"@type": "PostalAddress", "addressLocality": "Xicheng", "addressRegion": "Beijing", "addressCountry": "CN"}
    return node | ({"streetAddress": i18n.in_language(text)} if text else {})


def place_node(page: Page, document: Any) -> Markup:
    """Give a place: type, address, point with its accuracy only where it is anchored, hours as known."""
    kind = PLACE_TYPES[document.kind]
    node = base_node(page, document, kind if kind == "TouristAttraction" else [kind, "TouristAttraction"])
    node["address"] = postal(document.address)
    if document.point and not document.point.approximate:
        node["geo"] = {"@type": "GeoCoordinates", "latitude": document.point.lat, "longitude": document.point.lon}
    if document.opening_hours:
        node["openingHoursSpecification"] = hours_nodes(document.opening_hours)
    if document.admission and document.admission.kind is AdmissionKind.FREE:
        node["isAccessibleForFree"] = True
    if document.phone:
        node["telephone"] = document.phone
    if document.website:
        node["sameAs"] = document.website
    awards = [i18n.label(item.register_) + (f" ({i18n.label(item.level)})" if item.level else "") for item in document.designations]
    if awards:
        node["award"] = awards
    return script_of([node, crumbs(page)])


def hours_nodes(text: str) -> list[dict[str, Any]]:
    """Give the open spans of a plain week."""
    found = []
    for day, spans in zip(DAYS, week_of(text), strict=True):
        for part in filter(None, spans.split(", ")):
            opens, closes = part.split("–")
            found.append({"@type": "OpeningHoursSpecification", "dayOfWeek": day, "opens": opens, "closes": "23:59" if closes == "24:00" else closes})
    return found


def location_of(links: Iterable[Linked]) -> dict[str, Any] | None:
    """Give the first venue that is a page."""
    venue = next((link.card for link in links if link.role is LinkRole.VENUE and link.outward), None)
    if venue is None:
        return None
    return {"@type": "Place", "name": i18n.in_language(venue.card["name"]), "@id": address_of(venue.family, venue.slug), "address": postal(None)}


def people(texts: Iterable[Any]) -> list[dict[str, Any]]:
    """Give organisers."""
    return [{"@type": "Organization", "name": i18n.in_language(text)} for text in texts]


def offers(document: Any) -> dict[str, Any] | None:
    """Give the price of something free; other prices are not known well enough to be offered."""
    if document.admission and document.admission.kind is AdmissionKind.FREE:
        return {"@type": "Offer", "price": 0, "priceCurrency": "CNY"}
    return None


def start_of(date: Dated) -> str:
    """Give a start as far as it is known, with Beijing's offset where there is a time."""
    return f"{date.starts}T{date.opens}:00+08:00" if date.opens and len(date.starts) == 10 and date.ends in (None, date.starts) else date.starts


def event_node(page: Page, document: Any, dates: list[Dated], series: Card | None, links: list[Linked]) -> Markup:
    """Give an event when its start is known, at least to the month; otherwise only the way to it."""
    date = next((item for item in dates if len(item.starts) >= 7 and not item.is_expected), None)
    if date is None:
        return breadcrumbs(page)
    node = base_node(page, document, EVENT_TYPES.get(document.kind, "Event"))
    node["startDate"] = start_of(date)
    if date.ends:
        node["endDate"] = date.ends
    node["eventStatus"] = "https://schema.org/" + STATUSES[document.status]
    online = document.status is Status.MOVED_ONLINE
    node["eventAttendanceMode"] = "https://schema.org/" + ("OnlineEventAttendanceMode" if online else "OfflineEventAttendanceMode")
    place = location_of(links)
    node["location"] = place or {"@type": "Place", "name": i18n._("Xicheng District, Beijing"), "address": postal(None)}
    if document.organisers:
        node["organizer"] = people(document.organisers)
    if series:
        node["superEvent"] = {"@type": "EventSeries", "@id": address_of(series.family, series.slug), "name": i18n.in_language(series.card["name"])}
    price = offers(document)
    if price:
        node["offers"], node["isAccessibleForFree"] = price, True
    return script_of([node, crumbs(page)])


def series_node(page: Page, document: Any, current: Sequence[tuple[Card, Dated | None]], links: list[Linked]) -> Markup:
    """Give a series; an expected window is never a date."""
    node = base_node(page, document, "EventSeries")
    place = location_of(links)
    if place:
        node["location"] = place
    if document.organisers:
        node["organizer"] = people(document.organisers)
    if current:
        node["subEvent"] = [{"@type": "Event", "@id": address_of(card.family, card.slug)} for card, _ in current]
    price = offers(document)
    if price:
        node["isAccessibleForFree"] = True
    return script_of([node, crumbs(page)])


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
    return script_of([node, crumbs(page)])


def story_node(page: Page, document: Any) -> Markup:
    """Give a story as an article."""
    node = base_node(page, document, "Article")
    node["headline"] = node.pop("name")
    node["inLanguage"] = i18n.language().tag
    node["dateModified"] = document.checked_on.isoformat()
    node["author"] = {"@type": "Organization", "name": i18n._("Wander Xicheng")}
    return script_of([node, crumbs(page)])
