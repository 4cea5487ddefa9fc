"""Everything works without script."""

import pytest

pytestmark = pytest.mark.browser


def test_visitor_finds_the_fair_its_venue_and_a_trail(visit):
    page = visit("/en/", script=False)

    page.goto("/en/search")
    page.locator("#q").fill("changdian")
    page.locator("main button[type=submit]").click()
    page.locator('main a[href="/en/series/changdian-temple-fair"]').first.click()
    assert page.locator("h1").text_content().strip() == "Changdian Temple Fair"

    page.locator('main a[href="/en/places/liulichang"]').first.click()
    assert "Liulichang" in page.locator("h1").text_content()

    page.locator('main a[href="/en/trails/liulichang-scholars-street"]').first.click()
    assert page.locator("svg.trail-map a.mk").count() == 8
    assert page.locator("[id^=stop-]").count() == 8


def test_home_leads_to_search(visit):
    page = visit("/en/", script=False)

    page.locator('a[href^="/en/search"]:visible, form[action="/en/search"] button:visible').first.click()

    assert page.locator("h1").text_content() == "Search"


def test_filters_are_a_form(visit):
    page = visit("/en/places", script=False)

    page.locator("details.filters summary").click()
    page.locator("#filter-kind").select_option("museum")
    page.locator("details.filters button[type=submit]").click()

    assert "kind=museum" in page.url
    assert page.locator(".chip.is-chosen").first.is_visible()


def test_care_mode_is_a_link(visit):
    page = visit("/en/places", script=False)

    page.locator('.top-choices a[href*="care=1"]').click()

    assert page.locator("html").get_attribute("class") == "care"
    assert page.url.endswith("/en/places")


def test_map_is_a_picture_with_links_and_no_dead_button(visit):
    page = visit("/en/map", script=False)

    assert page.locator("svg.district a.mk").count() > 10
    assert not page.locator("[data-map-open]").is_visible()
