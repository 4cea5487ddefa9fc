"""Following: the index knows each change at once, heals what is broken, and has one writer."""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, update
from sqlalchemy.orm import Session

from app.extensions import db
from app.models.page import Change, Page
from app.models.site import Site
from app.services.publishing import delete, republish, withdraw
from app.services.search import keeping
from app.services.search.index import SearchIndex
from app.services.search.searching import Results
from app.services.search.state import FILE, State, only_writer, read_state, write_state
from app.services.transactions import record_change, writing

Make = Callable[..., Page]
Ask = Callable[..., Results]
Find = Callable[..., list[str]]


def folder_of(index: SearchIndex) -> Path:
    state = read_state(index.root)
    assert state is not None
    return index.root / state.folder


def documents_in(index: SearchIndex) -> list[str]:
    with index._reading.opened() as opened:
        return sorted(fields["id"] for fields in opened.searcher.documents())


def test_a_publish_is_found_at_once(make_place: Make, find: Find) -> None:
    before = find("白云观")
    make_place("abbey", name={"zh": "白云观"})

    assert (before, find("白云观")) == ([], ["abbey"])


def test_a_new_name_replaces_the_old_one(make_place: Make, find: Find) -> None:
    make_place("abbey", name={"zh": "白云观"})
    find("白云观")
    make_place("abbey", name={"zh": "天长观"})

    assert (find("白云观"), find("天长观")) == ([], ["abbey"])


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


@pytest.mark.parametrize("harm", ["delete", "truncate", "flip", "state", "half", "toc"])
def test_a_damaged_index_heals(harm: str, make_place: Make, index: SearchIndex, ask: Ask) -> None:
    make_place("abbey", name={"zh": "白云观"})
    ask("白云观")
    damage(index, harm)

    found = ask("白云观")

    assert ([hit.card.slug for hit in found.hits], found.degraded, index.state(db.session())) == (["abbey"], False, "ok")


def damage(index: SearchIndex, harm: str) -> None:
    folder = folder_of(index)
    segment = next(folder.glob("*.seg"))
    table = next(folder.glob("*.toc"))
    if harm == "delete":
        for path in sorted(index.root.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        index.root.rmdir()
    elif harm == "truncate":
        os.truncate(segment, segment.stat().st_size // 2)
    elif harm == "flip":
        flip(segment)
    elif harm == "state":
        flip(index.root / FILE)
    elif harm == "half":
        segment.unlink()
    else:
        flip(table)
        index._reading._drop()


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize("seed", range(40))
def test_any_flipped_bit_heals(seed: int, make_place: Make, index: SearchIndex, ask: Ask) -> None:
    make_place("abbey", name={"zh": "白云观"})
    ask("白云观")
    files = sorted(path for path in index.root.rglob("*") if path.suffix in {".seg", ".toc", ".json"})
    path = files[seed % len(files)]
    content = bytearray(path.read_bytes())
    content[seed * len(content) // 40] ^= 1 << seed % 8
    path.write_bytes(content)
    os.utime(path, ns=(1, 1))
    fresh = SearchIndex(index.root)

    assert fresh.catch_up(db.session()) == 1 and documents_in(fresh) == documents_in(index)


def test_an_index_of_an_older_schema_is_written_anew(make_place: Make, index: SearchIndex, find: Find) -> None:
    make_place("abbey", name={"zh": "白云观"})
    find("白云观")
    old = read_state(index.root)
    assert old is not None
    write_state(index.root, State(old.epoch, old.seq, "older", old.folder, old.files))

    assert (index.state(), find("白云观"), index.state()) == ("of another schema", ["abbey"], "ok")


def test_merging_leaves_one_segment_and_the_same_pages(make_place: Make, index: SearchIndex, find: Find) -> None:
    for number in range(12):
        make_place(f"hall-{number}", name={"zh": f"会馆{number}"})
        index.catch_up(db.session())
    before = find("会馆")

    merged = [index.optimise(), index.optimise()]

    assert (merged, len(list(folder_of(index).glob("*.seg"))), find("会馆")) == ([True, False], 1, before)
    assert len(list(index.root.iterdir())) == 2


def test_while_another_writes_the_database_answers(make_place: Make, index: SearchIndex, ask: Ask) -> None:
    make_place("abbey", name={"zh": "白云观", "en": "White Cloud Abbey"}, also_known_as=["天长观"])
    make_place("other", name={"zh": "别处"})
    with only_writer(index._lock):
        found = [ask(query) for query in ("白云观", "cloud abbey", "天長觀")]

    assert [([hit.card.slug for hit in answer.hits], answer.degraded, answer.total) for answer in found] == [(["abbey"], True, 1)] * 3


def test_behind_a_writer_the_old_index_answers_and_says_so(make_place: Make, index: SearchIndex, ask: Ask) -> None:
    make_place("abbey", name={"zh": "白云观"})
    ask("白云观")
    make_place("pagoda", name={"zh": "白塔"})
    with only_writer(index._lock):
        found = ask("白云观")

    assert ([hit.card.slug for hit in found.hits], found.degraded) == (["abbey"], True)


def test_a_request_does_not_index_a_large_site(make_place: Make, index: SearchIndex, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PAGES_IN_REQUEST", 1)
    make_place("abbey", name={"zh": "白云观"})
    make_place("pagoda", name={"zh": "白塔"})
    during = ask("白塔")
    index.catch_up(db.session())

    assert (during.degraded, ask("白塔").degraded) == (True, False)


def catch_up_again_and_again(root: str, url: str, until: float, failures: "multiprocessing.Queue[str]") -> None:
    engine = create_engine(url)
    index = SearchIndex(Path(root))
    try:
        while time.time() < until:
            with Session(engine) as session:
                index.catch_up(session)
                index.optimise()
                index.state(session)
    except BaseException as error:
        failures.put(repr(error))


def test_processes_that_write_at_once_never_fail_and_each_page_is_in_once(make_place: Make, index: SearchIndex, ask: Ask) -> None:
    make_place("place-0", name={"zh": "会馆零"})
    context = multiprocessing.get_context("fork")
    failures: multiprocessing.Queue[str] = context.Queue()  # type: ignore[assignment]
    url = db.engine.url.render_as_string(hide_password=False)
    until = time.time() + 3
    others = [context.Process(target=catch_up_again_and_again, args=(str(index.root), url, until, failures)) for _ in range(3)]
    for process in others:
        process.start()
    number = 0
    while time.time() < until:
        number += 1
        make_place(f"place-{number % 15}", name={"zh": f"会馆{number}"})
        ask("会馆")
    for process in others:
        process.join(timeout=20)

    assert (failures.empty(), [process.exitcode for process in others]) == (True, [0, 0, 0])
    index.catch_up(db.session())
    numbers = documents_in(index)
    assert len(numbers) == len(set(numbers)) == 15


def test_threads_that_search_while_pages_change_never_fail(make_place: Make, index: SearchIndex, ask: Ask, app: object) -> None:
    make_place("abbey", name={"zh": "白云观"})
    failures: list[BaseException] = []

    def look() -> None:
        try:
            with app.app_context():  # type: ignore[attr-defined]
                for _ in range(30):
                    ask("白云观")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(10):
        make_place("abbey", name={"zh": "白云观"}, summary={"zh": f"第{number}次。"})
    for thread in threads:
        thread.join()

    assert failures == []
