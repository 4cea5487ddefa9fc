"""An acknowledged save survives kill -9 of a worker and of the whole server, and what is published is found within five seconds."""

import shutil
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_migrate import upgrade
from itsdangerous import URLSafeTimedSerializer

from app import clock, create_app
from app.config import Settings
from app.extensions import db
from app.models.people import User
from app.models.site import Site
from app.routes.admin import COOKIE
from app.services.people import sign_ins
from app.services.transactions import writing
from app.vocabulary import Family, Role
from tests.conftest import renew
from tests.factories import publish_page
from tests.proofs.killed_server import SECRET, Editor, Server

pytestmark = pytest.mark.tenth
SLUGS = ["alpha", "beta", "gamma", "delta"]
NAMES = ("First", "Second")


@pytest.fixture
def server(tmp_path: Path):
    running = Server(tmp_path)
    (tmp_path / "content").mkdir()
    shutil.copytree(Path(__file__).parents[2] / "content" / "holidays", tmp_path / "content" / "holidays")
    yield running
    if running.process is not None and running.process.poll() is None:
        running.kill()


@pytest.fixture
def editors(server: Server) -> list[Editor]:
    """One publisher for each page, signed in; each page has had two texts."""
    app = create_app(Settings.read(server.env))
    with app.app_context():
        upgrade()
        renew()
        with writing() as session:
            session.get_one(Site, 1).loaded_at = clock.to_utc(clock.now())
        for slug in SLUGS:
            for name in NAMES:
                publish_page(Family.PLACE, slug, name={"zh": f"{name}{slug}", "en": f"{name}{slug}"})
        made = [Editor(server, slug, *sign_in(app, slug)) for slug in SLUGS]
        db.session.remove()
        db.engine.dispose()
    server.start()
    return made


def sign_in(app: Flask, name: str) -> tuple[str, str]:
    """Give the cookie and the form token of a new publisher."""
    with writing() as session:
        user = User(email=f"{name}@example.org", name=name, role=Role.PUBLISHER, language="en", created_at=clock.to_utc(clock.now()))
        session.add(user)
        session.flush()
        token = sign_ins.begin(session, user, address="127.0.0.1", agent="proof")
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    cookie = signer.dumps({"csrf_token": "0123456789abcdef0123456789abcdef01234567", "_permanent": True, "token": token})
    form = URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps("0123456789abcdef0123456789abcdef01234567")
    return f"{COOKIE}={cookie}", form


def a_round(server: Server, editors: list[Editor], rng, whole: bool) -> None:
    """Let everybody work, kill in the midst of it, and start again what was killed."""
    stopped = threading.Event()
    threads = [threading.Thread(target=editor.work, args=(stopped,)) for editor in editors]
    for thread in threads:
        thread.start()
    time.sleep(rng.uniform(0.5, 1.3))
    if whole:
        server.kill()
        stopped.set()
    else:
        server.kill_worker(rng)
        time.sleep(rng.uniform(0.2, 0.6))
        stopped.set()
    for thread in threads:
        thread.join()
    if whole:
        server.start()


def check(server: Server, editors: list[Editor]) -> None:
    """Nothing that was acknowledged is missing, nothing is half-written, and every live text is found."""
    with closing(sqlite3.connect(Settings.read(server.env).database_url.removeprefix("sqlite:///"))) as base:
        kept = {why for (why,) in base.execute("SELECT why FROM revision")}
        live = dict(base.execute("SELECT slug, revision FROM page").fetchall())
        names = dict(base.execute("SELECT slug, json_extract(content, '$.name.en') FROM page").fetchall())
        same = base.execute(
            "SELECT count(*) FROM page JOIN revision ON page_id = page.id AND number = page.revision AND revision.content = page.content"
        )
        assert same.fetchone() == (len(SLUGS),)
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for editor in editors:
        assert [mark for mark in editor.saved if mark not in kept] == []
        assert live[editor.slug] >= max(editor.published, default=0)
        assert editor.is_found_in_time(names[editor.slug]), f"{editor.slug} is not found by {names[editor.slug]}"
        assert editor.troubles == []


@pytest.mark.parametrize("whole", [False, True], ids=["worker", "server"])
def test_no_acknowledged_save_is_lost_and_every_publication_is_found(server, editors, rng, aim, say, whole):
    rounds = aim(100)
    for _ in range(rounds):
        a_round(server, editors, rng, whole)
        check(server, editors)

    saves, publications = (sum(len(getattr(editor, name)) for editor in editors) for name in ("saved", "published"))
    assert saves > rounds and publications > rounds
    what = "the whole server" if whole else "a worker"
    say(f"kill -9 of {what} during {saves} acknowledged saves and {publications} publications", tried=rounds, aimed=aim(100))
