"""The search answers any text at all: fifty thousand strings, with filters and orders as addresses name them."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.extensions import db
from app.services.search.choosing import FACETS
from app.services.search.meaning import SOFT
from app.services.search.searching import search

pytestmark = pytest.mark.tenth
FULL = 50_000
LIKE_WORDS = st.lists(
    st.sampled_from(
        (
            *("北京", "厂甸庙会", "什刹海", "附近", "在", "免费", "春节", "二月", "今晚", "博物馆", "廠甸", "儿", "的", "“", "”"),
            *("near", "in", "beihai", "tea", "free", "museum", "changdian", "chagndian", "tonight", "2027-02", "may", "cdmh", '"', "*", "OR"),
            *("name:", "\x00", "\u202e", "🏮", "<b>", "'; DROP", "lǜ", "Ｃａｆé", "\ud800", " ", "  "),
        )
    ),
    max_size=12,
).map("".join)
TEXTS = st.one_of(st.text(max_size=140), LIKE_WORDS, LIKE_WORDS.map(" ".join), st.text("abcdefghinost 茶馆庙会北海", max_size=40))
FILTERS = st.dictionaries(st.sampled_from(sorted(FACETS)), st.sampled_from(sorted({word for words in FACETS.values() for word in words})), max_size=2)


def test_search_answers_any_text(guide_app: Flask, aim, say) -> None:
    tried = 0

    @settings(max_examples=aim(FULL), deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(
        query=TEXTS, filters=FILTERS, sort=st.sampled_from(("relevance", "date", "name", "distance")), ignore=st.sets(st.sampled_from(sorted(SOFT)))
    )
    def answers(query: str, filters: dict[str, str], sort: str, ignore: set[str]) -> None:
        nonlocal tried
        tried += 1
        found = search(db.session(), query, language="en", filters=filters, sort=sort, ignore=frozenset(ignore), limit=5)
        assert len(found.hits) == min(found.total, 5) and not found.degraded, (query, filters)
        assert all(hit.snippet.count("<") == 2 * sum(piece.is_marked for piece in hit.pieces) for hit in found.hits), query

    with guide_app.app_context():
        answers()
        db.session.remove()

    say("search strings, made by hypothesis without chance", tried=tried, aimed=aim(FULL))
