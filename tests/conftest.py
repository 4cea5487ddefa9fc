"""What tests share: an application on an empty database, one on the real content, clients and factories."""

import secrets
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from app import create_app
from app.config import Settings
from app.extensions import db
from app.models.base import Base
from app.models.page import Page
from app.models.site import Site
from app.services.loading import load_content
from app.services.transactions import writing
from app.vocabulary import Family
from tests.factories import publish_page
from tests.guards import GuardedClient


def make_app(folder: Path, **env: str) -> Flask:
    """Make an application with its own folder and empty tables."""
    app = create_app(Settings.read({"INSTANCE_DIR": str(folder), "TIMED_WORK": "0", **env}))
    app.testing = True
    app.test_client_class = GuardedClient
    with app.app_context():
        Base.metadata.create_all(db.engine)
        renew()
    return app


def make_guide(folder: Path, **env: str) -> Flask:
    """Make an application with the real content and its index."""
    app = make_app(folder, **env)
    with app.app_context():
        with writing() as session:
            load_content(session, app.config["SETTINGS"].content)
        app.extensions["search"].catch_up(db.session())
        db.session.remove()
    return app


def renew() -> None:
    """Empty every table and give the site a new epoch."""
    with writing() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
        session.add(Site(id=1, epoch=secrets.token_hex(8)))


@pytest.fixture(scope="session")
def empty_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application whose database each test begins empty."""
    return make_app(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def app(empty_app: Flask) -> Iterator[Flask]:
    """An application with an empty database."""
    with empty_app.app_context():
        renew()
        db.session.remove()
        yield empty_app
        db.session.remove()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor, who checks every page."""
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Session:
    """The session of the empty application."""
    return db.session()


@pytest.fixture(scope="session")
def guide_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with the real content, for reading only."""
    return make_guide(tmp_path_factory.mktemp("guide"))


@pytest.fixture
def guide(guide_app: Flask) -> Iterator[FlaskClient]:
    """A visitor of the real guide."""
    with guide_app.app_context():
        yield guide_app.test_client()
        db.session.remove()


@pytest.fixture
def make_place(app: Flask) -> Callable[..., Page]:
    """Publish a place: `make_place("rongbaozhai", kind="old_brand")`."""
    return partial(publish_page, Family.PLACE)


@pytest.fixture
def make_series(app: Flask) -> Callable[..., Page]:
    """Publish a series."""
    return partial(publish_page, Family.SERIES)


@pytest.fixture
def make_event(app: Flask) -> Callable[..., Page]:
    """Publish an event."""
    return partial(publish_page, Family.EVENT)


@pytest.fixture
def make_trail(app: Flask) -> Callable[..., Page]:
    """Publish a trail."""
    return partial(publish_page, Family.TRAIL)


@pytest.fixture
def make_story(app: Flask) -> Callable[..., Page]:
    """Publish a story."""
    return partial(publish_page, Family.STORY)


@pytest.fixture
def count_queries(app: Flask) -> Iterator[Callable[[Callable[[], Any]], int]]:
    """Count the statements that a call runs, transactions aside."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT")):
            seen.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)

    def count(call: Callable[[], Any]) -> int:
        seen.clear()
        call()
        return len(seen)

    yield count
    event.remove(engine, "before_cursor_execute", note)
