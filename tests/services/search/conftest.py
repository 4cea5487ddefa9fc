"""A search index of each test's own, over the database of the test's application."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.extensions import db
from app.services.search.index import SearchIndex
from app.services.search.searching import Results, search

Find = Callable[..., list[str]]


@pytest.fixture
def index(tmp_path: Path, session: Session) -> SearchIndex:
    return SearchIndex(tmp_path / "search-index")


@pytest.fixture
def ask(index: SearchIndex) -> Callable[..., Results]:
    """Search as a request does: in a session that begins now."""

    def asked(query: str, language: str = "zh", **how: object) -> Results:
        db.session.rollback()
        return search(db.session(), query, language=language, index=index, **how)

    return asked


@pytest.fixture
def find(ask: Callable[..., Results]) -> Find:
    """Give the slugs of what is found."""
    return lambda query, **how: [hit.card.slug for hit in ask(query, **how).hits]
