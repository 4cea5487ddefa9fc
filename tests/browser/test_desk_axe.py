"""axe finds nothing on any page of the desk, in both languages, on a phone and on a desk, in light and dark; no page is wider than its screen."""

import re
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from werkzeug.routing import Rule

from app import create_app
from app.config import Settings
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe import violations

pytestmark = pytest.mark.browser

SAMPLES: dict[str, Any] = {
    "folder": "events",
    "slug": "changdian-temple-fair-2026",
    "series": "changdian-temple-fair",
    "number": 1,
    "of": "2026-02-17",
}
# Where a page needs other arguments, or something in its query; what is no page has none.
OTHERS = {
    "admin_organisations.show": "/admin/organisations",
    "admin_history.show": "/admin/pages/events/changdian-temple-fair-2026/history/compare?old=1&new=1",
    "admin_form.find": "",
    "admin_invited.show": "",
    "admin_previews.frame": "",
    "admin_previews.inside": "",
    "admin_sign_in.show": "",
    "admin_manual.picture": "",
    "admin_digests.feed": "",
    "admin_media.show": "/admin/pictures",
    "admin_imports.show": "/admin/imports",
    "admin_import_files.show": "/admin/imports",
    "admin_translations.take_all": "",
    "admin_translations.take_one": "",
}
APP = create_app(Settings.read({"INSTANCE_DIR": mkdtemp(), "TIMED_WORK": "0"}))


def address_of(rule: Rule) -> str:
    """A sample of a page's address; a page with an argument that has none fails here."""
    if rule.endpoint in OTHERS or rule.endpoint.endswith(".table"):
        return OTHERS.get(rule.endpoint, "")
    return re.sub(r"<(?:int:)?(\w+)>", lambda found: str(SAMPLES[found[1]]), rule.rule)


ADDRESSES = sorted({address_of(rule) for rule in APP.url_map.iter_rules() if rule.rule.startswith("/admin") and "GET" in (rule.methods or ())} - {""})
FORMS = ["/admin/pages/places/liulichang", "/admin/pages/trails/xicheng-night", "/admin/pages/series/changdian-temple-fair", "/admin/new/places"]
VARIANTS = [("zh", PHONE, False), ("en", DESK, True), ("en", PHONE, True), ("zh", DESK, False)]


@pytest.mark.parametrize(("language", "size", "dark"), VARIANTS, ids=str)
@pytest.mark.parametrize("address", [*ADDRESSES, *FORMS])
def test_axe_finds_nothing_at_the_desk(visit, signed_in, address, language, size, dark):
    page = visit(address, size=size, dark=dark, state=signed_in("admin", language))

    assert "/login" not in page.url
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_where_one_signs_in(visit, dark):
    assert violations(visit("/admin/login", dark=dark)) == []


def test_every_page_of_the_desk_was_looked_at():
    assert len(ADDRESSES) >= 25 and Path(APP.instance_path)
