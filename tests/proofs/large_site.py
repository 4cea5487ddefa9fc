"""A guide of 5,000 pages and 50,000 dates, written in bulk: rows as real schedules give them, cards as publishing makes them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.models.occurrence import Occurrence
from app.models.page import Change, Facet, Page, Revision
from app.services.cards import card_of, trail_figures
from app.services.content_files import plain
from app.services.dating import dates_of, horizon
from app.services.expecting import expected_of
from app.services.transactions import record_change
from app.vocabulary import EventKind, Family, State, Subdistrict
from tests.factories import document

PAGES = {Family.PLACE: 2_000, Family.EVENT: 2_450, Family.SERIES: 350, Family.TRAIL: 150, Family.STORY: 50}
SCHEDULES = 245
FIRST = date(2025, 6, 1)
STATION = {"kind": "station", "station": "hepingmen", "text": {"zh": "走", "en": "Walk"}}
HOURS = ("Tu-Su 09:00-17:00", "Mo-Su 10:00-22:00", "Mo-Fr 09:00-18:00; PH off", None)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KINDS = tuple(EventKind)
AREAS = tuple(Subdistrict)


def build(session: Session, now: datetime) -> None:
    """Write the pages, their facets and their dates; everything held in memory must then be read anew."""
    made = [page for family, number in PAGES.items() for page in pages_of(family, number)]
    pages = [page | {"id": number, "changed_at": clock.to_utc(now)} for number, page in enumerate(made, 1)]
    session.execute(Page.__table__.insert(), pages)
    session.execute(Facet.__table__.insert(), [facet for page in pages for facet in facets_of(page)])
    session.execute(Revision.__table__.insert(), [revision_of(page) for page in pages])
    session.execute(Change.__table__.insert(), [{"page_id": page["id"], "kind": "publish", "at": page["changed_at"]} for page in pages])
    numbers = {family: [page["id"] for page in pages if page["family"] is family] for family in PAGES}
    rows = [*event_dates(numbers[Family.EVENT], now.date()), *series_dates(numbers[Family.SERIES], now.date())]
    session.execute(Occurrence.__table__.insert(), [row | {"sequence": 0, "changed_at": clock.to_utc(now)} for row in rows])
    record_change(session, None, "load")


def pages_of(family: Family, number: int) -> Iterator[dict[str, Any]]:
    """Give the rows of one family: a real document's card under many names."""
    model = document(family, **({"stops": [STATION, STATION]} if family is Family.TRAIL else {}))
    card, content = card_of(model, f"{family}-0") | (trail_figures(model, {}) if family is Family.TRAIL else {}), plain(model)
    for turn in range(number):
        name = {"zh": f"第{turn}页", "en": f"Page {turn}"}
        own: dict[str, Any] = {"name": name}
        if family is Family.PLACE:
            own |= {"hours": HOURS[turn % 4], "phone": f"010-{turn:08d}"}
        if family is Family.EVENT:
            venue = {"place": f"place-{turn % PAGES[Family.PLACE]}", "name": None}
            own |= {"kind": KINDS[turn % len(KINDS)].value, "when": None, "venues": [venue]}
        yield {
            "family": family,
            "slug": f"{family}-{turn}",
            "state": State.PUBLISHED if turn % 50 else State.WITHDRAWN,
            "sort_zh": f"{turn:05d}",
            "sort_en": f"{turn:05d}",
            "subdistrict": AREAS[turn % len(AREAS)],
            "lat": 39.89 + turn % 100 / 1000,
            "lon": 116.35 + turn % 90 / 1000,
            "revision": 1,
            "card": card | own,
            "content": content,
        }


def revision_of(page: dict[str, Any]) -> dict[str, Any]:
    """Give the one revision of a page."""
    at = page["changed_at"]
    return {"page_id": page["id"], "number": 1, "based_on": 0, "content": page["content"], "origin": "file", "saved_at": at, "published_at": at}


def facets_of(page: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the facets that the filters of lists and the pages about time ask for."""
    words = {"neighbourhood": page["subdistrict"].value, "kind": page["card"]["kind"]}
    if page["card"].get("hours"):
        words["hours"] = "known"
    if page["id"] % 40 == 0:
        words["interest"] = "at-night"
    for name, value in words.items():
        if value:
            yield {"page_id": page["id"], "name": name, "value": value}


def schedule(turn: int) -> list[dict[str, Any]]:
    """Give one of many schedules: evenings every week, evenings here and there, daily runs, seasons, months, no end."""
    first = FIRST + timedelta(days=turn * 37 % 900)
    opens = f"{9 + turn % 12:02d}:30"
    closes = f"{11 + turn % 12:02d}:00"
    if turn % 8 < 4:
        last = first + timedelta(days=7 * 15)
        return [{"starts": str(first), "ends": str(last), "repeats": "weekly", "weekdays": [WEEKDAYS[turn % 7]], "opens": opens, "closes": closes}]
    if turn % 8 == 4:
        return [{"starts": str(first + timedelta(days=ahead * 11)), "opens": opens, "closes": closes} for ahead in range(22)]
    if turn % 8 == 5:
        return [{"starts": str(first), "ends": str(first + timedelta(days=30)), "opens": "10:00", "closes": "18:00"}]
    if turn % 8 == 6:
        return [{"starts": str(first), "ends": str(first + timedelta(days=60))}, {"starts": str(first + timedelta(days=90))[:7]}]
    return [{"starts": str(first), "repeats": "monthly", "nth": [1], "weekdays": ["sat"], "until_further_notice": True, "opens": opens}]


def event_dates(numbers: list[int], today: date) -> Iterator[dict[str, Any]]:
    """Give the dates of the events; ten events share each schedule."""
    shared = [dates_of(document(Family.EVENT, schedule=schedule(turn)), horizon(today)) for turn in range(SCHEDULES)]
    for turn, number in enumerate(numbers):
        for row in shared[turn % SCHEDULES]:
            yield row | {"page_id": number}


def series_dates(numbers: list[int], today: date) -> Iterator[dict[str, Any]]:
    """Give the windows in which the series are expected."""
    for turn, number in enumerate(numbers):
        month, day = turn % 12 + 1, turn % 27 + 1
        rule = {"rule": f"months:{month:02d}-{day:02d}..{month:02d}-{day + 1:02d}", "text": {"zh": "每年", "en": "every year"}}
        for row in expected_of(document(Family.SERIES, usually=rule), [], today):
            yield row | {"page_id": number}
