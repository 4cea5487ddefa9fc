"""Runs the migrations on the application's own engine, in one writing transaction."""

from alembic import context
from flask import current_app

from app.models import families, occurrence, page, people, review, sign_in, site
from app.models.base import Base
from app.services.transactions import WRITERS_LOCK

# Every module of models must be imported for the metadata to be whole.
MODELS = (families, occurrence, page, people, review, sign_in, site)


def foreign_keys(connection, switch):
    """Switch SQLite's foreign keys: rebuilding a table in batch mode would otherwise delete the rows that point to it."""
    if connection.dialect.name == "sqlite":
        connection.connection.dbapi_connection.execute(f"PRAGMA foreign_keys={switch}")


def run():
    """Upgrade or downgrade, all or nothing, while every other writer waits."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(writing=True) as connection:
        foreign_keys(connection, "OFF")
        try:
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=True,
                compare_type=True,
                transactional_ddl=True,
            )
            with context.begin_transaction():
                if connection.dialect.name == "postgresql":
                    connection.execute(WRITERS_LOCK)
                context.run_migrations()
        finally:
            foreign_keys(connection, "ON")


if context.is_offline_mode():
    raise SystemExit("Migrations run on a database only; there is no offline mode.")
run()
