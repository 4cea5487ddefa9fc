"""Many at once: one render per page, a turnstile, and no lock that stays behind."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from time import sleep
from typing import Any

import pytest

from app.page_cache import PageCache
from tests.page_cache.site import Site, all_at_once, ask


class Crowd:
    """Counts how many renders there are at once."""

    def __init__(self, take_s: float = 0.002) -> None:
        self.now, self.most, self.take_s, self.lock = 0, 0, take_s, Lock()

    def __call__(self, environ: Any) -> str:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        sleep(self.take_s)
        with self.lock:
            self.now -= 1
        return str(environ["QUERY_STRING"])


def test_64_threads_render_a_cold_page_once(site: Site, cache: PageCache) -> None:
    site.text = Crowd(0.05)

    replies = all_at_once([lambda: ask(cache, "/zh/events?kind=fair")] * 64)

    assert [reply.body for reply in replies] == [b"kind=fair"] * 64
    assert (len(site.rendered), cache.stats().hits, cache.stats().misses) == (1, 63, 1)
    assert cache.stats().waits > 0


def test_renders_go_one_at_a_time(site: Site, cache: PageCache) -> None:
    crowd = site.text = Crowd()
    urls = [f"/zh/search?q={number % 16}" for number in range(64)] + ["/zh/events?kind=a&kind=b"] * 16

    all_at_once([lambda url=url: ask(cache, url) for url in urls])

    assert (crowd.most, len(site.rendered)) == (1, 32)


def test_the_turnstile_has_as_many_places_as_one_says(site: Site) -> None:
    crowd = site.text = Crowd(0.02)
    cache = site.cache(renders_at_once=3)

    all_at_once([lambda number=number: ask(cache, f"/zh/search?q={number}") for number in range(24)])

    assert crowd.most == 3


def test_what_is_never_kept_does_not_queue(site: Site, cache: PageCache) -> None:
    crowd = site.text = Crowd(0.05)

    all_at_once([lambda: ask(cache, "/admin/events")] * 8)

    assert crowd.most > 1


def test_an_exception_goes_through_and_leaves_no_lock(site: Site, cache: PageCache) -> None:
    def broken(environ: Any) -> str:
        raise LookupError("broken")

    site.text = broken
    for url in ["/zh/events", "/zh/events?kind=a&kind=b"] * 2:
        with pytest.raises(LookupError, match="broken"):
            ask(cache, url)
    site.text = lambda environ: "well"

    assert [ask(cache, url).body for url in ("/zh/events", "/zh/events?kind=a&kind=b")] == [b"well"] * 2


def test_readers_and_writers_in_disorder_get_the_right_pages(site: Site) -> None:
    site.text = lambda environ: environ["QUERY_STRING"]
    cache = site.cache(max_bytes=60_000, renders_at_once=2)

    def visit(seed: int) -> bool:
        right = True
        for number in range(150):
            site.version = ("epoch", number // 10) if seed == 0 else site.version
            query = f"q={(seed * 7 + number) % 40}"
            right &= ask(cache, f"/zh/search?{query}").body == query.encode()
        return right

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(visit, range(16))) == [True] * 16
    assert cache.stats().bytes == sum(entry.size for entry in cache._store._entries.values()) <= 60_000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_cache_made_before_the_fork_works_after_it(site: Site, cache: PageCache) -> None:
    ask(cache)
    child = os.fork()
    if child == 0:
        os._exit(0 if ask(cache).status == 200 and ask(cache, "/en/events").status == 200 else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
