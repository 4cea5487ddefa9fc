"""The audit at the desk: every deed with its doer, page and address; filtered, screenful by screenful, and as a table."""

import csv
import io
import re

import pytest

from app.extensions import db
from app.services import audit
from app.services.transactions import writing
from tests.routes.admin.posting import fields_of, save

AUDIT = "/admin/audit"
HALL = "/admin/pages/places/hall"


@pytest.fixture
def saved(editor, make_place):
    """An author has saved one page."""
    make_place("hall", name={"zh": "听雨轩", "en": "Rain Hall"})
    save(editor, HALL, fields_of(editor.get(HALL).text), name__en="Hall of Rain")
    return editor


def rows(html: str) -> list[str]:
    return re.findall(r'<span class="desk-list-text"><strong>(.*?)</strong>', html, re.DOTALL)


def test_a_deed_is_shown_with_its_doer_page_version_and_address(admin, saved):
    html = admin.get(f"{AUDIT}?deed=saved").text

    (row,) = rows(html)
    assert saved.user.name in row and "听雨轩" in row
    assert re.search(r"· \d+\.\d+\.\d+\.\d+", html)
    assert list(audit.verify(db.session())) == []


def test_deeds_are_filtered_by_person_deed_and_day(admin, saved):
    assert len(rows(admin.get(f"{AUDIT}?who={saved.user.id}&deed=saved").text)) == 1
    assert rows(admin.get(f"{AUDIT}?who={admin.user.id}&deed=saved").text) == []
    assert rows(admin.get(f"{AUDIT}?until=2020-01-01").text) == []
    assert len(rows(admin.get(f"{AUDIT}?who=x&deed=nonsense&since=never&until=2026-02-30&before=-1&page=&deed=").text)) >= 1


def test_a_long_audit_goes_on_and_misses_nothing(admin):
    for place in range(120):
        with writing() as session:
            audit.note(session, "saved", by=None, place=place)
    address, seen = f"{AUDIT}?deed=saved", 0
    while address:
        html = admin.get(address).text
        seen += len(rows(html))
        found = re.search(r'href="(/admin/audit\?[^"]*before=\d+)"', html)
        address = found[1].replace("&amp;", "&") if found else ""

    assert seen == 120


def test_a_screenful_asks_as_often_for_forty_deeds_as_for_four(admin, saved, count_queries):
    def asked() -> int:
        db.session.remove()
        return count_queries(lambda: admin.get(AUDIT))

    few = asked()
    for place in range(36):
        with writing() as session:
            audit.note(session, "saved", by=None, place=place)

    assert asked() == few


def test_the_table_is_the_same_deeds_and_neutral(admin, saved):
    with writing() as session:
        audit.note(session, "saved", by=None, reason='=HYPERLINK("http://evil")')
    answer = admin.get(f"{AUDIT}/table.csv?deed=saved")

    table = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert answer.text.startswith("\ufeff") and answer.mimetype == "text/csv" and len(table) == 3
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table[1:] for cell in row)


def test_hostile_details_are_shown_as_text(admin):
    with writing() as session:
        audit.note(session, "saved", by=None, reason="<script>alert(1)</script>")

    assert "<script>alert" not in admin.get(AUDIT).text


@pytest.mark.parametrize("role", ["author", "translator", "reviewer", "publisher"])
def test_only_administrators_see_it(desk, role):
    assert desk(role).get(AUDIT).status_code == 404
