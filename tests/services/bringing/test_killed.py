"""An import whose process is killed in the middle leaves nothing, and can be done again."""

import multiprocessing
import os
import signal
import time
from multiprocessing.connection import Connection

from sqlalchemy import func, select

from app import clock, create_app
from app.config import Settings
from app.extensions import db
from app.models.audit import Audit
from app.models.bringing import ImportBatch, ImportFile
from app.models.page import Page, Revision
from app.models.people import User
from app.services.transactions import writing
from app.vocabulary import Role
from tests.conftest import make_app
from tests.services.bringing.lists import as_csv, bring, carry_out, place_row

ROWS, ROUNDS = 300, 6
TABLES = (Page, Revision, ImportBatch, Audit)


def counts() -> list[int]:
    return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def import_it(folder: str, key: str, said: Connection) -> None:
    """Import the list in a process of its own; say when it begins to write."""
    app = create_app(Settings.read({"INSTANCE_DIR": folder, "TIMED_WORK": "0"}))
    with app.test_request_context("/zh/"):
        user, file = db.session.scalars(select(User)).one(), db.session.get_one(ImportFile, key)
        db.session.rollback()
        said.send("begin")
        carry_out(file, user)
        said.send("done")


def test_killed_import_leaves_nothing(tmp_path):
    app = make_app(tmp_path)
    with app.test_request_context("/zh/"):
        with writing() as session:
            session.add(User(email="lin@example.org", name="Lin", role=Role.AUTHOR, created_at=clock.to_utc(clock.now())))
        user = db.session.scalars(select(User)).one()
        file = bring(as_csv([place_row(number) for number in range(ROWS)]), user, "list.csv")
        key, before = file.id, counts()
        db.session.remove()
        context, killed = multiprocessing.get_context("spawn"), 0
        for turn in range(ROUNDS):
            here, there = context.Pipe()
            child = context.Process(target=import_it, args=(str(tmp_path), key, there))
            child.start()
            assert here.poll(60) and here.recv() == "begin"
            time.sleep(0.05 + 0.12 * turn)
            os.kill(child.pid or 0, signal.SIGKILL)
            child.join()
            killed += not here.poll()
            assert counts() == before or here.poll()
            db.session.remove()
            if here.poll():
                break
        assert killed >= 4
        if not db.session.scalar(select(func.count()).select_from(ImportBatch)):
            carry_out(db.session.get_one(ImportFile, key), db.session.scalars(select(User)).one())
        assert counts()[:3] == [ROWS, ROWS, 1]
        db.session.remove()
