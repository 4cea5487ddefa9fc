"""Secondary ways to a page that is not one's own: lists, finders, parts of forms, comparisons, previews, deeds on many, public data."""

import json

import pytest
from flask.testing import FlaskClient

from app.extensions import db
from app.models.page import Page, Revision
from app.models.review import Draft
from app.services.transactions import writing
from app.vocabulary import Family, State
from tests.routes.admin.test_matrix import DESK, QUERY, World, address_of, methods_of
from tests.services.desk.acting import create, edit, newest

SECRETS = ("leakdraft", "密谈草稿", "Hushed draft", "leaklive-unsaid", "未说的话", "Unsaid words", "leakgone", "撤下的事", "Hushed end")
WORDS = ("leak", "密谈", "hushed", "未说", "unsaid", "撤下的事")


@pytest.fixture
def secrets(make_event, give_page, make_user):
    """Another organisation's pages: one never published, a published one with an unpublished text, one withdrawn."""
    theirs = make_user("publisher", organisation="elsewhere")
    draft = give_page(create(Family.EVENT, "leakdraft", theirs, name={"zh": "密谈草稿", "en": "Hushed draft"}), "elsewhere")
    live = give_page(make_event("open-to-all", name={"zh": "公开的事", "en": "Public thing"}), "elsewhere")
    edit(live, theirs, name={"zh": "未说的话", "en": "Unsaid words"})
    gone = give_page(make_event("leakgone", name={"zh": "撤下的事", "en": "Hushed end"}), "elsewhere")
    with writing() as session:
        session.refresh(gone)
        gone.state = State.WITHDRAWN
        session.add(Draft(page_id=draft.id, user_id=theirs.id, values={"name": {"zh": "密谈草稿二"}}, based_on=1, saved_at=draft.changed_at))
    return {"draft": draft, "live": live, "gone": gone, "theirs": theirs}


def without_arguments():
    """Every GET of the desk that needs no object, with what it needs in its query."""
    return [rule for rule in DESK if "GET" in methods_of(rule) and not rule.arguments]


@pytest.mark.parametrize("role", ["author", "translator", "reviewer", "publisher"])
@pytest.mark.parametrize("asked", WORDS)
def test_no_list_or_finder_tells_of_anothers_page(desk, app, secrets, role, asked):
    client = desk(role, organisation="rongbaozhai")
    for rule in without_arguments():
        query = QUERY.get(rule.endpoint, {}) | {"q": asked}
        text = FlaskClient.open(client, rule.rule, query_string=query).get_data(as_text=True)

        assert [secret for secret in SECRETS if secret in unescaped(text).replace(asked, "")] == [], f"{rule.rule} {query}"


@pytest.fixture
def world(make_event, make_series, give_page, make_organisation):
    return World(make_event, make_series, give_page, make_organisation)


@pytest.mark.parametrize("role", ["author", "translator", "reviewer", "publisher"])
def test_no_page_of_the_desk_tells_an_outsider_of_anothers_unpublished_page(
    desk, app, secrets, make_event, make_series, give_page, make_organisation, role
):
    """All GETs of the desk, each on the outsider's own objects; the answers are counted, so that a walk past closed doors is seen."""
    world = World(make_event, make_series, give_page, make_organisation)
    client, opened = desk(role, organisation="rongbaozhai"), 0
    for rule in (rule for rule in DESK if "GET" in methods_of(rule)):
        path = address_of(rule, app, world.own(rule, client.user))
        answer = FlaskClient.open(client, path)
        opened += answer.status_code == 200
        text = unescaped(answer.get_data().decode(errors="replace"))
        assert [secret for secret in SECRETS if secret in text] == [], path

    assert opened >= 20


def unescaped(text):
    """A text with what JSON writes as numbers read back."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text


@pytest.mark.parametrize("family", [*(family.value for family in Family), "page"])
@pytest.mark.parametrize("asked", ["", *WORDS])
def test_finder_gives_published_pages_and_ones_own(desk, secrets, family, asked):
    found = desk("author", organisation="rongbaozhai").get("/admin/find", query_string={"family": family, "q": asked}).json

    assert {one["value"] for one in found} <= {"open-to-all", "events/open-to-all"}


def test_finder_gives_them_to_the_districts_own_staff(editor, secrets):
    """There is something to hide."""
    found = editor.get("/admin/find", query_string={"family": "event", "q": "leak"}).json

    assert {one["value"] for one in found} == {"leakdraft", "leakgone"}


def test_name_of_a_hidden_page_is_not_shown_for_its_guessed_address(desk, make_event, give_page, secrets):
    mine = give_page(make_event("mine"))
    client = desk("author", organisation="rongbaozhai")
    with writing() as session:
        values = {"name": {"zh": "某"}, "parent": "leakgone"}
        session.add(Draft(page_id=mine.id, user_id=client.user.id, values=values, based_on=1, saved_at=mine.changed_at))

    text = client.get("/admin/pages/events/mine").text

    assert 'value="leakgone"' in text and "撤下的事" not in text and "Hushed end" not in text


def test_revisions_of_another_page_are_not_opened_by_their_number(desk, make_event, give_page, secrets):
    """Numbers are counted by page, so one's own page has no revision of theirs; and theirs is absent whatever the number."""
    give_page(make_event("mine"))
    client = desk("publisher", organisation="rongbaozhai")
    numbers = {revision.number for revision in db.session.query(Revision)}

    for number in (*numbers, 0, 7, 99, 2**31):
        for tail in (f"history/compare?from={number}&to={number}", f"history/{number}/restore", f"preview/{number}", f"publishing/{number}"):
            for folder, slug in (("events", "leakdraft"), ("events", "open-to-all"), ("events", "leakgone"), ("places", "mine"), ("nothing", "mine")):
                assert client.get(f"/admin/pages/{folder}/{slug}/{tail}").status_code == 404, (folder, slug, tail)
    assert client.get("/admin/pages/events/mine/history/compare?from=1&to=99").status_code == 404
    assert client.get("/admin/pages/events/mine/preview/99").status_code == 404


@pytest.mark.parametrize("deed", ["checked", "withdraw"])
def test_deed_on_many_leaves_anothers_pages_alone_and_does_not_name_them(desk, make_event, give_page, secrets, deed):
    give_page(make_event("mine"))
    client = desk("publisher", organisation="rongbaozhai")
    chosen = [str(page.id) for page in (secrets["live"], secrets["draft"], secrets["gone"])]
    before = db.session.query(Revision).count()

    answer = client.send(f"/admin/pages/{deed}", [("page", chosen), ("sure", "1"), ("reason", "x"), ("cause", "other")])

    text = client.get(answer.location).text if answer.location else answer.text
    assert [secret for secret in (*SECRETS, "公开的事") if secret in text] == []
    db.session.rollback()
    assert db.session.query(Revision).count() == before
    assert db.session.get_one(Page, secrets["live"].id).state is State.PUBLISHED


def test_preview_of_text_shows_what_was_typed_and_nothing_else(desk, secrets):
    text = desk("translator", organisation="rongbaozhai").send("/admin/preview-text", {"body.zh": "events/leakdraft", "_preview": "body"}).text

    assert [secret for secret in SECRETS if secret in text.replace("events/leakdraft", "")] == []


PUBLIC_ADDRESSES = [
    "/zh/search?q=密谈",
    "/en/search?q=hushed",
    "/zh/events/open-to-all",
    "/en/events/open-to-all",
    "/zh/events",
    "/zh/",
    "/sitemap.xml",
]


@pytest.mark.parametrize("path", PUBLIC_ADDRESSES)
def test_public_pages_tell_nothing_of_them_even_to_an_editor(client, admin, secrets, path):
    cookie = admin.get_cookie("desk", path="/admin").value

    for text in (client.get(path).get_data(as_text=True), admin.get(path, headers={"Cookie": f"desk={cookie}"}).get_data(as_text=True)):
        assert [secret for secret in SECRETS if secret in text.replace(path, "")] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_draft_is_as_absent_as_a_page_that_never_was(client, secrets, lang):
    answers = [client.get(f"/{lang}/events/{slug}") for slug in ("leakdraft", "neverwas")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text.replace("leakdraft", "neverwas") == answers[1].text


def test_everything_of_theirs_opens_to_themselves(secrets, browser, sign_in):
    """There is something to hide: the very addresses that are absent for others."""
    client = sign_in(browser(), secrets["theirs"])

    assert "密谈草稿" in client.get("/admin/pages/events/leakdraft").text
    assert "未说的话" in client.get("/admin/pages/events/open-to-all").text
    assert client.get(f"/admin/pages/events/leakdraft/preview/{newest(secrets['draft']).number}").status_code == 303
