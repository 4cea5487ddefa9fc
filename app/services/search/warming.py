"""Warming: a thread of each process reads what searches and suggestions need, before the first visitor and after each new index."""

import threading
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db
from app.services.search import suggesting
from app.services.search.index import SearchIndex
from app.services.search.searching import search

REST_S = 2
PATIENCE_S = 10
# Asked once, so that facets, dates and the tables are read.
EXAMPLE = "北京"


@dataclass
class Warming:
    """The warming of one process, until it is stopped."""

    app: Flask
    is_warm: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Read everything once, then what is new in the index."""
        with self.app.app_context():
            try:
                self.once()
            except SQLAlchemyError:
                self.app.logger.exception("search could not be warmed; the first visitors wait for it")
            finally:
                db.session.remove()
            self.is_warm.set()
        index: SearchIndex = self.app.extensions["search"]
        while not self.stopped.wait(REST_S):
            index.prepare()

    def once(self) -> None:
        """Read the index, what a search needs of the database, and every name."""
        index: SearchIndex = self.app.extensions["search"]
        index.prepare()
        search(db.session(), EXAMPLE, language="zh")
        suggesting.the_names().suggest(EXAMPLE, db.session)

    def stop(self) -> None:
        """End the thread after what it is at."""
        self.stopped.set()


def start(app: Flask) -> Warming:
    """Warm this process, and wait for that a moment; call it after the fork."""
    warming = Warming(app)
    threading.Thread(target=warming.run, name="search-warming", daemon=True).start()
    warming.is_warm.wait(PATIENCE_S)
    return warming
