"""Where: a place, a subdistrict or a metro station that a query names, with or without a word such as near."""

from collections.abc import Callable
from datetime import datetime

import pytest

from app import clock
from app.models.page import Page
from app.services.search.naming import station_named
from app.services.search.parsing import whole_keys
from app.services.search.searching import Results
from app.services.stations import stations

Make = Callable[..., Page]
Ask = Callable[..., Results]
Find = Callable[..., list[str]]
XISI = stations()["xisi"].point
WEDNESDAY = datetime(2026, 11, 25, 10, 30, tzinfo=clock.BEIJING)


def at(lat: float, lon: float) -> dict[str, object]:
    return {"lat": lat, "lon": lon, "accuracy_m": 20, "origin": "OpenStreetMap"}


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("西四", "xisi"),
        ("西四站", "xisi"),
        ("xisi", "xisi"),
        ("Xisi station", "xisi"),
        ("Xisi subway station", "xisi"),
        ("caishikou", "caishikou"),
        ("天安门", "tiananmen-west"),
        ("Tian’anmen", "tiananmen-west"),
        ("北京西站", "beijing-west-railway-station"),
    ],
)
def test_a_station_is_known_by_its_names_and_its_reading(typed: str, slug: str) -> None:
    assert station_named(whole_keys(typed)) == f"stations/{slug}"


def test_what_is_no_station_is_none() -> None:
    assert station_named(whole_keys("Marzahn")) is None


@pytest.mark.parametrize("query", ["museums near Xisi", "西四附近的博物馆", "museums next to Xisi station"])
def test_near_a_station_is_near_its_point(query: str, make_place: Make, ask: Ask) -> None:
    make_place("close", kind="museum", point=at(XISI.lat + 0.001, XISI.lon))
    make_place("far", kind="museum", point=at(XISI.lat + 0.1, XISI.lon))

    found = ask(query)

    assert ([hit.card.slug for hit in found.hits], found.meaning.filters["near"]) == (["close"], "stations/xisi")


@pytest.mark.parametrize("query", ["museums financial street", "金融街有什么博物馆"])
def test_a_subdistrict_beside_a_kind_is_where_it_is_meant(query: str, make_place: Make, ask: Ask) -> None:
    make_place("street", kind="quarter", name={"zh": "金融街", "en": "Financial Street"}, body={"zh": "有博物馆。", "en": "With museums."})
    make_place("there", kind="museum", subdistrict="jinrongjie")
    make_place("elsewhere", kind="museum", subdistrict="niujie")

    found = ask(query)

    assert ([hit.card.slug for hit in found.hits], found.meaning.filters) == (["there"], {"kind": "museum", "neighbourhood": "jinrongjie"})


def test_a_place_beside_a_kind_is_near_it(make_place: Make, ask: Ask) -> None:
    make_place("lake", kind="quarter", name={"zh": "荔湖", "en": "Lumera"}, body={"zh": "有书店。"}, point=at(39.94, 116.38))
    make_place("close", kind="bookshop", point=at(39.941, 116.38))
    make_place("far", kind="bookshop", point=at(39.89, 116.38))

    found = ask("荔湖 书店")

    assert ([hit.card.slug for hit in found.hits], found.meaning.filters) == (["close"], {"kind": "bookshop", "near": "places/lake"})


def test_near_a_place_what_is_over_comes_last(make_place: Make, make_event: Make, find: Find) -> None:
    make_place("park", kind="park", name={"zh": "北海公园", "en": "Beihai Park"}, point=at(39.925, 116.389))
    make_place("shop", point=at(39.926, 116.389))
    make_event("over", venues=[{"place": "park"}], schedule=[{"starts": "2020-04-01"}])
    make_event("coming", venues=[{"place": "park"}], schedule=[{"starts": "2027-04-01"}])

    assert find("near Beihai Park", moment=WEDNESDAY) == ["park", "coming", "shop", "over"]


def test_the_house_is_the_branch_that_says_so(make_place: Make, find: Find) -> None:
    make_place("older", kind="theatre", name={"zh": "首都电影院（金融街店）", "en": "Capital Cinema, Financial Street"}, body={"zh": "长" * 900})
    make_place("main", kind="theatre", name={"zh": "首都电影院（西单店）", "en": "Capital Cinema, Xidan"}, also_known_as=["首都电影院"])

    assert find("首都电影院") == ["main", "older"]
    assert find("shoudu dianyingyuan")[0] == "main"
