"""The weekly digest: what is in it for whom, and that it comes by mail once a week to those who want it."""

from dataclasses import replace
from datetime import datetime

import pytest
import time_machine
from sqlalchemy import select

from app import clock, i18n
from app.extensions import db
from app.mail_server import parse
from app.models.page import Page
from app.models.people import Organisation, User
from app.models.truth import SentDigest
from app.services import reports
from app.services.transactions import writing
from app.services.truth import digest, digest_feed, digest_mail
from app.vocabulary import Family
from tests.factories import publish_page
from tests.services.desk.acting import create
from tests.smtp import MailServerHere

TUESDAY = datetime(2026, 11, 24, 12, tzinfo=clock.BEIJING)


@pytest.fixture
def organisation(app) -> Organisation:
    with writing() as session:
        made = Organisation(slug="rongbaozhai", name_zh="荣宝斋", name_en="Rongbaozhai")
        session.add(made)
    return made


@pytest.fixture
def guide(organisation):
    """A page of the organisation and one of the district, both old, and a report on each; a series that is due."""
    with time_machine.travel(datetime(2026, 6, 1, tzinfo=clock.BEIJING), tick=False):
        theirs = publish_page(Family.PLACE, "rongbaozhai", checked_on="2026-05-01", summary={"zh": "只有中文。"})
        ours = publish_page(Family.STORY, "craft", checked_on="2026-05-02")
        publish_page(Family.SERIES, "fair", usually={"rule": "months:12-01..12-05", "text": {"zh": "十二月初", "en": "Early December"}})
        with writing() as session:
            session.get_one(Page, theirs.id).organisation_id = organisation.id
    with time_machine.travel(TUESDAY, tick=False), writing() as session:
        for page, words in ((theirs, "电话错了"), (ours, "年份错了"), (None, "整站的字太小")):
            reports.take(session, page=page and session.get_one(Page, page.id), address="/", text=words, contact="me@example.org", language="zh")


def totals(user: User) -> list[int]:
    with time_machine.travel(TUESDAY, tick=False):
        db.session.expire_all()
        return [one.total for one in digest.of(db.session(), user).sections]


def test_digest_holds_what_is_within_reach(person, organisation, guide):
    district, theirs = person("author"), person("author", organisation_id=organisation.id)

    assert totals(district) == [2, 1, 1, 0, 0, 3]
    assert totals(theirs) == [1, 1, 0, 0, 0, 1]
    assert totals(digest.anyone_of(organisation)) == totals(theirs)
    assert totals(person("translator")) == [2, 1, 1, 0, 0]
    assert db.session.scalars(select(User.email)).all() == ["author1@example.org", "author2@example.org", "translator3@example.org"]


def test_digest_names_no_visitor_and_no_page_of_others(person, organisation, guide):
    theirs = person("author", organisation_id=organisation.id)
    with time_machine.travel(TUESDAY, tick=False):
        found = digest.of(db.session(), theirs)
        words = digest.as_text(found, "https://guide.example")

    assert "me@example.org" not in words and "年份错了" not in words and "craft" not in words
    assert "电话错了" in words and "https://guide.example/admin/pages/places/rongbaozhai" in words


def test_drafts_of_others_are_not_in_it(person, organisation, guide):
    theirs = person("author", organisation_id=organisation.id)
    create(Family.STORY, "secret-plan", person("author"), name={"zh": "秘密计划"}, summary={"zh": "还没译。"})

    with time_machine.travel(TUESDAY, tick=False):
        assert "秘密计划" not in digest.as_text(digest.of(db.session(), theirs), "")


def letters(app, here, moment: datetime, ticks: int = 3) -> list[tuple[str, str]]:
    """Let the timed work send, several times over; give to whom and under which subject, in all."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail=parse(here.address, "guide@example.org"))
    with time_machine.travel(moment, tick=False):
        for _tick in range(ticks):
            digest_mail.send_due(app)
    return list(zip(here.recipients, (letter["Subject"] for letter in here.letters), strict=False))


@pytest.fixture(autouse=True)
def plain_settings(app):
    """Put the settings back, and forget a pause."""
    before = app.config["SETTINGS"]
    yield
    app.config["SETTINGS"] = before
    app.extensions.pop("digest_resume", None)


def test_digest_is_sent_once_a_week_in_the_persons_language(app, person, guide):
    before = i18n.code()
    person("author", language="zh")
    person("author", language="en")
    person("author", wants_digest=False)
    person("author", disabled_at=clock.to_utc(TUESDAY))
    person("translator", families=["trail"])

    with MailServerHere() as here:
        assert letters(app, here, datetime(2026, 11, 23, 7, 59, tzinfo=clock.BEIJING)) == []
        first = letters(app, here, datetime(2026, 11, 23, 8, tzinfo=clock.BEIJING), ticks=5)
        assert letters(app, here, datetime(2026, 11, 29, 23, tzinfo=clock.BEIJING)) == first
        assert len(letters(app, here, datetime(2026, 11, 30, 8, tzinfo=clock.BEIJING), ticks=5)) == 4

    assert [to for to, _subject in first] == ["author1@example.org", "author2@example.org"]
    assert "2026-W48" in first[0][1] and first[0][1] != first[1][1]
    assert "Texts to be translated" in here.letters[1].get_content() and "Texts to be translated" not in here.letters[0].get_content()
    assert i18n.code() == before


def test_server_that_fails_is_tried_again_later_and_nobody_is_left_out(app, person, guide):
    person("author")
    monday = datetime(2026, 11, 23, 8, tzinfo=clock.BEIJING)
    with MailServerHere("data") as here:
        letters(app, here, monday)
    assert db.session.scalars(select(SentDigest)).all() == []
    with MailServerHere() as here:
        assert letters(app, here, monday.replace(minute=5)) == []
        assert len(letters(app, here, monday.replace(minute=10))) == 1


def test_address_that_is_refused_holds_up_nobody(app, person, guide):
    person("author")
    monday = datetime(2026, 11, 23, 8, tzinfo=clock.BEIJING)
    with MailServerHere("recipient") as here:
        letters(app, here, monday)
    person("author")
    with MailServerHere() as here:
        assert [to for to, _subject in letters(app, here, monday.replace(minute=1))] == ["author2@example.org"]


def test_address_of_a_feed_holds_for_its_person_until_a_new_password(person, organisation, guide):
    user, secret = person("author", password_hash="one"), "s" * 40
    link = digest_feed.link_for(user, secret)

    assert digest_feed.reader_of(db.session(), link, secret).id == user.id
    for wrong in (link[:-2], link + "x", "x", "", digest_feed.link_for(user, "t" * 40)):
        assert digest_feed.reader_of(db.session(), wrong, secret) is None
    with writing() as session:
        session.get_one(User, user.id).password_hash = "two"
    assert digest_feed.reader_of(db.session(), link, secret) is None
    again = digest_feed.link_for(db.session.get_one(User, user.id, populate_existing=True), secret)
    with writing() as session:
        session.get_one(User, user.id).disabled_at = clock.to_utc(TUESDAY)
    assert digest_feed.reader_of(db.session(), again, secret) is None
