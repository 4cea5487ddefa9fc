"""No page scrolls sideways on a narrow phone, and what one taps is large enough."""

import pytest

from tests.browser.conftest import SMALL
from tests.browser.paths import NARROW, TEMPLATES

pytestmark = pytest.mark.browser

TARGETS = ".bar a, .button, .top-choices a, .seal, summary, select, input:not([type=hidden])"
SMALLEST = """targets => [...document.querySelectorAll(targets)]
    .filter(part => part.checkVisibility() && part.getBoundingClientRect().width)
    .map(part => [Math.min(part.getBoundingClientRect().height, part.getBoundingClientRect().width), part.outerHTML.slice(0, 100)])"""


@pytest.mark.parametrize("care", [False, True], ids=["plain", "care"])
@pytest.mark.parametrize("name", NARROW)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_does_not_scroll_sideways_at_320_px(visit, language, name, care):
    page = visit(f"/{language}{TEMPLATES[name]}", size=SMALL, care=care)

    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]


@pytest.mark.parametrize(("care", "least"), [(False, 44), (True, 60)], ids=["plain", "care"])
@pytest.mark.parametrize("name", ["home", "events", "places", "place", "trail", "map", "search"])
def test_targets_are_large_enough(visit, name, care, least):
    page = visit("/en" + TEMPLATES[name], care=care)

    found = page.evaluate(SMALLEST, TARGETS)

    assert len(found) > 5
    assert [part for part in found if part[0] < least - 0.5] == []
