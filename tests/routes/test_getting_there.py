"""The card to show to a driver, and the ways from the page of a place into map apps."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

from app.config import ROOT

POINT = {"lat": 39.89311, "lon": 116.38122, "accuracy_m": 100, "origin": "OpenStreetMap"}
STUDIO = {
    "name": {"zh": "荣宝斋", "en": "Rongbaozhai Studio"},
    "pinyin": "Róngbǎozhāi",
    "address": {"zh": "琉璃厂西街19号", "en": "19 Liulichang West Street"},
    "metro": [{"station": "hepingmen", "exit": "D2", "distance_m": 400}],
    "phone": "010-12345678",
    "point": POINT,
}
LANGUAGES = ("zh", "en", "zh-hant")


def lines(text):
    """What a page says, line by line, without tags and style."""
    body = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    return [line for part in re.sub(r"<[^>]+>", "\n", body).split("\n") if (line := unescape(part).strip())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_says_everything_a_driver_needs_in_simplified_chinese_in_every_language(client, make_place, language):
    make_place("studio", **STUDIO)

    text = client.get(f"/{language}/places/studio/card").text

    assert '<h1 lang="zh-Hans">荣宝斋</h1>' in text
    assert '<p class="address" lang="zh-Hans">北京市西城区琉璃厂西街19号</p>' in text
    wanted = ["地铁2号线 和平门站 D2口", "010-12345678", "Róngbǎozhāi", "Rongbaozhai Studio", "19 Liulichang West Street"]
    assert [line for line in lines(text) if line in wanted] == wanted
    assert "Metro Line 2, Hepingmen Station, Exit D2" in lines(text)


def test_the_card_is_never_turned_into_traditional_characters(client, make_place):
    make_place("hall", name={"zh": "国画馆", "en": "Hall"}, address={"zh": "会馆胡同1号"})

    text = client.get("/zh-hant/places/hall/card").text

    assert '<h1 lang="zh-Hans">国画馆</h1>' in text
    assert "会馆胡同1号" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_asks_for_nothing_else(client, make_place, language):
    make_place("studio", **STUDIO)

    response = client.get(f"/{language}/places/studio/card")

    assert re.findall(r"<(?:script|img|iframe|object|video|source|base)\b|@import|url\(", response.text) == []
    assert re.findall(r"<link [^>]*>", response.text) == ['<link rel="icon" href="data:,">']
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "'self'" not in policy


def test_other_pages_keep_the_policy_that_allows_nothing_inline(client, make_place):
    make_place("studio", **STUDIO)
    client.get("/en/places/studio/card")

    assert "sha256" not in client.get("/en/places/studio").headers["Content-Security-Policy"]


def test_a_card_of_a_place_of_which_little_is_known_says_so_and_invents_nothing(client, make_place):
    make_place("hall", name={"zh": "某馆"}, point=None)

    said = lines(client.get("/en/places/hall/card").text)

    assert "北京市西城区天桥街道" in said
    assert "地点待核，请按名称和地址找。" in said
    assert "Position approximate." in said
    assert not [line for line in said if line.startswith(("电话", "地铁", "Metro"))]


def test_hostile_names_are_shown_as_text_on_the_card(client, make_place):
    make_place("hall", name={"zh": "</style><script>alert(1)</script>", "en": "<img src=x onerror=alert(1)>"})

    text = client.get("/en/places/hall/card").text

    assert text.count("<script") == text.count("<img") == 0
    assert text.count("</style>") == 1


def test_a_card_of_nothing_is_a_404_and_of_a_former_address_leads_on(client, make_place):
    make_place("new-name", former_slugs=["old-name"])

    assert client.get("/en/places/nowhere/card").status_code == 404
    response = client.get("/en/places/old-name/card")
    assert (response.status_code, response.location) == (301, "/en/places/new-name/card")


def test_the_page_leads_to_the_card_in_one_tap_and_to_six_maps(client, make_place):
    make_place("studio", **STUDIO)

    text = client.get("/en/places/studio").text

    assert 'href="/en/places/studio/card">Show to the driver</a>' in text
    part = re.search(r'<ul class="chips" aria-label="Open in a map">(.*?)</ul>', text, re.DOTALL).group(1)
    hosts = re.findall(r'href="https://([^/]+)', part)
    assert hosts == ["uri.amap.com", "api.map.baidu.com", "apis.map.qq.com", "maps.apple.com", "www.google.com", "www.openstreetmap.org"]
    assert "39.893110" in part


def test_the_page_of_an_approximate_place_hands_over_no_coordinate(client, make_place):
    make_place("studio", **STUDIO | {"point": POINT | {"approximate": True}})

    text = client.get("/en/places/studio").text
    hrefs = [unquote(unescape(href)) for href in re.findall(r'href="([^"]+)"', text)]
    away = [
        href
        for href in hrefs
        if re.match(r"https://(uri\.amap|api\.map|apis\.map|maps\.|www\.(google|openstreetmap)\S+)|\w+map\w*:|maps:|geo:", href)
    ]

    assert len(away) == 13
    assert all("琉璃厂西街19号 荣宝斋" in href for href in away)
    assert not re.search(r"39\.89|116\.38", " ".join(away))
    assert "Position approximate: the maps search for the Chinese name and address." in text


def test_every_place_of_the_guide_has_its_card_in_every_language(guide):
    slugs = sorted(path.stem for path in (ROOT / "content" / "places").glob("*.yaml"))
    assert len(slugs) > 200
    for number, slug in enumerate(slugs):
        response = guide.get(f"/{LANGUAGES[number % 3]}/places/{slug}/card")
        assert response.status_code == 200, slug
        assert '<p class="address" lang="zh-Hans">北京市西城区' in response.text, slug
        assert len(response.data) < 6_000, slug
