"""Tiles of a configured provider: shown when they come; when they do not, the base map stays and the page says so."""

import base64
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.browser.test_map import open_map
from tests.conftest import make_guide

pytestmark = pytest.mark.browser

DEAD_HOST = "https://127.0.0.1:9"
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
GROUND = ".map-live path.ground-street, .map-live path.ground-lake"


@pytest.fixture(scope="module")
def tiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The guide with tiles of a host that does not answer; its origin."""
    app = make_guide(
        tmp_path_factory.mktemp("tiled"),
        TILE_PROVIDER="xyz",
        TILE_URL=DEAD_HOST + "/{z}/{x}/{y}.png",
        TILE_ATTRIBUTION="<b>Some tiles</b>",
        TILE_REVIEW_NUMBER="GS(2026)1",
    )
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(chromium: Browser, tiled: str) -> Iterator[Page]:
    """A visitor of that guide."""
    context = chromium.new_context(base_url=tiled, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def shown(page: Page) -> int:
    """How many streets and lakes of the base map are drawn."""
    return page.locator(GROUND).evaluate_all("paths => paths.filter(path => getComputedStyle(path).display !== 'none').length")


def test_base_map_stays_when_the_tiles_do_not_come(page):
    page.goto("/en/map")

    open_map(page)
    page.get_by_text("The map tiles could not be loaded; the schematic map stays.").wait_for()

    assert shown(page) > 30
    assert page.locator(".leaflet-marker-icon").count() > 10


def test_tiles_take_the_place_of_the_base_map_when_they_come(page):
    page.route(f"{DEAD_HOST}/**", lambda route: route.fulfill(status=200, content_type="image/png", body=PNG))
    page.goto("/en/map")

    open_map(page)
    page.locator(".map-live.has-tiles").wait_for()

    assert shown(page) == 0


def test_base_map_comes_back_when_later_tiles_fail(page):
    page.route(f"{DEAD_HOST}/**", lambda route: route.fulfill(status=200, content_type="image/png", body=PNG))
    page.goto("/en/map")
    open_map(page)
    page.locator(".map-live.has-tiles").wait_for()
    page.unroute(f"{DEAD_HOST}/**")

    page.locator(".leaflet-control-zoom-in").click()
    page.locator(".map-live:not(.has-tiles)").wait_for()

    assert shown(page) > 30


def test_provider_is_named_as_text_with_its_review_number(page):
    page.goto("/en/map")

    open_map(page)

    assert "<b>Some tiles</b> · GS(2026)1" in page.locator(".leaflet-control-attribution").text_content()


def test_policy_opens_for_the_provider_alone(page):
    policy = page.goto("/en/map").headers["content-security-policy"]

    assert f"img-src 'self' data: {DEAD_HOST};" in policy
    assert policy.count("https://") == 1
