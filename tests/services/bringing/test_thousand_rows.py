"""A thousand rows with fifty planted faults: fifty rows are named, each with its number; nothing is written until there is none."""

import json
import random
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.models.page import Page, Revision
from app.services import content_files
from app.services.bringing import files
from app.services.bringing.batches import ImportRefused
from app.services.transactions import writing
from app.vocabulary import Family
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


def as_geojson(rows: list[dict[str, str]], broken: dict[int, object]) -> bytes:
    """The rows as a collection of points; some features are something else."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [float(row["经度"]), float(row["纬度"])]},
            "properties": {name: text for name, text in row.items() if name not in {"经度", "纬度"}},
        }
        for row in rows
    ]
    return json.dumps({"type": "FeatureCollection", "features": [broken.get(place, one) for place, one in enumerate(features)]}).encode()


def as_yaml(rows: list[dict[str, str]], broken: dict[int, object]) -> bytes:
    """The rows as a list of mappings; some entries are something else."""
    return content_files.write([broken.get(place, row) for place, row in enumerate(rows)]).encode()


def as_calendar(rows: list[dict[str, str]], broken: dict[int, object]) -> bytes:
    """The rows as events; some have dates or rules that nobody can follow."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//"]
    for place, row in enumerate(rows):
        dates = broken.get(place, "DTSTART;TZID=Asia/Shanghai:20270206T193000")
        lines += ["BEGIN:VEVENT", f"UID:{row['slug']}@example.org", f"SUMMARY:{row['名称']}", *str(dates).split("|"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


FEATURES: list[object] = [
    7,
    {"type": "Place"},
    {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[116.3, 39.9], [116.4, 39.9]]}, "properties": {"name": "路"}},
    {"type": "Feature", "geometry": {"type": "Point", "coordinates": [39.9, 116.3]}, "properties": {"name": "反"}},
    {"type": "Feature", "geometry": {"type": "Point", "coordinates": ["116.3", "39.9"]}, "properties": {"name": "字"}},
    {"type": "Feature", "geometry": {"type": "Point", "coordinates": [2.35, 48.86]}, "properties": {"slug": "paris", "name": "远", "类别": "图书馆"}},
    {"type": "Feature", "geometry": None, "properties": [1]},
]
ENTRIES: list[object] = ["words", [1, 2], {"名称": "长" * 20_001}, {"slug": "x", "名称": "x", "类别": {"a": {"b": "c"}}}, None, 3.5, True]
EVENTS: list[object] = [
    "DTSTART:20270230T193000",
    "DTSTART:nonsense",
    "DTSTART;TZID=Nowhere/Land:20270206T193000",
    "DTSTART:20270206T193000|RRULE:FREQ=YEARLY",
    "DTSTART:20270206T193000|RRULE:FREQ=WEEKLY;BYDAY=XX",
    "DTSTART:20270206T193000|RRULE:FREQ=WEEKLY;BYDAY=SA;EXDATE=1",
    "DTSTART:20270206T193000|RRULE:FREQ=WEEKLY;UNTIL=20260101",
]
STRUCTURED = [
    ("list.geojson", as_geojson, FEATURES, Family.PLACE),
    ("list.yaml", as_yaml, ENTRIES, Family.PLACE),
    ("list.ics", as_calendar, EVENTS, Family.EVENT),
]


@pytest.mark.parametrize(("name", "write", "others", "family"), STRUCTURED)
def test_fifty_entries_that_are_something_else_are_named_one_by_one(person, name, write, others, family):
    user = person("author")
    places = sorted(random.Random(name).sample(range(ROWS), FAULTS))
    data = write([place_row(number) for number in range(1, ROWS + 1)], {place: others[turn % len(others)] for turn, place in enumerate(places)})
    file = bring(data, user, name, family)
    with writing() as session:
        files.choose(session.merge(file), file.mapping, {"kind": "temple_fair"})

    found = planned(file, user)
    with pytest.raises(ImportRefused):
        carry_out(file, user)

    assert found.faulty == [place + 1 for place in places]
    assert len(found.new) == ROWS - FAULTS
    assert db.session.scalar(select(func.count()).select_from(Page)) == 0


def test_faults_of_single_cells_and_rows_of_a_csv_file_are_rows(person):
    user = person("author")
    rows = [place_row(number) for number in range(1, 9)]
    rows[1]["名称"] = "空\0字"
    rows[3]["地址"] = "长" * 20_001
    lines = as_csv(rows).decode("utf-8-sig").splitlines()
    lines[6] += ",一格,又一格"
    lines[8] = '"断' + lines[8]
    found = planned(bring("\r\n".join(lines).encode(), user), user)

    assert found.faulty == [3, 5, 7, 9] and len(found.new) == 4
