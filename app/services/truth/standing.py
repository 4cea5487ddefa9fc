"""Where external addresses stand in the guide: in fields that hold an address, and as links in texts of Markdown."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from app.documents.registry import BY_FAMILY
from app.formatting import MARKDOWN
from app.models.page import Page
from app.queries.pages import is_public
from app.services.desk.controls import Control, Kind, controls_of
from app.services.search import following
from app.services.search.choosing import Kept

KEPT = Kept()


class Standing(NamedTuple):
    """One external address on a live page: where in its form (sources.0.url, body.zh), and as it is written there."""

    page_id: int
    path: str
    address: str

    @property
    def asked(self) -> str:
        """The address as it is tried: without the part that only a browser reads."""
        return self.address.partition("#")[0]


def live(session: Session) -> tuple[Standing, ...]:
    """Give every external address of the live pages, by page, in the order of the form; read once for each version of the guide."""
    return KEPT.get(following.newest(session), "standing", lambda: tuple(of_live_pages(session)))


def of_live_pages(session: Session) -> Iterator[Standing]:
    """Read the external addresses of the live pages; pages without any are not even looked into."""
    rows = select(Page.id, Page.family, Page.content).where(is_public(), cast(Page.content, String).contains("//")).order_by(Page.id)
    for number, family, content in session.execute(rows.execution_options(yield_per=200)):
        for path, address in addresses_in(controls_of(BY_FAMILY[family].document), content):
            yield Standing(number, path, address)


def addresses_in(controls: tuple[Control, ...], values: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Give the external addresses in plain values of a document, or of a part of one, each with its path."""
    for control in controls:
        value = values.get(control.name) if isinstance(values, dict) else None
        if value:
            yield from in_control(control, value, above + control.name)


def in_control(control: Control, value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Give the external addresses below one control."""
    if control.kind is Kind.ADDRESS and isinstance(value, str):
        yield path, value
    elif control.kind is Kind.TEXT and control.shown.markdown and isinstance(value, dict):
        for language in ("zh", "en"):
            yield from ((f"{path}.{language}", address) for address in dict.fromkeys(links_in(value.get(language) or "")))
    elif control.kind is Kind.GROUP:
        yield from addresses_in(control.parts, value, f"{path}.")
    elif control.kind is Kind.ROWS and control.row is not None and isinstance(value, list):
        for place, entry in enumerate(value):
            yield from in_control(control.row, entry, f"{path}.{place}")


def links_in(text: str) -> Iterator[str]:
    """Give the external addresses that a text of Markdown links to, as a visitor's browser would open them."""
    for token in MARKDOWN.parse(text):
        for one in token.children or ():
            href = str(one.attrGet("href") or "") if one.type == "link_open" else ""
            if href.lower().startswith(("http://", "https://")):
                yield href
            elif href.startswith("//"):
                yield f"https:{href}"
