"""Cards: what a list shows of a page, in both languages, read without its document."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from app.documents.base import Document
from app.documents.event import EventDocument, SeriesDocument
from app.documents.place import PlaceDocument
from app.documents.story import StoryDocument
from app.documents.trail import Stop, TrailDocument
from app.models.page import Page
from app.rules.geo import Point, walking_m, walking_min
from app.services import stations
from app.services.covers.choosing import MOTIFS_OF_KIND, Cover, choose
from app.services.dating import words_of

RIDE_MIN = 20
"""The minutes that a leg by metro is reckoned at, doors and stairs included."""


def card_of(document: Document, slug: str) -> dict[str, Any]:
    """Give the card of a page: names, summary, drawing, and what a visitor decides by."""
    kind = getattr(document, "kind", None)
    drawing = cover_of(document, slug)
    card: dict[str, Any] = {
        "name": text_of(document.name),
        "summary": text_of(document.summary),
        "kind": kind.value if kind else None,
        "cover": [drawing.motif, drawing.variation],
        "to_check": document.sources[0].kind == "editorial",
    }
    if isinstance(document, PlaceDocument):
        card |= place_part(document)
    elif isinstance(document, SeriesDocument | EventDocument):
        card |= event_part(document)
    elif isinstance(document, StoryDocument):
        card["subjects"] = len(document.subjects)
    return card


def cover_of(document: Document, slug: str) -> Cover:
    """Give the drawing of a page, from the motif it names or those of its kind."""
    kind = getattr(document, "kind", None)
    motifs = MOTIFS_OF_KIND.get(kind.value if kind else "") or MOTIFS_OF_KIND.get(document.family) or MOTIFS_OF_KIND["trail"]
    named = document.cover
    return choose(slug, motifs, named.motif, named.variation) if named else choose(slug, motifs)


def text_of(text: Any) -> dict[str, str]:
    """Give a text as plain values."""
    return {"zh": text.zh, "en": text.en}


def place_part(document: PlaceDocument) -> dict[str, Any]:
    """Give what a card says of a place: where it is, when it is open and whom to ask, what it costs."""
    near = document.metro[0].station if document.metro else None
    dated = [[str(item.dated.first_day), str(item.dated.last_day), item.hours] for item in document.hours_exceptions]
    more = {
        "exceptions": dated or None,
        "last_entry_min": document.last_entry_min,
        "keeps_workdays": document.keeps_workdays or None,
        "phone": document.phone,
        "website": document.website,
    }
    return {
        "subdistrict": document.subdistrict,
        "hours": document.opening_hours,
        "admission": document.admission.model_dump(mode="json", exclude_defaults=True) if document.admission else None,
        "station": near,
        "brief": document.depth == "brief",
        "approximate": bool(document.point and document.point.approximate),
        **{name: value for name, value in more.items() if value is not None},
    }


def event_part(document: SeriesDocument | EventDocument) -> dict[str, Any]:
    """Give what a card says of an event: its venues' names or slugs, what it costs, its status."""
    part: dict[str, Any] = {
        "venues": [{"place": venue.place, "name": text_of(venue.name) if venue.name else None} for venue in document.venues[:2]],
        "admission": document.admission.model_dump(mode="json", exclude_defaults=True) if document.admission else None,
    }
    if isinstance(document, EventDocument):
        part |= {"status": document.status.value, "series": document.series, "year": document.year, "when": words_of(document)}
    elif document.usually:
        part |= {"usually": text_of(document.usually.text), "rule": document.usually.rule}
    return part


class HasPoint(Protocol):
    """Anything that lies somewhere, or does not say where."""

    @property
    def lat(self) -> float | None:
        """Its latitude."""

    @property
    def lon(self) -> float | None:
        """Its longitude."""


def stop_point(stop: Stop, places: Mapping[str, HasPoint]) -> Point | None:
    """Give where a stop is: its own point, its station's, or its place's."""
    if stop.point:
        return Point(stop.point.lat, stop.point.lon)
    if stop.station:
        return stations.station(stop.station).point
    page = places.get(stop.place or "")
    return Point(page.lat, page.lon) if page and page.lat is not None and page.lon is not None else None


def trail_figures(document: TrailDocument, places: Mapping[str, Page]) -> dict[str, Any]:
    """Give a trail's figures from its points: metres and minutes of each leg, totals, shortcuts, closures, number of stops.

    The minutes of the legs and of the stops add up to the total, so that a plan of the day ends when the total says.
    """
    points = [stop_point(stop, places) for stop in document.stops]
    legs: list[int | None] = [None, *(None if stop.by_metro else walked(points[n], points[n + 1]) for n, stop in enumerate(document.stops[1:]))]
    minutes = legs_min(document, legs)
    cuts = [walked(points[item.from_stop - 1], points[item.to_stop - 1]) for item in document.shortcuts]
    more = {"shortcuts_m": cuts, "closures": trail_closures(document, places), "variant": document.variant}
    return {
        "legs_m": legs,
        "walk_m": sum(leg or 0 for leg in legs),
        "walk_min": sum(time for stop, time in zip(document.stops, minutes, strict=True) if not stop.by_metro),
        "total_min": sum(minutes) + sum(stop.stay_min for stop in document.stops),
        "stops": len(document.stops),
        "start": document.stops[0].station,
        **{name: value for name, value in more.items() if value},
    }


def legs_min(document: TrailDocument, legs_m: Sequence[int | None]) -> list[int]:
    """Give the minutes of the way to each stop, none to the first; a leg of unknown length counts nothing."""
    return [RIDE_MIN if stop.by_metro else walking_min(leg or 0) for stop, leg in zip(document.stops, legs_m, strict=True)]


def walked(here: Point | None, there: Point | None) -> int | None:
    """Give the metres on foot between two points; None where one is not known."""
    return walking_m(here, there) if here and there else None


def trail_closures(document: TrailDocument, places: Mapping[str, Page]) -> list[list[Any]]:
    """Give the dated closures of a trail: the number of the stop, whether it is the stop or the way to it, first and last day."""
    found: list[list[Any]] = []
    for number, stop in enumerate(document.stops, 1):
        place = places.get(stop.place or "")
        shut = [(first, last) for first, last, hours in (place.card.get("exceptions", ()) if place else ()) if hours is None]
        shut += [(str(item.starts), str(item.last_day)) for item in stop.closures]
        found += [[number, "stop", first, last] for first, last in sorted(shut)]
        found += [[number, "leg", str(item.starts), str(item.last_day)] for item in stop.leg_closures]
    return found
