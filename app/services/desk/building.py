"""The tools of a form: what plain words, a pasted link or the values that stand there come to, before anything is saved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from markupsafe import Markup
from pydantic import ValidationError
from sqlalchemy.orm import Session

from app import clock, i18n
from app.documents.schedule import ScheduleEntry
from app.formatting import span
from app.i18n import _
from app.rules.hours import BadHours, hours_of, parse_hours
from app.rules.hours.week import week_days
from app.rules.hours.words import describe, say_times
from app.rules.plain_words.hours_reading import read_hours
from app.rules.plain_words.schedule_reading import read_schedule
from app.rules.recurrence import days_of
from app.rules.refusals import Unfit
from app.services import calendars
from app.services.dating import said_of_line
from app.services.desk.gate_rules import timetable
from app.services.desk.gate_rules.timetable import Held
from app.services.desk.pickers import Found
from app.services.desk.words_of_faults import sentence_in_words
from app.services.maps.projection import Frame

MOST_DATES = 12
LOOKED_AHEAD = timedelta(days=800)
LATEST, WHOLE_DAY = "24:00", timedelta(days=1)


class Coming(NamedTuple):
    """A date to come: its day, and its hours as they are said."""

    day: date
    hours: str


class Drawn(NamedTuple):
    """A drawn map and its frame, by which a place on the picture is a point on the ground."""

    svg: Markup
    frame: Frame


@dataclass
class Built:
    """What a tool shows below its box: what was typed, what it came to, and what is to be put right or to be known."""

    words: str = ""
    datum: str = ""
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    said: list[dict[str, str]] = field(default_factory=list)
    dates: list[Coming] = field(default_factory=list)
    clashes: str = ""
    week: list[tuple[date, str]] = field(default_factory=list)
    map: Drawn | None = None
    found: list[Found] = field(default_factory=list)
    asks_outside: bool = False
    was_read: bool = False


def in_words(faults: Iterable[Unfit]) -> list[str]:
    """Give faults in the language of the desk."""
    return [sentence_in_words(fault) for fault in faults]


def left_over(pieces: Sequence[str]) -> list[str]:
    """Say which pieces were not understood."""
    return [_("Not understood, and left out: “%(words)s”", words=piece) for piece in pieces]


def assumed(what: str) -> str:
    """Say what was assumed."""
    return {
        "no_start": _("No beginning was given: it begins with the next such day."),
        "no_end": _("No end was given: it goes on until further notice."),
        "idle": _("Some of the days left out have nothing anyway."),
    }[what]


def read_dates(words: str, values: Mapping[str, Any], session: Session) -> tuple[list[dict[str, Any]] | None, Built]:
    """Give the lines of a schedule that words say, None when there are none, and what to show."""
    found = read_schedule(words, today=clock.today(), holidays=calendars.holidays())
    problems = [*in_words(found.faults), *left_over(found.not_understood)]
    entries = found.entries if found.entries and not found.faults else None
    if not words.strip():
        problems = [_("Write when it is, for instance: every Saturday and Sunday 9:00–17:00, until 20 February.")]
    shown = dates_of(entries or [], values, session)
    shown.words, shown.problems, shown.was_read = words, problems, True
    shown.notes = [assumed(one) for one in found.assumed] if entries else []
    return entries, shown


def dates_of(entries: Sequence[Any], values: Mapping[str, Any], session: Session) -> Built:
    """Give lines of a schedule in words, their next twelve dates, and those on which the venue is closed."""
    built = Built()
    lines: list[ScheduleEntry] = []
    for entry in entries:
        try:
            lines.append(ScheduleEntry.model_validate(entry))
        except ValidationError:
            continue
    built.said = [said_of(line) for line in lines]
    coming = sorted((day, line.opens or "", line.closes or "") for line in lines for day in exact_days(line))
    built.dates = [Coming(day, hours_said(opens, closes)) for day, opens, closes in coming[:MOST_DATES]]
    built.clashes = clashes(coming, values, session)
    return built


def said_of(line: ScheduleEntry) -> dict[str, str]:
    """Give a line of a schedule in both languages."""
    if line.repeats or line.is_run:
        found = said_of_line(line)
        return {"zh": found["zh"], "en": found["en"]}
    ends = None if line.until_further_notice else line.ends
    hours = hours_said(line.opens or "", line.closes or "")
    return {language: f"{span(line.starts, ends, language)} {hours}".strip() for language in ("zh", "en")}


def hours_said(opens: str, closes: str) -> str:
    """Give the hours of a date: 19:30, 09:00–17:00."""
    return "–".join(part for part in (opens, LATEST if closes == "00:00" else closes) if part)


def exact_days(line: ScheduleEntry) -> list[date]:
    """Give the days to come of a line, as far as they are exact."""
    if len(line.starts) < len("2027-02-06"):
        return []
    today = clock.today()
    if line.repeats or line.is_run:
        return [day for day in days_of(line.recurrence, today + LOOKED_AHEAD) if day >= today]
    starts = date.fromisoformat(line.starts)
    return [starts] if starts >= today else []


def clashes(coming: Sequence[tuple[date, str, str]], values: Mapping[str, Any], session: Session) -> str:
    """Name the dates to come on which every venue of the form is closed by its opening hours, nothing when none is known."""
    venues = values.get("venues")
    slugs = [venue.get("place") for venue in venues if isinstance(venue, dict)] if isinstance(venues, list) else []
    hours = [hours_of(page.card) for page in timetable.places(slugs, session)]
    if not hours or None in hours:
        return ""
    known = [one for one in hours if one is not None]
    held = [held_at(*one) for one in coming[: timetable.MOST_LOOKED_AT]]
    shut = [one for one in held if all(timetable.is_closed(place, one) for place in known)]
    return timetable.named(shut) if shut else ""


def held_at(day: date, opens: str, closes: str) -> Held:
    """Give a date as the timetable compares it."""
    starts = moment(day, opens) if opens else clock.start_of(day)
    ends = moment(day, closes) if closes else clock.start_of(day + WHOLE_DAY)
    return Held(0, starts, ends + WHOLE_DAY if closes and ends <= starts else ends, bool(opens), bool(closes))


def moment(day: date, time_of_day: str) -> datetime:
    """Give a minute of a day in Beijing."""
    return datetime.combine(day, time.fromisoformat(time_of_day), clock.BEIJING)


def read_week(words: str) -> tuple[str | None, int | None, Built]:
    """Give opening hours in OpenStreetMap's form and the last entry that words say, and what to show."""
    found = read_hours(words)
    shown = week_of(found.value or "")
    shown.words, shown.was_read = words, True
    shown.problems = [*in_words(found.faults), *left_over(found.not_understood)]
    if not words.strip():
        shown.problems = [_("Write when it is open, for instance: Tue–Sun 9:00–17:00, closed Mondays.")]
    return found.value, found.last_entry_min, shown


def week_of(value: str) -> Built:
    """Give opening hours in words and this week day by day; nothing for what cannot be read."""
    built = Built()
    try:
        hours = parse_hours(value)
    except BadHours:
        return built
    monday = clock.today() - timedelta(days=clock.today().weekday())
    built.said = [{language: describe(hours, language) for language in ("zh", "en")}]
    built.week = [(one.day, say_times(one.times, i18n.code())) for one in week_days(hours, monday, calendars.holidays())]
    return built
