"""Saving, publishing on time and the queue on PostgreSQL, where several nodes write at once."""

import copy
import threading
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app import clock
from app.extensions import db
from app.models.page import Page, Revision
from app.models.people import User
from app.services.desk import due
from app.services.desk.heads import head
from app.services.desk.queues import mine, waiting_for
from app.services.desk.saving import Saved, save
from app.services.transactions import writing
from app.vocabulary import Family, Role, State
from tests.factories import publish_page
from tests.services.desk.acting import edit, schedule, submit
from tests.services.test_on_postgres import pg_app, server

pytestmark = pytest.mark.postgres
__all__ = ["pg_app", "server"]


@pytest.fixture
def editor(pg_app: Flask) -> User:
    with writing() as session:
        user = User(email="p@example.org", name="p", role=Role.PUBLISHER, created_at=clock.to_utc(clock.now()), families=[])
        session.add(user)
    return user


def test_four_rivals_lose_no_save(pg_app: Flask, editor: User) -> None:
    page_id, editor_id, outcomes = publish_page(Family.PLACE, "here").id, editor.id, []

    def type_and_save(barrier: threading.Barrier, number: int) -> None:
        with pg_app.app_context():
            found = head(db.session(), db.session.get_one(Page, page_id))
            values, based_on = copy.deepcopy(found.values), found.number
            db.session.rollback()
            values.setdefault("keywords", []).append(f"词{number}")
            barrier.wait()
            with writing() as writer:
                outcomes.append(save(writer, writer.get_one(Page, page_id), values, based_on=based_on, by=writer.get_one(User, editor_id)))
            db.session.remove()

    for turn in range(10):
        barrier = threading.Barrier(4)
        threads = [threading.Thread(target=type_and_save, args=(barrier, turn * 4 + number)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(outcomes) == 40 and all(isinstance(outcome, Saved) for outcome in outcomes)
    db.session.expire_all()
    assert len(head(db.session(), db.session.get_one(Page, page_id)).values["keywords"]) == 40
    assert db.session.scalars(select(Revision.number).order_by(Revision.number)).all() == list(range(1, 42))


def test_text_is_queued_and_goes_live_at_its_time(pg_app: Flask, editor: User) -> None:
    with time_machine.travel("2027-01-20 12:00+08:00", tick=False) as hands:
        page = publish_page(Family.PLACE, "here")
        revision = edit(page, editor, phone="010-1")
        submit(page, revision, editor)
        assert (len(waiting_for(db.session(), editor)), len(mine(db.session(), editor))) == (1, 1)
        schedule(page, revision, clock.now() + timedelta(hours=1), editor)
        hands.shift(3600)

        due.do_due(pg_app)

        db.session.expire_all()
        assert db.session.get_one(Page, page.id).content["phone"] == "010-1"
        assert db.session.get_one(Revision, revision.id).state is State.PUBLISHED
