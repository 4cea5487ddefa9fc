"""The interactive map opens over the drawn one; its markers are shapes, its words text, its signs reached by keyboard."""

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import HOSTILE_NAME

pytestmark = pytest.mark.browser

SIGN = ".leaflet-container .leaflet-marker-icon[tabindex]"
POPUP_LINK = ".leaflet-popup-content a[href]"


def open_map(page: Page) -> None:
    page.locator("[data-map-open]").click()
    page.locator("[data-map-open]").wait_for(state="hidden")
    page.locator(SIGN).first.wait_for()


def marker(page: Page, title: str) -> Locator:
    """Open clusters until the marker with a title stands by itself."""
    found = page.locator(f'.leaflet-marker-icon[title^="{title}"]')
    for _ in range(8):
        if found.count():
            return found
        page.locator(SIGN + ":not([title])").first.press("Enter")
        page.wait_for_timeout(400)
    raise AssertionError(f"no marker says {title}")


def test_map_opens_and_the_picture_gives_way(visit):
    page = visit("/en/map")

    open_map(page)

    assert not page.locator(".map-picture").is_visible()
    assert page.locator("[data-map-status]").text_content() == "The interactive map is open."
    assert "OpenStreetMap" in page.locator(".leaflet-control-attribution").text_content()


def test_markers_of_several_kinds_have_several_shapes(visit):
    page = visit("/en/map?neighbourhood=shichahai")
    open_map(page)

    shapes = page.eval_on_selector_all(".leaflet-marker-icon[title] path", "paths => [...new Set(paths.map(path => path.getAttribute('d')))]")

    assert len(shapes) > 1


def test_popup_leads_to_the_page(visit):
    page = visit("/en/map?kind=old_brand&neighbourhood=chunshu")
    open_map(page)

    marker(page, "Rongbaozhai").press("Enter")

    assert page.locator(POPUP_LINK).text_content() == "Rongbaozhai"
    assert page.locator(POPUP_LINK).get_attribute("href") == "/en/places/rongbaozhai"


def test_keyboard_reaches_a_marker_and_opens_its_popup(visit):
    page = visit("/en/map?kind=quarter&neighbourhood=tianqiao")
    open_map(page)
    marker(page, "<img")
    page.locator(".leaflet-container").focus()

    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.leaflet-marker-icon[title]')"):
            break
    page.keyboard.press("Enter")

    page.locator(POPUP_LINK).wait_for()


def test_hostile_name_is_shown_as_text(visit):
    page = visit("/zh/map?kind=quarter&neighbourhood=tianqiao")
    open_map(page)

    marker(page, "<img").press("Enter")

    assert page.locator(POPUP_LINK).text_content() == HOSTILE_NAME
    assert page.locator("img[src=x]").count() == 0


def test_map_that_cannot_load_keeps_its_picture_and_says_so(visit):
    page = visit("/en/map")
    page.route("**/places.geojson*", lambda route: route.fulfill(status=200, content_type="application/geo+json", body="{"))

    page.locator("[data-map-open]").click()
    page.get_by_text("could not be loaded").wait_for()

    assert page.locator(".map-picture svg").is_visible()
