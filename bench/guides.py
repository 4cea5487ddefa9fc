"""Guides of synthetic pages with their index and the reference beside it, made once for a folder."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from app import create_app
from app.config import Settings
from app.extensions import db
from app.models.base import Base
from app.models.page import Page
from app.services.transactions import writing
from bench import fts5, synthetic
from tests.conftest import renew

MANY = 10_000


def say(done: int, total: int) -> None:
    """Print how far a long piece of work is."""
    print(f"\r  {done:,} of {total:,}", end="" if done < total else "\n", flush=True)


def made(folder: Path, count: int) -> Flask:
    """Give an application with that many synthetic pages and its index; what stands in the folder is used again."""
    app = create_app(Settings.read({"INSTANCE_DIR": str(folder), "TIMED_WORK": "0"}))
    progress = say if count >= MANY else None
    with app.app_context():
        Base.metadata.create_all(db.engine)
        if db.session.query(Page.id).count() != count:
            renew()
            with writing() as session:
                synthetic.fill(session, count, synthetic.SEED, progress)
        if app.extensions["search"].state(db.session()) != "ok":
            app.extensions["search"].rebuild(db.session(), progress)
        marker = folder / "fts5.ready"
        if not marker.exists():
            fts5.fill(folder / "fts5.sqlite", db.session(), fts5.documents(db.session()))
            marker.touch()
        db.session.remove()
    return app


@contextmanager
def guide(folder: Path, count: int) -> Iterator[tuple[Flask, sqlite3.Connection]]:
    """Give the application of a folder and the reference beside it."""
    app = made(folder, count)
    with app.app_context():
        base = sqlite3.connect(folder / "fts5.sqlite")
        try:
            yield app, base
        finally:
            base.close()
            db.session.remove()
