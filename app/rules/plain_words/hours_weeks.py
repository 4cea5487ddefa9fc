"""The clauses of opening hours to rules in OpenStreetMap's form: a week for each season, what is closed taken out."""

from collections.abc import Iterable
from itertools import pairwise

from app.rules.hours.dated import check_times
from app.rules.hours.parsing import BadHours
from app.rules.plain_words.clocks import Times
from app.rules.plain_words.dates import MonthWord
from app.rules.plain_words.hours_groups import ALL_WEEK, HOLIDAYS, Season
from app.rules.plain_words.hours_named import counted_said, named, season_said
from app.rules.plain_words.hours_said import Clause, Holds, Said
from app.rules.plain_words.hours_words import PH
from app.rules.plain_words.schedule_reading import time_of
from app.rules.refusals import Unfit

ALL_DAY, VARIES, CLOSED = "00:00-24:00", "unknown", "off"
Week = dict[int, str]


def value_of(said: Said) -> str | None:
    """Give the rules of a text, None without any; raise Unfit for what opening hours cannot say or nobody can know."""
    held = [one for one in said.clauses if one.holds is not Holds.NOTHING]
    bare = [one for one in said.clauses if one.holds is Holds.NOTHING]
    if bare:
        raise Unfit("the days have no times; write from when to when, such as 9:00–17:00")
    if not held:
        return None
    check_seasons(held, said.closed)
    shut = [one for one in said.closed if not is_season_closed(one)]
    rules: list[str] = []
    for season in in_order(held):
        rules += rules_of_season(season, held, shut, is_open_on_holidays=said.opens_on_holidays and bool(shut))
    rules += [f"{season_said(one.season)} {CLOSED}".strip() for one in said.closed if is_season_closed(one)]
    rules += closed_rules(shut)
    if not any(not rule.endswith(CLOSED) for rule in rules):
        return None
    return "24/7" if rules == [f"Mo-Su {ALL_DAY}"] else "; ".join(rules)


def is_season_closed(one: Clause) -> bool:
    """Whether a closure is that of whole months; raise Unfit for days of the year, which may be those of one year."""
    if one.when is not None or one.season is None or not one.says_season:
        return False
    if not all(isinstance(end, MonthWord) for end in one.season):
        raise Unfit("closures of single days are not usual hours; write them under the changes of single days")
    return True


def in_order(held: Iterable[Clause]) -> list[str]:
    """Give the seasons as they are written, that of the whole year first."""
    found = list(dict.fromkeys(season_said(season_for(one)) for one in held))
    return sorted(found, key=bool)


def season_for(one: Clause) -> Season | None:
    """Give the season of a clause; “the rest of the time” after a season is the rest of the year."""
    return None if one.is_other and one.season is not None else one.season


def check_seasons(held: list[Clause], closed: list[Clause]) -> None:
    """Raise Unfit where it is left open for which season days or closures hold."""
    seasonal = [one for one in held if one.season is not None]
    if not seasonal:
        return
    if any(one.is_other and any(other.when and other.season == one.season for other in seasonal) for one in seasonal):
        raise Unfit("write the days out in place of “other days” when hours differ by season")
    later = [one for one in seasonal if not one.says_season and not one.is_other and not one.when]
    named = {season_said(one.season) for one in seasonal if one.when}
    bare = {season_said(one.season) for one in seasonal if not one.when and not one.is_other}
    shut = [one for one in closed if not is_season_closed(one)]
    if later or (named and bare - named and not shut):
        raise Unfit("write for each season on which days it is open")
    of_season = {season_said(one.season) for one in shut if one.season is not None}
    in_sentences = {one.sentence for one in seasonal}
    early = [one for one in shut if one.sentence in in_sentences and one.sentence < max(in_sentences)]
    if early and len(of_season) < len({season_said(one.season) for one in seasonal}) and not begins_with(early, seasonal):
        raise Unfit("write for each season on which days it is closed")


def begins_with(early: list[Clause], seasonal: list[Clause]) -> bool:
    """Whether closures were said before any season, and so hold for all."""
    return all(one.season is None for one in early) and bool(seasonal)


def rules_of_season(season: str, held: list[Clause], shut: list[Clause], *, is_open_on_holidays: bool) -> list[str]:
    """Give the rules of one season."""
    mine = [one for one in held if season_said(season_for(one)) == season]
    week = week_of(mine)
    out = frozenset[int]().union(*(days_shut(one, shut, season) for one in shut))
    week = {day: times for day, times in week.items() if day not in out}
    if is_open_on_holidays and PH not in week:
        if len(set(week.values())) != 1:
            raise Unfit("hours on public holidays must be written out, since they differ from day to day")
        week[PH] = next(iter(week.values()))
    groups: dict[str, list[int]] = {}
    for day in week:
        groups.setdefault(week[day], []).append(day)
    said = sorted(groups.items(), key=lambda group: PH in group[1])
    rules = [f"{season} {named(days)} {times}".strip() for times, days in said]
    counted = [(one, rule) for one in mine if one.when for rule in one.when.counted]
    return rules + [f"{season} {counted_said(rule)} {times_of(one)}".strip() for one, rule in counted]


def days_shut(one: Clause, shut: list[Clause], season: str) -> frozenset[int]:
    """Give the days on which a closure takes hold of a season: its own, or all where closures are said once for all."""
    own = {season_said(other.season) for other in shut}
    is_mine = len(own) < 2 or season_said(one.season) in {season, ""}
    return one.when.days if one.when is not None and is_mine else frozenset()


def week_of(clauses: list[Clause]) -> Week:
    """Give the times of each day; what names days goes before what is said of all, and fewer days before more."""
    named_days = frozenset[int]().union(*(one.when.days for one in clauses if one.when and not one.when.is_each))
    week: Week = {}
    holder: dict[int, frozenset[int]] = {}
    for one in clauses:
        days = days_of(one, named_days)
        for day in sorted(days):
            if day in week and is_wider(days, holder[day], one):
                continue
            if day in week and holder[day] == days:
                week[day] = checked(f"{week[day]},{times_of(one)}")
            elif day in week and not days < holder[day]:
                raise Unfit("two lines speak of the same day; write its hours once")
            else:
                week.pop(day, None)
                week[day], holder[day] = times_of(one), days
    return week


def days_of(one: Clause, named_days: frozenset[int]) -> frozenset[int]:
    """Give the days of a clause."""
    if one.is_other:
        return ALL_WEEK - named_days
    return ALL_WEEK if one.when is None else one.when.days


def is_wider(days: frozenset[int], before: frozenset[int], one: Clause) -> bool:
    """Whether days said later are a wider group, which leaves the hours of the fewer as they are."""
    return before < days or (one.when is None and before != days)


def times_of(one: Clause) -> str:
    """Give the times of a clause without its breaks; raise Unfit for times that no clock has or that overlap."""
    if one.holds is Holds.VARIES:
        return VARIES
    spans = [span_of(times) for times in one.times]
    for pause in one.breaks:
        spans = without(spans, span_of(pause))
    return checked(",".join(spans))


def without(spans: list[str], pause: str) -> list[str]:
    """Give times without a break, which must lie within one of them or between two."""
    begins, ends = pause.split("-")
    for number, span in enumerate(spans):
        opens, closes = span.split("-")
        if opens < begins and ends < closes:
            return [*spans[:number], f"{opens}-{begins}", f"{ends}-{closes}", *spans[number + 1 :]]
    if any(before.split("-")[1] == begins and after.split("-")[0] == ends for before, after in pairwise(spans)):
        return spans
    raise Unfit("the break does not lie within the hours")


def checked(times: str) -> str:
    """Give the times of a day back when they follow each other; raise Unfit when they do not."""
    if any(letter.isalpha() for letter in times):
        return times
    try:
        return check_times(times)
    except BadHours as fault:
        raise Unfit("the times of a day overlap or are out of order") from fault


def span_of(times: Times) -> str:
    """Give from when to when; raise Unfit without a closing time."""
    hours = time_of(times)
    if "closes" not in hours:
        raise Unfit("opening hours need a closing time too")
    return f"{hours['opens']}-{'24:00' if hours['closes'] == '00:00' else hours['closes']}"


def closed_rules(shut: list[Clause]) -> list[str]:
    """Give the rules for holidays and counted weekdays on which it is closed."""
    said = [counted_said(rule) for one in shut if one.when for rule in one.when.counted]
    if any(one.when and one.when.days & HOLIDAYS for one in shut):
        said.append("PH")
    return [f"{one} {CLOSED}" for one in said]
