"""Suggestions before Flask: the same answer as the view's, as long as nothing changed; all else goes on to Flask."""

from contextlib import contextmanager
from urllib.parse import quote

import pytest
from flask import request_started
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.page_cache import etag_of
from app.routes.early_suggestions import typed_in
from app.services.publishing import withdraw
from app.services.transactions import writing
from tests.conftest import make_app

LANGUAGES = ("zh", "en", "zh-hant")
TYPED = ["白", "白塔", "ba", "bts", "temple", "white p", "  WHITE  ", "+", "&", "é", "🏮", '"\\', "\x00a\x00b", "x" * 300, "b", "寺&kind=x", "zzzz"]


@pytest.fixture
def halls(make_place):
    make_place("dagoba", name={"zh": "妙应寺白塔", "en": "White Pagoda"}, also_known_as=["白塔寺"], kind="temple", interests=["tea"])
    make_place("hall", name={"zh": "白云馆", "en": 'The "White" <Hall>'})
    make_place("tea", name={"zh": "白茶铺"}, kind="bookshop")


@pytest.fixture
def warm(client, halls):
    """A visitor after others: the names are read, and each language was spoken."""
    for lang in LANGUAGES:
        client.get(f"/{lang}/search/suggest?q=ba")
    return client


@contextmanager
def asked_flask(app):
    """Note each request that comes as far as Flask."""
    seen = []

    def note(_app, **_more):
        seen.append(1)

    with request_started.connected_to(note, app):
        yield seen


def by_view(app, path):
    """Give the answer of the view itself."""
    with app.test_request_context(path):
        return app.full_dispatch_request()


@pytest.mark.parametrize("typed", TYPED)
def test_the_early_answer_is_that_of_the_view(app, warm, typed):
    for path in (f"/{lang}/search/suggest?q={quote(typed)}" for lang in LANGUAGES):
        with asked_flask(app) as seen:
            early = warm.get(path)
        view = by_view(app, path)

        assert (early.status_code, early.data, seen) == (200, view.data, [])
        assert {**early.headers, "X-Page-Cache": "keep"} == {**view.headers, "ETag": etag_of(view.data)}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=150), st.text("白塔寺baits *\"'&=+%_\x00\u202e", max_size=12)))
def test_any_text_is_answered_early_as_by_the_view(app, warm, typed):
    path = f"/en/search/suggest?q={quote(typed, safe='')}"

    assert warm.get(path).data == by_view(app, path).data


def test_an_answer_one_has_already_is_not_sent_again(warm):
    first = warm.get("/en/search/suggest?q=white")

    assert first.headers["ETag"] == etag_of(first.data)
    assert warm.get("/en/search/suggest?q=white", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("path", "how", "status"),
    [
        ("/en/search/suggest?q=ba", {"method": "HEAD"}, 200),
        ("/en/search/suggest?q=ba", {"method": "POST"}, 405),
        ("/en/search/suggest?q=ba&care=1", {}, 303),
        ("/en/search/suggest?q=ba&q=wh", {}, 200),
        ("/en/search/suggest?page=1", {}, 200),
        ("/en/search/suggest", {}, 200),
        ("/en/search/suggest?q=%FF", {}, 200),
        ("/fr/search/suggest?q=ba", {}, 404),
        ("/en/search/suggest/?q=ba", {}, 308),
    ],
)
def test_whatever_is_not_a_plain_question_goes_on_to_flask(app, warm, path, how, status):
    with asked_flask(app) as seen:
        answer = FlaskClient.open(warm, path, **how)

    assert (answer.status_code, seen) == (status, [1])


def test_a_change_is_known_at_once_and_read_once(app, warm, make_place):
    page = make_place("new", name={"zh": "白鹭楼"})
    with asked_flask(app) as seen:
        found = [warm.get(f"/zh/search/suggest?q={quote(typed)}").json["suggestions"] for typed in ("白鹭", "鹭楼")]
    with writing() as writer:
        withdraw(writer, writer.get_one(type(page), page.id))

    assert ([[one["href"] for one in hits] for hits in found], seen) == ([["/zh/places/new"]] * 2, [1])
    assert warm.get(f"/zh/search/suggest?q={quote('白鹭')}").json["suggestions"] == []


def test_a_foreign_host_is_refused_and_https_is_remembered(tmp_path):
    app = make_app(tmp_path, SITE_URL="https://guide.example", PAGE_CACHE="0")
    client = FlaskClient(app)
    paths = ["/en/search/suggest?q=ba"] * 2

    assert [client.get(path, base_url="https://guide.example").headers["Strict-Transport-Security"][:7] for path in paths] == ["max-age"] * 2
    assert [client.get(path, base_url="http://evil.example").status_code for path in paths] == [400] * 2


@pytest.mark.parametrize(
    ("query", "typed"),
    [("q=a+b", "a b"), ("q=", ""), ("q=a%26b", "a&b"), ("q=a&b", None), ("b=a", None), ("", None), ("q=\xe7", None), ("q=%FF", None)],
)
def test_only_what_is_plain_is_read_early(query, typed):
    assert typed_in(query) == typed
