"""What opening hours say: clauses of days, seasons and times, what is closed, and what holds for all of them."""

from dataclasses import dataclass, field
from enum import Enum, auto

from app.rules.plain_words.clocks import Times
from app.rules.plain_words.hours_groups import Season, When
from app.rules.plain_words.tokens import Token
from app.rules.refusals import Unfit


class Holds(Enum):
    """What a clause says of its days."""

    NOTHING = auto()
    TIMES = auto()
    CLOSED = auto()
    VARIES = auto()


@dataclass
class Clause:
    """One clause: its season and days as far as they were said, and its times; `times_first` when those stand before the days."""

    season: Season | None = None
    when: When | None = None
    is_other: bool = False
    holds: Holds = Holds.NOTHING
    times: list[Times] = field(default_factory=list)
    breaks: list[Times] = field(default_factory=list)
    last: list[Times] = field(default_factory=list)
    sentence: int = 0
    times_first: bool = False
    says_season: bool = False


@dataclass
class Said:
    """All that a text says: its clauses, the days on which it is closed, whether it opens on holidays, last entries, what is left."""

    clauses: list[Clause] = field(default_factory=list)
    closed: list[Clause] = field(default_factory=list)
    opens_on_holidays: bool = False
    last: list[Times] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    unknown: list[Token] = field(default_factory=list)
    faults: list[Unfit] = field(default_factory=list)
