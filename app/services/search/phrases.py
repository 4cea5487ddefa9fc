"""Phrases: which of some pages have quoted words side by side; the index keeps no places of words in texts, so texts are read."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.page import Page
from app.rules.text import APOSTROPHES
from app.services.search.page_sets import pages_of, set_of
from app.services.search.parsing import Term

MOST = 200
FIELDS = ("name", "summary", "body")


def with_phrase(session: Session, pages: int, term: Term) -> int:
    """Give those of some pages, at most the first 200, that have a phrase in their name, summary or text."""
    pattern = pattern_of(term)
    rows = session.execute(select(Page.id, Page.content).where(Page.id.in_(pages_of(pages)[:MOST])))
    return set_of(number for number, content in rows if any(pattern.search(text) for text in texts_in(content)))


def pattern_of(term: Term) -> re.Pattern[str]:
    """Give the pattern of a phrase: Chinese as it stands, Latin words with nothing but spaces and marks between them."""
    words = [re.escape(word) for word in term.words]
    return re.compile("".join(words) if term.is_han else r"(?<!\w)" + r"[\W_]+".join(words) + r"(?!\w)")


def texts_in(content: dict[str, dict[str, str] | None]) -> list[str]:
    """Give the texts of a page in small letters, without apostrophes."""
    return [APOSTROPHES.sub("", value.casefold()) for name in FIELDS for value in (content.get(name) or {}).values()]
