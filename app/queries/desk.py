"""What the home of the desk reads: pages found by a few words, and what a person has been typing."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Text, and_, cast, func, or_, select, true

from app.models.page import Page
from app.models.review import Draft


def like(column: SQLColumnExpression[str], word: str) -> ColumnElement[bool]:
    """Give the condition that a column holds a word, taken as it stands."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.ilike(f"%{escaped}%", escape="\\")


def name_holds(word: str) -> ColumnElement[bool]:
    """Give the condition that a page's name, in either language or in pinyin with or without spaces, or its address holds a word."""
    names = (cast(Page.card["name"]["zh"], Text), cast(Page.card["name"]["en"], Text))
    columns = (*names, Page.sort_zh, func.replace(Page.sort_zh, " ", ""), Page.sort_en, Page.slug)
    return or_(*(like(column, word) for column in columns))


def pages_named(reach: ColumnElement[bool], words: Sequence[str], limit: int) -> Select[Page]:
    """Give the pages within reach whose name, in either language or in pinyin, or whose address holds every word."""
    found = and_(true(), *map(name_holds, words))
    return select(Page).where(reach, found).order_by(Page.sort_zh, Page.id).limit(limit)


def drafts_of(user_id: int, reach: ColumnElement[bool]) -> Select[Draft, Page]:
    """Give what a person has typed and not yet saved, with its page, newest first."""
    return select(Draft, Page).join(Page, Page.id == Draft.page_id).where(Draft.user_id == user_id, reach).order_by(Draft.saved_at.desc())
