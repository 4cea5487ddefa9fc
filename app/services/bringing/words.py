"""Cells in plain words, read into the fields of the form: opening hours, dates, points, pages by their names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import clock
from app.documents.registry import BY_FOLDER, folder_of
from app.i18n import _
from app.models.page import Page
from app.models.people import User
from app.rules.hours import BadHours, parse_hours
from app.rules.plain_words.hours_reading import read_hours
from app.rules.plain_words.point_reading import Datum, read_point
from app.rules.plain_words.schedule_reading import read_schedule
from app.rules.refusals import Unfit
from app.rules.text import is_slug
from app.services import calendars
from app.services.bringing.columns import DATES, HOURS, POINT
from app.services.bringing.flat import control_of, flat
from app.services.bringing.identity import parts_of
from app.services.desk import pickers
from app.services.desk.controls import Control, Kind
from app.services.desk.words_of_faults import FormFault, label_of, sentence_in_words
from app.services.people import rights
from app.services.stations import stations
from app.vocabulary import Family, State

Cells = dict[str, str]


@dataclass
class Spoken:
    """Cells whose words were read, and what could not be."""

    cells: Cells
    faults: list[FormFault] = field(default_factory=list)


def read_words(cells: Mapping[str, str], controls: tuple[Control, ...]) -> Spoken:
    """Give a row's cells with the words in them read into fields."""
    spoken = Spoken({path: text for path, text in cells.items() if path not in {HOURS, DATES, POINT}})
    for column, reader in ((HOURS, hours_in), (DATES, dates_in), (POINT, point_in)):
        if column in cells:
            reader(spoken, cells[column], controls)
    hours = spoken.cells.get("opening_hours")
    if hours and not any(fault.path == "opening_hours" for fault in spoken.faults):
        check_hours(spoken, hours, controls)
    return spoken


def fault(spoken: Spoken, path: str, controls: tuple[Control, ...], problems: Iterable[Unfit], left: Iterable[str]) -> bool:
    """Note what could not be read; whether anything."""
    sentences = [sentence_in_words(one) for one in problems] + [_("Not understood: “%(words)s”", words=piece[:80]) for piece in left]
    if sentences:
        spoken.faults.append(FormFault(path, label_of(path, controls), " ".join(sentences)))
    return bool(sentences)


def hours_in(spoken: Spoken, text: str, controls: tuple[Control, ...]) -> None:
    """Read opening hours in words."""
    found = read_hours(text)
    if fault(spoken, "opening_hours", controls, found.faults, found.not_understood) or not found.value:
        return
    spoken.cells["opening_hours"] = found.value
    if found.last_entry_min is not None:
        spoken.cells.setdefault("last_entry_min", str(found.last_entry_min))


def check_hours(spoken: Spoken, text: str, controls: tuple[Control, ...]) -> None:
    """Note a fault for opening hours that nobody could rely on."""
    try:
        parse_hours(text)
    except BadHours as refused:
        fault(spoken, "opening_hours", controls, [refused], [])


def dates_in(spoken: Spoken, text: str, controls: tuple[Control, ...]) -> None:
    """Read dates in words."""
    found = read_schedule(text, today=clock.today(), holidays=calendars.holidays())
    if not fault(spoken, "schedule", controls, found.faults, found.not_understood):
        spoken.cells |= flat(controls, {"schedule": found.entries})


def point_in(spoken: Spoken, text: str, controls: tuple[Control, ...]) -> None:
    """Read a point: a link of a map, or two numbers, which are WGS-84 unless they say otherwise."""
    try:
        point = read_point(text, datum=None if "://" in text else Datum.WGS84).point
    except Unfit as refused:
        fault(spoken, "point", controls, [refused], [])
    else:
        spoken.cells |= {"point.lat": f"{point.lat:.6f}", "point.lon": f"{point.lon:.6f}"}


@dataclass
class Names:
    """The pages that cells may choose: those that are there, and the addresses of those that were named by their names."""

    there: set[tuple[str, str]]
    by_name: dict[tuple[str, str], set[str]]

    def resolve(self, spoken: Spoken, controls: tuple[Control, ...], coming: set[tuple[str, str]]) -> None:
        """Put addresses where names were given; note a fault where that is not plain. `coming` are the pages that this import makes."""
        for path, text in list(spoken.cells.items()):
            picks = picks_of(controls, path)
            if picks is None or (picks, text) in self.there or (picks, text) in coming:
                continue
            found = self.by_name.get((picks, text), set())
            if len(found) == 1:
                spoken.cells[path] = next(iter(found))
                continue
            words = (
                _("Several pages have these words in their name; please choose.")
                if found
                else _("There is no such page. Type a part of its name and find it.")
            )
            spoken.faults.append(FormFault(path, label_of(path, controls), words))


def picks_of(controls: tuple[Control, ...], path: str) -> str | None:
    """Give what a field is chosen from, None for one that is typed."""
    control = control_of(controls, path)
    return control.picks if control is not None and control.kind is Kind.PICK else None


def names_in(session: Session, rows: Iterable[Spoken], controls: tuple[Control, ...], by: User) -> Names:
    """Look up everything that the rows of a list choose, in a few queries however many there are."""
    said = {(picks, text) for spoken in rows for path, text in spoken.cells.items() if (picks := picks_of(controls, path)) is not None}
    there: set[tuple[str, str]] = set()
    for part in parts_of(sorted(said)):
        there |= set(pickers.names(session, part, by=by))
    words = sorted({text for picks, text in said - there if not is_slug(text)})
    return Names(there, by_name(session, words, said - there, by) if words else {})


def by_name(session: Session, words: list[str], wanted: set[tuple[str, str]], by: User) -> dict[tuple[str, str], set[str]]:
    """Give the addresses of pages by what they are chosen from and their whole name in either language."""
    found: dict[tuple[str, str], set[str]] = {}
    for part in parts_of(words):
        zh, en = Page.card["name"]["zh"].as_string(), Page.card["name"]["en"].as_string()
        seen = or_(Page.state == State.PUBLISHED, rights.reachable(by))
        for family, slug, *names in session.execute(select(Page.family, Page.slug, zh, en).where(or_(zh.in_(part), en.in_(part)), seen)):
            for name in filter(None, names):
                found.setdefault((family.value, name), set()).add(slug)
                found.setdefault(("page", name), set()).add(f"{folder_of(family)}/{slug}")
    for one in stations().values():
        for name in (one.zh, one.en):
            found.setdefault(("station", name), set()).add(one.slug)
    return {key: slugs for key, slugs in found.items() if key in wanted}


def choice_key(family: Family, slug: str) -> list[tuple[str, str]]:
    """Give what a page of a family is chosen as."""
    return [(family.value, slug), ("page", f"{folder_of(family)}/{slug}")] if folder_of(family) in BY_FOLDER else []
