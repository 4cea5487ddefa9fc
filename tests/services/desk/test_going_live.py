"""No publication undoes a later change: texts are joined, deeds outlive them, a clash is told and nothing is published."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from app import clock
from app.extensions import db
from app.models.page import Page
from app.services.desk import due, restoring
from app.services.desk.going_live import Live, settle
from app.services.desk.saving import Clashing, Saved, SaveRefused
from app.services.loading import load_content
from app.services.publishing import publish as put_live
from app.services.publishing import republish, withdraw
from app.services.statuses import set_status
from app.services.transactions import writing
from app.vocabulary import Family, State, Status
from tests.factories import document
from tests.services.content_folder import write_file
from tests.services.desk import editing
from tests.services.desk.acting import act, approve_all, create, edit, live, newest, publish, revisions, schedule, submit

NOON = "2027-01-20 12:00+08:00"
SCHEDULE = [{"starts": "2027-02-06", "ends": "2027-02-08", "opens": "19:00", "closes": "20:00"}]
CLOSURE = {"starts": "2027-02-01", "ends": "2027-02-10", "reason": {"zh": "修缮", "en": "Repairs"}}


@pytest.fixture
def author(person):
    return person("author")


@pytest.fixture
def publisher(person):
    return person("publisher")


@pytest.fixture(autouse=True)
def hands():
    with time_machine.travel(NOON, tick=False) as hands:
        yield hands


def page_of(make_event, make_place, make_trail, deed):
    """The page that a deed is done to, with a text that a draft then changes."""
    if deed is close_stop:
        for place in editing.PLACES[:4]:
            make_place(place)
        return make_trail("walk", stops=[editing.stop(place) for place in editing.PLACES[:4]])
    if deed is close_place:
        return make_place("museum", opening_hours="Tu-Su 09:00-17:00")
    return make_event("talk", schedule=SCHEDULE)


def cancel(session, page):
    set_status(session, page, Status.CANCELLED, note={"zh": "大风"})


def cancel_date(session, page):
    set_status(session, page, Status.CANCELLED, of="2027-02-07T19:00", note={"zh": "大风"})


def close_place(session, page):
    put_live(session, page, type(page.document).model_validate(page.content | {"hours_exceptions": [CLOSURE]}), origin="closure")


def close_stop(session, page):
    stops = [dict(stop) for stop in page.content["stops"]]
    stops[1]["closures"] = [CLOSURE]
    stops[2]["leg"] = {"closures": [CLOSURE]}
    put_live(session, page, type(page.document).model_validate(page.content | {"stops": stops}), origin="closure")


def take_down(session, page):
    page.withdrawn_reason = {"zh": "有误"}
    withdraw(session, page)


DEEDS = [cancel, cancel_date, close_place, close_stop, take_down]


def do(deed, page):
    with writing() as session:
        deed(session, session.get_one(Page, page.id, populate_existing=True))


def assert_outlived(deed, page):
    """The deed is still done, and the text is the new one."""
    content = live(page)
    assert content["summary"]["zh"] == "新的一句话。"
    state = db.session.get_one(Page, page.id).state
    assert state is (State.WITHDRAWN if deed is take_down else State.PUBLISHED)
    if deed is cancel:
        assert (content["status"], content["status_note"]) == ("cancelled", {"zh": "大风"})
    if deed is cancel_date:
        assert [(change["of"], change["status"]) for change in content["changes"]] == [("2027-02-07T19:00", "cancelled")]
    if deed is close_place:
        assert content["hours_exceptions"] == [CLOSURE]
    if deed is close_stop:
        assert (content["stops"][1]["closures"], content["stops"][2]["leg"]["closures"]) == ([CLOSURE], [CLOSURE])


NEW = {"summary": {"zh": "新的一句话。", "en": "One sentence."}}


@pytest.mark.parametrize("deed", DEEDS)
def test_older_draft_undoes_no_later_deed(make_event, make_place, make_trail, author, publisher, deed):
    page = page_of(make_event, make_place, make_trail, deed)
    revision = edit(page, author, **NEW)
    do(deed, page)

    outcome = publish(page, revision, publisher)

    assert isinstance(outcome, Live)
    assert_outlived(deed, page)


@pytest.mark.parametrize("deed", DEEDS)
def test_older_draft_saved_again_after_the_deed_undoes_it_neither(make_event, make_place, make_trail, author, publisher, deed):
    page = page_of(make_event, make_place, make_trail, deed)
    edit(page, author, **NEW)
    do(deed, page)

    publish(page, edit(page, author, keywords=["词"]), publisher)

    assert_outlived(deed, page)
    assert live(page)["keywords"] == ["词"]


@pytest.mark.parametrize("deed", DEEDS)
def test_scheduled_revision_undoes_no_later_deed(app, make_event, make_place, make_trail, author, publisher, deed, hands):
    page = page_of(make_event, make_place, make_trail, deed)
    schedule(page, edit(page, author, **NEW), clock.now() + timedelta(hours=1), publisher)
    do(deed, page)
    hands.shift(3600)

    due.do_due(app)

    assert_outlived(deed, page)


@pytest.mark.parametrize("deed", DEEDS)
def test_restored_revision_undoes_no_later_deed(make_event, make_place, make_trail, author, publisher, deed):
    page = page_of(make_event, make_place, make_trail, deed)
    publish(page, edit(page, author, **NEW), publisher)
    publish(page, edit(page, author, summary={"zh": "又改了。", "en": "One sentence."}), publisher)
    do(deed, page)
    old = revisions(page)[1]

    restored = act(restoring.restore, page, old, by=author, seen=live_number(page))
    publish(page, restored, publisher)

    assert_outlived(deed, page)


@pytest.mark.parametrize("deed", DEEDS)
def test_restoring_the_first_text_ever_undoes_no_deed_made_before_the_restore_is_published(
    make_event, make_place, make_trail, author, publisher, deed
):
    page = page_of(make_event, make_place, make_trail, deed)
    publish(page, edit(page, author, summary={"zh": "又改了。", "en": "One sentence."}), publisher)
    restored = act(restoring.restore, page, revisions(page)[0], by=author, seen=live_number(page))
    do(deed, page)

    publish(page, restored, publisher)

    assert live(page)["summary"]["zh"] == "一句话。"
    do(lambda session, found: None, page)
    edit(page, author, **NEW)
    publish(page, newest(page), publisher)
    assert_outlived(deed, page)


@pytest.mark.parametrize("deed", DEEDS)
def test_import_undoes_no_later_deed(app, tmp_path: Path, author, deed):
    folder, slug, family, fields = files_for(tmp_path, deed)
    with writing() as session:
        load_content(session, folder)
    page = db.session.query(Page).where(Page.slug == slug).one()
    do(deed, page)
    write_file(folder, family, slug, **fields, **NEW)

    with writing() as session:
        assert len(load_content(session, folder).differs) == 1
    with writing() as session:
        taken = {f"{family.value}s/{slug}": "file"}
        assert len(load_content(session, folder, take=taken).updated) == 1

    assert_outlived(deed, page)


def files_for(folder: Path, deed):
    """The content files of the page that a deed is done to."""
    for place in editing.PLACES[:4]:
        write_file(folder, Family.PLACE, place)
    family = {close_stop: Family.TRAIL, close_place: Family.PLACE}.get(deed, Family.EVENT)
    fields = {
        Family.TRAIL: {"stops": [editing.stop(place) for place in editing.PLACES[:4]]},
        Family.PLACE: {"opening_hours": "Tu-Su 09:00-17:00"},
        Family.EVENT: {"schedule": SCHEDULE},
    }[family]
    write_file(folder, family, "talk", **fields)
    return folder, "talk", family, fields


def live_number(page) -> int:
    db.session.rollback()
    return db.session.get_one(Page, page.id, populate_existing=True).revision


def test_deed_that_was_taken_back_is_not_brought_back_by_an_older_draft(make_event, author, publisher):
    page = make_event("talk", schedule=SCHEDULE)
    do(cancel, page)
    revision = edit(page, author, **NEW)
    do(lambda session, found: set_status(session, found, Status.SCHEDULED), page)

    publish(page, revision, publisher)

    assert "status" not in live(page)


def test_status_typed_before_a_deed_loses_against_it_even_when_the_deed_was_taken_back(make_event, author, publisher):
    page = make_event("talk", schedule=SCHEDULE)
    revision = edit(page, author, status="postponed", **NEW)
    do(cancel, page)
    do(lambda session, found: set_status(session, found, Status.SCHEDULED), page)

    outcome = publish(page, revision, publisher)

    assert ("status" in live(page), outcome.kept) == (False, ("status",))


def test_closure_typed_in_the_form_is_published_beside_one_made_meanwhile(make_place, author, publisher):
    page = make_place("museum", opening_hours="Tu-Su 09:00-17:00")
    mine = {"starts": "2027-03-01", "reason": {"zh": "换展", "en": "New show"}}
    revision = edit(page, author, hours_exceptions=[mine])
    do(close_place, page)

    publish(page, revision, publisher)

    assert sorted(one["starts"] for one in live(page)["hours_exceptions"]) == ["2027-02-01", "2027-03-01"]


def test_withdrawn_page_is_shown_again_only_by_putting_it_back(make_event, author, publisher, client):
    page = make_event("talk", schedule=SCHEDULE)
    do(take_down, page)
    outcome = publish(page, edit(page, author, **NEW), publisher)
    assert (outcome.is_withdrawn, client.get("/zh/events/talk").status_code in {404, 410}) == (True, True)

    do(republish, page)

    assert "新的一句话" in client.get("/zh/events/talk").text


def test_revision_whose_base_is_no_longer_live_is_joined_field_by_field(app, make_place, author, publisher, hands):
    page = make_place("museum")
    schedule(page, edit(page, author, phone="010-1"), clock.now() + timedelta(days=1), publisher)
    publish(page, edit(page, author, **NEW), publisher)
    hands.shift(24 * 3600)

    due.do_due(app)

    assert (live(page)["phone"], live(page)["summary"]["zh"]) == ("010-1", "新的一句话。")


def test_clash_is_not_published_and_the_publisher_is_told_with_both_texts(make_place, author, publisher):
    page = make_place("museum")
    scheduled = edit(page, author, phone="010-1")
    schedule(page, scheduled, clock.now() + timedelta(days=1), publisher)
    correction = edit(page, author, phone="010-2")
    publish(page, correction, publisher)
    act_unschedule(page, scheduled, publisher)

    told = publish(page, scheduled, publisher)

    assert isinstance(told, Clashing)
    assert [(clash.name, clash.mine, clash.theirs) for clash in told.clashes] == [("phone", "010-1", "010-2")]
    assert live(page)["phone"] == "010-2"


def act_unschedule(page, revision, publisher):
    from app.services.desk.releasing import unschedule

    act(unschedule, page, revision, by=publisher, steps=1)


def clashing(make_place, author, publisher):
    page = make_place("museum")
    older = edit(page, author, phone="010-1", website="https://www.bjxch.gov.cn")
    schedule(page, older, clock.now() + timedelta(days=1), publisher)
    publish(page, edit(page, author, phone="010-2"), publisher)
    act_unschedule(page, older, publisher)
    return page, older


@pytest.mark.parametrize(("side", "phone"), [("mine", "010-1"), ("theirs", "010-2")])
def test_clash_is_settled_by_choosing_and_then_published(make_place, author, publisher, side, phone):
    page, older = clashing(make_place, author, publisher)

    saved = act(settle, page, older, {"phone": side}, seen=live_number(page), by=publisher)
    assert isinstance(saved, Saved)
    publish(page, saved.revision, publisher)

    assert (live(page)["phone"], live(page)["website"]) == (phone, "https://www.bjxch.gov.cn")


def test_choice_about_a_live_text_that_moved_on_is_asked_again(make_place, author, publisher):
    page, older = clashing(make_place, author, publisher)
    seen = live_number(page)
    publish(page, edit(page, author, phone="010-3"), publisher)

    told = act(settle, page, older, {"phone": "mine"}, seen=seen, by=publisher)

    assert isinstance(told, Clashing)
    assert [clash.theirs for clash in told.clashes] == ["010-3"]


def test_settling_does_not_push_a_newer_draft_aside(make_place, author, publisher):
    page, older = clashing(make_place, author, publisher)
    edit(page, author, keywords=["新"])

    with pytest.raises(SaveRefused, match="newer_draft"):
        act(settle, page, older, {"phone": "mine"}, seen=live_number(page), by=publisher)


def test_editing_after_scheduling_begins_from_the_live_text(make_place, author, publisher):
    page = make_place("museum")
    schedule(page, edit(page, author, phone="010-1"), clock.now() + timedelta(days=1), publisher)

    publish(page, edit(page, author, **NEW), publisher)

    assert "phone" not in live(page)


def test_published_revision_is_the_very_one_that_was_approved(make_place, author, publisher, person):
    page = make_place("museum")
    revision = edit(page, author, **NEW)
    submit(page, revision, author, 2)
    approve_all(page, revision, person("reviewer"), person("reviewer"))

    outcome = publish(page, revision, publisher, 2)

    assert (outcome.revision.id, outcome.is_merged, len(revisions(page))) == (revision.id, False, 2)


def test_new_page_goes_live(app, author, publisher, client):
    page = create(Family.PLACE, "new", author, name={"zh": "新馆", "en": "New"})

    publish(page, newest(page), publisher)

    assert "新馆" in client.get("/zh/places/new").text


def test_restoring_brings_the_whole_text_back_and_keeps_the_draft_in_the_history(make_place, author, publisher):
    page = make_place("museum", name={"zh": "旧名", "en": "Old"})
    publish(page, edit(page, author, name={"zh": "新名", "en": "New"}, phone="010-1"), publisher)
    edit(page, author, phone="010-2")

    restored = act(restoring.restore, page, revisions(page)[0], by=author, seen=3)
    publish(page, restored, publisher)

    assert (live(page)["name"]["zh"], "phone" in live(page)) == ("旧名", False)
    assert [row.content.get("phone") for row in revisions(page)] == [None, "010-1", "010-2", None]


def test_restoring_over_a_draft_that_was_not_seen_is_refused(make_place, author):
    page = make_place("museum")
    edit(page, author, phone="010-1")

    with pytest.raises(SaveRefused, match="base"):
        act(restoring.restore, page, revisions(page)[0], by=author, seen=1)


def test_document_is_valid_after_every_random_mixture_of_texts_and_deeds(make_event, author, publisher):
    import random

    page = make_event("talk", schedule=SCHEDULE)
    rng, cancelled, published = random.Random(3), set(), 0
    for number in range(40):
        revision = edit(page, author, keywords=[f"词{number}"])
        days = rng.sample(["2027-02-06T19:00", "2027-02-07T19:00", "2027-02-08T19:00"], rng.randint(0, 2))
        for day in days:
            status = rng.choice([Status.CANCELLED, Status.SCHEDULED])
            do(lambda session, found, day=day, status=status: set_status(session, found, status, of=day), page)
            (cancelled.add if status is Status.CANCELLED else cancelled.discard)(day)
        published += isinstance(publish(page, revision, publisher), Live)
        assert {change["of"] for change in live(page).get("changes", ())} == cancelled
        assert live(page)["keywords"] == [f"词{number}"]
    assert published == 40
    assert document(Family.EVENT, **live(page))
