"""The clock can be turned for one piece of work, and for nothing beside it."""

import threading
from datetime import UTC, datetime

import pytest

from app import clock

THEN = datetime(2027, 2, 6, 10, 0, tzinfo=clock.BEIJING)


def test_the_clock_stands_where_it_is_turned_to():
    with clock.turned_to(THEN.astimezone(UTC)):
        assert (clock.now(), clock.now().tzinfo, clock.today().isoformat()) == (THEN, clock.BEIJING, "2027-02-06")
    assert clock.now() != THEN


def test_other_threads_keep_their_time():
    seen = []
    with clock.turned_to(THEN):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()

    assert seen[0] != THEN


def test_the_clock_goes_on_after_a_failure():
    with pytest.raises(KeyError), clock.turned_to(THEN):
        raise KeyError
    assert clock.now() != THEN


def test_turning_it_to_nothing_leaves_it():
    with clock.turned_to(THEN):
        with clock.turned_to(None):
            assert clock.now() == THEN
        assert clock.now() == THEN
