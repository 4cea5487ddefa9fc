"""What decides which page is meant: path, known arguments, care mode, and nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.page_cache import PageCache
from app.page_cache.request import canonical_query
from tests.page_cache.site import Site, ask

KNOWN = frozenset({"kind", "free", "q"})


def test_reordered_arguments_share_an_entry(site: Site, cache: PageCache) -> None:
    ask(cache, "/zh/events?kind=fair&free=yes")
    ask(cache, "/zh/events?free=yes&kind=fair")

    assert len(site.rendered) == cache.stats().entries == 1


def test_unknown_arguments_are_ignored(site: Site, cache: PageCache) -> None:
    for number in range(50):
        ask(cache, f"/zh/events?utm_source={number}&gclid=x&junk{number}=1")

    assert len(site.rendered) == cache.stats().entries == 1


def test_a_page_never_sees_the_arguments_that_it_does_not_know(site: Site, cache: PageCache) -> None:
    site.text = lambda environ: environ["QUERY_STRING"] + environ.get("RAW_URI", "")

    ask(cache, "/zh/events?utm_source=<script>&kind=fair")

    assert ask(cache, "/zh/events?kind=fair").body == b"kind=fair"


def test_different_values_are_different_pages(site: Site, cache: PageCache) -> None:
    site.text = lambda environ: environ["QUERY_STRING"]

    bodies = [ask(cache, f"/zh/events?kind={kind}").body for kind in ("fair", "play", "fair", "play")]

    assert bodies == [b"kind=fair", b"kind=play"] * 2


def test_refused_values_are_not_kept(site: Site, cache: PageCache) -> None:
    site.status = "400 BAD REQUEST"

    replies = [ask(cache, f"/zh/events?kind=junk{number}").status for number in range(50)]

    assert (replies, cache.stats().entries) == ([400] * 50, 0)


def test_a_repeated_argument_passes_through(site: Site, cache: PageCache) -> None:
    for _ in range(2):
        ask(cache, "/zh/events?kind=fair&kind=play")

    assert site.rendered[0]["QUERY_STRING"] == "kind=fair&kind=play"
    assert (len(site.rendered), cache.stats().entries) == (2, 0)


def test_a_query_over_300_characters_passes_through(site: Site, cache: PageCache) -> None:
    for _ in range(2):
        ask(cache, "/zh/search?q=" + "x" * 299)

    assert (len(site.rendered), cache.stats().entries) == (2, 0)


def test_host_is_not_in_the_key(site: Site, cache: PageCache) -> None:
    ask(cache, Host="wander.example")
    ask(cache, Host="evil.example")

    assert len(site.rendered) == cache.stats().entries == 1


def test_languages_are_different_pages(site: Site, cache: PageCache) -> None:
    site.text = lambda environ: environ["PATH_INFO"]

    assert (ask(cache, "/zh/events").body, ask(cache, "/en/events").body) == (b"/zh/events", b"/en/events")


def test_two_mounts_of_the_site_do_not_share_pages(site: Site, cache: PageCache) -> None:
    def mounted(environ: Any, start_response: Any) -> Any:
        return cache({**environ, "SCRIPT_NAME": "/guide"}, start_response)

    site.text = lambda environ: environ["SCRIPT_NAME"] + "!"
    ask(cache)

    assert ask(mounted).body == b"/guide!"


def test_a_path_that_is_never_kept_passes_through(site: Site, cache: PageCache) -> None:
    for _ in range(2):
        ask(cache, "/admin/events?anything=1", If_None_Match="x", Cookie="session=1")

    seen = [(request["HTTP_COOKIE"], request["HTTP_IF_NONE_MATCH"]) for request in site.rendered]
    assert seen == [("session=1", "x")] * 2


@pytest.mark.parametrize("cookies", ["care=1", "session=x; care=1", "care=1;theme=dark"])
def test_care_mode_is_a_page_of_its_own(site: Site, cache: PageCache, cookies: str) -> None:
    site.text = lambda environ: environ.get("HTTP_COOKIE", "plain")
    ask(cache)

    assert ask(cache, Cookie=cookies).body == b"care=1"


@pytest.mark.parametrize("cookies", ["care=2", "care=", "xcare=1", "care=10", "care", "scare=1; care=yes"])
def test_an_unknown_care_value_is_the_plain_page(site: Site, cache: PageCache, cookies: str) -> None:
    ask(cache)
    ask(cache, Cookie=cookies)

    assert len(site.rendered) == 1


def test_a_junk_session_cookie_does_not_pass_the_cache_by(site: Site, cache: PageCache) -> None:
    for number in range(50):
        ask(cache, Cookie=f"session=junk{number}")

    assert len(site.rendered) == 1


def test_a_page_sees_no_cookie_credentials_or_body(site: Site, cache: PageCache) -> None:
    ask(cache, Cookie="session=x", Authorization="Bearer x", Content_Length="9", Content_Type="text/plain")

    seen = site.rendered[0]
    assert not {"HTTP_COOKIE", "HTTP_AUTHORIZATION", "CONTENT_LENGTH", "CONTENT_TYPE"} & set(seen)
    assert seen["wsgi.input"].read() == b""


def test_bypass_goes_straight_through(site: Site) -> None:
    cache = site.cache(bypass=lambda environ: environ["PATH_INFO"].startswith("/zh/events"))

    ask(cache, Cookie="session=x")

    assert (site.rendered[0]["HTTP_COOKIE"], cache.stats().entries) == ("session=x", 0)


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("q=%E5%8E%82&kind=", "q=%E5%8E%82"),
        ("q=厂".encode().decode("latin-1"), "q=%E5%8E%82"),
        ("q=a+b&free", "q=a+b"),
        ("q=%ff", "q=%EF%BF%BD"),
        ("kind=fair;free=yes", "kind=fair%3Bfree%3Dyes"),
        ("%6bind=fair", "kind=fair"),
        ("kind=fair&kind=fair", None),
        ("utm_source=a&utm_source=b", ""),
    ],
)
def test_canonical_query(query: str, canonical: str | None) -> None:
    assert canonical_query(query, KNOWN) == canonical


@given(
    st.text(alphabet=st.characters(max_codepoint=255), max_size=40),
    st.sampled_from(["q", "kind", "free"]),
)
def test_a_canonical_query_is_its_own_canonical_form(text: str, name: str) -> None:
    canonical = canonical_query(f"{name}={text}", KNOWN)

    assert canonical is None or len(canonical) > 300 or canonical_query(canonical, KNOWN) == canonical
