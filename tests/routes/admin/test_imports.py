"""Imports at the desk: a list is brought, looked at, read otherwise, imported, seen and undone, all without script."""

import io

from sqlalchemy import func, select

from app.extensions import db
from app.models.bringing import ImportFile
from app.models.page import Page
from app.vocabulary import Family
from tests.factories import publish_page
from tests.services.bringing.lists import as_csv, as_xlsx, place_row

IMPORTS = "/admin/imports"


def bring(client, data: bytes, name: str = "list.csv", **more: str):
    fields = {"csrf_token": client.csrf(), "family": "place", "source": "某名单", "file": (io.BytesIO(data), name)}
    return client.post(IMPORTS, data=fields | more)


def pages() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Page)) or 0


def test_list_is_looked_at_imported_and_undone(editor):
    looked = bring(editor, as_csv([place_row(1), place_row(2)]))
    preview = editor.get(looked.location)
    assert looked.status_code == 303 and "第1阅览室" in preview.text and pages() == 0

    done = editor.send(f"{looked.location}/import", {})
    batch = editor.get(done.location)
    assert pages() == 2 and "reading-room-2" in batch.text
    assert editor.get(looked.location).location == done.location
    assert editor.send(f"{looked.location}/import", {}).location == done.location and pages() == 2
    assert "list.csv" in editor.get(f"{IMPORTS}?family=place&state=done").text and "list.csv" not in editor.get(f"{IMPORTS}?state=undone").text

    undone = editor.send(f"{done.location}/undo", {})
    assert undone.status_code == 303 and pages() == 0
    assert "list.csv" in editor.get(f"{IMPORTS}/table.csv").text


def test_every_fault_is_on_the_page_and_in_the_table(editor):
    looked = bring(editor, as_xlsx([place_row(1, 名称=""), place_row(2), place_row(3, 网站="x")]), "list.xlsx")
    page, table = editor.get(looked.location), editor.get(f"{looked.location}/table.csv")

    assert page.text.count('<th scope="row">2</th>') == page.text.count('<th scope="row">4</th>') == 1
    assert len(table.text.strip().splitlines()) == 3
    assert f'action="{looked.location}/import"' not in page.text
    assert editor.send(f"{looked.location}/import", {}).status_code == 422 and pages() == 0


def test_columns_are_read_as_a_person_says(editor):
    looked = bring(editor, "甲,乙\n荣宝斋,画店\n".encode())
    assert editor.send(f"{looked.location}/import", {}).status_code == 422
    chosen = editor.send(looked.location, {"column.0": "name.zh", "column.1": "summary.zh", "fixed.kind": "old_brand", "fixed.x": "y"})
    done = editor.send(f"{looked.location}/import", {})
    assert (chosen.status_code, done.status_code) == (303, 303) and "rong-bao-zhai" in editor.get(done.location).text

    twice = editor.send(bring(editor, "甲,乙\n荣宝斋,画店\n".encode()).location, {"column.0": "name.zh", "column.1": "name.zh"})
    assert twice.status_code == 422 and 'class="fault"' in twice.text


def test_what_is_no_list_is_refused_on_the_page(editor):
    for data, name in ((b"", "a.csv"), (b"MZ", "a.exe"), (b"\x00", "a.xlsx"), (b"a,a\n1,2\n", "a.csv")):
        answer = bring(editor, data, name)
        assert answer.status_code == 422 and 'id="file-fault"' in answer.text
    assert bring(editor, b"a\n1\n", family="nonsense").status_code == 422
    assert db.session.scalar(select(func.count()).select_from(ImportFile)) == 0


def test_list_of_another_person_is_not_there(editor, publisher):
    looked = bring(editor, as_csv([place_row(1)]))

    assert publisher.get(looked.location).status_code == 404
    assert publisher.send(f"{looked.location}/import", {}).status_code == 404


def test_words_in_a_list_are_never_markup(editor):
    page = editor.get(bring(editor, 'slug,名称\na,"<script>alert(1)</script>"\n'.encode(), "<b>.csv").location)

    assert "<script>alert(1)" not in page.text and "&lt;script&gt;" in page.text and "<b>.csv" not in page.text


def test_contents_leave_and_come_back_unchanged_and_one_changed_cell_is_one_change(editor):
    publish_page(Family.PLACE, "hall", phone="010-1", body={"zh": "=不是公式\n\n- 一项", "en": "Text"})
    publish_page(Family.PLACE, "room", interests=["tea", "books"])
    for form in ("csv", "xlsx", "yaml"):
        table = editor.get(f"/admin/contents/place/table.{form}").data
        same = editor.get(bring(editor, table, f"places.{form}").location).text
        assert 'class="import-row"' not in same and 'role="alert"' not in same, form
    changed = editor.get("/admin/contents/place/table.csv").data.replace(b"010-1", b"010-2")
    page = editor.get(bring(editor, changed, "places.csv").location).text

    assert page.count('class="import-row"') == 1 and page.count("<dt>") - page.count("<div><dt>") == 1
    assert editor.get("/admin/contents/nothing/table.csv").status_code == 404


def test_list_of_pages_leaves_as_a_table(editor):
    publish_page(Family.PLACE, "hall")

    assert "places/hall" in editor.get("/admin/pages/table.csv?family=place").text
    assert "places/hall" not in editor.get("/admin/pages/table.csv?family=event").text
