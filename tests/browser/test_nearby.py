"""Near me: the browser sorts, filters and reckons the circle; the position never leaves it."""

import re
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import PHONE, SMALL
from tests.browser.test_axe import violations

pytestmark = pytest.mark.browser

CAISHIKOU = {"latitude": 39.88799, "longitude": 116.36822}
ROWS = r"""() => [...document.querySelectorAll('.near > li')].filter(row => !row.hidden)
    .map(row => [row.querySelector('a').getAttribute('href'), row.querySelector('[data-far]').textContent.replace(/[^≈\d]/g, '')])"""


def note_requests(page):
    """Give a list that grows by what a page asks for from now on, but for the sign of the tab, which comes when it likes."""
    asked = []
    page.on("request", lambda request: None if "/img/seal.svg" in request.url else asked.append(urlsplit(request.url).path))
    return asked


def at_caishikou(page):
    """Let a page know where it is, and press the button; give the requests made since."""
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(CAISHIKOU)
    asked = note_requests(page)
    page.locator("[data-nearest-button]").click()
    page.locator("[data-nearest-after]").wait_for()
    return asked


@pytest.mark.parametrize("language", ["en", "zh", "zh-hant"])
def test_the_browser_reckons_as_the_server_does_and_asks_nobody(visit, language):
    page = visit(f"/{language}/nearby")
    asked = at_caishikou(page)
    page.locator("#here-within").select_option("15")
    near = page.evaluate(ROWS)

    assert asked == []
    assert len(near) > 10
    page.goto(f"/{language}/nearby?at={CAISHIKOU['latitude']},{CAISHIKOU['longitude']}&minutes=15")
    server = page.evaluate(r"""() => [...document.querySelectorAll('section[aria-labelledby=near] .near > li')]
        .map(row => [row.querySelector('a').getAttribute('href'), row.querySelector('[data-far]').textContent.replace(/[^≈\d]/g, '')])""")
    assert near == server


def test_the_list_is_filtered_by_kind_and_the_count_is_said(visit):
    page = visit("/en/nearby")
    at_caishikou(page)

    page.locator("#here-kind").select_option("museum")
    page.locator("#here-within").select_option("30")

    shown = page.locator(".near > li:visible")
    assert {shown.nth(number).get_attribute("data-kind") for number in range(shown.count())} == {"museum"}
    assert f"Shown: {shown.count()}." in page.locator("[data-nearest-status]").text_content()


def test_the_circle_of_where_one_is_equals_that_of_the_server(visit):
    page = visit("/en/nearby")
    at_caishikou(page)
    here = {cell.get_attribute("data-circle-kind"): cell.text_content() for cell in page.locator("[data-circle-kind]").all()}
    page.goto(f"/en/nearby?at={CAISHIKOU['latitude']},{CAISHIKOU['longitude']}")
    heads = page.locator("section[aria-labelledby=circle] h3 .meta").all_text_contents()

    assert [re.match(r"none|\d+", words)[0] for words in here.values()] == heads
    assert any(head == "none" for head in heads)


def test_without_script_there_is_a_form_and_no_dead_button(visit):
    page = visit("/en/nearby", script=False)

    assert not page.locator("[data-nearest-button]").is_visible()
    page.locator("details.filters summary").click()
    page.locator("#from-station").select_option("caishikou")
    page.locator("details.filters button[type=submit]").click()
    assert page.locator("h1").text_content() == "Near Caishikou Station"


def test_the_card_is_one_answer_and_stays_when_the_network_goes(visit):
    page = visit("/en/places/rongbaozhai")

    page.locator("main a", has_text="Show to the driver").click()
    page.locator("h1", has_text="荣宝斋").wait_for()
    page.context.set_offline(True)
    page.emulate_media(media="print")

    assert page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)") == []
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") == "64px"
    assert not page.locator(".back").is_visible()


@pytest.mark.parametrize("language", ["en", "zh", "zh-hant"])
def test_the_card_fits_a_phone_and_axe_finds_nothing_on_it(visit, language):
    for size in (SMALL, PHONE):
        page = visit(f"/{language}/places/liulichang/card", size=size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert violations(page) == []
