"""Reporting a mistake: without a cookie, with a token that ends, a number to ask by, and nothing kept longer than needed."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app import clock
from app.extensions import db
from app.models.truth import Report
from app.services import reports
from app.services.transactions import writing
from app.vocabulary import ReportState

NOON = datetime(2026, 11, 25, 12, tzinfo=clock.BEIJING)


@pytest.fixture(autouse=True)
def hall(make_place):
    with time_machine.travel(NOON, tick=False):
        yield make_place("hall", name={"zh": "听雨轩", "en": "Rain Hall"})


def send(client, language="en", page="places/hall", **changed):
    html = client.get(f"/{language}/report?page={page}").text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    return client.post(f"/{language}/report", data=fields | {"text": "The gate is shut on Mondays.", "contact": "a@example.org"} | changed)


def kept() -> list[Report]:
    db.session.expire_all()
    return list(db.session.scalars(select(Report).order_by(Report.id)))


@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
def test_every_page_leads_to_its_form_and_a_report_gets_a_number(client, language):
    assert f'href="/{language}/report?page=places' in client.get(f"/{language}/places/hall").text
    answer = send(client, language)

    (report,) = kept()
    assert (answer.status_code, report.address, report.text, report.language) == (303, "places/hall", "The gate is shut on Mondays.", language)
    assert report.number in client.get(answer.headers["Location"]).text


def test_nothing_is_set_kept_or_shown_of_the_visitor(client):
    form = client.get("/en/report?page=places/hall")
    answer = send(client)
    page = client.get(answer.headers["Location"])

    assert [one.headers.getlist("Set-Cookie") for one in (form, answer, page)] == [[], [], []]
    assert {one.headers["Cache-Control"] for one in (form, page)} == {"no-store"} and form.headers["X-Robots-Tag"] == "noindex"
    assert "a@example.org" not in page.text and "shut on Mondays" not in page.text
    assert not any("127.0.0.1" in str(value) for value in vars(kept()[0]).values())


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"text": ""}, 422),
        ({"text": "   \n "}, 422),
        ({"text": "x" * 2_001}, 422),
        ({"contact": "x" * 201}, 422),
        ({"text": "a\u0000b"}, 422),
        ({"text": "a\u202eb"}, 422),
        ({"token": ""}, 422),
        ({"token": "nonsense"}, 422),
        ({"website": "http://spam"}, 422),
    ],
)
def test_what_cannot_be_taken_is_said_and_the_text_stays(client, changed, status):
    answer = send(client, **changed)

    assert (answer.status_code, kept()) == (status, []) and 'role="alert"' in answer.text
    if "text" not in changed:
        assert "The gate is shut on Mondays." in answer.text


def test_a_token_of_one_page_is_none_of_another(client, make_place):
    make_place("other")
    html = client.get("/en/report?page=places/other").text
    token = re.search(r'name="token" value="([^"]*)"', html)[1]

    assert send(client, token=token).status_code == 422


def test_a_token_ends_after_two_hours_and_the_text_stays_for_another_try(client):
    html = client.get("/en/report?page=places/hall").text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    with time_machine.travel(NOON + timedelta(hours=2, minutes=1), tick=False):
        answer = client.post("/en/report", data=fields | {"text": "Late but true"})
        again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.text))

        assert answer.status_code == 422 and "Late but true" in answer.text
        assert client.post("/en/report", data=again | {"text": "Late but true"}).status_code == 303


def test_hostile_words_are_text(client):
    answer = send(client, text="<script>alert(1)</script>", contact='"><img src=x>')
    refused = send(client, text="", contact='"><img src=x>')

    assert answer.status_code == 303
    assert "<img src=x>" not in refused.text


@pytest.mark.parametrize("page", ["", "places/none", "nonsense", "places/../x", "%3Cscript%3E", "places/hall/x"])
def test_a_page_that_is_not_there_is_the_guide_as_a_whole(client, page):
    assert send(client, page=page).status_code == 303
    assert (kept()[0].page_id, kept()[0].address) == (None, "")


def test_a_flood_is_stopped_for_an_hour(client):
    with writing() as session:
        for number in range(reports.MOST_AN_HOUR):
            session.add(Report(number=f"N{number}", address="", text="x", language="zh", at=clock.to_utc(clock.now()), state=ReportState.OPEN))

    assert send(client).status_code == 429
    with time_machine.travel(NOON + timedelta(hours=1, seconds=1), tick=False):
        assert send(client).status_code == 303


def test_a_contact_is_forgotten_after_ninety_days(client):
    send(client)
    with time_machine.travel(NOON + timedelta(days=89, hours=23), tick=False), writing() as session:
        assert reports.forget_contacts(session) == 0
    with time_machine.travel(NOON + timedelta(days=90), tick=False), writing() as session:
        assert reports.has_old_contacts(session)
        assert reports.forget_contacts(session) == 1

    assert (kept()[0].contact, kept()[0].text) == (None, "The gate is shut on Mondays.")


@pytest.mark.parametrize("number", ["XC-000000", "x", "%00", "<b>"])
def test_a_number_that_was_never_given_is_not_there(client, number):
    assert client.get(f"/en/report/{number}").status_code == 404
