"""How a kept page goes out: HEAD, 304, gzip and the headers."""

import gzip
from typing import Any

import pytest

from app.page_cache import PageCache
from app.page_cache.request import accepts_gzip
from tests.page_cache.site import Site, ask


@pytest.mark.parametrize(
    "accepted",
    ["gzip", "br, gzip;q=0.5", "GZIP", "*", "x-gzip", "br;q=1.0, gzip ; q=0.8, *;q=0"],
)
def test_gzip_is_accepted(accepted: str) -> None:
    assert accepts_gzip(accepted)


@pytest.mark.parametrize(
    "accepted",
    ["", "identity", "gzip;q=0", "gzip;q=0.000", "gzip; q=0, *", "*;q=0", "br", "gzip;q=x", "g" * 301],
)
def test_gzip_is_not_accepted(accepted: str) -> None:
    assert not accepts_gzip(accepted)


def test_cached_equals_fresh(site: Site, cache: PageCache) -> None:
    fresh = ask(cache)

    assert ask(cache) == fresh
    assert fresh.body.decode() == site.text({})


def test_head_on_a_miss_renders_the_page(site: Site, cache: PageCache) -> None:
    head = ask(cache, method="HEAD")
    page = ask(cache)

    assert (head.status, head.body, head.headers) == (200, b"", page.headers)
    assert (page.body.decode(), len(site.rendered)) == (site.text({}), 1)


def test_head_of_a_page_that_is_not_kept_has_no_body(site: Site, cache: PageCache) -> None:
    site.headers = {"Content-Length": "3"}
    site.text = lambda environ: "abc"

    reply = ask(cache, method="HEAD")

    assert (reply.body, reply.headers["Content-Length"]) == (b"", "3")


def test_conditions_and_ranges_do_not_reach_the_render(site: Site, cache: PageCache) -> None:
    reply = ask(cache, If_None_Match='"x"', If_Modified_Since="x", If_Range='"x"', Range="bytes=0-1")

    assert (reply.status, len(reply.body)) == (200, len(site.text({}).encode()))
    assert not [name for name in site.rendered[0] if name.startswith(("HTTP_IF_", "HTTP_RANGE"))]


@pytest.mark.parametrize("form", ["{0}", "*", '"other", {0}', "{1}", '"a",{1} , "b"'])
def test_a_known_etag_is_answered_304(cache: PageCache, form: str) -> None:
    etag = ask(cache).headers["ETag"]

    reply = ask(cache, If_None_Match=form.format(etag, etag.removeprefix("W/")), Accept_Encoding="gzip")

    assert (reply.status, reply.body) == (304, b"")
    assert reply.headers == {"ETag": etag, "Vary": "Cookie, Accept-Encoding", "Cache-Control": "no-cache"}


def test_another_etag_gets_the_page(cache: PageCache) -> None:
    ask(cache)

    assert ask(cache, If_None_Match='W/"other"').status == 200


def test_etag_is_weak_and_outlives_a_version_with_the_same_body(site: Site, cache: PageCache) -> None:
    etag = ask(cache).headers["ETag"]
    site.version = ("epoch", 2)

    reply = ask(cache, If_None_Match=etag)

    assert (reply.status, len(site.rendered), etag[:3]) == (304, 2, 'W/"')


def test_etag_changes_with_the_body(site: Site, cache: PageCache) -> None:
    etag = ask(cache).headers["ETag"]
    site.version, site.text = ("epoch", 2), lambda environ: "新的"

    assert ask(cache, If_None_Match=etag).status == 200


def test_gzip_and_plain_share_the_etag_and_the_render(site: Site, cache: PageCache) -> None:
    plain, zipped = ask(cache), ask(cache, Accept_Encoding="gzip")

    assert gzip.decompress(zipped.body) == plain.body
    assert (zipped.headers["ETag"], zipped.headers["Content-Encoding"]) == (plain.headers["ETag"], "gzip")
    assert zipped.headers["Content-Length"] == str(len(zipped.body))
    assert (len(site.rendered), "Content-Encoding" in plain.headers) == (1, False)


def test_gzip_q_0_gets_the_plain_page(cache: PageCache) -> None:
    assert "Content-Encoding" not in ask(cache, Accept_Encoding="gzip;q=0, *").headers


def test_gzip_has_no_time_in_it(site: Site, cache: PageCache) -> None:
    ask(cache)

    assert ask(cache, Accept_Encoding="gzip").body[4:8] == b"\0\0\0\0"


@pytest.mark.parametrize(
    ("content_type", "is_zipped"),
    [
        ("image/svg+xml", True),
        ("application/geo+json", True),
        ("image/png", False),
        ("application/pdf", False),
    ],
)
def test_only_text_is_zipped(site: Site, cache: PageCache, content_type: str, is_zipped: bool) -> None:
    def app(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", content_type), ("X-Page-Cache", "keep")])
        return [b"a" * 1000]

    cache = PageCache(
        app,
        read_version=site.read_version,
        now=lambda: site.moment,
        known_arguments=lambda path: frozenset(),
    )

    assert ("Content-Encoding" in ask(cache, Accept_Encoding="gzip").headers) is is_zipped


def test_what_gzip_makes_longer_stays_plain(site: Site, cache: PageCache) -> None:
    site.text = lambda environ: "ok"

    assert ask(cache, Accept_Encoding="gzip").body == b"ok"


def test_headers_of_a_kept_page(site: Site, cache: PageCache) -> None:
    site.headers |= {
        "X-Page-Args": "kind",
        "X-Page-Until": "9999999999",
        "Content-Language": "zh",
        "ETag": '"app"',
    }

    headers = ask(cache).headers

    assert headers["ETag"] != '"app"'
    assert {name: headers[name] for name in sorted(headers) if name != "ETag"} == {
        "Cache-Control": "no-cache",
        "Content-Language": "zh",
        "Content-Length": str(len(site.text({}).encode())),
        "Content-Type": "text/html; charset=utf-8",
        "Vary": "Cookie, Accept-Encoding",
    }


def test_the_views_own_cache_control_stays(site: Site, cache: PageCache) -> None:
    site.headers["Cache-Control"] = "public, max-age=60"

    assert ask(cache).headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("url", ["/admin/", "/zh/events", "/zh/events?kind=a&kind=b"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_our_own_headers_never_leave_the_house(site: Site, cache: PageCache, url: str, method: str) -> None:
    site.headers |= {"X-Page-Args": "kind", "x-page-until": "9999999999"}

    for _ in range(2):
        headers = ask(cache, url, method=method).headers

        assert not [name for name in headers if name.lower().startswith("x-page-")]


def test_a_server_that_writes_into_the_headers_does_not_spoil_the_page(cache: PageCache) -> None:
    def server(environ: Any, start_response: Any) -> Any:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None, /) -> Any:
            headers.append(("Server", "gunicorn"))
            return start_response(status, headers)

        return cache(environ, start)

    assert ask(server).headers == ask(server).headers
    assert "Server" not in ask(cache).headers
