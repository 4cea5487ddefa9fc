"""What the frame and the rows of every page need: assets, sections, care mode, meta lines, report links."""

import gzip
import hashlib
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, Response, current_app, request, url_for

from app import clock, formatting, i18n
from app.config import ROOT, Settings
from app.documents.base import Document
from app.documents.registry import folder_of
from app.i18n import _
from app.models.page import Page
from app.queries.pages import Card
from app.routes import answers
from app.rules import pinyin
from app.rules.geo import walking_min
from app.services import stations
from app.services.covers import choosing, drawing
from app.services.media import showing
from app.vocabulary import AdmissionKind, EventKind, Family, PlaceKind, StoryKind, Subdistrict

KINDS: dict[Family, Any] = {Family.PLACE: PlaceKind, Family.EVENT: EventKind, Family.SERIES: EventKind, Family.STORY: StoryKind}


@lru_cache(maxsize=200)
def asset(path: str) -> str:
    """Give the address of a static file with a hash of its content, so that it may be kept for a year.

    A file that is not there gives its bare address: an error page must not fail for want of a style sheet.
    """
    file = ROOT / "app" / "static" / path
    if not file.is_file():
        return f"/static/{path}"
    return f"/static/{path}?v={hashlib.sha256(file.read_bytes()).hexdigest()[:10]}"


def keep_assets(response: Response) -> Response:
    """Let hashed static files be kept for a year."""
    if request.endpoint == "static" and request.args.get("v") and response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={answers.A_YEAR_S}, immutable"
    return zipped(response) if "immutable" in response.headers.get("Cache-Control", "") else response


def zipped(response: Response) -> Response:
    """Give a text that never changes in gzip to those who take it; other texts are zipped by the page cache."""
    if response.status_code != 200 or not (response.mimetype or "").startswith(("text/", "image/svg")):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0:
        response.direct_passthrough = False
        response.set_data(gzipped(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
        response.headers.pop("Accept-Ranges", None)
        etag, _weak = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)
    return response


@lru_cache(maxsize=500)
def gzipped(body: bytes) -> bytes:
    """Give bytes in gzip; each of the files and drawings is zipped once."""
    return gzip.compress(body, 9, mtime=0)


def settings() -> Settings:
    """Give the settings, for the footer."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def public_url() -> str:
    """Give the origin of absolute addresses."""
    return settings().public_url


def care_mode() -> bool:
    """Whether the visitor chose larger type; error pages read it too."""
    return answers.in_care_mode()


def with_care(wanted: int) -> str:
    """Give this page's address with care mode switched."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "care"]
    return f"{quote(request.path)}?{urlencode([*pairs, ('care', str(wanted))])}"


def sections() -> list[tuple[str, str]]:
    """Give the sections of the top bar on wide screens."""
    return [
        ("home.index", _("Today")),
        ("events.index", _("Events")),
        ("places.index", _("Places")),
        ("trails.index", _("Trails")),
        ("stories.index", _("Stories")),
        ("map.index", _("Map")),
        ("search.results", _("Search")),
    ]


def bar_places() -> list[tuple[str, str, str]]:
    """Give the five places of the bottom bar with their signs."""
    return [
        ("now.index", _("Today"), "today"),
        ("map.index", _("Map"), "map"),
        ("trails.index", _("Trails"), "trails"),
        ("places.index", _("Places"), "places"),
        ("search.results", _("Search"), "search"),
    ]


def is_here(endpoint: str) -> bool:
    """Whether the page shown belongs to a section."""
    return bool(request.endpoint) and (request.endpoint or "").split(".")[0] == endpoint.split(".", maxsplit=1)[0]


def cover_url(card: dict[str, Any]) -> str:
    """Give the address of a card's drawing."""
    return drawing_url(*card["cover"])


def shown_picture(card: dict[str, Any]) -> dict[str, Any] | None:
    """Give the photograph that a card wears; what is made of it holds until its rights end."""
    photo = showing.shown(card)
    if photo is not None:
        answers.while_rights_last(photo)
    return photo


@lru_cache(maxsize=1_200)
def drawing_url(motif: str, variation: int) -> str:
    """Give the address of a drawing with a hash of it, so that it may be kept for a year."""
    digest = hashlib.sha256(drawing.svg(choosing.cover(motif, variation)).encode()).hexdigest()[:8]
    return f"/covers/{motif}-{variation}.svg?v={digest}"


def kind_label(card: Card) -> str:
    """Give the label of a card's kind, or of its family."""
    kind = card.card.get("kind")
    return i18n.label(KINDS[card.family](kind)) if kind and card.family in KINDS else i18n.label(card.family)


def card_meta(card: Card) -> str:
    """Give the line below a card's name: kind, where, price, or a trail's figures."""
    parts = [kind_label(card)] if card.family is not Family.TRAIL else trail_meta(card)
    if card.family in {Family.SERIES, Family.EVENT}:
        parts += [i18n.in_language(venue["name"]) for venue in card.card.get("venues", [])[:1] if venue.get("name")]
    if card.subdistrict:
        parts.append(i18n.label(Subdistrict(card.subdistrict)))
    admission = card.card.get("admission")
    if admission:
        price = admission.get("price_cny")
        parts.append(formatting.money(price, i18n.code()) if price else i18n.label(AdmissionKind(admission["kind"])))
    return " · ".join(parts)


def trail_meta(card: Card) -> list[str]:
    """Give a trail's length, time and number of stops."""
    figures, lang = card.card, i18n.code()
    parts = [formatting.distance(figures["walk_m"], lang), _("about %(time)s", time=formatting.duration(figures["total_min"], lang))]
    parts.append(_("%(number)s stops", number=figures["stops"]))
    if figures.get("start"):
        parts.append(_("from %(station)s", station=station_name(figures["start"])))
    return parts


def station_name(slug: str) -> str:
    """Give a station's name."""
    station = stations.station(slug)
    return f"{station.en} Station" if i18n.code() == "en" else i18n.in_language({"zh": station.zh})


def reading(document: Document) -> str:
    """Give the pinyin of a page's name, its own or one made from the characters."""
    return document.pinyin or pinyin.pinyin_of(document.name.zh)


def report_url(page: Page | None = None) -> str:
    """Give where an error is reported, on a page of the guide or on the guide as a whole."""
    return url_for("reports.ask", page=f"{folder_of(page.family)}/{page.slug}") if page is not None else url_for("reports.ask")


def init_app(app: Flask) -> None:
    """Let templates use these, and keep hashed static files."""
    app.jinja_env.globals.update(
        asset=asset,
        site_settings=settings,
        public_url=public_url,
        care_mode=care_mode,
        with_care=with_care,
        sections=sections,
        bar_places=bar_places,
        is_here=is_here,
        cover_url=cover_url,
        shown_picture=shown_picture,
        kind_label=kind_label,
        card_meta=card_meta,
        station_name=station_name,
        reading=reading,
        report_url=report_url,
        walk_min=walking_min,
        today=clock.today,
    )
    app.after_request(keep_assets)
