"""Editing through the form: saving, faults beside their fields, rows without script, two editors, translators, a store that refuses."""

import re
import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.models.page import Page, Revision
from app.models.review import Draft
from app.services.desk import heads
from tests.routes.admin.conftest import DeskClient
from tests.routes.admin.posting import fields_of, full_store, read_only_store, save, with_values

Desk = Callable[..., DeskClient]
Make = Callable[..., Page]
HALL = "/admin/pages/places/hall"


@pytest.fixture(autouse=True)
def hall(make_place: Make) -> Page:
    return make_place("hall", name={"zh": "听雨轩", "en": "Rain Hall"}, also_known_as=["雨轩"])


def newest(slug: str = "hall") -> dict:
    db.session.expire_all()
    return heads.head(db.session(), db.session.scalars(select(Page).where(Page.slug == slug)).one()).values


def revisions() -> int:
    return db.session.scalar(select(func.count()).select_from(Revision)) or 0


def test_a_save_is_a_draft_that_the_public_does_not_see(editor, client):
    answer = save(editor, HALL, fields_of(editor.get(HALL).text), name__en="Hall of Rain", _why="The name on the door")

    assert (answer.status_code, newest()["name"]["en"]) == (303, "Hall of Rain")
    assert "Hall of Rain" not in client.get("/en/places/hall").text
    assert "The name on the door" in editor.get(f"{HALL}/history").text


def test_the_first_button_saves_so_that_enter_never_does_anything_else(editor):
    html = editor.get(HALL).text

    first = re.search(r"<button[^>]*>", html[html.index('class="big-form"') :])
    assert first and 'type="submit"' in first[0] and "_do" not in first[0] and "formaction" not in first[0]


@pytest.mark.parametrize(
    ("changed", "path", "typed"),
    [
        ({"point__lat": "north"}, "f-point-lat", "north"),
        ({"checked_on": "2026-02-30"}, "f-checked_on", "2026-02-30"),
        ({"opening_hours": "when it pleases"}, "f-opening_hours", "when it pleases"),
        ({"website": "www.example.org"}, "f-website", "www.example.org"),
        ({"name__zh": ""}, "f-name-zh", ""),
    ],
)
def test_a_fault_stands_at_its_field_and_all_that_was_typed_is_kept(editor, changed, path, typed):
    before = revisions()
    answer = save(editor, HALL, fields_of(editor.get(HALL).text), summary__en="Typed and kept", **changed)

    assert (answer.status_code, revisions()) == (422, before)
    assert f'id="{path}-fault"' in answer.text and 'aria-invalid="true"' in answer.text
    kept = dict(fields_of(answer.text))
    assert kept["summary.en"] == "Typed and kept"
    assert all(kept[name.replace("__", ".")] == value for name, value in changed.items())


def test_a_field_that_the_page_does_not_have_is_named_and_nothing_is_saved(editor):
    before = revisions()
    answer = editor.send(HALL, [*fields_of(editor.get(HALL).text), ("owner<b>", "me")])

    assert (answer.status_code, revisions()) == (422, before)
    assert "owner&lt;b&gt;" in answer.text


def test_rows_are_added_moved_and_taken_away_without_script(editor, make_trail, make_place):
    for slug in ("a", "b", "c"):
        make_place(slug, name={"zh": slug, "en": slug})
    make_trail("walk", stops=[{"place": slug, "text": {"zh": slug, "en": slug}} for slug in ("a", "b", "c")])
    path = "/admin/pages/trails/walk"

    def pressed(fields, deed):
        return fields_of(editor.send(path, [*fields, ("_do", deed)]).text)

    fields = pressed(fields_of(editor.get(path).text), "down stops.0")
    assert [value for name, value in fields if re.fullmatch(r"stops\.\d+\.place", name)] == ["b", "a", "c"]
    fields = pressed(fields, "remove stops.1")
    fields = pressed(fields, "add stops")
    places = [value for name, value in fields if re.fullmatch(r"stops\.\d+\.place", name)]
    assert places == ["b", "c", ""]
    assert newest("walk")["stops"][0]["place"] == "a"


def test_a_trail_of_sixty_stops_is_edited_and_saved(editor, make_trail, make_place):
    make_place("a")
    make_trail("walk", stops=[{"place": "a", "text": {"zh": f"第{n}站", "en": f"Stop {n}"}} for n in range(60)])
    path = "/admin/pages/trails/walk"

    answer = save(editor, path, fields_of(editor.get(path).text), stops__59__text__en="The last one")

    assert answer.status_code == 303
    assert [stop["text"]["en"] for stop in newest("walk")["stops"]][57:] == ["Stop 57", "Stop 58", "The last one"]


def test_two_editors_who_change_other_places_are_joined(desk):
    one, other = desk("author"), desk("author")
    mine, theirs = fields_of(one.get(HALL).text), fields_of(other.get(HALL).text)

    save(other, HALL, theirs, summary__en="Theirs")
    save(one, HALL, mine, name__en="Mine")

    assert (newest()["name"]["en"], newest()["summary"]["en"]) == ("Mine", "Theirs")


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_two_editors_who_change_the_same_place_choose_without_script(desk, side):
    one, other = desk("author"), desk("author")
    mine, theirs = fields_of(one.get(HALL).text), fields_of(other.get(HALL).text)
    save(other, HALL, theirs, name__en="Theirs")
    answer = save(one, HALL, mine, name__en="Mine", summary__en="Joined all the same")

    assert answer.status_code == 409
    assert "Mine" in answer.text and "Theirs" in answer.text and newest()["name"]["en"] == "Theirs"
    (keep,) = set(re.findall(r'name="(_keep\.[^"]+)"', answer.text))
    settled = one.send(HALL, [*fields_of(answer.text, "clash-form"), (keep, side)])

    assert (settled.status_code, newest()["name"]["en"]) == (303, side.title())
    assert newest()["summary"]["en"] == "Joined all the same"


def test_fifty_of_fifty_stale_saves_are_told(desk):
    one, other = desk("author"), desk("author")
    stale, told = fields_of(one.get(HALL).text), 0
    for number in range(50):
        fresh = fields_of(other.get(HALL).text)
        assert save(other, HALL, fresh, name__en=f"Theirs {number}").status_code == 303
        told += save(one, HALL, stale, name__en=f"Mine {number}").status_code == 409
        assert newest()["name"]["en"] == f"Theirs {number}"

    assert told == 50


def test_a_translator_writes_only_the_english(translator):
    html = translator.get(HALL).text
    fields = fields_of(html)

    assert not any(name.endswith(".zh") for name, _value in fields) and "听雨轩" in html
    save(translator, HALL, fields, name__en="Hall of Rain")
    translator.send(HALL, [*fields_of(translator.get(HALL).text), ("name.zh", "改名")])

    assert newest()["name"] == {"zh": "听雨轩", "en": "Hall of Rain"}


def test_what_is_typed_is_kept_as_one_rolling_draft_and_can_be_given_up(editor):
    fields = fields_of(editor.get(HALL).text)
    before = revisions()
    for number in range(5):
        answer = editor.send(f"{HALL}/draft", with_values(fields, name__en=f"Typing {number}"))
        assert answer.status_code == 200

    assert (db.session.scalar(select(func.count()).select_from(Draft)), revisions()) == (1, before)
    assert dict(fields_of(editor.get(HALL).text))["name.en"] == "Typing 4"
    editor.send(f"{HALL}/discard")
    assert dict(fields_of(editor.get(HALL).text))["name.en"] == "Rain Hall"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_store_that_cannot_be_written_to_keeps_the_text_in_the_form(editor, language):
    editor.user.language = language
    db.session.commit()
    fields, before = fields_of(editor.get(HALL).text), revisions()

    with read_only_store():
        answer = save(editor, HALL, fields, name__en="Typed in the dark")

    assert (answer.status_code, revisions()) == (503, before)
    assert dict(fields_of(answer.text))["name.en"] == "Typed in the dark" and 'role="alert"' in answer.text
    assert save(editor, HALL, fields_of(answer.text)).status_code == 303
    assert newest()["name"]["en"] == "Typed in the dark"


def test_a_full_disk_keeps_the_text_in_the_form(editor):
    fields, before = fields_of(editor.get(HALL).text), revisions()
    long = "一段很长的正文。" * 2_000

    with full_store():
        answer = save(editor, HALL, fields, body__zh=long)

    assert (answer.status_code, revisions()) == (503, before)
    assert dict(fields_of(answer.text))["body.zh"] == long
    assert save(editor, HALL, fields_of(answer.text)).status_code == 303


def test_a_store_that_somebody_else_holds_keeps_the_text_in_the_form(editor):
    fields, before = fields_of(editor.get(HALL).text), revisions()
    path = db.engine.url.database
    db.session.remove()
    db.engine.dispose()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        answer = save(editor, HALL, fields, name__en="Typed while it was held")
    finally:
        holder.execute("ROLLBACK")
        holder.close()

    assert (answer.status_code, revisions()) == (503, before)
    assert dict(fields_of(answer.text))["name.en"] == "Typed while it was held"


def test_a_new_page_gets_its_address_from_its_english_name(editor):
    path = "/admin/new/stories"
    fields = [field for field in fields_of(editor.get(path).text) if not field[0].startswith("sources.0.")]
    typed = with_values(
        fields, name__zh="茶与戏", name__en="Tea & Opera", summary__zh="一句话。", summary__en="One line.", body__zh="正文。", body__en="Text."
    )
    more = [("sources.0.kind", "official"), ("sources.0.title.zh", "公告"), ("sources.0.title.en", "Notice"), ("kind", "custom")]
    answer = editor.send(path, [*(field for field in typed if field[0] != "kind"), *more])

    assert (answer.status_code, answer.headers["Location"].endswith("/stories/tea-opera")) == (303, True)
    assert newest("tea-opera")["name"]["zh"] == "茶与戏"
    again = editor.send(path, [*(field for field in typed if field[0] != "kind"), *more])
    assert again.status_code == 422 and 'id="f-_slug-fault"' in again.text


@pytest.mark.parametrize("role", ["author", "translator", "reviewer", "publisher", "admin"])
def test_every_way_that_a_form_offers_opens(desk, role):
    client = desk(role)
    html = client.get(HALL).text
    ways = set(re.findall(r'href="(/admin/[^"#]+)"', html))

    assert ways and [way for way in sorted(ways) if client.get(way.replace("&amp;", "&")).status_code not in {200, 303}] == []
