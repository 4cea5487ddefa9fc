"""axe finds nothing on any template, in both languages, in light and dark, in care mode, on phones and desks."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from app.config import ROOT
from tests.browser.conftest import DESK
from tests.browser.paths import TEMPLATES
from tests.browser.test_map import open_map

pytestmark = pytest.mark.browser

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VARIANTS: list[dict[str, Any]] = [{"dark": True}, {"care": True}, {"size": DESK}, {"dark": True, "care": True}]


def violations(page: Page) -> list[str]:
    """What axe finds on a page, each with its rule, element and reason."""
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
    assert found["testEngine"]["name"] == "axe-core"
    return [f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:300]}" for fault in found["violations"] for node in fault["nodes"]]


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing(visit, language, name):
    page = visit(f"/{language}{TEMPLATES[name]}")

    assert violations(page) == []


@pytest.mark.parametrize("name", ["home", "place", "trail"])
def test_axe_finds_nothing_in_traditional_characters(visit, name):
    page = visit(f"/zh-hant{TEMPLATES[name]}")

    assert violations(page) == []


@pytest.mark.parametrize("variant", VARIANTS, ids=json.dumps)
@pytest.mark.parametrize("name", ["home", "place"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_in_the_dark_in_care_mode_and_on_a_desk(visit, language, name, variant):
    page = visit(f"/{language}{TEMPLATES[name]}", **variant)

    assert violations(page) == []


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_on_the_open_map_but_pins_that_lie_close(visit, dark):
    """WCAG 2.5.8 lets targets lie close where their place is essential; the list below is their equal."""
    page = visit("/en/map", dark=dark)
    open_map(page)

    assert [fault for fault in violations(page) if not fault.startswith('target-size: <div class="leaflet-marker-icon')] == []
