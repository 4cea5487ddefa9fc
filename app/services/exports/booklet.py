"""The booklet of a trail as PDF, where its engine is installed, and the QR code to its live page.

WeasyPrint comes with the extra `[pdf]` and draws from the text it is given: it may fetch nothing, from nowhere.
"""

import re
from base64 import b64decode
from functools import cache
from importlib import import_module
from typing import Any

import segno
from markupsafe import Markup

from app.config import ROOT

SHEET = ROOT / "app" / "static" / "css" / "booklet.css"
HELD = re.compile(r"data:(image/(?:jpeg|png|webp));base64,")
SVG_START = re.compile(r'(<svg class="drawn-map[^>]*>)')
# WeasyPrint gives an SVG neither the style sheets of its page nor custom properties, so the printed map has its own.
MAP_STYLE = """
.green { fill: none; stroke: #e6efdc; stroke-linecap: round } .green-name { fill: #2c5a3a }
.out { fill: #fff } .land { fill: #fff; stroke: #8a7e6e; stroke-width: 1.5 } .lake { fill: #dbe7ec; stroke: #86a9b9 }
.street, .ring, .core, .axis, .casing, .trail, .leader, .bar { fill: none; stroke-linejoin: round; stroke-linecap: round }
.street { stroke: #ece5d8; stroke-width: 11 } .ring { stroke: #ddd3c2; stroke-width: 13 } .core { stroke: #fff } .axis { stroke: #a32e1e }
.wide .street { stroke-width: 5 } .wide .ring { stroke-width: 7 }
.casing { stroke: #fff; stroke-width: 8 } .trail { stroke: #a32e1e; stroke-width: 4 } .leader, .bar { stroke: #574e45 }
.halt, .north { fill: #221e1a } text { fill: #574e45; font-family: "Noto Sans CJK SC", sans-serif; font-size: 12px }
.axis-name { fill: #a32e1e } .water { fill: #1f4e79; font-size: 13px } .place-name { fill: #221e1a; font-size: 13.5px; font-weight: 700 }
.e { text-anchor: end } .m { text-anchor: middle } .halt-m { fill: #fff; font-size: 9px; text-anchor: middle }
.mk g path { fill: #a32e1e; stroke: #fff; stroke-width: 1.5 } .mk.metro g path { fill: #221e1a }
.mk g text { fill: #fff; font-size: 11.5px; font-weight: 700; text-anchor: middle } .halos circle { fill: none; stroke: #574e45 }
"""


class Refusing:
    """A fetcher that fetches nothing: a booklet is whole as it is, its photographs stand in its text."""

    _fail_on_errors = False

    def __call__(self, url: str, **_more: Any) -> Any:
        """Give a photograph that the address itself holds; raise ValueError for every other one, which is left out."""
        held = HELD.match(url)
        if held is None:
            raise ValueError(f"a booklet loads nothing, and so not {url[:80]}")
        urls = import_module("weasyprint.urls")  # slow import
        return urls.URLFetcherResponse(url, b64decode(url[held.end() :]), {"Content-Type": held[1]})


@cache
def engine() -> Any | None:
    """Give WeasyPrint, or None where it or the libraries it needs are not installed."""
    try:
        return import_module("weasyprint")  # slow import
    except (ImportError, OSError):
        return None


def can_draw() -> bool:
    """Whether a PDF can be drawn here."""
    return engine() is not None


def pdf(html: str) -> bytes:
    """Give a booklet's HTML as PDF with its fonts embedded; raise RuntimeError without the engine."""
    found = engine()
    if found is None:
        raise RuntimeError("the extra [pdf] is not installed")
    sheet = found.CSS(string=SHEET.read_text("utf-8"), url_fetcher=Refusing())
    styled = SVG_START.sub(lambda start: f"{start[1]}<style>{MAP_STYLE}</style>", html)
    drawn: bytes = found.HTML(string=styled, url_fetcher=Refusing(), base_url=None).write_pdf(stylesheets=[sheet])
    return drawn


def qr_code(address: str) -> Markup:
    """Give the QR code of an address as SVG."""
    drawing: str = segno.make(address, error="m", micro=False).svg_inline(omitsize=True, svgclass="qr", border=2)
    return Markup(drawing)  # noqa: S704  (segno draws a path, the address is not in it)
