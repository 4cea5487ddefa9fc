"""A form sent after the sign-in ended: asked to sign in, then done with the typed text; and forms that are not surely ours."""

import html
import re
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO
from random import Random
from string import ascii_letters, digits

import pyotp
import pytest
import time_machine
from flask import request, request_started
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from app import MAX_FORM, clock
from app.extensions import db
from app.models.people import Organisation
from app.services.people import sign_ins
from app.services.transactions import writing
from tests.routes.admin.conftest import PASSWORD, as_form
from tests.routes.admin.posting import read_only_store
from tests.services.desk.acting import approve_all, edit, submit
from tests.services.desk.forms import sent

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

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


def test_no_way_leads_off_the_page_that_carries_a_text(admin):
    """Choosing a language would lose it."""
    end_all(admin.user)

    assert "lang=en" not in admin.send("/admin/organisations", TYPED).text and "lang=en" in admin.get("/admin/login").text


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


LONGEST = [("西", 200_000), ("a", 2_000_000), ("*", 690_000), ("&=+%\r\n", 100_000), ("𠮷", 160_000)]


@pytest.mark.parametrize(("sign", "times"), LONGEST)
def test_text_of_nearly_two_megabytes_comes_through(admin, sign, times):
    email = admin.user.email
    end_all(admin.user)
    typed = as_form([*TYPED.items(), ("note", sign * times), ("csrf_token", admin.csrf())])
    assert len(typed) < MAX_FORM
    page = admin.post("/admin/organisations", data=typed, content_type="application/x-www-form-urlencoded")

    with seen_forms() as seen:
        assert sign_in_again(admin, page, email).status_code == 303

    assert seen[-1]["note"] == sign * times


def test_noise_of_two_megabytes_comes_through(admin):
    """What cannot be compressed is the longest value to carry."""
    email, noise = admin.user.email, "".join(Random(7).choices(ascii_letters + digits, k=2_090_000))
    end_all(admin.user)
    page = admin.send("/admin/organisations", TYPED | {"note": noise})

    assert sign_in_again(admin, page, email).status_code == 303
    assert [slug for slug, *_names in made()] == ["liubiju"]


def test_more_than_the_desk_takes_is_said_and_not_half_carried(admin):
    end_all(admin.user)

    assert admin.send("/admin/organisations", TYPED | {"note": "a" * (MAX_FORM + 1)}).status_code == 413


@contextmanager
def seen_forms():
    """The forms that the application is given meanwhile."""
    seen = []

    def note(_app, **_more):
        seen.append(request.form)

    request_started.connect(note)
    yield seen
    request_started.disconnect(note)


def test_fields_come_repeated_and_in_their_order(admin):
    email, fields = admin.user.email, [("b", "1"), ("a", "2"), ("b", "1"), ("", ""), ("b", ""), ("a", " 3\t"), ("名", "值&=%+"), ("b", "é\u0301\x00")]
    end_all(admin.user)
    page = admin.send("/admin/organisations?x=1&x=2", fields)

    with seen_forms() as seen:
        sign_in_again(admin, page, email)

    assert list(seen[-1].items(multi=True))[:-1] == list(MultiDict(fields).items(multi=True))
    assert list(seen[-1])[-1] == "csrf_token"


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as travel:
        yield travel


@pytest.fixture
def careful(noon, desk):
    """An administrator with a second step."""
    return desk("admin", totp_secret=KEY, totp_confirmed_at=datetime(2026, 11, 1))


def with_code(client, page, code):
    fields = {name: hidden(page, name) or "" for name in ("pending", "carried", "csrf_token", "next")}
    return client.post("/admin/login/code", data=fields | {"code": code})


def test_code_from_the_phone_may_stand_between(careful):
    email = careful.user.email
    end_all(careful.user)
    first = sign_in_again(careful, careful.send("/admin/organisations", TYPED), email)
    wrong = with_code(careful, first, "000000")
    assert (first.status_code, wrong.status_code, made()) == (200, 422, [])

    answer = with_code(careful, wrong, pyotp.TOTP(KEY).at(NOON))

    assert (answer.status_code, answer.location) == (303, "/admin/organisations/liubiju")
    assert [slug for slug, *_names in made()] == ["liubiju"]


def test_code_that_came_too_late_still_loses_nothing(careful, noon):
    email = careful.user.email
    end_all(careful.user)
    first = sign_in_again(careful, careful.send("/admin/organisations", TYPED), email)
    noon.shift(timedelta(minutes=11))
    late = with_code(careful, first, pyotp.TOTP(KEY).now())
    assert late.status_code == 422

    second = sign_in_again(careful, late, email)

    assert with_code(careful, second, pyotp.TOTP(KEY).now()).status_code == 303
    assert [slug for slug, *_names in made()] == ["liubiju"]


def test_save_of_a_page_is_done_with_the_typed_text(publisher, make_place):
    make_place("museum", name={"zh": "小馆", "en": "Small Museum"})
    email, form = publisher.user.email, sent(publisher.get("/admin/pages/places/museum").text.split('class="big-form"')[-1])
    fields = [(name, "新写的一句。" if name == "summary.zh" else value) for name, value in form.items(multi=True) if name != "csrf_token"]
    end_all(publisher.user)
    page = publisher.send("/admin/pages/places/museum", fields)
    assert page.status_code == 401

    answer = sign_in_again(publisher, page, email)

    assert (answer.status_code, answer.location) == (303, "/admin/pages/places/museum")
    assert "新写的一句。" in publisher.get(answer.location).text


def test_publish_is_done_after_signing_in_again(client, publisher, make_user, make_place):
    museum = make_place("museum", name={"zh": "小馆", "en": "Small Museum"})
    draft = edit(museum, make_user("author"), summary={"zh": "新的一句。", "en": "One sentence."})
    reviewer, email = make_user("reviewer"), publisher.user.email
    submit(museum, draft, reviewer)
    approve_all(museum, draft, reviewer)
    end_all(publisher.user)
    page = publisher.send(f"/admin/pages/places/museum/publishing/{draft.number}/publish", {"when": "now"})
    assert "新的一句" not in client.get("/zh/places/museum").text

    assert sign_in_again(publisher, page, email).status_code == 303

    assert "新的一句" in client.get("/zh/places/museum").text


def test_typed_text_of_a_form_with_a_file_is_carried_and_the_file_asked_for_again(admin):
    email = admin.user.email
    end_all(admin.user)
    page = admin.post("/admin/organisations", data=TYPED | {"csrf_token": admin.csrf(), "file": (BytesIO(b"x"), "a.png")})
    assert (page.status_code, "notice" in page.text) == (401, True)

    assert sign_in_again(admin, page, email).status_code == 303
    assert [slug for slug, *_names in made()] == ["liubiju"]


def test_store_that_cannot_be_written_to_keeps_the_carried_form(admin):
    email = admin.user.email
    end_all(admin.user)
    page = admin.send("/admin/organisations", TYPED)

    with read_only_store():
        answer = sign_in_again(admin, page, email)

    assert answer.status_code == 503
    assert sign_in_again(admin, answer, email).status_code == 303
    assert [slug for slug, *_names in made()] == ["liubiju"]
