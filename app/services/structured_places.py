"""Structured data of places: what they are, where, when they open, what differs on dated days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from app import clock, i18n
from app.documents.visiting import HoursException
from app.models.page import Page
from app.rules.hours import week_of
from app.services.structured_data import around, base_node, postal, script_of
from app.vocabulary import AdmissionKind, PlaceKind

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
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def place_node(page: Page, document: Any) -> Markup:
    """Give a place: type, address, point with its accuracy only where it is anchored, hours as known."""
    kind = PLACE_TYPES[document.kind]
    node = base_node(page, document, kind if kind == "TouristAttraction" else [kind, "TouristAttraction"])
    node["address"] = postal(document.address)
    if document.point and not document.point.approximate:
        node["geo"] = {"@type": "GeoCoordinates", "latitude": document.point.lat, "longitude": document.point.lon}
    if document.opening_hours:
        node["openingHoursSpecification"] = hours_nodes(document.opening_hours)
    special = special_nodes(document.hours_exceptions, clock.today())
    if special:
        node["specialOpeningHoursSpecification"] = special
    if document.admission and document.admission.kind is AdmissionKind.FREE:
        node["isAccessibleForFree"] = True
    if document.phone:
        node["telephone"] = document.phone
    if document.website:
        node["sameAs"] = document.website
    awards = [i18n.label(item.register_) + (f" ({i18n.label(item.level)})" if item.level else "") for item in document.designations]
    if awards:
        node["award"] = awards
    return script_of([node, *around(page)])


def hours_nodes(text: str) -> list[dict[str, Any]]:
    """Give the open spans of a plain week."""
    found = []
    for day, spans in zip(DAYS, week_of(text), strict=True):
        for part in filter(None, spans.split(", ")):
            opens, closes = part.split("–")
            found.append({"@type": "OpeningHoursSpecification", "dayOfWeek": day, "opens": opens, "closes": "23:59" if closes == "24:00" else closes})
    return found


def special_nodes(exceptions: Sequence[HoursException], today: date) -> list[dict[str, Any]]:
    """Give the closures and exceptions that are not over and begin within a year; closed is 00:00 to 00:00, as Google reads it.

    One until further notice has no end to give.
    """
    found = []
    for item in exceptions:
        if item.dated.last_day < today or item.starts > today + timedelta(days=365):
            continue
        days = {"validFrom": item.starts.isoformat()}
        if not item.until_further_notice:
            days["validThrough"] = item.dated.last_day.isoformat()
        for time in item.hours.split(",") if item.hours else ["00:00-00:00"]:
            opens, closes = time.split("-")
            found.append({"@type": "OpeningHoursSpecification", "opens": opens, "closes": "23:59" if closes == "24:00" else closes, **days})
    return found
