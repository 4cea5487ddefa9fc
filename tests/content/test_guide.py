"""The real content: sizes, joins, and the facts that are easily got wrong."""

import json
import re
from collections import Counter

import pytest

from app.config import ROOT
from app.extensions import db
from app.models.page import Page
from app.queries.pages import public_pages
from app.rules.text import count_words
from app.services.checking import check_content
from app.vocabulary import Family, SourceKind

FILES, FAULTS = check_content(ROOT / "content")
DOCUMENTS = {file.address: file.document for file in FILES}


def test_content_is_without_fault():
    assert FAULTS == []


def test_guide_is_as_large_as_it_promises():
    sizes = Counter(file.family for file in FILES)

    assert sizes[Family.SERIES] >= 28
    assert sizes[Family.PLACE] >= 90
    assert sizes[Family.TRAIL] >= 8
    assert sizes[Family.STORY] >= 8
    assert sizes[Family.NEIGHBOURHOOD] == 15


def test_every_text_is_in_both_languages():
    lacking = [address for address, document in DOCUMENTS.items() if not (document.name.en and document.summary.en and document.body.en)]

    assert lacking == []


def test_every_summary_is_short():
    long = [address for address, document in DOCUMENTS.items() if len(document.summary.zh) > 60 or count_words(document.summary.en) > 30]

    assert long == []


def test_no_two_pages_share_a_name_within_a_family():
    names = Counter((file.family, file.document.name.zh) for file in FILES)

    assert [name for name, count in names.items() if count > 1] == []


def test_changdian_is_held_in_liulichang_and_taoranting_only_in_the_past():
    fair = DOCUMENTS["series/changdian-temple-fair"]

    assert "taoranting-park" not in {venue.place for venue in fair.venues}
    assert "liulichang" in {venue.place for venue in fair.venues}
    assert "陶然亭" in fair.past_venues[0].name.zh


def test_bell_and_drum_towers_are_no_places_of_xicheng():
    named = [address for address, document in DOCUMENTS.items() if address.startswith("places/") and document.name.zh in {"鼓楼", "钟楼", "钟鼓楼"}]

    assert named == []


def test_old_brand_variants_join_one_page():
    assert "内联升大栅栏店" in DOCUMENTS["places/neiliansheng"].also_known_as
    assert sum(document.name.zh.startswith("内联升") and getattr(document, "kind", "") == "old_brand" for document in DOCUMENTS.values()) == 1


def test_lilac_is_never_clove():
    wrong = [
        address
        for address, document in DOCUMENTS.items()
        if re.search(r"(?<!calls it )(?<!not )\bclove", document.body.en + document.summary.en + document.name.en, re.IGNORECASE)
    ]

    assert wrong == []


def test_two_white_pagodas_are_told_apart():
    aside = DOCUMENTS["places/miaoying-temple"].not_to_confuse

    assert aside is not None
    assert "Beihai" in aside.en


def test_facts_from_memory_are_no_hours():
    wrong = [
        a
        for a, d in DOCUMENTS.items()
        if getattr(d, "opening_hours", None) and d.sources[0].kind is SourceKind.EDITORIAL and d.confidence == "memory"
    ]

    assert wrong == []


def test_biennial_season_is_expected_in_odd_years_only():
    assert "biennial-odd" in DOCUMENTS["series/international-ballet-season"].usually.rule


@pytest.mark.parametrize("lang", ["zh", "en", "zh-hant"])
def test_every_page_answers(guide, lang):
    rows = db.session.execute(public_pages(Page).with_only_columns(Page.family, Page.slug)).all()
    folder = {
        Family.PLACE: "places",
        Family.EVENT: "events",
        Family.SERIES: "series",
        Family.TRAIL: "trails",
        Family.STORY: "stories",
        Family.NEIGHBOURHOOD: "neighbourhoods",
    }

    broken = [(family, slug) for family, slug in rows if guide.get(f"/{lang}/{folder[family]}/{slug}").status_code != 200]

    assert broken == []
    assert len(rows) == len(FILES)


def test_no_page_gives_a_start_for_an_expected_date(guide):
    for address in [address for address in DOCUMENTS if address.startswith("series/")]:
        text = guide.get(f"/en/{address}").text
        nodes = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL).group(1))["@graph"]

        assert all("startDate" not in node for node in nodes), address


@pytest.mark.parametrize("query", ["厂甸庙会", "厂甸", "changdian", "cdmh", "Changdian Temple Fair", "廠甸廟會"])
def test_visitor_finds_the_changdian_fair(guide, query):
    text = guide.get("/en/search", query_string={"q": query}).text
    first = re.search(r'<ol class="rows results">.*?href="([^"]+)"', text, re.DOTALL)

    assert first is not None
    assert first.group(1) == "/en/series/changdian-temple-fair"


def test_visitor_sees_when_the_fair_is_expected_and_where(guide):
    text = guide.get("/en/series/changdian-temple-fair").text

    assert "6 – 10 Feb 2027" in text
    assert "expected" in text
    assert 'href="/en/places/liulichang"' in text


def test_visitor_opens_the_liulichang_trail_on_its_map(guide):
    text = guide.get("/en/trails/liulichang-scholars-street").text

    assert "<svg" in text
    assert text.count('href="#stop-') == 8
