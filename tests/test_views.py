"""Page views: ten hits on a hot page are ten; HEAD, prefetching, robots, errors and the desk are none; nothing of a visitor is kept."""

import threading
from collections import Counter
from datetime import datetime

import pytest
import time_machine
from sqlalchemy import select

from app import clock
from app.extensions import db
from app.models.truth import PageViews
from app.services import views
from app.services.transactions import writing
from app.views import Key, Views, page_of
from app.vocabulary import Family
from tests.conftest import make_app
from tests.factories import publish_page
from tests.routes.admin.posting import read_only_store

NOON = datetime(2026, 11, 25, 12, tzinfo=clock.BEIJING)
PATH = "/en/places/hall"


@pytest.fixture
def cached(tmp_path):
    """An application with its page cache, and one page."""
    app = make_app(tmp_path, PAGE_CACHE="1")
    with app.app_context(), time_machine.travel(NOON, tick=False):
        with writing():
            publish_page(Family.PLACE, "hall", name={"zh": "听雨轩", "en": "Rain Hall"})
        yield app
        db.session.remove()
        db.engine.dispose()


def stored(app) -> dict[tuple[str, str, str], int]:
    views.flush(app.extensions["views"])
    db.session.expire_all()
    return {(row.page, row.day, row.language): row.times for row in db.session.scalars(select(PageViews))}


def test_ten_hits_on_a_hot_page_are_ten_and_304s_count_too(cached):
    client = cached.test_client()
    for _ in range(6):
        etag = client.get(PATH).headers["ETag"]
    for _ in range(4):
        assert client.get(PATH, headers={"If-None-Match": etag}).status_code == 304

    assert stored(cached) == {("places/hall", "2026-11-25", "en"): 10}


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("HEAD", PATH, {}),
        ("GET", PATH, {"Sec-Purpose": "prefetch"}),
        ("GET", PATH, {"Sec-Purpose": "prefetch;prerender"}),
        ("GET", PATH, {"Purpose": "prefetch"}),
        ("GET", PATH, {"X-Moz": "prefetch"}),
        ("GET", PATH, {"User-Agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"}),
        ("GET", PATH, {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ("GET", PATH, {"User-Agent": "curl/8.5.0"}),
        ("GET", PATH, {"User-Agent": "python-requests/2.32"}),
        ("GET", "/en/places/none", {}),
        ("GET", "/admin/login", {}),
        ("GET", "/robots.txt", {}),
        ("GET", "/en/places/hall.ics", {}),
        ("GET", "/", {}),
        ("POST", PATH, {}),
    ],
)
def test_what_is_no_visit_is_not_counted(cached, method, path, headers):
    cached.test_client().open(path, method=method, headers=headers)

    assert stored(cached) == {}


def test_each_language_page_and_beijing_day_is_counted_by_itself(cached):
    client = cached.test_client()
    client.get("/zh/")
    client.get("/zh-hant/places/hall")
    client.get("/en/places?free=yes")
    with time_machine.travel(datetime(2026, 11, 26, 0, 0, 1, tzinfo=clock.BEIJING), tick=False):
        client.get(PATH)

    assert stored(cached) == {
        ("home", "2026-11-25", "zh"): 1,
        ("places/hall", "2026-11-25", "zh-hant"): 1,
        ("places", "2026-11-25", "en"): 1,
        ("places/hall", "2026-11-26", "en"): 1,
    }


def test_several_processes_add_up(cached):
    for _ in range(3):
        other = Views(lambda _environ, _start: [])
        for _ in range(5):
            other.count("en", "places/hall")
        views.flush(other)

    assert stored(cached) == {("places/hall", "2026-11-25", "en"): 15}


def test_what_cannot_be_stored_waits_for_the_next_time(cached):
    cached.test_client().get(PATH)
    with read_only_store():
        assert views.flush(cached.extensions["views"]) == 0

    assert stored(cached) == {("places/hall", "2026-11-25", "en"): 1}


def test_threads_lose_no_view():
    counted = Views(lambda _environ, _start: [])
    threads = [threading.Thread(target=lambda: [counted.count("zh", "home") for _ in range(2_000)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert counted.take().total() == 16_000 and counted.take() == Counter()


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/zh/", ("zh", "home")),
        ("/zh-hant/events", ("zh-hant", "events")),
        ("/en/trails/xicheng-night", ("en", "trails/xicheng-night")),
        ("/en/places/a/b", None),
        ("/fr/places", None),
        ("/en/places/" + "a" * 200, None),
        ("/en/places/<script>", None),
        ("/static/css/site.css", None),
        ("", None),
    ],
)
def test_paths_that_are_counted(path, found):
    assert page_of(path) == found


def test_a_key_holds_a_page_a_day_and_a_language_and_nothing_else():
    assert Key._fields == ("page", "day", "language") and {column.name for column in PageViews.__table__.columns} == {*Key._fields, "times"}
