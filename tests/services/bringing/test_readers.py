"""Files as they come: every format, encoding and writing is read to the same rows; what cannot be read is said with its place."""

import io
import json
import time
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from app.documents.event import EventDocument
from app.services.bringing import columns, reading, sheets
from app.services.bringing.sheets import FileRefused, Sheet
from app.services.desk.controls import controls_of
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
        (
            "DTSTART:20270206T193000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n",
            {"starts": "2027-02-06", "opens": "19:30", "repeats": "weekly", "weekdays": "sat", "ends": "2027-02-20"},
        ),
        (
            "DTSTART:20270206T193000Z\r\nRRULE:FREQ=WEEKLY;BYDAY=SA;UNTIL=20270220T193000Z\r\n",
            {"starts": "2027-02-07", "opens": "03:30", "repeats": "weekly", "weekdays": "sun", "ends": "2027-02-21"},
        ),
        (
            "DTSTART;TZID=/freeassociation/Asia/Shanghai:20270206T193000\r\nRRULE:FREQ=DAILY;UNTIL=20270209T000000Z\r\n",
            {"starts": "2027-02-06", "opens": "19:30", "repeats": "daily", "ends": "2027-02-08"},
        ),
        (
            "DTSTART;VALUE=DATE:20270206\r\nRRULE:FREQ=MONTHLY;INTERVAL=2;COUNT=2\r\n",
            {"starts": "2027-02-06", "repeats": "monthly", "every": "2", "month_days": "6", "ends": "2027-04-06"},
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
    ("yaml", b"a: 1\nb: !!binary xx=\n"),
    ("geojson", b"{"),
    ("geojson", b"[1, 2]"),
    ("geojson", b"[" * 100_000),
    ("geojson", b'{"type": "FeatureCollection", "features": [NaN]}'),
    ("geojson", b'{"type": "FeatureCollection", "features": [' + b"1" * 5_000 + b"]}"),
    ("ics", b"BEGIN:VCALENDAR"),
    ("ics", b"no calendar"),
    ("ics", CALENDAR.format("").encode()),
    ("csv", b""),
    ("csv", b"  \n"),
    ("csv", b"only,headings\n"),
    ("csv", b"x" * (sheets.LARGEST + 1)),
]


BAD_ROWS: list[tuple[str, Any]] = [
    ("csv", b"a,b\n1,2,3\n"),
    ("csv", b'a,b\n"1,2\n'),
    ("csv", b"a,b\n1," + b"x" * 20_001),
    ("yaml", b"- [1, 2]\n"),
    ("geojson", b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "LineString"}, "properties": {}}]}'),
    ("geojson", b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": ["a", 1]}, "properties": {"name": "x"}}'),
    ("geojson", b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [39.9, 116.4]}, "properties": {"name": "x"}}'),
    ("geojson", b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1e999, 1]}, "properties": {"name": "x"}}'),
    ("geojson", b'{"type": "Feature", "properties": [1]}'),
    ("ics", CALENDAR.format(EVENT.format("DTSTART:nonsense\r\n")).encode()),
    ("ics", CALENDAR.format(EVENT.format("DTSTART:20270206T193000\r\nRRULE:FREQ=YEARLY\r\n")).encode()),
    ("ics", CALENDAR.format(EVENT.format("DTSTART;TZID=Nowhere:20270206T193000\r\n")).encode()),
    ("ics", CALENDAR.format(EVENT.format("DTSTART:20270206T193000Z\r\nRRULE:FREQ=MONTHLY;BYDAY=1SA\r\n")).encode()),
    ("ics", CALENDAR.format(EVENT.format("DTSTART;TZID=America/New_York:20270206T193000\r\nRRULE:FREQ=WEEKLY\r\n")).encode()),
    ("ics", CALENDAR.format(EVENT.format("DTSTART:20270206T193000\r\nRRULE:FREQ=MONTHLY;BYDAY=1SA,2SU\r\n")).encode()),
    ("ics", CALENDAR.format(EVENT.format("DTSTART:20270206T193000\r\nRRULE:FREQ=DAILY;COUNT=100000\r\n")).encode()),
]


@pytest.mark.parametrize(("form", "data"), BAD_ROWS, ids=range(len(BAD_ROWS)))
def test_row_that_cannot_be_read_is_told_with_its_number(app, form, data):
    sheet = reading.read(form, data)

    assert [row.number for row in sheet.bad] == [2 if form == "csv" else 1] and sheet.rows == []
    assert len(sheet.bad[0].sentence) >= 6


def test_rows_after_one_that_cannot_be_read_are_read(app):
    sheet = reading.read("csv", b'a,b\n1,2\n"3"x,4\n5,6,7\n"8\n9",10\n11,"12\n')

    assert [(row.number, dict(row.cells)) for row in sheet.rows] == [(2, {"a": "1", "b": "2"}), (5, {"a": "8\n9", "b": "10"})]
    assert [row.number for row in sheet.bad] == [3, 4, 7] and sheet.total == 5


def test_file_that_is_utf8_but_for_a_byte_names_its_line(app):
    with pytest.raises(FileRefused, match="3"):
        reading.read("csv", "slug,名称\na,荣宝斋是老字号\nb,".encode() + b"\xb0" + "南新华街\n".encode())


def sheet_full_of(body: bytes) -> bytes:
    """A workbook whose sheet holds this."""
    said = io.BytesIO()
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    with zipfile.ZipFile(io.BytesIO(BOOK)) as book, zipfile.ZipFile(said, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in book.namelist():
            archive.writestr(name, head + body + b"</sheetData></worksheet>" if "sheet1" in name else book.read(name))
    return said.getvalue()


@pytest.mark.parametrize("body", [b'<row r="9"><c/></row>' * 900_000, b'<row r="1">' + b'<c r="A1"/>' * 1_500_000 + b"</row>", b"<x/>" * 5_000_000])
def test_small_workbook_that_unpacks_to_very_many_cells_is_refused_at_once(app, body):
    data, began = sheet_full_of(body), time.perf_counter()
    with pytest.raises(FileRefused):
        reading.read("xlsx", data)

    assert len(data) < 100_000 and time.perf_counter() - began < 2


def test_what_a_reader_of_workbooks_or_calendars_warns_of_is_no_fault(app):
    """Warnings are errors here."""
    said = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as book, zipfile.ZipFile(said, "w") as archive:
        for name in book.namelist():
            is_names = name == "xl/workbook.xml"
            print_area = b'<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">none</definedName></definedNames><calcPr'
            archive.writestr(name, book.read(name).replace(b"<definedNames /><calcPr", print_area) if is_names else book.read(name))

    assert rows(reading.read("xlsx", said.getvalue())) == rows(reading.read("xlsx", BOOK))


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


def test_headings_of_usual_lists_are_known_in_both_languages():
    expected = {
        "名称(中文)": "name.zh",
        "英文名": "name.en",
        "简介（英文）": "summary.en",
        "Description": "summary.zh",
        "主办单位": "organisers.0.zh",
        "地点": "venues.0.name.zh",
        "开始": "schedule.0.starts",
        "网址": "website",
        "来源链接": "sources.0.url",
        "票房": "",
    }

    assert columns.guess(expected, controls_of(EventDocument)) == expected
