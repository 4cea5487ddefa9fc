"""The charts of the desk: the days with their table, the pages seen most, and an organisation's own pages only."""

import re

import pytest

from app import clock
from app.models.truth import PageViews
from app.services.transactions import writing

VIEWS = "/admin/views"


@pytest.fixture
def seen(make_place, give_page):
    make_place("hall", name={"zh": "听雨轩", "en": "Rain Hall"})
    give_page(make_place("theirs", name={"zh": "别家", "en": "Theirs"}), "elsewhere")
    today = clock.today().isoformat()
    with writing() as session:
        session.add_all([PageViews(page="places/hall", day=today, language=language, times=times) for language, times in (("zh", 7), ("en", 4))])
        session.add_all(
            [PageViews(page="places/theirs", day=today, language="zh", times=20), PageViews(page="home", day="2020-01-01", language="zh", times=9)]
        )


def test_the_chart_has_thirty_days_and_its_table_says_the_same(editor, seen):
    html = editor.get(VIEWS).text

    assert html.count("<rect") == 30 and html.count('<th scope="row">') >= 30
    assert "<td>27</td>" in html and "<td>31</td>" in html


def test_the_pages_seen_most_come_first(editor, seen):
    html = editor.get(VIEWS).text

    assert re.findall(r">(听雨轩|别家)</a>", html.partition("</details>")[2]) == ["别家", "听雨轩"]


def test_an_organisation_sees_only_its_own_pages(outsider, seen):
    html = outsider.get(VIEWS).text

    assert "听雨轩" not in html and "<td>20</td>" in html and "<td>31</td>" not in html


def test_the_table_is_taken_away(editor, seen):
    answer = editor.get(f"{VIEWS}/table.csv")

    assert answer.mimetype == "text/csv" and answer.text.splitlines()[1:] == ["places/theirs,20", "places/hall,11"]


def test_before_anything_was_seen_the_page_says_so(editor):
    assert editor.get(VIEWS).status_code == 200
