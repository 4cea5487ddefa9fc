"""What the index holds of a page: its names in every form, and its words in both languages."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from app.documents.base import Document, Text
from app.documents.registry import BY_FAMILY
from app.rules.text import plain
from app.services.search import analysis, readings
from app.vocabulary import Family, Word

# Where two pages fit equally well, a series comes before its editions, and what one can visit before what one can read.
WEIGHTS = {Family.SERIES: 1.25, Family.PLACE: 1.2, Family.TRAIL: 1.05, Family.NEIGHBOURHOOD: 1.05, Family.EVENT: 0.95, Family.STORY: 0.9}
BRACKETS = re.compile(r"[（(]([^）)]*)[）)]")
# The fields whose words a visitor searches by; links, figures, sources and remarks are left out.
SEARCHED = ("address", "theme", "venues", "past_venues", "organisers", "first_held", "founded", "usually", "season", "designations", "stops")


class Names(NamedTuple):
    """The names of a page that another one is linked with."""

    zh: str
    en: str


def fields_of(page_id: int, family: Family, slug: str, content: dict[str, Any], linked: Iterable[Names] = ()) -> dict[str, Any]:
    """Give the index fields of a page; raise pydantic's ValidationError when its document is not valid."""
    document = BY_FAMILY[family].document.model_validate(content)
    names, aliases = names_of(document), aliases_of(document)
    linked = tuple(linked)
    analysis.learn([analysis.normal(document.name.zh)])
    return {
        "id": str(page_id),
        "family": family.value,
        "slug": slug,
        "whole": keys_of(names),
        "alias": keys_of(aliases),
        "reading": readings.whole((*names, *aliases)),
        "name_zh": document.name.zh,
        "name_en": document.name.en,
        "aka": "\n".join(aliases),
        "pinyin": readings.joined((*names, *aliases)) + spoken(document),
        "syllables": readings.apart((*names, *aliases)),
        "text_zh": "\n".join((*words_of(document, "zh"), *document.keywords, *(name.zh for name in linked))),
        "text_en": "\n".join((*words_of(document, "en"), *document.keywords, *(name.en for name in linked))),
        "_boost": WEIGHTS[family],
    }


def names_of(document: Document) -> list[str]:
    """Give the names a page goes by, with and without what stands in brackets."""
    names = [name for name in (document.name.zh, document.name.en) if name]
    return list(dict.fromkeys(form for name in names for form in (name, BRACKETS.sub(" ", name).strip()) if form))


def aliases_of(document: Document) -> list[str]:
    """Give the other names of a page: aliases, what a name has in brackets, and its pinyin."""
    inside = [found for name in (document.name.zh, document.name.en) for found in BRACKETS.findall(name) if found]
    given = (document.pinyin,) if document.pinyin else ()
    return list(dict.fromkeys((*document.also_known_as, *inside, *given)))


def keys_of(names: Iterable[str]) -> list[str]:
    """Give the keys of some whole names."""
    return list(dict.fromkeys(key for name in names for key in analysis.keys(name)))


def spoken(document: Document) -> list[str]:
    """Give the words of the pinyin that an editor wrote."""
    return [word for word, _ in analysis.runs(analysis.normal(document.pinyin or ""))]


def words_of(document: Document, language: str) -> list[str]:
    """Give what a page says in a language: summary, body, labels of its words, venue, address and the like."""
    said = [in_language(document.summary, language), plain(in_language(document.body, language))]
    for name in ("kind", "subdistrict", "interests"):
        said += labels_of(getattr(document, name, None), language)
    for name in SEARCHED:
        said += texts_in(getattr(document, name, None), language)
    return [text for text in said if text]


def in_language(text: Text, language: str) -> str:
    """Give one language of a text, which may be empty."""
    return text.zh if language == "zh" else text.en


def labels_of(value: Any, language: str) -> list[str]:
    """Give the labels of one vocabulary word or of several."""
    words = value if isinstance(value, tuple) else (value,)
    return [word.zh if language == "zh" else word.en for word in words if isinstance(word, Word)]


def texts_in(value: Any, language: str) -> list[str]:
    """Give every text within a field, however deep."""
    if isinstance(value, Text):
        return [plain(in_language(value, language))]
    if isinstance(value, tuple):
        return [text for part in value for text in texts_in(part, language)]
    if hasattr(type(value), "model_fields"):
        return [text for name in type(value).model_fields for text in texts_in(getattr(value, name), language)]
    return labels_of(value, language)
