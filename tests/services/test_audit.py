"""The audit is a chain: rows are only added, and one that was altered, taken out or cut off is found."""

import threading
from datetime import datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, text

from app import clock
from app.extensions import db
from app.models.audit import Audit
from app.services import audit
from app.services.audit import AuditIsKept
from app.services.exports.table import as_csv, neutral
from app.services.transactions import writing


def deeds(number: int) -> None:
    for place in range(number):
        with writing() as session:
            audit.note(session, "saved", by=None, place=place, words="正月初一 “fair”")


@pytest.fixture
def ten(app: Flask):
    with app.app_context():
        deeds(10)
        yield


def faults() -> list[str]:
    db.session.expire_all()
    return list(audit.verify(db.session()))


def test_ten_deeds_are_a_whole_chain(ten):
    assert faults() == [] and db.session.scalar(select(func.count()).select_from(Audit)) == 10


@pytest.mark.parametrize(
    "change",
    [
        "detail = '{\"place\": 99}'",
        "deed = 'published'",
        "page_id = 7",
        "address = '203.0.113.9'",
        "at = '2020-01-01 00:00:00.000000'",
        "previous = ''",
        "digest = ''",
        "digest = '" + "0" * 64 + "'",
    ],
)
@pytest.mark.parametrize("place", [1, 5, 10])
def test_an_altered_row_is_found(ten, change, place):
    db.session.execute(text(f"UPDATE audit SET {change} WHERE id = (SELECT id FROM audit ORDER BY id LIMIT 1 OFFSET {place - 1})"))
    db.session.commit()

    assert bool(faults()) or (place == 1 and change == "previous = ''")


@pytest.mark.parametrize("where", ["id = (SELECT min(id) FROM audit)", "id % 5 = 0", "id = (SELECT max(id) FROM audit)", "1 = 1"])
def test_a_missing_row_is_found(ten, where):
    db.session.execute(text(f"DELETE FROM audit WHERE {where}"))
    db.session.commit()

    assert faults() != []


def test_two_rows_that_changed_places_are_found(ten):
    first, second = db.session.scalars(select(Audit.id).order_by(Audit.id).limit(2)).all()
    for old, new in ((first, -1), (second, first), (-1, second)):
        db.session.execute(text(f"UPDATE audit SET id = {new} WHERE id = {old}"))
    db.session.commit()

    assert faults() != []


def test_the_application_itself_cannot_change_or_delete_a_row(ten):
    row = db.session.scalars(select(Audit)).first()
    row.deed = "published"
    with pytest.raises(AuditIsKept):
        db.session.flush()
    db.session.rollback()
    db.session.delete(db.session.scalars(select(Audit)).first())
    with pytest.raises(AuditIsKept):
        db.session.flush()
    db.session.rollback()


def test_a_deed_that_is_rolled_back_leaves_the_chain_whole(ten):
    audit.note(db.session(), "saved", by=None)
    db.session.rollback()
    deeds(2)

    assert faults() == []


def test_four_threads_at_once_write_one_chain(app: Flask):
    def work() -> None:
        with app.app_context():
            deeds(10)
            db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults() == [] and db.session.scalar(select(func.count()).select_from(Audit)) == 40


def test_the_moment_keeps_its_place_in_the_digest(app: Flask):
    with time_machine.travel(datetime(2026, 11, 25, 12, 0, 0, 123456, tzinfo=clock.BEIJING), tick=False):
        deeds(1)

    assert faults() == []


def test_the_command_says_whether_the_chain_is_whole(ten, app: Flask):
    runner = app.test_cli_runner()
    whole = runner.invoke(args=["audit", "verify"])
    db.session.execute(text("DELETE FROM audit WHERE id % 5 = 0"))
    db.session.commit()
    broken = runner.invoke(args=["audit", "verify"])

    assert (whole.exit_code, whole.output) == (0, "10 rows, the chain is whole\n")
    assert broken.exit_code == 1 and "missing" in broken.output


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=cmd|"/c calc"!A1'])
def test_a_cell_is_never_a_formula(cell):
    assert neutral(cell).startswith("'")
    assert as_csv(["a"], [[cell]]).startswith("\ufeff")
