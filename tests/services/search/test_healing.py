"""Healing: an index that is missing, damaged or old is written anew, and merging loses nothing."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.extensions import db
from app.models.page import Page
from app.services.search import keeping
from app.services.search.index import SearchIndex
from app.services.search.searching import Results
from app.services.search.state import FILE, State, read_state, write_state
from tests.services.search.indexes import documents_in, folder_of

Make = Callable[..., Page]
Ask = Callable[..., Results]
Find = Callable[..., list[str]]


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


def test_a_large_index_is_written_in_the_background_while_the_database_answers(
    make_place: Make, index: SearchIndex, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "PAGES_IN_REQUEST", 1)
    make_place("abbey", name={"zh": "白云观"})
    make_place("pagoda", name={"zh": "白塔"})

    during = ask("白云观")
    assert index._background is not None
    index._background.join(timeout=20)
    after = ask("白云观")

    assert [([hit.card.slug for hit in found.hits], found.degraded) for found in (during, after)] == [(["abbey"], True), (["abbey"], False)]


def test_no_request_merges_the_index(make_place: Make, index: SearchIndex, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MANY_SEGMENTS", 1)
    for number in range(10):
        make_place(f"hall-{number}", name={"zh": f"会馆{number}"})
        find("会馆")

    assert len(list(folder_of(index).glob("*.seg"))) >= 10


def test_a_killed_writer_loses_nothing(make_place: Make, index: SearchIndex, find: Find) -> None:
    for number in range(20):
        make_place(f"hall-{number}", name={"zh": f"会馆{number}"})
    context, url = multiprocessing.get_context("fork"), db.engine.url.render_as_string(hide_password=False)
    for wait_s in (0.02, 0.08, 0.15, 0.25, 0.4):
        writer = context.Process(target=write_again_and_again, args=(str(index.root), url))
        writer.start()
        writer.join(timeout=wait_s)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        index.catch_up(db.session())

        assert (len(documents_in(index)), find("会馆7")) == (20, ["hall-7"])


def write_again_and_again(root: str, url: str) -> None:
    engine = create_engine(url)
    while True:
        with Session(engine) as session:
            SearchIndex(Path(root)).rebuild(session)


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
