"""What is kept, and for how long."""

from typing import Any

import pytest

from app.page_cache import PageCache
from tests.page_cache.site import Site, ask


def asked_twice(site: Site, cache: PageCache, **headers: str) -> int:
    """Asks for the same page twice and gives how often it was rendered."""
    before = len(site.rendered)
    for _ in range(2):
        ask(cache, **headers)
    return len(site.rendered) - before


def test_a_page_that_may_be_kept_is_kept(site: Site, cache: PageCache) -> None:
    assert asked_twice(site, cache) == 1


def test_a_page_that_does_not_say_so_is_not_kept(site: Site, cache: PageCache) -> None:
    site.headers = {}

    assert asked_twice(site, cache) == 2


@pytest.mark.parametrize("status", ["404 NOT FOUND", "302 FOUND", "500 ERROR", "206 PARTIAL", "304 OK"])
def test_only_200_is_kept(site: Site, cache: PageCache, status: str) -> None:
    site.status = status

    assert asked_twice(site, cache) == 2


@pytest.mark.parametrize(
    "header",
    [
        ("Set-Cookie", "session=1"),
        ("Vary", "Cookie"),
        ("Vary", "Accept-Encoding, Accept-Language"),
        ("Vary", "*"),
        ("Content-Encoding", "br"),
        ("Cache-Control", "private, max-age=1"),
        ("Cache-Control", "no-store"),
        ("X-Page-Until", "soon"),
        ("X-Page-Until", "nan"),
        ("Content-Length", "7"),
        ("Content-Length", "999999999"),
    ],
)
def test_what_is_not_for_everyone_or_not_whole_is_never_kept(
    site: Site,
    cache: PageCache,
    header: tuple[str, str],
) -> None:
    site.headers |= dict([header])

    assert (asked_twice(site, cache), cache.stats().entries) == (2, 0)


def test_what_is_not_kept_goes_on_as_it_is(site: Site, cache: PageCache) -> None:
    site.headers |= {"Set-Cookie": "a=1", "Vary": "Cookie"}

    reply = ask(cache, Accept_Encoding="gzip")

    assert (reply.headers["Set-Cookie"], reply.headers["Vary"]) == ("a=1", "Cookie")
    assert reply.body.decode() == site.text({})


def test_post_is_never_kept(site: Site, cache: PageCache) -> None:
    for _ in range(2):
        ask(cache, method="POST")

    assert (len(site.rendered), cache.stats().entries) == (2, 0)


def test_a_page_is_rendered_anew_when_its_until_passes(site: Site, cache: PageCache) -> None:
    site.headers["X-Page-Until"] = str(int(site.moment.timestamp()) + 60)
    ask(cache)

    site.later(seconds=59)
    within = asked_twice(site, cache)
    site.later(seconds=1)
    after = asked_twice(site, cache)

    assert (within, after) == (0, 2)


def test_a_page_without_until_stays_until_the_version_moves(site: Site, cache: PageCache) -> None:
    ask(cache)

    site.later(days=400)

    assert asked_twice(site, cache) == 0


def test_a_page_of_later_is_not_shown_earlier(site: Site, cache: PageCache) -> None:
    site.headers["X-Page-Until"] = str(int(site.moment.timestamp()) + 60)
    ask(cache)

    site.later(days=-1)

    assert asked_twice(site, cache) == 1


@pytest.mark.parametrize("moved", [("epoch", 2), ("restored", 0)])
def test_a_move_of_the_version_renders_anew(site: Site, cache: PageCache, moved: tuple[str, int]) -> None:
    ask(cache, "/en/events")
    asked_twice(site, cache)

    site.version = moved

    assert (asked_twice(site, cache), cache.stats().entries) == (1, 1)


def test_the_version_is_read_before_the_render(site: Site, cache: PageCache) -> None:
    def publish_meanwhile(environ: Any) -> str:
        site.version = ("epoch", 2)
        return "old"

    site.text = publish_meanwhile
    ask(cache)
    site.text = lambda environ: "new"

    assert ask(cache).body == b"new"


def test_a_render_that_was_overtaken_does_not_clear_the_new_pages(site: Site, cache: PageCache) -> None:
    def overtaken(environ: Any) -> str:
        site.version, site.text = ("epoch", 2), lambda environ: "new"
        ask(cache, "/en/events")
        return "old"

    cache = site.cache(renders_at_once=2)
    site.text = overtaken
    ask(cache)

    assert (ask(cache).body, ask(cache, "/en/events").body, cache.stats().entries) == (b"new", b"new", 2)


def test_nothing_is_served_when_the_version_cannot_be_read(site: Site) -> None:
    versions: list[tuple[str, int] | None] = [("epoch", 1), None, None, None]
    cache = site.cache(read_version=lambda: versions.pop(0))

    assert (asked_twice(site, cache), len(versions)) == (2, 1)
