"""The gold set: what visitors type, and what the first five results must hold.

`expected` holds alternatives (`|`) of what must all be there (spaces): pages (`places/beihai-park`), words that a result must
have (`kind:museum`, `free:yes`, `interest:tea`, `family:trail`), or what the query must be understood as
(`near:places/beihai-park`, `when:weekend`). `first` says that the first result must be one of them.
"""

import csv
from datetime import datetime
from pathlib import Path

import pytest
import time_machine

from app import clock
from app.documents.registry import folder_of
from app.extensions import db
from app.queries.facet_sets import SETS, ids_of
from app.services.search.searching import search
from app.vocabulary import Family

ROWS = list(csv.DictReader((Path(__file__).parent / "gold.csv").read_text("utf-8").splitlines()))
FEWEST = 150


def fits(expected, results, hit):
    """Whether one result is what was expected."""
    if expected == f"{folder_of(hit.card.family)}/{hit.card.slug}":
        return True
    name, _colon, value = expected.partition(":")
    if name == "family":
        return hit.card.family.value == value
    if name in {"near", "when"}:
        return any(one.name == name and one.value.startswith(value) for one in results.meaning.understood)
    return hit.card.id in ids_of(SETS.catch_up(db.session()).chosen(tuple(Family), {name: value}))


@pytest.fixture(scope="module")
def scored(guide_app):
    """For each row: was anything found, does the first fit, does any of the first five."""
    found = []
    with guide_app.test_request_context("/en/"), time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=clock.BEIJING), tick=False):
        for row in ROWS:
            language = "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in row["query"]) else "en"
            results = search(db.session(), row["query"], language=language, limit=5)
            ways = [way.split() for way in row["expected"].split("|")]
            has_all = any(all(any(fits(one, results, hit) for hit in results.hits) for one in way) for way in ways)
            is_first = any(fits(one, results, hit) for way in ways for one in way for hit in results.hits[:1])
            found.append((row, bool(results.hits), is_first, has_all))
        db.session.remove()
    return found


def test_the_set_is_large_enough():
    assert len(ROWS) >= FEWEST
    assert len({row["query"] for row in ROWS}) == len(ROWS)


def test_nineteen_of_twenty_find_it_among_the_first_five(scored):
    missed = [row["query"] for row, _any, _first, hit in scored if not hit]

    assert len(missed) <= 0.05 * len(scored), missed


def test_hardly_any_query_finds_nothing(scored):
    empty = [row["query"] for row, anything, _first, _hit in scored if not anything]

    assert len(empty) <= 0.02 * len(scored), empty


def test_no_whole_name_has_another_page_first(scored):
    wrong = [row["query"] for row, _any, first, _hit in scored if row["what"] in {"name", "alias"} and row["first"] == "yes" and not first]

    assert wrong == []
