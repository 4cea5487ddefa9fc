"""The cache never weighs more than it may, and knows what it weighs."""

import gc
import tracemalloc

from tests.page_cache.site import Site, ask

KILOBYTE = 1024


def test_junk_values_are_bounded_in_bytes(site: Site) -> None:
    site.text = lambda environ: environ["QUERY_STRING"] * 100
    cache = site.cache(max_bytes=100 * KILOBYTE)

    for number in range(500):
        ask(cache, f"/zh/search?q={number}")

    stats = cache.stats()
    assert 50 * KILOBYTE < stats.bytes <= 100 * KILOBYTE
    assert stats.evicted == 500 - stats.entries


def test_pages_in_use_outlive_a_flood_of_others(site: Site) -> None:
    cache = site.cache(max_bytes=100 * KILOBYTE)

    for number in range(500):
        ask(cache, "/zh/events")
        ask(cache, f"/zh/search?q={number}")

    assert len(site.rendered) == 501


def test_a_page_over_its_share_is_not_kept(site: Site) -> None:
    site.text = lambda environ: "x" * 20 * KILOBYTE
    cache = site.cache(max_bytes=100 * KILOBYTE)

    assert len(ask(cache).body) == 20 * KILOBYTE
    assert cache.stats().entries == 0


def test_a_replaced_entry_leaves_no_weight_behind(site: Site) -> None:
    cache, weights = site.cache(), []

    for _ in range(3):
        site.headers["X-Page-Until"] = str(site.moment.timestamp() + 1)
        ask(cache)
        weights.append(cache.stats().bytes)
        site.later(seconds=2)

    assert (weights, len(site.rendered)) == ([weights[0]] * 3, 3)


def test_a_cleared_version_leaves_no_weight_behind(site: Site) -> None:
    cache, weights = site.cache(), []

    for seq in range(3):
        site.version = ("epoch", seq)
        ask(cache)
        weights.append(cache.stats().bytes)
        ask(cache, "/en/events")

    assert weights == [weights[0]] * 3


def test_small_pages_weigh_what_the_cache_says(site: Site) -> None:
    site.text = lambda environ: environ["QUERY_STRING"]
    cache = site.cache()
    ask(cache)
    gc.collect()
    tracemalloc.start()

    for number in range(2000):
        ask(cache, f"/zh/search?q={number}")
        site.rendered.clear()
    gc.collect()
    measured, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert 0.9 < cache.stats().bytes / measured < 1.6


def test_stats_count_hits_misses_and_entries(site: Site) -> None:
    cache = site.cache()
    for url in ("/zh/events", "/zh/events", "/en/events?utm_source=x", "/en/events", "/admin/"):
        ask(cache, url)

    stats = cache.stats()

    assert (stats.hits, stats.misses, stats.waits, stats.entries) == (2, 2, 0, 2)
