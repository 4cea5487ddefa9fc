"""The calendar of public holidays and make-up workdays, read once from `content/holidays/`."""

from datetime import date
from functools import cache
from typing import Any

from app.config import ROOT
from app.rules.holidays import HolidayCalendar
from app.services.content_files import parse


@cache
def holidays() -> HolidayCalendar:
    """Give the calendar of every year that was announced."""
    files = sorted((ROOT / "content" / "holidays").glob("*.yaml"))
    return HolidayCalendar.from_mappings([parse(path.read_text("utf-8")) for path in files])


def holiday_on(day: date) -> Any | None:
    """Give the name of the public holiday on a day, in both languages; None on other days and in unannounced years."""
    return holidays().name(day) if holidays().is_announced(day.year) else None
