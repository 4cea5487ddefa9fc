"""Invitations: a link that makes one account once, within seven days, and says plainly when it opens nothing."""

import logging
import re
import threading
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from app import clock
from app.config import Settings
from app.extensions import db
from app.mail_server import parse
from app.models.audit import Audit
from app.models.bringing import Invitation
from app.models.people import User
from app.routes.admin.audit import deed_words
from app.services.people import accounts, invitations
from app.services.people.invitations import InvitationVoid
from app.services.transactions import writing
from app.vocabulary import Role
from tests.routes.admin.posting import read_only_store
from tests.smtp import MailServerHere

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=clock.BEIJING)
LIN = {"name": "林晓", "email": " Lin@Example.org", "role": "reviewer", "families": ["event"], "organisation": "rongbaozhai", "language": "zh"}
GOOD = {"name": "林晓", "password": "seven quiet lanes", "again": "seven quiet lanes"}


@pytest.fixture(autouse=True)
def at_ten(make_organisation):
    make_organisation()
    with time_machine.travel(NOW, tick=False):
        yield


def link_on(page) -> str:
    """The path of the link that a page shows once."""
    return urlsplit(re.search(r'class="big-secret"><code>([^<]+)<', page.text).group(1)).path


def invite(admin, **typed) -> str:
    shown = admin.send("/admin/invitations", LIN | typed)
    assert shown.status_code == 200
    return link_on(shown)


def people(email="lin@example.org"):
    db.session.rollback()
    return db.session.scalars(select(User).where(User.email == email)).all()


def deeds():
    db.session.rollback()
    return db.session.scalars(select(Audit.deed).where(Audit.deed.like("invit%")).order_by(Audit.id)).all()


@pytest.fixture
def guest(browser):
    client = browser()
    client.keep()
    return client


# ---- Accepting ----


def test_invited_person_sees_who_invites_and_to_what(admin, guest):
    page = guest.get(invite(admin))

    assert page.status_code == 200 and admin.user.name in page.text and "lin@example.org" in page.text and "荣宝斋" in page.text
    assert (page.headers["Referrer-Policy"], page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == (
        "no-referrer",
        "no-store",
        "noindex, nofollow",
    )


def test_invited_person_makes_an_account_and_signs_in(admin, guest):
    link = invite(admin)

    made = guest.send(link, GOOD | {"name": " 林 晓 "})

    assert (made.status_code, made.location) == (303, "/admin/login?lang=zh")
    assert guest.send("/admin/login", {"email": "lin@example.org", "password": GOOD["password"]}).status_code == 303
    (lin,) = people()
    assert (lin.name, lin.role, lin.families, lin.organisation.slug, lin.language) == ("林 晓", Role.REVIEWER, ["event"], "rongbaozhai", "zh")


def test_invited_administrator_belongs_to_no_organisation(admin, guest):
    assert guest.send(invite(admin, role="admin"), GOOD).status_code == 303

    (lin,) = people()
    assert (lin.role, lin.families, lin.organisation_id) == (Role.ADMIN, [], None)


def test_what_an_invitation_gives_cannot_be_changed_by_its_form(admin, guest):
    guest.send(invite(admin), GOOD | {"role": "admin", "email": "other@example.org", "organisation": "", "families": ""})

    (lin,) = people()
    assert (lin.role, lin.families, lin.organisation.slug, people("other@example.org")) == (Role.REVIEWER, ["event"], "rongbaozhai", [])


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "password123456", "again": "password123456"}, "password"),
        ({"password": "lin@example.org", "again": "lin@example.org"}, "password"),
        ({"again": "seven other lanes"}, "again"),
        ({"password": "", "again": ""}, "password"),
        ({"name": " \u200b "}, "name"),
    ],
)
def test_fault_is_said_beside_its_field_and_the_link_stays_good(admin, guest, typed, field):
    link = invite(admin)

    refused = guest.send(link, GOOD | typed)

    assert (refused.status_code, f'id="{field}-fault"' in refused.text, people()) == (422, True, [])
    assert "seven quiet" not in refused.text
    assert guest.send(link, GOOD).status_code == 303


def test_form_without_cookies_is_shown_again_and_not_the_sign_in(admin, browser):
    link = invite(admin)

    answer = browser().send(link, GOOD, token="stale", headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"})

    assert (answer.status_code, people()) == (400, [])
    assert 'name="again"' in answer.text and 'role="alert"' in answer.text and "seven quiet" not in answer.text


def test_form_of_a_page_without_referrer_says_that_it_comes_from_nowhere_and_is_taken(admin, guest):
    """Browsers send Origin: null from a page whose policy is no-referrer."""
    assert guest.send(invite(admin), GOOD, headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"}).status_code == 303


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site", "Origin": "null"}])
def test_form_of_another_site_does_nothing(admin, guest, headers):
    assert guest.send(invite(admin), GOOD, headers=headers).status_code == 400

    assert people() == []


# ---- Links that open nothing ----


def closed(answer) -> tuple[int, bool]:
    return answer.status_code, 'name="password"' in answer.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_link_opens_for_seven_days_and_then_says_so_in_its_language(admin, guest, language):
    link = invite(admin, language=language)
    with time_machine.travel(NOW + timedelta(days=7, seconds=-1), tick=False):
        assert closed(guest.get(link)) == (200, True)

    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        late = guest.get(link)
        assert (closed(late), guest.send(link, GOOD).status_code, people()) == ((410, False), 410, [])
    assert f'<html lang="{"en" if language == "en" else "zh-Hans"}"' in late.text and late.headers["Referrer-Policy"] == "no-referrer"


def test_used_link_opens_nothing_for_anybody(admin, guest, browser):
    link = invite(admin)
    guest.send(link, GOOD)

    other = browser()
    other.keep()
    assert closed(other.get(link)) == (410, False)
    assert other.send(link, GOOD | {"password": "eight loud lanes!", "again": "eight loud lanes!"}).status_code == 410
    assert len(people()) == 1
    assert guest.send("/admin/login", {"email": "lin@example.org", "password": GOOD["password"]}).status_code == 303


def test_withdrawn_link_opens_nothing(admin, guest):
    link = invite(admin)
    number = db.session.scalars(select(Invitation.id)).one()

    assert admin.send(f"/admin/invitations/{number}/withdraw").status_code == 303

    assert (closed(guest.get(link)), guest.send(link, GOOD).status_code, people()) == ((410, False), 410, [])


def test_renewed_invitation_has_a_new_link_and_the_old_one_is_dead(admin, guest):
    old = invite(admin)
    number = db.session.scalars(select(Invitation.id)).one()

    new = link_on(admin.send(f"/admin/invitations/{number}/renew"))

    assert (new != old, closed(guest.get(old)), closed(guest.get(new))) == (True, (410, False), (200, True))
    assert guest.send(new, GOOD).status_code == 303 and len(people()) == 1


def test_expired_invitation_is_renewed_for_seven_more_days(admin, desk, guest):
    invite(admin)
    number = db.session.scalars(select(Invitation.id)).one()

    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        new = link_on(desk("admin").send(f"/admin/invitations/{number}/renew"))
    with time_machine.travel(NOW + timedelta(days=14), tick=False):
        assert closed(guest.get(new)) == (200, True)


def test_link_opens_nothing_once_there_is_an_account_with_its_address(admin, guest, make_user):
    link = invite(admin)
    make_user("author", email="lin@example.org")

    assert (closed(guest.get(link)), guest.send(link, GOOD).status_code, len(people())) == ((410, False), 410, 1)


@pytest.mark.parametrize("deed", ["disable", "role"])
def test_link_of_one_who_may_invite_no_longer_opens_nothing(admin, desk, guest, deed):
    other = desk("admin")
    link = invite(other)

    admin.send(f"/admin/people/{other.user.id}/{deed}", {"role": "author", "organisation": ""})

    assert closed(guest.get(link)) == (410, False)


def tampered(link: str, key: str) -> list[str]:
    value = link.rsplit("/", 1)[1]
    payload, _dot, signature = value.partition(".")
    others = [URLSafeSerializer(key, salt=salt).dumps([1, 10**18]) for salt in ("desk-carried", "report", "itsdangerous")]
    own = [URLSafeSerializer(key, salt="desk-invitation").dumps(value) for value in ([10**6, 5], [1, 5], "x", [None, None], [1], [[1], 2], {"a": 1})]
    return [
        value[:-1] + ("A" if value[-1] != "A" else "B"),
        payload + "." + signature[::-1],
        value + "x",
        "x" + value,
        payload * 2,
        "." * 40,
        *others,
        *own,
    ]


@pytest.mark.parametrize("number", range(16))
def test_tampered_link_opens_nothing_and_says_what_to_do(app, admin, guest, number):
    link = invite(admin)
    wrong = f"/admin/invitations/{tampered(link, app.config['SETTINGS'].secret_key)[number]}"

    shown = guest.get(wrong)

    assert (closed(shown), guest.send(wrong, GOOD).status_code, people()) == ((404, False), 404, [])
    assert 'class="lead"' in shown.text
    assert guest.get(link).status_code == 200


def test_ten_links_that_open_nothing_close_the_address_for_five_minutes(admin, guest):
    link = invite(admin)
    for number in range(10):
        assert guest.get(f"/admin/invitations/no-such-link-at-all-{number}").status_code == 404

    late = guest.get(link)

    assert (closed(late), late.headers["Retry-After"], guest.send(link, GOOD).status_code, people()) == ((429, False), "300", 429, [])
    with time_machine.travel(NOW + timedelta(minutes=5, seconds=1), tick=False):
        assert guest.send(link, GOOD).status_code == 303


def test_good_link_may_be_opened_often(admin, guest):
    link = invite(admin)

    assert {guest.get(link).status_code for _ in range(15)} == {200}


def test_two_at_once_make_one_account(app, admin):
    key = app.config["SETTINGS"].secret_key
    link = invite(admin).rsplit("/", 1)[1]
    came, start = [], threading.Barrier(8)

    def accept() -> None:
        with app.app_context():
            start.wait()
            try:
                with writing() as session:
                    invitations.accept(session, link, key, name="林晓", password=GOOD["password"])
                came.append("made")
            except InvitationVoid as void:
                came.append(void.state.value)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=accept) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (sorted(came), len(people())) == (["made"] + ["used"] * 7, 1)


# ---- At the desk ----


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": "no address"}, 'id="email-fault"'),
        ({"email": "lin@example.org\r\nBcc: x@y"}, 'id="email-fault"'),
        ({"name": "\x07"}, 'id="name-fault"'),
        ({"role": "king"}, 'class="fault"'),
        ({"organisation": "no-such"}, 'class="fault"'),
    ],
)
def test_invitation_with_a_fault_is_not_made_and_nothing_typed_is_lost(admin, typed, words):
    answer = admin.send("/admin/invitations", LIN | typed)

    assert (answer.status_code, words in answer.text, 'value="event" checked' in answer.text) == (422, True, True)
    assert db.session.query(Invitation).count() == 0


def test_address_with_an_account_or_an_open_invitation_is_not_invited_again(admin):
    invite(admin)

    assert [admin.send("/admin/invitations", LIN | {"email": email}).status_code for email in ("LIN@example.org", admin.user.email)] == [422, 422]


def test_list_says_who_is_invited_by_whom_until_when(admin, make_user):
    empty = admin.get("/admin/invitations").text
    invite(admin)
    listed = admin.get("/admin/invitations").text

    assert ("desk-list" in empty, "林晓" in listed, "lin@example.org" in listed, admin.user.name in listed, "12月2日" in listed) == (
        False,
        *[True] * 4,
    )
    assert "lin@example.org" in admin.get("/admin/people").text


STATES = {"open": "a@example.org", "used": "b@example.org", "withdrawn": "c@example.org", "taken": "d@example.org", "expired": "e@example.org"}


@pytest.fixture
def all_states(admin, desk, guest, make_user):
    """One invitation in each state; the day is eight days later then."""
    for state, email in STATES.items():
        if state != "open":
            link = invite(admin, email=email)
        if state == "used":
            guest.send(link, GOOD)
        elif state == "withdrawn":
            admin.send(f"/admin/invitations/{newest()}/withdraw")
        elif state == "taken":
            make_user("author", email=email)
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        later = desk("admin")
        invite(later, email=STATES["open"])
        yield later


def newest() -> int:
    db.session.rollback()
    return db.session.scalars(select(Invitation.id).order_by(Invitation.id.desc())).first()


@pytest.mark.parametrize("state", [*STATES, "all", "no-such"])
def test_list_and_its_table_show_just_what_is_asked_for(all_states, state):
    expected = {email for one, email in STATES.items() if state in {one, "all", "no-such"}}

    for path in ("/admin/invitations", "/admin/invitations/table.csv"):
        text = all_states.get(f"{path}?state={state}").get_data(as_text=True)
        assert {email for email in STATES.values() if email in text} == expected, path


@pytest.mark.parametrize(
    ("state", "deed", "changes"), [("used", "renew", 0), ("taken", "renew", 0), ("used", "withdraw", 0), ("expired", "withdraw", 1)]
)
def test_deed_that_makes_no_sense_is_refused_in_words(all_states, state, deed, changes):
    number = db.session.scalars(select(Invitation.id).where(Invitation.email == STATES[state])).one()
    before = len(deeds())

    answer = all_states.send(f"/admin/invitations/{number}/{deed}")

    assert (answer.status_code, len(deeds()) - before) == (303, changes)
    assert ("notice-status" in all_states.get("/admin/invitations").text) is (changes == 0)


def test_list_costs_the_same_with_many_rows(all_states, admin, count_queries):
    one = count_queries(lambda: all_states.get("/admin/invitations?state=open"))
    for number in range(5):
        invite(all_states, email=f"more{number}@example.org")

    assert count_queries(lambda: all_states.get("/admin/invitations?state=all")) <= one


@pytest.mark.parametrize("number", [0, 10**9, 10**20])
def test_invitation_that_is_not_there_is_absent(admin, number):
    assert [admin.send(f"/admin/invitations/{number}/{deed}").status_code for deed in ("withdraw", "renew")] == [404, 404]


# ---- What is kept of the link ----


def link_on_page(text: str, *links: str) -> list[str]:
    """The links whose secret a text gives away."""
    return [link for link in links if link.rsplit("/", 1)[1] in text]


def test_audit_says_all_deeds_and_never_the_link(admin, guest):
    first = invite(admin)
    admin.send(f"/admin/invitations/{newest()}/renew")
    admin.send(f"/admin/invitations/{newest()}/withdraw")
    last = invite(admin)
    guest.send(last, GOOD)

    assert deeds() == ["invited", "invitation_renewed", "invitation_withdrawn", "invited", "invitation_used"]
    kept = "".join(f"{row.detail}" for row in db.session.scalars(select(Audit)))
    assert link_on_page(kept, first, last) == [] and GOOD["password"] not in kept
    (lin,) = people()
    assert db.session.scalars(select(Audit.user_id).where(Audit.deed == "invitation_used")).one() == lin.id
    assert set(deeds()) <= set(deed_words()) and link_on_page(admin.get("/admin/audit").text, first, last) == []


def test_link_is_shown_once_and_stands_on_no_other_page(admin):
    link = invite(admin)

    for path in ("/admin/invitations?state=all", "/admin/people", "/admin/audit", "/admin/invitations/table.csv?state=all"):
        assert link.rsplit("/", 1)[1] not in admin.get(path).get_data(as_text=True), path


def test_link_is_in_no_log_even_when_the_store_refuses(app, admin, guest, caplog):
    link = invite(admin)
    with read_only_store(), caplog.at_level(logging.DEBUG):
        answer = guest.send(link, GOOD)

    assert (answer.status_code, people()) == (503, [])
    assert "store refuses" in caplog.text and link.rsplit("/", 1)[1] not in caplog.text


# ---- By mail ----


def with_mail(app, monkeypatch, address: str) -> None:
    settings = app.config["SETTINGS"]
    fields = {name: getattr(settings, name) for name in Settings.__dataclass_fields__}
    monkeypatch.setitem(app.config, "SETTINGS", Settings(**fields | {"mail": parse(address, "guide@example.org")}))


@pytest.mark.parametrize(("language", "until"), [("zh", "2026年12月2日"), ("en", "2 Dec 2026")])
def test_link_is_mailed_in_the_language_of_the_invited(app, admin, guest, monkeypatch, language, until):
    with MailServerHere() as here:
        with_mail(app, monkeypatch, here.address)
        shown = admin.send("/admin/invitations", LIN | {"language": language})

    (letter,) = here.letters
    assert here.recipients == ["lin@example.org"] and "notice-done" in shown.text
    assert until in letter.get_content() and link_on(shown) in letter.get_content() and guest.get(link_on(shown)).status_code == 200


@pytest.mark.parametrize("mode", ["recipient", "break"])
def test_mail_that_is_not_taken_leaves_the_link_to_be_handed_over(app, admin, guest, monkeypatch, caplog, mode):
    with MailServerHere(mode) as here:
        with_mail(app, monkeypatch, here.address)
        shown = admin.send("/admin/invitations", LIN)

    link = link_on(shown)
    assert 'role="alert"' in shown.text and guest.get(link).status_code == 200
    assert "was not mailed" in caplog.text and link.rsplit("/", 1)[1] not in caplog.text and "lin@example.org" not in caplog.text


def test_no_letter_is_spoken_of_where_no_mail_is_sent(admin):
    shown = admin.send("/admin/invitations", LIN)

    assert "notice" not in shown.text.split("<main")[1] and accounts.by_email(db.session(), "lin@example.org") is None
