"""Lists as workbooks: the first sheet of an XLSX file, as text; formulas are never reckoned, links and macros never followed."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from app.i18n import _
from app.services.bringing.csv_reading import headings_of, put
from app.services.bringing.packed import check_parts
from app.services.bringing.sheets import MOST_COLUMNS, MOST_ROWS, FileRefused, Sheet, words_of

LARGEST_UNPACKED, MOST_PARTS = 25_000_000, 200
HEADINGS_WITHIN = 20


def read(data: bytes) -> Sheet:
    """Give the rows of the first sheet of a workbook; raise FileRefused."""
    check_archive(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # openpyxl warns of styles and extensions that it leaves out.
            return sheet_of(rows_of(data))
    except FileRefused:
        raise
    except damages() as error:
        raise FileRefused(_("The workbook is damaged or no XLSX file.")) from error


def damages() -> tuple[type[Exception], ...]:
    """Give what the readers of workbooks, archives and XML raise for damaged parts; they are imported only where a workbook is read."""
    from defusedxml import DefusedXmlException
    from openpyxl.utils.exceptions import IllegalCharacterError, InvalidFileException

    usual = (ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError, OSError, EOFError, NotImplementedError, RuntimeError)
    return (
        *usual,
        AssertionError,
        SyntaxError,
        struct.error,
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        DefusedXmlException,
        InvalidFileException,
        IllegalCharacterError,
    )


def check_archive(data: bytes) -> None:
    """Raise FileRefused for what is no archive, and for one that says it unpacks to very much; no part is ever read beyond what it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
                raise FileRefused(_("The workbook unpacks to more than %(number)s MB.", number=LARGEST_UNPACKED // 1_000_000))
            check_parts(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(_("The workbook is damaged or no XLSX file.")) from error


def rows_of(data: bytes) -> Iterator[tuple[Any, ...]]:
    """Give the rows of the first sheet as values."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = book.worksheets
        if not sheets:
            raise FileRefused(_("The workbook has no sheet."))
        sheets[0].reset_dimensions()
        yield from sheets[0].iter_rows(max_row=MOST_ROWS + HEADINGS_WITHIN + 2, max_col=MOST_COLUMNS + 1, values_only=True)
    finally:
        book.close()


def sheet_of(rows: Iterator[tuple[Any, ...]]) -> Sheet:
    """Give rows below their headings."""
    sheet, headings = Sheet(), list[str]()
    for number, values in enumerate(rows, 1):
        cells = [text_of(value) for value in values]
        if headings:
            put(sheet, number, headings, cells)
        else:
            headings = headings_of(cells)
    return sheet


def text_of(value: Any) -> str:
    """Give a value of a workbook as text: days as 2027-02-06, times as 09:30."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return words_of(value)
