"""Opening hours in OpenStreetMap syntax: reading them, asking them about a moment, showing and saying them."""

from app.rules.hours.dated import check_apart, check_times, compose, hours_of, state_of
from app.rules.hours.days import OpenKind
from app.rules.hours.parsing import BadHours, DatedHours, Hours, parse_hours
from app.rules.hours.state import HoursState, Span, spans, state_at
from app.rules.hours.week import DayHours, OpenTime, WeekDay, shortest_opening_min, week_days, week_of, week_table
from app.rules.hours.words import describe, say_times

__all__ = [
    "BadHours",
    "DatedHours",
    "DayHours",
    "Hours",
    "HoursState",
    "OpenKind",
    "OpenTime",
    "Span",
    "WeekDay",
    "check_apart",
    "check_times",
    "compose",
    "describe",
    "hours_of",
    "parse_hours",
    "say_times",
    "shortest_opening_min",
    "spans",
    "state_at",
    "state_of",
    "week_days",
    "week_of",
    "week_table",
]
