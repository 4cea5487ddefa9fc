"""Timed work: one worker ticks, a dead one is followed, errors do not end it."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, update

from app.extensions import db
from app.models.page import Change, Page
from app.models.site import Site
from app.services import timed_work
from app.services.timed_work import LEASE_S, TimedWork, release_lease, take_lease
from app.services.transactions import writing

NOON = "2026-11-25 12:00+08:00"


def site() -> Site:
    db.session.expire_all()
    found = db.session.get_one(Site, 1)
    db.session.rollback()
    return found


def changes() -> int:
    return db.session.scalar(select(func.count(Change.seq))) or 0


def test_of_two_holders_only_one_ticks(app: Flask) -> None:
    one, other = TimedWork(app), TimedWork(app)

    assert [one.tick(), other.tick(), one.tick(), other.tick()] == [True, False, True, False]
    assert site().lease_holder == one.holder


def test_of_twenty_workers_at_once_only_one_ticks(app: Flask) -> None:
    barrier, ticked = threading.Barrier(20), []

    def work() -> None:
        with app.app_context():
            barrier.wait()
            ticked.append(take_lease(timed_work.name_of_worker()))

    threads = [threading.Thread(target=work) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ticked) == [False] * 19 + [True]


def test_lease_of_a_dead_holder_runs_out(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as clock_hands:
        assert take_lease("dead")
        clock_hands.shift(LEASE_S - 1)
        assert not take_lease("heir")
        clock_hands.shift(1)
        assert take_lease("heir")


def test_lease_given_back_is_free_at_once(app: Flask) -> None:
    take_lease("first")

    release_lease("second")
    assert not take_lease("second")
    release_lease("first")
    assert take_lease("second")


def test_others_do_not_take_the_write_lock(app: Flask) -> None:
    take_lease("holder")
    with writing() as session:
        session.execute(update(Site).values(projected_on=None))
        held = threading.Thread(target=lambda: seen.append(take_in_thread(app, "other")))
        seen: list[bool] = []
        held.start()
        held.join(timeout=5)

    assert seen == [False]


def take_in_thread(app: Flask, holder: str) -> bool:
    with app.app_context():
        return take_lease(holder)


def test_tick_is_noted_without_a_change(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        TimedWork(app).tick()

    assert site().ticked_at == datetime(2026, 11, 25, 4, 0)
    assert changes() == 0


def test_change_of_day_projects_once(app: Flask, make_series: Callable[..., Page]) -> None:
    with time_machine.travel(NOON, tick=False):
        make_series("fair", usually={"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月初一至初五"}})
        TimedWork(app, "worker").tick()
        assert changes() == 1
    with time_machine.travel("2027-11-25 00:00:10+08:00", tick=False):
        TimedWork(app, "worker").tick()
        TimedWork(app, "worker").tick()

    assert changes() == 2
    assert site().projected_on == "2027-11-25"


def test_failed_deed_is_logged_and_the_others_are_done(app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    done = []
    monkeypatch.setattr(timed_work, "DEEDS", (lambda _: 1 / 0, lambda _: done.append("second")))

    TimedWork(app).tick()

    assert done == ["second"]
    assert "ZeroDivisionError" in caplog.text


def test_thread_ticks_and_gives_the_lease_back_when_stopped(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ticked = threading.Event()
    monkeypatch.setattr(timed_work, "DEEDS", (lambda _: ticked.set(),))
    work = TimedWork(app)
    work.thread = threading.Thread(target=work.run)
    work.thread.start()

    assert ticked.wait(5)
    work.stop()
    assert not work.thread.is_alive()
    assert site().lease_holder is None


def test_switched_off_it_does_not_start(app: Flask) -> None:
    assert timed_work.start(app) is None


def test_lease_outlives_two_missed_ticks() -> None:
    assert timedelta(seconds=LEASE_S) > timedelta(seconds=2 * timed_work.TICK_S)
