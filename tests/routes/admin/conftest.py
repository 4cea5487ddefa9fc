"""The cast of the desk, and browsers in which they are signed in."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import clock
from app.models.page import Page
from app.models.people import Organisation, User
from app.routes.admin import COOKIE
from app.services.people import passwords, sign_ins
from app.services.transactions import writing
from app.vocabulary import Family, Role
from tests.guards import GuardedClient, check_page

PASSWORD = "a quiet lane in autumn"
SECRET = "0123456789abcdef0123456789abcdef01234567"
ADDRESS = "203.0.113.7"


@lru_cache(maxsize=1)
def password_hash() -> str:
    """The hash of everybody's password; reckoned once."""
    return passwords.hashed(PASSWORD)


class DeskClient(GuardedClient):
    """A browser at the desk: `send` posts a form as one of our pages would, and checks the page that comes back."""

    user: User | None = None

    def send(self, path: str, data: Any = None, *, token: str | None = "ours", **more: Any) -> TestResponse:
        fields = list(data.items(multi=True) if hasattr(data, "getlist") else (data or {}).items()) if not isinstance(data, list) else data
        if token is not None:
            fields = [*fields, ("csrf_token", self.csrf() if token == "ours" else token)]
        response = self.post(path, data=as_form(fields), content_type="application/x-www-form-urlencoded", **more)
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 308}:
            check_page(response.text, response.request.path, response.headers["Content-Security-Policy"])
        return response

    def csrf(self) -> str:
        """A token for the secret in this browser's cookie."""
        if "csrf_token" not in self.kept():
            self.keep(**self.kept())
        return str(URLSafeTimedSerializer(self.application.secret_key or "", salt="wtf-csrf-token").dumps(self.kept()["csrf_token"]))

    def kept(self) -> dict[str, Any]:
        """What this browser's cookie of the desk holds."""
        cookie = self.get_cookie(COOKIE, path="/admin")
        return dict(self.signer().loads(cookie.value)) if cookie is not None else {}

    def signer(self) -> Any:
        """What signs the cookie."""
        return self.application.session_interface.get_signing_serializer(self.application)  # type: ignore[attr-defined]

    def keep(self, **values: Any) -> None:
        """Put a cookie of the desk in this browser."""
        self.set_cookie(COOKIE, self.signer().dumps({"csrf_token": SECRET, "_permanent": True, **values}), path="/admin")


def as_form(fields: Sequence[tuple[str, Any]]) -> str:
    """Fields as a browser sends them, each value of a list by itself."""
    from urllib.parse import urlencode

    return urlencode([(name, one) for name, value in fields for one in (value if isinstance(value, list | tuple) else [value])])


@pytest.fixture
def make_organisation(app: Flask) -> Callable[..., Organisation]:
    """Give the organisation of a short name, made when it is not there."""

    def make(slug: str = "rongbaozhai") -> Organisation:
        with writing() as session:
            found = session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none() or Organisation(slug=slug, name_zh="荣宝斋")
            session.add(found)
        return found

    return make


@pytest.fixture
def make_user(app: Flask, make_organisation: Callable[..., Organisation]) -> Callable[..., User]:
    """Make a person: `make_user("publisher", families=["event"], organisation="rongbaozhai")`; all have the same password."""

    def make(role: str = "author", families: Sequence[Family | str] = (), organisation: str | Organisation | None = None, **values: Any) -> User:
        of = make_organisation(organisation) if isinstance(organisation, str) else organisation
        of_id = of.id if of is not None else None
        with writing() as session:
            number = len(session.scalars(select(User.id)).all()) + 1
            user = User(
                **{
                    "email": f"{role}{number}@example.org",
                    "name": f"{role} {number}",
                    "role": Role(role),
                    "password_hash": password_hash(),
                    "created_at": clock.to_utc(clock.now()),
                    "families": [str(Family(family).value) for family in families],
                    "organisation_id": of_id,
                    "language": "zh",
                    **values,
                }
            )
            session.add(user)
        return user

    return make


@pytest.fixture
def browser(app: Flask) -> Callable[[], DeskClient]:
    """A browser in which nobody is signed in."""
    return lambda: DeskClient(app, app.response_class, use_cookies=True)


@pytest.fixture
def sign_in(app: Flask) -> Callable[[DeskClient, User], DeskClient]:
    """Sign a person in without the form, which takes a password's time."""

    def enter(client: DeskClient, user: User) -> DeskClient:
        with writing() as session:
            session.refresh(user) if user in session else session.add(user)
            token = sign_ins.begin(session, user, address=ADDRESS, agent="Mozilla/5.0 (iPhone) Safari/605.1")
        client.keep(token=token)
        client.user = user
        return client

    return enter


@pytest.fixture
def desk(
    browser: Callable[[], DeskClient], make_user: Callable[..., User], sign_in: Callable[[DeskClient, User], DeskClient]
) -> Callable[..., DeskClient]:
    """A browser in which a new person of a role is signed in: `desk("publisher")`; `client.user` is the person."""
    return lambda role="author", **values: sign_in(browser(), make_user(role, **values))


@pytest.fixture
def give_page(app: Flask, make_organisation: Callable[..., Organisation]) -> Callable[[Page, str], Page]:
    """Let a page belong to an organisation."""

    def give(page: Page, slug: str = "rongbaozhai") -> Page:
        organisation_id = make_organisation(slug).id
        with writing() as session:
            session.refresh(page)
            page.organisation_id = organisation_id
        return page

    return give


@pytest.fixture
def editor(desk: Callable[..., DeskClient]) -> DeskClient:
    return desk("author")


@pytest.fixture
def translator(desk: Callable[..., DeskClient]) -> DeskClient:
    return desk("translator")


@pytest.fixture
def reviewer(desk: Callable[..., DeskClient]) -> DeskClient:
    return desk("reviewer")


@pytest.fixture
def publisher(desk: Callable[..., DeskClient]) -> DeskClient:
    return desk("publisher")


@pytest.fixture
def admin(desk: Callable[..., DeskClient]) -> DeskClient:
    return desk("admin")


@pytest.fixture
def outsider(desk: Callable[..., DeskClient]) -> DeskClient:
    """A publisher of another organisation, who reaches none of the pages that tests make."""
    return desk("publisher", organisation="elsewhere")
