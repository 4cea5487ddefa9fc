"""When a series usually happens: rules such as `lunar:L01-01..L01-05;cycle:annual`, reckoned for any year.

    rule := part (';' part)*
    part := 'lunar:' LMM-DD ['..' LMM-DD]      lunar days; leap months never match
          | 'months:' MM-DD '..' MM-DD          a solar window, which may wrap the year's end
          | 'near:' (MM-DD | LMM-DD) '±' days   the opening day lies within so many days of the anchor
          | 'weekend-near:' (MM-DD | LMM-DD)    the Saturday and Sunday closest to the anchor
          | 'weekdays:' mon,tue,…               only these days of the window, or of the whole year
          | 'cycle:' ('annual' | 'biennial-odd' | 'biennial-even')
          | 'irregular' | 'permanent' | 'programme'   alone: no dates follow from it

At most one part says when (lunar, months, near, weekend-near). A window belongs to the year in which it starts; one hung
on a lunar day to the lunar year that begins in that year, so that `L12-08` of 2026 falls in January 2027.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from app.rules.anchors import Anchor, BadRule, read_anchor, read_weekdays
from app.rules.lunar import FIRST_YEAR, LAST_YEAR

__all__ = ["BadRule", "Regularity", "Rule", "Window", "parse"]

SATURDAY = 5
FURTHEST_DAYS = 60
LONGEST_RULE = 200
WHEN = ("lunar", "months", "near", "weekend-near")
PARTS = "lunar:, months:, near:, weekend-near:, weekdays:, cycle:, irregular, permanent, programme"
CYCLES: dict[str, frozenset[int]] = {"annual": frozenset({0, 1}), "biennial-odd": frozenset({1}), "biennial-even": frozenset({0})}


class Window(NamedTuple):
    """The days between which something is expected, both included."""

    first_day: date
    last_day: date


class Regularity(StrEnum):
    """Whether dates follow from a rule at all (周期)."""

    DATED = "dated"
    IRREGULAR = "irregular"
    PERMANENT = "permanent"
    PROGRAMME = "programme"


@dataclass(frozen=True)
class Rule:
    """A parsed rule (举办规律); `when` is the name of the part that gives the window."""

    regularity: Regularity = Regularity.DATED
    when: str | None = None
    anchors: tuple[Anchor, ...] = ()
    within_days: int = 0
    weekdays: frozenset[int] = frozenset()
    cycle: str = "annual"

    @property
    def is_exact(self) -> bool:
        """Do days, not only a season, follow from the rule?"""
        return self.when in {"lunar", "weekend-near"}

    def window(self, year: int) -> Window | None:
        """Give the window that belongs to `year`; None in years without one and outside 1900 to 2098."""
        if self.regularity is not Regularity.DATED or not FIRST_YEAR <= year < LAST_YEAR or year % 2 not in CYCLES[self.cycle]:
            return None
        return self._on_weekdays(self._span(year))

    def next_window(self, after: date) -> Window | None:
        """Give the first window that is not over on `after`: one running on that day, or the next to come."""
        windows = (self.window(year) for year in range(after.year - 2, after.year + 4))
        return next((window for window in windows if window and window.last_day >= after), None)

    def _span(self, year: int) -> Window:
        if self.when is None:
            return Window(date(year, 1, 1), date(year, 12, 31))
        first, last = self.anchors[0].in_year(year), self.anchors[-1].in_year(year)
        if self.when == "near":
            return Window(first - timedelta(days=self.within_days), first + timedelta(days=self.within_days))
        if self.when == "weekend-near":
            saturday = _nearest_saturday(first)
            return Window(saturday, saturday + timedelta(days=1))
        return Window(first, last if last >= first else self.anchors[-1].in_year(year + 1))

    def _on_weekdays(self, window: Window) -> Window | None:
        """Narrow a window to its first and last day on one of the rule's weekdays."""
        if not self.weekdays:
            return window
        days = (window.first_day + timedelta(days=n) for n in range((window.last_day - window.first_day).days + 1))
        fitting = [day for day in days if day.weekday() in self.weekdays]
        return Window(fitting[0], fitting[-1]) if fitting else None


@lru_cache(maxsize=1024)
def parse(rule: str) -> Rule:
    """Give the meaning of a rule; raise BadRule saying which part is wrong and what is allowed."""
    if len(rule) > LONGEST_RULE:
        raise BadRule(f"a rule has at most {LONGEST_RULE} characters")
    parts = [part.strip() for part in rule.split(";")]
    found = {}
    for number, part in enumerate(parts, start=1):
        name, colon, value = part.partition(":")
        if name in found:
            raise BadRule(f"part {number}, {part!r}: {name} stands twice")
        found[name] = _read_part(name, bool(colon), value, where=f"part {number}, {part!r}")
    return _combine(found)


def _read_part(name: str, has_value: bool, value: str, *, where: str) -> Rule:
    """Give the rule that one part is by itself."""
    if name in {"irregular", "permanent", "programme"} and not has_value:
        return Rule(regularity=Regularity(name))
    if not has_value or name not in {*WHEN, "weekdays", "cycle"}:
        raise BadRule(f"{where} is not known; allowed: {PARTS}")
    if name == "cycle":
        if value not in CYCLES:
            raise BadRule(f"{where}: {value!r} is no cycle; allowed: {', '.join(CYCLES)}")
        return Rule(cycle=value)
    if name == "weekdays":
        return Rule(weekdays=read_weekdays(value, where=where))
    if name == "near":
        return _read_near(value, where=where)
    if name == "weekend-near":
        return Rule(when=name, anchors=(read_anchor(value, where=where),))
    return _read_range(name, value, where=where)


def _read_range(name: str, value: str, *, where: str) -> Rule:
    """A range from one day to another; only a lunar one may be a single day."""
    is_lunar = name == "lunar"
    ends = value.split("..")
    if len(ends) > 2 or (len(ends) == 1 and not is_lunar):
        raise BadRule(f"{where}: allowed: {'LMM-DD or LMM-DD..LMM-DD' if is_lunar else 'MM-DD..MM-DD'}")
    return Rule(when=name, anchors=tuple(read_anchor(end, where=where, lunar=is_lunar, solar=not is_lunar) for end in ends))


def _read_near(value: str, *, where: str) -> Rule:
    day, _, days = value.partition("±")
    if not re.fullmatch("[0-9]{1,2}", days) or not 1 <= int(days) <= FURTHEST_DAYS:
        raise BadRule(f"{where}: allowed: a day, ±, and 1 to {FURTHEST_DAYS} days, such as L05-05±7")
    return Rule(when="near", anchors=(read_anchor(day, where=where),), within_days=int(days))


def _combine(found: dict[str, Rule]) -> Rule:
    """Join the parts of a rule into one; raise BadRule when they do not go together."""
    undated = [name for name, part in found.items() if part.regularity is not Regularity.DATED]
    if undated and len(found) > 1:
        raise BadRule(f"{undated[0]} stands alone: no dates follow from it")
    if undated:
        return found[undated[0]]
    when = [name for name in WHEN if name in found]
    if len(when) > 1:
        raise BadRule(f"{when[0]} and {when[1]} both say when; allowed: one of {', '.join(WHEN)}")
    if not when and "weekdays" not in found:
        raise BadRule(f"the rule does not say when; allowed besides cycle: one of {', '.join(WHEN)}, weekdays")
    span, days, cycle = found.get(when[0], Rule()) if when else Rule(), found.get("weekdays", Rule()), found.get("cycle", Rule())
    return Rule(Regularity.DATED, span.when, span.anchors, span.within_days, days.weekdays, cycle.cycle)


def _nearest_saturday(anchor: date) -> date:
    """The Saturday of the closest weekend; from a Wednesday, midway, the coming one."""
    ahead = (SATURDAY - anchor.weekday()) % 7
    return anchor + timedelta(days=ahead if ahead <= 3 else ahead - 7)
