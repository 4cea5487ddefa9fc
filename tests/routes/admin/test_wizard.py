"""Copying a page, and the edition wizard: what moves, what stays behind, and how few clicks it takes."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app import clock
from app.documents.event import EventDocument, SeriesDocument
from app.extensions import db
from app.models.page import Page, Revision
from app.rules.lunar import lunar_date
from app.services.content_files import plain
from app.services.desk import editions, heads, saving
from app.services.desk.shifting import Shift, by_date, by_moon, by_weekday
from app.services.publishing import publish
from app.services.transactions import writing
from app.vocabulary import Confidence, Family
from tests.factories import document
from tests.routes.admin.conftest import DeskClient

Desk = Callable[..., DeskClient]
Make = Callable[..., Page]
WIZARD = "/admin/series/fair/next-edition"


@pytest.fixture(autouse=True)
def november() -> Any:
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=clock.BEIJING), tick=False):
        yield


@pytest.fixture
def fair(make_series: Make, make_event: Make) -> Page:
    series = make_series(
        "fair",
        name={"zh": "厂甸庙会", "en": "Changdian Temple Fair"},
        kind="temple_fair",
        usually={"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月初一至初五", "en": "From New Year’s Day to the fifth"}},
    )
    make_event(
        "fair-2026",
        name={"zh": "2026年厂甸庙会", "en": "Changdian Temple Fair 2026"},
        kind="temple_fair",
        series="fair",
        year=2026,
        ordinal=12,
        schedule=[{"starts": "2026-02-17", "ends": "2026-02-21", "opens": "09:00", "closes": "16:00"}],
        status="cancelled",
        status_note={"zh": "因故取消", "en": "Cancelled"},
        admission={"kind": "paid", "price_cny": 10},
    )
    return series


def on_the_moon(day: date) -> tuple[int, int]:
    found = lunar_date(day)
    return found.month, found.day


def newest(slug: str) -> dict[str, Any]:
    page = db.session.scalars(select(Page).where(Page.family == Family.EVENT, Page.slug == slug)).one()
    return heads.head(db.session(), page).values


def test_the_next_edition_falls_on_the_same_lunar_days_as_a_draft(fair: Page, desk: Desk) -> None:
    client = desk("author")

    shown = client.get(WIZARD)
    answer = client.send(WIZARD, {"year": "2027", "shift": "lunar", "_do": "make"})

    assert "2027年2月6日" in client.get(WIZARD).text or "6–10 Feb 2027" in shown.text
    assert answer.headers["Location"].endswith("/admin/pages/events/fair-2027")
    made = newest("fair-2027")
    assert made["schedule"] == [{"starts": "2027-02-06", "ends": "2027-02-10", "opens": "09:00", "closes": "16:00"}]
    assert (made["name"]["zh"], made["name"]["en"], made["ordinal"]) == ("2027年厂甸庙会", "Changdian Temple Fair 2027", 13)


def test_what_was_true_of_one_year_only_stays_behind(fair: Page, desk: Desk) -> None:
    desk("author").send(WIZARD, {"year": "2027", "_do": "make"})

    made = newest("fair-2027")
    assert made.get("status", "scheduled") == "scheduled" and "status_note" not in made
    assert made["admission"] == {"kind": "paid"} and made["confidence"] == Confidence.LOW
    assert heads.head(db.session(), db.session.scalars(select(Page).where(Page.slug == "fair-2026")).one()).values["status"] == "cancelled"


def test_current_leads_to_the_new_edition_once_it_is_published_and_its_dates_are_called_expected(fair: Page, desk: Desk, client: DeskClient) -> None:
    desk("author").send(WIZARD, {"year": "2027", "_do": "make"})
    before = client.get("/zh/series/fair/current").headers["Location"]

    page = db.session.scalars(select(Page).where(Page.slug == "fair-2027")).one()
    publish(db.session(), page, EventDocument.model_validate(newest("fair-2027")), origin="desk")
    db.session.commit()

    assert before.endswith("/zh/series/fair")
    assert client.get("/zh/series/fair/current").headers["Location"].endswith("/zh/events/fair-2027")
    assert "预计" in client.get("/zh/events/fair-2027").text
    assert client.get("/zh/events/fair-2026").status_code == 200


def test_the_whole_way_takes_at_most_ten_clicks(fair: Page, desk: Desk) -> None:
    client, clicks = desk("publisher"), 0
    address = client.get("/admin/pages/series/fair").text.partition('/next-edition"')[0].rpartition('href="')[2] + "/next-edition"
    clicks += 1
    form = client.get(address)
    clicks += 1
    made = client.send(address, {"year": form.text.partition('name="year" value="')[2][:4], "_do": "make"})

    assert made.status_code == 303 and clicks + 1 <= 10


def test_a_year_that_has_an_edition_is_refused_with_the_way_to_it(fair: Page, desk: Desk) -> None:
    answer = desk("author").send(WIZARD, {"year": "2026", "_do": "make"})

    assert answer.status_code == 409 and "/admin/pages/events/fair-2026" in answer.text


def test_an_edition_under_an_address_of_its_own_is_known_too(fair: Page, make_event: Make, desk: Desk) -> None:
    make_event("new-year-at-the-gate", series="fair", year=2027, name={"zh": "厂甸", "en": "Fair"})

    assert 'name="year" value="2028"' in desk("author").get(WIZARD).text


def test_a_series_that_is_a_draft_has_its_wizard(desk: Desk) -> None:
    client = desk("author")
    with writing() as session:
        saving.create(session, Family.SERIES, "lotus", plain(document(Family.SERIES, name={"zh": "荷花节", "en": "Lotus Festival"})), by=client.user)

    assert client.get("/admin/series/lotus/next-edition").status_code == 200


@pytest.mark.parametrize("year", ["", "27", "２０２７", "1899", "2101", "abcd", "-2027"])
def test_a_wrong_year_is_refused_and_makes_nothing(year: str, fair: Page, desk: Desk) -> None:
    count = len(db.session.scalars(select(Revision.id)).all())

    answer = desk("author").send(WIZARD, {"year": year, "_do": "make"})

    assert (answer.status_code, len(db.session.scalars(select(Revision.id)).all()) - count) == ((422, 0) if year else (303, 1))


def test_a_series_without_editions_begins_with_what_it_says_itself(make_series: Make, desk: Desk) -> None:
    make_series("fair", name={"zh": "荷花节", "en": "Lotus Festival"}, usually=None)

    answer = desk("author").send(WIZARD, {"year": "2027", "_do": "make"})

    assert answer.status_code == 303 and newest("fair-2027")["name"] == {"zh": "2027年荷花节", "en": "Lotus Festival 2027"}


def test_who_may_not_write_the_series_sees_no_wizard(fair: Page, desk: Desk) -> None:
    assert desk("translator").get(WIZARD).status_code == 404


def test_a_copy_is_a_draft_without_what_happened_to_the_first(fair: Page, desk: Desk) -> None:
    client = desk("author")
    assert 'value="fair-2026-copy"' in client.get("/admin/pages/events/fair-2026/copy").text

    answer = client.send("/admin/pages/events/fair-2026/copy", {"slug": "temple-walk"})

    assert answer.status_code == 303
    made = newest("temple-walk")
    assert made.get("status", "scheduled") == "scheduled" and made["name"]["zh"].startswith("2026年厂甸庙会")
    assert client.get("/zh/events/temple-walk").status_code == 404


@pytest.mark.parametrize(("slug", "status"), [("fair-2026", 409), ("Not Right", 422), ("", 422), ("a" * 81, 422)])
def test_a_copy_needs_an_address_of_its_own(slug: str, status: int, fair: Page, desk: Desk) -> None:
    assert desk("author").send("/admin/pages/events/fair-2026/copy", {"slug": slug}).status_code == status


def test_days_move_by_moon_weekday_and_date() -> None:
    day = date(2026, 2, 17)

    assert on_the_moon(by_moon(day, 1)) == on_the_moon(day)
    assert by_weekday(day, 1).weekday() == day.weekday() and abs((by_weekday(day, 1) - by_date(day, 1)).days) <= 3
    assert by_date(date(2028, 2, 29), 1) == date(2029, 2, 28)


def test_every_series_of_the_guide_has_a_next_edition_in_its_year(guide_app: Flask) -> None:
    with guide_app.app_context():
        session = db.session()
        series = session.scalars(select(Page).where(Page.family == Family.SERIES)).all()
        proposals = [(one, editions.propose(session, one)) for one in series]
        for one, found in proposals:
            document = EventDocument.model_validate(found.values)
            assert document.year == found.year >= 2026
            if found.shift is Shift.LUNAR and found.before_lines and not any(line.get("end_unknown") for line in found.before_lines):
                pairs = zip(found.before_lines, found.values["schedule"], strict=True)
                moved = [(a["starts"], b["starts"]) for a, b in pairs if len(a["starts"]) == 10]
                assert all(on_the_moon(date.fromisoformat(a)) == on_the_moon(date.fromisoformat(b)) for a, b in moved)
            SeriesDocument.model_validate(one.content)
    assert len(proposals) >= 40
