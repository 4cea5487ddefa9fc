"""Closures in a document's plain values: put in, with what was said of those days giving way, and ended."""

import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

DAY = timedelta(days=1)
Entry = dict[str, Any]


@dataclass(frozen=True)
class Closed:
    """What is closed and when: a place, or a stop of a trail (counted from 1) or the way to it.

    Without an end it is one day, or until further notice.
    """

    starts: date
    ends: date | None = None
    until_further_notice: bool = False
    stop: int | None = None
    is_leg: bool = False

    @property
    def last_day(self) -> date:
        """The last day of it."""
        return date.max if self.until_further_notice else self.ends or self.starts

    def told(self) -> dict[str, Any]:
        """Give it as the audit keeps it."""
        return {"starts": str(self.starts), "ends": None if self.until_further_notice else str(self.last_day), "stop": self.stop, "leg": self.is_leg}


def with_closure(values: dict[str, Any], what: Closed, reason: dict[str, str]) -> dict[str, Any]:
    """Give values with one closure more; exceptions and closures of the same days keep only the days that are left to them."""
    made = copy.deepcopy(values)
    holder, name = holder_of(made, what)
    entry: Entry = {"starts": str(what.starts), "reason": reason}
    if what.until_further_notice:
        entry["until_further_notice"] = True
    elif what.ends is not None and what.ends != what.starts:
        entry["ends"] = str(what.ends)
    left = [piece for one in holder.get(name, ()) for piece in rest_of(one, what)]
    holder[name] = sorted([*left, entry], key=lambda one: str(one["starts"]))
    return made


def without_closure(values: dict[str, Any], what: Closed, today: date) -> dict[str, Any] | None:
    """Give values in which the closure from `what.starts` on ends: yesterday when it has begun; None when there is none."""
    made = copy.deepcopy(values)
    holder, name = holder_of(made, what)
    entries = list(holder.get(name, ()))
    number = next((number for number, one in enumerate(entries) if one["starts"] == str(what.starts) and not one.get("hours")), None)
    if number is None:
        return None
    kept = shortened(entries[number], until=today - DAY)
    entries[number : number + 1] = [kept] if kept else []
    holder.pop(name, None)
    if entries:
        holder[name] = entries
    return made


def holder_of(values: dict[str, Any], what: Closed) -> tuple[dict[str, Any], str]:
    """Give the group that holds the closures, and the name they have there."""
    if what.stop is None:
        return values, "hours_exceptions"
    stop = values["stops"][what.stop - 1]
    if not what.is_leg:
        return stop, "closures"
    leg: dict[str, Any] = stop.setdefault("leg", {})
    return leg, "closures"


def rest_of(entry: Entry, what: Closed) -> list[Entry]:
    """Give what is left of an entry when the days of a closure are taken out of it: what lies before and what lies after."""
    before = shortened(entry, until=what.starts - DAY)
    starts, last = date.fromisoformat(entry["starts"]), last_of(entry)
    after = [] if last <= what.last_day else [begun(entry, max(starts, what.last_day + DAY))]
    return [*([before] if before else []), *after]


def shortened(entry: Entry, *, until: date) -> Entry | None:
    """Give an entry that ends on a day at the latest; None when nothing of it is left."""
    starts, last = date.fromisoformat(entry["starts"]), min(last_of(entry), until)
    if last < starts:
        return None
    rest = {name: value for name, value in entry.items() if name not in {"ends", "until_further_notice"}}
    return rest if last == starts else rest | {"ends": str(last)}


def begun(entry: Entry, starts: date) -> Entry:
    """Give an entry that begins on another day and ends when it did."""
    made = entry | {"starts": str(starts)}
    if entry.get("ends") == str(starts):
        del made["ends"]
    return made


def last_of(entry: Entry) -> date:
    """Give the last day of an entry."""
    if entry.get("until_further_notice"):
        return date.max
    return date.fromisoformat(entry.get("ends") or entry["starts"])
