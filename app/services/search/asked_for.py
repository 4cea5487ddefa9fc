"""What visitors asked for and no page has: counted for editors, in words only.

A process counts in memory, bounded; from the third time on it writes, at most once a second, in a short transaction of
its own that waits for nobody and may fail without harm: what was due stays due.
"""

import logging
import re
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import clock
from app.models.site import MissedWords
from app.services.search.analysis import normal, runs

LOG = logging.getLogger(__name__)
ENOUGH = 3
MOST_IN_MEMORY = 1_000
MOST_KEPT = 2_000
LONGEST = 60
REST = timedelta(seconds=1)
PATIENCE_MS = 50
KEPT_FOR = timedelta(days=366)
# What may name a person or a thing of theirs: addresses, and figures as long as a telephone number.
PRIVATE = re.compile(r"@|://|www\.|\d[\d\s-]{5,}")
T = MissedWords.__table__.c


class AskedFor:
    """The counts of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._times: OrderedDict[str, int] = OrderedDict()
        self._due: Counter[str] = Counter()
        self._written_at = datetime.min.replace(tzinfo=clock.BEIJING)

    def note(self, query: str, engine: Engine) -> None:
        """Count words that nothing was found for; write what is due, unless that was done a moment ago."""
        words = words_of(query)
        if not words:
            return
        with self._lock:
            times = self._times[words] = self._times.pop(words, 0) + 1
            if len(self._times) > MOST_IN_MEMORY:
                self._times.popitem(last=False)
            if times >= ENOUGH:
                self._due[words] += ENOUGH if times == ENOUGH else 1
            now = clock.now()
            if not self._due or abs(now - self._written_at) < REST:
                return
            self._written_at = now
        self.write(engine)

    def write(self, engine: Engine) -> bool:
        """Write what is due; give whether that was done."""
        with self._lock:
            due, self._due = self._due, Counter()
        try:
            with at_once(engine) as connection:
                keep(connection, due)
        except SQLAlchemyError as error:
            LOG.info("missed words are written later: %s", error)
            with self._lock:
                self._due.update(due)
            return False
        return True


def words_of(query: str) -> str:
    """Give the words of a query as they are counted, in plain form; empty when they are none, too long, or may be private."""
    words = " ".join(normal(query).split())
    return words if len(words) <= LONGEST and not PRIVATE.search(words) and any(runs(words)) else ""


@contextmanager
def at_once(engine: Engine) -> Iterator[Connection]:
    """Give a writing transaction on a connection of its own that waits for another writer only a moment."""
    with engine.connect().execution_options(writing=True) as connection:
        if connection.dialect.name == "sqlite":
            driver: Any = connection.connection.driver_connection
            (usual,) = driver.execute("PRAGMA busy_timeout").fetchone()
            driver.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        try:
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {PATIENCE_MS}")
                yield connection
        finally:
            if connection.dialect.name == "sqlite":
                driver.execute(f"PRAGMA busy_timeout={usual}")


def keep(connection: Connection, due: Mapping[str, int]) -> None:
    """Add counts to what is kept; drop what nobody asked for in a year, and the rarest beyond two thousand."""
    today = clock.today()
    for words, times in sorted(due.items()):
        changed = connection.execute(update(MissedWords).where(T.words == words).values(times=T.times + times, last_on=today.isoformat()))
        if not changed.rowcount:
            connection.execute(insert(MissedWords).values(words=words, times=times, last_on=today.isoformat()))
    connection.execute(delete(MissedWords).where(T.last_on < (today - KEPT_FOR).isoformat()))
    beyond = (connection.scalar(select(func.count()).select_from(MissedWords)) or 0) - MOST_KEPT
    if beyond > 0:
        rarest = select(T.words).order_by(T.times, T.last_on, T.words).limit(beyond)
        connection.execute(delete(MissedWords).where(T.words.in_(rarest.scalar_subquery())))


def missed(session: Session, limit: int) -> list[tuple[str, int, str]]:
    """Give the missed words with how often and on which day last they were asked, most often first."""
    rows = session.execute(select(T.words, T.times, T.last_on).order_by(T.times.desc(), T.last_on.desc(), T.words).limit(limit))
    return [(words, times, last_on) for words, times, last_on in rows]


def day_before(days: int) -> str:
    """Give the day so many days ago, as the words keep theirs."""
    return (clock.today() - timedelta(days=days)).isoformat()


def forget(session: Session, query: str) -> bool:
    """Forget words, because the guide has them now; give whether they were kept."""
    return session.execute(delete(MissedWords).where(T.words == words_of(query)).returning(T.words)).first() is not None


def the_counts() -> AskedFor:
    """Give the counts of the current application."""
    counts: AskedFor = current_app.extensions.setdefault("asked_for", AskedFor())
    return counts
