"""`flask users`: accounts from the command line, with passwords asked, piped or generated once."""

import re
from collections.abc import Callable, Iterator

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app import create_app
from app.config import Settings
from app.extensions import db
from app.models.audit import Audit
from app.models.base import Base
from app.models.people import User
from app.services.people import passwords, recovery, sign_ins, totp
from app.services.transactions import writing

Type = Callable[..., Result]
GOOD = "a quiet lane in autumn"


@pytest.fixture
def users_app(tmp_path) -> Iterator[Flask]:
    app = create_app(Settings.read({"INSTANCE_DIR": str(tmp_path), "TIMED_WORK": "0"}))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def typed(users_app: Flask) -> Type:
    """Run `flask users …` with words, and what comes through the pipe."""
    return lambda *words, pipe="": users_app.test_cli_runner().invoke(args=["users", *words], input=pipe)


def create(typed: Type, email: str = "mei@example.org", role: str = "admin", *more: str, pipe: str = GOOD + "\n") -> Result:
    return typed("create", email, "--name", "李梅", "--role", role, *more, pipe=pipe)


def the_user(app: Flask, email: str = "mei@example.org") -> User | None:
    with app.app_context():
        return db.session.scalars(select(User).where(User.email == email)).one_or_none()


def test_there_is_no_account_by_default(typed):
    assert typed("list").output.startswith("There is no account yet")


def test_piped_password_is_taken_and_not_printed(typed, users_app):
    result = create(typed)

    assert (result.exit_code, result.output) == (0, "created: mei@example.org, admin\n")
    assert passwords.is_right(the_user(users_app).password_hash, GOOD)


@pytest.mark.parametrize(("more", "pipe"), [(("--generate",), GOOD), ((), ""), ((), "\n")])
def test_generated_password_is_printed_once_and_opens_the_account(typed, users_app, more, pipe):
    result = create(typed, "mei@example.org", "author", *more, pipe=pipe)

    password = re.search(r"shown only now: (\S+)\n$", result.output).group(1)
    assert passwords.is_right(the_user(users_app).password_hash, password)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mei", "admin"), "no e-mail address"),
        (("mei@example.org", "king"), "Invalid value for '--role'"),
        (("mei@example.org", "author", "--family", "cat"), "Invalid value for '--family'"),
        (("mei@example.org", "author", "--organisation", "none"), "there is no organisation none"),
    ],
)
def test_what_cannot_be_is_refused_in_words(typed, users_app, words, said):
    result = create(typed, *words)

    assert (result.exit_code != 0, said in result.output, "Traceback" in result.output) == (True, True, False)
    assert the_user(users_app) is None


@pytest.mark.parametrize(("password", "said"), [("short", "too short"), ("password1234", "first passwords"), ("mei@example.org", "too much like")])
def test_weak_password_is_refused_in_words(typed, users_app, password, said):
    result = create(typed, pipe=password + "\n")

    assert (result.exit_code, said in result.output, the_user(users_app)) == (1, True, None)


def test_second_account_of_an_address_is_refused(typed):
    create(typed)

    assert "already" in create(typed, "MEI@EXAMPLE.ORG").output


def test_role_says_what_it_ended(typed, users_app):
    create(typed)
    create(typed, "wang@example.org", "reviewer")
    with users_app.app_context(), writing() as session:
        user = session.scalars(select(User).where(User.email == "wang@example.org")).one()
        sign_ins.begin(session, user, address="", agent="")

    result = typed("role", "wang@example.org", "author", "--family", "trail")

    assert result.output == "wang@example.org is author now; ended 1 sign-in\n"
    assert the_user(users_app, "wang@example.org").families == ["trail"]


def test_last_administrator_is_neither_disabled_nor_given_another_role(typed):
    create(typed)

    assert [typed(*words).exit_code for words in (("disable", "mei@example.org"), ("role", "mei@example.org", "author"))] == [1, 1]
    assert "last administrator" in typed("disable", "mei@example.org").output


def test_disabled_person_can_be_let_in_again(typed, users_app):
    create(typed)
    create(typed, "wang@example.org", "author")
    assert typed("disable", "wang@example.org").output == "wang@example.org is disabled; ended 0 sign-ins\n"
    assert not the_user(users_app, "wang@example.org").is_active

    assert typed("disable", "wang@example.org", "--undo").output == "wang@example.org may sign in again\n"
    assert the_user(users_app, "wang@example.org").is_active


def test_reset_names_what_it_revoked(typed, users_app):
    create(typed)
    with users_app.app_context(), writing() as session:
        user = session.scalars(select(User)).one()
        totp.start(user)
        user.totp_confirmed_at = user.created_at
        recovery.renew(session, user)
        sign_ins.begin(session, user, address="", agent="")
        sign_ins.begin(session, user, address="", agent="")

    result = typed("reset", "mei@example.org", pipe="eaves of the drum tower\n")

    assert result.output == "mei@example.org: revoked 2 sign-ins, the second step, 10 recovery codes\n"
    assert passwords.is_right(the_user(users_app).password_hash, "eaves of the drum tower")
    assert typed("reset", "mei@example.org", "--generate").output.startswith(
        "mei@example.org: revoked 0 sign-ins, no second step (there was none), 0 recovery codes\npassword, shown only now: "
    )


@pytest.mark.parametrize("words", [("role", "no@example.org", "author"), ("disable", "no@example.org"), ("reset", "no@example.org")])
def test_account_that_is_not_there_is_said(typed, words):
    result = typed(*words)

    assert (result.exit_code, "there is no account no@example.org" in result.output) == (1, True)


def test_list_shows_role_reach_and_state(typed):
    create(typed)
    create(typed, "wang@example.org", "author", "--family", "event", "--family", "trail")
    typed("disable", "wang@example.org")

    lines = [line.split() for line in typed("list").output.splitlines()]
    assert [line[:3] for line in lines] == [["mei@example.org", "admin", "all"], ["wang@example.org", "author", "event,trail"]]
    assert "disabled" in lines[1]


def test_deeds_of_the_command_line_are_in_the_audit_without_a_person(typed, users_app):
    create(typed)

    with users_app.app_context():
        assert [(row.deed, row.user_id) for row in db.session.scalars(select(Audit))] == [("user_created", None)]
