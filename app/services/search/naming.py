"""Naming: the pages that a part of a query names as a whole, such as a guild hall in “Money Trade Guild building”."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, reduce
from operator import or_

from app.documents.registry import BY_FAMILY
from app.rules.pinyin import toneless
from app.services.search.analysis import keys, normal, runs
from app.services.search.asking import whole
from app.services.search.page_sets import pages_of
from app.services.search.parsing import MOST_TERMS
from app.services.search.postings import Postings
from app.services.search.synonyms import table
from app.services.stations import stations
from app.vocabulary import Family

FIELDS = ("whole", "alias")
SHORTEST_RUN, LONGEST_RUN = 2, 12
SHORTEST_WORD = 5
SIDE_ZH, SIDE_EN = re.compile(r"(?<=..)[东西南北]站?$"), re.compile(r" (?:East|West|South|North)$")


def pages_named_in(postings: Postings, text: str) -> int:
    """Give the pages whose whole name, or another one, is a part of a text: the longest such part alone."""
    words: list[str] = []
    found: dict[int, int] = {}
    for word, is_han in (*runs(normal(text)), ("", True)):
        if not is_han:
            words.append(word)
            continue
        size, pages = in_words(postings, words[:MOST_TERMS])
        found[size] = found.get(size, 0) | pages
        size, pages = in_run(postings, word)
        found[size] = found.get(size, 0) | pages
        words = []
    return next((pages for _size, pages in sorted(found.items(), reverse=True) if pages), 0)


def in_words(postings: Postings, words: list[str]) -> tuple[int, int]:
    """Give how long the longest part of Latin words that is a name is, in letters, and the pages it names; not all of the words."""
    for size in range(len(words) - 1, 0, -1):
        for start in range(len(words) - size + 1):
            part = words[start : start + size]
            if size > 1 or (len(part[0]) >= SHORTEST_WORD and not says_only_where(part[0])):
                pages = named(postings, keys(" ".join(part)))
                if pages:
                    return len("".join(part)), pages
    return 0, 0


def says_only_where(word: str) -> bool:
    """Whether a word says no more than where all of the guide is."""
    entry = table().get(word)
    return entry is not None and entry.is_where


def in_run(postings: Postings, run: str) -> tuple[int, int]:
    """Give how long the longest part of a Chinese run that is a name is, as many letters, and the pages it names."""
    for size in range(min(len(run), LONGEST_RUN), SHORTEST_RUN - 1, -1):
        for start in range(len(run) - size + 1):
            part = run[start : start + size]
            pages = 0 if says_only_where(part) else named(postings, [part])
            if pages:
                return size * 3, pages
    return 0, 0


def named(postings: Postings, names: list[str]) -> int:
    """Give the pages that some keys name."""
    return reduce(or_, (postings.pages_with(FIELDS, key) for key in names), 0)


def place_named(postings: Postings, families: Mapping[Family, int], names: Sequence[str]) -> str | None:
    """Give the page that some keys name as a whole, as folder and slug: of the first family that has one, by its name before others."""
    for step in whole(postings, names):
        for family, pages in families.items():
            for page in pages_of(step & pages)[:1]:
                return f"{BY_FAMILY[family].folder}/{postings.lookup(page, 'slug')}"
    return None


def station_named(names: Sequence[str]) -> str | None:
    """Give the metro station that some keys name, as `stations/xisi`."""
    return next((f"stations/{slug}" for name in names if (slug := keys_of_stations().get(name))), None)


@cache
def keys_of_stations() -> dict[str, str]:
    """Give the keys of each station's names and readings; one north or west of a place may go without saying so."""
    found: dict[str, str] = {}
    sided = [(station.slug, SIDE_ZH.sub("", station.zh), SIDE_EN.sub("", station.en)) for station in stations().values()]
    for slug, zh, en in (*((station.slug, station.zh, station.en) for station in stations().values()), *sided):
        bare = zh.removesuffix("站")
        for form in (zh, bare, toneless(bare), en, *(f"{en} {word}" for word in ("station", "metro station", "subway station"))):
            for key in keys(form):
                found.setdefault(key, slug)
    return found
