"""Maps in frames of other sites: framable, without cookies, and clear about what is no map."""

import re

import pytest
from flask.testing import FlaskClient

SOME = ("everything", "places/ncpa", "trails/liulichang-scholars-street", "neighbourhoods/tianqiao", "days/2027-02-06")
NONE = ("nothing", "everything/x", "places", "places/", "places/nowhere", "trails/nowhere", "days/tomorrow", "days/1999-01-01", "places/a/b", "<b>")


@pytest.mark.parametrize("what", SOME)
def test_frame_shows_a_map_and_the_same_in_words(guide, what):
    response = guide.get(f"/embed/map/{what}")

    assert response.status_code == 200
    assert re.search(r'<svg class="drawn-map.*?<a class="mk', response.text, re.DOTALL)
    assert re.search(r'<details class="embed-list">.*?<li.*?<a href="/zh/', response.text, re.DOTALL)
    assert re.search(r'<link rel="canonical" href="http://127.0.0.1:8000/zh/[^"]+">', response.text)


@pytest.mark.parametrize("what", SOME)
def test_links_of_a_frame_lead_into_the_guide_in_a_window_of_their_own(guide, what):
    text = guide.get(f"/embed/map/{what}").text

    assert '<base target="_blank">' in text
    assert [href for href in re.findall(r'<a [^>]*href="([^"]*)"', text) if not href.startswith("/zh/")] == []


@pytest.mark.parametrize("what", SOME)
@pytest.mark.parametrize("lang", ["en", "zh-hant"])
def test_frame_speaks_the_language_that_is_asked_for(guide_app, guide, what, lang):
    text = FlaskClient(guide_app).get(f"/embed/map/{what}?lang={lang}").text

    assert f'<html lang="{ {"en": "en", "zh-hant": "zh-Hant"}[lang] }"' in text
    assert [href for href in re.findall(r'<a [^>]*href="([^"]*)"', text) if not href.startswith(f"/{lang}/")] == []


@pytest.mark.parametrize("what", ["everything", "days/2027-02-06"])
def test_frame_takes_filters(client, make_place, make_event, what):
    make_place("a", kind="park")
    make_place("b", kind="museum")
    make_event("fair", schedule=[{"starts": "2027-02-06"}], venues=[{"place": "a"}, {"place": "b"}])

    assert re.findall(r'<li><a href="/zh/places/(\w+)"', client.get(f"/embed/map/{what}?kind=park").text) == ["a"]


@pytest.mark.parametrize("what", [*SOME, *NONE])
def test_every_answer_can_be_framed_and_sets_no_cookie(guide, what):
    for path in (f"/embed/map/{what}", f"/embed/map/{what}?care=1"):
        headers = guide.get(path).headers

        assert headers["Content-Security-Policy"].endswith("frame-ancestors *")
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;")
        assert (headers["Cross-Origin-Resource-Policy"], "X-Frame-Options" in headers, "Set-Cookie" in headers) == ("cross-origin", False, False)


def test_nothing_else_can_be_framed(client, make_place):
    make_place("a")

    for path in ("/zh/map", "/zh/places/a", "/embed/other"):
        assert client.get(path).headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


@pytest.mark.parametrize("what", NONE)
def test_what_is_no_map_is_a_404_that_says_so(guide, what):
    response = guide.get(f"/embed/map/{what}")

    assert response.status_code == 404
    assert re.search(r"<p>.{8,}</p>\n<p><a href=\"/zh/map\">", response.text)
    assert "<b>" not in response.text


@pytest.mark.parametrize("query", ["lang=fr", "kind=castle"])
def test_what_cannot_be_meant_is_refused_in_words(client, query):
    response = client.get(f"/embed/map/everything?{query}")

    assert response.status_code == 400
    assert re.search(r"<p>.{8,}</p>", response.text)


def test_map_page_gives_the_line_to_copy(client):
    code = re.search(r"<textarea[^>]*>(.*?)</textarea>", client.get("/en/map/embed?kind=park&day=2027-02-06").text).group(1)

    assert "/embed/map/days/2027-02-06?" in code
    assert "title=&#34;" in code and "kind=park" in code and "lang=en" in code


def test_map_page_leads_to_its_line_to_copy(client):
    page = client.get("/en/map?kind=park&day=2027-02-06").text
    address = re.search(r'<a href="([^"]*)">Put this map on your site</a>', page).group(1).replace("&amp;", "&")

    assert "/embed/map/days/2027-02-06?" in client.get(address).text
    assert "Put this map on your site" not in client.get("/en/map?places=a").text
    assert "<textarea" not in client.get("/en/map/embed?places=a").text


def test_line_to_copy_leads_to_the_map(client):
    code = re.search(r"<textarea[^>]*>(.*?)</textarea>", client.get("/zh/map/embed").text).group(1)
    address = re.search(r"src=&#34;http://127.0.0.1:8000(.*?)&#34;", code).group(1)

    assert client.get(address.replace("&amp;", "&").replace("amp;", "")).status_code == 200
