"""The WSGI middleware that stands before Flask and answers what it has kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from app.page_cache.answer import Answer, stripping, without_ours
from app.page_cache.entry import Entry, Version
from app.page_cache.flights import Flights
from app.page_cache.keeping import body_to_keep, until
from app.page_cache.request import Key, canonical_query, cleaned, mode_of, readable_path
from app.page_cache.store import Store
from app.page_cache.turnstile import Turnstile

MEBIBYTE = 1024 * 1024

# One page may not push out all others.
_LARGEST_SHARE = 8


@dataclass(frozen=True)
class Stats:
    """What the cache has done since the process began, and what it holds now."""

    hits: int
    misses: int
    waits: int
    evicted: int
    entries: int
    bytes: int


class PageCache:
    """Keeps public pages per version of the site, and renders what it does not have.

    `known_arguments(path)` names the arguments that the view of a path reads, or gives None where nothing
    is ever kept; `bypass(environ)` lets a request go straight through. `read_version()` may give None when
    it cannot tell: then nothing is kept or served from here.
    """

    def __init__(
        self,
        wsgi_app: WSGIApplication,
        *,
        read_version: Callable[[], Version | None],
        now: Callable[[], datetime],
        known_arguments: Callable[[str], frozenset[str] | None],
        bypass: Callable[[WSGIEnvironment], bool] | None = None,
        max_bytes: int = 64 * MEBIBYTE,
        renders_at_once: int = 1,
        patience_s: float = 5.0,
    ) -> None:
        self._app = wsgi_app
        self._read_version = read_version
        self._now = now
        self._known_arguments = known_arguments
        self._bypass = bypass
        self._largest = max_bytes // _LARGEST_SHARE
        self._store = Store(max_bytes)
        self._find = self._store.find
        self._flights = Flights(patience_s=patience_s)
        self._turnstile = Turnstile(renders_at_once, patience_s=patience_s)
        self._hits = 0
        self._misses = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers from what is kept if it can; this is the hot path."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or (self._bypass and self._bypass(environ)):
            return self._app(environ, stripping(start_response))
        mode = mode_of(environ) if "HTTP_COOKIE" in environ else ""
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        key = (environ.get("SCRIPT_NAME", ""), path, query, mode)
        entry = self._find(key)
        # The version is read first and the page is looked at afterwards, never the other way round.
        if entry is not None and (version := self._read_version()) and entry.is_fresh(version, self._now):
            return self._hit(entry, environ, start_response)
        return self._answer(key, environ, start_response)

    def stats(self) -> Stats:
        """Gives the counts for the metrics page."""
        store = self._store
        return Stats(
            self._hits,
            self._misses,
            self._flights.waits,
            store.evicted,
            entries=len(store),
            bytes=store.bytes,
        )

    def _hit(self, entry: Entry, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # Without a lock: under free threading a count may get lost, and nothing else.
        self._hits += 1
        entry.used = True
        return entry.send(environ, start_response)

    def _answer(
        self,
        raw_key: Key,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Answers a request whose query is not in canonical form, or whose page is not kept."""
        known = self._known_arguments(readable_path(environ))
        if known is None:
            return self._app(environ, stripping(start_response))
        script_name, path, raw_query, mode = raw_key
        query = canonical_query(raw_query, known)
        version = self._read_version()
        if query is None or version is None:
            # The path is a public page all the same: it must not be a way round the turnstile.
            self._misses += 1
            with self._turnstile.turn():
                return self._app(environ, stripping(start_response))
        key = (script_name, path, query, mode)
        entry = self._still_fresh(self._find(key), version)
        if entry is not None:
            return self._hit(entry, environ, start_response)
        return self._answer_cold(key, version, environ, start_response)

    def _answer_cold(
        self,
        key: Key,
        version: Version,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Renders a page, or waits for another who is rendering it."""
        with self._flights.join((key, version)) as flight:
            # Even who leads looks again: another may have landed between our first look and our boarding.
            entry = self._still_fresh(flight.entry, version) or self._still_fresh(self._find(key), version)
            if entry is None:
                page = self._render(key, version, environ)
                flight.entry = page if isinstance(page, Entry) else None
                return page.send(environ, start_response)
        return self._hit(entry, environ, start_response)

    def _render(self, key: Key, version: Version, environ: WSGIEnvironment) -> Entry | Answer:
        """Asks the application, and keeps the answer if it may be kept."""
        self._misses += 1
        with self._turnstile.turn():
            since = self._now().timestamp()
            answer = Answer(self._app, cleaned(environ, key))
            body = body_to_keep(answer, since=since, limit=self._largest)
        if body is None:
            return answer
        entry = Entry(
            key,
            status=answer.status,
            headers=without_ours(answer.headers),
            body=body,
            version=version,
            since=since,
            until=until(answer),
        )
        self._store.put(key, entry)
        return entry

    def _still_fresh(self, entry: Entry | None, version: Version) -> Entry | None:
        return entry if entry is not None and entry.is_fresh(version, self._now) else None
