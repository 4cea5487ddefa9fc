"""Windows in which series are expected, as rows for the occurrence table, reckoned from their rules."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from app.documents.event import EventDocument, SeriesDocument
from app.rules import expected
from app.services.dating import end_of, first_day, stored
from app.vocabulary import Certainty, Shape, Status

LONGEST_WINDOW = timedelta(days=240)
"""A longer window tells a visitor nothing: such a series only says in words when it usually is."""
LAST_DAY = date(2035, 12, 31)
"""The end of what the guide reckons: the last day that has a page."""


def expected_of(series: SeriesDocument, editions: Iterable[EventDocument], today: date, until: date = LAST_DAY) -> Iterator[dict[str, Any]]:
    """Give the windows not yet over in which a series is expected, but for years that have an edition with dates."""
    if series.usually is None:
        return
    rule = expected.parse(series.usually.rule)
    dated = {first_day(entry.starts).year for edition in editions for entry in edition.schedule}
    before = None
    for year in range(today.year - 1, until.year + 1):
        window = rule.window(year)
        if window is None or window.last_day - window.first_day > LONGEST_WINDOW:
            continue
        if window.last_day < today or window.first_day.year in dated or window.first_day > until:
            continue
        row = row_of(window, is_exact=rule.is_exact) | {"follows_at": before}
        before = row["ends_at"]
        yield row


def row_of(window: expected.Window, *, is_exact: bool) -> dict[str, Any]:
    """Give the row of one window."""
    return {
        "original_start": window.first_day.isoformat(),
        "shape": Shape.STRETCH,
        "is_line": True,
        "in_calendar": True,
        "entry": 0,
        "starts_at": stored(window.first_day, None),
        "ends_at": end_of(window.last_day),
        "starts": window.first_day.isoformat(),
        "ends": window.last_day.isoformat(),
        "is_open_ended": False,
        "is_end_known": True,
        "opens": None,
        "closes": None,
        "precision": "day" if is_exact else "month",
        "certainty": Certainty.EXPECTED,
        "status": Status.SCHEDULED,
        "change": None,
        "later": 0,
    }
