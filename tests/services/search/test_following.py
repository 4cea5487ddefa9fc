"""Following: the index knows each change at once."""

from collections.abc import Callable

from sqlalchemy import update

from app.extensions import db
from app.models.page import Change, Page
from app.models.site import Site
from app.services.publishing import delete, republish, withdraw
from app.services.search.index import SearchIndex
from app.services.search.state import State, read_state, write_state
from app.services.transactions import record_change, writing
from tests.services.search.indexes import documents_in

Make = Callable[..., Page]
Find = Callable[..., list[str]]


def test_a_publish_is_found_at_once(make_place: Make, find: Find) -> None:
    before = find("白云观")
    make_place("abbey", name={"zh": "白云观"})

    assert (before, find("白云观")) == ([], ["abbey"])


def test_a_new_name_replaces_the_old_one(make_place: Make, find: Find) -> None:
    make_place("abbey", name={"zh": "白云观"})
    find("白云观")
    make_place("abbey", name={"zh": "天长寺"})

    assert (find("白云观"), find("天长寺")) == ([], ["abbey"])


def test_withdrawing_showing_and_deleting_are_followed(make_place: Make, find: Find) -> None:
    number = make_place("abbey", name={"zh": "白云观"}).id
    seen = [find("白云观")]
    for deed in (withdraw, republish, delete):
        with writing() as session:
            deed(session, session.get_one(Page, number))
        seen.append(find("白云观"))

    assert seen == [["abbey"], [], ["abbey"], []]


def test_a_new_name_of_a_venue_reaches_its_events(make_place: Make, make_event: Make, find: Find) -> None:
    make_place("street", name={"zh": "琉璃厂"})
    make_event("fair", venues=[{"place": "street"}])
    find("琉璃厂")
    make_place("street", name={"zh": "海王村"})

    assert (find("琉璃厂"), find("海王村")) == ([], ["street", "fair"])


def test_only_what_changed_is_written(make_place: Make, index: SearchIndex) -> None:
    make_place("one")
    make_place("two")
    index.catch_up(db.session())
    make_place("one", summary={"zh": "新。"})
    make_place("one", summary={"zh": "更新。"})

    assert [index.catch_up(db.session()) for _ in range(2)] == [1, 0]
    assert len(documents_in(index)) == 2


def test_a_change_without_a_page_writes_everything(make_place: Make, index: SearchIndex) -> None:
    make_place("one")
    make_place("two")
    index.catch_up(db.session())
    with writing() as session:
        record_change(session, None, "load")

    assert index.catch_up(db.session()) == 2


def test_another_epoch_writes_everything(make_place: Make, index: SearchIndex) -> None:
    make_place("one")
    index.catch_up(db.session())
    with writing() as session:
        session.execute(update(Site).values(epoch="restored"))

    assert (index.state(db.session()), index.catch_up(db.session())) == ("behind", 1)


def test_a_database_gone_back_writes_everything(make_place: Make, index: SearchIndex) -> None:
    make_place("one")
    make_place("one", name={"zh": "后来"})
    index.catch_up(db.session())
    state = read_state(index.root)
    assert state is not None
    write_state(index.root, State(state.epoch, state.seq + 5, state.schema, state.folder, state.files))
    with writing() as session:
        session.query(Change).delete()
        record_change(session, None, "load")
    db.session.rollback()

    assert index.catch_up(db.session()) == 1
