"""Waiting for a page that another is rendering, when that render is not a plain one."""

from datetime import datetime
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

from app.page_cache import PageCache
from tests.page_cache.site import Reply, Site, all_at_once, ask


def test_after_a_crash_the_next_in_line_renders_for_the_others(site: Site, cache: PageCache) -> None:
    def broken_once(environ: Any) -> str:
        sleep(0.05)
        if len(site.rendered) == 1:
            raise LookupError("broken")
        return "well"

    def attempt() -> Reply:
        try:
            return ask(cache)
        except LookupError:
            return Reply(500, {}, b"")

    site.text = broken_once

    replies = all_at_once([attempt] * 16)

    assert sorted(reply.status for reply in replies) == [200] * 15 + [500]
    assert len(site.rendered) == 2


def test_after_patience_everyone_renders_for_himself(site: Site) -> None:
    go_on, cache = Event(), site.cache(patience_s=0.05)
    site.text = lambda environ: "stuck" if len(site.rendered) == 1 and go_on.wait(10) else "own"
    stuck = Thread(target=ask, args=(cache,))
    stuck.start()
    while not site.rendered:
        sleep(0.001)

    began = monotonic()
    body, took = ask(cache).body, monotonic() - began
    go_on.set()
    stuck.join()

    assert (body, took < 2) == (b"own", True)


def test_waiters_of_an_older_version_do_not_hold_up_the_newer(site: Site) -> None:
    go_on, cache = Event(), site.cache(renders_at_once=2)
    site.text = lambda environ: "old" if len(site.rendered) == 1 and go_on.wait(10) else "new"
    older = Thread(target=ask, args=(cache,))
    older.start()
    while not site.rendered:
        sleep(0.001)
    site.version = ("epoch", 2)

    began = monotonic()
    body, took = ask(cache).body, monotonic() - began
    go_on.set()
    older.join()

    assert (body, took < 2, ask(cache).body, len(site.rendered)) == (b"new", True, b"new", 2)


def test_who_waits_gets_the_page_even_when_a_newer_version_has_cleared_it_away(site: Site) -> None:
    cache = site.cache(renders_at_once=2)

    def overtaken(environ: Any) -> str:
        while cache.stats().waits < 3:
            sleep(0.001)
        site.version, site.text = ("epoch", 2), lambda environ: "new"
        ask(cache, "/en/events")
        return "old"

    site.text = overtaken

    replies = all_at_once([lambda: ask(cache)] * 4)

    assert ([reply.body for reply in replies], len(site.rendered)) == ([b"old"] * 4, 2)


def test_a_page_that_lands_between_look_and_boarding_is_not_rendered_again(site: Site) -> None:
    looks: list[int] = []

    def now() -> datetime:
        looks.append(1)
        if len(looks) == 2:
            ask(cache)
        return site.moment

    site.headers["X-Page-Until"] = str(site.moment.timestamp() + 60)
    cache = site.cache(now=now)
    looks.extend([0] * 9)
    ask(cache)
    site.later(seconds=60)
    site.headers["X-Page-Until"] = str(site.moment.timestamp() + 60)

    looks.clear()
    ask(cache)

    assert len(site.rendered) == 2
