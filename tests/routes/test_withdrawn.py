"""The address of a withdrawn page: 410, why, and where else to go; nothing of its text."""

from datetime import datetime

import pytest
from sqlalchemy import select

from app.models.page import Page
from app.services.publishing import start_page, withdraw
from app.services.transactions import writing
from app.vocabulary import Family
from tests.factories import publish_page

REASON = {"zh": "内容有误，正在核对。", "en": "Something was wrong."}
NEAR = {"lat": 39.8901, "lon": 116.3801, "accuracy_m": 50, "origin": "OpenStreetMap"}


def take_down(slug, reason=REASON, until=None):
    with writing() as session:
        page = session.scalars(select(Page).where(Page.slug == slug)).one()
        page.withdrawn_reason, page.until_at = reason, until
        withdraw(session, page)


@pytest.fixture
def hall(make_place, make_series, make_event):
    """A withdrawn place with a neighbour, a series and an event."""
    make_place("next-door", name={"zh": "隔壁", "en": "Next door"}, point=NEAR)
    make_place("hall", name={"zh": "甲馆", "en": "The hall"}, former_slugs=["old-hall"], body={"zh": "旧正文。", "en": "The old text."})
    make_series("fair", name={"zh": "庙会", "en": "The fair"}, venues=[{"place": "hall"}])
    make_event("talk", name={"zh": "讲座", "en": "The talk"}, venues=[{"place": "hall"}], schedule=[{"starts": "2027-02-06"}])
    take_down("hall")


@pytest.mark.parametrize(("lang", "said"), [("zh", "内容有误，正在核对。"), ("en", "Something was wrong."), ("zh-hant", "內容有誤，正在核對。")])
def test_it_says_why_and_offers_what_is_still_there(client, hall, lang, said):
    answer = client.get(f"/{lang}/places/hall")

    assert answer.status_code == 410
    assert said in answer.text
    assert [f"/{lang}/{path}" in answer.text for path in ("places/next-door", "series/fair", "events/talk")] == [True] * 3
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_nothing_of_its_text_is_shown(client, hall):
    text = client.get("/en/places/hall").text

    assert "The old text." not in text
    assert "One sentence." not in text


@pytest.mark.parametrize("path", ["places/hall/card", "places/hall.ics", "places/old-hall"])
def test_every_address_of_the_page_says_so(client, hall, path):
    answer = client.get(f"/en/{path}")

    assert (answer.status_code, "Something was wrong." in answer.text) == (410, True)


def test_it_offers_no_page_that_is_not_public_itself(client, hall):
    take_down("fair")

    assert "The fair" not in client.get("/en/places/hall").text


def test_a_page_whose_time_is_over_says_that(client, make_place):
    make_place("hall")
    take_down("hall", reason=None, until=datetime(2026, 1, 1))

    assert "This page was shown for a time that is over." in client.get("/en/places/hall").text


def test_a_draft_that_was_never_public_stays_a_404(client, app):
    with writing() as session:
        start_page(session, Family.PLACE, "secret")

    assert client.get("/en/places/secret").status_code == 404


def test_another_page_at_its_former_address_is_shown(client, hall):
    publish_page(Family.PLACE, "old-hall", name={"zh": "乙馆", "en": "Another"})

    assert "Another" in client.get("/en/places/old-hall").text


@pytest.mark.parametrize("family", list(Family))
def test_every_family_explains_itself(client, make_place, family):
    for slug in ("here", "there"):
        make_place(slug)
    more = {"stops": [{"place": slug, "text": {"zh": "看", "en": "Look"}} for slug in ("here", "there")]} if family is Family.TRAIL else {}
    page = publish_page(family, "tianqiao", **more)
    take_down("tianqiao")
    folder = {"story": "stories", "series": "series"}.get(page.family.value, page.family.value + "s")

    assert client.get(f"/zh/{folder}/tianqiao").status_code == 410
