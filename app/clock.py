"""The one clock of the guide: Beijing time, replaceable in tests (time-machine travels through it)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Give this moment as an aware Beijing time."""
    return datetime.now(BEIJING)


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
