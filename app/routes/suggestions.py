"""Suggestions as JSON: how each is called, its other name, what it is, and where it leads; each is written once for a language."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app import i18n
from app.documents.registry import folder_of
from app.i18n import _
from app.routes.addresses import href
from app.routes.frame import KINDS
from app.services.search.suggesting import Suggestion
from app.vocabulary import Family

# What a visitor knows by its kind; the others are known by their family.
BY_KIND = {Family.PLACE, Family.SERIES, Family.EVENT}
LISTS = {Family.PLACE: "places.index", Family.SERIES: "series.index", Family.STORY: "stories.index"}
KEPT = 8_000
quoted = json.JSONEncoder(ensure_ascii=False).encode
JSON, CACHE_CONTROL = "application/json", "no-cache"


@dataclass(frozen=True, eq=False)
class Wording:
    """What suggestions in one language are written with, so that none needs a request: addresses up to the slug, and what kinds are called."""

    lang: str
    pages: Mapping[Family | None, str]
    lists: Mapping[Family | None, str]
    kind: str
    interest: str


wordings: dict[str, Wording] = {}


def wording_of_request() -> Wording:
    """Give the wording of the request's language; the first request in a language makes it."""
    lang = i18n.code()
    if lang not in wordings:
        pages: dict[Family | None, str] = {family: base_of(f"{folder_of(family)}.show") for family in Family}
        lists: dict[Family | None, str] = {family: f"{href(endpoint)}?kind=" for family, endpoint in LISTS.items()}
        wordings[lang] = Wording(lang, pages, lists | {None: base_of("interests.show")}, _("Kind"), _("Interest"))
    return wordings[lang]


def base_of(endpoint: str) -> str:
    """Give the address of an endpoint up to the slug that ends it."""
    return href(endpoint, slug="-").removesuffix("-")


def as_json(typed: str, found: Iterable[Suggestion], wording: Wording) -> str:
    """Give the answer to what was typed: `{"query", "suggestions": [{"label", "other", "kind", "href"}]}`."""
    return f'{{"query":{quoted(typed)},"suggestions":[{",".join([written(one, wording) for one in found])}]}}\n'


@lru_cache(maxsize=KEPT)
def written(suggestion: Suggestion, wording: Wording) -> str:
    """Give one suggestion; `other` is the alias that was typed, else the other language's name."""
    entry, alias = suggestion
    zh, en = entry.hant if wording.lang == "zh-hant" else entry.zh, entry.en
    label, other = (en or zh, zh) if wording.lang == "en" else (zh, en or zh)
    other = alias or other
    kind = kind_of(entry.family, entry.kind, entry.is_word, wording)
    address = (wording.lists if entry.is_word else wording.pages)[entry.family] + entry.slug
    return f'{{"label":{quoted(label)},"other":{quoted("" if other == label else other)},"kind":{kind},"href":{quoted(address)}}}'


@lru_cache(maxsize=500)
def kind_of(family: Family | None, kind: str | None, is_word: bool, wording: Wording) -> str:
    """Give what an entry is, in a word, quoted."""
    if is_word:
        return quoted(wording.kind if family else wording.interest)
    word = KINDS[family](kind) if family in BY_KIND and kind else family
    return quoted(i18n.in_language(word, wording.lang))
