"""What phrases are made of: named days, stretches of days, and the phrase itself."""

from typing import Any, NamedTuple

from app.rules.plain_words.dates import DayWord, MonthWord


class Named(NamedTuple):
    """A day with the weekday that was written beside it, where one was."""

    word: DayWord
    weekday: int | None = None


class Stretch(NamedTuple):
    """Days from one to another: either may be left open, and `is_open` says that no end is set."""

    first: Named | MonthWord | None = None
    last: Named | MonthWord | None = None
    is_open: bool = False


class Phrase(NamedTuple):
    """A phrase: its kind, what it means, and where it stands in the plain text."""

    kind: str
    value: Any
    start: int
    end: int
