"""Transactions: readers see one snapshot, writers are serialised, every visible change moves the version.

SQLite begins nothing for a SELECT and hands out locks late; so readers say BEGIN and writers BEGIN IMMEDIATE.
PostgreSQL hands sequences out before commit; so writers take one advisory lock first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from app import clock
from app.extensions import db
from app.models.page import Change

WRITERS_LOCK = text("SELECT pg_advisory_xact_lock(20260)")


def prepare_sqlite(engine: Engine) -> None:
    """Make every SQLite connection of `engine` durable, checked and explicit about its transactions."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def writing() -> Iterator[Session]:
    """Give the session inside a serialised writing transaction, committed at the end and rolled back on any error."""
    session = db.session()
    session.rollback()
    connection = session.connection(execution_options={"writing": True})
    if connection.dialect.name == "postgresql":
        connection.execute(WRITERS_LOCK)
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def record_change(session: Session, page_id: int | None, kind: str) -> None:
    """Append a visible change to the log, in the transaction that makes it."""
    session.add(Change(page_id=page_id, kind=kind, at=clock.to_utc(clock.now())))
