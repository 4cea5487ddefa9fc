"""The search page and the suggestions: what was understood, results first, ways on from everywhere, and plain answers to anything."""

import re
import shutil
from datetime import datetime
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import time_machine
from sqlalchemy import select

from app import clock
from app.config import ROOT
from app.extensions import db
from app.models.site import MissedWords
from app.routes.search_address import FILTERS
from app.routes.search_words import TIMES, filter_labels
from app.services.publishing import withdraw
from app.services.search import periods
from app.services.search.state import only_writer
from app.services.transactions import writing
from app.vocabulary import Family
from tests.factories import publish_page

NOON = datetime(2026, 12, 2, 12, 0, tzinfo=clock.BEIJING)
FAIR = {"name": {"zh": "荔影庙会", "en": "Lumera Temple Fair"}, "also_known_as": ["琉璃影会"]}


def main_of(response):
    """Give what stands in <main>."""
    return response.text.split("<main", 1)[1].split("</main>")[0]


def links(html, pattern=r""):
    """Give the addresses of links in order, those that match a pattern."""
    return [href for href in map(unescape, re.findall(r'<a\b[^>]*?href="([^"]*)"', html)) if re.search(pattern, href)]


def rows(response):
    """Give the addresses of the results in order."""
    found = re.findall(r'<ol class="rows results">(.*?)</ol>', response.text, re.DOTALL)
    return links(found[0]) if found else []


def chips(response):
    """Give the filters in force, each with its label and the address without it."""
    part = re.search(r'<ul class="chips chips-asked".*?</ul>', response.text, re.DOTALL)
    found = re.findall(r'<a class="chip is-chosen" href="([^"]*)"[^>]*>(.*?)</a>', part.group() if part else "", re.DOTALL)
    return {re.sub(r"<[^>]+>", "", body.split("<span", 1)[0]).strip(): unescape(href) for href, body in found}


def arguments(href):
    """Give the arguments of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}


def suggested(client, typed, lang="en"):
    """Give the suggestions for what is typed."""
    response = client.get(f"/{lang}/search/suggest?q={quote(typed)}")
    assert response.status_code == 200
    return response.json["suggestions"]


@pytest.fixture
def fair(make_series, make_place):
    """A series, and two places in different neighbourhoods that are named like it."""
    make_place("hall", name={"zh": "荔影博物馆", "en": "Lumera Museum"}, admission={"kind": "free"})
    make_place("shop", name={"zh": "荔影书店", "en": "Lumera Bookshop"}, kind="bookshop", subdistrict="dashilar", admission={"kind": "paid"})
    make_series("fair", **FAIR)


def test_results_are_one_ordered_list_and_the_first_links_to_pages(client, fair):
    response = client.get("/en/search?q=lumera")

    found = rows(response)
    assert sorted(found) == ["/en/places/hall", "/en/places/shop", "/en/series/fair"]
    assert links(main_of(response), r"^/en/(?!search)")[: len(found)] == found
    assert main_of(response).count("<ol") == 1


def test_every_other_link_of_results_leads_to_the_search_or_to_their_map(client, fair):
    others = [href for href in links(main_of(client.get("/en/search?q=lumera"))) if href not in rows(client.get("/en/search?q=lumera"))]

    assert {urlsplit(href).path for href in others} <= {"/en/search", "/en/map", ""}


def test_what_was_understood_is_a_chip_that_a_link_removes(client, fair):
    response = client.get("/en/search?q=bookshop+lumera")

    assert {"Bookshop": arguments(href) for href in [chips(response)["Bookshop"]]} == {"Bookshop": {"q": "bookshop lumera", "not": "kind"}}
    assert rows(response) == ["/en/places/shop"]
    assert "Bookshop" not in chips(client.get(chips(response)["Bookshop"]))


def test_the_visitors_words_stand_beside_what_they_were_taken_for(client, fair):
    html = client.get("/en/search?q=" + quote("免费 lumera")).text

    assert '>Free <span class="chip-words"><span lang="zh-Hans">免费</span></span>' in html


def test_a_chosen_filter_is_a_chip_that_a_link_removes(client, fair):
    response = client.get("/en/search?q=lumera&neighbourhood=dashilar")

    assert rows(response) == ["/en/places/shop"]
    assert {label: arguments(href) for label, href in chips(response).items()} == {"Dashilar": {"q": "lumera"}}


def test_several_filters_can_be_cleared_at_once(client, fair):
    html = client.get("/en/search?q=lumera&neighbourhood=dashilar&free=no").text

    assert '<a class="chip" href="/en/search?q=lumera" rel="nofollow">Clear all</a>' in html


def test_nearness_is_said_by_the_name_of_the_place(client, fair):
    near = client.get("/en/search?q=lumera&near=places/hall")

    assert chips(near) == {"Near Lumera Museum": "/en/search?q=lumera"}


def test_filters_alone_give_their_pages(client, fair):
    response = client.get("/en/search?kind=bookshop")

    assert (rows(response), list(chips(response))) == (["/en/places/shop"], ["Bookshop"])


def test_facets_count_what_each_choice_would_leave(client, fair):
    html = client.get("/en/search?q=lumera").text

    assert '<span>Tianqiao</span> <span class="count">1</span>' in html
    assert '<span>Free</span> <span class="count">1</span>' in html
    assert 'family=place" rel="nofollow">Places <span class="count">2</span>' in html


def test_a_facets_link_gives_as_many_results_as_it_counts(client, fair):
    html = client.get("/en/search?q=lumera").text
    counted = re.findall(r'<a (?:class="chip" )?href="([^"]*)"[^>]*>(?:<span>)?[^<]*(?:</span>)? <span class="count">(\d+)</span>', html)

    assert len(counted) >= 6
    for href, count in counted:
        assert len(rows(client.get(unescape(href)))) == int(count), href


def test_a_choice_in_force_is_marked_and_its_link_takes_it_back(client, fair):
    html = client.get("/en/search?q=lumera&free=yes").text

    assert '<a href="/en/search?q=lumera" aria-current="true" rel="nofollow"><span>Free</span>' in html


def test_facets_work_without_script_as_details(client, fair):
    html = main_of(client.get("/en/search?q=lumera"))

    assert html.count('<details class="facet"') == html.count("<summary>") > 1


def test_results_can_be_sorted_by_name_in_the_readers_order(client, make_place):
    for slug, zh, en in (("c", "荔影丙", "Alpha Lumera"), ("a", "荔影安", "Gamma Lumera"), ("b", "荔影博", "Beta Lumera")):
        make_place(slug, name={"zh": zh, "en": en})

    assert rows(client.get("/en/search?q=lumera&sort=name")) == ["/en/places/c", "/en/places/b", "/en/places/a"]
    assert rows(client.get("/zh/search?q=" + quote("荔影") + "&sort=name")) == ["/zh/places/a", "/zh/places/c", "/zh/places/b"]


def test_the_order_in_force_is_marked_and_kept_by_facets_and_pages(client, fair):
    html = client.get("/en/search?q=lumera&sort=name").text

    assert 'sort=name" aria-current="true" rel="nofollow">Name</a>' in html
    assert "q=lumera&amp;free=yes&amp;sort=name" in html


def test_rows_carry_their_point_for_the_browser_to_sort_by(client, fair):
    html = client.get("/en/search?q=lumera+museum&sort=distance").text

    assert '<li class="row" data-lat="39.89" data-lon="116.38">' in html
    assert "data-nearest-offer hidden" in html
    assert "js/nearest.js" in html
    assert "js/nearest.js" not in client.get("/en/search?q=lumera").text


def test_names_and_snippets_mark_the_words_asked_for(client, make_place):
    make_place("hall", name={"zh": "白塔", "en": "White Pagoda"}, summary={"zh": "一座白塔。", "en": "A pagoda that is white."})

    html = client.get("/en/search?q=pagoda").text

    assert '<h2 class="row-title">White <mark>Pagoda</mark></h2>' in html
    assert '<span class="row-note">A <mark>pagoda</mark> that is white.</span>' in html
    assert '<h2 class="row-title"><mark>白塔</mark></h2>' in client.get("/zh/search?q=" + quote("白塔")).text


def test_traditional_pages_mark_traditional_names_and_leave_the_visitors_words(client, make_place):
    make_place("hall", name={"zh": "砖塔胡同", "en": "Zhuanta Hutong"}, summary={"zh": "砖塔旁的胡同。", "en": "A hutong."})

    html = client.get("/zh-hant/search?q=" + quote("砖塔")).text

    assert '<h2 class="row-title"><mark>磚塔</mark>胡同</h2>' in html
    assert '<span class="row-note"><mark>磚塔</mark>旁的胡同。</span>' in html
    assert 'value="砖塔"' in html


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><b>", "' OR 1=1 --"])
def test_hostile_words_and_names_are_text(client, make_place, hostile):
    make_place("hall", name={"zh": f"{hostile}馆", "en": f"{hostile} hall"}, summary={"zh": "馆。", "en": f"hall {hostile}"})

    html = client.get("/en/search?q=" + quote(f"{hostile} hall")).text

    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "</title><b>" not in html.split("</title>", 1)[1]


def test_results_in_the_other_language_say_so_and_are_marked(client, make_place):
    make_place("hall", name={"zh": "听雨轩"}, summary={"zh": "听雨的地方。"}, body={"zh": "听雨。"})

    html = client.get("/en/search?q=" + quote("听雨")).text

    assert '<span class="tag">in Chinese</span>' in html
    assert '<span class="row-note" lang="zh-Hans"><mark>听雨</mark>的地方。</span>' in html
    assert "in Chinese" not in client.get("/zh/search?q=" + quote("听雨")).text


def test_an_event_that_is_off_says_so(client, make_event):
    make_event("fair", name={"zh": "庙会", "en": "Lilac fair"}, status="cancelled", schedule=[{"starts": "2027-02-06"}])

    assert '<span class="tag tag-status">cancelled</span>' in client.get("/en/search?q=lilac").text


def test_a_misspelt_query_shows_results_at_once_and_says_for_what(client, fair):
    response = client.get("/en/search?q=lumrea")

    assert sorted(rows(response)) == ["/en/places/hall", "/en/places/shop", "/en/series/fair"]
    assert "Nothing fits “lumrea”. Did you mean this?" in response.text
    assert '<a href="/en/search?q=lumera">lumera</a>' in response.text


@pytest.mark.parametrize("query", ["zzzzqqqq", "🏮🏮", "%00", "***", "ق"])
def test_no_page_of_the_search_is_empty(client, fair, query):
    response = client.get("/en/search?q=" + quote(query))

    ways = links(main_of(response), r"^/en/(search\?family|places|events)")
    assert response.status_code == 200
    assert rows(response) or len(ways) >= 2


def test_filters_that_leave_nothing_offer_to_be_given_up(client, fair):
    response = client.get("/en/search?q=lumera&kind=church")

    assert rows(response) == []
    assert "/en/search?q=lumera" in links(main_of(response))
    assert "Without “Church”" in response.text


def test_the_empty_box_offers_examples_that_are_searches(client):
    response = client.get("/en/search")

    assert "<h1>Search</h1>" in response.text
    assert len(links(main_of(response), r"^/en/search\?q=")) == 5


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("family=x", "“x” is no kind of page."),
        ("kind=castle", "“castle” is no choice of the filter “Kind”."),
        ("neighbourhood=paris", "“paris” is no choice of the filter “Neighbourhood”."),
        ("free=maybe", "“maybe” is no choice"),
        ("when=2027-13", "“2027-13” is no choice of the filter “When”."),
        ("when=someday", "“someday” is no choice"),
        ("interest=golf", "“golf” is no choice"),
        ("open=later", "“later” is no choice"),
        ("step_free=no", "“no” is no choice"),
        ("near=beihai", "“beihai” is no choice"),
        ("near=places/../x", "is no choice"),
        ("sort=price", "“price” is no order of results."),
        ("not=kind,colour", "“colour” is no filter."),
        ("page=0", "“0” is no page number."),
        ("page=9", "This list has only 1 pages."),
    ],
)
def test_an_argument_that_is_none_is_refused_in_words(client, fair, argument, said):
    response = client.get(f"/en/search?q=lumera&{argument}")

    assert response.status_code == 400
    assert said in response.text


def test_a_place_that_is_not_there_has_nothing_near_it(client, fair):
    assert client.get("/en/search?q=lumera&near=places/nowhere").status_code == 200


def test_every_filter_and_every_time_of_the_search_has_a_label():
    assert (set(FILTERS), set(TIMES)) == (set(filter_labels()), set(periods.WORDS))


def test_long_results_come_in_pages_of_twenty_that_keep_what_was_chosen(client, make_place):
    for number in range(23):
        make_place(f"tea-{number:02}", name={"zh": f"茶馆{number}", "en": f"Teahouse {number}"})

    first, second = client.get("/en/search?q=teahouse&kind=museum"), client.get("/en/search?q=teahouse&kind=museum&page=2")

    assert (len(rows(first)), len(rows(second)), len({*rows(first), *rows(second)})) == (20, 3, 23)
    assert 'href="/en/search?q=teahouse&amp;kind=museum&amp;page=2" rel="next"' in first.text
    assert len(rows(client.get("/en/search?q=teahouse&kind=museum&sort=distance"))) == 23


def test_search_asks_the_database_at_most_four_times(client, fair, count_queries):
    client.get("/en/search?q=lumera")

    assert count_queries(lambda: client.get("/en/search?q=lumera+museum")) <= 4


def held_until(app, path):
    """Give the moment until which the application says that an answer holds."""
    with app.test_request_context(path):
        return app.full_dispatch_request().headers["X-Page-Until"]


def test_results_hold_to_the_hour_and_those_of_what_is_open_to_the_minute(app, fair):
    with time_machine.travel(NOON.replace(minute=20, second=30), tick=False):
        hour, minute = held_until(app, "/en/search?q=lumera"), held_until(app, "/en/search?q=lumera&open=now")

    assert hour == str(int(NOON.replace(hour=13).timestamp()))
    assert minute == str(int(NOON.replace(minute=21).timestamp()))


@pytest.fixture
def fresh_counts(app):
    """Counts that remember nothing of other tests."""
    app.extensions.pop("asked_for", None)


def missed():
    """Give the words that are kept."""
    db.session.rollback()
    return {row.words: row.times for row in db.session.scalars(select(MissedWords))}


def test_words_that_find_nothing_are_kept_from_the_third_time_on(client, fair, fresh_counts):
    client.get("/en/search?q=Zzzzqqqq")
    client.get("/zh/search?q=zzzzqqqq")
    assert missed() == {}

    client.get("/en/search?q=zzzzqqqq+")

    assert missed() == {"zzzzqqqq": 3}


def test_words_that_find_something_or_stand_beside_a_filter_are_not_counted(client, fair, fresh_counts):
    for _ in range(4):
        client.get("/en/search?q=lumera")
        client.get("/en/search?q=zzzzqqqq&kind=church")

    assert missed() == {}


def test_suggestions_say_what_each_is_and_where_it_leads(client, fair):
    assert suggested(client, "荔影庙") == [{"label": "Lumera Temple Fair", "other": "荔影庙会", "kind": "Temple fair", "href": "/en/series/fair"}]
    assert suggested(client, "lymh", "zh") == [{"label": "荔影庙会", "other": "Lumera Temple Fair", "kind": "庙会", "href": "/zh/series/fair"}]


def test_an_alias_that_was_typed_is_shown(client, fair):
    assert suggested(client, "琉璃", "zh")[0]["other"] == "琉璃影会"


def test_kinds_lead_to_their_list_and_interests_to_their_page(client, make_place):
    make_place("hall", name={"zh": "甲", "en": "A"}, kind="bookshop", interests=["tea"])

    assert [suggestion["href"] for suggestion in suggested(client, "bookshop") + suggested(client, "tea")] == [
        "/en/places?kind=bookshop",
        "/en/interests/tea",
    ]
    assert {client.get(href).status_code for href in ("/en/places?kind=bookshop", "/en/interests/tea")} == {200}


def test_every_suggestion_leads_to_a_page(guide):
    typed = ["bo", "mu", "白", "厂", "tea", "xi", "2026", "戏", "会馆", "fr", "老", "cr"]
    hrefs = {suggestion["href"] for word in typed for lang in ("zh", "en") for suggestion in suggested(guide, word, lang)}

    assert len(hrefs) > 50
    assert {href: guide.get(href).status_code for href in hrefs} == dict.fromkeys(hrefs, 200)


def test_suggestions_in_traditional_characters_are_converted(client, make_place):
    make_place("hutong", name={"zh": "砖塔胡同", "en": "Zhuanta Hutong"}, kind="street")

    assert suggested(client, "磚塔", "zh-hant")[0]["label"] == "磚塔胡同"


@pytest.mark.parametrize("typed", ["", "a", "%00", "x" * 5_000, "\u202e", "<b>", "*", "🏮", "'; DROP TABLE page; --"])
def test_bad_input_gives_an_empty_list(client, fair, typed):
    assert suggested(client, typed) == []


def test_suggestions_are_plain_json_that_no_page_can_run(client, make_place):
    make_place("hall", name={"zh": "</script><script>alert(1)</script>馆", "en": "Scripthall"})
    response = client.get("/en/search/suggest?q=scripthall")

    assert response.mimetype == "application/json"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.json["suggestions"][0]["other"] == "</script><script>alert(1)</script>馆"


def test_a_withdrawn_page_leaves_the_suggestions_and_the_results_at_once(client, fair):
    page = publish_page(Family.PLACE, "gone", name={"zh": "听雨轩", "en": "Rain hall"})
    assert (len(suggested(client, "听雨")), rows(client.get("/en/search?q=rain+hall"))[:1]) == (1, ["/en/places/gone"])

    with writing() as writer:
        withdraw(writer, writer.get_one(type(page), page.id))

    assert suggested(client, "听雨") == []
    assert "/en/places/gone" not in rows(client.get("/en/search?q=rain+hall"))


def test_suggestions_are_kept_until_the_site_changes_and_cost_no_query(client, fair, count_queries):
    first = client.get("/en/search/suggest?q=lumera")

    assert count_queries(lambda: client.get("/en/search/suggest?q=lumera")) == 0
    assert count_queries(lambda: client.get("/en/search/suggest?q=lume")) == 0
    assert first.headers["Cache-Control"] == "no-cache"
    assert client.get("/en/search/suggest?q=lumera", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_results_without_the_index_say_so_and_are_made_anew_for_the_next_visitor(client, app, fair, fresh_counts):
    index = app.extensions["search"]
    shutil.rmtree(index.root, ignore_errors=True)
    with only_writer(index.root.with_name(index.root.name + ".lock")) as mine:
        without = [client.get("/en/search?q=lumera"), client.get("/en/search?q=zzzzqqqq")]
        for _ in range(2):
            client.get("/en/search?q=zzzzqqqq")
    after = client.get("/en/search?q=lumera")

    notice = "The search index is being rebuilt"
    assert mine
    assert [notice in response.text for response in (*without, after)] == [True, True, False]
    assert sorted(rows(without[0])) == sorted(rows(after))
    assert missed() == {}


def test_the_script_is_small():
    assert len((ROOT / "app" / "static" / "js" / "suggest.js").read_bytes()) < 4_000


@pytest.mark.parametrize("path", ["/en/", "/en/search", "/en/search?q=fair", "/en/nothing"])
def test_every_box_offers_suggestions_and_is_a_plain_form(client, fair, path):
    html = client.get(path).text

    assert html.count('data-suggest="/en/search/suggest"') == 1
    assert 'action="/en/search"' in html
    assert "js/suggest.js?v=" in html
