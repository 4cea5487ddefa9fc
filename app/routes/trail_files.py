"""A trail to take away: GPX, KML, GeoJSON, the calendar entry of a day, the booklet as a page and as PDF."""

from flask import Blueprint, Response, current_app, render_template, request

from app import i18n
from app.errors import Absent, Refused
from app.i18n import _
from app.routes import answers, map_parts, trail_parts, trail_take_away
from app.routes.trail_parts import TrailView
from app.security import public
from app.services.exports import booklet
from app.services.exports.geojson import geojson
from app.services.exports.gpx import gpx
from app.services.exports.ical import calendar
from app.services.exports.kml import kml

bp = Blueprint("trail_files", __name__, url_prefix=i18n.PREFIX + "/trails")
WRITERS = {"gpx": gpx, "kml": kml, "geojson": geojson}
TYPES = {"gpx": "application/gpx+xml", "kml": "application/vnd.google-earth.kml+xml", "geojson": "application/geo+json"}


@bp.get("/<slug>.<any(gpx, kml, geojson):form>")
@public()
def download(slug: str, form: str) -> Response:
    """The stops and the line of a trail as a file."""
    trail = trail_take_away.file_of(trail_parts.read(slug, "trails.show"))
    if not trail.walks:
        raise Absent(_("No two stops of this trail that one walks between have a position at present, so there is no line to take away."))
    answers.until_midnight()
    return attachment(WRITERS[form](trail), TYPES[form], f"{slug}.{form}")


@bp.get("/<slug>.ics")
@public("date", "start")
def day(slug: str) -> Response:
    """The walk on a chosen day as an entry of a calendar."""
    view = trail_parts.read(slug, "trails.show")
    starts = trail_parts.moment_asked(view.usual_start)
    if starts is None:
        raise Refused(_("Choose a day for the calendar, such as ?date=2027-02-06&start=09:30."))
    answers.until_midnight()
    name = i18n.in_language(view.document.name)
    body = calendar(
        [trail_take_away.entry_of(view, trail_parts.planned(view, starts))],
        name=f"{name} · {_('Wander Xicheng')}",
        description=i18n.in_language(view.document.summary),
        language=i18n.code(),
        url=f"{current_app.config['SETTINGS'].public_url}{request.path}?date={starts:%Y-%m-%d}&start={starts:%H:%M}",
        page=trail_take_away.address_of(view),
    )
    return attachment(body, "text/calendar; charset=utf-8", f"{slug}-{starts:%Y-%m-%d}.ics")


@bp.get("/<slug>/booklet")
@public()
def show_booklet(slug: str) -> str:
    """The booklet as a page, made to be printed on A5."""
    view = trail_parts.read(slug, "trails.show")
    answers.until_midnight()
    return render_template("trails/booklet.html", can_draw=booklet.can_draw(), **parts_of(view))


@bp.get("/<slug>.pdf")
@public()
def pdf(slug: str) -> Response:
    """The booklet as PDF; a page that says why not where the engine is not installed."""
    view = trail_parts.read(slug, "trails.show")
    if not booklet.can_draw():
        raise Absent(_("This server draws no PDF. The booklet to print is a page of its own: open the trail and choose “Booklet to print”."))
    answers.until_midnight()
    return attachment(
        booklet.pdf(render_template("trails/booklet_pdf.html", **parts_of(view._replace(holds_pictures=True)))), "application/pdf", f"{slug}.pdf"
    )


def parts_of(view: TrailView) -> dict[str, object]:
    """Give what both forms of the booklet show."""
    address = trail_take_away.address_of(view)
    return {
        "view": view,
        "page": view.page,
        "document": view.document,
        "map": map_parts.trail_map(view.document, view.places).svg,
        "qr": booklet.qr_code(address),
        "address": address,
    }


def attachment(body: bytes, kind: str, file: str) -> Response:
    """Give a file to be kept under a name."""
    response = Response(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response
