"""axe finds nothing on a framed map, nor on the answer for one that does not exist; neither scrolls sideways."""

import pytest

from tests.browser.test_axe import violations
from tests.browser.test_map import SIGN

pytestmark = pytest.mark.browser

FRAME = {"width": 320, "height": 480}
PINS = 'target-size: <div class="leaflet-marker-icon'


@pytest.mark.parametrize(
    "what", ["everything", "days/2027-02-06", "places/rongbaozhai", "trails/liulichang-scholars-street", "neighbourhoods/tianqiao"]
)
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_a_frame_but_pins_that_lie_close(visit, what, dark):
    page = visit(f"/embed/map/{what}?lang=en", size=FRAME, dark=dark)
    page.locator(SIGN).first.wait_for()

    assert [fault for fault in violations(page) if not fault.startswith(PINS)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= FRAME["width"]


def test_frame_without_script_has_the_picture_and_the_list(visit):
    page = visit("/embed/map/trails/liulichang-scholars-street", size=FRAME, script=False)
    page.locator("summary").click()

    assert page.locator("svg a.mk").count() == page.locator("#list li").count() == 8
