"""An agenda: what is on over some days, parted as a visitor decides: today only, last days, all season, expected."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from app.queries.occurrences import Dated
from app.vocabulary import Shape

LAST_DAYS = timedelta(days=7)


class Agenda(NamedTuple):
    """What is on over some days: single dates, what ends within a week, what goes on, what only a month is known of, what is expected."""

    dates: list[Dated]
    last_days: list[Dated]
    season: list[Dated]
    some_day: list[Dated]
    expected: list[Dated]

    @property
    def confirmed(self) -> int:
        """How many confirmed things there are."""
        return len(self.dates) + len(self.last_days) + len(self.season)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known."""
        return not any(self)


def agenda(found: Iterable[Dated], last: date) -> Agenda:
    """Give the dates of some days, the last of which is `last`, in their groups.

    A run stands in for its days; it is left out when it has none among those asked for, or only such as were cancelled,
    and one of its days that was changed or cancelled is told by itself.
    """
    everything = list(found)
    days = {(item.card.id, item.entry) for item in everything if item.shape is Shape.RUN_DAY and (item.is_held or item.raw is None)}
    made = Agenda([], [], [], [], [])
    for item in everything:
        if item.is_expected:
            made.expected.append(item)
        elif item.precision != "day":
            made.some_day.append(item)
        elif item.shape is Shape.DATE or (item.shape is Shape.RUN_DAY and item.raw is not None):
            made.dates.append(item)
        elif item.shape is Shape.STRETCH or (item.shape is Shape.RUN and (item.card.id, item.entry) in days):
            made.last_days.append(item) if ends_soon(item, last) else made.season.append(item)
    return made._replace(last_days=sorted(made.last_days, key=by_end), season=sorted(made.season, key=by_end))


def by_end(item: Dated) -> tuple[datetime, int]:
    """Give the order of long things: what ends first comes first."""
    return item.ends_at, item.card.id


def ends_soon(item: Dated, day: date) -> bool:
    """Whether something long is over within a week of a day."""
    return not item.is_open_ended and item.ends_at.date() <= day + LAST_DAYS


def at_moment(found: Iterable[Dated], moment: datetime) -> list[Dated]:
    """Give the confirmed dates, with times, that go on at a moment: single ones, then the days of runs, which push none down."""
    on = [
        item
        for item in found
        if item.opens and item.is_held and not item.is_expected and not item.is_long and item.starts_at <= moment < item.ends_at
    ]
    return sorted(on, key=lambda item: item.shape is not Shape.DATE)


def changes_of(found: Iterable[Dated], moment: datetime) -> datetime | None:
    """Give the next moment at which a date begins or ends."""
    moments = [at for item in found for at in (item.starts_at, item.ends_at) if at > moment]
    return min(moments, default=None)
