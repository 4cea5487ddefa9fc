"""What closes soon, and which editions are due but not announced."""

from datetime import datetime, timedelta

import time_machine

from app import clock
from app.extensions import db
from app.models.page import Page
from app.services.statuses import set_status
from app.services.transactions import writing
from app.services.truth import closing_soon, due_editions
from app.services.truth.closing_soon import Ending
from app.vocabulary import Family, Status
from tests.factories import publish_page
from tests.services.desk.acting import create

NOON = datetime(2026, 11, 24, 12, tzinfo=clock.BEIJING)
REASON = {"zh": "维修", "en": "Works"}


def on(day: str, opens: int = 12) -> time_machine.travel:
    """A Beijing noon."""
    return time_machine.travel(datetime.fromisoformat(f"{day}T{opens:02}:00+08:00"), tick=False)


def soon(user, **asked) -> list[tuple[str, str, str]]:
    db.session.expire_all()
    return [(one.slug, one.ending.value, one.day.isoformat()) for one in closing_soon.soon(db.session(), user, **asked)]


def run(slug: str, starts: str, ends: str, **more) -> Page:
    """An event that runs for some days."""
    return publish_page(Family.EVENT, slug, schedule=[{"starts": starts, "ends": ends, "repeats": "daily"}], **more)


def test_events_in_their_last_fourteen_days_are_listed_with_the_day(person):
    user = person()
    with on("2026-11-01"):
        run("ends-today", "2026-11-01", "2026-11-24")
        run("in-fourteen", "2026-11-01", "2026-12-08")
        run("in-fifteen", "2026-11-01", "2026-12-09")
        run("over", "2026-10-01", "2026-11-23")
        called_off = run("called-off", "2026-11-01", "2026-11-30")
        publish_page(Family.EVENT, "month-only", schedule=[{"starts": "2026-11"}])
        publish_page(Family.EVENT, "for-ever", schedule=[{"starts": "2026-11-01", "until_further_notice": True, "repeats": "daily"}])
        with writing() as session:
            set_status(session, called_off, Status.CANCELLED, note=REASON)

    with on("2026-11-24"):
        assert soon(user) == [("ends-today", "event", "2026-11-24"), ("in-fourteen", "event", "2026-12-08")]
        assert soon(user, ending=Ending.PAGE) == [] and soon(user, family=Family.PLACE) == []


def test_closures_pages_that_end_and_rights_are_listed(person):
    user = person()
    picture = {"file": "a.webp", "alt": REASON, "author": "A", "licence": "CC BY 4.0", "rights_until": "2026-12-24"}
    with on("2026-11-01"):
        closures = [
            {"starts": "2026-11-20", "ends": "2026-12-01", "reason": REASON},
            {"starts": "2026-12-08", "until_further_notice": True, "reason": REASON},
            {"starts": "2026-12-03", "hours": "10:00-12:00", "reason": REASON},
        ]
        publish_page(Family.PLACE, "hall", hours_exceptions=closures, picture=picture)
        late = publish_page(Family.STORY, "offer", picture=picture | {"rights_until": "2026-12-25"})
        with writing() as session:
            session.get_one(Page, late.id).until_at = clock.to_utc(NOON + timedelta(days=3))

    with on("2026-11-24"):
        assert soon(user) == [
            ("offer", "page", "2026-11-27"),
            ("hall", "closure_ends", "2026-12-01"),
            ("hall", "closure_starts", "2026-12-08"),
            ("hall", "rights", "2026-12-24"),
        ]


def due(user, **asked) -> list[tuple[str, int, str, str | None]]:
    db.session.expire_all()
    found = due_editions.due(db.session(), user, **asked)
    return [(one.page.slug, one.year, one.lacking.value, one.edition.slug if one.edition else None) for one in found]


def series(slug: str = "fair") -> Page:
    """A series that is usually on from 1 to 5 March."""
    return publish_page(Family.SERIES, slug, usually={"rule": "months:03-01..03-05", "text": {"zh": "三月初", "en": "Early March"}})


def test_edition_is_due_from_sixty_days_before_to_sixty_days_after(person):
    user = person()
    with on("2026-11-24"):
        series()

    for day, is_due in (("2026-12-30", False), ("2026-12-31", True), ("2027-03-03", True), ("2027-05-04", True), ("2027-05-05", False)):
        with on(day):
            assert bool(due(user)) is is_due, day


def test_edition_without_page_as_a_draft_and_without_sure_dates_is_told_apart(person):
    user = person()
    with on("2027-01-15"):
        series()
        assert due(user) == [("fair", 2027, "edition", None)]
        dates = {"series": "fair", "year": 2027, "schedule": [{"starts": "2027-03-01", "ends": "2027-03-05"}]}
        draft = create(Family.EVENT, "fair-2027", user, **dates)
        assert due(user) == [("fair", 2027, "published", "fair-2027")]
        publish_page(Family.EVENT, draft.slug, **(dates | {"schedule": [{"starts": "2027-03"}], "confidence": "low"}))
        assert due(user) == [("fair", 2027, "dates", "fair-2027")]
        publish_page(Family.EVENT, draft.slug, **dates, confidence="high")
        assert due(user) == []


def test_drafts_of_others_are_no_one_elses_business(person):
    other = person(families=["series"])
    with on("2027-01-15"):
        series()
        create(Family.EVENT, "fair-2027", person(), series="fair", year=2027)
        assert due(other) == [("fair", 2027, "edition", None)]


def test_any_number_of_series_costs_the_same_queries(person, count_queries):
    user = person()
    with on("2027-01-15"):
        series()
        few = count_queries(lambda: due(user))
        for number in range(8):
            series(f"fair-{number}")
        assert len(due(user)) == 9 and count_queries(lambda: due(user)) == few
