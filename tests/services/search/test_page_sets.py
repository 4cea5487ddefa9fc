"""Sets of pages, and where words stand in the segments of an index."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from app.extensions import db
from app.models.page import Page
from app.services.search.index import SearchIndex
from app.services.search.page_sets import at_least, pages_of, set_of
from app.services.search.searching import Results

Make = Callable[..., Page]
Ask = Callable[..., Results]


@given(st.sets(st.integers(0, 400)))
def test_a_set_is_its_pages(pages: set[int]) -> None:
    assert pages_of(set_of(pages)) == sorted(pages)


@given(st.lists(st.sets(st.integers(0, 30)), min_size=1, max_size=6), st.integers(1, 6))
def test_at_least_so_many(sets: list[set[int]], count: int) -> None:
    plain = sorted(page for page in range(31) if sum(page in pages for pages in sets) >= count)

    assert pages_of(at_least([set_of(pages) for pages in sets], count)) == plain


def test_words_are_gathered_from_the_newest_document_of_each_page(make_place: Make, index: SearchIndex, ask: Ask) -> None:
    first = make_place("one", name={"zh": "白塔", "en": "Pagoda"}).id
    second = make_place("two", name={"zh": "白塔", "en": "Pagoda"}).id
    ask("白塔")
    make_place("one", name={"zh": "红塔", "en": "Pagoda"})
    ask("白塔")

    with index.searcher(db.session()) as (opened, _fresh):
        postings = opened.postings

        assert len(postings.segments) > 1
        assert [pages_of(postings.get("names", word).pages) for word in ("白塔", "红塔", "pagoda")] == [[second], [first], [first, second]]
        assert [postings.lookup(page, "name_zh") for page in (first, second, 999)] == ["红塔", "白塔", None]
        assert sorted(postings.begun("names", "pag", 5)) == ["pagoda"]


def test_a_segment_is_read_once(make_place: Make, index: SearchIndex, ask: Ask) -> None:
    make_place("one", name={"zh": "白塔"})
    ask("白塔")
    with index.searcher(db.session()) as (opened, _fresh):
        before = opened.postings.segments[0]
    make_place("two", name={"zh": "红塔"})
    ask("红塔")

    with index.searcher(db.session()) as (opened, _fresh):
        assert before in opened.postings.segments
