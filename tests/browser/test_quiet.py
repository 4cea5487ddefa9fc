"""Pages log nothing, ask nobody else, and weigh little."""

import pytest
from playwright.sync_api import Page

from tests.browser.paths import TEMPLATES
from tests.browser.test_map import open_map

pytestmark = pytest.mark.browser

BEFORE_MAP_BYTES, AFTER_MAP_BYTES = 60_000, 130_000


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_is_quiet_and_asks_no_other_host(visit, site, language, name):
    page = visit(f"/{language}{TEMPLATES[name]}")
    page.wait_for_load_state("networkidle")

    hosts = page.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).origin)")

    assert set(hosts) == {site}


def weigh(page: Page, path: str) -> dict[str, int]:
    """Load a page anew and keep a running sum of what is transferred."""
    total = {"bytes": 0}
    session = page.context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: total.update(bytes=total["bytes"] + int(event["encodedDataLength"])))
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(path, wait_until="networkidle")
    return total


@pytest.mark.parametrize("name", ["home", "events", "places", "place", "trail", "story", "search", "map"])
def test_first_visit_weighs_at_most_60_kb(visit, name):
    page = visit("about:blank")

    total = weigh(page, "/zh" + TEMPLATES[name])

    assert 0 < total["bytes"] <= BEFORE_MAP_BYTES


def test_first_visit_with_the_open_map_weighs_at_most_130_kb(visit):
    page = visit("about:blank")
    total = weigh(page, "/en/map")

    open_map(page)
    page.wait_for_load_state("networkidle")

    assert BEFORE_MAP_BYTES < total["bytes"] <= AFTER_MAP_BYTES
