"""My account: the password and what it ends, the second step and its codes, where I am signed in."""

import re
from datetime import datetime

import pyotp
import pytest
from sqlalchemy import select

from app.extensions import db
from app.models.audit import Audit
from app.models.people import User
from app.models.sign_in import SignIn
from app.services.people import recovery, sign_ins
from app.services.transactions import writing
from tests.conftest import make_app, renew
from tests.routes.admin.conftest import ADDRESS, PASSWORD, DeskClient, password_hash

NEW = "eaves of the drum tower"


def change(client, old=PASSWORD, new=NEW, again=NEW):
    return client.send("/admin/account/password", {"old": old, "new": new, "again": again})


def key_on(page):
    return re.search(r'class="secret">([^<]+)<', page.text).group(1).replace(" ", "")


def switch_on(client):
    client.send("/admin/account/two-step", {"old": PASSWORD})
    key = key_on(client.get("/admin/account/two-step"))
    return key, client.send("/admin/account/two-step/confirm", {"code": pyotp.TOTP(key).now()})


def live():
    db.session.rollback()
    return db.session.scalars(select(SignIn.id).where(SignIn.ended_at.is_(None))).all()


def test_new_password_ends_every_other_sign_in_and_renews_this_one(editor, browser, sign_in):
    other = sign_in(browser(), editor.user)
    before = editor.get_cookie("desk", path="/admin").value
    stolen = browser()
    stolen.set_cookie("desk", before, path="/admin")

    assert change(editor).status_code == 303

    assert [client.get("/admin/").status_code for client in (editor, other, stolen)] == [200, 302, 302]
    assert len(live()) == 1


WRONG = [
    ({"old": "wrong password"}, "old"),
    ({"again": "something else"}, "again"),
    ({"new": "short", "again": "short"}, "new"),
    ({"new": "", "again": ""}, "new"),
]


@pytest.mark.parametrize(("typed", "field"), WRONG)
def test_password_stays_when_a_field_is_wrong_and_the_fault_stands_beside_it(editor, typed, field):
    response = change(editor, **typed)

    assert (response.status_code, f'id="{field}-fault"' in response.text) == (422, True)
    assert change(editor, new=NEW).status_code == 303


def test_present_password_cannot_be_guessed_from_an_open_desk(editor):
    answers = [change(editor, old="wrong password").status_code for _turn in range(11)]

    assert answers == [422] * 11
    assert "Too many tries" in change(editor).text or "次数太多" in change(editor).text
    db.session.rollback()
    assert db.session.get(User, editor.user.id).password_hash == editor.user.password_hash


def test_language_of_the_desk_is_ones_own(editor):
    assert editor.send("/admin/account/language", {"language": "en"}).status_code == 303

    assert '<html lang="en"' in editor.get("/admin/account").text
    assert editor.send("/admin/account/language", {"language": "fr"}).status_code == 400


def test_second_step_is_on_after_its_first_code_and_shows_ten_recovery_codes_once(editor):
    _key, shown = switch_on(editor)

    codes = re.findall(r"<li><code>([^<]+)</code>", shown.text)
    assert (shown.status_code, len(set(codes)), recovery.left(db.session(), editor.user)) == (200, 10, 10)
    assert not any(code in editor.get("/admin/account/two-step").text for code in codes)
    db.session.refresh(editor.user)
    assert editor.user.has_two_step


def test_square_code_is_drawn_here_and_gone_once_confirmed(editor):
    editor.send("/admin/account/two-step", {"old": PASSWORD})
    assert "<svg" in editor.get("/admin/account/two-step").text.split('class="square"')[1]

    key = key_on(editor.get("/admin/account/two-step"))
    editor.send("/admin/account/two-step/confirm", {"code": pyotp.TOTP(key).now()})

    assert 'class="square"' not in editor.get("/admin/account/two-step").text and key[:4] not in editor.get("/admin/account/two-step").text


def test_second_step_needs_the_password_and_the_right_code(editor):
    assert editor.send("/admin/account/two-step", {"old": "wrong"}).status_code == 422
    editor.send("/admin/account/two-step", {"old": PASSWORD})
    assert editor.send("/admin/account/two-step/confirm", {"code": "000000"}).status_code == 422

    db.session.refresh(editor.user)
    assert not editor.user.has_two_step


def test_first_code_does_not_sign_in_a_second_time(editor, browser):
    key, _shown = switch_on(editor)
    code, other = pyotp.TOTP(key).now(), browser()
    other.keep()
    page = other.send("/admin/login", {"email": editor.user.email, "password": PASSWORD})
    pending = re.search(r'name="pending" value="([^"]+)"', page.text).group(1)

    assert other.send("/admin/login/code", {"pending": pending, "code": code}).status_code == 422


def test_new_recovery_codes_make_the_earlier_ones_void(editor):
    _key, shown = switch_on(editor)
    earlier = re.findall(r"<li><code>([^<]+)</code>", shown.text)

    later = editor.send("/admin/account/recovery-codes", {"old": PASSWORD})

    assert recovery.left(db.session(), editor.user) == 10
    assert not set(earlier) & set(re.findall(r"<li><code>([^<]+)</code>", later.text))
    assert editor.send("/admin/account/recovery-codes", {"old": "wrong"}).status_code == 422


def test_second_step_can_be_switched_off_where_it_is_not_required(editor):
    switch_on(editor)
    assert editor.send("/admin/account/two-step/off", {"old": "wrong"}).status_code == 422

    assert editor.send("/admin/account/two-step/off", {"old": PASSWORD}).status_code == 303

    db.session.refresh(editor.user)
    assert (editor.user.has_two_step, recovery.left(db.session(), editor.user)) == (False, 0)


def test_own_sign_ins_are_listed_and_ended_one_by_one(editor, browser, sign_in):
    other = sign_in(browser(), editor.user)
    page = editor.get("/admin/account").text
    number = re.search(r"/sign-ins/(\d+)/end", page).group(1)

    assert editor.send(f"/admin/account/sign-ins/{number}/end").status_code == 303

    assert [client.get("/admin/").status_code for client in (editor, other)] == [200, 302]


def test_all_others_end_at_once(editor, browser, sign_in):
    others = [sign_in(browser(), editor.user) for _turn in range(3)]

    editor.send("/admin/account/sign-ins/end-others")

    assert [client.get("/admin/").status_code for client in [editor, *others]] == [200, 302, 302, 302]


def test_sign_in_of_another_person_is_absent(editor, reviewer):
    theirs = db.session.scalars(select(SignIn.id).where(SignIn.user_id == reviewer.user.id)).one()

    assert editor.send(f"/admin/account/sign-ins/{theirs}/end").status_code == 404
    assert reviewer.get("/admin/").status_code == 200


def test_every_deed_is_in_the_audit(editor):
    switch_on(editor)
    change(editor)
    editor.send("/admin/logout")

    deeds = db.session.scalars(select(Audit.deed).where(Audit.user_id == editor.user.id).order_by(Audit.id)).all()
    assert deeds == ["two_step_started", "two_step_on", "password_changed", "sign_in_ended"]


@pytest.fixture(scope="module")
def strict_app(tmp_path_factory):
    return make_app(tmp_path_factory.mktemp("strict"), DESK_TWO_STEP="publishers")


OPEN_TO = {"author": True, "translator": True, "reviewer": True, "publisher": False, "admin": False}


@pytest.mark.parametrize(("role", "open_to_them"), OPEN_TO.items())
def test_required_second_step_comes_before_everything_else(strict_app, role, open_to_them):
    with strict_app.app_context():
        renew()
        with writing() as session:
            user = User(email="a@example.org", name="A", role=role, password_hash=password_hash(), created_at=datetime(2026, 1, 1), families=[])
            session.add(user)
            session.flush()
            token = sign_ins.begin(session, user, address=ADDRESS, agent="")
        client = DeskClient(strict_app, strict_app.response_class, use_cookies=True)
        client.keep(token=token)

        if open_to_them:
            assert client.get("/admin/").status_code == 200
        else:
            assert client.get("/admin/").location == "/admin/account/two-step"
            kept = client.send("/admin/pages/checked", {"back": "q=%E5%BA%99"})
            assert (kept.status_code, 'name="back" value="q=%E5%BA%99"' in kept.text) == (403, True)
            assert client.send("/admin/logout", token="wrong").status_code == 400
            _key, shown = switch_on(client)
            assert (shown.status_code, client.get("/admin/").status_code) == (200, 200)
            assert client.send("/admin/account/two-step/off", {"old": PASSWORD}).status_code == 422
        db.session.remove()
