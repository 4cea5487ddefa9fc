"""Answering reports at the desk: within reach, as text, filtered, and seen by the visitor under the number."""

import csv
import io

import pytest

from app import clock
from app.extensions import db
from app.models.truth import Report
from app.services.transactions import writing
from app.vocabulary import ReportState

LIST = "/admin/reports"


@pytest.fixture
def report(make_place):
    page = make_place("hall", name={"zh": "听雨轩", "en": "Rain Hall"})
    return add(page.id, "=SUM(1) <script>alert(1)</script>")


def add(page_id, text) -> int:
    with writing() as session:
        count = session.query(Report).count()
        made = Report(
            number=f"XC-{count:06}", page_id=page_id, address="places/hall", text=text, contact="a@b.cn", language="zh", at=clock.to_utc(clock.now())
        )
        session.add(made)
        session.flush()
        return made.id


def test_a_report_is_answered_and_the_visitor_sees_it(editor, report, client):
    html = editor.get(LIST).text
    assert "听雨轩" in html and "<script>alert" not in html and "a@b.cn" in html

    answer = editor.send(f"{LIST}/{report}", {"state": "mended", "answer": "已改，谢谢。"})
    db.session.expire_all()
    found = db.session.get(Report, report)

    assert (answer.status_code, found.state) == (303, ReportState.MENDED)
    assert "已改，谢谢。" in client.get(f"/zh/report/{found.number}").text
    assert "听雨轩" not in editor.get(LIST).text and "听雨轩" in editor.get(f"{LIST}?state=all").text


def test_reports_on_pages_of_others_are_out_of_reach(outsider, report):
    assert "XC-" not in outsider.get(f"{LIST}?state=all").text
    assert outsider.send(f"{LIST}/{report}", {"state": "mended"}).status_code == 404
    assert "XC-" not in outsider.get(f"{LIST}/table.csv?state=all").text


@pytest.mark.parametrize("state", ["", "nonsense"])
def test_an_answer_needs_a_state_of_the_list(editor, report, state):
    assert editor.send(f"{LIST}/{report}", {"state": state}).status_code == 303
    db.session.expire_all()
    assert db.session.get(Report, report).state is ReportState.OPEN


def test_the_table_has_no_contacts_and_no_formulas(editor, report):
    table = list(csv.reader(io.StringIO(editor.get(f"{LIST}/table.csv").text.removeprefix("\ufeff"))))

    assert len(table) == 2 and table[1][3].startswith("'=SUM") and "a@b.cn" not in str(table)


def test_a_list_asks_as_often_for_forty_reports_as_for_four(editor, make_place, count_queries):
    page = make_place("hall")

    def asked() -> int:
        db.session.remove()
        return count_queries(lambda: editor.get(LIST))

    number = page.id
    for _ in range(4):
        add(number, "x")
    few = asked()
    for _ in range(36):
        add(number, "x")

    assert asked() == few


def test_an_empty_list_says_so(editor):
    assert editor.get(LIST).status_code == 200
