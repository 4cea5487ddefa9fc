"""Page views in the store: taken there from each process, and read for the charts of the desk."""

import threading
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.extensions import db
from app.models.truth import PageViews
from app.services.transactions import writing
from app.views import Views

EVERY_S = 20
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def flush(views: Views) -> int:
    """Take what was counted to the store; give how many views; what cannot be stored waits for the next time."""
    counted = views.take()
    if not counted:
        return 0
    try:
        with writing() as session:
            insert = INSERTS[session.get_bind().dialect.name](PageViews)
            rows = [{"page": key.page, "day": key.day, "language": key.language, "times": times} for key, times in counted.items()]
            added = {"times": PageViews.times + insert.excluded.times}
            session.execute(insert.on_conflict_do_update(index_elements=["page", "day", "language"], set_=added), rows)
    except SQLAlchemyError:
        db.session.rollback()
        views.give_back(counted)
        return 0
    return counted.total()


class Flushing:
    """The thread of a process that takes its views to the store every 20 seconds, and at the end."""

    def __init__(self, app: Flask) -> None:
        self.app, self.stopped = app, threading.Event()
        self.thread = threading.Thread(target=self.run, name="page-views", daemon=True)

    def run(self) -> None:
        """Flush until stopped."""
        while not self.stopped.wait(EVERY_S):
            self.once()
        self.once()

    def once(self) -> None:
        """Flush once."""
        with self.app.app_context():
            flush(self.app.extensions["views"])
            db.session.remove()

    def stop(self) -> None:
        """End the thread after a last flush."""
        self.stopped.set()
        self.thread.join(timeout=5)


def start(app: Flask) -> Flushing:
    """Start the thread of this process; call it after the fork."""
    flushing = Flushing(app)
    flushing.thread.start()
    return flushing


def by_day(session: Session, first: date, last: date, pages: Collection[str] | None = None) -> dict[str, dict[str, int]]:
    """Give the views of each day between two, by language, of some pages or of all; days without any are there too."""
    statement = select(PageViews.day, PageViews.language, func.sum(PageViews.times)).where(PageViews.day.between(first.isoformat(), last.isoformat()))
    statement = statement.where(PageViews.page.in_(pages)) if pages is not None else statement
    found: dict[str, dict[str, int]] = {(first + timedelta(days=n)).isoformat(): {} for n in range((last - first).days + 1)}
    for day, language, times in session.execute(statement.group_by(PageViews.day, PageViews.language)):
        found[day][language] = int(times)
    return found


def most_seen(session: Session, first: date, last: date, limit: int, pages: Collection[str] | None = None) -> list[tuple[str, int]]:
    """Give the pages seen most between two days with their views, the most seen first."""
    times = func.sum(PageViews.times)
    statement = select(PageViews.page, times).where(PageViews.day.between(first.isoformat(), last.isoformat()))
    statement = statement.where(PageViews.page.in_(pages)) if pages is not None else statement
    rows = session.execute(statement.group_by(PageViews.page).order_by(times.desc(), PageViews.page).limit(limit))
    return [(page, int(seen)) for page, seen in rows]
