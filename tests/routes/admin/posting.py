"""Posting the form of a page as a browser does, and making the store refuse."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import event
from werkzeug.test import TestResponse

from app.extensions import db
from tests.routes.admin.conftest import DeskClient
from tests.services.desk.forms import Sent

Fields = list[tuple[str, str]]


def fields_of(html: str, form: str = "big-form") -> Fields:
    """What a browser would send of a form on a page, without its token and buttons."""
    sent = Sent()
    sent.feed(html[html.index(f'class="{form}"') :].partition("</form>")[0])
    return [(name, value) for name, value in sent.fields if name not in {"csrf_token", "_do"}]


def with_values(fields: Fields, **changed: str) -> Fields:
    """Give the fields with some values typed anew; two underscores stand for a point."""
    named = {name.replace("__", "."): value for name, value in changed.items()}
    return [(name, named.get(name, value)) for name, value in fields]


def save(client: DeskClient, path: str, fields: Fields, **changed: str) -> TestResponse:
    """Send the form of a page with some values typed anew."""
    return client.send(path, with_values(fields, **changed))


@contextmanager
def refusing_store(close: str, reopen: str = "") -> Iterator[None]:
    """The database runs a statement whenever a connection is taken, and another when it is given back."""

    def taken(connection: Any, *_more: Any) -> None:
        connection.execute(close.format(pages=connection.execute("PRAGMA page_count").fetchone()[0]))

    def given_back(connection: Any, *_more: Any) -> None:
        connection.execute(reopen)

    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, "checkout", taken)
    if reopen:
        event.listen(db.engine, "checkin", given_back)
    try:
        yield
    finally:
        db.session.remove()
        event.remove(db.engine, "checkout", taken)
        if reopen:
            event.remove(db.engine, "checkin", given_back)
        db.engine.dispose()


@contextmanager
def read_only_store() -> Iterator[None]:
    """The database refuses every write meanwhile."""
    with refusing_store("PRAGMA query_only=1", "PRAGMA query_only=0"):
        yield


@contextmanager
def full_store() -> Iterator[None]:
    """The database has no page left to grow meanwhile, as on a full disk."""
    db.session.remove()
    db.engine.dispose()
    with closing(sqlite3.connect(str(db.engine.url.database))) as connection:
        connection.execute("VACUUM")
    with refusing_store("PRAGMA max_page_count={pages}"):
        yield
