"""Searching: every way to type a name finds it, in a helpful order, and only what is public."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.models.page import Page
from app.services.publishing import start_page, withdraw
from app.services.search.searching import Results
from app.services.transactions import writing
from app.vocabulary import Family

Make = Callable[..., Page]
Ask = Callable[..., Results]
Find = Callable[..., list[str]]
FAIR = {"name": {"zh": "厂甸庙会", "en": "Changdian Temple Fair"}, "also_known_as": ["琉璃厂庙会", "Book fair of the old town"]}


@pytest.mark.parametrize(
    "query",
    [
        "厂甸庙会",
        "厂甸",
        "庙会",
        "廠甸廟會",
        "changdian",
        "chang dian",
        "Chǎngdiàn Miàohuì",
        "cdmh",
        "Changdian Temple Fair",
        "temple fairs",
        "琉璃厂庙会",
        "book fair",
        "changd",
    ],
)
def test_every_way_to_type_a_name_finds_it(query: str, make_series: Make, make_place: Make, find: Find) -> None:
    make_series("fair", **FAIR)
    make_place("other", name={"zh": "白云观", "en": "White Cloud Abbey"})

    assert find(query) == ["fair"]


@pytest.mark.parametrize("query", ["dashilar", "dazhalan", "dashilan", "dsl", "大柵欄"])
def test_dashilar_is_found_by_each_of_its_readings(query: str, make_place: Make, find: Find) -> None:
    make_place("dashilar", name={"zh": "大栅栏", "en": "Old quarter"})
    make_place("other", name={"zh": "白云观"})

    assert find(query) == ["dashilar"]


def test_whole_names_come_before_parts_of_names_and_those_before_text(make_place: Make, make_story: Make, find: Find) -> None:
    make_place("text", body={"zh": "附近有白塔。"})
    make_place("part", name={"zh": "白塔夜话馆"})
    make_story("alias", name={"zh": "妙应寺"}, also_known_as=["白塔"])
    make_story("whole", name={"zh": "白塔"})

    assert find("白塔") == ["whole", "alias", "part", "text"]


def test_equal_fits_come_as_series_place_event_story(make_place: Make, make_story: Make, make_series: Make, make_event: Make, find: Find) -> None:
    for make, slug in ((make_story, "story"), (make_event, "event"), (make_place, "place"), (make_series, "series")):
        make(slug, name={"zh": "丁香", "en": "Lilac"})

    assert find("lilac") == ["series", "place", "event", "story"]


def test_an_edition_comes_after_its_series(make_series: Make, make_event: Make, find: Find) -> None:
    make_series("fair", **FAIR)
    make_event("fair-2027", name={"zh": "2027年厂甸庙会", "en": "Changdian Temple Fair 2027"}, series="fair", year=2027)

    assert find("庙会") == find("temple fair") == ["fair", "fair-2027"]


def test_all_words_are_asked_for_first(make_place: Make, ask: Ask) -> None:
    make_place("both", body={"zh": "有茶也有戏曲。"})
    make_place("one", body={"zh": "只有戏曲。"})

    found = ask("茶 戏曲")

    assert ([hit.card.slug for hit in found.hits], found.widened) == (["both"], False)


def test_any_word_will_do_when_no_page_has_all(make_place: Make, ask: Ask) -> None:
    make_place("one", body={"zh": "只有戏曲。"})

    found = ask("茶 戏曲")

    assert ([hit.card.slug for hit in found.hits], found.widened) == (["one"], True)


def test_a_phrase_asks_for_neighbours(make_place: Make, find: Find) -> None:
    make_place("apart", body={"zh": "字", "en": "A white wall by a pagoda."})
    make_place("together", body={"zh": "字", "en": "The White Pagoda."})

    assert find('"white pagoda"') == ["together"]


def test_a_chinese_phrase_asks_for_neighbours(make_place: Make, find: Find) -> None:
    make_place("apart", body={"zh": "白墙旁边是塔寺。"})
    make_place("together", body={"zh": "这里叫白塔寺。"})

    assert find("“白塔寺”") == ["together"]


def test_one_character_is_found(make_place: Make, find: Find) -> None:
    make_place("tea", body={"zh": "喝茶的地方。"})

    assert find("茶") == ["tea"]


def test_an_event_is_found_by_the_name_of_its_venue(make_place: Make, make_event: Make, find: Find) -> None:
    make_place("street", name={"zh": "琉璃厂", "en": "Liulichang"})
    make_event("fair", venues=[{"place": "street"}])

    assert find("琉璃厂") == ["street", "fair"]


def test_counts_are_by_family_and_paging_keeps_them(make_place: Make, make_story: Make, ask: Ask) -> None:
    for number in range(3):
        make_place(f"place-{number}", name={"zh": f"茶馆{number}"})
    make_story("story", name={"zh": "茶馆的故事"})

    found = ask("茶馆", family=Family.PLACE, limit=2, offset=2)

    assert (found.total, found.counts, len(found.hits)) == (3, {Family.PLACE: 3, Family.STORY: 1}, 1)


def test_drafts_and_withdrawn_pages_are_absent(make_place: Make, session: Session, ask: Ask) -> None:
    make_place("public", name={"zh": "白云观"})
    gone = make_place("gone", name={"zh": "白云观旧址"})
    with writing() as writer:
        withdraw(writer, writer.get_one(Page, gone.id))
        draft = start_page(writer, Family.PLACE, "draft")
        draft.content, draft.card = gone.content, gone.card

    found = ask("白云观")

    assert ([hit.card.slug for hit in found.hits], found.total) == (["public"], 1)


def test_the_hits_cost_one_query(make_place: Make, ask: Ask, count_queries: Callable[..., int]) -> None:
    make_place("one", name={"zh": "茶馆一"})
    ask("茶馆")
    with_one = count_queries(lambda: ask("茶馆"))
    make_place("two", name={"zh": "茶馆二"})
    make_place("three", name={"zh": "茶馆三"})
    ask("茶馆")

    assert count_queries(lambda: ask("茶馆")) == with_one <= 4
