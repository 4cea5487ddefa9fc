"""A list and a picture are brought in a real browser, on a phone and on a desk; axe finds nothing on what they lead to."""

import io

import pytest
from PIL import Image

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe import violations

pytestmark = pytest.mark.browser

LIST = "slug,名称,类别,开放时间\nroom-{0}-1,一号阅览室,图书馆,周二至周日9:00–17:00\nroom-{0}-2,二号阅览室,图书馆,{1}\n"


def fine(page, size) -> None:
    """Nothing is wrong with the page, and it is no wider than its screen."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def bring(page, words: str) -> None:
    page.set_input_files("#file", {"name": "list.csv", "mimeType": "text/csv", "buffer": words.encode()})
    page.select_option("#into", "place")
    page.click("form[enctype] button[type=submit]")


@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh"), (DESK, "en")], ids=str)
def test_list_is_looked_at_imported_and_undone(visit, signed_in, size, language):
    page = visit("/admin/imports", size=size, state=signed_in("admin", language))
    bring(page, LIST.format(language, "看心情"))
    assert page.locator("[role=alert]").count() == 1
    fine(page, size)

    page.goto(page.url.split("/admin")[0] + "/admin/imports")
    bring(page, LIST.format(language, "24/7"))
    page.click(".import-row summary >> nth=0")
    fine(page, size)
    page.click("form[action$='/import'] button")
    fine(page, size)
    page.click("form[action$='/undo'] button")
    assert page.locator(".notice").count() >= 1
    fine(page, size)


@pytest.mark.parametrize(("size", "language"), [(PHONE, "en"), (DESK, "zh")], ids=str)
def test_picture_is_brought_and_its_point_is_pressed(visit, signed_in, size, language):
    said = io.BytesIO()
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(said, "JPEG")
    page = visit("/admin/pictures/new", size=size, state=signed_in("admin", language))
    fine(page, size)
    page.set_input_files("#file", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": said.getvalue()})
    for name, words in (("alt_zh", "门面"), ("author", "林"), ("licence", "CC0 1.0")):
        page.fill(f"#{name}", words)
    page.click("[data-media] button[type=submit]")
    box = page.locator("[data-focal] img").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    across = float(page.input_value("[data-focal-x]"))
    fine(page, size)

    assert abs(across - 0.25) < 0.02
