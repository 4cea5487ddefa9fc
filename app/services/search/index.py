"""The search index: a disposable projection that follows the change log and heals itself.

One writer at a time among all processes; who cannot write leaves it to the other. Readers never write and never wait
for a writer longer than a moment.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.services.search import analysis, following, writing
from app.services.search.following import Progress, Version
from app.services.search.reading import BROKEN, Opened, Reading
from app.services.search.schema import fingerprint
from app.services.search.state import State, check_files, files_in, only_writer, read_state, write_state

LOG = logging.getLogger(__name__)
CHANGES_IN_REQUEST = 300
PAGES_IN_REQUEST = 2_000
MANY_SEGMENTS = 64
PATIENCE_S = 1.0


class TooMuch(Exception):
    """There is more to index than a request may do; the timed work does it."""


class SearchIndex:
    """The index in one folder, with the lock file beside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = root.with_name(root.name + ".lock")
        self._reading = Reading(root)

    def catch_up(self, session: Session, *, in_request: bool = False) -> int:
        """Index what changed since the last call, as the session reads it; give how many pages were written.

        Call it with a session that has committed. Another process that is writing is left to it: then 0.
        Raise TooMuch when `in_request` and there is too much of it.
        """
        version = following.newest(session)
        if self._is_current(read_state(self.root), version) and not self._looks_broken():
            return 0
        with only_writer(self._lock) as mine:
            return self._follow(session, version, in_request=in_request) if mine else 0

    def rebuild(self, session: Session, progress: Progress | None = None) -> int | None:
        """Write the whole index anew; give the number of pages, or None when another process is writing."""
        with only_writer(self._lock) as mine:
            return self._rebuild(session, following.newest(session), progress) if mine else None

    def optimise(self) -> bool:
        """Merge the index's segments; give whether that was needed. The timed work calls it at quiet times."""
        with only_writer(self._lock) as mine:
            state = read_state(self.root) if mine else None
            return bool(state) and self._optimise(state)

    @contextmanager
    def current(self, session: Session) -> Iterator[tuple[Opened, bool]]:
        """Give a searcher that knows all the session can see, or one that is behind and says so (False).

        Raise one of BROKEN when there is none, or only one of another database or schema.
        """
        version = following.newest(session)
        fresh = self._bring_up(session, version)
        with self._reading.opened() as opened:
            state = opened.state
            if state.schema != fingerprint() or state.epoch != version[0]:
                raise LookupError("the index is that of another schema or another database")
            yield opened, fresh

    def _bring_up(self, session: Session, version: Version) -> bool:
        """Catch up, or wait a moment for who is writing; give whether the index is now current."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.catch_up(session, in_request=True)
            except TooMuch:
                return False
            except BROKEN:
                LOG.exception("the search index cannot be written")
                return False
            if self._is_current(read_state(self.root), version):
                return True
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)

    @staticmethod
    def _is_current(state: State | None, version: Version) -> bool:
        return state is not None and state.schema == fingerprint() and state.holds(*version)

    def _looks_broken(self) -> bool:
        try:
            with self._reading.opened():
                return False
        except BROKEN:
            return True

    def _follow(self, session: Session, version: Version, *, in_request: bool) -> int:
        """Write what is missing; the lock is held."""
        state = read_state(self.root)
        try:
            if state is None or state.schema != fingerprint() or state.epoch != version[0]:
                raise LookupError("there is no index of this database")
            check_files(self.root, state, self._reading.checked)
            if state.seq > version[1]:
                return 0 if self._is_ahead(session, state) else self._renew(session, version, in_request)
            changed = following.changed_since(session, state.seq, version[1])
            if None in changed:
                return self._renew(session, version, in_request)
            return self._update(session, state, version, {number for number in changed if number is not None}, in_request)
        except (*BROKEN, LookupError) as error:
            LOG.warning("the search index is written anew: %s", error)
            return self._renew(session, version, in_request)
