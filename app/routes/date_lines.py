"""The schedule of one event as its page shows it: runs and rules as lines, single dates, what is over apart."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from app.queries.occurrences import Dated
from app.routes.date_words import rule_words
from app.vocabulary import Shape


class ScheduleLines(NamedTuple):
    """Runs and stretches; rules in words; single dates to come, changed days of runs among them; dates that are over."""

    runs: list[Dated]
    rules: list[str]
    coming: list[Dated]
    over: list[Dated]


def schedule_lines(dates: Iterable[Dated], moment: datetime) -> ScheduleLines:
    """Give the dates of one event, which come by start, as its page shows them."""
    lines = ScheduleLines([], [], [], [])
    for date in dates:
        if date.is_long:
            lines.runs.append(date)
            continue
        if date.shape is Shape.DATE and (rule := rule_words(date)) and rule not in lines.rules:
            lines.rules.append(rule)
        if date.shape is Shape.DATE or date.raw is not None:
            (lines.coming if date.ends_at > moment else lines.over).append(date)
    return lines


def next_date(lines: ScheduleLines, moment: datetime) -> Dated | None:
    """Give the date to put into one's calendar: the next single one that is held, else the run that is not over."""
    ahead = (date for date in [*lines.coming, *lines.runs] if date.ends_at > moment)
    return next((date for date in ahead if date.is_held and date.precision == "day"), None)


def whole_of(dates: Sequence[Dated]) -> tuple[str, str | None]:
    """Give the first and the last day of an event that has dates, as far as they are known."""
    first, last = min(dates, key=lambda date: date.starts_at), max(dates, key=lambda date: date.ends_at)
    return first.starts, last.ends or last.starts
