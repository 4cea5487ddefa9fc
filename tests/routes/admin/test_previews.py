"""Previews: one revision as it will look, by a signed link that ends; nothing else is shown, kept or written."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import MetaData, select

from app import clock
from app.extensions import db
from app.models.page import Page, Revision
from app.queries.facet_sets import SETS
from app.services.desk import previewing
from app.services.publishing import republish, save_revision, start_page, withdraw
from app.services.transactions import writing
from app.vocabulary import Family
from tests.conftest import make_app, renew
from tests.factories import document, publish_page

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=clock.BEIJING)
NAME, DRAFT = {"zh": "钟表馆", "en": "Museum of Clocks"}, {"zh": "新钟表馆", "en": "New Museum of Clocks"}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


def revise(page, **values):
    """Save a draft of a page, as the desk does, and give it."""
    with writing() as session:
        row = session.get_one(Page, page.id)
        return save_revision(session, row, document(row.family, **values), origin="desk")


def draft_of(family, slug, **values):
    """Begin a page that was never public, with one draft."""
    with writing() as session:
        page = start_page(session, family, slug)
        return save_revision(session, page, document(family, **values), origin="desk")


@pytest.fixture
def place(make_place):
    return make_place("clocks", name=NAME)


@pytest.fixture
def revision(place):
    return revise(place, name=DRAFT)


def link_to(app, revision, **more):
    """Give the address of a preview of a revision."""
    return "/admin/preview/" + previewing.link_for(revision, app.config["SECRET_KEY"], **more)


def dump():
    """Give every row of every table."""
    db.session.rollback()
    tables = MetaData()
    tables.reflect(db.engine)
    return {name: sorted(map(str, db.session.execute(select(table)).all())) for name, table in tables.tables.items()}


@pytest.mark.parametrize(("lang", "name"), [("zh", "新钟表馆"), ("en", "New Museum of Clocks"), ("zh-hant", "新鐘錶館")])
def test_a_draft_is_drawn_by_the_public_templates_in_each_language(app, client, revision, lang, name):
    address = link_to(app, revision)

    frame = client.get(f"{address}?lang={lang}")
    inner = client.get(re.search(r'<iframe src="([^"]+)"', frame.text)[1].replace("&amp;", "&"))

    assert (frame.status_code, inner.status_code) == (200, 200)
    assert re.search(rf"<h1[^>]*>\s*{name}", inner.text)
    assert f'<html lang="{ {"zh": "zh-Hans", "en": "en", "zh-hant": "zh-Hant"}[lang] }"' in inner.text
    assert f"<h1>{ {'zh': '钟表馆', 'en': 'Museum of Clocks', 'zh-hant': '鐘錶館'}[lang] }" in client.get(f"/{lang}/places/clocks").text.replace(
        "\n", ""
    )


def test_the_link_is_made_at_the_desk_and_opens_without_a_sign_in(editor, client, revision):
    made = editor.get(f"/admin/pages/places/clocks/preview/{revision.number}")
    path = urlsplit(made.location).path

    assert made.status_code == 303
    assert "新钟表馆" in client.get(path + "/page").text
    assert path in editor.get(path).text
    assert 'class="secret"' not in client.get(path).text


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_the_frame_is_as_wide_as_is_asked(app, client, revision, width):
    assert f'class="preview preview-{width}"' in client.get(f"{link_to(app, revision)}?width={width}").text


def test_what_is_asked_wrongly_is_as_if_nothing_was_asked(app, client, revision):
    for query in ("lang=fr&width=tv&at=tomorrow", "at=9999-01-01T00:00", "at=0001-01-01T00:00", "at=2027-02-30T10:00"):
        frame = client.get(f"{link_to(app, revision)}?{query}")
        assert frame.status_code == 200
        assert client.get(f"{link_to(app, revision)}/page?{query}").status_code == 200


def test_an_event_is_shown_as_at_any_minute(app, client, make_event):
    event = make_event("talk", schedule=[{"starts": "2027-01-10"}])
    revision = revise(event, schedule=[{"starts": "2027-02-06", "opens": "09:00", "closes": "11:00"}])
    shown = {at: client.get(f"{link_to(app, revision)}/page?lang=en&at={at}").text for at in ("", "2027-02-06T10:00", "2027-02-07T10:00")}

    assert "6 Feb 2027" in shown[""]
    assert len(set(shown.values())) == 2
    assert ["This is over" in text for text in shown.values()] == [False, False, True]
    assert clock.now() == NOW


def test_opening_hours_are_shown_as_at_that_minute(app, client, place):
    revision = revise(place, opening_hours="Sa 09:00-11:00")
    open_then, closed_then = (client.get(f"{link_to(app, revision)}/page?lang=en&at=2027-02-06T{time}").text for time in ("10:00", "12:00"))

    assert "is-open" in open_then
    assert "is-open" not in closed_then
    assert "Closed now" in closed_then


def test_a_page_that_was_never_public_is_shown_and_stays_absent(app, client):
    revision = draft_of(Family.EVENT, "secret-talk", name={"zh": "密谈", "en": "Quiet talk"}, schedule=[{"starts": "2027-02-06"}])

    assert "密谈" in client.get(link_to(app, revision) + "/page").text
    assert client.get("/zh/events/secret-talk").status_code == 404
    assert "密谈" not in client.get("/zh/events").text


def test_a_withdrawn_page_is_shown_and_stays_withdrawn(app, client, place, revision):
    with writing() as session:
        withdraw(session, session.get_one(Page, place.id))

    assert "新钟表馆" in client.get(link_to(app, revision) + "/page").text
    assert client.get("/zh/places/clocks").status_code == 410


@pytest.mark.parametrize("family", list(Family))
def test_every_family_can_be_previewed(app, client, make_place, family):
    for slug in ("here", "there"):
        make_place(slug)
    more = {"stops": [{"place": slug, "text": {"zh": "看", "en": "Look"}} for slug in ("here", "there")]} if family is Family.TRAIL else {}
    revision = draft_of(family, "tianqiao", name=DRAFT, **more)

    assert "新钟表馆" in client.get(link_to(app, revision) + "/page").text


def test_a_link_ends(app, client, revision):
    address = link_to(app, revision, hours=1)

    for minutes, status in ((59, 200), (60, 404), (10_000, 404)):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            assert [client.get(address + part).status_code for part in ("", "/page")] == [status, status]


def test_a_link_that_ended_is_not_opened_by_another_minute(app, client, revision):
    address = link_to(app, revision, hours=1)

    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert client.get(f"{address}/page?at=2026-11-25T12:01").status_code == 404


def forgeries(link):
    """Give a link changed in every way that somebody would try."""
    body, _dot, signature = link.rpartition(".")
    flipped = ("A" if signature[0] != "A" else "B") + signature[1:]
    yield from (
        body,
        f"{body}.",
        f"{body}.{flipped}",
        f".{signature}",
        link[:-1],
        link[1:],
        f"{link}A",
        link.replace(".", ""),
        "x",
        "1",
        "%00",
        "..",
        "a" * 4000,
    )
    yield previewing.signer("another secret that is long enough").dumps([1, 9_999_999_999])
    yield from (f"{other}.{signature}" for other in ("WzIsOTk5OTk5OTk5OV0", "WzEsOTk5OTk5OTk5OV0", "e30", "bnVsbA"))


def test_no_forged_link_opens_anything(app, client, revision):
    link = previewing.link_for(revision, app.config["SECRET_KEY"])

    for forged in forgeries(link):
        for part in ("", "/page"):
            answer = client.get(f"/admin/preview/{forged}{part}")
            assert answer.status_code in {302, 404}, forged
            assert "新钟表馆" not in answer.text


@pytest.mark.parametrize("values", [[], [1], [1, 2, 3], ["x", "y"], {}, None, [None, None], [10**30, 10**30], "1", [True, 9_999_999_999_999_999]])
def test_a_signed_link_of_another_form_opens_nothing(app, client, revision, values):
    link = previewing.signer(app.config["SECRET_KEY"]).dumps(values)

    assert client.get(f"/admin/preview/{link}").status_code == 404


def test_a_signature_made_for_something_else_opens_nothing(app, client, revision):
    from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer

    for made in (URLSafeSerializer, URLSafeTimedSerializer):
        link = made(app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps([revision.id, 9_999_999_999])
        assert client.get(f"/admin/preview/{link}").status_code == 404


def test_a_link_shows_its_own_revision_and_no_other(app, client, place, revision):
    later = revise(place, name={"zh": "再后来的馆", "en": "A later one"})

    assert "再后来" not in client.get(link_to(app, revision) + "/page").text
    assert "再后来" in client.get(link_to(app, later) + "/page").text


def test_a_preview_shows_no_other_draft(app, client, place, make_event, make_story):
    other = make_event("talk", venues=[{"place": "clocks"}], schedule=[{"starts": "2027-02-06"}], name={"zh": "公开讲座", "en": "Public talk"})
    revise(other, venues=[{"place": "clocks"}], schedule=[{"starts": "2027-02-06"}], name={"zh": "改名讲座", "en": "Renamed talk"})
    draft_of(
        Family.EVENT, "hidden", venues=[{"place": "clocks"}], schedule=[{"starts": "2027-02-06"}], name={"zh": "未公开讲座", "en": "Hidden talk"}
    )
    draft_of(Family.STORY, "tale", subjects=["places/clocks"], name={"zh": "未公开故事", "en": "Hidden tale"})
    gone = make_story("gone", subjects=["places/clocks"], name={"zh": "撤下的故事", "en": "Withdrawn tale"})
    with writing() as session:
        withdraw(session, session.get_one(Page, gone.id))
    text = client.get(link_to(app, revise(place, name=DRAFT)) + "/page").text

    assert "公开讲座" in text
    assert not any(word in text for word in ("改名讲座", "未公开讲座", "未公开故事", "撤下的故事"))


def test_the_link_to_a_deleted_revision_says_so(app, client, revision):
    address = link_to(app, revision)
    with writing() as session:
        session.delete(session.get_one(Revision, revision.id))

    assert [client.get(address + part).status_code for part in ("", "/page")] == [404, 404]


def test_a_text_that_todays_rules_refuse_is_said_to_have_faults(app, client, revision):
    with writing() as session:
        session.get_one(Revision, revision.id).content = {"name": {"zh": ""}}

    answer = client.get(link_to(app, revision) + "/page")

    assert (answer.status_code, "Traceback" in answer.text) == (404, False)


def test_a_preview_writes_nothing(app, client, make_series, make_event):
    make_series("fair", usually={"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月初一至初五", "en": "the first five days"}})
    event = make_event("fair-2027", series="fair", year=2027, schedule=[{"starts": "2027-02-06"}])
    revision = revise(event, series="fair", year=2028, schedule=[{"starts": "2028-01-26"}])
    before, known = dump(), SETS.catch_up(db.session()).__dict__["_version"]

    for query in ("", "?lang=en&at=2028-01-26T10:00"):
        assert client.get(link_to(app, revision) + "/page" + query).status_code == 200
        assert client.get(link_to(app, revision) + query).status_code == 200

    assert dump() == before
    assert SETS.catch_up(db.session()).__dict__["_version"] == known


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_preview_takes_nothing(app, client, editor, revision, method):
    before = dump()
    for part in ("", "/page"):
        assert getattr(client, method)(link_to(app, revision) + part).status_code in {302, 400, 404, 405}

    assert dump() == before


def test_a_preview_opened_first_after_a_withdrawal_brings_nothing_back(app, client, place, revision):
    client.get("/zh/places")
    with writing() as session:
        withdraw(session, session.get_one(Page, place.id))

    assert client.get(link_to(app, revision) + "/page").status_code == 200
    assert "钟表馆" not in client.get("/zh/places").text
    assert 'places/clocks"' not in client.get("/zh/neighbourhoods").text
    with writing() as session:
        republish(session, session.get_one(Page, place.id))
    assert "钟表馆" in client.get("/zh/places").text


def test_a_preview_is_kept_nowhere(app, client, revision):
    for part in ("", "/page"):
        answer = client.get(link_to(app, revision) + part)
        assert answer.headers["Cache-Control"].startswith("no-store")
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "X-Page-Cache" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_only_our_own_frame_may_hold_it(app, client, revision):
    frame, inner = (client.get(link_to(app, revision) + part).headers["Content-Security-Policy"] for part in ("", "/page"))

    assert "frame-src 'self'" in frame
    assert "frame-ancestors 'none'" in frame
    assert "frame-ancestors 'self'" in inner
    assert "frame-src" not in inner


def test_the_page_cache_never_keeps_a_preview_nor_shows_it_to_visitors(tmp_path):
    app = make_app(tmp_path, PAGE_CACHE="1")
    with app.app_context():
        renew()
        db.session.remove()
        place = publish_page(Family.PLACE, "clocks", name=NAME)
        address = link_to(app, revise(place, name=DRAFT))
        visitor = FlaskClient(app, app.response_class)

        first = visitor.get("/zh/places/clocks").text
        for _turn in range(2):
            assert "新钟表馆" in visitor.get(address + "/page").text
            assert visitor.get("/zh/places/clocks").text == first
        with time_machine.travel(NOW + timedelta(days=3), tick=False):
            assert visitor.get(address + "/page").status_code == 404
        db.session.remove()


def test_two_languages_and_minutes_of_one_link_do_not_mix(app, client, revision):
    address = link_to(app, revision) + "/page"
    english, chinese = client.get(f"{address}?lang=en&at=2027-02-06T10:00").text, client.get(f"{address}?lang=zh").text

    assert 'lang="en"' in english
    assert 'lang="zh-Hans"' in chinese
    assert clock.now() == NOW


def test_a_stranger_cannot_make_a_link(browser, outsider, revision):
    path = f"/admin/pages/places/clocks/preview/{revision.number}"

    assert browser().get(path).status_code == 302
    assert outsider.get(path).status_code == 404


def test_links_inside_leave_the_frame(app, client, revision):
    text = client.get(link_to(app, revision) + "/page").text

    assert re.findall(r'<a (?!target="_blank")[^>]*href="/[^"]*"', text) == []
