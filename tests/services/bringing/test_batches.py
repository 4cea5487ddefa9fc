"""Imports: all rows or none, matched by address or by number, drafts only, and taken back as a whole."""

import pytest
import time_machine
from sqlalchemy import func, select

from app import clock
from app.extensions import db
from app.models.audit import Audit
from app.models.bringing import ExternalId, ImportBatch, ImportFile
from app.models.page import Page, Revision
from app.models.people import Organisation
from app.services.bringing import files
from app.services.bringing.batches import UndoRefused
from app.services.bringing.sheets import FileRefused
from app.services.desk import saving
from app.services.desk.heads import head
from app.services.desk.saving import SaveRefused
from app.services.people import accounts
from app.services.transactions import writing
from app.vocabulary import Family, State
from tests.factories import publish_page
from tests.services.bringing.lists import as_csv, bring, carry_out, place_row, planned, undo
from tests.services.desk.acting import approve, edit, live, newest, publish, submit, typed


def page_of(slug: str) -> Page | None:
    db.session.expire_all()
    return db.session.scalar(select(Page).where(Page.slug == slug))


def test_rows_become_drafts_that_say_what_the_list_says(person):
    user = person("author")
    batch = carry_out(bring(as_csv([place_row(1), place_row(2)]), user), user)
    page = page_of("reading-room-1")

    assert page is not None and page.state is State.DRAFT and not page.content and batch.rows == 2
    values = typed(page)
    assert values["name"] == {"zh": "第1阅览室", "en": "Reading Room 1"}
    assert (values["kind"], values["opening_hours"]) == ("library", "Tu-Su 09:00-17:00")
    assert values["point"]["origin"] == "某名单" and values["sources"][0]["title"]["zh"] == "某名单"
    assert values["summary"] == values["name"]


def test_list_that_says_nothing_new_changes_nothing(person):
    user = person("author")
    data = as_csv([place_row(1)])
    carry_out(bring(data, user), user)
    again = planned(bring(data, user), user)

    assert (len(again.new), len(again.changed), again.faults, again.rows[0].is_same) == (0, 0, [], True)


def test_only_what_a_row_says_is_changed_and_empty_cells_leave_things_as_they_are(person):
    user = person("author")
    page = publish_page(Family.PLACE, "hall", phone="010-1", address={"zh": "旧址", "en": "Old address"})
    before = dict(page.content)
    carry_out(bring("slug,电话,地址\nhall,010-2,\n".encode(), user), user)

    assert live(page) == before
    assert typed(page) == before | {"phone": "010-2"}


def test_pages_are_found_again_by_the_number_of_their_list(person):
    user = person("author")
    carry_out(bring("id,名称,类别\nX-1,某馆,图书馆\n".encode(), user, source="名单甲"), user)
    found = planned(bring("id,名称,类别\nX-1,某某馆,图书馆\n".encode(), user, source="名单甲"), user)
    other = planned(bring("id,名称,类别\nX-1,另一馆,图书馆\n".encode(), user, source="名单乙"), user)

    assert [row.slug for row in found.changed] == ["mou-guan"] and found.rows[0].values["name"]["zh"] == "某某馆"
    assert [row.slug for row in other.new] == ["ling-yi-guan"]


def test_two_rows_about_one_page_and_pages_out_of_reach_are_faults(person):
    publish_page(Family.PLACE, "theirs")
    user = person("author", families=["place"], organisation_id=organisation().id)
    found = planned(bring(as_csv([place_row(1), place_row(2, slug="reading-room-1"), place_row(3, slug="theirs")]), user), user)

    assert [fault.number for fault in found.faults] == [3, 4] and len(found.new) == 1


def test_two_rows_with_one_number_of_the_list_are_a_fault(person):
    user = person("author")
    found = planned(bring("id,名称,类别\nX-1,甲馆,图书馆\nX-1,乙馆,图书馆\n".encode(), user), user)

    assert [fault.number for fault in found.faults] == [3] and len(found.new) == 1


def test_page_of_another_name_is_not_taken_for_a_row_without_an_address(person):
    user = person("author")
    publish_page(Family.PLACE, "hall-of-books", name={"zh": "书馆", "en": "Hall of Books"})
    other = planned(bring("名称,英文名,类别\n另一书馆,Hall of Books,图书馆\n".encode(), user), user)
    same = planned(bring("名称,英文名,电话\n书馆,Hall of Books,010-1\n".encode(), user), user)

    assert [fault.number for fault in other.faults] == [2] and other.rows == []
    assert [row.slug for row in same.changed] == ["hall-of-books"]


def organisation() -> Organisation:
    with writing() as session:
        made = Organisation(slug="rongbaozhai", name_zh="荣宝斋")
        session.add(made)
    return made


def test_new_pages_belong_to_the_organisation_of_who_imports(person):
    user = person("author", organisation_id=organisation().id)
    carry_out(bring(as_csv([place_row(1)]), user), user)
    page = page_of("reading-room-1")

    assert page is not None and page.organisation_id == user.organisation_id


def test_import_pressed_twice_is_one(person):
    user = person("author")
    file = bring(as_csv([place_row(1)]), user)

    assert carry_out(file, user).id == carry_out(file, user).id
    assert db.session.scalar(select(func.count()).select_from(ImportBatch)) == 1


def test_whole_import_is_undone(person):
    user = person("author")
    page = publish_page(Family.PLACE, "hall", phone="010-1")
    drafted = publish_page(Family.PLACE, "room", phone="010-1")
    edit(drafted, user, phone="010-9")
    before = typed(drafted)
    rows = "slug,id,名称,类别,电话\nhall,A,某堂,图书馆,010-2\nroom,B,某室,图书馆,010-3\nnew-one,C,新馆,图书馆,010-4\n"
    batch = carry_out(bring(rows.encode(), user), user)
    assert typed(page)["phone"] == "010-2" and page_of("new-one") is not None

    undo(batch, user)
    undo(batch, user)

    assert page_of("new-one") is None
    assert head(db.session(), db.session.get_one(Page, page.id)).revision is None
    assert typed(drafted) == before and typed(page)["phone"] == "010-1"
    assert db.session.scalars(select(ExternalId)).all() == []
    assert len(db.session.scalars(select(Audit).where(Audit.deed == "import_undone")).all()) == 1
    numbers = db.session.scalars(select(Revision.number).where(Revision.page_id == page.id).order_by(Revision.number)).all()
    assert numbers == [1, 2]
    assert edit(page, user, phone="010-7").number == 3


def test_imports_are_undone_one_after_the_other(person):
    user = person("author")
    page = publish_page(Family.PLACE, "hall", phone="010-1")
    first, second = (carry_out(bring(f"slug,电话\nhall,{phone}\n".encode(), user), user) for phone in ("010-2", "010-3"))
    with pytest.raises(UndoRefused):
        undo(first, user)
    undo(second, user)
    assert typed(page)["phone"] == "010-2"
    undo(first, user)

    assert typed(page)["phone"] == "010-1"


def test_new_page_on_which_somebody_is_typing_keeps_the_import_from_being_undone(person):
    user, other = person("author"), person("author")
    batch = carry_out(bring(as_csv([place_row(1)]), user), user)
    with writing() as session:
        page = session.scalars(select(Page)).one()
        saving.keep_draft(session, page, {"name": {"zh": "新"}}, based_on=1, by=session.merge(other))
    with pytest.raises(UndoRefused):
        undo(batch, user)

    assert page_of("reading-room-1") is not None


@pytest.mark.parametrize("deed", ["saved", "submitted", "published"])
def test_import_that_went_on_is_not_undone_in_part(person, deed):
    user, reviewer, publisher = person("author"), person("reviewer"), person("publisher")
    publish_page(Family.PLACE, "hall", phone="010-1")
    batch = carry_out(bring("slug,名称,类别,电话\nhall,某堂,图书馆,010-2\nnew-one,新馆,图书馆,010-4\n".encode(), user), user)
    page = page_of("new-one")
    assert page is not None
    if deed == "saved":
        edit(page, user, phone="010-5")
    else:
        submit(page, newest(page), user)
    if deed == "published":
        approve(page, newest(page), reviewer)
        publish(page, newest(page), publisher)
    with pytest.raises(UndoRefused) as refused:
        undo(batch, user)

    assert [one.slug for one in refused.value.pages] == ["new-one"]
    hall = page_of("hall")
    assert hall is not None and typed(hall)["phone"] == "010-2"


def test_list_belongs_to_who_brought_it_and_is_forgotten_after_a_day(person):
    user, other = person("author"), person("author")
    with time_machine.travel(clock.start_of(clock.today()), tick=False):
        file = bring(as_csv([place_row(1)]), user)
        assert files.find(db.session(), file.id, user) is not None and files.find(db.session(), file.id, other) is None
    with time_machine.travel(clock.start_of(clock.today()) + files.KEPT + files.KEPT / 100, tick=False):
        assert files.find(db.session(), file.id, user) is None
        bring(as_csv([place_row(2)]), user)
    assert db.session.scalar(select(func.count()).select_from(ImportFile)) == 1


def test_person_who_was_disabled_meanwhile_imports_nothing(person):
    user = person("author")
    file = bring(as_csv([place_row(1)]), user)
    with writing() as session:
        accounts.disable(session, user, by=None)
    with pytest.raises(SaveRefused):
        carry_out(file, user)
    assert page_of("reading-room-1") is None


def test_file_that_is_no_list_is_not_kept(person):
    user = person("author")
    for data, name in ((b"", "a.csv"), (b"\x00\x01", "a.xlsx"), (b"only,headings\n", "a.csv"), (b"x", "a.exe")):
        with pytest.raises(FileRefused):
            bring(data, user, name)
    assert db.session.scalar(select(func.count()).select_from(ImportFile)) == 0
