"""Review, publishing and history at the desk: whole ways through real forms, on real pages."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine

from app import clock
from app.extensions import db
from app.models.page import Page, Revision
from app.services.desk import heads
from app.vocabulary import State
from tests.services.desk.acting import edit, live, revisions, schedule

NOON = "2027-01-20 12:00+08:00"


@pytest.fixture(autouse=True)
def hands():
    with time_machine.travel(NOON, tick=False) as hands:
        yield hands


@pytest.fixture
def page(make_place) -> Page:
    return make_place("museum", name={"zh": "小馆", "en": "Small Museum"})


@pytest.fixture
def draft(page, make_user) -> Revision:
    return edit(page, make_user("author"), phone="010-1", summary={"zh": "新的一句。", "en": "One sentence."})


def at(revision: Revision, deed: str = "") -> str:
    return f"/admin/pages/places/museum/publishing/{revision.number}" + (f"/{deed}" if deed else "")


def state_of(revision: Revision) -> State:
    db.session.rollback()
    return db.session.get_one(Revision, revision.id, populate_existing=True).state


def test_way_through_review_to_the_public(client, editor, reviewer, publisher, page, draft):
    assert editor.send(at(draft, "submit"), {"reviewer": reviewer.user.id}).status_code == 303
    assert "小馆" in reviewer.get("/admin/waiting").text
    for half in ("zh", "en"):
        assert reviewer.send(at(draft, "approve"), {"half": half}).status_code == 303
    assert state_of(draft) is State.APPROVED

    assert publisher.send(at(draft, "publish"), {"when": "now"}).status_code == 303

    assert "新的一句" in client.get("/zh/places/museum").text
    assert revisions(page)[1].published_at is not None


def test_page_says_what_publishing_changes_in_words(reviewer, draft):
    text = reviewer.get(at(draft)).text

    assert "<ins>010-1</ins>" in text
    assert re.search(r"<del>一</del><ins>新的一</ins>句|<ins>新的</ins>一句", text)


def test_reviewer_sends_it_back_with_comments_that_the_author_finds(desk, reviewer, page, make_user, sign_in, browser):
    author = make_user("author")
    draft = edit(page, author, phone="010-1")
    home = sign_in(browser(), author)
    home.send(at(draft, "submit"))

    sent = reviewer.send(at(draft, "ask"), {"half": "zh", "note": "请打电话核对", "comment.phone": "空号"})

    assert (sent.status_code, state_of(draft)) == (303, State.DRAFT)
    text = home.get(at(draft)).text
    assert "请打电话核对" in text and "空号" in text
    assert at(draft) in home.get("/admin/waiting").text


def test_asking_without_a_word_comes_back_with_what_was_typed(reviewer, editor, draft):
    editor.send(at(draft, "submit"))

    answer = reviewer.send(at(draft, "ask"), {"half": "en", "note": "   "})

    assert answer.status_code == 422
    assert re.search(r'value="en" checked', answer.text)


def test_publishing_at_a_beijing_time(publisher, page, draft):
    answer = publisher.send(at(draft, "publish"), {"when": "later", "at_day": "2027-02-06", "at_time": "10:00", "until_day": "", "until_time": ""})

    db.session.rollback()
    row = db.session.get_one(Revision, draft.id, populate_existing=True)
    assert (answer.status_code, row.state, row.publish_at) == (303, State.SCHEDULED, datetime(2027, 2, 6, 2, 0))
    assert "10:00" in publisher.get(at(draft)).text
    assert publisher.send(at(draft, "unschedule")).status_code == 303
    assert state_of(draft) is State.APPROVED


@pytest.mark.parametrize(
    "typed", [{"at_day": "2027-02-06"}, {"at_day": "2027-01-01", "at_time": "10:00"}, {"at_day": "六号", "at_time": "十点"}, {"at_time": "10:00"}]
)
def test_time_that_cannot_be_comes_back_with_what_was_typed(publisher, draft, typed):
    answer = publisher.send(at(draft, "publish"), {"when": "later", **typed})

    assert (answer.status_code, state_of(draft)) == (422, State.DRAFT)
    assert all(f'value="{value}"' in answer.text for value in typed.values())


def test_publishing_until_a_time_and_without_end_again(publisher, page, make_user, draft):
    publisher.send(at(draft, "publish"), {"when": "now", "until_day": "2027-02-10", "until_time": "18:00"})
    db.session.rollback()
    assert db.session.get_one(Page, page.id, populate_existing=True).until_at == datetime(2027, 2, 10, 10, 0)

    again = edit(page, make_user("author"), phone="010-2")
    assert 'value="2027-02-10"' in publisher.get(at(again)).text
    publisher.send(at(again, "publish"), {"when": "now", "until_day": "", "until_time": ""})

    db.session.rollback()
    assert db.session.get_one(Page, page.id, populate_existing=True).until_at is None


def test_gate_asks_for_a_reason_and_takes_it(publisher, page, make_user):
    draft = edit(page, make_user("author"), body={"zh": "正文。"})

    refused = publisher.send(at(draft, "publish"), {"when": "now"})
    assert refused.status_code == 422
    (name,) = set(re.findall(r'name="(reason\.\w+)"', refused.text))
    assert publisher.send(at(draft, "publish"), {"when": "now", name: "明天补英文"}).status_code == 303

    assert "en" not in live(page)["body"]


def test_clash_is_shown_side_by_side_and_settled_without_script(publisher, page, make_user):
    author = make_user("author")
    older = edit(page, author, phone="010-1")
    schedule(page, older, clock.now() + timedelta(days=1), publisher.user)
    newer = edit(page, author, phone="010-2")
    publisher.send(at(newer, "publish"), {"when": "now"})
    publisher.send(at(older, "unschedule"))

    told = publisher.send(at(older, "publish"), {"when": "now"})

    assert told.status_code == 409
    assert "010-1" in told.text and "010-2" in told.text
    seen = re.search(r'name="seen" value="(\d+)"', told.text)[1]
    saved = publisher.send(at(older, "settle"), {"seen": seen, "choice.phone": "mine"})
    assert saved.status_code == 303
    publisher.send(saved.location + "/publish", {"when": "now"})
    assert live(page)["phone"] == "010-1"


def test_choice_that_was_not_made_publishes_nothing(publisher, page, make_user):
    author = make_user("author")
    older = edit(page, author, phone="010-1")
    schedule(page, older, clock.now() + timedelta(days=1), publisher.user)
    publisher.send(at(edit(page, author, phone="010-2"), "publish"), {"when": "now"})
    publisher.send(at(older, "unschedule"))

    assert publisher.send(at(older, "settle"), {"seen": "3"}).status_code == 409
    assert live(page)["phone"] == "010-2"


def test_history_shows_who_when_and_why_and_compares(editor, page, make_user):
    author = make_user("author", name="林编辑")
    edit(page, author, phone="010-1")
    second = edit(page, author, phone="010-2", name={"zh": "小馆", "en": "Smaller Museum"})

    text = editor.get("/admin/pages/places/museum/history").text
    compared = editor.get("/admin/pages/places/museum/history/compare?from=1&to=3").text

    assert text.count("林编辑") == 2
    assert "<ins>010-2</ins>" in compared and "Small<ins>er</ins>" not in compared
    assert "<del>Small</del><ins>Smaller</ins> Museum" in compared
    assert second.number == 3


def test_old_version_is_restored_as_the_newest_draft(editor, page, draft):
    asked = editor.get("/admin/pages/places/museum/history/1/restore").text
    seen = re.search(r'name="seen" value="(\d+)"', asked)[1]

    answer = editor.send("/admin/pages/places/museum/history/1/restore", {"seen": seen, "why": "改错了"})

    assert answer.status_code == 303
    db.session.rollback()
    head = heads.head(db.session(), db.session.get_one(Page, page.id))
    assert ("phone" in head.values, head.revision.why, head.number) == (False, "改错了", 3)


def test_restoring_over_what_was_not_seen_comes_back(editor, page, draft):
    answer = editor.send("/admin/pages/places/museum/history/1/restore", {"seen": "1", "why": "改错了"})

    assert answer.status_code == 409
    assert 'value="改错了"' in answer.text


@pytest.mark.parametrize("deed", ["submit", "approve", "ask", "publish", "unschedule", "dismiss", "settle"])
def test_stranger_to_the_page_finds_nothing(outsider, draft, deed):
    assert outsider.send(at(draft, deed)).status_code == 404
    assert outsider.get(at(draft)).status_code == 404


@pytest.mark.parametrize("path", ["history", "history/compare?to=2", "history/1/restore", "publishing", "publishing/2"])
def test_stranger_to_the_page_reads_nothing(outsider, draft, path):
    assert outsider.get(f"/admin/pages/places/museum/{path}").status_code == 404


@pytest.mark.parametrize(("deed", "form"), [("approve", {"half": "zh"}), ("publish", {"when": "now"}), ("dismiss", {}), ("settle", {})])
def test_author_may_neither_approve_nor_publish(editor, draft, deed, form):
    assert editor.send(at(draft, deed), form).status_code == 404
    assert state_of(draft) is State.DRAFT


@pytest.mark.parametrize("path", ["publishing/99", "history/compare?to=99", "history/compare?from=98&to=1", "history/99/restore"])
def test_version_that_never_was_is_absent(editor, page, path):
    assert editor.get(f"/admin/pages/places/museum/{path}").status_code == 404


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_a_version_is_whole_in_both_languages(desk, page, make_user, make_event, make_trail, language):
    author = make_user("author", name="林编辑")
    draft = edit(page, author, phone="010-1", name={"zh": "小馆新", "en": ""}, also_known_as=["别名"])
    who = desk("publisher", language=language)

    paths = ["publishing/2", "publishing/1", "history", "history/compare?to=2&from=1", "history/compare?to=1", "history/1/restore"]
    answers = [who.get(f"/admin/pages/places/museum/{path}") for path in paths]

    assert [answer.status_code for answer in answers] == [200] * len(paths)
    assert draft.number == 2 and who.get("/admin/waiting").status_code == 200


def test_waiting_list_costs_the_same_with_one_page_and_with_three(count_queries, desk, make_place, make_user):
    author, reviewer = make_user("author"), desk("reviewer")
    counts = []
    for number in range(3):
        page = make_place(f"place-{number}")
        revision = edit(page, author, phone="010-1")
        from tests.services.desk.acting import submit

        submit(page, revision, author)
        reviewer.get("/admin/waiting")
        counts.append(count_queries(lambda: reviewer.get("/admin/waiting")))
    assert counts[0] == counts[2]


def test_history_costs_the_same_with_one_version_and_with_five(count_queries, editor, page, make_user):
    author = make_user("author")
    path = "/admin/pages/places/museum/history"
    editor.get(path)
    edit(page, author, phone="010-0")
    one = count_queries(lambda: editor.get(path))
    for number in range(4):
        edit(page, author, phone=f"010-{number + 1}")

    assert count_queries(lambda: editor.get(path)) == one


def test_script_in_a_text_comment_or_reason_is_shown_as_text(reviewer, editor, page, make_user):
    nasty = "<script>alert(1)</script>"
    draft = edit(page, make_user("author", name=nasty), phone=nasty)
    editor.send(at(draft, "submit"))
    reviewer.send(at(draft, "ask"), {"half": "zh", "note": nasty, f"comment.{nasty}": nasty})

    for path in ("publishing/2", "history", "history/compare?from=1&to=2"):
        assert nasty not in reviewer.get(f"/admin/pages/places/museum/{path}").text
