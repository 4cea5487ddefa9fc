"""The living index: found at once in every process, by whoever saves, and nothing lost however a process ends."""

import multiprocessing
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app
from sqlalchemy import select

from app import create_app
from app.config import ROOT, Settings
from app.extensions import db
from app.queries.pages import P, is_public
from app.services.search.index import SearchIndex
from app.services.search.searching import search
from app.vocabulary import Family
from tests.conftest import make_app
from tests.factories import publish_page
from tests.services.search.indexes import documents_in

pytestmark = pytest.mark.tenth
FORK = multiprocessing.get_context("fork")
SAVERS, SAVED, KILLS, PUBLISHED, ASKED = 4, 50, 60, 40, 24
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def word_of(number: int) -> str:
    """Give a word that only one page has, and that is no misspelling of another's."""
    return "".join(LETTERS[number // 26**place % 26] * 2 for place in range(4))


def another(folder: Path) -> Flask:
    """Give the application of a folder, as another process makes it."""
    return create_app(Settings.read({"INSTANCE_DIR": str(folder), "TIMED_WORK": "0"}))


def publish(number: int) -> None:
    """Publish a page whose word is its number's."""
    publish_page(Family.PLACE, f"page-{number}", name={"zh": f"第{number}页", "en": f"Page {word_of(number)}"})


def find(number: int) -> list[str]:
    """Give what the first search for a page's word finds."""
    db.session.rollback()
    return [hit.card.slug for hit in search(db.session(), word_of(number), language="en").hits]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The folder of a site with one page and an index, that no connection of ours holds open."""
    app = make_app(tmp_path)
    with app.app_context():
        publish(0)
        find(0)
        db.session.remove()
        db.engine.dispose()
    return tmp_path


def is_whole(folder: Path) -> int:
    """Check that a process that begins now finds every public page once; give how many there are."""
    app = another(folder)
    with app.app_context():
        index: SearchIndex = app.extensions["search"]
        index.catch_up(db.session())
        public = list(db.session.scalars(select(P.id).where(is_public())))
        assert documents_in(index) == sorted(map(str, public))
        slugs = list(db.session.scalars(select(P.slug).where(is_public())))
        missed = [slug for slug in slugs if find(int(slug.removeprefix("page-"))) != [slug]]
        assert missed == []
        db.session.remove()
        db.engine.dispose()
    return len(public)


def save(folder: Path, numbers: range, said: Any) -> None:
    """Publish some pages, one after the other, and search for each at once."""
    try:
        with another(folder).app_context():
            for number in numbers:
                publish(number)
                if find(number) != [f"page-{number}"]:
                    said.put(f"page {number} was not found at once")
    except BaseException as error:
        said.put(repr(error))


def test_four_processes_that_save_at_once_are_all_found_at_once_and_indexed_once(site: Path, aim: Callable[[int], int], say: Any) -> None:
    each, said = aim(SAVED), FORK.Queue()
    savers = [FORK.Process(target=save, args=(site, range(1 + turn * each, 1 + (turn + 1) * each), said)) for turn in range(SAVERS)]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join(timeout=600)

    assert [said.get() for _ in range(said.qsize())] == []
    assert is_whole(site) == SAVERS * each + 1
    say("pages saved by four processes at once", tried=SAVERS * each, aimed=SAVERS * aim(SAVED))


def publish_again_and_again(folder: Path, first: int) -> None:
    """Publish and search until somebody ends this."""
    with another(folder).app_context():
        index: SearchIndex = current_app.extensions["search"]
        for number in range(first, first + 100):
            publish(number)
            find(number)
            if number % 5 == 4:
                index.optimise()


def test_a_process_killed_at_any_moment_loses_nothing(site: Path, rng: random.Random, aim: Callable[[int], int], say: Any) -> None:
    pages = 1
    for turn in range(aim(KILLS)):
        saver = FORK.Process(target=publish_again_and_again, args=(site, 1 + turn * 100))
        saver.start()
        saver.join(timeout=0.4 + rng.random())
        os.kill(saver.pid or 0, signal.SIGKILL)
        saver.join()

        now = is_whole(site)
        assert now >= pages
        pages = now
    assert pages > aim(KILLS)
    say("processes killed while they published", tried=aim(KILLS), aimed=aim(KILLS))


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    """The site served by gunicorn with three processes; its origin."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"INSTANCE_DIR": str(site), "PORT": str(port), "TIMED_WORK": "0", "WEB_WORKERS": "3", "WEB_THREADS": "2"}
    env = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "DATABASE_URL"}} | settings
    with subprocess.Popen([sys.executable, "-m", "gunicorn", "wsgi:app"], cwd=ROOT, env=env, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(300):
                try:
                    read(f"http://127.0.0.1:{port}/en/search")
                    break
                except OSError:
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def read(address: str) -> str:
    """Give a page."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        text: str = answer.read().decode()
        return text


def test_a_publish_is_found_and_suggested_by_every_process_at_once(served: str, site: Path, aim: Callable[[int], int], say: Any) -> None:
    tried = 0
    with another(site).app_context(), ThreadPoolExecutor(ASKED) as visitors:
        for number in range(1, 1 + aim(PUBLISHED)):
            publish(number)
            asked = [f"{served}/en/search?q={word_of(number)}&page=1&x={turn}" for turn in range(ASKED)]
            asked += [f"{served}/en/search/suggest?q={word_of(number)}&x={turn}" for turn in range(ASKED)]
            answers = list(visitors.map(read, asked))
            missing = [address for address, text in zip(asked, answers, strict=True) if not re.search(rf"/en/places/page-{number}\b", text)]
            assert missing == [], number
            tried += len(asked)
        db.session.remove()
    say("questions to three processes right after a publish", tried=tried, aimed=aim(PUBLISHED) * ASKED * 2)
