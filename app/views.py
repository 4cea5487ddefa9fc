"""Page views, counted before anything else: answers kept in memory and 304s too; HEAD, prefetching and known robots not.

Nothing is looked at but the path, and whether a browser says that it only prefetches or is a robot; nothing of a visitor is kept.
"""

import re
import threading
import time
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from app import clock, i18n

MOST_KEYS = 50_000
LONGEST = 100
COUNTED = frozenset({"200", "304"})
PAGE = re.compile(rf"/({'|'.join(sorted(i18n.LANGUAGES, key=len, reverse=True))})/((?:[a-z-]+(?:/[a-z0-9-]+)?)?)")
ROBOT = re.compile(
    r"bot\b|bots\b|crawl|spider|slurp|archiver|preview|facebookexternalhit|embedly|headless|lighthouse|monitor|uptime|pingdom"
    r"|curl/|wget/|python-|java/|go-http|okhttp|libwww|scrapy|httpclient|feedfetcher|validator",
    re.IGNORECASE,
)


class Key(NamedTuple):
    """What is counted: a page, a Beijing day, a language."""

    page: str
    day: str
    language: str


class Views:
    """The step before all others that counts; what it counted waits to be taken to the store."""

    def __init__(self, after: WSGIApplication) -> None:
        self._after = after
        self._lock = threading.Lock()
        self._counted: dict[tuple[str, str, str], int] = {}
        self._day, self._begins, self._ends = "", 0.0, 0.0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the next step does, and count the page when it was really shown."""
        found = page_of(environ["PATH_INFO"]) if environ["REQUEST_METHOD"] == "GET" else None
        if found is None or is_robot(environ.get("HTTP_USER_AGENT", "")) or is_fetched_ahead(environ):
            return self._after(environ, start_response)

        def counting(status, headers, exc_info=None):  # type: ignore[no-untyped-def]  # as WSGI calls it
            if status[:3] in COUNTED:
                self.count(*found)
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        return self._after(environ, counting)

    def count(self, language: str, page: str) -> None:
        """Count one view of a page today; the day is reckoned anew only after midnight, or when the clock was turned."""
        if not self._begins <= time.time() < self._ends:
            self._turn_to_today()
        key = (page, self._day, language)
        with self._lock:
            times = self._counted.get(key, 0)
            if times or len(self._counted) < MOST_KEYS:
                self._counted[key] = times + 1

    def _turn_to_today(self) -> None:
        now = clock.now()
        self._day = now.date().isoformat()
        self._begins, self._ends = clock.start_of(now.date()).timestamp(), clock.next_midnight(now).timestamp()

    def take(self) -> Counter[Key]:
        """Give what was counted since the last time, and begin anew."""
        with self._lock:
            taken, self._counted = self._counted, {}
        return Counter({Key(*key): times for key, times in taken.items()})

    def give_back(self, counted: Counter[Key]) -> None:
        """Take back what could not be stored."""
        with self._lock:
            for key, times in counted.items():
                self._counted[key] = self._counted.get(key, 0) + times


@lru_cache(maxsize=8_192)
def page_of(path: str) -> tuple[str, str] | None:
    """Give the language and the page of a path such as /zh/places/rongbaozhai; a list by its name, the home as `home`."""
    match = PAGE.fullmatch(path) if len(path) <= LONGEST else None
    return (match[1], match[2] or "home") if match else None


@lru_cache(maxsize=4_096)
def is_robot(agent: str) -> bool:
    """Whether a browser's name for itself is that of a robot."""
    return ROBOT.search(agent) is not None


def is_fetched_ahead(environ: WSGIEnvironment) -> bool:
    """Whether a browser only fetches ahead: most say nothing of it, which costs four looks."""
    said = environ.get("HTTP_SEC_PURPOSE") or environ.get("HTTP_PURPOSE") or environ.get("HTTP_X_PURPOSE") or environ.get("HTTP_X_MOZ")
    return said is not None and ("prefetch" in said or "prerender" in said)
