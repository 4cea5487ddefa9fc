"""The pages of each family, on small data."""

import json
import re
from urllib.parse import quote

import pytest


def data_of(response):
    """Give the nodes of a page's structured data by type."""
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.text, re.DOTALL).group(1)
    return {str(node["@type"]): node for node in json.loads(text)["@graph"]}


def test_home_is_never_empty(client):
    response = client.get("/en/")

    assert response.status_code == 200
    assert "No date from now on has been confirmed" in response.text


def test_english_page_falls_back_to_the_chinese_name_and_marks_it(client, make_place):
    make_place("hall", name={"zh": "某馆"})

    assert '<h1><span lang="zh-Hans">某馆</span></h1>' in client.get("/en/places/hall").text


def test_hostile_names_are_shown_as_text(client, make_place):
    make_place("hall", name={"zh": "</script><script>alert(1)</script>", "en": "<img src=x onerror=alert(1)>"})

    text = client.get("/en/places/hall").text

    assert "<img src=x" not in text
    assert text.count("<script>") == 0


def test_markdown_gives_no_html_of_its_own(client, make_story):
    make_story("tale", body={"zh": "文", "en": "Hello <b>world</b> [link](javascript:alert(1)) ![p](http://evil.example/x.png)"})

    text = client.get("/en/stories/tale").text

    assert "<b>" not in text
    assert 'href="javascript' not in text
    assert '<img src="http://evil' not in text


def test_unknown_filter_value_is_a_clear_page(client):
    response = client.get("/en/places?kind=castle")

    assert response.status_code == 400
    assert "“castle” is no choice of the filter “Kind”" in response.text


@pytest.mark.parametrize(
    "path", ["/en/events?month=2027-13", "/en/events?month=x", "/en/events?year=1", "/en/places?page=0", "/en/places?page=99", "/en/search?family=x"]
)
def test_bad_values_are_refused_and_never_break(client, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("path", ["/en/calendar/2027/13", "/en/calendar/1999/01", "/en/places/nowhere", "/en/interests/none", "/en/nothing", "/xx/"])
def test_what_is_not_there_is_a_404(client, path):
    assert client.get(path).status_code == 404


def test_error_page_speaks_the_language_of_the_path(client):
    assert "There is no such page" in client.get("/en/nothing").text
    assert "没有这一页" in client.get("/zh/nothing").text
    assert "沒有這一頁" in client.get("/zh-hant/nothing").text


def test_filter_without_a_known_value_is_not_offered(client, make_place):
    make_place("hall")

    text = client.get("/en/places").text

    assert 'id="filter-kind"' in text
    assert 'id="filter-free"' not in text


def test_filters_count_what_they_would_leave(client, make_place):
    make_place("hall", admission={"kind": "free"})
    make_place("shop", kind="old_brand", admission={"kind": "free"})

    text = client.get("/en/places?kind=museum").text

    assert "Museum (1)" in text
    assert "Old brand (1)" in text
    assert "1 place" in text


def test_expected_dates_say_so_and_carry_no_start(client, make_series):
    make_series(
        "fair", usually={"rule": "lunar:L01-01..L01-05", "text": {"zh": "通常在正月初一至初五", "en": "usually lunar New Year’s Day to the 5th"}}
    )

    response = client.get("/en/series/fair")

    assert "expected" in response.text
    assert "usually lunar New Year" in response.text
    assert "startDate" not in response.text


def test_series_without_a_date_says_whom_to_ask(client, make_series):
    make_series("talks", usually={"rule": "irregular", "text": {"zh": "日期不固定", "en": "no fixed dates"}}, ask={"zh": "某馆", "en": "Some hall"})

    text = client.get("/en/series/talks").text

    assert "No public date is known" in text
    assert "Ask: Some hall." in text


def test_edition_known_to_the_month_never_prints_a_day(client, make_event):
    make_event("season-2018", schedule=[{"starts": "2018-10", "ends": "2018-12"}])

    response = client.get("/en/events/season-2018")

    assert "October – December 2018" in response.text
    node = data_of(response)["Festival"]
    assert (node["startDate"], node["endDate"]) == ("2018-10", "2018-12")


def test_edition_without_a_start_has_no_event_node(client, make_event):
    make_event("fair-2026", year=2026)

    assert list(data_of(client.get("/en/events/fair-2026"))) == ["BreadcrumbList"]


def test_past_edition_says_so_first_and_names_the_next(client, make_event, make_series):
    make_series("fair", usually={"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月", "en": "first month"}})
    make_event("fair-2019", series="fair", year=2019, schedule=[{"starts": "2019-02-05", "ends": "2019-02-09"}])

    text = client.get("/en/events/fair-2019").text

    assert "This is over: 5 – 9 Feb 2019." in text
    assert "The next is expected" in text


def test_place_data_gives_no_point_that_is_only_approximate(client, make_place):
    point = {"lat": 39.89, "lon": 116.38, "accuracy_m": 250, "origin": "by hand", "approximate": True}
    make_place("near", point=point)
    make_place("exact")

    assert "GeoCoordinates" not in client.get("/en/places/near").text
    assert "GeoCoordinates" in client.get("/en/places/exact").text


def test_unknown_facts_are_one_quiet_line(client, make_place):
    make_place("hall")

    assert client.get("/en/places/hall").text.count("Not known yet:") == 1


def test_language_switch_keeps_the_page_and_hreflang_names_all(client, make_place):
    make_place("hall")

    text = client.get("/en/places/hall").text

    assert re.findall(r'hreflang="([^"]+)" href="http://127.0.0.1:8000(/[^"]*)"', text) == [
        ("zh-Hans", "/zh/places/hall"),
        ("en", "/en/places/hall"),
        ("zh-Hant", "/zh-hant/places/hall"),
        ("x-default", "/en/places/hall"),
    ]


def test_filtered_list_has_its_canonical_on_the_bare_list(client, make_place):
    make_place("hall")

    text = client.get("/en/places?kind=museum").text

    assert '<link rel="canonical" href="http://127.0.0.1:8000/en/places">' in text
    assert 'hreflang="x-default"' not in text


def test_traditional_page_is_converted_but_not_its_addresses(client, make_place):
    make_place("hutong", name={"zh": "砖塔胡同", "en": "Zhuanta Hutong"}, kind="street")

    text = client.get("/zh-hant/places/hutong").text

    assert "<h1>磚塔胡同</h1>" in text
    assert "/zh-hant/places/hutong" in text


def test_words_asked_for_are_not_converted(client):
    text = client.get("/zh-hant/search?q=" + quote("砖塔胡同")).text

    assert 'value="砖塔胡同"' in text


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("zh-TW,zh;q=0.9", "/zh-hant/"),
        ("zh-CN", "/zh/"),
        ("fr-FR,fr;q=0.9", "/en/"),
        ("en;q=0.5,zh-HK;q=0.8", "/zh-hant/"),
        ("", "/zh/"),
        ("*", "/zh/"),
    ],
)
def test_door_leads_by_our_own_table(client, header, wanted):
    assert client.get("/", headers={"Accept-Language": header}).location == wanted


def test_calendar_marks_expected_days(client, make_series):
    make_series("fair", usually={"rule": "lunar:L01-01..L01-05", "text": {"zh": "正月", "en": "first month"}})

    text = client.get("/en/calendar/2027/02").text

    assert text.count('class="month-event is-expected"') == 5
