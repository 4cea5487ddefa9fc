"""A little site behind a page cache, and a visitor who asks it things."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Barrier, Lock
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment
from zoneinfo import ZoneInfo

from werkzeug.test import EnvironBuilder, run_wsgi_app

from app.page_cache import PageCache, Version

BEIJING = ZoneInfo("Asia/Shanghai")
KNOWN = {
    "/zh/events": frozenset({"kind", "free"}),
    "/en/events": frozenset({"kind", "free"}),
    "/zh/search": frozenset({"q"}),
}


@dataclass
class Reply:
    """What came back over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Site:
    """An application that counts its renders; a test says what it answers."""

    text: Callable[[WSGIEnvironment], str] = lambda environ: "漫步西城 " * 100
    status: str = "200 OK"
    headers: dict[str, str] = field(default_factory=lambda: {"X-Page-Cache": "keep"})
    version: Version = ("epoch", 1)
    moment: datetime = datetime(2027, 2, 6, 9, 30, tzinfo=BEIJING)
    rendered: list[WSGIEnvironment] = field(default_factory=list)
    _lock: Any = field(default_factory=Lock)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with self._lock:
            self.rendered.append(environ)
        body = self.text(environ).encode() if environ["REQUEST_METHOD"] != "HEAD" else b""
        start_response(self.status, [("Content-Type", "text/html; charset=utf-8"), *self.headers.items()])
        return [body]

    def read_version(self) -> Version:
        """Gives the version, as the database would."""
        return self.version

    def cache(self, **settings: Any) -> PageCache:
        """Puts a page cache before the site; all paths without language are never kept."""
        settings = {
            "read_version": self.read_version,
            "now": lambda: self.moment,
            "known_arguments": known_arguments,
        } | settings
        return PageCache(self, **settings)

    def later(self, **units: float) -> None:
        """Lets time pass."""
        self.moment += timedelta(**units)


def known_arguments(path: str) -> frozenset[str] | None:
    """Gives the arguments that the little site's views read."""
    return KNOWN.get(path, frozenset()) if path.startswith(("/zh/", "/en/")) else None


def ask(app: Any, url: str = "/zh/events", *, method: str = "GET", **headers: str) -> Reply:
    """Asks for an address; header names are written with underscores."""
    sent = [(name.replace("_", "-"), value) for name, value in headers.items()]
    environ = EnvironBuilder(path=url, method=method, headers=sent).get_environ()
    parts, status, found = run_wsgi_app(app, environ, buffered=True)
    return Reply(int(status.split()[0]), dict(found), b"".join(parts))


def all_at_once(asks: list[Callable[[], Reply]]) -> list[Reply]:
    """Lets every request begin in the same moment, each in its thread."""
    ready = Barrier(len(asks))

    def start(one: Callable[[], Reply]) -> Reply:
        ready.wait()
        return one()

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(start, asks))
