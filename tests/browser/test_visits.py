"""The guide in a real browser: accessibility, no foreign request, the map, and everything without script."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run", "--disable-sync"]
PATHS = (
    "/",
    "/events",
    "/events?month=2027-02",
    "/events?kind=talk&neighbourhood=niujie",
    "/events/changdian-temple-fair-2025",
    "/series",
    "/series/changdian-temple-fair",
    "/series/dadu-craftsmen",
    "/calendar/2027/02",
    "/places",
    "/places?kind=museum",
    "/places/miaoying-temple",
    "/places/lu-xun-museum",
    "/places/huangcheng21",
    "/trails",
    "/trails/liulichang-scholars-street",
    "/stories",
    "/stories/crosstalk",
    "/neighbourhoods",
    "/neighbourhoods/dashilar",
    "/interests/tea",
    "/map",
    "/search",
    "/search?q=changdian",
    "/search?q=qqqqq",
    "/about",
    "/sources",
    "/accessibility",
    "/privacy",
    "/nothing",
)
LOOKS = {
    "phone": {"viewport": {"width": 390, "height": 844}},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def origin(guide_app: Flask) -> Iterator[str]:
    """Serve the real guide on a free port of this machine."""
    server = make_server("127.0.0.1", 0, guide_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all visits."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Any]:
    """Open pages whose console errors and foreign requests are collected."""
    contexts = []

    def open_page(**options: Any) -> tuple[Page, list[str]]:
        context = browser.new_context(**({"viewport": {"width": 390, "height": 844}} | options))
        contexts.append(context)
        page, faults = context.new_page(), []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" and "404 (NOT FOUND)" not in message.text else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url) if not request.url.startswith(("http://127.0.0.1", "data:", "blob:")) else None)
        return page, faults

    yield open_page
    for context in contexts:
        context.close()


def violations(page: Page) -> list[str]:
    """Give what axe finds wrong, with the place."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{rule['id']}: {node['target']} {node['failureSummary'][:160]}" for rule in found["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_template_breaks_a_rule_or_asks_another_host(origin, visit, lang):
    page, faults = visit()
    wrong = {}
    for path in PATHS:
        page.goto(f"{origin}/{lang}{path}")
        found = violations(page)
        if found:
            wrong[path] = found[:3]

    assert wrong == {}
    assert faults == []


@pytest.mark.parametrize("look", ["desktop", "dark"])
def test_other_looks_break_no_rule(origin, visit, look):
    page, faults = visit(**LOOKS[look])
    wrong = {}
    for path in ("/", "/events", "/places", "/places/miaoying-temple", "/trails/liulichang-scholars-street", "/map", "/series/changdian-temple-fair"):
        page.goto(f"{origin}/en{path}")
        found = violations(page)
        if found:
            wrong[path] = found[:3]

    assert wrong == {}
    assert faults == []


def test_care_mode_breaks_no_rule_and_has_large_controls(origin, visit):
    page, faults = visit()
    page.goto(f"{origin}/zh/?care=1")

    sizes = page.evaluate(
        "[...document.querySelectorAll('.bar a, .button, input')].filter(e => e.offsetParent).map(e => e.getBoundingClientRect().height)"
    )

    assert violations(page) == []
    assert min(sizes) >= 60
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.meta')).fontSize)") >= 18
    assert faults == []


@pytest.mark.parametrize(
    "path", ["/", "/events", "/places/miaoying-temple", "/trails/guxi-calm-street", "/map", "/calendar/2027/02", "/search?q=tea"]
)
def test_nothing_scrolls_sideways_on_a_narrow_phone(origin, visit, path):
    page, _ = visit(viewport={"width": 320, "height": 640})
    page.goto(f"{origin}/en{path}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_targets_are_large_enough(origin, visit):
    page, _ = visit()
    page.goto(f"{origin}/en/places")

    sizes = page.evaluate(
        "[...document.querySelectorAll('.bar a, .button, .chip, summary, .row-link')].filter(e => e.offsetParent).map(e => e.getBoundingClientRect().height)"
    )

    assert min(sizes) >= 44


def test_interactive_map_opens_with_its_signs_and_words_as_text(origin, visit):
    page, faults = visit()
    page.goto(f"{origin}/en/map?kind=museum")

    page.click("[data-map-open]")
    page.wait_for_selector(".map-canvas.is-open .leaflet-marker-icon")
    page.wait_for_selector(".leaflet-control-layers label", state="attached")
    page.evaluate(
        "guideMap.map.eachLayer(l => { if (l.getPopup && l.getPopup()) { window.pin = window.pin || l; } }); guideMap.map.setView(pin.getLatLng(), 18);"
    )
    page.wait_for_timeout(400)
    page.evaluate("pin.openPopup()")

    assert page.inner_text(".leaflet-popup-content a")
    assert page.locator(".leaflet-marker-icon[tabindex='0']").count() > 0
    assert "not for navigation" in page.inner_text(".leaflet-control-attribution")
    assert faults == []


def test_map_that_cannot_load_keeps_its_picture_and_says_so(origin, visit):
    page, _ = visit()
    page.route("**/leaflet.js*", lambda route: route.abort())
    page.goto(f"{origin}/en/map")

    page.click("[data-map-open]")
    page.wait_for_function("document.querySelector('[data-map-status]').textContent.includes('could not be loaded')")

    assert page.locator(".map-picture svg").is_visible()


def test_visitor_without_script_finds_the_fair_and_walks_the_trail(origin, visit):
    page, faults = visit(java_script_enabled=False)
    page.goto(f"{origin}/en/")
    page.fill("input[name=q]", "changdian")
    page.click(".search-box button")
    page.click("main ol.results a")
    assert "6 – 10 Feb 2027" in page.inner_text("main")
    assert "expected" in page.inner_text("main")
    page.click("text=Liulichang East and West Streets")
    page.click("main a[href='/en/trails/liulichang-scholars-street']")

    assert page.locator("figure.map svg a").count() >= 8
    assert page.locator("ol.stops li.stop").count() == 8
    assert faults == []


def test_filters_and_large_type_work_without_script(origin, visit):
    page, _ = visit(java_script_enabled=False)
    page.goto(f"{origin}/en/places")
    page.click("details.filters summary")
    page.select_option("#filter-kind", "museum")
    page.click("details.filters button")
    assert "kind=museum" in page.url
    page.click("text=Large type >> nth=0")

    assert page.locator("html.care").count() == 1
    assert "kind=museum" in page.url


def test_first_visit_is_small_before_and_after_the_map_opens(origin, visit):
    page, _ = visit()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{origin}/en/map", wait_until="networkidle")
    before = sum(sizes)
    page.click("[data-map-open]")
    page.wait_for_selector(".map-canvas.is-open")
    page.wait_for_load_state("networkidle")

    assert 5_000 < before <= 60_000
    assert sum(sizes) <= 130_000
