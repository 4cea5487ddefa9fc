"""The turnstile: only so many renders at once, because more of them only take turns at being slow."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Turnstile:
    """Lets a fixed number through at a time, in the order in which they came.

    A place is handed to the one who has waited longest, never put up for grabs. Whoever has waited
    for `patience_s` goes through without a place, so that one stuck render does not stop the house.
    """

    def __init__(self, places: int, *, patience_s: float) -> None:
        if places < 1:
            raise ValueError("A turnstile needs at least one place.")
        self._lock = Lock()
        self._free = places
        self._queue: deque[Lock] = deque()
        self._patience_s = patience_s

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for a turn and gives the place back afterwards, whatever happens."""
        has_place = self._enter()
        try:
            yield
        finally:
            if has_place:
                self._leave()

    def _enter(self) -> bool:
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            called = Lock()
            called.acquire()
            self._queue.append(called)
        try:
            return called.acquire(timeout=self._patience_s) or not self._step_out(called)
        except BaseException:
            # The waiting was cut off from outside; a place that was handed over meanwhile must not be lost.
            if not self._step_out(called):
                self._leave()
            raise

    def _step_out(self, called: Lock) -> bool:
        """Leaves the queue; says no when the place had been handed over already."""
        with self._lock:
            if called not in self._queue:
                return False
            self._queue.remove(called)
            return True

    def _leave(self) -> None:
        with self._lock:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._free += 1
