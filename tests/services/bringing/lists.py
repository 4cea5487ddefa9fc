"""Lists as people would bring them, and what brings them."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from app.extensions import db
from app.models.bringing import ImportBatch, ImportFile
from app.models.people import User
from app.services.bringing import batches, files
from app.services.bringing.planning import Plan, plan
from app.services.transactions import writing
from app.vocabulary import Family

HEAD = ("slug", "名称", "name en", "类别", "地址", "纬度", "经度", "开放时间", "网站")


def place_row(number: int, **cells: str) -> dict[str, str]:
    """One place without a fault."""
    return {
        "slug": f"reading-room-{number}",
        "名称": f"第{number}阅览室",
        "name en": f"Reading Room {number}",
        "类别": "图书馆",
        "地址": f"西城区某街{number}号",
        "纬度": f"{39.88 + number % 50 / 1000:.4f}",
        "经度": f"{116.33 + number % 60 / 1000:.4f}",
        "开放时间": "周二至周日9:00–17:00，周一闭馆",
        "网站": f"https://example.org/{number}",
    } | cells


def as_csv(rows: Sequence[dict[str, str]], head: Sequence[str] = HEAD) -> bytes:
    """A list as CSV."""
    said = io.StringIO()
    writer = csv.DictWriter(said, head, lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return said.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Sequence[dict[str, Any]], head: Sequence[str] = HEAD) -> bytes:
    """A list as a workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(head))
    for row in rows:
        sheet.append([row.get(name, "") for name in head])
    said = io.BytesIO()
    book.save(said)
    return said.getvalue()


def bring(data: bytes, by: User, name: str = "list.csv", family: Family = Family.PLACE, source: str = "某名单") -> ImportFile:
    """Bring a list."""
    with writing() as session:
        return files.bring(session, family=family, name=name, data=data, source=source, by=session.merge(by))


def planned(file: ImportFile, by: User) -> Plan:
    """What an import would do."""
    db.session.expire_all()
    return plan(db.session(), files.sheet_of(file), files.asked_of(file), by)


def carry_out(file: ImportFile, by: User) -> ImportBatch:
    """Import a list."""
    with writing() as session:
        return batches.carry_out(session, session.get_one(ImportFile, file.id), by=session.get_one(User, by.id))


def undo(batch: ImportBatch, by: User) -> None:
    """Take an import back."""
    with writing() as session:
        batches.undo(session, session.get_one(ImportBatch, batch.id), by=session.get_one(User, by.id))
