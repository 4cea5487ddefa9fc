"""A table as CSV for a spreadsheet: UTF-8 with a byte order mark, and nothing that a spreadsheet would reckon."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")
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
    """Give a cell as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell).replace("\0", "")
    return f"'{text}" if text.startswith(FORMULA) else text
