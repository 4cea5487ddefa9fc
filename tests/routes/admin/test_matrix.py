"""Every role at every route: generated from `app.url_map`, so that a new route is covered by itself or fails here by name.

What a view declares decides what is expected: nobody signed in is sent to sign in, who lacks the right finds nothing,
who has it finds the page on their own objects and nothing on another organisation's, and no form without its token.
A route with an argument that `World.value` does not know fails with the name of the argument: add an example for it there.
The last test prints how much was tried and fails when that was less than the map asks for.
"""

import tempfile
from collections import Counter
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest
from flask import current_app, g
from werkzeug.exceptions import NotFound
from werkzeug.routing import Rule

from app import clock, create_app
from app.config import Settings
from app.extensions import db
from app.models.audit import Audit
from app.models.bringing import ImportBatch, Invitation
from app.models.media import Media
from app.models.page import Page, Revision
from app.models.people import User
from app.models.truth import Report
from app.routes.admin import access
from app.security import PUBLIC
from app.services.bringing import files
from app.services.people import invitations, rights, sign_ins
from app.services.transactions import writing
from app.vocabulary import Family, Right, Role
from tests.routes.admin.conftest import ADDRESS

SIGNED_IN = [role.value for role in Role]
# An administrator belongs to no organisation.
PEOPLE = [(role, organisation) for role in SIGNED_IN for organisation in (None, "rongbaozhai") if role != "admin" or organisation is None]
ANSWERED = {200, 201, 202, 204, 302, 303, 400, 409, 410, 422}
REFUSED_TOKENS = {"missing": None, "wrong": "wrong", "another": "ImFhYWEi.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# What a view needs in its query before it can answer.
QUERY = {"admin_form.find": {"family": "event", "q": "mine"}}
TRIED: Counter[tuple[str, str, str]] = Counter()


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

    def __init__(self, make_event, make_series, give_page, make_organisation):
        for slug, organisation in (("mine-series", ()), ("theirs-series", ("elsewhere",))):
            give_page(make_series(slug), *organisation)
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
        if rule.endpoint.startswith("admin_organisations.") and name != "form":
            return page.id if name == "number" else ("rongbaozhai" if page is self.mine else "elsewhere")
        made = next((make for start, make in MADE.items() if rule.endpoint.startswith(start) and name in {"number", "key", "link"}), None)
        if made is not None:
            return made(page, user)
        examples = {
            "folder": "events",
            "slug": page.slug,
            "picture": "home.zh.png",
            "series": f"{page.slug}-series",
            "family": "event",
            "number": page.revision,
            "other": page.revision,
            "revision_id": revision_of(page),
            "page_id": page.id,
            "kind": "schedule",
            "form": "csv",
            "name": "schedule",
            "half": "zh",
            "of": "2027-02-07",
            "token": "no-such-token",
            "link": "no-such-link",
            "lang": "zh",
        }
        assert name in examples, f"{rule.endpoint} {rule.rule}: give an example of <{name}> in tests/routes/admin/test_matrix.py"
        return examples[name]


def list_of(user) -> str:
    """A list that a person brought."""
    with writing() as session:
        data = "slug,名称,类别\nhall,某堂,图书馆\n".encode()
        return files.bring(session, family=Family.PLACE, name="list.csv", data=data, source="名单", by=session.get_one(User, user.id)).id


def picture_of(user) -> int:
    """A picture of a person's organisation."""
    with writing() as session:
        size = {"width": 800, "height": 600, "variants": [{"file": "none-800.jpg", "kind": "jpg", "width": 800, "height": 600}]}
        media = Media(file=f"{uuid4().hex}.jpg", alt_zh="图", author="A", licence="CC0 1.0", added_at=clock.to_utc(clock.now()), **size)
        media.organisation_id = user.organisation_id
        session.add(media)
        session.flush()
        return media.id


def import_of(user) -> int:
    """An import that a person did."""
    with writing() as session:
        batch = ImportBatch(at=clock.to_utc(clock.now()), by_id=user.id, family=Family.PLACE, format="csv", file="list.csv", rows=0)
        session.add(batch)
        session.flush()
        return batch.id


def report_on(page: Page) -> int:
    """A report on a page."""
    with writing() as session:
        report = Report(number=f"XC-{uuid4().hex[:8]}", page_id=page.id, address="", text="x", language="zh", at=clock.to_utc(clock.now()))
        session.add(report)
        session.flush()
        return report.id


def invitation_of(_user, name: str) -> int | str:
    """An open invitation by an administrator: its number, or its link."""
    now = clock.to_utc(clock.now())
    with writing() as session:
        inviter = User(email=f"{uuid4().hex}@example.org", name="x", role=Role.ADMIN, language="zh", created_at=now)
        session.add(inviter)
        session.flush()
        made = Invitation(email=f"{uuid4().hex}@example.org", name="x", role=Role.AUTHOR, made_at=now, made_by_id=inviter.id, expires_at=now)
        made.expires_at += invitations.GOOD_FOR
        session.add(made)
    return made.id if name == "number" else invitations.link_of(made, current_app.config["SETTINGS"].secret_key)


# What is made for a route whose argument is no page, by the beginning of its name: for a page and a person.
MADE = {
    "admin_account.end_sign_in": lambda _page, user: sign_in_of(user),
    "admin_people.": lambda _page, user: user.id,
    "admin_reports.answer": lambda page, _user: report_on(page),
    "admin_import_files.": lambda _page, user: list_of(user),
    "admin_media.": lambda _page, user: picture_of(user),
    "admin_invitations.": lambda _page, user: invitation_of(user, "number"),
    "admin_invited.": lambda _page, user: invitation_of(user, "link"),
    "admin_imports.": lambda _page, user: import_of(user),
}


def sign_in_of(user) -> int:
    """A sign-in of a person, in another browser."""
    with writing() as session:
        sign_ins.begin(session, user, address=ADDRESS, agent="other")
    return sign_ins.live_ones(db.session(), user)[0].id


def revision_of(page: Page) -> int:
    """The row of a page's live revision."""
    return db.session.query(Revision.id).filter_by(page_id=page.id, number=page.revision).scalar()


@pytest.fixture
def world(make_event, make_series, give_page, make_organisation):
    return World(make_event, make_series, give_page, make_organisation)


def rule_named(name: str) -> Rule:
    return DESK[NAMES.index(name)]


def address_of(rule: Rule, app, values) -> str:
    with app.test_request_context("/admin/"):
        path = urlsplit(app.url_map.bind("localhost").build(rule.endpoint, values, method=method_of(rule))).path
    return path + (f"?{urlencode(QUERY[rule.endpoint])}" if rule.endpoint in QUERY else "")


def method_of(rule: Rule) -> str:
    return "GET" if "GET" in rule.methods else next(iter(rule.methods - {"OPTIONS", "HEAD"}))


def ask(client, rule: Rule, method: str, path: str, who: str, **more):
    """Ask for a path as a person would, a form with its token for a POST, and count it."""
    TRIED[rule.endpoint, method, who] += 1
    return client.get(path) if method == "GET" else client.send(path, **more)


def methods_of(rule: Rule) -> list[str]:
    return sorted(rule.methods & {"GET", "POST"})


def permission_of(app, rule: Rule):
    return getattr(app.view_functions[rule.endpoint], "permission", None)


def is_door(response) -> bool:
    """Whether a response leads to the sign-in."""
    return response.status_code == 302 and urlsplit(response.location).path == "/admin/login"


def with_right(permission):
    """The roles other than admin that have a right; an administrator has no foreign objects."""
    return [role.value for role in Role if permission in rights.RIGHTS[role] and role is not Role.ADMIN]


def deeds() -> int:
    """How much was done and written so far."""
    db.session.rollback()
    return db.session.query(Audit).count() + db.session.query(Revision).count()


# ---- The whole map ----


def fault_of(app, rule: Rule) -> str:
    """What is wrong with the declaration of a route; nothing for one that is public, static or of the desk and says so."""
    permission, inside = permission_of(app, rule), access.is_desk(rule.rule)
    if rule.endpoint == "static":
        return "static files lie at the desk" if inside else ""
    if rule.methods - {"GET", "HEAD", "OPTIONS", "POST"}:
        return "has other methods than GET and POST"
    if inside:
        return "" if isinstance(permission, Right) or permission == access.OPEN else "is of the desk and names no right"
    if permission == access.OPEN and rule.endpoint.startswith("admin_"):
        return ""
    return "" if permission == PUBLIC else "is outside the desk and not public"


def test_every_route_declares_who_may_open_it(app):
    """100 % of the map."""
    assert [(rule.rule, fault) for rule in app.url_map.iter_rules() if (fault := fault_of(app, rule))] == []


@pytest.mark.parametrize(
    ("path", "permission"), [("/admin/new-thing", None), ("/admin/new-thing", PUBLIC), ("/zh/new-thing", None), ("/x", Right.SEE)]
)
def test_new_route_with_no_fitting_declaration_is_noticed(tmp_path, path, permission):
    def view():
        return "open"

    if permission is not None:
        view.permission = permission
    made = create_app(Settings.read({"INSTANCE_DIR": str(tmp_path), "TIMED_WORK": "0"}))
    made.add_url_rule(path, "new_thing", view)
    with made.app_context():
        db.engine.dispose()

    assert [rule.rule for rule in made.url_map.iter_rules() if fault_of(made, rule)] == [path]


def test_open_views_of_the_desk_are_few_and_known(app):
    found = {rule.endpoint for rule in app.url_map.iter_rules() if permission_of(app, rule) == access.OPEN}

    assert found - {endpoint for endpoint in found if endpoint.startswith("admin_previews.")} == {
        "admin_sign_in.show",
        "admin_sign_in.enter",
        "admin_sign_in.enter_code",
        "admin_digests.feed",
        "admin_invited.show",
        "admin_invited.enter",
    }


@pytest.mark.parametrize("name", PUBLIC_NAMES)
def test_public_route_says_what_it_reads_and_that_it_is_for_everyone(app, name):
    rule = next(rule for rule in app.url_map.iter_rules() if f"{rule.endpoint} {rule.rule}" == name)
    view = app.view_functions[rule.endpoint]
    TRIED[rule.endpoint, "declares", "public"] += 1

    assert permission_of(app, rule) in {PUBLIC, access.OPEN}
    assert view.kept in {True, False} and isinstance(view.arguments, frozenset)


# ---- Each route of the desk ----


@pytest.mark.parametrize("name", NAMES)
def test_stranger_is_sent_to_sign_in_by_any_method(app, browser, world, make_user, name):
    rule = rule_named(name)
    if permission_of(app, rule) == access.OPEN:
        pytest.skip("open to all")
    path = address_of(rule, app, world.own(rule, make_user("author")))
    for method in METHODS:
        for cookie in (None, {}, {"token": "no such token"}):
            client = browser()
            if cookie is not None:
                client.keep(**cookie)
            TRIED[rule.endpoint, method, "stranger"] += 1
            response = client.open(path, method=method, data={"x": "1"} if method in access.WRITES else None)
            assert is_door(response), f"{method} {path}"


@pytest.mark.parametrize("name", NAMES)
def test_right_decides_what_a_role_finds(app, desk, world, make_user, name):
    """Own objects: found with the right, absent without it; never an error."""
    rule, target = rule_named(name), make_user("author")
    permission = permission_of(app, rule)
    also = {404, 410} if permission == access.OPEN else set()
    for method in methods_of(rule):
        for role, organisation in PEOPLE:
            client = desk(role, organisation=organisation)
            path = address_of(rule, app, world.own(rule, target if rule.endpoint.startswith("admin_people.") else client.user))
            response = ask(client, rule, method, path, role)
            found = permission == access.OPEN or rights.has(client.user, permission)
            assert response.status_code in (ANSWERED | also if found else {404}), f"{role} {organisation} {method} {path}"


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
    before = deeds()
    for role in with_right(permission):
        for method in methods_of(rule):
            client = desk(role, organisation="rongbaozhai")
            path = address_of(rule, app, world.foreign(rule, make_user("author")))
            assert ask(client, rule, method, path, f"{role} elsewhere").status_code == 404, f"{role} {method} {path}"
    assert deeds() == before


@pytest.mark.parametrize("name", [name for name in NAMES if "folder" in rule_named(name).arguments])
def test_pages_of_a_family_that_is_not_ones_own_are_absent(app, desk, world, name):
    rule = rule_named(name)
    for role in with_right(permission_of(app, rule)):
        for method in methods_of(rule):
            client = desk(role, families=["trail"])
            path = address_of(rule, app, world.own(rule, client.user))
            assert ask(client, rule, method, path, f"{role} of trails").status_code == 404, f"{role} {method} {path}"


@pytest.mark.parametrize("name", [name for name in NAMES if "POST" in rule_named(name).methods])
@pytest.mark.parametrize("token", REFUSED_TOKENS)
def test_form_without_its_token_does_nothing(app, desk, world, make_user, name, token):
    """Who may send it is told that it makes no sense; for all others it is as absent as with its token."""
    rule, target = rule_named(name), make_user("author")
    permission, before = permission_of(app, rule), deeds()
    for role in SIGNED_IN:
        client = desk(role)
        path = address_of(rule, app, world.own(rule, target if rule.endpoint.startswith("admin_people.") else client.user))

        response = ask(client, rule, "POST", path, f"{role} without token", data={"x": "1"}, token=REFUSED_TOKENS[token])

        expected = 400 if permission == access.OPEN or rights.has(client.user, permission) else 404
        assert response.status_code == expected, f"{role} {path}"
    assert deeds() == before


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
        TRIED[rule.endpoint, method, "disabled"] += 1
        response = client.get(path) if method == "GET" else client.post(path, data={"x": "1"})
        assert is_door(response), f"{method} {path}"


# ---- Addresses that no view has ----

UNKNOWN = [
    "/admin",
    "/admin/nothing",
    "/admin/nothing/deeper?x=1",
    "/admin/people/",
    "/admin//people",
    "/admin/people/0",
    "/admin/people/-1",
    "/admin/people/99999999999999999999",
    "/admin/%2e%2e/zh/",
    "/admin/<script>",
    "/admin/中文",
    "/admin/.env",
    "/%61dmin/nothing",
    "/admin/logout/x",
]


@pytest.mark.parametrize("path", UNKNOWN)
@pytest.mark.parametrize("method", METHODS)
def test_stranger_learns_nothing_of_addresses_that_are_not_there(app, browser, path, method):
    response = browser().open(path, method=method)

    assert is_door(response)
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", SIGNED_IN)
def test_unknown_addresses_are_absent_for_everyone_signed_in(desk, role):
    client = desk(role)

    for path in (path for path in UNKNOWN if path not in {"/admin", "/admin/people/", "/admin//people"}):
        assert client.get(path).status_code == 404, path
    for method in ("PUT", "PATCH", "DELETE"):
        assert client.open("/admin/account", method=method).status_code == 404, method
    assert client.get("/admin/logout").status_code == 404
    assert client.get("/admin").location == "/admin/"


@pytest.mark.parametrize(("role", "answer"), [("author", (404, None)), ("publisher", (404, None)), ("admin", (308, "/admin/people"))])
def test_slash_too_many_leads_on_only_to_what_is_open(desk, role, answer):
    response = desk(role).get("/admin/people/")

    assert (response.status_code, response.location) == answer
    assert desk(role).get("/admin/account/").location == "/admin/account"


def test_view_that_declares_nothing_is_absent_even_for_an_admin(app, make_user):
    """Deny by default: the guard, not the decorator, keeps the door."""
    user = make_user("admin")

    for undeclared in (None, PUBLIC, "see", True):
        with app.test_request_context("/admin/"):
            g.desk_user = user
            view = lambda: "open"  # noqa: E731  (a view by itself)
            view.permission = undeclared
            with pytest.raises(NotFound):
                access.admit(view)


# ---- How much that was ----


def test_matrix_tried_what_the_map_asks_for(app, request, capsys):
    """Every rule, each method by each role and by a stranger; printed, so that a smaller matrix is seen."""
    mine = [item for item in request.session.items if item.module is request.module]
    if not {test for test in vars(request.module) if test.startswith("test_")} <= {item.originalname for item in mine}:
        pytest.skip("only a part of the matrix was asked for")
    closed = [rule for rule in DESK if permission_of(app, rule) != access.OPEN]
    due = {(rule.endpoint, method, role) for rule in DESK for method in methods_of(rule) for role in SIGNED_IN}
    due |= {(rule.endpoint, method, "stranger") for rule in closed for method in METHODS}
    due |= {(name.split()[0], "declares", "public") for name in PUBLIC_NAMES}
    numbers = f"{len(RULES)} rules: {len(RULES) - len(DESK)} public, {len(closed)} of the desk, {len(DESK) - len(closed)} open at the desk"
    with capsys.disabled():
        print(f"\nmatrix: {numbers}; {sum(TRIED.values())} answers of {len(TRIED)} combinations")

    assert due - set(TRIED) == set()
