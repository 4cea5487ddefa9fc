"""The tools of the form: plain words, a pasted link or a name, read when their button is pressed; nothing is saved."""

from typing import Any

from flask import request

from app.extensions import db
from app.i18n import _
from app.routes.admin import access
from app.routes.admin.builder_parts import map_of
from app.routes.admin.form_page import Typed
from app.routes.admin.walking_values import at, put
from app.rules.geo import Point, inside
from app.rules.plain_words.point_reading import Datum, PointReading, read_point
from app.rules.refusals import Unfit
from app.services import basemap
from app.services.desk import building, pickers
from app.services.desk.building import Built
from app.services.desk.rows import Button, control_at
from app.services.stations import stations

LONGEST = 2_000
ACCURACY_M = 20
MARGIN_DEG = 0.003


def words_at(path: str) -> str:
    """Give what was typed into the box of a tool."""
    return request.form.get(f"_words.{path}", "")[:LONGEST]


def read(typed: Typed, button: Button) -> None:
    """Read the box of a tool into the fields below it, and note what to show."""
    control = control_at(typed.controls, button.path.split("."))
    tool = control.builder if control is not None else None
    if tool == "schedule":
        entries, shown = building.read_dates(words_at(button.path), typed.values, db.session())
        if entries is not None:
            put(typed.values, button.path, entries)
        typed.built[button.path] = shown
    elif tool == "hours":
        read_hours(typed, button.path)
    elif tool == "point":
        typed.built[button.path] = read_place(typed, button.path)


def read_hours(typed: Typed, path: str) -> None:
    """Read opening hours into their field, and the last entry into its own."""
    value, last_entry, shown = building.read_week(words_at(path))
    if value is not None:
        put(typed.values, path, value)
        if last_entry is not None and control_at(typed.controls, ["last_entry_min"]) is not None:
            put(typed.values, "last_entry_min", last_entry)
            shown.notes.append(_("Last entry: %(number)s minutes before closing.", number=last_entry))
    typed.built[path] = shown


def read_place(typed: Typed, path: str) -> Built:
    """Read a pasted point into its fields; a name gives the places and stations that have it, to take their point."""
    words, chosen = words_at(path), request.form.get(f"_datum.{path}", "")
    datum = Datum(chosen) if chosen in set(Datum) else None
    shown = Built(words=words, datum=chosen, was_read=True)
    shown.found = named(words)
    if shown.found:
        return shown
    try:
        found = read_point(words, datum=datum)
    except Unfit as fault:
        shown.problems = building.in_words([fault])
        return shown
    if is_outside(found.point) and not request.form.get(f"_outside.{path}"):
        shown.asks_outside = True
        shown.problems = [_("%(lat)s, %(lon)s lies outside Xicheng District.", lat=found.point.lat, lon=found.point.lon)]
        shown.map = map_of(found.point, path)
        return shown
    take(typed, path, found.point, origin_of(found))
    shown.notes = notes_of(found)
    shown.map = map_of(found.point, path)
    return shown


def notes_of(found: PointReading) -> list[str]:
    """Say what was done with a point."""
    figures = _("Taken over as %(lat)s, %(lon)s (WGS-84).", lat=found.point.lat, lon=found.point.lon)
    turned = [_("Latitude and longitude stood in each other’s place; they were turned round.")] if found.was_swapped else []
    middle = [_("The link has only the middle of the map that was open; see below whether that is the place.")] if found.is_middle else []
    return [figures, *turned, *middle]


def is_outside(point: Point) -> bool:
    """Whether a point lies outside the district, its border streets taken in."""
    return not inside(point, basemap.district_ring(margin_deg=MARGIN_DEG))


def origin_of(found: PointReading) -> str:
    """Give where a point comes from, as the page keeps it."""
    names = {"amap": "Amap 高德", "baidu": "Baidu 百度", "tencent": "Tencent 腾讯", "google": "Google", "apple": "Apple", "osm": "OpenStreetMap"}
    return names.get(found.source, {"gcj02": "GCJ-02", "bd09": "BD-09", "wgs84": "WGS-84"}[found.datum])


def take(typed: Typed, path: str, point: Point, origin: str) -> None:
    """Put a point into its fields; how exact it is stays as it was typed."""
    before: Any = at(typed.values, path)
    kept = dict(before) if isinstance(before, dict) else {}
    put(typed.values, path, {"accuracy_m": ACCURACY_M, **kept, "lat": point.lat, "lon": point.lon, "origin": origin})


def named(words: str) -> list[pickers.Found]:
    """Give the places with a point and the stations whose name has some words; nothing for links and numbers."""
    if not words.strip() or any(sign in words for sign in "/=°") or sum(letter.isdigit() for letter in words) > 4:
        return []
    session, by = db.session(), access.me()
    found = [*pickers.find(session, "place", words, by=by), *pickers.find(session, "station", words, by=by)]
    return [one for one in found if point_of(one.value) is not None][: pickers.MOST]


def point_of(value: str) -> Point | None:
    """Give the point of a station or of a place, by its slug."""
    if value in stations():
        return stations()[value].point
    page = pickers.place(db.session(), value)
    return Point(page.lat, page.lon) if page is not None and page.lat is not None and page.lon is not None else None


def take_named(typed: Typed, button: Button) -> None:
    """Take the point of a place or a station that was found by its name."""
    path, _bar, value = button.path.partition("|")
    control, point = control_at(typed.controls, path.split(".")), point_of(value)
    if control is None or control.builder != "point" or point is None:
        return
    take(typed, path, point, value)
    notes = [_("Taken over as %(lat)s, %(lon)s (WGS-84).", lat=point.lat, lon=point.lon)]
    typed.built[path] = Built(words=words_at(path), notes=notes, map=map_of(point, path), was_read=True)
