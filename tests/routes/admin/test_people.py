"""People and organisations: made, changed, disabled and reset by an administrator, and what each of it ends."""

import re

import pytest
from sqlalchemy import select

from app.extensions import db
from app.models.audit import Audit
from app.models.people import User
from app.services.people import rights
from app.vocabulary import Right
from tests.routes.admin.conftest import PASSWORD, password_hash

MEI = {"name": "李梅", "email": " Mei@Example.org ", "role": "publisher", "families": ["event", "series"], "organisation": "", "language": "en"}


def person(email):
    db.session.rollback()
    return db.session.scalars(select(User).where(User.email == email)).one_or_none()


def password_on(page):
    return re.search(r'class="big-secret"><code>([^<]+)<', page.text).group(1)


def test_new_person_signs_in_with_the_password_that_was_shown_once(admin, browser):
    shown = admin.send("/admin/people", MEI)
    assert shown.status_code == 200
    client = browser()
    client.keep()

    entered = client.send("/admin/login", {"email": "mei@example.org", "password": password_on(shown)})

    assert entered.status_code == 303
    assert '<html lang="en"' in client.get("/admin/").text
    assert (person("mei@example.org").families, person("mei@example.org").role) == (["event", "series"], "publisher")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": "no address"}, 'id="email-fault"'),
        ({"name": " \u200b\x07 "}, 'id="name-fault"'),
        ({"role": "king"}, 'class="fault"'),
        ({"role": ""}, 'class="fault"'),
        ({"organisation": "no-such"}, 'class="fault"'),
    ],
)
def test_new_person_with_a_fault_is_not_made_and_nothing_typed_is_lost(admin, typed, words):
    response = admin.send("/admin/people", MEI | typed)

    assert (response.status_code, words in response.text, person("mei@example.org")) == (422, True, None)
    assert 'value="event" checked' in response.text


def test_second_account_of_an_address_is_refused_beside_the_field(admin):
    admin.send("/admin/people", MEI)

    response = admin.send("/admin/people", MEI | {"email": "MEI@example.org"})

    assert (response.status_code, 'id="email-fault"' in response.text) == (422, True)


def test_other_role_signs_the_person_out_and_changes_what_they_reach(admin, desk):
    reviewer = desk("reviewer")
    path = f"/admin/people/{reviewer.user.id}/role"

    assert admin.send(path, {"role": "translator", "families": ["trail"], "organisation": ""}).status_code == 303

    assert reviewer.get("/admin/").status_code == 302
    changed = person(reviewer.user.email)
    assert (changed.role, changed.families, rights.has(changed, Right.REVIEW)) == ("translator", ["trail"], False)


def test_disabled_person_is_out_at_once_and_stays_out(admin, desk, browser):
    author = desk("author")
    admin.send(f"/admin/people/{author.user.id}/disable")
    client = browser()
    client.keep()

    assert author.get("/admin/").status_code == 302
    assert client.send("/admin/login", {"email": author.user.email, "password": PASSWORD}).status_code == 422

    admin.send(f"/admin/people/{author.user.id}/enable")
    assert client.send("/admin/login", {"email": author.user.email, "password": PASSWORD}).status_code == 303


def test_reset_says_what_it_took_away(admin, desk, browser, sign_in):
    author = desk("author")
    sign_in(browser(), author.user)

    shown = admin.send(f"/admin/people/{author.user.id}/reset")

    assert (shown.status_code, author.get("/admin/").status_code) == (200, 302)
    assert re.findall(r"<li>(\d+) ", shown.text.split('class="plain-list"')[1]) == ["2", "0"]


def test_sign_ins_of_a_person_are_listed_and_ended_while_the_password_stays(admin, desk, browser, sign_in):
    author = desk("author")
    other = sign_in(browser(), author.user)
    assert admin.get(f"/admin/people/{author.user.id}").text.count("Safari · iPhone") == 2

    assert admin.send(f"/admin/people/{author.user.id}/sign-out").status_code == 303

    assert [client.get("/admin/").status_code for client in (author, other)] == [302, 302]
    assert "Safari" not in admin.get(f"/admin/people/{author.user.id}").text
    assert person(author.user.email).password_hash == password_hash()


@pytest.mark.parametrize("deed", ["role", "disable", "enable", "reset", "sign-out"])
def test_nobody_does_it_to_their_own_account(admin, deed):
    response = admin.send(f"/admin/people/{admin.user.id}/{deed}", {"role": "author"})

    assert response.status_code == 422
    assert admin.get("/admin/people").status_code == 200


def test_last_administrator_stays(admin, desk):
    other = desk("admin")
    assert admin.send(f"/admin/people/{other.user.id}/disable").status_code == 303

    assert person(admin.user.email).is_active and not person(other.user.email).is_active


@pytest.mark.parametrize("number", [0, 10**9, 10**20])
def test_person_who_is_not_there_is_absent(admin, number):
    assert [admin.get(f"/admin/people/{number}").status_code, admin.send(f"/admin/people/{number}/reset").status_code] == [404, 404]


def test_hostile_name_is_shown_as_text(admin):
    admin.send("/admin/people", MEI | {"name": "<script>alert(1)</script>"})

    page = admin.get("/admin/people").text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_audit_says_who_did_what_to_whom(admin):
    admin.send("/admin/people", MEI)
    number = person("mei@example.org").id
    admin.send(f"/admin/people/{number}/role", {"role": "author", "organisation": ""})
    admin.send(f"/admin/people/{number}/disable")

    rows = db.session.execute(select(Audit.deed, Audit.detail).where(Audit.user_id == admin.user.id).order_by(Audit.id)).all()
    assert [(deed, detail["user"]) for deed, detail in rows] == [(deed, "mei@example.org") for deed in ("user_created", "user_role", "user_disabled")]


# ---- Organisations ----


def test_organisation_gets_a_page_and_its_editor_sees_only_that(admin, desk, make_place):
    make_place("shop"), make_place("temple")
    admin.send("/admin/organisations", {"slug": "shop", "name_zh": "铺子", "name_en": "The shop"})

    assert admin.send("/admin/organisations/shop/pages", {"address": "https://guide.example/zh/places/shop?x=1"}).status_code == 303

    editor = desk("author", organisation="shop")
    found = editor.get("/admin/?q=some").text
    assert (found.count("desk-list-text"), admin.get("/admin/?q=some").text.count("desk-list-text")) == (1, 2)


@pytest.mark.parametrize("address", ["", "places", "places/", "nothing/shop", "places/no-such", "/", "places/shop/edit", "\x00"])
def test_address_of_no_page_is_said_beside_the_field(admin, make_organisation, make_place, address):
    make_place("shop")
    make_organisation("shop")

    response = admin.send("/admin/organisations/shop/pages", {"address": address})

    assert (response.status_code, 'id="address-fault"' in response.text) == (422, True)


def test_page_taken_back_belongs_to_the_district_again(admin, give_page, make_place, desk):
    page = give_page(make_place("shop"), "shop")
    editor = desk("author", organisation="shop")
    assert "desk-list-text" in editor.get("/admin/?q=some").text

    admin.send(f"/admin/organisations/shop/pages/{page.id}/remove")

    assert "desk-list-text" not in editor.get("/admin/?q=some").text


@pytest.mark.parametrize("typed", [{"slug": "Not Good"}, {"slug": ""}, {"slug": "-a"}, {"name_zh": ""}, {"slug": "a" * 90}])
def test_organisation_with_a_fault_is_not_made(admin, typed):
    response = admin.send("/admin/organisations", {"slug": "shop", "name_zh": "铺子", "name_en": ""} | typed)

    assert (response.status_code, 'aria-invalid="true"' in response.text) == (422, True)
