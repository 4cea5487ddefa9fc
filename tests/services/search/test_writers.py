"""Writers: one at a time, and nobody who searches meanwhile is let down."""

import multiprocessing
import threading
import time
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
from app.services.search.state import only_writer
from tests.services.search.indexes import documents_in

Make = Callable[..., Page]
Ask = Callable[..., Results]


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
    failures: multiprocessing.Queue[str] = context.Queue()
    url = db.engine.url.render_as_string(hide_password=False)
    until = time.time() + 3
    others = [context.Process(target=catch_up_again_and_again, args=(str(index.root), url, until, failures)) for _ in range(3)]
    for process in others:
        process.start()
    number = 0
    while time.time() < until or number < 15:
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
            with app.app_context():
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
