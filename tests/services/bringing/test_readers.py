"""Files as they come: every format, encoding and writing is read to the same rows; what cannot be read is said with its place."""

import io
import json
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from app.services.bringing import reading, sheets
from app.services.bringing.sheets import FileRefused, Sheet
from app.services.exports.table import as_csv, as_xlsx, as_yaml
from tests.services.bringing.lists import as_xlsx as workbook

EXPECTED = [{"slug": "a", "名称": "甲, “乙”"}, {"slug": "b", "名称": "两\n行"}]
CSV = 'slug,名称\r\na,"甲, “乙”"\r\nb,"两\r\n行"\r\n'


def rows(sheet: Sheet) -> list[dict[str, str]]:
    return [dict(row.cells) for row in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_in_every_usual_encoding_and_separator(app, encoding, separator):
    text = CSV if separator == "," else CSV.replace("slug,", f"slug{separator}").replace("a,", f"a{separator}").replace("b,", f"b{separator}")
    sheet = reading.read("csv", text.encode(encoding))

    assert rows(sheet) == EXPECTED and [row.number for row in sheet.rows] == [2, 3]


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_yaml])
def test_own_exports_come_back_whole(app, write):
    form = write.__name__.removeprefix("as_")
    table = write(["slug", "名称"], [["a", "=1+1"], ["b", "'=quoted"], ["c", "+86 10"], ["d", "@x\n第二行"], ["e", "- 一项"]])
    sheet = reading.read(form, table if isinstance(table, bytes) else table.encode())

    assert [row["名称"] for row in rows(sheet)] == ["=1+1", "'=quoted", "+86 10", "@x\n第二行", "- 一项"]


def test_workbook_gives_days_figures_and_no_formula(app):
    from datetime import date, datetime, time

    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["day", "moment", "hour", "figure", "whole", "sum", "empty"])
    page.append([date(2027, 2, 6), datetime(2027, 2, 6, 9, 30), time(9, 5), 39.91, 3.0, "=1+1", None])
    said = io.BytesIO()
    book.save(said)

    assert rows(reading.read("xlsx", said.getvalue())) == [
        {"day": "2027-02-06", "moment": "2027-02-06 09:30", "hour": "09:05", "figure": "39.91", "whole": "3"}
    ]


def test_yaml_and_geojson_are_flattened_by_the_names_of_the_form(app):
    yaml = "rongbaozhai:\n  name: {zh: 荣宝斋, en: Rongbaozhai}\n  interests: [tea, books]\n  sources:\n    - kind: press\n      title: {zh: 报}\n"
    feature = {"type": "Feature", "id": 7, "geometry": {"type": "Point", "coordinates": [116.39, 39.9]}, "properties": {"name": "馆", "open": True}}
    collection = json.dumps({"type": "FeatureCollection", "features": [feature]})

    assert rows(reading.read("yaml", yaml.encode())) == [
        {
            "_slug": "rongbaozhai",
            "name.zh": "荣宝斋",
            "name.en": "Rongbaozhai",
            "interests": "tea\nbooks",
            "sources.0.kind": "press",
            "sources.0.title.zh": "报",
        }
    ]
    assert rows(reading.read("geojson", collection.encode())) == [
        {"_id": "7", "name": "馆", "open": "yes", "point.lat": "39.9", "point.lon": "116.39"}
    ]


CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//\r\n{}END:VCALENDAR\r\n"
EVENT = "BEGIN:VEVENT\r\nUID:one@x\r\nSUMMARY:讲座\r\nDTSTAMP:20260101T000000Z\r\n{}END:VEVENT\r\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("DTSTART;VALUE=DATE:20270206\r\nDTEND;VALUE=DATE:20270213\r\n", {"starts": "2027-02-06", "ends": "2027-02-12"}),
        ("DTSTART:20270206T013000Z\r\nDTEND:20270206T033000Z\r\n", {"starts": "2027-02-06", "opens": "09:30", "closes": "11:30"}),
        ("DTSTART:20270206T193000\r\nDURATION:PT2H\r\n", {"starts": "2027-02-06", "opens": "19:30", "closes": "21:30"}),
        (
            "DTSTART;TZID=Asia/Shanghai:20270206T193000\r\nRRULE:FREQ=WEEKLY;BYDAY=SA,SU;UNTIL=20270301T120000Z\r\nEXDATE;TZID=Asia/Shanghai:20270213T193000\r\n",
            {"starts": "2027-02-06", "opens": "19:30", "repeats": "weekly", "weekdays": "sat sun", "ends": "2027-03-01", "but_not": "2027-02-13"},
        ),
        (
            "DTSTART;VALUE=DATE:20270206\r\nRRULE:FREQ=MONTHLY;BYDAY=1SA\r\n",
            {"starts": "2027-02-06", "repeats": "monthly", "weekdays": "sat", "nth": "1", "until_further_notice": "yes"},
        ),
    ],
)
def test_calendar_gives_beijing_dates_and_rules(app, lines, expected):
    (found,) = rows(reading.read("ics", CALENDAR.format(EVENT.format(lines)).encode()))

    assert {name.removeprefix("schedule.0."): text for name, text in found.items() if name.startswith("schedule.")} == expected
    assert (found["_id"], found["name.zh"]) == ("one@x", "讲座")


def zipped(**parts: bytes) -> bytes:
    said = io.BytesIO()
    with zipfile.ZipFile(said, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return said.getvalue()


BOOK = workbook([{"slug": "a", "名称": "甲"}])
BOMB = "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n"
REFUSED: list[tuple[str, Any]] = [
    ("csv", b"\xff\xfe\x00"),
    ("csv", b"a\x00b,c\n1,2\n"),
    ("csv", b"a,a\n1,2\n"),
    ("csv", b"a,b\n1,2,3\n"),
    ("csv", b'a,b\n"1,2\n'),
    ("csv", b"a,b\n1," + b"x" * 20_001),
    ("csv", b"a\n" + b"1\n" * 5_001),
    ("csv", ",".join(f"c{number}" for number in range(301)).encode() + b"\n" + b",".join([b"1"] * 301)),
    ("csv", b"a" * 201 + b",b\n1,2\n"),
    ("csv", b"\x81\x30\xff\xff,1\n1,2\n"),
    ("xlsx", b"PK\x03\x04"),
    ("xlsx", b"no zip"),
    ("xlsx", BOOK[: len(BOOK) // 2]),
    ("xlsx", zipped(a=b"x")),
    ("xlsx", zipped(**{"xl/worksheets/sheet1.xml": b"\x00" * 30_000_000})),
    ("xlsx", zipped(**{f"part{number}": b"" for number in range(300)})),
    ("xlsx", BOOK.replace(b"PK\x01\x02", b"PK\x01\x03")),
    ("yaml", BOMB.encode()),
    ("yaml", b"a: [1, 2\n"),
    ("yaml", b"- !!python/object/apply:os.system [ls]\n"),
    ("yaml", b"just words\n"),
    ("yaml", b"- a: 1\n  a: 2\n"),
    ("yaml", b"[" * 5_000),
    ("yaml", b"- " * 3_000 + b"a: 1\n"),
    ("yaml", b"- [1, 2]\n"),
    ("yaml", b"a: 1\nb: !!binary xx=\n"),
    ("geojson", b"{"),
    ("geojson", b"[1, 2]"),
    ("geojson", b"[" * 100_000),
    ("geojson", b'{"type": "FeatureCollection", "features": [NaN]}'),
    ("geojson", b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "LineString"}, "properties": {}}]}'),
    ("geojson", b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": ["a", 1]}, "properties": {"name": "x"}}'),
    ("geojson", b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [39.9, 116.4]}, "properties": {"name": "x"}}'),
    ("geojson", b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1e999, 1]}, "properties": {"name": "x"}}'),
    ("geojson", b'{"type": "FeatureCollection", "features": [' + b"1" * 5_000 + b"]}"),
    ("geojson", b'{"type": "Feature", "properties": [1]}'),
    ("ics", b"BEGIN:VCALENDAR"),
    ("ics", b"no calendar"),
    ("ics", CALENDAR.format(EVENT.format("DTSTART:nonsense\r\n")).encode()),
    ("ics", CALENDAR.format(EVENT.format("DTSTART:20270206T193000\r\nRRULE:FREQ=YEARLY\r\n")).encode()),
    ("ics", CALENDAR.format(EVENT.format("DTSTART:20270206T193000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n")).encode()),
    ("ics", CALENDAR.format("").encode()),
    ("csv", b""),
    ("csv", b"  \n"),
    ("csv", b"only,headings\n"),
    ("csv", b"x" * (sheets.LARGEST + 1)),
]


@pytest.mark.parametrize(("form", "data"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_read_is_refused_in_words(app, form, data):
    with pytest.raises(FileRefused) as refused:
        reading.read(form, data)

    assert len(str(refused.value)) >= 6 and "Traceback" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.CSV", b"", "csv"),
        ("list.json", b"", "geojson"),
        ("x.yml", b"", "yaml"),
        ("none", b"PK\x03\x04", "xlsx"),
        ("none", b"\xef\xbb\xbfBEGIN:VCALENDAR", "ics"),
        ("none", b' {"type"', "geojson"),
    ],
)
def test_format_is_known_by_the_name_or_by_the_beginning(app, name, data, form):
    assert reading.format_of(name, data) == form


def test_other_files_are_no_list(app):
    for name in ("a.exe", "a.xls", "", "csv"):
        with pytest.raises(FileRefused):
            reading.format_of(name, b"MZ")
