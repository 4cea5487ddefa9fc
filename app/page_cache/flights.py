"""Single flight: of many who want the same cold page, one renders it and the others wait for that."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from time import monotonic

from app.page_cache.entry import Entry


class Flight:
    """One render under way, and what it brought home."""

    def __init__(self) -> None:
        self.landed = Event()
        self.crashed = False
        self.entry: Entry | None = None


class Flights:
    """The renders under way, by what they render."""

    def __init__(self, *, patience_s: float) -> None:
        self.waits = 0
        self._lock = Lock()
        self._aloft: dict[Hashable, Flight] = {}
        self._patience_s = patience_s

    @contextmanager
    def join(self, ticket: Hashable) -> Iterator[Flight]:
        """Gives a flight: with the entry that another brought home, or without one, for the caller to render.

        After a crash the next in line leads. When the answer was one that is not kept, or patience has
        run out, everyone renders for himself.
        """
        deadline = monotonic() + self._patience_s
        flight, leads = self._board(ticket)
        while not leads:
            if flight.landed.wait(deadline - monotonic()) and flight.crashed:
                flight, leads = self._board(ticket)
            else:
                break
        if not leads:
            yield flight
            return
        with self._leading(ticket, flight):
            yield flight

    def _board(self, ticket: Hashable) -> tuple[Flight, bool]:
        with self._lock:
            flight = self._aloft.get(ticket)
            if flight is not None:
                self.waits += 1
                return flight, False
            flight = self._aloft[ticket] = Flight()
            return flight, True

    @contextmanager
    def _leading(self, ticket: Hashable, flight: Flight) -> Iterator[None]:
        flight.crashed = True
        try:
            yield
            flight.crashed = False
        finally:
            with self._lock:
                del self._aloft[ticket]
            flight.landed.set()
