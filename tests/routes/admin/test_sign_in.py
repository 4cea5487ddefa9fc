"""Signing in: the right password, the code, what a stranger learns, and where one goes afterwards."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
import time_machine
from argon2 import PasswordHasher
from sqlalchemy import select

from app import clock
from app.extensions import db
from app.models.audit import Audit
from app.models.sign_in import SignIn, SignInTry
from app.services.people import recovery
from app.services.transactions import writing
from tests.conftest import make_app
from tests.routes.admin.conftest import PASSWORD

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=clock.BEIJING)
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def enter(client, user_or_email, password=PASSWORD, *, address="198.51.100.1", **more):
    client.keep()
    email = getattr(user_or_email, "email", user_or_email)
    return client.send("/admin/login", {"email": email, "password": password, **more}, environ_base={"REMOTE_ADDR": address})


def hidden(response, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', response.text)
    return found.group(1) if found else None


def enter_code(client, response, code, *, address="198.51.100.1"):
    return client.send("/admin/login/code", {"pending": hidden(response, "pending"), "code": code}, environ_base={"REMOTE_ADDR": address})


def test_right_password_opens_the_desk(browser, make_user):
    client = browser()

    response = enter(client, make_user("author"))

    assert (response.status_code, response.location) == (303, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_email_is_taken_in_any_case_and_with_spaces_around(browser, make_user):
    user = make_user("author")

    assert enter(browser(), f"  {user.email.upper()} ").status_code == 303


def test_cookie_is_kept_from_scripts_other_sites_and_the_public_pages(browser, make_user):
    cookie = enter(browser(), make_user("author")).headers["Set-Cookie"]

    assert cookie.startswith("desk=") and "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/admin" in cookie and "Secure" not in cookie


def test_row_keeps_only_the_hash_of_the_token(browser, make_user):
    client = browser()
    enter(client, make_user("author"))
    row = db.session.scalars(select(SignIn)).one()

    cookie = client.get_cookie("desk", path="/admin").value

    assert len(row.token_hash) == 64 and row.token_hash not in cookie


def test_signing_in_gives_a_new_token_and_a_new_secret(browser, make_user):
    client, user = browser(), make_user("author")
    enter(client, user)
    first = client.get_cookie("desk", path="/admin").value
    client.post("/admin/logout", data={"csrf_token": re.search(r'csrf-token" content="([^"]+)"', client.get("/admin/").text).group(1)})

    enter(client, user)

    assert client.get_cookie("desk", path="/admin").value != first
    assert len(set(db.session.scalars(select(SignIn.token_hash)))) == 2


@pytest.mark.parametrize("who", ["nobody@example.org", "author1@example.org", "off@example.org", "bare@example.org"])
def test_wrong_sign_in_says_the_same_whoever_it_is(browser, make_user, who):
    make_user("author")
    make_user("author", email="off@example.org", disabled_at=datetime.now(UTC).replace(tzinfo=None))
    make_user("author", email="bare@example.org", password_hash=None)

    answer = enter(browser(), who, "not the password" if who == "author1@example.org" else PASSWORD)

    assert answer.status_code == 422
    assert re.search(r'id="fault">([^<]+)<', answer.text).group(1) in {"The e-mail address or the password is not right.", "邮箱或密码不对。"}


def test_password_is_reckoned_for_an_account_that_is_not_there(browser, app, monkeypatch):
    seen = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(PasswordHasher, "verify", lambda *given: seen.append(given[1]) or verify(*given))

    enter(browser(), "nobody@example.org")

    assert [value.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for value in seen] == [True]


HOSTILE = [
    "https://evil.example/",
    "https://evil.example/admin/people",
    "https:/admin/people",
    "https:admin/people",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example/admin/",
    "///evil.example/admin/people",
    "//localhost/admin/people",
    "/\\evil.example",
    "\\\\evil.example/admin/people",
    "/admin/\\..\\evil",
    "/admin\\people",
    "/admin//evil.example",
    "/admin//people",
    "/admin/../zh/",
    "/admin/organisations/..",
    "/admin/organisations/.",
    "/admin/organisations/%2e%2e",
    "/admin/organisations/%2E.",
    "/admin/pages/../..",
    "/admin/pages/..%2f../history",
    "/admin/pages/%2e%2e/%2e%2e",
    "/admin/pages/events/..",
    "%2Fadmin%2Fpeople",
    "%2f%2fevil.example",
    "/%2fevil.example",
    "/%5cevil.example",
    "/zh/",
    "/",
    "/administrator",
    "/ADMIN/people",
    "/admin/no-such-page",
    "/admin/login",
    "/admin/login?next=/admin/people",
    "/admin/logout",
    "/admin/account/password",
    "/admin/%0d%0aSet-Cookie:x=1",
    "/admin/people%0d%0aX:y",
    "/admin/people\r\nX: y",
    "/admin/people\n",
    "/admin/\tpeople",
    " /admin/people",
    "/admin/people\x00",
    "/admin/people%00",
    "/admin/people\u2028",
    "/admin@evil.example/",
    "/admin/people#x",
    "/admin/people;x",
    "admin/people",
    "@evil.example/admin/people",
    "/admin/people?" + "x" * 3000,
    "http://[::1",
    "",
]


@pytest.mark.parametrize("wanted", HOSTILE)
def test_next_leads_nowhere_but_to_our_own_pages(browser, make_user, wanted):
    client = browser()
    shown = client.get("/admin/login", query_string={"next": wanted})

    response = enter(client, make_user("admin"), next=wanted)

    assert 'name="next"' not in shown.text
    assert (response.status_code, response.location) == (303, "/admin/")
    assert client.get("/admin/login", query_string={"next": wanted}).location == "/admin/"


@pytest.mark.parametrize("wanted", ["/admin/people", "/admin/people/new", "/admin/?q=temple"])
def test_next_leads_where_one_wanted_to_go(browser, make_user, wanted):
    assert enter(browser(), make_user("admin"), next=wanted).location == wanted


def test_language_chosen_before_signing_in_stays_through_the_form(browser, make_user):
    client = browser()
    client.keep()
    page = client.get("/admin/login?lang=en&next=/admin/people", headers={"Accept-Language": "zh"})
    assert 'href="/admin/login?lang=zh&amp;next=/admin/people"' in page.text
    action = re.search(r'method="post" action="([^"]+)"', page.text).group(1)

    wrong = client.send(action, {"email": "a@example.org", "password": "no"}, headers={"Accept-Language": "zh"})

    assert (action, '<html lang="en"' in wrong.text) == ("/admin/login?lang=en", True)


KNOCKS = [
    ("/admin/people?x=1", "/admin/people?x=1"),
    ("/admin/nothing", None),
    ("/admin/", "/admin/"),
    ("/admin//x", None),
    ("/admin/organisations/..", None),
]


@pytest.mark.parametrize(("path", "kept"), KNOCKS)
def test_stranger_is_sent_to_sign_in_wherever_they_knock(browser, app, path, kept):
    response = browser().get(path)

    assert (response.status_code, urlsplit(response.location).path) == (302, "/admin/login")
    assert parse_qs(urlsplit(response.location).query).get("next", [None])[0] == kept


def test_who_is_signed_in_is_not_asked_again(editor):
    assert editor.get("/admin/login").location == "/admin/"


def test_signing_in_once_more_ends_the_sign_in_that_the_browser_had(browser, make_user):
    client, user = browser(), make_user("author")
    enter(client, user)
    stolen = browser()
    stolen.set_cookie("desk", client.get_cookie("desk", path="/admin").value, path="/admin")

    page = client.get("/admin/account").text
    token = re.search(r'csrf-token" content="([^"]+)"', page).group(1)
    assert client.post("/admin/login", data={"email": user.email, "password": PASSWORD, "csrf_token": token}).status_code == 303

    assert [one.get("/admin/").status_code for one in (client, stolen)] == [200, 302]


def test_cookie_of_a_site_with_https_is_sent_by_https_alone(tmp_path):
    secure = make_app(tmp_path, SITE_URL="https://guide.example")
    with secure.app_context():
        kept = {name: secure.config[f"SESSION_COOKIE_{name}"] for name in ("SECURE", "HTTPONLY", "SAMESITE", "PATH")}
        db.engine.dispose()

    assert kept == {"SECURE": True, "HTTPONLY": True, "SAMESITE": "Lax", "PATH": "/admin"}


@pytest.mark.parametrize("value", ["x", "e30.xx.yy", "." * 3000, "%00", "eyJ0b2tlbiI6MX0.AAAA.BBBB", "é"])
def test_junk_cookies_are_as_no_cookie(browser, app, value):
    client = browser()
    client.set_cookie("desk", value, path="/admin")

    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/login").status_code == 200


@pytest.mark.parametrize("token", [1, None, [], {"a": 1}, "", "no-such-token"])
def test_signed_cookie_with_a_token_of_no_sign_in_is_as_no_cookie(browser, app, token):
    client = browser()
    client.keep(token=token)

    assert client.get("/admin/").status_code == 302


def test_idle_half_hour_ends_the_sign_in(browser, make_user, sign_in):
    with time_machine.travel(NOON, tick=False) as travel:
        client = sign_in(browser(), make_user("author"))
        travel.shift(timedelta(minutes=29))
        assert client.get("/admin/").status_code == 200
        travel.shift(timedelta(minutes=29))
        assert client.get("/admin/").status_code == 200
        travel.shift(timedelta(minutes=30))

        assert client.get("/admin/").status_code == 302


def test_twelve_hours_end_the_sign_in_however_busy_it_is(browser, make_user, sign_in):
    with time_machine.travel(NOON, tick=False) as travel:
        client = sign_in(browser(), make_user("author"))
        answers = []
        for _turn in range(37):
            travel.shift(timedelta(minutes=20))
            answers.append(client.get("/admin/").status_code)

    assert answers == [200] * 35 + [302, 302]


def test_signing_out_ends_the_row_and_not_only_the_cookie(editor):
    kept = editor.get_cookie("desk", path="/admin").value
    assert editor.send("/admin/logout").location == "/admin/login"

    editor.set_cookie("desk", kept, path="/admin")

    assert editor.get("/admin/").status_code == 302


def test_answers_of_the_desk_are_kept_by_nobody(editor, browser):
    for client, path in ((editor, "/admin/"), (editor, "/admin/nothing"), (browser(), "/admin/login"), (browser(), "/admin/")):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_public_pages_know_nothing_of_editors(editor, client, make_place):
    make_place("temple")
    for_everyone = client.get("/zh/places/temple").text
    cookie = editor.get_cookie("desk", path="/admin").value

    response = editor.get("/zh/places/temple", headers={"Cookie": f"desk={cookie}"})

    assert (response.status_code, response.headers.get("Set-Cookie"), response.text) == (200, None, for_everyone)


# ---- The second step ----


@pytest.fixture
def careful(make_user):
    return make_user("publisher", totp_secret=KEY, totp_confirmed_at=datetime(2026, 11, 1))


def test_code_from_the_phone_is_asked_for_and_opens_the_desk(browser, careful):
    client = browser()
    first = enter(client, careful)
    assert (first.status_code, client.get("/admin/").status_code) == (200, 302)

    response = enter_code(client, first, pyotp.TOTP(KEY).now())

    assert (response.status_code, client.get("/admin/").status_code) == (303, 200)


def test_code_is_taken_once_even_from_another_browser(browser, careful):
    with time_machine.travel(NOON, tick=False):
        code = pyotp.TOTP(KEY).at(NOON)
        one, other = browser(), browser()
        first, second = enter(one, careful), enter(other, careful)
        assert enter_code(one, first, code).status_code == 303

        assert enter_code(other, second, code).status_code == 422


def test_earlier_code_is_refused_after_a_later_one(browser, careful):
    with time_machine.travel(NOON, tick=False):
        one, other = browser(), browser()
        first, second = enter(one, careful), enter(other, careful)
        enter_code(one, first, pyotp.TOTP(KEY).at(NOON))

        assert enter_code(other, second, pyotp.TOTP(KEY).at(NOON - timedelta(seconds=30))).status_code == 422


@pytest.mark.parametrize(("seconds", "status"), [(-60, 422), (-30, 303), (0, 303), (30, 303), (60, 422)])
def test_code_may_be_one_step_early_or_late(browser, careful, seconds, status):
    with time_machine.travel(NOON, tick=False):
        client = browser()
        first = enter(client, careful)

        assert enter_code(client, first, pyotp.TOTP(KEY).at(NOON + timedelta(seconds=seconds))).status_code == status


@pytest.mark.parametrize("code", ["", "000000", "12345", "1234567", "abcdef", "１２３４５６", "' or 1=1", "-" * 30])
def test_wrong_code_opens_nothing(browser, careful, code):
    with time_machine.travel(NOON, tick=False):
        client = browser()
        first = enter(client, careful)

        assert (enter_code(client, first, code).status_code, client.get("/admin/").status_code) == (422, 302)


def test_recovery_code_stands_in_for_the_phone_once(browser, careful):
    with writing() as session:
        codes = recovery.renew(session, careful)
    one, other = browser(), browser()
    assert enter_code(one, enter(one, careful), codes[3].upper().replace("-", " ")).status_code == 303

    assert enter_code(other, enter(other, careful), codes[3]).status_code == 422
    assert recovery.left(db.session(), careful) == 9
    assert "recovery_code_used" in db.session.scalars(select(Audit.deed)).all()


def test_recovery_code_of_another_person_opens_nothing(browser, careful, make_user):
    with writing() as session:
        codes = recovery.renew(session, make_user("publisher"))
    client = browser()

    assert enter_code(client, enter(client, careful), codes[0]).status_code == 422


def test_password_step_is_worth_nothing_in_another_browser_or_ten_minutes_later(browser, careful):
    with time_machine.travel(NOON, tick=False) as travel:
        one, other = browser(), browser()
        first = enter(one, careful)
        other.keep()
        other_secret = other.send("/admin/login/code", {"pending": hidden(first, "pending") + "x", "code": pyotp.TOTP(KEY).at(NOON)})
        travel.shift(timedelta(minutes=11))
        late = enter_code(one, first, pyotp.TOTP(KEY).now())

    assert (other_secret.status_code, late.status_code) == (422, 422)


# ---- Throttling ----


def tries(client, email, number, *, address="198.51.100.1", password="wrong password"):
    return [enter(client, email, password, address=address).status_code for _turn in range(number)]


def test_eleventh_try_is_refused_even_with_the_right_password(browser, make_user):
    user = make_user("author")
    assert tries(browser(), user.email, 10) == [422] * 10

    refused = enter(browser(), user)

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "300")


def test_true_owner_gets_in_from_elsewhere_meanwhile(browser, make_user):
    user = make_user("author")
    tries(browser(), user.email, 10)

    assert enter(browser(), user, address="203.0.113.9").status_code == 303


def test_true_owner_gets_in_from_where_they_are_known_though_many_guess(browser, make_user):
    user = make_user("author")
    enter(browser(), user, address="203.0.113.9")
    with writing() as session:
        at = clock.to_utc(clock.now())
        session.add_all(SignInTry(account=f"password:{user.email}", address=f"198.51.100.{place}", at=at) for place in range(100))

    assert enter(browser(), user, address="198.51.100.200").status_code == 429
    assert tries(browser(), user.email, 2, address="203.0.113.9") == [422, 422]
    assert enter(browser(), user, address="203.0.113.9").status_code == 303


def test_guessing_from_many_addresses_is_refused_after_ten(browser, make_user):
    user = make_user("author")

    answers = [enter(browser(), user.email, "wrong password", address=f"198.51.100.{place}").status_code for place in range(12)]

    assert answers == [422] * 10 + [429] * 2


def test_one_address_may_not_try_many_accounts(browser, make_user):
    user = make_user("author")
    for number in range(10):
        enter(browser(), f"someone{number}@example.org", "wrong password")

    assert enter(browser(), user).status_code == 429
    assert enter(browser(), user, address="203.0.113.9").status_code == 303


def test_one_home_counts_as_one_address_in_ipv6(browser, make_user):
    user = make_user("author")
    for number in range(10):
        enter(browser(), user.email, "wrong password", address=f"2001:db8:1:2::{number:x}")

    assert enter(browser(), user, address="2001:db8:1:2:ffff::1").status_code == 429
    assert enter(browser(), user, address="2001:db8:1:3::1").status_code == 303


def test_account_that_is_not_there_is_throttled_alike(browser, app):
    assert tries(browser(), "nobody@example.org", 11) == [422] * 10 + [429]


def test_five_minutes_later_one_may_try_again(browser, make_user):
    with time_machine.travel(NOON, tick=False) as travel:
        user = make_user("author")
        tries(browser(), user.email, 10)
        travel.shift(timedelta(minutes=5, seconds=1))

        assert enter(browser(), user).status_code == 303
        assert db.session.scalars(select(SignInTry)).all() == []


def test_success_takes_back_ones_own_slips(browser, make_user):
    user = make_user("author")
    for _round in range(3):
        assert tries(browser(), user.email, 6) == [422] * 6
        assert enter(browser(), user).status_code == 303


def test_codes_are_throttled_with_the_account_whatever_the_address(browser, careful):
    with time_machine.travel(NOON, tick=False):
        client = browser()
        first = enter(client, careful)
        answers = [enter_code(client, first, "000000", address=f"198.51.100.{place}").status_code for place in range(11)]

        assert answers == [422] * 10 + [429]


def test_tries_hold_across_processes(browser, make_user):
    user = make_user("author")
    tries(browser(), user.email, 10)

    kept = db.session.scalars(select(SignInTry.account)).all()

    assert kept == [f"password:{user.email}"] * 10
