"""Headers, cookies, the cache and the errors of every answer."""

import pytest

from app.config import Settings
from app.extensions import db
from app.models.base import Base
from tests.conftest import make_app


def test_public_pages_set_no_cookie(client, make_place):
    make_place("hall")

    for path in ("/en/", "/en/places", "/en/places/hall", "/en/search?q=hall", "/en/map"):
        assert "Set-Cookie" not in client.get(path).headers


def test_care_mode_is_one_cookie_and_the_same_page(client):
    response = client.get("/en/places?kind=museum&care=1")

    assert (response.status_code, response.location) == (303, "/en/places?kind=museum")
    assert response.headers.getlist("Set-Cookie")[0].startswith("care=1;")
    assert "SameSite=Lax" in response.headers["Set-Cookie"]
    assert 'class="care"' in client.get("/en/places").text
    client.get("/en/places?care=0")
    assert 'class="care"' not in client.get("/en/places").text


def test_policy_allows_nothing_inline_and_no_other_host(client):
    policy = client.get("/en/").headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_every_answer_carries_the_security_headers(client):
    headers = client.get("/en/").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_hsts_stands_behind_tls_only(client):
    response = client.get("/healthz", headers={"X-Forwarded-Proto": "https"}, environ_base={"REMOTE_ADDR": "127.0.0.1"})
    forged = client.get("/healthz", headers={"X-Forwarded-Proto": "https"}, environ_base={"REMOTE_ADDR": "203.0.113.9"})

    assert "Strict-Transport-Security" in response.headers
    assert "Strict-Transport-Security" not in forged.headers


def test_cached_equals_fresh(client, make_place):
    make_place("hall")
    for path in ("/en/", "/zh/places?kind=museum", "/en/places/hall", "/zh-hant/map"):
        first, second = client.get(path), client.get(path)

        assert first.data == second.data
        assert first.headers["ETag"] == second.headers["ETag"]
        assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_unknown_arguments_share_the_page_and_never_reach_it(client, make_place):
    make_place("hall")

    assert client.get("/en/places?utm_source=x&kind=museum").data == client.get("/en/places?kind=museum").data


def test_inner_headers_of_the_cache_are_stripped(client):
    names = {name for name, _ in client.get("/en/").headers}

    assert not {"X-Page-Cache", "X-Page-Until", "X-Page-Args"} & names


def test_forged_host_is_refused_when_the_site_has_an_address(tmp_path):
    app = make_app(tmp_path, SITE_URL="https://guide.example")
    client = app.test_client()

    assert client.get("/en/", headers={"Host": "evil.example"}).status_code == 400
    response = client.get("/en/", headers={"Host": "guide.example"})
    assert response.status_code == 200
    assert 'href="https://guide.example/en/"' in response.text


@pytest.mark.parametrize(
    "name",
    [
        "PORT=x",
        "WEB_WORKERS=0",
        "SITE_URL=guide",
        "DATABASE_URL=mysql://x",
        "TILE_PROVIDER=other",
        "SECRET_KEY=short",
        "CONTACT_EMAIL=x",
        "PAGE_CACHE=maybe",
    ],
)
def test_bad_setting_is_named(tmp_path, name):
    key, value = name.split("=", 1)

    with pytest.raises(ValueError, match=key):
        Settings.read({"INSTANCE_DIR": str(tmp_path), key: value})


def test_broken_view_gives_our_page_without_details(tmp_path):
    app = make_app(tmp_path, PAGE_CACHE="0")
    app.testing = False
    app.view_functions["places.index"] = lambda lang=None: 1 / 0

    response = app.test_client().get("/en/places")

    assert response.status_code == 500
    assert "Something broke" in response.text
    assert "division" not in response.text


def test_ready_says_what_is_degraded(client):
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json["content"] == "not loaded"


def test_footer_names_the_operator_and_its_numbers(tmp_path):
    app = make_app(tmp_path, OPERATOR_ZH="某局", OPERATOR_EN="Some bureau", CONTACT_EMAIL="a@b.example", ICP_NUMBER="京ICP备1号")
    text = app.test_client().get("/zh/").text

    assert "主办单位：某局" in text
    assert '<a href="https://beian.miit.gov.cn/" rel="noopener">京ICP备1号</a>' in text
    assert "演示站点" not in text


def test_needless_slash_redirects_for_ever(client):
    response = client.get("/zh/events/?kind=talk")

    assert (response.status_code, response.location) == (308, "/zh/events?kind=talk")


def test_site_without_its_database_says_so_in_the_visitors_language(tmp_path):
    app = make_app(tmp_path)
    with app.app_context():
        Base.metadata.drop_all(db.engine)

    response = app.test_client().get("/en/places")

    assert response.status_code == 503
    assert "Not available just now" in response.text
    assert app.test_client().get("/healthz").status_code == 200
