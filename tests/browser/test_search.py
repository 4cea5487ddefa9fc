"""The search box and its results in Chromium: by keyboard, by ear, while composing Chinese, in the dark, and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, SMALL
from tests.browser.test_axe import violations

pytestmark = pytest.mark.browser

BOXES = {"search": "/search", "home": "/", "error": "/no-such-page"}


def box(page: Page):
    """Give the box that suggests."""
    return page.locator("[data-suggest]")


def options(page: Page):
    """Give the suggestions that are shown."""
    return page.locator("[role=listbox]:not([hidden]) [role=option]")


def type_in(page: Page, text: str) -> None:
    """Type as a visitor does, and wait for suggestions."""
    box(page).press_sequentially(text, delay=20)
    expect(options(page).first).to_be_visible()


def asked(page: Page) -> list[str]:
    """Give what a page asks for suggestions, as it goes on."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if "/search/suggest" in request.url else None)
    return seen


@pytest.mark.parametrize("where", BOXES)
def test_every_box_is_a_combobox_that_says_how_it_is(visit, where):
    page = visit(f"/en{BOXES[where]}")

    closed = {name: box(page).get_attribute(name) for name in ("role", "aria-autocomplete", "aria-expanded")}
    type_in(page, "changd")

    assert closed == {"role": "combobox", "aria-autocomplete": "list", "aria-expanded": "false"}
    assert box(page).get_attribute("aria-expanded") == "true"
    listbox = page.locator(f"#{box(page).get_attribute('aria-controls')}")
    assert (listbox.get_attribute("role"), listbox.get_attribute("aria-label")) == ("listbox", "Suggestions")
    assert options(page).first.text_content().split("  ")[0].startswith("Changdian Temple Fair")


def test_arrows_walk_through_the_suggestions_and_back_to_the_box(visit):
    page = visit("/en/search")
    type_in(page, "changd")
    many = options(page).count()

    walked = []
    for _ in range(many + 1):
        page.keyboard.press("ArrowDown")
        walked.append((box(page).get_attribute("aria-activedescendant"), page.locator("[aria-selected=true]").count()))

    ids = [option.get_attribute("id") for option in options(page).all()]
    assert walked == [*((name, 1) for name in ids), ("", 0)]
    page.keyboard.press("ArrowUp")
    assert box(page).get_attribute("aria-activedescendant") == ids[-1]
    assert box(page).input_value() == "changd"
    expect(box(page)).to_be_focused()


def test_enter_opens_what_is_chosen(visit):
    page = visit("/en/search")
    type_in(page, "cdmh")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/en/series/changdian-temple-fair")


def test_enter_without_a_choice_searches(visit):
    page = visit("/en/search")
    type_in(page, "cdmh")

    page.keyboard.press("Enter")

    page.wait_for_url("**/en/search?q=cdmh")


def test_escape_closes_the_list_and_leaves_the_words(visit):
    page = visit("/en/search")
    type_in(page, "changd")

    page.keyboard.press("Escape")

    expect(page.locator("[role=listbox]")).to_be_hidden()
    assert (box(page).get_attribute("aria-expanded"), box(page).input_value()) == ("false", "changd")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()


def test_leaving_the_box_closes_the_list(visit):
    page = visit("/en/search")
    type_in(page, "changd")

    page.keyboard.press("Tab")

    expect(page.locator("[role=listbox]")).to_be_hidden()


def test_a_suggestion_opens_by_touch(visit):
    page = visit("/zh/search")
    type_in(page, "厂甸")

    options(page).first.click()

    page.wait_for_url("**/zh/series/changdian-temple-fair")


def test_the_number_of_suggestions_is_announced(visit):
    page = visit("/en/search")
    said = page.locator(".search-box [role=status]")

    type_in(page, "changd")
    expect(said).to_have_text(f"{options(page).count()} suggestions")
    box(page).press_sequentially("qqq", delay=20)
    expect(said).to_have_text("No suggestions")


@pytest.mark.parametrize(("typed", "is_asked"), [("厂", True), ("c", False), ("ch", True), ("1", False)])
def test_one_chinese_character_or_two_letters_are_enough(visit, typed, is_asked):
    page = visit("/en/search")
    seen = asked(page)

    box(page).press_sequentially(typed)
    page.wait_for_timeout(400)

    assert bool(seen) is is_asked


def test_fast_typing_asks_once(visit):
    page = visit("/en/search")
    seen = asked(page)

    box(page).press_sequentially("changdian", delay=5)
    expect(options(page).first).to_be_visible()

    assert [url.split("q=")[1] for url in seen] == ["changdian"]


def test_nothing_is_asked_or_chosen_while_chinese_is_composed(visit):
    page = visit("/zh/search")
    seen = asked(page)
    session = page.context.new_cdp_session(page)
    box(page).focus()

    for letters in ("c", "ch", "chang dian"):
        session.send("Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)})
    page.wait_for_timeout(400)
    while_composing = (list(seen), page.locator("[role=listbox]").is_visible())
    session.send("Input.insertText", {"text": "厂甸"})
    expect(options(page).first).to_be_visible()

    assert while_composing == ([], False)
    assert (box(page).input_value(), len(seen)) == ("厂甸", 1)


def test_enter_that_ends_a_composition_does_not_choose(visit):
    page = visit("/zh/search")
    type_in(page, "厂")
    page.keyboard.press("ArrowDown")

    box(page).evaluate(
        """input => {
            input.dispatchEvent(new CompositionEvent("compositionstart"));
            input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true }));
        }"""
    )
    page.wait_for_timeout(200)

    assert page.url.endswith("/zh/search")
    expect(page.locator("[role=listbox]")).to_be_hidden()


def test_a_late_answer_to_older_words_is_not_shown(visit):
    page = visit("/en/search")
    page.route(re.compile("q=changd$"), lambda route: (page.wait_for_timeout(600), route.continue_()))

    box(page).press_sequentially("changd", delay=20)
    page.wait_for_timeout(200)
    box(page).fill("bookshop")
    expect(options(page).first).to_contain_text("Bookshop")
    page.wait_for_timeout(700)

    assert "Changdian" not in page.locator("[role=listbox]").text_content()


def test_names_are_text_even_when_they_look_like_html(visit):
    page = visit("/zh/search")

    type_in(page, "西单")

    hostile = options(page).filter(has_text="<img src=x onerror=broken()>西单")
    expect(hostile).to_have_count(1)
    assert page.locator("[role=listbox] img").count() == 0


def test_words_of_the_other_language_are_marked(visit):
    page = visit("/en/search")

    type_in(page, "cdmh")

    first = options(page).first
    assert (first.locator(".suggestion-name").get_attribute("lang"), first.locator(".suggestion-other").get_attribute("lang")) == ("en", "zh-Hans")


@pytest.mark.parametrize("variant", [{}, {"dark": True}, {"care": True}, {"size": DESK}], ids=str)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_in_the_open_list(visit, language, variant):
    page = visit(f"/{language}/search", **variant)
    type_in(page, "白")
    page.keyboard.press("ArrowDown")

    assert violations(page) == []


@pytest.mark.parametrize("variant", [{}, {"dark": True}, {"care": True}, {"size": DESK}], ids=str)
@pytest.mark.parametrize("path", ["/search?q=free+museum", "/search?q=zzzzqqqq", "/search?q=changdian&kind=church", "/search?sort=distance&q=temple"])
def test_axe_finds_nothing_on_results(visit, path, variant):
    page = visit(f"/en{path}", **variant)

    assert violations(page) == []


@pytest.mark.parametrize("size", [PHONE, SMALL], ids=["phone", "small"])
@pytest.mark.parametrize("care", [False, True])
def test_nothing_overflows_a_phone(visit, size, care):
    page = visit("/en/search?q=free+bookshop+near+beihai", size=size, care=care)
    before = page.evaluate("document.documentElement.scrollWidth")
    box(page).fill("")
    type_in(page, "bei")

    assert max(before, page.evaluate("document.documentElement.scrollWidth")) <= size["width"]
    edges = page.locator("[role=listbox]").bounding_box()
    assert edges["x"] >= 0 and edges["x"] + edges["width"] <= size["width"]


def test_suggestions_and_controls_are_large_in_care_mode(visit):
    page = visit("/en/search?q=museum", care=True)
    box(page).fill("")
    type_in(page, "sh")

    assert all(option.bounding_box()["height"] >= 60 for option in options(page).all())
    assert all(link.bounding_box()["height"] >= 60 for link in page.locator(".chips .chip, .sorts a, .facet[open] a").all())


def test_results_are_sorted_by_nearness_in_the_browser(visit):
    page = visit("/en/search?q=temple&sort=distance")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 39.9236, "longitude": 116.3517})

    page.locator("[data-nearest-button]").click()

    first = page.locator("ol.results > li").first
    expect(first.locator("[data-far]")).to_have_text(re.compile(r"^\d+ min walk$"))
    expect(first.locator(".row-title")).to_contain_text("Pagoda")


def test_everything_works_without_script(visit):
    page = visit("/en/search", script=False)

    box(page).fill("free museum in Tianqiao")
    page.locator(".search-box button").click()
    found = page.locator("ol.results > li").count()
    chips = page.locator(".chips-asked .chip")
    assert chips.count() >= 3
    chips.filter(has_text="Free").first.click()
    assert page.locator("ol.results > li").count() >= found > 0

    facet = page.locator(".facet").first
    if facet.get_attribute("open") is None:
        facet.locator("summary").click()
    facet.locator("a").first.click()
    page.locator(".sorts a", has_text="Name").click()
    assert "sort=name" in page.url
    assert page.locator(".sorts [aria-current]").text_content() == "Name"
    page.locator("ol.results a").first.click()
    assert "/search" not in page.url
