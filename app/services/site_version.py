"""The version of the site: the epoch and the number of the newest change, read on a raw connection.

The page cache reads it for every request, so it must cost microseconds: SQLite by a connection of each thread,
PostgreSQL at most once in 100 ms.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import create_engine, make_url, text

QUERY = "SELECT epoch, (SELECT max(seq) FROM change) FROM site"
AGE_S = 0.1
Version = tuple[str, int]


def reader(database_url: str) -> Callable[[], Version | None]:
    """Give a function that reads the version; it gives None while the database is not there."""
    url = make_url(database_url)
    return sqlite_reader(url.database or "") if url.get_backend_name() == "sqlite" else postgres_reader(database_url)


def sqlite_reader(path: str) -> Callable[[], Version | None]:
    """Give a reader with one read-only connection for each thread."""
    local = threading.local()

    def read() -> Version | None:
        try:
            connection: Any = getattr(local, "connection", None)
            if connection is None:
                connection = local.connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
            row = connection.execute(QUERY).fetchone()
        except sqlite3.Error:
            local.connection = None
            return None
        return (row[0], row[1] or 0) if row else None

    return read


def postgres_reader(database_url: str) -> Callable[[], Version | None]:
    """Give a reader that asks the server at most once in 100 ms."""
    engine = create_engine(database_url, pool_size=1, pool_pre_ping=True)
    lock = threading.Lock()
    known: tuple[float, Version | None] = (0.0, None)

    def read() -> Version | None:
        nonlocal known
        if time.monotonic() - known[0] > AGE_S:
            with lock, engine.connect() as connection:
                row = connection.execute(text(QUERY)).first()
                known = (time.monotonic(), (row[0], row[1] or 0) if row else None)
        return known[1]

    return read
