"""A thousand rows with fifty planted faults: fifty rows are named, each with its number; nothing is written until there is none."""

import random
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.models.page import Page, Revision
from app.services.bringing.batches import ImportRefused
from tests.services.bringing.lists import as_csv, as_xlsx, bring, carry_out, place_row, planned

ROWS, FAULTS = 1_000, 50
FIRST_ROW = 2
"""The headings are row 1."""

Plant = Callable[[dict[str, str], random.Random], dict[str, str]]
PLANTS: list[Plant] = [
    lambda row, _dice: {"名称": ""},
    lambda row, _dice: {"类别": "酒吧"},
    lambda row, _dice: {"纬度": "12.5"},
    lambda row, _dice: {"经度": "一百一十六"},
    lambda row, _dice: {"经度": "216.4"},
    lambda row, _dice: {"开放时间": "看老板心情"},
    lambda row, _dice: {"开放时间": "周二至周日25:00–17:00"},
    lambda row, _dice: {"网站": "javascript:alert(1)"},
    lambda row, _dice: {"网站": "example.org/没有协议"},
    lambda row, _dice: {"slug": "Not A Slug"},
    lambda row, _dice: {"slug": "../../etc/passwd "},
    lambda row, _dice: {"名称": "隐\u202e藏"},
    lambda row, _dice: {"地址": "隐\u200f藏"},
    lambda row, _dice: {"slug": f"reading-room-{1 if row['slug'] != 'reading-room-1' else 2}"},
]


def planted(seed: int) -> tuple[list[dict[str, str]], list[int]]:
    """A thousand rows, and the numbers of the fifty that have a fault."""
    dice = random.Random(seed)
    rows = [place_row(number) for number in range(1, ROWS + 1)]
    places = sorted(dice.sample(range(10, ROWS), FAULTS))
    for turn, place in enumerate(places):
        rows[place] |= PLANTS[turn % len(PLANTS)](rows[place], dice)
    return rows, [place + FIRST_ROW for place in places]


@pytest.mark.parametrize(("name", "write"), [("list.csv", as_csv), ("list.xlsx", as_xlsx)])
@pytest.mark.parametrize("seed", [8, 2026])
def test_fifty_planted_faults_are_fifty_rows_named_and_nothing_is_written(person, name, write, seed):
    user = person("author")
    rows, wrong = planted(seed)
    file = bring(write(rows), user, name)

    found = planned(file, user)
    with pytest.raises(ImportRefused) as refused:
        carry_out(file, user)

    assert found.faulty == wrong and len(found.faults) == FAULTS
    assert sorted({fault.number for fault in refused.value.faults}) == wrong
    assert all(len(fault.sentence) > 5 for fault in found.faults)
    assert len(found.new) == ROWS - FAULTS
    assert db.session.scalar(select(func.count()).select_from(Page)) == db.session.scalar(select(func.count()).select_from(Revision)) == 0


def test_queries_do_not_grow_with_the_rows(person, count_queries):
    user = person("author")
    few, many = (bring(as_csv([place_row(number) for number in range(1, count)]), user) for count in (10, 400))

    assert count_queries(lambda: planned(few, user)) == count_queries(lambda: planned(many, user))
