"""What the index holds of a page: its names in every form, what it is about, and its words in both languages."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from app.documents.base import Document, Text
from app.documents.event import EventDocument
from app.documents.registry import BY_FAMILY
from app.rules.text import plain
from app.services.search import analysis, readings
from app.services.search.short_names import short_names
from app.services.stations import stations
from app.vocabulary import Family, Word

BRACKETS = re.compile(r"[（(]([^）)]*)[）)]")
# 首都电影院（西单店）: what stands before such brackets names the house, not this branch of it.
BRANCH = re.compile(r"[（(][^）)]*店[）)]$")
# The fields whose words a visitor searches by; links, figures, sources and remarks are left out.
SEARCHED = ("address", "theme", "venues", "past_venues", "organisers", "first_held", "founded", "usually", "season", "designations", "stops")
NEVER = 2_000_000_000
LONG_TEXT, MOST_TEXT = 250, 4


class Names(NamedTuple):
    """The names of a page that another one is linked with."""

    zh: str
    en: str


def fields_of(
    page_id: int, family: Family, slug: str, content: dict[str, Any], *, linked: Iterable[Names] = (), until: int | None = None
) -> dict[str, Any]:
    """Give the index fields of a page; raise pydantic's ValidationError when its document is not valid.

    `until` is the minute since 1970 at which the last of its dates is over; None when it has none.
    """
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
        "short": keys_of((*short_names((*names, *aliases)), *houses_of(names))) if family is Family.PLACE else [],
        "reading": readings.whole((*names, *aliases)),
        "shuffled": readings.shuffled((*names, *aliases)),
        "name_zh": document.name.zh,
        "name_en": document.name.en,
        "names": f"{document.name.zh}\n{document.name.en}",
        "aka": "\n".join(aliases),
        "pinyin": readings.joined((*names, *aliases)) + spoken(document),
        "syllables": readings.apart((*names, *aliases)),
        "about": "\n".join((*document.keywords, *words_about(document), *(name for pair in linked for name in pair))),
        "text": "\n".join((*words_of(document, "zh"), *words_of(document, "en"))),
        "until": end_of(document, until),
        "worth": worth_of(document),
    }


def names_of(document: Document) -> list[str]:
    """Give the names of a page, in both languages."""
    return [name for name in (document.name.zh, document.name.en) if name]


def aliases_of(document: Document) -> list[str]:
    """Give the other names of a page: aliases, its name without brackets and what stands in them, and its pinyin.

    A branch has the name of its house for an alias only where an editor says so.
    """
    names = names_of(document)
    parted = [form.strip() for name in names for form in (BRACKETS.sub(" ", name), *BRACKETS.findall(name)) if BRACKETS.search(name)]
    given = (document.pinyin,) if document.pinyin else ()
    loose = dict.fromkeys(name for name in parted if name not in houses_of(names))
    return [name for name in dict.fromkeys((*document.also_known_as, *loose, *given)) if name]


def houses_of(names: Iterable[str]) -> list[str]:
    """Give the names of the houses that some names are branches of."""
    return [BRANCH.sub("", name).strip() for name in names if BRANCH.search(name)]


def end_of(document: Document, until: int | None) -> int:
    """Give the minute at which an event is over: its last date, or else the end of its year; NEVER for what lasts."""
    if not isinstance(document, EventDocument):
        return NEVER
    if until is not None:
        return until
    return (document.year - 1969) * 525_949 if document.year else NEVER


def worth_of(document: Document) -> int:
    """Give how much a page has to say, 0 to 9: a brief one little, one with a long text and designations much."""
    length = min(len(document.body.zh) // LONG_TEXT, MOST_TEXT)
    return length + min(len(getattr(document, "designations", ())), 2) + (3 if getattr(document, "depth", "full") == "full" else 0)


def keys_of(names: Iterable[str]) -> list[str]:
    """Give the keys of some whole names."""
    return list(dict.fromkeys(key for name in names for key in analysis.keys(name)))


def spoken(document: Document) -> list[str]:
    """Give the words of the pinyin that an editor wrote."""
    return [word for word, _ in analysis.runs(analysis.normal(document.pinyin or ""))]


def words_about(document: Document) -> list[str]:
    """Give the labels of a page's kind, subdistrict and interests, in both languages."""
    values = (getattr(document, name, None) for name in ("kind", "subdistrict", "interests"))
    return [label for value in values for language in ("zh", "en") for label in labels_of(value, language)]


def words_of(document: Document, language: str) -> list[str]:
    """Give what a page says in a language: summary, body, venue, address and the like."""
    said = [in_language(document.summary, language), plain(in_language(document.body, language))]
    for name in SEARCHED:
        said += texts_in(getattr(document, name, None), language)
    said += [in_language(station, language) for station in stations_of(document)]
    return [text for text in said if text]


def stations_of(document: Document) -> Iterator[Text]:
    """Give the names of the metro stations near a place."""
    for access in getattr(document, "metro", ()):
        if found := stations().get(access.station):
            yield Text(zh=found.zh, en=found.en)


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
