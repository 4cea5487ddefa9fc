"""A form sent after the sign-in ended: asked to sign in, then done with the typed text; and forms that are not surely ours."""

import html
import re
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app import clock
from app.extensions import db
from app.models.people import Organisation
from app.services.people import sign_ins
from app.services.transactions import writing
from tests.routes.admin.conftest import PASSWORD

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=clock.BEIJING)
TYPED = {"slug": "liubiju", "name_zh": "六必居 <b>&", "name_en": "Liubiju\r\nline"}
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


def hidden(response, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', response.text)
    return html.unescape(found.group(1)) if found else None


def made():
    db.session.rollback()
    return [(one.slug, one.name_zh, one.name_en) for one in db.session.scalars(select(Organisation))]


def end_all(user):
    with writing() as session:
        sign_ins.end_all(session, user)


def sign_in_again(client, page, email, **more):
    fields = {"email": email, "password": PASSWORD, "carried": hidden(page, "carried") or "", "csrf_token": hidden(page, "csrf_token"), **more}
    return client.post("/admin/login", data=fields)


def test_form_of_an_ended_sign_in_is_done_after_signing_in_again(admin):
    email = admin.user.email
    end_all(admin.user)
    page = admin.send("/admin/organisations", TYPED)
    assert (page.status_code, made()) == (401, [])

    answer = sign_in_again(admin, page, email)

    assert (answer.status_code, answer.location) == (303, "/admin/organisations/liubiju")
    assert made() == [("liubiju", "六必居 <b>&", "Liubijuline")]
    assert admin.get(answer.location).status_code == 200


def test_form_sent_after_half_an_idle_hour_is_done_too(browser, make_user, sign_in):
    with time_machine.travel(NOON, tick=False) as travel:
        client = sign_in(browser(), make_user("admin"))
        travel.shift(timedelta(hours=3))
        page = client.send("/admin/organisations", TYPED)

        assert sign_in_again(client, page, client.user.email).status_code == 303
        assert [slug for slug, *_names in made()] == ["liubiju"]


def test_wrong_password_on_the_way_loses_nothing(admin):
    email = admin.user.email
    end_all(admin.user)
    page = admin.send("/admin/organisations", TYPED)
    again = sign_in_again(admin, page, email, password="no")
    assert again.status_code == 422

    assert sign_in_again(admin, again, email).status_code == 303
    assert [slug for slug, *_names in made()] == ["liubiju"]


def test_faults_of_a_carried_form_stand_beside_its_fields(admin):
    email = admin.user.email
    end_all(admin.user)
    page = admin.send("/admin/organisations", TYPED | {"slug": "NOT GOOD"})

    answer = sign_in_again(admin, page, email)

    assert (answer.status_code, made()) == (422, [])
    assert 'value="NOT GOOD"' in answer.text and "六必居 &lt;b&gt;&amp;" in answer.text


def test_one_without_the_right_does_not_get_it_by_being_carried(admin, make_user):
    end_all(admin.user)
    page = admin.send("/admin/organisations", TYPED)

    answer = sign_in_again(admin, page, make_user("author").email)

    assert (answer.status_code, made()) == (200, [])
    assert admin.send("/admin/organisations", TYPED).status_code == 404


def test_another_person_is_asked_before_anothers_text_is_saved_in_their_name(admin, make_user):
    end_all(admin.user)
    page = admin.send("/admin/organisations", TYPED)

    answer = sign_in_again(admin, page, make_user("admin").email)

    assert (answer.status_code, made()) == (200, [])
    assert 'action="/admin/organisations"' in answer.text and 'name="name_zh" value="六必居 &lt;b&gt;&amp;"' in answer.text
    fields = TYPED | {"csrf_token": hidden(answer, "csrf_token")}
    assert admin.post("/admin/organisations", data=fields).status_code == 303


def test_form_from_another_site_is_not_carried(admin):
    end_all(admin.user)

    response = admin.post("/admin/organisations", data=TYPED, headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"})

    assert (response.status_code, response.location) == (302, "/admin/login")


FOREIGN = [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]


@pytest.mark.parametrize("headers", FOREIGN)
def test_even_a_good_token_from_another_origin_is_refused(admin, headers):
    response = admin.send("/admin/organisations", TYPED, headers=headers)

    assert (response.status_code, made()) == (400, [])


@pytest.mark.parametrize("spoil", [lambda value: value[:-3], lambda value: "x" + value, lambda _value: "junk", lambda value: value * 2])
def test_spoiled_carried_form_is_left_out(admin, spoil):
    email = admin.user.email
    end_all(admin.user)
    page = admin.send("/admin/organisations", TYPED)

    answer = sign_in_again(admin, page, email, carried=spoil(hidden(page, "carried")))

    assert (answer.status_code, answer.location, made()) == (303, "/admin/", [])


def test_carried_form_of_another_browser_is_shown_and_not_done(admin, browser):
    email = admin.user.email
    end_all(admin.user)
    value = hidden(admin.send("/admin/organisations", TYPED), "carried")
    other = browser()
    page = other.get("/admin/login")

    answer = other.post("/admin/login", data={"email": email, "password": PASSWORD, "carried": value, "csrf_token": hidden(page, "csrf_token")})

    assert (answer.status_code, made()) == (200, [])
    assert 'action="/admin/organisations"' in answer.text


def test_form_that_was_open_too_long_is_asked_for_again_with_its_text(admin):
    page = admin.send("/admin/organisations", TYPED, token="old", headers=SAME_ORIGIN)
    assert (page.status_code, made()) == (400, [])

    again = admin.post(hidden_action(page), data=TYPED | {"csrf_token": hidden(page, "csrf_token")}, headers=SAME_ORIGIN)

    assert again.status_code == 303
    assert [slug for slug, *_names in made()] == ["liubiju"]


def hidden_action(page):
    return re.search(r'<form class="desk-form" method="post" action="([^"]+)"', page.text).group(1)


def test_form_of_one_whose_cookie_is_gone_is_kept_for_them(admin, browser):
    email, other = admin.user.email, browser()

    page = other.post("/admin/organisations", data=TYPED, headers=SAME_ORIGIN)
    answer = sign_in_again(other, page, email)

    assert (page.status_code, answer.status_code, made()) == (401, 200, [])
    assert 'value="六必居 &lt;b&gt;&amp;"' in answer.text


def test_script_that_saves_is_told_by_the_status(admin):
    end_all(admin.user)

    response = admin.post("/admin/organisations", json={"a": 1}, headers={"X-CSRFToken": admin.csrf(), "Sec-Fetch-Site": "same-origin"})

    assert response.status_code == 401


def test_text_of_sixty_thousand_characters_comes_through(admin):
    email = admin.user.email
    end_all(admin.user)
    page = admin.send("/admin/organisations", TYPED | {"note": "西城" * 30_000})

    assert sign_in_again(admin, page, email).status_code == 303
