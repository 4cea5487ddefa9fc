"""Security: the headers of every answer, and sessions for those who bring one."""

import pytest
from flask import Response, session
from flask.testing import FlaskClient

from app.security import is_foreign, standing_headers

ANSWERS = {"/zh/": 200, "/en/search/suggest?q=ba": 200, "/en/nothing": 404, "/": 302, "/en/search?sort=x": 400}


@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
@pytest.mark.parametrize("is_secure", [False, True])
def test_every_answer_carries_the_standing_headers_once(path, status, is_secure, app):
    client = FlaskClient(app, app.response_class)
    for _ in range(2):
        answer = client.get(path, base_url=f"{'https' if is_secure else 'http'}://localhost", headers={"Accept-Language": f"x-{is_secure}"})

        named = [name for name, _value in answer.headers]
        standing = standing_headers("", is_secure=False)
        assert answer.status_code == status
        assert {name: answer.headers.getlist(name) for name, _ in standing} == {name: [value] for name, value in standing}
        assert len(named) == len(set(named))


def test_an_answer_keeps_the_headers_that_it_has_in_their_place(app, make_place):
    make_place("hall")
    answer = FlaskClient(app, app.response_class).get("/embed/map/everything")

    assert answer.headers.getlist("Cross-Origin-Resource-Policy") == ["cross-origin"]
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def test_only_secure_answers_ask_for_https():
    secure = dict(standing_headers("", is_secure=True))

    assert secure.pop("Strict-Transport-Security") == "max-age=31536000; includeSubDomains"
    assert secure == dict(standing_headers("", is_secure=False))


@pytest.mark.parametrize(
    ("host", "site_url", "is_one"),
    [
        ("evil.example", "", False),
        ("evil.example", "https://guide.example", True),
        ("guide.example.evil.example", "https://guide.example", True),
        ("", "https://guide.example", True),
        ("GUIDE.example:8443", "https://guide.example", False),
        ("127.0.0.1:8000", "https://guide.example", False),
        ("[::1]:8000", "https://guide.example", False),
    ],
)
def test_a_foreign_host_is_one_that_is_not_ours(host, site_url, is_one):
    assert is_foreign(host, site_url) is is_one


def test_a_session_comes_back_with_its_cookie_and_is_empty_without(app):
    with app.test_request_context("/"):
        session["chosen"] = "tea"
        answer = Response()
        app.session_interface.save_session(app, session, answer)
    seen = []
    for headers in ({"Cookie": answer.headers["Set-Cookie"].split(";")[0]}, {"Cookie": "session=forged"}, {}):
        with app.test_request_context("/", headers=headers):
            seen.append(dict(session))

    assert seen == [{"chosen": "tea"}, {}, {}]
