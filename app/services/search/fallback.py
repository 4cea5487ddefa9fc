"""Searching without the index: names, aliases and summaries in the database, bounded; slower and simpler, but never nothing."""

from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, or_, select
from sqlalchemy.orm import Session

from app.models.page import Page
from app.queries.pages import is_public
from app.services.search.parsing import Asked
from app.services.search.ranking import WEIGHTS

NAMES = (Page.card["name"]["zh"].as_string(), Page.card["name"]["en"].as_string(), cast(Page.content["also_known_as"], String))
COLUMNS = (*NAMES, Page.sort_zh, Page.slug, Page.card["summary"]["zh"].as_string(), Page.card["summary"]["en"].as_string())
MOST = 200
MOST_WORDS = 4
LASTING = sorted(WEIGHTS, key=lambda family: -WEIGHTS[family])
ORDER = case({family.value: place for place, family in enumerate(LASTING)}, value=cast(Page.family, String), else_=len(LASTING))


def find(session: Session, asked: Asked) -> list[int]:
    """Give the pages with every word asked for in a name, an alias, the reading or the summary, names first, at most 200."""
    words = [term.text for term in asked.terms][:MOST_WORDS]
    if not words:
        return []
    named = case((and_(*(contains(NAMES, word) for word in words)), 0), else_=1)
    statement = select(Page.id).where(is_public(), and_(*(contains(COLUMNS, word) for word in words))).order_by(named, ORDER, Page.sort_zh, Page.id)
    return list(session.scalars(statement.limit(MOST)))


def contains(columns: tuple[Any, ...], word: str) -> ColumnElement[bool]:
    """Give the condition that one of some columns has a word."""
    return or_(*(column.icontains(word, autoescape=True) for column in columns))
