"""What is easily got wrong about Xicheng: each trap has a test over every text of the real content."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.config import ROOT
from app.documents.base import Document, Text
from app.documents.event import EventDocument, SeriesDocument
from app.documents.place import PlaceDocument
from app.documents.trail import TrailDocument
from app.rules import expected
from app.services.checking import check_content
from app.vocabulary import Confidence, SourceKind, StopKind

DOCUMENTS: dict[str, Document] = {file.address: file.document for file in check_content(ROOT / "content")[0]}
PLACES = {address: document for address, document in DOCUMENTS.items() if isinstance(document, PlaceDocument)}
SERIES = {address.removeprefix("series/"): document for address, document in DOCUMENTS.items() if isinstance(document, SeriesDocument)}
EVENTS = {address: document for address, document in DOCUMENTS.items() if isinstance(document, EventDocument)}
TRAILS = {address: document for address, document in DOCUMENTS.items() if isinstance(document, TrailDocument)}
# The branded events of the facts, with the years of their known editions; one invites no public and has no page.
EDITIONS = {
    "baiyunguan-new-year-customs": [2024, 2025],
    "baoguo-temple-book-fair": [2024, 2025],
    "beijing-fun-spring-fair": [2018, 2025],
    "beijing-white-pagoda-culture-week": [2025],
    "birthplace-of-crosstalk": [],
    "birthplace-of-peking-opera": [2018, 2021, 2025],
    "central-axis-oral-history": [],
    "changdian-temple-fair": [2013, 2018, 2019, 2024, 2025, 2026],
    "china-beijing-animation-week": [2022, 2023],
    "china-international-chorus-festival": [2004, 2008, 2014, 2018, 2024],
    "chinese-original-drama-invitational": [2015, 2019, 2023, 2024, 2025],
    "contemporary-small-theatre-xiqu-season": [2014, 2021, 2025],
    "creative-market-fairs": [2021, 2023],
    "dadu-craftsmen": [],
    "dongxicha-new-year-festival": [2026],
    "fayuan-temple-lilac-poetry-fair": [2002, 2013, 2023, 2024, 2025],
    "financial-street-culture-forum": [2022, 2025],
    "grand-canal-northern-end-series": [2024, 2025],
    "grand-view-garden-temple-fair": [2013, 2015, 2024, 2025, 2026],
    "guxi-slanting-street-walk": [2023, 2024, 2025],
    "international-ballet-season": [2013, 2017, 2019, 2025],
    "international-monodrama-festival": [2024],
    "jingyun-tianqiao": [],
    "lao-she-theatre-festival": [2022, 2024],
    "maliandao-tea-expo": [2016, 2017, 2024, 2025],
    "ncpa-may-festival": [2018],
    "old-brand-creative-contest": [],
    "prince-kung-crabapple-gathering": [2010],
    "restoring-relics-on-the-axis": [],
    "shichahai-cultural-tourism-festival": [2003, 2004, 2018, 2024],
    "shichahai-ice-carnival": [2025],
    "south-axis-night-tianqiao": [2022, 2023],
    "spring-for-chinese-arts-festival": [2023, 2024],
    "taoranting-crabapple-festival": [2024, 2025],
    "tianqiao-musical-annual-gala": [2023, 2024],
    "tianqiao-musical-season": [2018, 2025],
    "wenjin-lectures": [],
    "white-pagoda-cup-design-contest": [2022, 2023, 2024],
    "white-pagoda-night-talks": [2021, 2023, 2024, 2025],
    "xicheng-peoples-drama-showcase": [2024],
    "xuannan-culture-museum-salon": [],
    "yuetan-mid-autumn-garden-party": [2025],
}
WITHOUT_POINT = {
    "places/design-capital-building",
    "places/guixinzhai",
    "places/huangcheng21",
    "places/jurengang",
    "places/kunlun-nest",
    "places/shiyue-starbar",
    "places/tianfuhao",
    "places/ziyuan",
}


def texts_of(value: Any) -> Iterator[Text]:
    """Give every bilingual text within a value, however deep."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_of(part)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name))


def sentences(pattern: str) -> list[tuple[str, str]]:
    """Give each sentence, in either language, in which a pattern is found, with its page."""
    ends = re.compile(r"[。！？；\n]|(?<=[.;!?])\s")
    every = ((address, text) for address, document in DOCUMENTS.items() for both in texts_of(document) for text in (both.zh, both.en))
    return [(address, part) for address, text in every for part in ends.split(text) if part and re.search(pattern, part)]


def english() -> list[tuple[str, str]]:
    """Give every English text with its page; names that people search by stand apart."""
    named = [(address, name) for address, document in DOCUMENTS.items() for name in (*document.also_known_as, *document.keywords)]
    return [(address, both.en) for address, document in DOCUMENTS.items() for both in texts_of(document)] + named


def test_changdian_fair_is_held_in_liulichang():
    fair = SERIES["changdian-temple-fair"]

    assert [venue.place for venue in fair.venues] == ["liulichang", "china-bookstore-liulichang"]
    assert [(past.name.zh, past.years.zh) for past in fair.past_venues] == [("陶然亭公园", "2010年至2017年")]


def test_no_changdian_fair_since_2018_is_in_taoranting():
    since = [event for event in EVENTS.values() if event.series == "changdian-temple-fair" and event.year >= 2018]

    assert len(since) == 5
    assert [event.year for event in since if "liulichang" not in {venue.place for venue in event.venues}] == []
    assert [event.year for event in since if "taoranting-park" in {venue.place for venue in event.venues}] == []


def test_changdian_and_taoranting_are_named_together_only_with_the_years_that_are_over():
    named = sentences(r"厂甸.*陶然亭|陶然亭.*厂甸|Changdian.*Taoranting|Taoranting.*Changdian")

    assert named
    assert [(address, part) for address, part in named if not ("2010" in part and "2017" in part)] == []


def test_bell_and_drum_towers_are_no_places_of_xicheng():
    towers = re.compile(r"^(北京)?(钟楼|鼓楼|钟鼓楼)$|^(The )?(Bell|Drum)( and (Bell|Drum))? Towers?$")

    named = [
        address for address, place in PLACES.items() if any(towers.search(name) for name in (place.name.zh, place.name.en, *place.also_known_as))
    ]

    assert named == []


def test_stop_below_the_drum_tower_says_that_it_is_in_dongcheng():
    stops = [stop for trail in TRAILS.values() for stop in trail.stops if stop.kind is StopKind.LANDMARK]

    assert [stop.name.en for stop in stops if stop.name] == ["Drum Tower", "Drum Tower"]
    assert [stop.text for stop in stops if "东城区" not in stop.text.zh or "Dongcheng District" not in stop.text.en] == []


def test_pagoda_of_miaoying_temple_is_of_the_yuan_and_that_of_beihai_of_1651():
    temple, park, city = (DOCUMENTS[f"places/{slug}"] for slug in ("miaoying-temple", "beihai-park", "beihai-round-city"))

    assert {"1271", "1279"} <= set(re.findall(r"\d{4}", temple.body.zh)) & set(re.findall(r"\d{4}", temple.body.en))
    assert all("1651" in text and "1279" not in text for place in (park, city) for text in (place.body.zh, place.body.en))
    assert [place.name.en for place in (temple, park, city) if not place.not_to_confuse] == []


@pytest.mark.parametrize(
    ("own", "other"),
    [(r"妙应寺|白塔寺|阿尼哥|Miaoying|Araniko", r"1651"), (r"北海|琼华岛|Beihai|Jade Flower Islet", r"12[67]\d")],
    ids=["Miaoying Temple", "Beihai"],
)
def test_no_sentence_gives_a_pagoda_the_year_of_the_other(own: str, other: str):
    mixed = [(address, part) for address, part in sentences(other) if re.search(own, part)]

    assert [(address, part) for address, part in mixed if not ("1651" in part and re.search(r"北海|Beihai", part))] == []


def test_lilac_is_never_clove():
    wrong = [(address, text) for address, text in english() if re.search(r"(?<!calls it )(?<!not )\bcloves?\b", text, re.IGNORECASE)]

    assert wrong == []


def test_page_that_names_lilac_in_chinese_names_it_in_english():
    said = {address: list(texts_of(document)) for address, document in DOCUMENTS.items()}
    named = [address for address, texts in said.items() if any("丁香" in both.zh for both in texts)]

    assert len(named) > 10
    assert [address for address in named if not any("lilac" in both.en.lower() for both in said[address])] == []


@pytest.mark.parametrize(
    ("slug", "parity", "zh", "en"),
    [
        ("international-ballet-season", 1, "奇数年", "odd-numbered years"),
        ("china-international-chorus-festival", 0, "偶数年", "even-numbered years"),
    ],
)
def test_biennial_season_is_expected_every_other_year_and_says_so(slug: str, parity: int, zh: str, en: str):
    series = SERIES[slug]
    years = [year for year in range(2024, 2036) if expected.parse(series.usually.rule).window(year)]

    assert years == [year for year in range(2024, 2036) if year % 2 == parity]
    assert (zh in series.usually.text.zh, en in series.usually.text.en) == (True, True)
    assert (zh in series.summary.zh, en in series.summary.en) == (True, True)


def test_every_branded_event_is_there_with_its_editions():
    found = {slug: sorted(event.year for event in EVENTS.values() if event.series == slug) for slug in SERIES}

    assert found == EDITIONS
    assert "experts-into-culture-parks" not in SERIES


def test_series_without_a_known_edition_says_whom_to_ask():
    silent = [slug for slug, years in EDITIONS.items() if not years]

    assert [slug for slug in silent if not (SERIES[slug].ask or SERIES[slug].organisers)] == []


def test_eight_places_have_no_point():
    assert {address for address in WITHOUT_POINT if PLACES[address].point} == set()


def test_place_without_a_point_is_shown_without_a_map(guide: FlaskClient):
    shown = {address: guide.get(f"/en/{address}").text for address, place in PLACES.items() if not place.point}

    assert set(shown) >= WITHOUT_POINT
    assert [address for address, text in shown.items() if "map-picture" in text or '"geo"' in text or "Sources and checks" not in text] == []


def test_fact_from_memory_is_no_hour_and_no_price():
    remembered = {address: place for address, place in PLACES.items() if place.confidence is Confidence.MEMORY}
    said = {address for address, place in remembered.items() if place.opening_hours or (place.admission and place.admission.price_cny is not None)}

    assert len(remembered) > 100
    assert [address for address in said if any(source.kind is SourceKind.EDITORIAL for source in remembered[address].sources)] == []


def test_point_that_is_not_exact_is_said_to_be_approximate():
    points = {address: place.point for address, place in PLACES.items() if place.point}
    by_hand = {address for address, point in points.items() if point.origin.startswith("placed by hand")}

    assert len(by_hand) > 100
    assert {address for address, point in points.items() if point.accuracy_m > 100} <= by_hand
    assert [address for address in by_hand if not points[address].approximate] == []
    assert [stop.place for trail in TRAILS.values() for stop in trail.stops if stop.point and not stop.point.approximate] == []


def test_approximate_point_is_shown_as_such_and_handed_to_nobody(guide: FlaskClient):
    text = guide.get("/en/places/star-theatres").text
    nodes = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL).group(1))["@graph"]

    assert "Position approximate, probably within 250 m." in text
    assert [node for node in nodes if "geo" in node] == []
