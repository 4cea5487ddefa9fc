"""Opening hours in OpenStreetMap syntax: reading them, asking them about a moment, showing and saying them."""

from app.rules.hours.parsing import BadHours, Hours, parse_hours
from app.rules.hours.state import HoursState, OpenKind, Span, spans, state_at
from app.rules.hours.week import DayHours, OpenTime, week_of, week_table
from app.rules.hours.words import describe

__all__ = [
    "BadHours",
    "DayHours",
    "Hours",
    "HoursState",
    "OpenKind",
    "OpenTime",
    "Span",
    "describe",
    "parse_hours",
    "spans",
    "state_at",
    "week_of",
    "week_table",
]
