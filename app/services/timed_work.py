"""Timed work without cron: of all workers of all processes and nodes, the one that holds the lease ticks.

The lease is the row about the site. A worker reads it first and takes the write lock only when the lease is free or
its own, so that the others cost nothing; one UPDATE then decides. A holder that died is followed when its lease runs out.
"""

import os
import secrets
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from flask import Flask
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app import clock
from app.config import Settings
from app.extensions import db
from app.models.site import Site
from app.services import reports
from app.services.desk.due import do_due
from app.services.media import later
from app.services.publishing import project_day
from app.services.search.index import SearchIndex
from app.services.transactions import writing
from app.services.truth import digest_mail, translating

TICK_S = 15
LEASE_S = 40


def name_of_worker() -> str:
    """Give a name that no other worker has: node, process, and a random part."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def is_free(session: Session, holder: str) -> bool:
    """Whether `holder` may take the lease: nobody has it, it ran out, or it is the holder's own; reads only."""
    row = session.execute(select(Site.lease_holder, Site.lease_until)).one_or_none()
    return row is not None and (row.lease_holder in {None, holder} or row.lease_until is None or row.lease_until <= clock.to_utc(clock.now()))


def take_lease(holder: str) -> bool:
    """Take or renew the lease for `holder` and note the tick; give whether it is the holder's now."""
    session = db.session()
    free = is_free(session, holder)
    session.rollback()
    if not free:
        return False
    with writing() as writer:
        now = clock.to_utc(clock.now())
        mine = or_(Site.lease_holder.is_(None), Site.lease_holder == holder, Site.lease_until.is_(None), Site.lease_until <= now)
        claim = update(Site).where(Site.id == 1, mine).values(lease_holder=holder, lease_until=now + timedelta(seconds=LEASE_S), ticked_at=now)
        taken = writer.execute(claim.returning(Site.id).execution_options(synchronize_session=False)).one_or_none()
    return taken is not None


def release_lease(holder: str) -> None:
    """Give the lease back, so that another worker need not wait until it runs out."""
    with writing() as session:
        session.execute(update(Site).where(Site.lease_holder == holder).values(lease_holder=None, lease_until=None))


def project_today(_app: Flask) -> None:
    """Project every page again when the Beijing day has changed; the write lock is taken only then."""
    session = db.session()
    is_done = session.scalar(select(Site.projected_on)) == clock.today().isoformat()
    session.rollback()
    if not is_done:
        with writing() as writer:
            project_day(writer)


def index_changes(app: Flask) -> None:
    """Let the search index follow the changes; when there are none, put it in order."""
    index: SearchIndex = app.extensions["search"]
    if not index.catch_up(db.session()):
        index.optimise()


def forget_contacts(_app: Flask) -> None:
    """Forget what visitors gave to be asked back by, once it is old; the write lock is taken only then."""
    session = db.session()
    is_due = reports.has_old_contacts(session)
    session.rollback()
    if is_due:
        with writing() as writer:
            reports.forget_contacts(writer)


def count_translations(_app: Flask) -> None:
    """Take pages into the ledger of translations that were there before it was kept; the write lock is taken only then."""
    session = db.session()
    is_due = bool(translating.uncounted(session))
    session.rollback()
    if is_due:
        with writing() as writer:
            translating.count_uncounted(writer)


DEEDS: tuple[Callable[[Flask], None], ...] = (
    do_due,
    project_today,
    index_changes,
    forget_contacts,
    count_translations,
    later.make_later_kinds,
    digest_mail.send_due,
)


@dataclass
class TimedWork:
    """The timed work of one worker: a thread that ticks until it is stopped."""

    app: Flask
    holder: str = field(default_factory=name_of_worker)
    stopped: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def run(self) -> None:
        """Tick at once and then every 15 seconds; give the lease back at the end."""
        while not self.stopped.is_set():
            self.guarded(self.tick)
            self.stopped.wait(TICK_S)
        self.guarded(lambda: release_lease(self.holder))

    def guarded(self, deed: Callable[[], object]) -> None:
        """Do one thing; what goes wrong is logged, and the next tick tries again."""
        try:
            with self.app.app_context():
                deed()
        except Exception:  # One failed deed, whatever its cause, must not end the work of the site.
            if not self.stopped.is_set():
                self.app.logger.exception("Timed work failed; it is tried again in %s s", TICK_S)

    def tick(self) -> bool:
        """Do everything that is due, if the lease is ours; give whether it was."""
        if not take_lease(self.holder):
            return False
        for deed in DEEDS:
            self.guarded(partial(deed, self.app))
        return True

    def stop(self) -> None:
        """End the thread, and wait a moment for its last deed."""
        self.stopped.set()
        if self.thread is not None:
            self.thread.join(timeout=5)


def start(app: Flask) -> TimedWork | None:
    """Start the timed work of this worker, unless it is switched off; call it after the fork."""
    settings: Settings = app.config["SETTINGS"]
    if not settings.timed_work:
        return None
    work = TimedWork(app)
    work.thread = threading.Thread(target=work.run, name="timed-work", daemon=True)
    work.thread.start()
    return work
