"""Moving the dates of one year to another: by the moon, by the weekday, or by the date."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from app.rules.expected import Regularity, Rule
from app.rules.lunar import NoSuchLunarDay, lunar_date, solar_date
from app.vocabulary import Word

WEEK = timedelta(days=7)


class Shift(Word):
    """How the dates of an edition follow from those of the one before (日期推算方式)."""

    LUNAR = "lunar", "按农历，同一农历日期", "By the moon: the same lunar day"
    WEEKDAY = "weekday", "同一星期几，日期最接近", "The same weekday, nearest to the date"
    DATE = "date", "同月同日", "The same day of the same month"


def usual_shift(rule: Rule | None) -> Shift:
    """Give how the dates of a series move by its rule; without one by the weekday."""
    if rule is None or rule.regularity is not Regularity.DATED:
        return Shift.WEEKDAY
    if any(anchor.is_lunar for anchor in rule.anchors):
        return Shift.LUNAR
    return Shift.WEEKDAY if rule.when in {"weekend-near", "near"} or rule.weekdays else Shift.DATE


def by_moon(day: date, years: int) -> date:
    """Give the same lunar day some years on; of a month that is a day shorter there, its last."""
    found = lunar_date(day)
    try:
        return solar_date(found.year + years, found.month, found.day)
    except NoSuchLunarDay:
        return solar_date(found.year + years, found.month, found.day - 1)


def by_date(day: date, years: int) -> date:
    """Give the same day some years on; the 29th of February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def by_weekday(day: date, years: int) -> date:
    """Give the day some years on that is on the same weekday and nearest to the date."""
    aim = by_date(day, years)
    ahead = (day.weekday() - aim.weekday()) % 7
    return aim + timedelta(days=ahead if ahead <= 3 else ahead - 7)


MOVES: Mapping[Shift, Callable[[date, int], date]] = {Shift.LUNAR: by_moon, Shift.WEEKDAY: by_weekday, Shift.DATE: by_date}


def moved(partial: str, shift: Shift, years: int) -> str:
    """Give a day, month or year of one year as it is some years on."""
    if len(partial) == len("2027-02-06"):
        return MOVES[shift](date.fromisoformat(partial), years).isoformat()
    return f"{int(partial[:4]) + years}{partial[4:]}"


def moved_line(entry: Mapping[str, Any], shift: Shift, years: int) -> dict[str, Any]:
    """Give a line of a schedule some years on; days added and left out belong to one year, and are not taken along."""
    kept = {name: value for name, value in entry.items() if name not in {"also", "but_not", "end_unknown"}}
    kept["starts"] = moved(entry["starts"], shift, years)
    if entry.get("ends"):
        begins, ends = entry["starts"], entry["ends"]
        is_whole = len(begins) == len(ends) == len("2027-02-06")
        length = date.fromisoformat(ends) - date.fromisoformat(begins) if is_whole else None
        kept["ends"] = (date.fromisoformat(kept["starts"]) + length).isoformat() if length is not None else moved(ends, shift, years)
    return kept
