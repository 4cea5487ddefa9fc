"""One kept page: its finished bytes, plain and gzipped, and how long it holds."""

import gzip
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import blake2b
from math import inf
from sys import getsizeof
from wsgiref.types import StartResponse, WSGIEnvironment

from app.page_cache.answer import Headers
from app.page_cache.request import Key, accepts_gzip

# The database's epoch and the newest change in it.
Version = tuple[str, int]

# What the objects round the bytes of an entry weigh: itself, its lists, its place in the store (measured).
OVERHEAD = 1000

_TEXT_ENDINGS = ("/json", "+json", "/xml", "+xml", "/javascript")
_REPLACED = frozenset({"etag", "vary", "content-length"})
_KEPT_IN_304 = frozenset({"cache-control", "etag", "vary", "expires", "content-location"})


class Entry:
    """A page as it goes out, for one version of the site and one stretch of time."""

    __slots__ = (
        "_etag",
        "_gzipped",
        "_plain",
        "_status",
        "_unchanged",
        "since",
        "size",
        "until",
        "used",
        "version",
    )

    def __init__(
        self,
        key: Key,
        *,
        status: str,
        headers: Headers,
        body: bytes,
        version: Version,
        since: float,
        until: float = inf,
    ) -> None:
        self.version = version
        self.since = since
        self.until = None if until == inf else until
        self.used = False
        self._status = status
        self._etag = etag_of(body)
        head = _completed(headers, self._etag)
        self._unchanged = [header for header in head if header[0].lower() in _KEPT_IN_304]
        self._plain = ([*head, ("Content-Length", str(len(body)))], (body,))
        zipped = _gzipped(body) if _is_text(headers) else body
        self._gzipped = self._plain
        if len(zipped) < len(body):
            length = ("Content-Length", str(len(zipped)))
            self._gzipped = ([*head, ("Content-Encoding", "gzip"), length], (zipped,))
        texts = [*key, *(text for header in head for text in header)]
        self.size = OVERHEAD + sum(map(getsizeof, [*texts, body])) + len(zipped)

    def is_fresh(self, version: Version, now: Callable[[], datetime]) -> bool:
        """Says whether the page still holds; the clock is asked only where time matters."""
        if self.version != version:
            return False
        return self.until is None or self.since <= now().timestamp() < self.until

    def send(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers a GET or HEAD with the page, or with 304 when the visitor has it already."""
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked is not None and _names(asked, self._etag):
            start_response("304 NOT MODIFIED", self._unchanged.copy())
            return ()
        zips = accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        headers, body = self._gzipped if zips else self._plain
        # The server may write into the list that it is given.
        start_response(self._status, headers.copy())
        return () if environ["REQUEST_METHOD"] == "HEAD" else body


def etag_of(body: bytes) -> str:
    """Gives the tag of a body; weak, so that gzip and plain share it."""
    return f'W/"{blake2b(body, digest_size=16).hexdigest()}"'


def _names(if_none_match: str, etag: str) -> bool:
    """Compares weakly, as RFC 9110 asks of If-None-Match."""
    if if_none_match == etag or if_none_match.strip() == "*":
        return True
    tags = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return etag.removeprefix("W/") in tags


def _completed(headers: Headers, etag: str) -> Headers:
    head = [(name, value) for name, value in headers if name.lower() not in _REPLACED]
    if not any(name.lower() == "cache-control" for name, _ in head):
        head.append(("Cache-Control", "no-cache"))
    return [*head, ("ETag", etag), ("Vary", "Cookie, Accept-Encoding")]


def _is_text(headers: Headers) -> bool:
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type.startswith("text/") or media_type.endswith(_TEXT_ENDINGS)


def _gzipped(body: bytes) -> bytes:
    """Gives the same bytes for the same body: no time of making in them."""
    return gzip.compress(body, 6, mtime=0)
