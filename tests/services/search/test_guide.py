"""The real content: what visitors type most leads to the page they mean."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.extensions import db
from app.services.search.searching import search

FIRST = {
    "厂甸庙会": {"changdian-temple-fair"},
    "厂甸": {"changdian-temple-fair"},
    "廠甸廟會": {"changdian-temple-fair"},
    "changdian": {"changdian-temple-fair"},
    "chang dian": {"changdian-temple-fair"},
    "cdmh": {"changdian-temple-fair"},
    "Changdian Temple Fair": {"changdian-temple-fair"},
    "白塔寺": {"miaoying-temple"},
    "baitasi": {"miaoying-temple"},
    "white pagoda": {"miaoying-temple"},
    "大栅栏": {"dashilar"},
    "dashilar": {"dashilar"},
    "dazhalan": {"dashilar"},
    "相声": {"crosstalk"},
    "湖广会馆": {"huguang-guild"},
    "什刹海": {"shichahai"},
    "shichahai": {"shichahai"},
    "丁香": {"fayuan-temple-lilac-poetry-fair"},
    "lilac": {"fayuan-temple-lilac-poetry-fair"},
    "Peking opera": {"peking-opera"},
    "京剧": {"peking-opera"},
    "北京天文馆在哪里": {"beijing-planetarium"},
}
AMONG = {"tea": "tea", "茶": "tea", "guild hall": "guild", "会馆": "guild"}


@pytest.fixture
def guide_context(guide_app: Flask) -> Iterator[None]:
    with guide_app.app_context():
        yield
        db.session.remove()


@pytest.mark.parametrize("query", FIRST)
def test_the_first_hit_is_the_page_that_is_meant(query: str, guide_context: None) -> None:
    found = search(db.session(), query, language="zh")

    assert {hit.card.slug for hit in found.hits[:1]} == FIRST[query]


@pytest.mark.parametrize("query", AMONG)
def test_a_word_for_many_pages_finds_those_with_it_in_their_names(query: str, guide_context: None) -> None:
    found = search(db.session(), query, language="en", limit=3)

    names = [(hit.card.card["name"]["zh"] + hit.card.card["name"]["en"]).casefold() for hit in found.hits]
    assert len(names) == 3 and all(AMONG[query] in name or query in name for name in names)
