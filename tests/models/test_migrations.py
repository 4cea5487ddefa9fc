"""Migrations: they make exactly the tables of the models, and can be taken back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, Engine, create_engine, inspect, select

from app import create_app
from app.config import Settings
from app.extensions import db
from app.models.base import Base
from app.models.site import Site


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Settings.read({"INSTANCE_DIR": str(tmp_path), "TIMED_WORK": "0"}))
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def connection(migrated: Flask) -> Iterator[Connection]:
    with db.engine.connect() as connection:
        yield connection


@pytest.fixture
def made_from_models(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'models.sqlite'}")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


def rules(where: Any) -> dict[str, Any]:
    """Give what the database itself checks, for each table: Alembic's comparison does not look at it."""
    seen = inspect(where)
    tables = sorted(set(seen.get_table_names()) - {"alembic_version"})
    return {
        table: (
            sorted((check["name"], " ".join(check["sqltext"].split())) for check in seen.get_check_constraints(table)),
            sorted((key["name"], key["options"].get("ondelete")) for key in seen.get_foreign_keys(table)),
            [column["name"] for column in seen.get_columns(table)],
        )
        for table in tables
    }


def test_models_and_migrations_do_not_differ(connection: Connection) -> None:
    assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata) == []


def test_migrated_tables_keep_the_rules_of_the_models(connection: Connection, made_from_models: Engine) -> None:
    assert rules(connection) == rules(made_from_models)


def test_fresh_database_has_the_one_row_about_the_site(migrated: Flask) -> None:
    site = db.session.scalars(select(Site)).one()

    assert (site.id, len(site.epoch), site.loaded_at) == (1, 32, None)


def test_second_upgrade_changes_nothing(migrated: Flask) -> None:
    before = db.session.scalar(select(Site.epoch))
    db.session.remove()

    upgrade()

    assert db.session.scalar(select(Site.epoch)) == before


def test_foreign_keys_are_on_again_after_an_upgrade(connection: Connection) -> None:
    assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_migrations_can_be_taken_back(migrated: Flask) -> None:
    downgrade(revision="base")

    assert inspect(db.engine).get_table_names() == ["alembic_version"]


OLD_ROWS = (
    """INSERT INTO user (id, email, name, role, created_at) VALUES (1, 'a@example.org', 'A', 'author', '2026-11-01 00:00:00')""",
    """INSERT INTO page (id, family, slug, state, revision, content, card, sort_zh, sort_en, changed_at)
       VALUES (1, 'place', 'museum', 'published', 2, '{"name": {"zh": "馆"}}', '{}', 'guan', 'museum', '2026-11-01 00:00:00')""",
    """INSERT INTO revision (page_id, number, content, based_on, origin, saved_at, published_at)
       VALUES (1, 1, '{}', 0, 'file', '2026-11-01 00:00:00', NULL), (1, 2, '{}', 1, 'desk', '2026-11-02 00:00:00', '2026-11-03 00:00:00')""",
)


def test_pages_and_people_pass_through_the_desks_migration_and_back(migrated: Flask) -> None:
    """What was published says so, everybody reaches everything, and going back and forth loses no page and no person."""
    downgrade(revision="0003")
    with db.engine.begin() as connection:
        for statement in OLD_ROWS:
            connection.exec_driver_sql(statement)

    upgrade()

    with db.engine.connect() as connection:
        states = connection.exec_driver_sql("SELECT number, state, why, held FROM revision ORDER BY number").all()
        people = connection.exec_driver_sql("SELECT families, organisation_id, language, totp_secret FROM user").all()
    downgrade(revision="0003")
    with db.engine.connect() as connection:
        left = [connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() for table in ("page", "revision", "user")]
    upgrade()

    assert [tuple(row) for row in states] == [(1, "draft", "", ""), (2, "published", "", "")]
    assert [tuple(row) for row in people] == [("[]", None, "zh", None)]
    assert left == [1, 2, 1]
