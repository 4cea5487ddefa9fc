"""The interactive map opens over the drawn one; its markers are shapes, its words text, its signs reached by keyboard."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import HOSTILE_NAME, HOSTILE_SLUG

pytestmark = pytest.mark.browser


def open_map(page: Page) -> None:
    page.locator("[data-map-open]").click()
    page.locator(".map-canvas.is-open").wait_for()


def show_place(page: Page, slug: str) -> None:
    """Bring the marker of a place out of its cluster."""
    page.evaluate(
        """async (slug) => {
            const {map} = window.guideMap;
            let cluster;
            map.eachLayer((layer) => { if (layer.getAllChildMarkers === undefined && layer.zoomToShowLayer) { cluster = layer; } });
            const data = await (await fetch(document.querySelector(".map").dataset.mapScript.replace("map.js", "places.geojson"))).json();
            const name = data.features.find((feature) => feature.properties.url.endsWith("/" + slug)).properties.name;
            const pin = cluster.getLayers().find((marker) => marker.options.title === name);
            await new Promise((resolve) => cluster.zoomToShowLayer(pin, resolve));
        }""",
        slug,
    )


def test_map_opens_with_shapes_and_the_picture_gives_way(visit):
    page = visit("/en/map")

    open_map(page)

    assert not page.locator(".map-picture").is_visible()
    assert page.locator("[data-map-status]").text_content() == "The interactive map is open."
    assert page.locator(".map-canvas .sign-count, .map-canvas .sign").count() > 3


def test_marker_says_its_kind_by_shape_and_its_popup_leads_to_the_page(visit):
    page = visit("/en/map")
    open_map(page)
    show_place(page, "rongbaozhai")

    page.locator('.leaflet-marker-icon[title="Rongbaozhai"]').click()

    assert "sign-shop" in str(page.locator('.leaflet-marker-icon[title="Rongbaozhai"] .sign').get_attribute("class"))
    assert page.locator(".leaflet-popup-content a").text_content() == "Rongbaozhai"
    assert page.locator(".leaflet-popup-content a").get_attribute("href") == "/en/places/rongbaozhai"


def test_keyboard_reaches_a_marker_and_opens_its_popup(visit):
    page = visit("/en/map?neighbourhood=tianqiao")
    open_map(page)
    show_place(page, HOSTILE_SLUG)

    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.leaflet-marker-icon.sign-box')"):
            break
    page.keyboard.press("Enter")

    assert page.locator(".leaflet-popup-content a").count() == 1


def test_hostile_name_is_shown_as_text(visit):
    page = visit("/zh/map")
    open_map(page)
    show_place(page, HOSTILE_SLUG)

    page.locator('.leaflet-marker-icon[title^="<img"]').click()

    assert page.locator(".leaflet-popup-content a").text_content() == HOSTILE_NAME
    assert page.locator("img[src=x]").count() == 0


def test_failed_map_keeps_the_picture_and_says_so(visit):
    page = visit("/en/map")
    page.route(
        "**/map.js*",
        lambda route: (
            route.fulfill(status=200, content_type="text/javascript", body="window.guideMap = {ready: Promise.reject(Error())};")
            if "/en/" in route.request.url
            else route.continue_()
        ),
    )

    page.locator("[data-map-open]").click()
    page.get_by_text("could not be loaded").wait_for()

    assert page.locator(".map-picture svg").is_visible()
