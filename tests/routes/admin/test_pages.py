"""The lists of pages at the desk: found, filtered, sorted, a screenful at a time, and several pages at once."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.extensions import db
from app.models.page import Page
from app.vocabulary import State

Make = Callable[..., Page]
LIST = "/admin/pages"


def slugs(html: str) -> list[str]:
    return re.findall(r'href="/admin/pages/\w+/([a-z0-9-]+)"', html)


@pytest.fixture
def three(make_place: Make, make_story: Make) -> None:
    make_place(
        "baiyun-temple", name={"zh": "白云观", "en": "White Cloud Temple"}, kind="temple", subdistrict="guanganmenwai", checked_on="2026-01-05"
    )
    make_place("rain-hall", name={"zh": "听雨轩", "en": "Rain Hall"}, subdistrict="niujie")
    make_story("tea", name={"zh": "茶", "en": "Tea"})


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=白云", ["baiyun-temple"]),
        ("q=baiyun", ["baiyun-temple"]),
        ("q=bai+yun", ["baiyun-temple"]),
        ("q=cloud", ["baiyun-temple"]),
        ("q=rain-hall", ["rain-hall"]),
        ("family=story", ["tea"]),
        ("in=niujie", ["rain-hall"]),
        ("stale=1&family=place&q=白云", ["baiyun-temple"]),
        ("q=nothing-like-it", []),
        ("q=%25", []),
        ("q='; DROP TABLE page; --", []),
        ("family=nonsense&state=nonsense&order=nonsense&after=nonsense&q=tea", ["tea"]),
    ],
)
def test_pages_are_found_and_filtered(editor, three, query, found):
    answer = editor.get(f"{LIST}?{query}")

    assert (answer.status_code, list(dict.fromkeys(slugs(answer.text)))) == (200, found)


def test_pages_are_sorted_by_pinyin_or_by_the_newest_change(editor, three):
    assert list(dict.fromkeys(slugs(editor.get(LIST).text))) == ["baiyun-temple", "tea", "rain-hall"]
    assert next(iter(slugs(editor.get(f"{LIST}?order=change").text))) in {"tea", "rain-hall"}


def test_a_long_list_goes_on_page_by_page_and_misses_nothing(editor, make_place):
    for number in range(120):
        make_place(f"place-{number:03}", name={"zh": f"地{number:03}", "en": f"Place {number:03}"})
    seen, address = [], LIST
    for _ in range(10):
        html = editor.get(address).text
        seen += dict.fromkeys(slugs(html))
        following = re.search(r'href="(/admin/pages\?[^"]*after=[^"]+)"', html)
        if following is None:
            break
        address = following[1].replace("&amp;", "&")

    assert len(seen) == len(set(seen)) == 120


def test_a_list_asks_as_often_for_forty_pages_as_for_four(editor, make_place, count_queries):
    for number in range(4):
        make_place(f"few-{number}")
    few = count_queries(lambda: editor.get(LIST))
    for number in range(36):
        make_place(f"many-{number}")

    assert count_queries(lambda: editor.get(LIST)) == few


def test_an_empty_list_says_so_and_leads_on(editor):
    answer = editor.get(LIST)

    assert answer.status_code == 200 and "/admin/new" in answer.text


def page(slug: str) -> Page:
    db.session.expire_all()
    return db.session.scalars(select(Page).where(Page.slug == slug)).one()


def test_several_pages_are_withdrawn_at_once_with_a_reason(publisher, three, client):
    chosen = [("page", str(page(slug).id)) for slug in ("baiyun-temple", "tea")]
    asked = publisher.send(f"{LIST}/withdraw", chosen)
    done = publisher.send(f"{LIST}/withdraw", [*chosen, ("sure", "1"), ("cause", "other"), ("note_zh", "核实中")])

    assert (asked.status_code, done.status_code) == (200, 303)
    assert [page(slug).state for slug in ("baiyun-temple", "tea", "rain-hall")] == [State.WITHDRAWN, State.WITHDRAWN, State.PUBLISHED]
    assert client.get("/zh/places/baiyun-temple").status_code == 410


def test_pages_of_others_are_left_as_they_are(desk, three):
    chosen = [("page", str(page(slug).id)) for slug in ("rain-hall", "tea")]
    desk("publisher", families=["story"]).send(f"{LIST}/withdraw", [*chosen, ("sure", "1"), ("cause", "other"), ("note_zh", "核实中")])

    assert (page("rain-hall").state, page("tea").state) == (State.PUBLISHED, State.WITHDRAWN)


def test_several_pages_are_marked_as_checked_today(editor, three):
    answer = editor.send(f"{LIST}/checked", [("page", str(page("baiyun-temple").id)), ("page", "999999"), ("page", "x")])

    assert answer.status_code == 303
    assert page("baiyun-temple").state is State.PUBLISHED
