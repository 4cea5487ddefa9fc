"""Emergency change: two taps from a phone, at once, with a reason, written down, told to the reviewers afterwards."""

import re
from datetime import datetime

import pytest
import time_machine
from sqlalchemy import select

from app import clock
from app.extensions import db
from app.models.audit import Audit
from app.models.page import Page, Revision
from app.models.review import Review
from app.services.publishing import save_revision
from app.services.transactions import writing
from app.vocabulary import Family, Half, State, Verdict

EVENING = datetime(2027, 2, 5, 23, 0, tzinfo=clock.BEIJING)
DATES = [{"starts": "2027-02-06", "ends": "2027-02-27", "repeats": "weekly", "weekdays": ["sat"], "opens": "19:00", "closes": "21:00"}]
URGENT = "/admin/pages/events/talk/urgent"
TOMORROW = "2027-02-06T19:00"


@pytest.fixture(autouse=True)
def late():
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.fixture
def talk(make_event):
    return make_event("talk", name={"zh": "夜话", "en": "Night talk"}, schedule=DATES)


def live(slug="talk"):
    db.session.rollback()
    return db.session.scalars(select(Page).where(Page.slug == slug)).one()


def deeds():
    db.session.rollback()
    return db.session.scalars(select(Audit).order_by(Audit.id)).all()


def form_with(text, label):
    """Give where the form leads that holds the button with some words, and the fields a browser would send for a press on it."""
    for form in re.findall(r"<form.*?</form>", text, re.DOTALL):
        button = re.search(r'<button class="button[^>]*name="(\w+)" value="(\w*)"[^>]*>' + re.escape(label), form)
        if button:
            fields = re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"[^>]*checked', form)
            fields += re.findall(r'<input type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"', form)
            return re.search(r'action="([^"]+)"', form)[1], dict(fields) | {button[1]: button[2]}
    raise AssertionError(f"no button {label}")


def test_tomorrows_show_is_cancelled_in_two_taps_from_the_search_of_the_desk(publisher, talk, client):
    found = publisher.get("/admin/?q=夜话").text
    urgent = publisher.get(re.search(rf'href="({URGENT})"', found)[1])  # the first tap
    where, fields = form_with(urgent.text, "取消" if "取消" in urgent.text else "Cancel")
    answer = publisher.send(where, fields)  # the second

    assert (answer.status_code, answer.location) == (303, URGENT)
    assert live().content["changes"] == [{"of": TOMORROW, "status": "cancelled", "note": {"zh": "主办方通知。", "en": "Announced by the organiser."}}]
    assert "Announced by the organiser." in client.get("/en/events/talk").text


def test_any_other_date_is_two_taps_from_its_page(publisher, talk):
    urgent = publisher.get(URGENT).text
    link = next(href for href in re.findall(r'href="([^"]+/date/[^"]+)"', urgent) if "2027-02-13" in href)
    where, fields = form_with(publisher.get(link).text, "取消" if "取消" in urgent else "Cancel")

    assert publisher.send(where, fields).status_code == 303
    assert [(one["of"], one["status"]) for one in live().content["changes"]] == [("2027-02-13T19:00", "cancelled")]


@pytest.mark.parametrize("status", ["cancelled", "postponed", "full", "moved_online"])
def test_a_date_gets_its_status_and_goes_back(publisher, talk, status):
    assert publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": status, "cause": "weather"}).status_code == 303
    assert live().content["changes"] == [{"of": TOMORROW, "status": status, "note": {"zh": "因天气原因。", "en": "Because of the weather."}}]

    assert publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": "scheduled", "cause": "organiser"}).status_code == 303
    assert "changes" not in live().content


def test_a_date_is_moved_and_stays_there_when_it_is_then_cancelled(publisher, talk):
    publisher.send(
        f"{URGENT}/date/{TOMORROW}", {"status": "rescheduled", "cause": "venue", "starts": "2027-02-07", "opens": "15:00", "closes": "17:00"}
    )
    moved = live().content["changes"][0]
    publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": "cancelled", "cause": "illness"})

    assert (moved["starts"], moved["opens"], moved["closes"], moved["status"]) == ("2027-02-07", "15:00", "17:00", "rescheduled")
    assert live().content["changes"] == [
        moved | {"status": "cancelled", "note": {"zh": "因演职人员身体原因。", "en": "Because somebody taking part is ill."}}
    ]


def test_moving_without_a_new_time_keeps_what_was_typed(publisher, talk):
    answer = publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": "rescheduled", "note_zh": "剧场停电", "starts": "", "opens": ""})

    assert answer.status_code == 422
    assert "剧场停电" in answer.text
    assert 'role="alert"' in answer.text
    assert "changes" not in live().content


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"note_zh": "演员生病。"}, {"zh": "演员生病。", "en": "Cancelled. The reason is given in Chinese only."}),
        ({"note_en": "An actor is ill."}, {"zh": "已取消，原因见英文说明。", "en": "An actor is ill."}),
        ({"note_zh": "演员生病。", "note_en": "An actor is ill."}, {"zh": "演员生病。", "en": "An actor is ill."}),
    ],
)
def test_a_note_in_one_language_is_enough(publisher, talk, typed, said):
    publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": "cancelled", "cause": "organiser"} | typed)

    assert live().content["changes"][0]["note"] == said


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "cancelled"},
        {"status": "cancelled", "cause": "own"},
        {"status": "", "cause": "weather"},
        {"status": "gone", "cause": "weather"},
        {"status": "cancelled", "note_zh": "长" * 121},
    ],
)
def test_nothing_is_done_without_a_reason_and_a_choice(publisher, talk, fields):
    assert publisher.send(f"{URGENT}/date/{TOMORROW}", fields).status_code == 422
    assert "changes" not in live().content
    assert deeds() == []


def test_the_whole_event_is_cancelled_and_restored(publisher, talk):
    publisher.send(f"{URGENT}/all", {"status": "cancelled", "cause": "safety"})
    cancelled = live().content
    publisher.send(f"{URGENT}/all", {"status": "scheduled", "cause": "organiser"})

    assert (cancelled["status"], cancelled["status_note"]) == ("cancelled", {"zh": "为保证安全。", "en": "For reasons of safety."})
    assert not {"status", "status_note"} & set(live().content)


def test_an_operation_is_written_down_with_its_reason(publisher, talk):
    publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": "cancelled", "note_zh": "停电。"})

    (row,) = deeds()
    assert (row.deed, row.user_id, row.page_id) == ("status", publisher.user.id, talk.id)
    assert row.detail == {"of": TOMORROW, "status": "cancelled", "was": "scheduled", "reason": {"zh": "停电。", "en": ""}, "revision": 2}


def test_an_operation_resets_no_approval_and_leaves_drafts_alone(publisher, talk):
    with writing() as session:
        page = session.get_one(Page, talk.id)
        draft = save_revision(session, page, page.document.model_copy(update={"keywords": ("夜",)}), origin="desk")
        draft.state = State.APPROVED
        session.add(
            Review(
                page_id=page.id,
                revision_id=draft.id,
                half=Half.ZH,
                digest="a" * 64,
                step=1,
                reviewer_id=publisher.user.id,
                verdict=Verdict.APPROVED,
                at=clock.to_utc(clock.now()),
            )
        )
    publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": "cancelled", "cause": "weather"})

    db.session.rollback()
    rows = db.session.execute(select(Revision.number, Revision.state, Revision.origin).order_by(Revision.number)).all()
    assert [tuple(row) for row in rows] == [(1, State.PUBLISHED, "desk"), (2, State.APPROVED, "desk"), (3, State.PUBLISHED, "status")]
    assert [review.verdict for review in db.session.scalars(select(Review))] == [Verdict.APPROVED]


def test_it_is_done_at_once_however_many_reviews_are_set(publisher, talk, app, monkeypatch):
    from dataclasses import replace

    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], review_steps=3))

    assert publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": "cancelled", "cause": "weather"}).status_code == 303
    assert live().content["changes"][0]["status"] == "cancelled"


def test_reviewers_are_told_until_they_have_looked(desk, publisher, talk):
    reviewer = desk("reviewer")
    publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": "cancelled", "note_zh": "停电。"})

    told = reviewer.get("/admin/urgent").text
    assert "停电。" in told
    assert "夜话" in told
    number = re.search(r'name="up_to" value="(\d+)"', told)[1]
    publisher.send(f"{URGENT}/date/2027-02-13T19:00", {"status": "full", "cause": "organiser"})
    assert reviewer.send("/admin/urgent", {"up_to": number}).status_code == 303

    told = reviewer.get("/admin/urgent").text
    assert "停电。" not in told
    assert "2027年2月13日" in told


def test_nobody_is_told_of_their_own_deeds_or_of_pages_out_of_reach(publisher, outsider, talk):
    publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": "cancelled", "note_zh": "停电。"})

    assert "停电" not in publisher.get("/admin/urgent").text
    assert "停电" not in outsider.get("/admin/urgent").text


@pytest.mark.parametrize("role", ["author", "translator", "reviewer"])
def test_who_may_not_publish_finds_nothing_here(desk, talk, role):
    person = desk(role)

    assert person.get(URGENT).status_code == 404
    assert person.send(f"{URGENT}/date/{TOMORROW}", {"status": "cancelled", "cause": "weather"}).status_code == 404
    assert person.send(f"{URGENT}/withdraw", {"cause": "facts"}).status_code == 404
    assert deeds() == []


def test_publisher_of_another_organisation_or_family_finds_nothing_here(outsider, desk, talk):
    for person in (outsider, desk("publisher", families=["place"])):
        assert person.get(URGENT).status_code == 404
        assert person.send(f"{URGENT}/all", {"status": "cancelled", "cause": "weather"}).status_code == 404
    assert live().content.get("status") is None


def test_a_forged_cancellation_is_refused(publisher, talk):
    assert publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": "cancelled", "cause": "weather"}, token=None).status_code == 400
    assert "changes" not in live().content


@pytest.mark.parametrize("of", ["2027-02-07T19:00", "2027-01-30T19:00", "tomorrow", "2027-02-06T20:00"])
def test_a_date_that_there_is_not_leads_back_and_changes_nothing(publisher, talk, of):
    for answer in (publisher.get(f"{URGENT}/date/{of}"), publisher.send(f"{URGENT}/date/{of}", {"status": "cancelled", "cause": "weather"})):
        assert (answer.status_code, answer.location) == (303, URGENT)
    assert 'class="notice notice-status"' in publisher.get(URGENT).text
    assert "changes" not in live().content


def test_a_place_is_closed_from_today_and_opened_again(publisher, make_place, client):
    make_place(
        "hall",
        opening_hours="Mo-Su 09:00-22:00",
        hours_exceptions=[{"starts": "2027-02-06", "hours": "10:00-12:00", "reason": {"zh": "除夕。", "en": "New Year’s Eve."}}],
    )
    urgent = "/admin/pages/places/hall/urgent"

    assert publisher.send(f"{urgent}/close", {"starts": "2027-02-05", "ends": "2027-02-08", "cause": "repairs"}).status_code == 303
    assert live("hall").content["hours_exceptions"] == [
        {"starts": "2027-02-05", "ends": "2027-02-08", "reason": {"zh": "因维修施工。", "en": "Because of repairs."}}
    ]
    assert "Because of repairs." in client.get("/en/places/hall").text

    where = re.search(rf'action="({urgent}/open)"', publisher.get(urgent).text)[1]
    assert publisher.send(where, {"starts": "2027-02-05", "cause": "organiser"}).status_code == 303
    assert "hours_exceptions" not in live("hall").content
    assert [row.deed for row in deeds()] == ["closed", "opened"]


def test_opening_again_keeps_the_days_that_were_closed(publisher, make_place):
    make_place(
        "hall",
        opening_hours="Mo-Su 09:00-22:00",
        hours_exceptions=[{"starts": "2027-02-01", "until_further_notice": True, "reason": {"zh": "维修。"}}],
    )

    publisher.send("/admin/pages/places/hall/urgent/open", {"starts": "2027-02-01", "cause": "organiser"})

    assert live("hall").content["hours_exceptions"] == [{"starts": "2027-02-01", "ends": "2027-02-04", "reason": {"zh": "维修。"}}]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts": "2027-02-08", "ends": "2027-02-06", "cause": "repairs"}, 422),
        ({"starts": "8 Feb", "cause": "repairs"}, 422),
        ({"starts": "2027-02-08"}, 422),
        ({"starts": "2027-02-08", "cause": "repairs", "stop": "1"}, 422),
    ],
)
def test_a_closure_that_cannot_be_is_refused(publisher, make_place, fields, said):
    make_place("hall")

    assert publisher.send("/admin/pages/places/hall/urgent/close", fields).status_code == said
    assert "hours_exceptions" not in live("hall").content


def test_a_stop_and_the_way_to_it_are_closed_apart(publisher, make_place, make_trail):
    for slug in ("here", "there"):
        make_place(slug)
    make_trail("walk", stops=[{"place": slug, "text": {"zh": "看", "en": "Look"}} for slug in ("here", "there")])
    urgent = "/admin/pages/trails/walk/urgent"

    publisher.send(f"{urgent}/close", {"stop": "1", "starts": "2027-02-06", "cause": "repairs"})
    publisher.send(f"{urgent}/close", {"stop": "2", "part": "leg", "starts": "2027-02-07", "until_further_notice": "1", "cause": "safety"})
    assert publisher.send(f"{urgent}/close", {"stop": "1", "part": "leg", "starts": "2027-02-07", "cause": "safety"}).status_code == 422
    assert publisher.send(f"{urgent}/close", {"stop": "3", "starts": "2027-02-07", "cause": "safety"}).status_code == 422

    first, second = live("walk").content["stops"]
    assert first["closures"] == [{"starts": "2027-02-06", "reason": {"zh": "因维修施工。", "en": "Because of repairs."}}]
    assert second["leg"]["closures"] == [
        {"starts": "2027-02-07", "until_further_notice": True, "reason": {"zh": "为保证安全。", "en": "For reasons of safety."}}
    ]
    assert publisher.get(urgent).status_code == 200


def test_a_page_is_withdrawn_with_its_reason_and_put_back(publisher, talk, client):
    assert publisher.send(f"{URGENT}/withdraw", {"cause": "facts", "note_zh": "时间登错了。"}).status_code == 303
    gone = client.get("/en/events/talk")
    assert (gone.status_code, live().state) == (410, State.WITHDRAWN)
    assert "This page was withdrawn. The reason is given in Chinese only." in gone.text
    assert "时间登错了。" in client.get("/zh/events/talk").text

    assert publisher.send(f"{URGENT}/put-back", {"cause": "organiser"}).status_code == 303
    assert client.get("/en/events/talk").status_code == 200
    assert (live().state, live().withdrawn_reason) == (State.PUBLISHED, None)
    assert [row.deed for row in deeds()] == ["withdrawn", "put_back"]


def test_a_withdrawn_page_is_not_brought_back_by_a_status(publisher, talk):
    publisher.send(f"{URGENT}/withdraw", {"cause": "facts"})

    assert publisher.send(f"{URGENT}/all", {"status": "cancelled", "cause": "weather"}).status_code == 422
    assert live().state is State.WITHDRAWN


def test_a_page_put_back_after_its_end_is_not_withdrawn_again(publisher, talk):
    publisher.send(f"{URGENT}/withdraw", {"cause": "ended"})
    with writing() as session:
        session.get_one(Page, talk.id).until_at = datetime(2027, 2, 1)
    publisher.send(f"{URGENT}/put-back", {"cause": "organiser"})

    assert live().until_at is None


@pytest.mark.parametrize(
    "path", ["/admin/pages/stories/tale/urgent", "/admin/pages/series/lamps/urgent", "/admin/pages/neighbourhoods/tianqiao/urgent"]
)
def test_every_family_can_be_withdrawn(publisher, make_story, make_series, path):
    from tests.factories import publish_page

    make_story("tale")
    make_series("lamps")
    publish_page(Family.NEIGHBOURHOOD, "tianqiao")

    assert publisher.get(path).status_code == 200
    assert publisher.get(path + "/withdraw").status_code == 200
    assert publisher.send(path + "/withdraw", {"cause": "facts"}).status_code == 303


def test_a_draft_has_nothing_to_change_at_once(publisher, app):
    from app.services.publishing import start_page

    with writing() as session:
        start_page(session, Family.EVENT, "talk")

    assert publisher.get(URGENT).status_code == 200
    assert publisher.get(f"{URGENT}/all").status_code == 404
    assert publisher.send(f"{URGENT}/withdraw", {"cause": "facts"}).status_code == 422


def test_a_deleted_venue_does_not_stand_in_the_way(publisher, make_place, make_event):
    from app.services.publishing import delete

    make_place("hall")
    make_event("talk", schedule=DATES, venues=[{"place": "hall"}])
    with writing() as session:
        delete(session, session.scalars(select(Page).where(Page.slug == "hall")).one())

    assert publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": "cancelled", "cause": "weather"}).status_code == 303


def test_the_home_of_the_desk_tells_a_reviewer_and_no_author(desk, publisher, talk):
    publisher.send(f"{URGENT}/date/{TOMORROW}", {"status": "cancelled", "cause": "weather"})

    assert [re.search(r'href="/admin/urgent"', desk(role).get("/admin/").text) is not None for role in ("reviewer", "publisher", "author")] == [
        True,
        True,
        False,
    ]
    assert 'href="/admin/urgent"' not in publisher.get("/admin/").text
