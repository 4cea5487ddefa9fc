"""Suggestions as JSON: how each is called, its other name, what it is, and where it leads; each is written once for a language."""

import json
from collections.abc import Iterable
from functools import lru_cache

from app import i18n
from app.i18n import _
from app.routes.addresses import href, page_url
from app.routes.frame import KINDS
from app.services.search.suggesting import Suggestion
from app.vocabulary import Family

# What a visitor knows by its kind; the others are known by their family.
BY_KIND = {Family.PLACE, Family.SERIES, Family.EVENT}
LISTS = {Family.PLACE: "places.index", Family.SERIES: "series.index", Family.STORY: "stories.index"}
KEPT = 8_000


def as_json(typed: str, found: Iterable[Suggestion]) -> str:
    """Give the answer to what was typed: `{"query", "suggestions": [{"label", "other", "kind", "href"}]}`."""
    lang = i18n.code()
    return f'{{"query":{json.dumps(typed)},"suggestions":[{",".join(written(lang, suggestion) for suggestion in found)}]}}\n'


@lru_cache(maxsize=KEPT)
def written(_lang: str, suggestion: Suggestion) -> str:
    """Give one suggestion in the language of the request, which is `_lang`; `other` is the alias that was typed, else the other language's name."""
    entry = suggestion.entry
    name = {"zh": entry.zh, "en": entry.en}
    label = i18n.in_language(name)
    other = suggestion.alias or i18n.in_language(name, "zh" if i18n.code() == "en" else "en")
    values = {"label": label, "other": "" if other == label else other, "kind": kind_of(suggestion), "href": address_of(suggestion)}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def kind_of(suggestion: Suggestion) -> str:
    """Give what an entry is, in a word."""
    entry = suggestion.entry
    if entry.is_word:
        return _("Kind") if entry.family else _("Interest")
    if entry.family in BY_KIND and entry.kind:
        return i18n.label(KINDS[entry.family](entry.kind))
    return i18n.label(entry.family)


def address_of(suggestion: Suggestion) -> str:
    """Give the address of a page, or of the list that a word leads to."""
    entry = suggestion.entry
    if entry.family is None:
        return href("interests.show", slug=entry.slug)
    return href(LISTS[entry.family], kind=entry.slug) if entry.is_word else page_url(entry.family, entry.slug)
