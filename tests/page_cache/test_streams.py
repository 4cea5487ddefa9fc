"""Answers that come in pieces: kept only if the view allows it, and always closed."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.page_cache import PageCache
from tests.page_cache.site import Site, ask


class Stream:
    """A body that comes in pieces, and remembers being closed."""

    def __init__(self, *pieces: bytes, error: Exception | None = None) -> None:
        self.pieces, self.error, self.closed = pieces, error, 0

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces
        if self.error:
            raise self.error

    def close(self) -> None:
        self.closed += 1


def streaming(site: Site, stream: Stream, *headers: tuple[str, str], **settings: Any) -> PageCache:
    """Puts a page cache before an application that answers with a stream."""

    def app(environ: Any, start_response: Any) -> Stream:
        start_response("200 OK", [("Content-Type", "text/calendar"), *headers])
        return stream

    return PageCache(
        app,
        read_version=site.read_version,
        now=lambda: site.moment,
        known_arguments=lambda path: frozenset(),
        **settings,
    )


def test_a_stream_is_kept_when_the_view_allows_it_and_is_closed(site: Site) -> None:
    stream = Stream(b"BEGIN:", b"VCALENDAR")
    cache = streaming(site, stream, ("X-Page-Cache", "keep"))

    bodies = [ask(cache).body for _ in range(2)]

    assert (bodies, stream.closed) == ([b"BEGIN:VCALENDAR"] * 2, 1)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_stream_that_is_not_kept_is_closed(site: Site, method: str) -> None:
    stream = Stream(b"BEGIN:", b"VCALENDAR")

    ask(streaming(site, stream), method=method)

    assert stream.closed == 1


def test_a_stream_that_is_too_large_passes_whole(site: Site) -> None:
    stream = Stream(*[b"x" * 1000] * 20)
    cache = streaming(site, stream, ("X-Page-Cache", "keep"), max_bytes=80_000)

    reply = ask(cache)

    assert (len(reply.body), stream.closed, cache.stats().entries) == (20_000, 1, 0)


def test_a_stream_of_another_length_than_it_says_is_closed_once(site: Site) -> None:
    stream = Stream(b"BEGIN:")
    cache = streaming(site, stream, ("X-Page-Cache", "keep"), ("Content-Length", "7"))

    assert (ask(cache).body, stream.closed) == (b"BEGIN:", 1)


def test_a_stream_that_breaks_is_closed_and_not_kept(site: Site) -> None:
    stream = Stream(b"BEGIN:", error=OSError("gone"))
    cache = streaming(site, stream, ("X-Page-Cache", "keep"))

    with pytest.raises(OSError, match="gone"):
        ask(cache)

    assert (stream.closed, cache.stats().entries) == (1, 0)


def test_an_application_that_begins_late_is_kept(site: Site) -> None:
    def app(environ: Any, start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [("X-Page-Cache", "keep")])
        yield b"late"

    cache = PageCache(
        app,
        read_version=site.read_version,
        now=lambda: site.moment,
        known_arguments=lambda path: frozenset(),
    )

    assert ([ask(cache).body for _ in range(2)], cache.stats().entries) == ([b"late"] * 2, 1)
