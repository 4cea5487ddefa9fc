"""People on PostgreSQL: the migration to and fro, and what the database alone decides: tries, codes used once, sign-ins that end."""

import contextlib
import threading
from datetime import datetime

import pyotp
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from app.extensions import db
from app.models.base import Base
from app.models.people import User
from app.services.people import accounts, recovery, sign_ins, signing_in
from app.services.people.signing_in import TooManyTries, WrongSignIn
from app.services.transactions import writing
from app.vocabulary import Role
from tests.services.test_on_postgres import pg_app, server

pytestmark = pytest.mark.postgres
__all__ = ["pg_app", "server"]

PASSWORD, KEY = "a quiet lane in autumn", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ADDRESS = "198.51.100.1"


def make_person(**values: object) -> User:
    with writing() as session:
        user = accounts.create(session, email="mei@example.org", name="李梅", role=Role.PUBLISHER, password=PASSWORD, by=None)
        for name, value in values.items():
            setattr(user, name, value)
    return user


def test_desks_migration_goes_back_and_forth(pg_app: Flask) -> None:
    make_person()
    db.session.remove()
    downgrade(revision="0003")
    upgrade()

    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata) == []
    assert accounts.everyone(db.session())[0].families == []


def test_sign_in_tries_and_reset(pg_app: Flask) -> None:
    user = make_person()
    for _turn in range(10):
        with pytest.raises(WrongSignIn):
            signing_in.check_password(user.email, "wrong password", address=ADDRESS)
    with pytest.raises(TooManyTries):
        signing_in.check_password(user.email, PASSWORD, address=ADDRESS)

    found = signing_in.check_password(user.email, PASSWORD, address="203.0.113.9")
    token = signing_in.finish(found, address="203.0.113.9", agent="")
    with writing() as session:
        session.refresh(found)
        revoked = accounts.reset(session, found, "eaves of the drum tower", by=None)

    kept = sign_ins.find(db.session(), token)
    assert kept is not None and not sign_ins.is_live(kept)
    assert (revoked.sign_ins, revoked.had_two_step, revoked.recovery_codes) == (1, False, 0)


@pytest.mark.parametrize("kind", ["phone", "paper"])
def test_code_used_by_many_at_once_opens_the_desk_once(pg_app: Flask, kind: str) -> None:
    user = make_person(totp_secret=KEY, totp_confirmed_at=datetime(2026, 11, 1))
    with writing() as session:
        session.refresh(user)
        code = pyotp.TOTP(KEY).now() if kind == "phone" else recovery.renew(session, user)[0]
    opened: list[str] = []

    def enter(number: int) -> None:
        with pg_app.app_context():
            with contextlib.suppress(WrongSignIn):
                opened.append(signing_in.finish_with_code(db.session.get_one(User, user_id), code, address=f"203.0.113.{number}", agent=""))
            db.session.remove()

    user_id = user.id
    db.session.remove()
    threads = [threading.Thread(target=enter, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(opened) == 1
