"""From a new event to the public page: with the keyboard alone, on a phone, and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser

WORDS = "每周六、日 9:00–17:00，2026年12月5日至2027年2月21日"
FIELDS = {
    "name.zh": "周末手艺课",
    "name.en": "Weekend Craft Class",
    "summary.zh": "在琉璃厂学一门手艺。",
    "summary.en": "Learn a craft in Liulichang.",
    "body.zh": "每次两小时，材料现场提供。",
    "body.en": "Two hours each time; materials are on the spot.",
    "sources.0.title.zh": "主办方公告",
    "sources.0.title.en": "Notice of the organisers",
}


def by_keyboard(page: Page, target: str, *, most: int = 400) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", target):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {target}")


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


def test_create_review_and_publish_with_the_keyboard_alone(visit, signed_in, site):
    author = visit("/admin/new/events", state=signed_in("author"))
    by_keyboard(author, '[name="_slug"]')
    author.keyboard.type("craft-by-keyboard")
    for name, text in FIELDS.items():
        by_keyboard(author, f'[name="{name}"]')
        author.keyboard.type(text)
        if name == "summary.en":
            by_keyboard(author, '[name="kind"]')
            author.keyboard.type("Tal")
            by_keyboard(author, '[name="_words.schedule"]')
            author.keyboard.type(WORDS)
            author.keyboard.press("Tab")
            author.keyboard.press("Enter")
            expect(author.locator(".build-dates li")).to_have_count(12)
        if name == "body.en":
            by_keyboard(author, '[name="sources.0.kind"]')
            author.keyboard.type("Off")
    by_keyboard(author, '[name="confidence"]')
    author.keyboard.type("high")
    by_keyboard(author, ".save-bar .button-primary")
    author.keyboard.press("Enter")
    author.wait_for_url("**/admin/pages/events/craft-by-keyboard")
    by_keyboard(author, '[name="_then"]')
    author.keyboard.press("Enter")
    author.wait_for_url("**/publishing/**")
    by_keyboard(author, 'form[action$="/submit"] button')
    author.keyboard.press("Enter")
    expect(author.locator("main")).to_contain_text("Sent to review")

    publisher = visit("/admin/waiting", state=signed_in("publisher"))
    publisher.goto(author.url)
    for _half in range(2):
        by_keyboard(publisher, 'form[action$="/approve"] button')
        with publisher.expect_navigation():
            publisher.keyboard.press("Enter")
    by_keyboard(publisher, "#publish .button-primary")
    publisher.keyboard.press("Enter")
    expect(publisher.locator("main")).to_contain_text("Published")

    public = visit("/en/events/craft-by-keyboard")
    expect(public.locator("h1")).to_have_text("Weekend Craft Class")
    expect(public.locator("main")).to_contain_text("every Sat and Sun 09:00–17:00")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_whole_way_on_a_phone_in_few_steps(visit, signed_in, script):
    slug, steps = f"craft-{'with' if script else 'without'}-script", 0
    page = visit("/admin/new", state=signed_in("publisher"), script=script)
    fits(page)
    page.locator('a[href$="/new/events"]').click()
    steps += 1
    fits(page)
    page.fill('[name="_slug"]', slug)
    for name, text in FIELDS.items():
        page.fill(f'[name="{name}"]', text)
        steps += 1
    page.select_option('[name="kind"]', "talk")
    page.select_option('[name="sources.0.kind"]', "official")
    page.select_option('[name="confidence"]', "high")
    page.fill('[name="_words.schedule"]', WORDS)
    page.locator('button[value="read schedule"]').click()
    expect(page.locator(".build-dates li")).to_have_count(12)
    fits(page)
    page.locator(".save-bar .button-primary").click()
    page.wait_for_url(f"**/admin/pages/events/{slug}")
    page.locator('[name="_then"]').click()
    page.wait_for_url("**/publishing/**")
    fits(page)
    steps += 8
    page.locator("#publish .button-primary").click()
    steps += 1
    expect(page.locator("main")).to_contain_text(re.compile("Published"))

    assert steps < 30  # ten seconds a step is under five minutes
    public = visit(f"/zh/events/{slug}")
    expect(public.locator("main")).to_contain_text("每周六、日09:00–17:00")
    fits(public)
