"""The gold set: what visitors type leads to what they mean, on the whole content.

Each line of gold.csv names what must stand among the first five, parted by spaces; `a|b` is either. `kind:museum` asks
that all five are of a kind (likewise family, interest, free, neighbourhood), `when:` and `near:` what must be understood.
With `first` the first thing named must stand first.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.documents.registry import BY_FAMILY
from app.extensions import db
from app.models.page import Page
from app.queries.facet_sets import SETS
from app.queries.pages import is_public
from app.services.search.analysis import normal
from app.services.search.searching import Hit, Results, search
from app.vocabulary import Family

GOLD = list(csv.DictReader((Path(__file__).parent / "gold.csv").read_text("utf-8").splitlines()))
MOMENT = datetime(2026, 11, 25, 10, 30, tzinfo=clock.BEIJING)
FIVE = 5


@dataclass(frozen=True)
class Scored:
    """How one query did: the share of what was expected, whether anything was found, whether the first was wrong."""

    query: str
    share: float
    is_empty: bool
    is_wrong_first: bool


@pytest.fixture(scope="module")
def inside(guide_app: Flask) -> Iterator[None]:
    with guide_app.app_context():
        yield
        db.session.remove()


@pytest.fixture(scope="module")
def scores(inside: None) -> list[Scored]:
    return [score(row) for row in GOLD]


def score(row: dict[str, str]) -> Scored:
    found = search(db.session(), row["query"], language="zh", moment=MOMENT, limit=FIVE)
    items = row["expected"].split()
    met = [any(is_met(one, found) for one in item.split("|")) for item in items]
    is_wrong_first = row["first"] == "yes" and [ref(hit) for hit in found.hits[:1]] not in [[one] for one in items[0].split("|")]
    return Scored(row["query"], sum(met) / len(met), not found.hits, is_wrong_first)


def is_met(expected: str, found: Results) -> bool:
    name, _, value = expected.partition(":")
    if not value:
        return expected in map(ref, found.hits)
    if name in {"when", "near"}:
        return found.meaning.filters.get(name) == value
    families = (Family(value),) if name == "family" else tuple(Family)
    pages = SETS.catch_up(db.session()).chosen(families, {} if name == "family" else {name: value})
    return bool(found.hits) and all(pages >> hit.card.id & 1 for hit in found.hits)


def ref(hit: Hit) -> str:
    return f"{BY_FAMILY[hit.card.family].folder}/{hit.card.slug}"


def test_gold_set_is_large_and_of_every_kind() -> None:
    kinds = Counter(row["what"] for row in GOLD)

    assert len(GOLD) >= 150 and len({row["query"] for row in GOLD}) == len(GOLD)
    assert {kind for kind, count in kinds.items() if count >= 5} == {
        *("name", "part", "alias", "traditional", "pinyin", "initials", "english", "chinese", "mixed"),
        *("typo", "kind", "place", "time", "plan", "need"),
    }


def test_what_is_meant_is_among_the_first_five(scores: list[Scored]) -> None:
    missed = [scored.query for scored in scores if scored.share < 1]

    assert sum(scored.share for scored in scores) / len(scores) >= 0.95, missed


def test_hardly_a_query_finds_nothing(scores: list[Scored]) -> None:
    empty = [scored.query for scored in scores if scored.is_empty]

    assert len(empty) / len(scores) <= 0.02, empty


def test_the_first_is_never_wrong(scores: list[Scored]) -> None:
    assert [scored.query for scored in scores if scored.is_wrong_first] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_whole_name_of_any_page_has_that_name_first(language: str, inside: None) -> None:
    names = {card["name"][language] for card in db.session.scalars(select(Page.card).where(is_public()))}
    first = {name: search(db.session(), name, language=language, moment=MOMENT, limit=1).hits for name in sorted(names)}

    wrong = [name for name, hits in first.items() if not hits or normal(hits[0].card.card["name"][language]) != normal(name)]

    assert len(names) > 400
    assert wrong == []


def mistyped(key: str) -> str:
    """A name with two neighbouring letters swapped in its middle."""
    middle = len(key) // 2
    return key[: middle - 1] + key[middle] + key[middle - 1] + key[middle + 1 :]


@pytest.mark.parametrize(("family", "least"), [(Family.SERIES, 0.97), (Family.PLACE, 0.95), (Family.TRAIL, 0.97)])
@pytest.mark.parametrize("change", [str.lower, mistyped, lambda name: name.replace(" ", "")], ids=["lower", "swapped", "joined"])
def test_english_names_are_found_however_they_are_typed(change: Callable[[str], str], family: Family, least: float, inside: None) -> None:
    pages = db.session.execute(select(Page.id, Page.card).where(is_public(), Page.family == family)).all()

    found = [
        number in {hit.card.id for hit in search(db.session(), change(card["name"]["en"]), language="en", moment=MOMENT, limit=FIVE).hits}
        for number, card in pages
    ]

    assert sum(found) / len(found) >= least
