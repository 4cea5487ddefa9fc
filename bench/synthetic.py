"""Synthetic bilingual pages of about 2 kB, made from a seed: places, events, series and stories with facets and dates."""

import csv
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.config import ROOT
from app.documents.registry import BY_FAMILY
from app.models.occurrence import Occurrence
from app.models.page import Facet, Page
from app.rules import pinyin
from app.services import cards, facets
from app.services.content_files import plain
from app.services.projecting import occurrences_of
from app.services.transactions import record_change
from app.vocabulary import EventKind, Family, Interest, PlaceKind, State, StoryKind, Subdistrict

SEED, BATCH = 2027, 1_000
WORDS = 3_000
FAMILIES = (*[Family.PLACE] * 12, *[Family.EVENT] * 3, Family.SERIES, *[Family.STORY] * 4)
KINDS: dict[Family, Any] = {Family.PLACE: PlaceKind, Family.EVENT: EventKind, Family.SERIES: EventKind, Family.STORY: StoryKind}
CHARACTERS = (
    "天地人和山水城门街巷胡同书画戏曲花鸟茶酒灯桥塔寺庙会馆园林湖海河北南东西中古今新旧大小高长平安福寿春夏秋冬风月日星云雨雪"
    "红黄青白黑金银玉石木火土文武学堂宫殿坛亭台楼阁廊院宅府王公子孙先生名家手艺刻印纸笔墨砚琴棋诗词歌舞节气年味市场店铺老字号"
)
SYLLABLES = ("ba", "lo", "mi", "ten", "ra", "gar", "den", "sil", "vo", "por", "ling", "han", "dra", "wel", "sto", "ne", "kar", "tu", "mor", "fi")
SOURCES = [{"kind": "press", "title": {"zh": "北京日报", "en": "Beijing Daily"}}]


class Words:
    """Two vocabularies, common words drawn more often than rare ones, as in real texts."""

    def __init__(self, rng: random.Random) -> None:
        with (ROOT / "content" / "glossary.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        known_zh, known_en = [row["zh"] for row in rows], [row["en"].split(" (")[0] for row in rows]
        self.rng = rng
        self.zh = list(dict.fromkeys([*known_zh, *("".join(rng.choices(CHARACTERS, k=rng.choice((2, 2, 2, 3)))) for _ in range(WORDS))]))
        self.en = list(dict.fromkeys([*known_en, *("".join(rng.choices(SYLLABLES, k=rng.choice((2, 3)))) for _ in range(WORDS))]))
        self.weights = {id(words): list(accumulate(1 / (rank + 20) for rank in range(len(words)))) for words in (self.zh, self.en)}

    def some(self, words: list[str], count: int) -> list[str]:
        """Give some words, the common ones more often."""
        return self.rng.choices(words, cum_weights=self.weights[id(words)], k=count)

    def text(self, zh: int, en: int) -> dict[str, str]:
        """Give sentences in both languages."""
        chinese = "".join(word + ("。" if place % 9 == 8 else "，" if place % 4 == 3 else "") for place, word in enumerate(self.some(self.zh, zh)))
        english = " ".join(word + ("." if place % 11 == 10 else "") for place, word in enumerate(self.some(self.en, en)))
        return {"zh": chinese + "。", "en": english.capitalize() + "."}

    def name(self, number: int, label: Any) -> dict[str, str]:
        """Give a name that no other page has."""
        zh, en = self.rng.sample(self.zh, 2), self.rng.sample(self.en, 2)
        return {"zh": f"{''.join(zh)}{number % 100 or ''}{label.zh}"[:36], "en": f"{' '.join(en).title()} {number} {label.en}"}


def document(words: Words, number: int) -> tuple[Family, Any]:
    """Give the document of one page."""
    rng = words.rng
    family = rng.choice(FAMILIES)
    kind = rng.choice(list(KINDS[family]))
    values: dict[str, Any] = {
        "name": words.name(number, kind),
        "kind": kind.value,
        "summary": words.text(14, 16),
        "body": words.text(90, 80),
        "sources": SOURCES,
        "checked_on": "2026-11-23",
        "interests": rng.sample([interest.value for interest in Interest], rng.randint(0, 3)),
    }
    if family is not Family.STORY and rng.random() < 0.7:
        values["admission"] = {"kind": rng.choice(("free", "paid"))}
    if family is Family.PLACE:
        point = {"lat": round(39.86 + rng.random() / 8, 5), "lon": round(116.32 + rng.random() / 10, 5), "accuracy_m": 50, "origin": "made"}
        values |= {"subdistrict": rng.choice(list(Subdistrict)).value, "point": point}
    if family is Family.EVENT:
        first = date(2026, 11, 1) + timedelta(days=rng.randint(0, 420))
        values["schedule"] = [{"starts": first.isoformat(), "ends": (first + timedelta(days=rng.randint(0, 5))).isoformat()}]
    return family, BY_FAMILY[family].document.model_validate(values)


def fill(session: Session, count: int, seed: int, progress: Callable[[int, int], None] | None = None) -> None:
    """Write pages with their facets and dates straight into the tables, published, and one change for all of them."""
    words = Words(random.Random(seed))
    for first in range(1, count + 1, BATCH):
        numbers = range(first, min(first + BATCH, count + 1))
        tables: dict[Any, list[dict[str, Any]]] = {Page: [], Facet: [], Occurrence: []}
        for table, row in (pair for number in numbers for pair in rows_of(session, number, *document(words, number))):
            tables[table].append(row)
        for table, rows in tables.items():
            if rows:
                session.execute(table.__table__.insert(), rows)
        if progress:
            progress(numbers[-1], count)
    record_change(session, None, "bench")


def rows_of(session: Session, number: int, family: Family, made: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Give every row of one page."""
    slug, now = f"page-{number}", clock.to_utc(clock.now())
    point = getattr(made, "point", None)
    page: Any = SimpleNamespace(id=number, subdistrict=getattr(made, "subdistrict", None), state=State.PUBLISHED, changed_at=now)
    yield (
        Page,
        {
            "id": number,
            "family": family,
            "slug": slug,
            "state": State.PUBLISHED,
            "sort_zh": pinyin.sort_key(made.name.zh)[:200],
            "sort_en": made.name.en.casefold()[:200],
            "subdistrict": page.subdistrict,
            "lat": point.lat if point else None,
            "lon": point.lon if point else None,
            "revision": 0,
            "changed_at": now,
            "card": cards.card_of(made, slug),
            "content": plain(made),
        },
    )
    yield from ((Facet, row) for row in facets.facets_of(session, page, made, {}))
    if family is Family.EVENT:
        yield from ((Occurrence, row) for row in occurrences_of(session, page, made))


def queries(seed: int, count: int, names: list[tuple[str, str]]) -> list[str]:
    """Give distinct queries as visitors write them: whole names, words and pairs of words in both languages, pinyin."""
    rng = random.Random(seed + 1)
    words = Words(random.Random(seed))
    words.rng = rng
    shapes: list[Callable[[], str]] = [
        lambda: rng.choice(names)[0],
        lambda: rng.choice(names)[1],
        lambda: words.some(words.zh, 1)[0],
        lambda: words.some(words.en, 1)[0],
        lambda: " ".join(words.some(words.zh, 2)),
        lambda: " ".join(words.some(words.en, 2)),
        lambda: words.some(words.zh, 1)[0] + " " + words.some(words.en, 1)[0],
        lambda: pinyin.toneless(rng.choice(names)[0][:3]).replace(" ", ""),
    ]
    found: dict[str, None] = {}
    turn = 0
    while len(found) < count:
        found[shapes[turn % len(shapes)]()] = None
        turn += 1
    return list(found)
