"""How public answers are made: until when a text holds, redirects to a page's present address, care mode."""

from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from app import clock
from app.extensions import db
from app.models.page import Page
from app.queries.pages import current_slug, page_by_slug, withdrawn_page
from app.routes import withdrawn
from app.vocabulary import Family

PageType = TypeVar("PageType", bound=Page)
A_YEAR_S = 31_536_000
CARE_COOKIE = "care"


def until(moment: datetime | None) -> None:
    """Note that the text being made can change at `moment`; the earliest counts."""
    if moment is not None and (g.get("until") is None or moment < g.until):
        g.until = moment


def until_midnight() -> None:
    """Note that the text being made speaks of today."""
    until(clock.next_midnight(clock.now()))


def while_rights_last(picture: dict[str, Any]) -> None:
    """Note that the text being made shows a photograph, whose rights may end."""
    if picture["until"] is not None:
        until(clock.start_of(date.fromisoformat(picture["until"]) + timedelta(days=1)))


def do_not_keep() -> None:
    """Note that the answer being made is less than it should be, and must be made again for the next visitor."""
    g.is_passing = True


def may_be_kept() -> bool:
    """Whether the answer made may be kept."""
    return not g.get("is_passing", False)


def holds_until() -> datetime | None:
    """Give the moment at which the text made can change."""
    moment: datetime | None = g.get("until")
    return moment


def find(model: type[PageType], family: Family, slug: str, endpoint: str) -> PageType:
    """Give a public page; a former address redirects for ever, a withdrawn page is a 410 that says why, anything else a 404."""
    page = page_by_slug(db.session(), model, slug)
    if page is None:
        present = current_slug(db.session(), family, slug)
        if present:
            abort(redirect(with_query(url_for(endpoint, slug=present)), 301))
        former = withdrawn_page(db.session(), family, slug)
        abort(withdrawn.gone(former) if former is not None else 404)
    return page


def with_query(address: str) -> str:
    """Give an address with the query of the request."""
    query = request.query_string.decode("latin-1")
    return f"{address}?{query}" if query else address


def for_a_year(body: bytes | str, kind: str) -> Response:
    """Give an answer that never changes at its address."""
    response = Response(body, mimetype=kind)
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR_S}, immutable"
    return response


def in_care_mode() -> bool:
    """Whether the visitor chose larger type and controls."""
    return request.cookies.get(CARE_COOKIE) == "1"


def switch_care_mode() -> Redirect | None:
    """Answer `?care=1|0` with the same page and one cookie that only says so."""
    wanted = request.args.get(CARE_COOKIE)
    if wanted not in {"0", "1"} or request.method not in {"GET", "HEAD"}:
        return None
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != CARE_COOKIE]
    response = redirect(request.path + ("?" + urlencode(rest) if rest else ""), 303)
    if wanted == "1":
        response.set_cookie(CARE_COOKIE, "1", max_age=A_YEAR_S, samesite="Lax", httponly=True, secure=request.is_secure, path="/")
    else:
        response.delete_cookie(CARE_COOKIE, samesite="Lax", path="/")
    response.headers["Cache-Control"] = "no-store"
    return response
