"""Getting there: the card to show to a driver, one answer that loads nothing else, and the ways into map apps."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from flask import Blueprint, Flask, Response, make_response, render_template
from markupsafe import Markup

from app import i18n
from app.config import ROOT
from app.documents.place import PlaceDocument
from app.documents.visiting import MetroAccess
from app.models.families import Place
from app.routes import answers, frame
from app.security import public
from app.services import handoff, stations
from app.vocabulary import Family

bp = Blueprint("getting_there", __name__, url_prefix=i18n.PREFIX + "/places")


class Style(NamedTuple):
    """The style of the card as it stands in the page, and the content policy that allows it and nothing else."""

    element: Markup
    policy: str


class MetroLine(NamedTuple):
    """A way from the metro in simplified Chinese and in English."""

    zh: str
    en: str


@bp.get("/<slug>/card")
@public()
def card(slug: str) -> Response:
    """A place for a taxi driver: simplified Chinese in every language, in large type, complete without any further request."""
    page = answers.find(Place, Family.PLACE, slug, "getting_there.card")
    document: Any = page.document
    metro = [metro_line(access) for access in document.metro]
    text = render_template(
        "places/card.html",
        page=page,
        document=document,
        style=style().element,
        address=handoff.address_of(document),
        reading=frame.reading(document),
        metro=metro,
        is_approximate=is_approximate(document),
    )
    response = make_response(text)
    response.headers["Content-Security-Policy"] = style().policy
    return response


@cache
def style() -> Style:
    """Give the card's style, read once, and the policy with its hash."""
    css = (ROOT / "app" / "static" / "css" / "card.css").read_text("utf-8")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    return Style(Markup("<style>{}</style>").format(Markup(css)), policy)  # noqa: S704  (our own file)


def metro_line(access: MetroAccess) -> MetroLine:
    """Give a way from the metro: 地铁2号线 和平门站 D2口, and the same in English."""
    station = stations.station(access.station)
    lines_zh, lines_en = "、".join(f"{line}号线" for line in station.lines), ", ".join(station.lines)
    exit_zh, exit_en = (f" {access.exit}口", f", Exit {access.exit}") if access.exit else ("", "")
    return MetroLine(f"地铁{lines_zh} {station.zh}{exit_zh}", f"Metro Line {lines_en}, {station.en} Station{exit_en}")


def is_approximate(document: PlaceDocument) -> bool:
    """Whether a place has no point that can be relied on."""
    return document.point is None or document.point.approximate


def handoffs(document: PlaceDocument) -> list[handoff.Handoff]:
    """Give the maps that a place can be opened in."""
    return handoff.handoffs(handoff.destination_of(document))


def init_app(app: Flask) -> None:
    """Let the page of a place offer these."""
    app.jinja_env.globals.update(handoffs=handoffs, is_approximate=is_approximate)
