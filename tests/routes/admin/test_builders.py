"""The tools of the form, through real posts: words, links and names are read into the fields, and nothing is saved."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from app import clock
from app.extensions import db
from app.models.page import Page, Revision
from app.services.desk import pickers
from tests.routes.admin.conftest import DeskClient
from tests.routes.admin.posting import fields_of

Desk = Callable[..., DeskClient]
Make = Callable[..., Page]
NOON = datetime(2026, 11, 25, 12, tzinfo=clock.BEIJING)


@pytest.fixture(autouse=True)
def november() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def read(desk: DeskClient, address: str, path: str, words: str, **more: str) -> str:
    """Press the button of a tool on a page's form, and give the page that comes back."""
    fields = [(name, value) for name, value in fields_of(desk.get(address).text) if name != f"_words.{path}" and name not in more]
    answer = desk.send(address, [*fields, (f"_words.{path}", words), *more.items(), ("_do", f"read {path}")])
    assert answer.status_code == 200
    return answer.text


def values_of(html: str, start: str) -> dict[str, str]:
    return {name: value for name, value in fields_of(html) if name.startswith(start) and value}


def test_a_weekly_schedule_is_read_and_its_next_twelve_dates_are_shown(desk: Desk, make_event: Make) -> None:
    make_event("talks")

    html = read(desk("author"), "/admin/pages/events/talks", "schedule", "每周六、日 9:00–17:00，至2月20日，12月5日除外")

    found = values_of(html, "schedule.")
    assert (found["schedule.0.starts"], found["schedule.0.ends"], found["schedule.0.repeats"]) == ("2026-11-28", "2027-02-20", "weekly")
    assert (found["schedule.0.opens"], found["schedule.0.closes"], found["schedule.0.but_not"]) == ("09:00", "17:00", "2026-12-05")
    assert html.count("<li><time datetime=") == 12
    assert "2026-12-05" not in html.partition('class="build-dates"')[2].partition("</ol>")[0]


def test_what_is_not_understood_is_named_and_changes_nothing(desk: Desk, make_event: Make) -> None:
    make_event("talks", schedule=[{"starts": "2027-03-05", "opens": "19:30"}])
    client = desk("author")

    html = read(client, "/admin/pages/events/talks", "schedule", "2月30日 10:00 <b>")

    assert values_of(html, "schedule.0.starts") == {"schedule.0.starts": "2027-03-05"}
    assert "&lt;b&gt;" in html and 'class="fault"' in html


def test_dates_on_which_the_venue_is_closed_are_named(desk: Desk, make_event: Make, make_place: Make) -> None:
    make_place("hall", opening_hours="Tu-Su 09:00-17:00")
    make_event("talks", venues=[{"place": "hall"}])

    html = read(desk("author"), "/admin/pages/events/talks", "schedule", "2026年12月7日 10:00，2026年12月8日 10:00")

    assert "2026-12-07 10:00" in html.partition("build-dates")[2] and "2026-12-08 10:00" not in html


def test_opening_hours_are_read_with_the_last_entry_and_the_week_is_shown(desk: Desk, make_place: Make) -> None:
    make_place("hall")

    html = read(desk("author"), "/admin/pages/places/hall", "opening_hours", "周二至周日9:00–17:00（16:30停止入场），周一闭馆")

    assert values_of(html, "opening_hours") == {"opening_hours": "Tu-Su 09:00-17:00"}
    assert values_of(html, "last_entry_min") == {"last_entry_min": "30"}
    assert html.partition('class="build-dates"')[2].partition("</ol>")[0].count("<li>") == 7


@pytest.mark.parametrize(
    ("words", "datum"),
    [
        ("116.372100,39.923900", "wgs84"),
        ("https://uri.amap.com/marker?position=116.3721,39.9239&coordinate=wgs84", ""),
    ],
)
def test_a_pasted_point_is_taken_over_and_drawn(words: str, datum: str, desk: Desk, make_place: Make) -> None:
    make_place("hall")

    html = read(desk("author"), "/admin/pages/places/hall", "point", words, **{"_datum.point": datum})

    found = values_of(html, "point.")
    assert (found["point.lat"], found["point.lon"]) == ("39.9239", "116.3721")
    assert "<svg" in html.partition("build-map")[2]


def test_numbers_without_their_map_are_asked_about(desk: Desk, make_place: Make) -> None:
    make_place("hall", point=None)

    html = read(desk("author"), "/admin/pages/places/hall", "point", "116.3721,39.9239")

    assert values_of(html, "point.lat") == {} and 'class="fault"' in html


def test_a_point_outside_the_district_is_taken_only_when_confirmed(desk: Desk, make_place: Make) -> None:
    make_place("hall", point=None)
    client, far = desk("author"), "116.4600,39.9200"

    first = read(client, "/admin/pages/places/hall", "point", far, **{"_datum.point": "wgs84"})
    second = read(client, "/admin/pages/places/hall", "point", far, **{"_datum.point": "wgs84", "_outside.point": "yes"})

    assert values_of(first, "point.lat") == {} and 'name="_outside.point"' in first
    assert values_of(second, "point.lat") == {"point.lat": "39.92"}


def test_a_place_is_found_by_its_name_and_its_point_taken(desk: Desk, make_place: Make) -> None:
    make_place("hall", point=None)
    make_place("dagoba", name={"zh": "妙应寺白塔", "en": "White Dagoba"})
    client = desk("author")

    html = read(client, "/admin/pages/places/hall", "point", "白塔")
    assert 'value="take point|dagoba"' in html
    taken = client.send("/admin/pages/places/hall", [*fields_of(html), ("_do", "take point|dagoba")])

    page = db.session.scalar(select(Page).where(Page.slug == "dagoba"))
    assert page is not None and float(values_of(taken.text, "point.lat")["point.lat"]) == page.lat


def test_reading_saves_nothing(desk: Desk, make_event: Make) -> None:
    make_event("talks")
    before = db.session.scalar(select(func.count()).select_from(Revision))

    read(desk("author"), "/admin/pages/events/talks", "schedule", "every Friday 19:30 until 26 February")

    assert db.session.scalar(select(func.count()).select_from(Revision)) == before


def test_a_form_with_lines_shows_their_next_dates_at_once(desk: Desk, make_event: Make) -> None:
    make_event("talks", schedule=[{"starts": "2026-12-04", "ends": "2027-02-26", "repeats": "weekly", "weekdays": ["fri"], "opens": "19:30"}])

    assert desk("author").get("/admin/pages/events/talks").text.count("<li><time datetime=") == 12


@pytest.mark.parametrize("path", ["schedule", "nothing", "point|x", "schedule.0.starts", "point.lat", "a.b.c", "schedule.99"])
@pytest.mark.parametrize("deed", ["read", "take"])
def test_a_button_that_is_not_there_does_nothing(deed: str, path: str, desk: Desk, make_event: Make) -> None:
    make_event("talks")
    client = desk("author")
    fields = fields_of(client.get("/admin/pages/events/talks").text)

    assert client.send("/admin/pages/events/talks", [*fields, ("_do", f"{deed} {path}")]).status_code == 200


def test_a_place_without_a_point_is_chosen_on_the_map_of_the_district(desk: Desk, make_place: Make) -> None:
    make_place("hall", point=None)

    html = desk("author").get("/admin/pages/places/hall").text

    assert 'data-map data-lat="39.' in html and "<svg" in html.partition("data-map ")[2]
    assert 'href="/zh/' not in html.partition("data-map ")[2].partition("</svg>")[0]


def test_pictures_that_pages_show_are_offered_by_what_they_show(desk: Desk, make_place: Make) -> None:
    picture = {"file": "gate.jpg", "alt": {"zh": "雨后的门楼", "en": "The gate after rain"}, "author": "王芳", "licence": "CC BY 4.0"}
    for number in range(pickers.MOST_PICTURES + 5):
        make_place(f"without-{number}")
    make_place("gate", picture=picture)
    client = desk("author")

    assert [one["value"] for one in client.get("/admin/find?family=media&q=雨后").get_json()] == ["gate.jpg"]
    assert client.get("/admin/find?family=media&q=snow").get_json() == []
