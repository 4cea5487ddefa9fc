"""A table to take away: CSV (UTF-8 with a byte order mark), a workbook, or YAML; nothing in it that a spreadsheet would reckon."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from app.services.content_files import write

FORMS = ("csv", "xlsx", "yaml")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BOM = "\ufeff"


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give a table as CSV; a cell that begins like a formula gets an apostrophe before it (OWASP, CSV injection)."""
    said = io.StringIO()
    said.write(BOM)
    writer = csv.writer(said, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return said.getvalue()


def neutral(cell: object) -> str:
    """Give a cell as text that no spreadsheet takes for a formula; an import takes the apostrophe off again."""
    text = "" if cell is None else str(cell).replace("\0", "")
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def as_xlsx(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Give a table as a workbook with one sheet; every text is a text and never reckoned."""
    from openpyxl import Workbook  # slow to import, and needed only here and where one is read

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.freeze_panes = "A2"
    for row in (head, *rows):
        sheet.append([cell_of(sheet, value) for value in row])
    said = io.BytesIO()
    book.save(said)
    return said.getvalue()


def cell_of(sheet: Any, value: object) -> Any:
    """Give a number as it is, and all else as a cell of text without the characters that a workbook cannot hold."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    cell = WriteOnlyCell(sheet)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value))[:LONGEST_CELL]
    cell.data_type = "s"
    return cell


def as_yaml(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give a table as a YAML list, one mapping a row."""
    return write([dict(zip(head, map(plain_cell, row), strict=True)) for row in rows])


def plain_cell(cell: object) -> object:
    """Give a number as it is, all else as text."""
    return cell if isinstance(cell, int | float) else "" if cell is None else str(cell)


def as_form(form: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> tuple[str | bytes, str]:
    """Give a table in one of FORMS, and its media type."""
    if form == "xlsx":
        return as_xlsx(head, rows), XLSX
    return (as_yaml(head, rows), "application/yaml") if form == "yaml" else (as_csv(head, rows), "text/csv")
