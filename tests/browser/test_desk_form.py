"""What script adds to the form of a page: keeping, counting, previews, rows in another order, choosing, reading; each works with the keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK

pytestmark = pytest.mark.browser

TRAIL = "/admin/pages/trails/xicheng-night"
EVENT = "/admin/pages/events/changdian-temple-fair-2026"


@pytest.fixture
def form(visit, signed_in):
    """Open a form as an author."""
    return lambda path: visit(path, size=DESK, state=signed_in("author"))


def stops(page: Page) -> list[str]:
    return page.locator("[data-rows=stops] > .row-list > li > details > summary [data-row-title]").all_inner_texts()


def test_what_is_typed_is_kept_and_there_again(form):
    page = form(EVENT)
    page.fill('[name="theme.en"]', "Kept without saving")
    expect(page.locator("[data-said]")).to_contain_text("Kept at", timeout=10_000)

    page.reload()

    expect(page.locator('[name="theme.en"]')).to_have_value("Kept without saving")
    page.get_by_role("button", name=re.compile("Give it up")).click()
    expect(page.locator('[name="theme.en"]')).to_have_value("")


def test_typing_makes_one_rolling_draft_and_no_revision(form):
    page = form("/admin/pages/places/liulichang")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    for number in range(12):
        page.fill('[name="summary.en"]', f"A street, {number}")
        page.wait_for_timeout(100)
    expect(page.locator("[data-said]")).to_contain_text("Kept at", timeout=10_000)

    assert len(asked) == 1
    page.goto("/admin/pages/places/liulichang/history")
    assert page.get_by_text("Version 2").count() == 0


def test_leaving_with_something_typed_asks_first(form):
    page = form("/admin/new/stories")
    page.fill('[name="name.en"]', "Unsaved")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.href = '/admin/'")
    page.wait_for_timeout(500)

    assert asked == ["beforeunload"]


def test_counts_follow_the_typing_in_both_languages(form):
    page = form(EVENT)
    page.fill('[name="summary.zh"]', "厂甸庙会，正月初一。")
    page.fill('[name="summary.en"]', "time-honoured fair, don't miss 1,000 toys")

    expect(page.locator('[data-count-of="f-summary-zh"]')).to_contain_text("8 of")
    expect(page.locator('[data-count-of="f-summary-en"]')).to_contain_text("6 of")
    page.fill('[name="summary.zh"]', "长" * 61)
    expect(page.locator('[data-count-of="f-summary-zh"]')).to_have_class(re.compile("is-over"))


def test_a_text_is_shown_as_it_reads_beside_the_field(form):
    page = form(EVENT)
    page.fill('[name="body.en"]', "## A heading\n\n<script>alert(1)</script> **bold**")
    page.locator('button[name="_preview"]').click()

    expect(page.locator(".reads h2")).to_have_text("A heading")
    expect(page.locator(".reads strong")).to_have_text("bold")
    assert page.locator(".reads script").count() == 0


def test_rows_move_with_the_keyboard_and_the_numbers_follow(form):
    page = form(TRAIL)
    before = stops(page)
    button = page.locator("[data-rows=stops] > .row-list > li").first.locator('button[value^="down "]')
    button.focus()
    page.keyboard.press("Enter")

    assert stops(page) == [before[1], before[0], *before[2:]]
    expect(page.locator("[data-said]")).to_contain_text(f"{before[0]}: 2 / {len(before)}")
    assert page.evaluate("document.activeElement.value").startswith("down ")


def test_rows_are_dragged(form):
    page = form("/admin/pages/trails/niujie-food-mosque")
    before = stops(page)
    rows = page.locator("[data-rows=stops] > .row-list > li")
    rows.nth(1).evaluate("row => row.scrollIntoView({block: 'center', behavior: 'instant'})")
    handle, target = rows.first.locator(".handle").bounding_box(), rows.nth(2).bounding_box()
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, target["y"] + target["height"] - 6, steps=8)
    page.mouse.up()

    assert stops(page) == [before[1], before[2], before[0], *before[3:]]


def test_a_row_is_added_and_filled_in_where_one_is(form):
    page = form("/admin/pages/trails/city-origin-canal-south")
    before = len(stops(page))
    page.locator('button[value="add stops"]').click()

    expect(page.locator("[data-rows=stops] > .row-list > li")).to_have_count(before + 1)
    assert page.evaluate("document.activeElement.name").startswith(f"stops.{before}.")


def test_a_page_is_chosen_while_one_types(form):
    page = form(EVENT)
    field = page.locator('[name="venues.0.place"]')
    field.fill("")
    field.press_sequentially("baiyunguan", delay=20)
    expect(page.locator(".pick-list:not([hidden]) [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(field).to_have_value("baiyun-temple")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_words_are_read_without_leaving_the_form(form):
    page = form(EVENT)
    page.fill('[name="_words.schedule"]', "every Saturday and Sunday 9:00-17:00, until 28 February 2027")
    page.locator('button[value="read schedule"]').click()

    expect(page.locator(".build-dates li")).not_to_have_count(0)
    expect(page.locator('[name="schedule.0.ends"]')).to_have_value("2027-02-28")
    expect(page.locator('[name="_words.schedule"]')).to_have_value("every Saturday and Sunday 9:00-17:00, until 28 February 2027")


def test_a_press_on_the_map_chooses_a_point(form):
    page = form("/admin/pages/places/liulichang")
    box = page.locator("[data-map] svg").first
    box.scroll_into_view_if_needed()
    before = page.input_value('[name="point.lon"]')
    box.click(position={"x": 250, "y": 120})

    expect(page.locator(".build-told .ok")).to_be_visible()
    lon = float(page.input_value('[name="point.lon"]'))
    assert lon != float(before) and abs(lon - float(before)) < 0.01


def test_sixty_stops_stay_quick(form):
    page = form("/admin/pages/trails/reading-space-crawl")
    spent = page.evaluate(
        """() => {
          const list = document.querySelector("[data-rows=stops] > .row-list");
          while (list.children.length < 60) list.append(list.lastElementChild.cloneNode(true));
          const began = performance.now();
          list.firstElementChild.querySelector('button[value^="down "]').click();
          return performance.now() - began;
        }"""
    )

    assert spent < 100
