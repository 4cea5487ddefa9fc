"""The home of the desk: the greeting by the hour, the pages found, what was typed."""

from datetime import datetime

import pytest
import time_machine

from app import clock
from app.models.review import Draft
from app.services.transactions import writing

HOURS = [
    (3, ("Up late", "夜深了")),
    (9, ("Good morning", "早上好")),
    (14, ("Good afternoon", "下午好")),
    (20, ("Good evening", "晚上好")),
]


@pytest.mark.parametrize(("hour", "words"), HOURS)
def test_greeting_knows_the_hour_in_beijing(browser, make_user, sign_in, hour, words):
    with time_machine.travel(datetime(2026, 11, 25, hour, 30, tzinfo=clock.BEIJING), tick=False):
        page = sign_in(browser(), make_user("author")).get("/admin/").text

    assert any(f"<h1>{word}" in page for word in words)
    assert f"{hour:02}:30" in page


@pytest.mark.parametrize("asked", ["庙会", "changdian", "FAIR", "temple fair", "厂甸", "changdian-2027"])
def test_page_is_found_by_chinese_pinyin_english_and_address(editor, make_event, asked):
    make_event("changdian-2027", name={"zh": "厂甸庙会", "en": "Changdian Temple Fair"})
    make_event("other", name={"zh": "讲座", "en": "A talk"})

    page = editor.get("/admin/", query_string={"q": asked}).text

    assert page.count("desk-list-text") == 1 and "厂甸庙会" in page


@pytest.mark.parametrize("asked", ["%", "_", "\\", "' OR 1=1", "<b>", "x" * 500, "\x00", "没有"])
def test_strange_words_find_nothing_and_break_nothing(editor, make_event, asked):
    make_event("fair", name={"zh": "厂甸庙会", "en": "Temple fair"})

    response = editor.get("/admin/", query_string={"q": asked})

    assert (response.status_code, "desk-list-text" in response.text) == (200, False)


def test_pages_out_of_reach_are_not_found(outsider, make_event):
    make_event("fair", name={"zh": "厂甸庙会", "en": "Temple fair"})

    assert "desk-list-text" not in outsider.get("/admin/?q=fair").text


def test_what_was_typed_and_not_saved_is_mine_alone(editor, reviewer, make_event):
    page = make_event("fair", name={"zh": "厂甸庙会", "en": "Temple fair"})
    with writing() as session:
        session.add(Draft(page_id=page.id, user_id=editor.user.id, values={"name": {"zh": ""}}, based_on=1, saved_at=datetime(2026, 11, 25, 12, 0)))

    assert "厂甸庙会" in editor.get("/admin/").text and "20:00" in editor.get("/admin/").text
    assert "厂甸庙会" not in reviewer.get("/admin/").text


def test_home_asks_the_database_as_often_for_one_page_as_for_three(editor, make_event, count_queries):
    make_event("fair-1", name={"zh": "庙会一", "en": "Fair 1"})
    one = count_queries(lambda: editor.get("/admin/?q=fair"))
    make_event("fair-2", name={"zh": "庙会二", "en": "Fair 2"}), make_event("fair-3", name={"zh": "庙会三", "en": "Fair 3"})

    assert count_queries(lambda: editor.get("/admin/?q=fair")) == one


@pytest.mark.parametrize(("role", "people"), [("author", False), ("translator", False), ("reviewer", False), ("publisher", False), ("admin", True)])
def test_ways_are_those_that_are_open(desk, role, people):
    assert ('href="/admin/people"' in desk(role).get("/admin/").text) == people
