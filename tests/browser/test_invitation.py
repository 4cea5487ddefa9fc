"""An invitation in a real browser: a page without a referrer says of its form that it comes from nowhere, and it is taken all the same."""

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe import violations

pytestmark = pytest.mark.browser
PASSWORD = "seven quiet lanes"


@pytest.mark.parametrize(("script", "size", "dark"), [(True, PHONE, False), (False, DESK, True)], ids=str)
def test_invited_person_makes_an_account_and_signs_in(visit, signed_in, script, size, dark):
    email = f"guest-{script}@example.org".lower()
    desk = visit("/admin/invitations/new", state=signed_in("admin", "en"))
    desk.fill("[name=name]", "Lin Xiao")
    desk.fill("[name=email]", email)
    desk.select_option("[name=language]", "en")
    desk.locator("main button[type=submit]").last.click()
    link = urlsplit(desk.locator(".big-secret code").inner_text()).path

    page = visit(link, script=script, size=size, dark=dark)
    if script:
        assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/admin/login?lang=en")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()

    page.wait_for_url("**/admin/")
