"""Hostile queries: any text at all is answered."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.page import Page
from app.services.search.searching import Results

Make = Callable[..., Page]
Ask = Callable[..., Results]
Find = Callable[..., list[str]]
HOSTILE = [
    "*",
    "a* OR b*",
    "name_zh:*",
    'family:"place"',
    "\x00",
    "🏮",
    "\u202eabc",
    "x" * 8_192,
    "茶" * 3_000,
    "NOT NOT",
    "((((",
    '"' * 99,
    "\ud800",
    "~~ ^2",
    "%_",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_queries_are_answered(query: str, make_place: Make, ask: Ask) -> None:
    make_place("here")

    assert not ask(query).degraded


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.one_of(st.text(max_size=120), st.text("白塔寺庙会茶*\"':()[]{}^~ ab\x00\u202e🏮“”", max_size=60)))
def test_no_text_at_all_raises(query: str, ask: Ask, one_page: Page) -> None:
    found: Any = ask(query)

    assert (found.degraded, found.total >= len(found.hits)) == (False, True)


@pytest.fixture
def one_page(make_place: Make) -> Page:
    return make_place("white-pagoda", name={"zh": "白塔寺", "en": "White Pagoda Temple"})


def test_without_pages_nothing_is_found(session: Session, find: Find) -> None:
    assert session.scalars(select(Page)).all() == []
    assert find("白塔 temp") == []
