"""Phrases: which of some pages have quoted words side by side; the index keeps no places of words in texts, so texts are read."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.page import Page
from app.services.search.analysis import normal, runs
from app.services.search.parsing import Term
from app.services.search.postings import pages_of, set_of

MOST = 200
FIELDS = ("name", "summary", "body")


def with_phrase(session: Session, pages: int, term: Term) -> int:
    """Give those of some pages, at most the first 200, that have a phrase in their name, summary or text."""
    words = "".join(term.words) if term.is_han else " ".join(("", *term.words, ""))
    rows = session.execute(select(Page.id, *(Page.content[name] for name in FIELDS)).where(Page.id.in_(pages_of(pages)[:MOST])))
    return set_of(number for number, *texts in rows if any(words in text for text in compared(texts)))


def compared(texts: list[dict[str, str] | None]) -> list[str]:
    """Give texts in the form that is compared: their words with single spaces between and around."""
    said = (value for text in texts for value in (text or {}).values())
    return [" ".join(("", *(word for word, _is_han in runs(normal(value))), "")) for value in said]
