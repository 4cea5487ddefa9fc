"""The search index: a disposable projection that follows the change log and heals itself.

One writer at a time among all processes; who cannot write leaves it to the other. Readers never wait for a writer
longer than a moment.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.services.search import analysis, following, synonyms
from app.services.search.following import Progress, Version
from app.services.search.keeping import Keeper, TooMuch, went_back
from app.services.search.reading import BROKEN, Opened, Reading
from app.services.search.schema import fingerprint
from app.services.search.state import only_writer, read_state

LOG = logging.getLogger(__name__)
PATIENCE_S = 1.0


class Unavailable(Exception):
    """There is no index that can be searched now."""


class SearchIndex:
    """The index in one folder, with the lock file beside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = root.with_name(root.name + ".lock")
        self._reading = Reading(root)
        self._keeper = Keeper(root, self._reading)
        self._background: threading.Thread | None = None

    def catch_up(self, session: Session, *, in_request: bool = False, version: Version | None = None) -> int:
        """Index what changed since the last call, as the session reads it; give how many pages were written.

        Call it after the commit. Another process that is writing is left to it: then 0. Raise TooMuch when
        `in_request` and there is more to do than a visitor should wait for. `version` is that of the session, if it was read.
        """
        version = version or following.newest(session)
        if self._is_current(session, version) and self._reading.works():
            return 0
        with only_writer(self._lock) as mine:
            return self._keeper.follow(session, version, in_request=in_request) if mine else 0

    def rebuild(self, session: Session, progress: Progress | None = None) -> int | None:
        """Write the whole index anew; give the number of pages, or None when another process is writing.

        `progress` is told how many pages are done, and of how many.
        """
        with only_writer(self._lock) as mine:
            return self._keeper.renew(session, following.newest(session), progress=progress) if mine else None

    def optimise(self) -> bool:
        """Merge the index's segments; give whether that was needed and done. The timed work calls it at quiet times."""
        with only_writer(self._lock) as mine:
            return self._keeper.optimise() if mine else False

    def prepare(self) -> bool:
        """Read what is new in the index before somebody needs it; give whether there was anything."""
        try:
            return self._reading.prepare()
        except BROKEN as error:
            LOG.warning("the search index cannot be read ahead: %s", error)
            return False

    def state(self, session: Session | None = None) -> str:
        """Give `ok`, or in a word or two what is wrong; whether changes wait to be indexed only a session can tell."""
        kept = read_state(self.root)
        if kept is None:
            return "missing"
        if kept.schema != fingerprint():
            return "of another schema"
        if not self._reading.works():
            return "damaged"
        return "ok" if session is None or kept.holds(*following.newest(session)) else "behind"

    @contextmanager
    def searcher(self, session: Session, version: Version | None = None) -> Iterator[tuple[Opened, bool]]:
        """Give a searcher, with whether it knows all that the session can see.

        Raise Unavailable when there is none, or only one of another database or schema.
        """
        version = version or following.newest(session)
        fresh = self._bring_up(session, version)
        try:
            with self._reading.opened() as opened:
                if opened.state.schema != fingerprint() or opened.state.epoch != version[0]:
                    raise Unavailable
                yield opened, fresh
        except BROKEN as error:
            LOG.warning("search answers from the database: %s", error)
            raise Unavailable from error

    def _bring_up(self, session: Session, version: Version) -> bool:
        """Catch up, or wait a moment for the one who is writing; give whether the index is now current."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.catch_up(session, in_request=True, version=version)
            except TooMuch:
                self._begin_in_background(session)
                return False
            except BROKEN:
                LOG.exception("the search index cannot be written")
                return False
            if self._is_current(session, version):
                return True
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)

    def _begin_in_background(self, session: Session) -> None:
        """Catch up in a thread of its own, unless one is at it; until it is done the database answers."""
        if self._background is None or not self._background.is_alive():
            self._background = threading.Thread(target=self._catch_up_apart, args=(session.get_bind().engine,), name="search-index", daemon=True)
            self._background.start()

    def _catch_up_apart(self, engine: Engine) -> None:
        """Catch up in a session of its own; what goes wrong is logged, and the next search tries again."""
        try:
            with Session(engine) as session:
                self.catch_up(session)
        except (*BROKEN, SQLAlchemyError):
            LOG.exception("the search index cannot be written")

    def _is_current(self, session: Session, version: Version) -> bool:
        """Whether the index knows all that the session can see; it may know more than a session that began earlier."""
        state = read_state(self.root)
        if state is None or state.schema != fingerprint() or not state.holds(*version):
            return False
        return state.seq == version[1] or not went_back(session, state)


def init_app(app: Flask) -> None:
    """Give an application its index, in the instance folder, and teach the analysis the glossary."""
    settings = app.config["SETTINGS"]
    analysis.learn_glossary(settings.content / "glossary.csv")
    synonyms.use(app, settings.content)
    app.extensions["search"] = SearchIndex(settings.instance / "search-index")


def the_index() -> SearchIndex:
    """Give the index of the current application."""
    index: SearchIndex = current_app.extensions["search"]
    return index
