"""The one clock of the guide: Beijing time, replaceable in tests (time-machine travels through it)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
# Only what is done in the same context sees a turned clock: a preview, never the visitor beside it.
_turned: ContextVar[datetime | None] = ContextVar("turned", default=None)


def now() -> datetime:
    """Give this moment as an aware Beijing time, or the moment to which the clock is turned here."""
    return _turned.get() or datetime.now(BEIJING)


@contextmanager
def turned_to(moment: datetime | None) -> Iterator[None]:
    """Let the clock stand at an aware moment for what is done inside, and for nothing else; None leaves it as it is."""
    token = _turned.set(moment.astimezone(BEIJING) if moment is not None else _turned.get())
    try:
        yield
    finally:
        _turned.reset(token)


def today() -> date:
    """Give the date it is in Beijing."""
    return now().date()


def next_midnight(moment: datetime) -> datetime:
    """Give the first instant of the day after `moment`, in Beijing."""
    day = moment.astimezone(BEIJING).date() + timedelta(days=1)
    return start_of(day)


def start_of(day: date) -> datetime:
    """Give the first instant of `day` in Beijing."""
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING)


def to_utc(moment: datetime) -> datetime:
    """Give an aware moment as a naive UTC one, as the database stores it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def from_utc(stored: datetime) -> datetime:
    """Give a stored naive UTC moment as an aware Beijing time."""
    return stored.replace(tzinfo=UTC).astimezone(BEIJING)
