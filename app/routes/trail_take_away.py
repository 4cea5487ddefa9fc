"""What one takes away of a trail, in words and figures: its files, the entry of a day, the links that lead to them."""

from typing import NamedTuple

from flask import current_app
from markupsafe import Markup

from app import clock, formatting, i18n
from app.documents.trail import Stop
from app.i18n import _
from app.queries.pages import Card
from app.routes.addresses import href, url_of
from app.routes.trail_parts import TrailView
from app.routes.trail_words import call_times, stop_closures, stop_text, trouble_words
from app.rules.geo import Point
from app.services import cards
from app.services.exports import booklet
from app.services.exports.entry import Entry
from app.services.exports.trail_file import FileStop, TrailFile, walks_of
from app.services.itinerary import Call, Itinerary
from app.vocabulary import Status

FORMATS = ("gpx", "kml", "geojson")


class FileLink(NamedTuple):
    """A link to a form of the trail, and what it is."""

    label: str
    href: str


def files_of(view: TrailView) -> list[FileLink]:
    """Give the forms of a trail that there are: those with a map only when two stops on foot are known, PDF only with its engine."""
    slug = view.page.slug
    found = [FileLink(_("Booklet to print (A5)"), href("trail_files.show_booklet", slug=slug))]
    if booklet.can_draw():
        found.append(FileLink(_("Booklet (PDF)"), href("trail_files.pdf", slug=slug)))
    if file_of(view).walks:
        labels = (_("Track for a GPS (GPX)"), _("For Google Earth (KML)"), _("For a map programme (GeoJSON)"))
        found += [FileLink(label, href("trail_files.download", slug=slug, form=form)) for label, form in zip(labels, FORMATS, strict=True)]
    return found


def address_of(view: TrailView) -> str:
    """Give the address of the live page, on the site that everyone sees."""
    origin: str = current_app.config["SETTINGS"].public_url
    return origin + href("trails.show", slug=view.page.slug)


def file_of(view: TrailView) -> TrailFile:
    """Give a trail as its files carry it; a stop whose place is not public is left out, and parts the line."""
    card, stops = view.page.card, view.document.stops
    places = [point_of(stop, view) for stop in stops]
    return TrailFile(
        name=i18n.in_language(view.document.name),
        summary=i18n.in_language(view.document.summary),
        figures=figures_of(card["walk_m"], card["walk_min"], card["total_min"]),
        notice=_("Schematic: straight lines from stop to stop, not for navigation. © OpenStreetMap contributors (ODbL)."),
        url=address_of(view),
        language=i18n.language().tag,
        stops=tuple(file_stop(number, stop, view, point) for number, (stop, point) in enumerate(zip(stops, places, strict=True), 1) if point),
        walks=walks_of((point, stop.by_metro) for stop, point in zip(stops, places, strict=True)),
        walk_m=card["walk_m"],
        walk_min=card["walk_min"],
        total_min=card["total_min"],
    )


def figures_of(walk_m: int, walk_min: int, total_min: int) -> str:
    """Give the figures of a trail in a line."""
    lang = i18n.code()
    return _(
        "%(distance)s on foot, about %(walk)s; with stops about %(total)s",
        distance=formatting.distance(walk_m, lang),
        walk=formatting.duration(walk_min, lang),
        total=formatting.duration(total_min, lang),
    )


def point_of(stop: Stop, view: TrailView) -> Point | None:
    """Give where a stop is, unless its place is not public."""
    return None if stop.place and stop.place not in view.places else cards.stop_point(stop, view.places)


def is_approximate(stop: Stop, card: Card | None) -> bool:
    """Whether the point of a stop is approximate."""
    return stop.point.approximate if stop.point else bool(card and card.card.get("approximate"))


def file_stop(number: int, stop: Stop, view: TrailView, point: Point) -> FileStop:
    """Give a stop as files carry it: its text, how long to stay, the way to it, what is closed, whether its point is exact."""
    card = view.places.get(stop.place or "")
    way = stop.directions if number > 1 and not view.parts_way(number - 1) else None
    said = [i18n.in_language(text) for text in (way, stop.text, stop.look_for, stop.practical) if text]
    if stop.stay_min:
        said.append(_("Stay about %(time)s", time=formatting.duration(stop.stay_min, i18n.code())))
    said += [words_of(closure) for closure in stop_closures(stop, card)]
    if is_approximate(stop, card):
        said.append(_("Position approximate: ask for the name, do not navigate to this point."))
    origin: str = current_app.config["SETTINGS"].public_url
    return FileStop(
        number=number,
        name=i18n.in_language(stop_text(stop, view.places)),
        text="\n".join(said),
        url=origin + url_of(card) if card else "",
        point=point,
        is_approximate=is_approximate(stop, card),
    )


def words_of(markup: Markup | str) -> str:
    """Give safe HTML as plain words."""
    return Markup(markup).striptags()  # noqa: S704  (only to take its tags off again)


def entry_of(view: TrailView, itinerary: Itinerary) -> Entry:
    """Give the walk on a day as one entry of a calendar, stop by stop in its description."""
    first = view.document.stops[0]
    point = None if is_approximate(first, view.places.get(first.place or "")) else point_of(first, view)
    start = itinerary.starts
    return Entry(
        slug=f"trail-{view.page.slug}",
        original_start=f"{start:%Y-%m-%dT%H:%M}",
        title=i18n.in_language(view.document.name),
        description="\n".join([*(line_of(call, view) for call in itinerary.calls), file_of(view).figures, i18n.in_language(view.document.summary)]),
        location=name_of(first, view),
        url=f"{address_of(view)}?date={start:%Y-%m-%d}&start={start:%H:%M}",
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        starts=start,
        ends=itinerary.ends,
        status=Status.SCHEDULED,
        is_expected=False,
        sequence=0,
        changed_at=clock.from_utc(view.page.changed_at),
    )


def line_of(call: Call, view: TrailView) -> str:
    """Give a stop of the day in a line: when, what, and what does not fit."""
    troubles = _("; ").join(words_of(trouble_words(call, trouble)) for trouble in call.troubles)
    line = f"{call_times(call)} {name_of(call.stop, view)}"
    return _("%(stop)s (%(trouble)s)", stop=line, trouble=troubles) if troubles else line


def name_of(stop: Stop, view: TrailView) -> str:
    """Give the name of a stop in plain words."""
    text = stop_text(stop, view.places)
    return i18n.in_language(text) if text else _("A stop that is not shown at present")
