"""Every role at every route: generated from `app.url_map`, so that a new route is covered by itself or fails here by name.

What a view declares decides what is expected: nobody signed in is sent to sign in, who lacks the right finds nothing,
who has it finds the page on their own objects and nothing on another organisation's, and no form without its token.
A route with an argument that `OWN` does not know fails with the name of the argument: add an example for it there.
"""

import tempfile
from urllib.parse import urlsplit

import pytest
from flask import g
from werkzeug.exceptions import NotFound
from werkzeug.routing import Rule

from app import create_app
from app.config import Settings
from app.extensions import db
from app.models.page import Page, Revision
from app.routes.admin import access
from app.security import PUBLIC
from app.services.people import rights, sign_ins
from app.services.transactions import writing
from app.vocabulary import Right, Role
from tests.routes.admin.conftest import ADDRESS

SIGNED_IN = [role.value for role in Role]
# An administrator belongs to no organisation.
PEOPLE = [(role, organisation) for role in SIGNED_IN for organisation in (None, "rongbaozhai") if role != "admin" or organisation is None]
ANSWERED = {200, 201, 202, 204, 302, 303, 400, 409, 410, 422}
REFUSED_TOKENS = {"missing": None, "wrong": "wrong", "another": "ImFhYWEi.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"}


def all_rules():
    """The rules as parameters; read once at collection."""
    with tempfile.TemporaryDirectory() as folder:
        made = create_app(Settings.read({"INSTANCE_DIR": folder, "TIMED_WORK": "0"}))
        found = sorted(made.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
        with made.app_context():
            db.engine.dispose()
    return found


RULES = all_rules()
DESK = [rule for rule in RULES if access.is_desk(rule.rule)]
NAMES = [f"{rule.endpoint} {rule.rule}" for rule in DESK]
PUBLIC_NAMES = sorted({f"{rule.endpoint} {rule.rule}" for rule in RULES if not access.is_desk(rule.rule) and rule.endpoint != "static"})


class World:
    """Objects of one organisation and of another, with the arguments of routes that lead to them."""

    def __init__(self, make_event, give_page, make_organisation):
        self.mine, self.theirs = give_page(make_event("mine")), give_page(make_event("theirs"), "elsewhere")
        make_organisation("rongbaozhai")

    def own(self, rule: Rule, me) -> dict[str, object]:
        """Arguments that lead to what is one's own."""
        return {name: self.value(rule, name, self.mine, me) for name in rule.arguments}

    def foreign(self, rule: Rule, stranger) -> dict[str, object]:
        """Arguments that lead to what is another's."""
        return {name: self.value(rule, name, self.theirs, stranger) for name in rule.arguments}

    def value(self, rule: Rule, name: str, page: Page, user) -> object:
        """One example of an argument, for a page and a person."""
        if rule.endpoint.startswith("admin_organisations."):
            return page.id if name == "number" else ("rongbaozhai" if page is self.mine else "elsewhere")
        if rule.endpoint == "admin_account.end_sign_in":
            return sign_in_of(user)
        if rule.endpoint.startswith("admin_people."):
            return user.id
        examples = {
            "folder": "events",
            "slug": page.slug,
            "family": "event",
            "number": page.revision,
            "other": page.revision,
            "revision_id": revision_of(page),
            "page_id": page.id,
            "kind": "schedule",
            "name": "schedule",
            "half": "zh",
            "of": "2027-02-07",
            "token": "no-such-token",
            "link": "no-such-link",
            "lang": "zh",
        }
        assert name in examples, f"{rule.endpoint} {rule.rule}: give an example of <{name}> in tests/routes/admin/test_matrix.py"
        return examples[name]


def sign_in_of(user) -> int:
    """A sign-in of a person, in another browser."""
    with writing() as session:
        sign_ins.begin(session, user, address=ADDRESS, agent="other")
    return sign_ins.live_ones(db.session(), user)[0].id


def revision_of(page: Page) -> int:
    """The row of a page's live revision."""
    return db.session.query(Revision.id).filter_by(page_id=page.id, number=page.revision).scalar()


@pytest.fixture
def world(make_event, give_page, make_organisation):
    return World(make_event, give_page, make_organisation)


def rule_named(name: str) -> Rule:
    return DESK[NAMES.index(name)]


def address_of(rule: Rule, app, values) -> str:
    with app.test_request_context("/admin/"):
        return urlsplit(app.url_map.bind("localhost").build(rule.endpoint, values, method=method_of(rule))).path


def method_of(rule: Rule) -> str:
    return "GET" if "GET" in rule.methods else next(iter(rule.methods - {"OPTIONS", "HEAD"}))


def ask(client, method: str, path: str, **more):
    """Ask for a path as a person would: a form with its token for a POST."""
    return client.get(path) if method == "GET" else client.send(path, **more)


def methods_of(rule: Rule) -> list[str]:
    return sorted(rule.methods & {"GET", "POST"})


def permission_of(app, rule: Rule):
    return getattr(app.view_functions[rule.endpoint], "permission", None)


# ---- The whole map ----


def test_every_route_is_public_static_or_of_the_desk(app):
    """100 % of the map: public ones say so and lie outside the desk, the desk's name a right, and none has other methods."""
    for rule in app.url_map.iter_rules():
        permission, inside = permission_of(app, rule), access.is_desk(rule.rule)
        if rule.endpoint == "static":
            continue
        assert isinstance(permission, Right) == (inside and permission != access.OPEN), f"{rule.rule}: {permission}"
        assert inside or permission in {PUBLIC, access.OPEN}, f"{rule.rule} is outside the desk and not public"
        assert not rule.methods - {"GET", "HEAD", "OPTIONS", "POST"}, f"{rule.rule} has other methods"


def test_open_views_of_the_desk_are_few_and_known(app):
    found = {rule.endpoint for rule in app.url_map.iter_rules() if permission_of(app, rule) == access.OPEN}

    assert found - {endpoint for endpoint in found if endpoint.startswith("admin_previews.")} == {
        "admin_sign_in.show",
        "admin_sign_in.enter",
        "admin_sign_in.enter_code",
    }


@pytest.mark.parametrize("name", PUBLIC_NAMES)
def test_public_route_takes_no_form_and_no_session(app, name):
    """A public view reads no cookie of the desk, so there is nothing to forge."""
    rule = next(rule for rule in app.url_map.iter_rules() if f"{rule.endpoint} {rule.rule}" == name)

    assert app.view_functions[rule.endpoint].kept in {True, False}
    assert "POST" not in rule.methods or permission_of(app, rule) in {PUBLIC, access.OPEN}


# ---- Each route of the desk ----


@pytest.mark.parametrize("name", NAMES)
def test_stranger_is_sent_to_sign_in(app, browser, world, make_user, name):
    rule = rule_named(name)
    if permission_of(app, rule) == access.OPEN:
        pytest.skip("open to all")
    path = address_of(rule, app, world.own(rule, make_user("author")))
    for method in methods_of(rule):
        for cookie in (None, {}, {"token": "no such token"}):
            client = browser()
            if cookie is not None:
                client.keep(**cookie)
            response = client.get(path) if method == "GET" else client.post(path, data={"x": "1"})
            assert response.status_code == 302 and urlsplit(response.location).path == "/admin/login", f"{method} {path}"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("role", "organisation"), PEOPLE)
def test_right_decides_what_a_role_finds(app, desk, world, make_user, role, organisation, name):
    """Own objects: found with the right, absent without it; never an error."""
    rule, target = rule_named(name), make_user("author")
    permission = permission_of(app, rule)
    for method in methods_of(rule):
        client = desk(role, organisation=organisation)
        me = target if rule.endpoint.startswith("admin_people.") else client.user
        path = address_of(rule, app, world.own(rule, me))
        response = ask(client, method, path)
        if permission == access.OPEN or rights.has(client.user, permission):
            assert response.status_code in ANSWERED | ({404, 410} if permission == access.OPEN else set()), f"{role} {method} {path}"
        else:
            assert response.status_code == 404, f"{role} {method} {path}"


@pytest.mark.parametrize("name", [name for name in NAMES if rule_named(name).arguments])
def test_foreign_objects_are_absent(app, desk, world, make_user, name):
    """Another organisation's page, and another person's sign-in: absent for those who may use the view on their own."""
    rule = rule_named(name)
    permission = permission_of(app, rule)
    if permission == access.OPEN:
        pytest.skip("open to all")
    if permission is Right.PEOPLE:
        pytest.skip("an administrator has no foreign people, pages or organisations")
    if not rule.arguments & {"slug", "number", "revision_id", "page_id", "of"}:
        pytest.skip("leads to no object")
    for role in (role for role in Role if permission in rights.RIGHTS[role] and role is not Role.ADMIN):
        for method in methods_of(rule):
            client = desk(role.value, organisation="rongbaozhai")
            path = address_of(rule, app, world.foreign(rule, make_user("author")))
            assert ask(client, method, path).status_code == 404, f"{role} {method} {path}"


@pytest.mark.parametrize("name", [name for name in NAMES if "folder" in rule_named(name).arguments])
def test_pages_of_a_family_that_is_not_ones_own_are_absent(app, desk, world, name):
    rule = rule_named(name)
    permission = permission_of(app, rule)
    for role in (role for role in Role if permission in rights.RIGHTS[role] and role is not Role.ADMIN):
        for method in methods_of(rule):
            client = desk(role.value, families=["trail"])
            path = address_of(rule, app, world.own(rule, client.user))
            assert ask(client, method, path).status_code == 404, f"{role} {method} {path}"


@pytest.mark.parametrize("name", [name for name in NAMES if "POST" in rule_named(name).methods])
@pytest.mark.parametrize("token", REFUSED_TOKENS)
def test_form_without_its_token_does_nothing(app, desk, world, make_user, name, token):
    rule, client = rule_named(name), desk("admin")
    path = address_of(rule, app, world.own(rule, make_user("author") if rule.endpoint.startswith("admin_people.") else client.user))

    response = client.send(path, {"x": "1"}, token=REFUSED_TOKENS[token])

    assert response.status_code == 400, path


@pytest.mark.parametrize("name", NAMES)
def test_disabled_person_finds_the_door(app, desk, world, make_user, name):
    rule, client = rule_named(name), desk("admin")
    if permission_of(app, rule) == access.OPEN:
        pytest.skip("open to all")
    path = address_of(rule, app, world.own(rule, client.user))
    with writing() as session:
        session.refresh(client.user)
        client.user.disabled_at = client.user.created_at

    for method in methods_of(rule):
        response = ask(client, method, path) if method == "GET" else client.post(path, data={"x": "1"})
        assert response.status_code == 302 and urlsplit(response.location).path == "/admin/login", f"{method} {path}"


def test_unknown_paths_of_the_desk_are_absent_for_everyone_signed_in(desk):
    for role in SIGNED_IN:
        assert [desk(role).get(path).status_code for path in ("/admin/nothing", "/admin/people/0", "/admin/logout")] == [404, 404, 404]


def test_view_that_declares_nothing_is_absent_even_for_an_admin(app, make_user):
    """Deny by default: the guard, not the decorator, keeps the door."""
    user = make_user("admin")

    for undeclared in (None, PUBLIC, "see", True):
        with app.test_request_context("/admin/"):
            g.desk_user = user
            with pytest.raises(NotFound):
                access.admit(lambda: "open", undeclared)
