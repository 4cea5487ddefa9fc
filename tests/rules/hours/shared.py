"""What the tests of opening hours share: a museum, the holidays of 2026, and moments in Beijing."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from app.rules.holidays import HolidayCalendar
from app.rules.hours import state_at

BEIJING = ZoneInfo("Asia/Shanghai")
FILE = Path(__file__).resolve().parents[3] / "content" / "holidays" / "2026.yaml"
CALENDAR = HolidayCalendar.from_mappings([yaml.safe_load(FILE.read_text("utf-8"))])
MUSEUM = "Tu-Su 09:00-17:00"


def at(text: str) -> datetime:
    """A Beijing moment."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def kind_at(hours: str, moment: str, holidays: HolidayCalendar | None = CALENDAR) -> str:
    """The kind of state at a Beijing moment."""
    return state_at(hours, at(moment), holidays).kind
