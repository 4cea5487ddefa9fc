"""Loading: all or nothing, again without effect, and never over an editor."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.extensions import db
from app.models.page import Change, Page, Revision
from app.services.desk import heads
from app.services.exporting import export_content
from app.services.loading import ContentRefused, LoadReport, live_documents, load_content
from app.services.publishing import delete, publish, republish, save_revision, withdraw
from app.services.statuses import set_status
from app.services.transactions import writing
from app.vocabulary import Family, State, Status
from tests.factories import document
from tests.services.content_folder import fill, texts, write_file

ADDRESSES = ["places/changdian", "places/rongbaozhai", "series/changdian-fair", "events/changdian-fair-2026", "trails/liulichang"]
EDITED: dict[str, Any] = {"kind": "old_brand", "name": {"zh": "荣宝斋（编辑改）", "en": "Rongbaozhai, edited"}}
FROM_FILE: dict[str, Any] = {"kind": "old_brand", "name": {"zh": "荣宝斋新", "en": "Rongbaozhai, new file"}}


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Path:
    return fill(tmp_path / "content")


@pytest.fixture
def loaded(folder: Path) -> Path:
    load(folder)
    return folder


def load(root: Path, **take: str) -> LoadReport:
    with writing() as session:
        return load_content(session, root, take={name.replace("_", "/"): verdict for name, verdict in take.items()})


def rongbaozhai() -> Page | None:
    db.session.expire_all()
    return db.session.scalars(select(Page).where(Page.slug == "rongbaozhai")).one_or_none()


def edit_at_desk() -> None:
    with writing() as session:
        publish(session, session.scalars(select(Page).where(Page.slug == "rongbaozhai")).one(), document(Family.PLACE, **EDITED), origin="desk")


def withdraw_at_desk() -> None:
    with writing() as session:
        withdraw(session, session.scalars(select(Page).where(Page.slug == "rongbaozhai")).one())


def delete_at_desk() -> None:
    with writing() as session:
        delete(session, session.scalars(select(Page).where(Page.slug == "rongbaozhai")).one())


def newest_change(session: Session) -> int:
    return session.scalar(select(func.max(Change.seq))) or 0


def live_names() -> dict[str, str]:
    return {slug: made.name.zh for family, slug, made in live_documents(db.session()) if family is Family.PLACE}


def test_first_load_creates_every_page(folder: Path) -> None:
    assert load(folder) == LoadReport(created=ADDRESSES)


def test_second_load_changes_nothing(loaded: Path, session: Session) -> None:
    before = newest_change(session)

    assert load(loaded) == LoadReport(unchanged=5)
    assert newest_change(session) == before


def test_changed_file_updates_an_untouched_page(loaded: Path) -> None:
    write_file(loaded, Family.PLACE, "rongbaozhai", **FROM_FILE)

    assert load(loaded) == LoadReport(updated=["places/rongbaozhai"], unchanged=4)
    assert live_names()["rongbaozhai"] == "荣宝斋新"


def test_page_follows_its_file_again_and_again(loaded: Path) -> None:
    for name in ("甲", "乙", "丙"):
        write_file(loaded, Family.PLACE, "rongbaozhai", name={"zh": name})
        load(loaded)

        assert live_names()["rongbaozhai"] == name


def test_removed_file_removes_an_untouched_page(loaded: Path) -> None:
    (loaded / "trails" / "liulichang.yaml").unlink()

    assert load(loaded) == LoadReport(removed=["trails/liulichang"], unchanged=4)
    assert load(loaded) == LoadReport(unchanged=4)


def test_removed_file_leaves_a_page_that_an_editor_changed(loaded: Path) -> None:
    (loaded / "trails" / "liulichang.yaml").unlink()
    (loaded / "places" / "rongbaozhai.yaml").unlink()
    edit_at_desk()

    report = load(loaded)

    assert report == LoadReport(removed=["trails/liulichang"], differs=["places/rongbaozhai"], unchanged=3)
    assert live_names()["rongbaozhai"] == "荣宝斋（编辑改）"


@pytest.mark.parametrize("times", [1, 2, 3])
def test_edit_at_the_desk_is_not_overwritten(loaded: Path, times: int) -> None:
    edit_at_desk()

    for _ in range(times):
        assert load(loaded) == LoadReport(unchanged=4, differs=["places/rongbaozhai"])
    assert live_names()["rongbaozhai"] == "荣宝斋（编辑改）"


def test_edit_at_the_desk_is_not_overwritten_by_a_changed_file(loaded: Path) -> None:
    edit_at_desk()
    load(loaded)
    write_file(loaded, Family.PLACE, "rongbaozhai", **FROM_FILE)

    assert load(loaded).differs == ["places/rongbaozhai"]
    assert live_names()["rongbaozhai"] == "荣宝斋（编辑改）"


def test_withdrawn_page_is_not_published_by_a_load(loaded: Path) -> None:
    withdraw_at_desk()
    first, second = load(loaded), load(loaded)
    write_file(loaded, Family.PLACE, "rongbaozhai", **FROM_FILE)
    third = load(loaded)

    assert [report.differs for report in (first, second, third)] == [["places/rongbaozhai"]] * 3
    page = rongbaozhai()
    assert page is not None and page.state is State.WITHDRAWN


def test_deleted_page_does_not_come_back_with_a_load(loaded: Path) -> None:
    delete_at_desk()
    first, second = load(loaded), load(loaded)
    write_file(loaded, Family.PLACE, "rongbaozhai", **FROM_FILE)
    third = load(loaded)

    assert [report.differs for report in (first, second, third)] == [["places/rongbaozhai"]] * 3
    assert rongbaozhai() is None


def test_changed_trail_loads_although_an_editor_deleted_one_of_its_places(loaded: Path) -> None:
    delete_at_desk()
    stops = [{"place": slug, "text": {"zh": "再看", "en": "Look again"}} for slug in ("changdian", "rongbaozhai")]
    write_file(loaded, Family.TRAIL, "liulichang", stops=stops)

    assert load(loaded) == LoadReport(updated=["trails/liulichang"], unchanged=3, differs=["places/rongbaozhai"])


def test_draft_at_the_desk_keeps_the_file_away(loaded: Path) -> None:
    with writing() as session:
        page = session.scalars(select(Page).where(Page.slug == "rongbaozhai")).one()
        save_revision(session, page, document(Family.PLACE, **EDITED), origin="desk")
    write_file(loaded, Family.PLACE, "rongbaozhai", **FROM_FILE)

    assert load(loaded).differs == ["places/rongbaozhai"]
    assert live_names()["rongbaozhai"] == "荣宝斋"


def test_desk_text_equal_to_the_file_does_not_differ(loaded: Path) -> None:
    edit_at_desk()
    write_file(loaded, Family.PLACE, "rongbaozhai", **EDITED)

    assert load(loaded) == LoadReport(unchanged=5)


@pytest.mark.parametrize("deed", [edit_at_desk, delete_at_desk])
def test_taking_the_file_publishes_it_and_gives_the_page_back_to_it(loaded: Path, deed: Any) -> None:
    deed()

    assert load(loaded, places_rongbaozhai="file").updated == ["places/rongbaozhai"]
    assert live_names()["rongbaozhai"] == "荣宝斋"
    assert load(loaded) == LoadReport(unchanged=5)


def test_taking_the_file_shows_no_withdrawn_page_again(loaded: Path) -> None:
    withdraw_at_desk()
    write_file(loaded, Family.PLACE, "rongbaozhai", **FROM_FILE)

    assert load(loaded, places_rongbaozhai="file").updated == ["places/rongbaozhai"]
    page = rongbaozhai()
    assert page is not None and (page.state, page.content["name"]["zh"]) == (State.WITHDRAWN, "荣宝斋新")
    assert load(loaded) == LoadReport(unchanged=5)


def test_withdrawn_page_that_is_put_back_follows_its_file_again(loaded: Path) -> None:
    withdraw_at_desk()
    load(loaded, places_rongbaozhai="file")
    with writing() as session:
        republish(session, session.scalars(select(Page).where(Page.slug == "rongbaozhai")).one())
    write_file(loaded, Family.PLACE, "rongbaozhai", **FROM_FILE)

    assert load(loaded) == LoadReport(updated=["places/rongbaozhai"], unchanged=4)


def test_taking_the_file_keeps_a_later_cancellation(loaded: Path) -> None:
    with writing() as session:
        set_status(session, session.scalars(select(Page).where(Page.slug == "changdian-fair-2026")).one(), Status.CANCELLED, note={"zh": "大风"})
    edition = {"series": "changdian-fair", "year": 2026, "schedule": [{"starts": "2026-02-17", "ends": "2026-02-22"}]}
    write_file(loaded, Family.EVENT, "changdian-fair-2026", venues=[{"place": "changdian"}], **edition)

    assert load(loaded).differs == ["events/changdian-fair-2026"]
    assert load(loaded, **{"events_changdian-fair-2026": "file"}).updated == ["events/changdian-fair-2026"]
    content = db.session.scalars(select(Page.content).where(Page.slug == "changdian-fair-2026")).one()
    assert (content["status"], content["status_note"], content["schedule"][0]["ends"]) == ("cancelled", {"zh": "大风"}, "2026-02-22")
    assert load(loaded) == LoadReport(unchanged=5)


def test_file_itself_may_cancel_its_event(loaded: Path) -> None:
    edition = {"series": "changdian-fair", "year": 2026, "schedule": [{"starts": "2026-02-17", "ends": "2026-02-21"}]}
    write_file(loaded, Family.EVENT, "changdian-fair-2026", venues=[{"place": "changdian"}], status="cancelled", **edition)

    assert load(loaded).updated == ["events/changdian-fair-2026"]
    assert db.session.scalars(select(Page.content).where(Page.slug == "changdian-fair-2026")).one()["status"] == "cancelled"


def test_open_draft_outlives_a_file_that_is_taken_and_keeps_the_next_one_away(loaded: Path) -> None:
    with writing() as session:
        save_revision(session, session.scalars(select(Page).where(Page.slug == "rongbaozhai")).one(), document(Family.PLACE, **EDITED), origin="desk")
    write_file(loaded, Family.PLACE, "rongbaozhai", **FROM_FILE)
    load(loaded, places_rongbaozhai="file")
    write_file(loaded, Family.PLACE, "rongbaozhai", name={"zh": "荣宝斋再新"})

    assert load(loaded) == LoadReport(unchanged=4, differs=["places/rongbaozhai"])
    page = rongbaozhai()
    assert page is not None
    assert heads.head(db.session(), page).values["name"]["zh"] == "荣宝斋（编辑改）"


@pytest.mark.parametrize("deed", [edit_at_desk, withdraw_at_desk, delete_at_desk])
def test_taking_the_desk_settles_the_difference_until_the_file_changes(loaded: Path, deed: Any) -> None:
    deed()

    assert load(loaded, places_rongbaozhai="desk") == LoadReport(unchanged=5)
    assert load(loaded) == LoadReport(unchanged=5)
    write_file(loaded, Family.PLACE, "rongbaozhai", **FROM_FILE)
    assert load(loaded).differs == ["places/rongbaozhai"]


def test_desk_page_with_the_name_of_a_new_file_is_left(loaded: Path, make_place: Any) -> None:
    make_place("dayuecheng", name={"zh": "编辑写的"})
    write_file(loaded, Family.PLACE, "dayuecheng", name={"zh": "文件写的"})

    assert load(loaded).differs == ["places/dayuecheng"]
    assert load(loaded, places_dayuecheng="desk") == LoadReport(unchanged=6)
    assert load(loaded) == LoadReport(unchanged=6)
    assert live_names()["dayuecheng"] == "编辑写的"


def test_nothing_can_be_decided_about_an_unknown_page(loaded: Path) -> None:
    with pytest.raises(ContentRefused, match="1 faults"):
        load(loaded, places_nowhere="file")


def test_one_fault_anywhere_loads_nothing(folder: Path, session: Session) -> None:
    path = folder / "trails" / "liulichang.yaml"
    path.write_text(path.read_text("utf-8").replace("place: rongbaozhai", "place: nowhere"), "utf-8")

    with pytest.raises(ContentRefused) as refused:
        load(folder)

    assert refused.value.faults == ["trails/liulichang.yaml: stop: there is no places/nowhere"]
    assert session.scalar(select(func.count(Page.id))) == 0
    assert session.scalar(select(func.count(Revision.id))) == 0


def test_error_in_the_middle_of_a_load_leaves_nothing(folder: Path, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.loading.remember_file", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        load(folder)

    assert session.scalar(select(func.count(Page.id))) == 0
    assert newest_change(session) == 0


def test_export_after_load_is_byte_identical(loaded: Path, tmp_path: Path) -> None:
    export_content(live_documents(db.session()), tmp_path / "out")

    assert texts(tmp_path / "out") == texts(loaded)


def test_export_onto_the_loaded_files_changes_none(loaded: Path) -> None:
    assert export_content(live_documents(db.session()), loaded) == []


def test_export_writes_the_editors_text(loaded: Path) -> None:
    edit_at_desk()

    assert export_content(live_documents(db.session()), loaded) == ["places/rongbaozhai"]
    assert load(loaded) == LoadReport(unchanged=5)
