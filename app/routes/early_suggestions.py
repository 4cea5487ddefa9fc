"""Suggestions before Flask: while nothing changed they are answered from memory, as the view would, for a fraction of a request."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote_plus
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask

from app import i18n
from app.config import Settings
from app.page_cache import etag_of
from app.routes.search_address import one_line
from app.routes.suggestions import CACHE_CONTROL, JSON, Wording, as_json, wordings
from app.security import is_foreign, standing_headers
from app.services.search import suggesting

HEADERS = [("Content-Type", JSON), ("Cache-Control", CACHE_CONTROL)]


class EarlySuggestions:
    """The step before the page cache; whatever is not a plain question, or needs the database, goes on to `after` it."""

    def __init__(self, app: Flask, after: WSGIApplication) -> None:
        adapter = app.url_map.bind("")
        self._languages = {adapter.build("search.suggest", {"lang": lang}): lang for lang in i18n.LANGUAGES}
        self._after = after
        self._settings: Settings = app.config["SETTINGS"]
        with app.app_context():
            self._names = suggesting.the_names()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory, or pass the request on."""
        wording = wordings.get(self._languages.get(environ.get("PATH_INFO", ""), ""))
        body = self._body(environ, wording) if wording else None
        if body is None:
            return self._after(environ, start_response)
        standing = standing_headers(self._settings.tiles.host, is_secure=environ["wsgi.url_scheme"] == "https")
        start_response("200 OK", [*HEADERS, ("ETag", etag_of(body)), ("Content-Length", str(len(body))), *standing])
        return (body,)

    def _body(self, environ: WSGIEnvironment, wording: Wording) -> bytes | None:
        typed = typed_in(environ.get("QUERY_STRING", ""))
        if typed is None or not is_plain(environ) or is_foreign(environ.get("HTTP_HOST", ""), self._settings.site_url):
            return None
        found = self._names.at_once(typed)
        return None if found is None else as_json(typed, found, wording).encode()


def is_plain(environ: dict[str, Any]) -> bool:
    """Whether a request asks for the whole answer, whatever the visitor has already."""
    return environ["REQUEST_METHOD"] == "GET" and "HTTP_IF_NONE_MATCH" not in environ


def typed_in(query: str) -> str | None:
    """Give what is typed when that is all of a query (`q=…` in UTF-8), else None."""
    name, _equals, value = query.partition("=")
    if name != "q" or "&" in value or not value.isascii():
        return None
    try:
        return one_line(unquote_plus(value, errors="strict"))
    except UnicodeDecodeError:
        return None
