"""Facet counts equal a plain count, page by page, for any filters beside any words."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models.page import Facet
from app.queries.pages import P, is_public
from app.services.search.choosing import FACETS
from app.services.search.searching import Results, search

pytestmark = pytest.mark.tenth
FULL = 2_000
QUERIES = ("", "北京", "的历史", "old", "hutong", "white", "street of books", "丁香", "qianmen", "what to see")
FILTERS = {**FACETS, "step_free": ("yes",), "interest": ("books", "tea", "opera"), "near": ("places/miaoying-temple",)}


@pytest.fixture
def words(guide_app: Flask) -> Iterator[dict[int, set[tuple[str, str]]]]:
    """What each public page has, read without the search."""
    with guide_app.app_context():
        held = {number: {("family", family.value)} for number, family in db.session.execute(select(P.id, P.family).where(is_public()))}
        for number, name, value in db.session.execute(select(Facet.page_id, Facet.name, Facet.value)):
            held.get(number, set()).add((name, value))
        yield held
        db.session.remove()


def ask(query: str, filters: dict[str, str], offset: int = 0) -> Results:
    return search(db.session(), query, language="en", filters=filters, limit=100, offset=offset)


def pages_with(query: str, filters: dict[str, str], words: dict[int, set[tuple[str, str]]]) -> list[int]:
    """Give every page that fits, from the results alone."""
    if not query and not filters:
        return list(words)
    found: list[int] = []
    while hits := ask(query, filters, len(found)).hits:
        found += [hit.card.id for hit in hits]
    return found


def plain_count(facet: str, query: str, rest: dict[str, str], words: dict[int, set[tuple[str, str]]]) -> dict[str, int]:
    """Count the words of one facet among the pages that fit everything else; a time is counted by asking for it."""
    if facet == "when":
        counted = {value: ask(query, rest | {facet: value}).total for value in FACETS[facet]}
    else:
        counted = Counter(value for page in pages_with(query, rest, words) for name, value in words[page] if name == facet)
    return {value: count for value, count in counted.items() if count}


def test_counts_equal_a_plain_count_for_any_filters(words: dict[int, set[tuple[str, str]]], rng: random.Random, aim, say) -> None:
    counted = 0

    for _ in range(aim(FULL)):
        query, names = rng.choice(QUERIES), rng.sample(sorted(FILTERS), rng.choice((1, 1, 2, 2, 3)))
        filters = {name: rng.choice(FILTERS[name]) for name in names}
        facet = rng.choice(sorted(FACETS))
        found = ask(query, filters)
        if found.meaning.understood or found.corrected or found.widened:
            continue

        rest = {name: value for name, value in filters.items() if name != facet}
        assert found.facets[facet] == plain_count(facet, query, rest, words), (query, filters, facet)
        counted += 1

    say("facets counted again, with random words and filters", tried=counted, aimed=aim(FULL) * 2 // 3)
