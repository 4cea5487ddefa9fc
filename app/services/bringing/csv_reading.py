"""Lists as CSV: in the encodings and with the separators that spreadsheets write."""

import codecs
import csv
import io
from collections.abc import Iterator

from app.i18n import _
from app.services.bringing.sheets import LONGEST_CELL, MOST_COLUMNS, FileRefused, Sheet
from app.services.exports.table import FORMULA

SEPARATORS = (",", ";", "\t")
MOST_TEXT_FOR_A_NUL, MOST_DAMAGED = 50, 4
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read(data: bytes) -> Sheet:
    """Give the rows of a CSV file with headings; raise FileRefused."""
    text = decoded(data)
    csv.field_size_limit(LONGEST_CELL * 10)
    sheet, headings = Sheet(), list[str]()
    for number, cells in rows_of(text):
        if cells is None:
            said = _("Row %(row)s cannot be read: a quotation mark is missing, or a cell has no end.", row=number)
            if not headings:
                raise FileRefused(said)
            sheet.refuse(number, said)
        elif headings:
            put(sheet, number, headings, [unguarded(cell) for cell in cells])
        else:
            headings = headings_of(cells)
    return sheet


def rows_of(text: str) -> Iterator[tuple[int, list[str] | None]]:
    """Give each row with the number of its first line; None for one that cannot be read, after which the next line begins anew."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, None


def put(sheet: Sheet, number: int, headings: list[str], cells: list[str]) -> None:
    """Add a row below its headings, or note that it has more cells than there are."""
    if any(cell.strip() for cell in cells[len(headings) :]):
        words = _("Row %(row)s has %(cells)s cells, but there are %(columns)s headings.")
        sheet.refuse(number, words % {"row": number, "cells": len(cells), "columns": len(headings)})
    else:
        sheet.add(number, zip(headings, cells, strict=False))


def unguarded(text: str) -> str:
    """Give a cell without the apostrophe that an export puts before what a spreadsheet would take for a formula."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text


def headings_of(cells: list[str]) -> list[str]:
    """Give the headings; empty when the row says nothing. Raise FileRefused for two that are the same, and for very many."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise FileRefused(_("There are too many columns: at most %(number)s can be read.", number=MOST_COLUMNS))
    said = [name or f"({number})" for number, name in enumerate(names, 1)]
    twice = next((name for name in said if said.count(name) > 1), None)
    if twice is not None:
        raise FileRefused(_("Two columns have the heading “%(name)s”.", name=twice[:60]))
    return said


def decoded(data: bytes) -> str:
    """Give a file as text: by its byte order mark, else UTF-8, else the Chinese encoding of older spreadsheets.

    A file that is UTF-8 but for a few bytes is refused with the line, never read as something else.
    """
    encodings = [name for mark, name in BOMS if data.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding.startswith("utf-8") and is_nearly_utf8(data):
                raise FileRefused(_("Line %(line)s holds bytes that are no UTF-8.", line=data.count(b"\n", 0, error.start) + 1)) from error
            continue
        first, _line, _rest = text.partition("\n")
        if "\0" in first or text.count("\0") * MOST_TEXT_FOR_A_NUL > len(text):
            break
        return text
    raise FileRefused(_("The file is no text in UTF-8, UTF-16 or GB 18030."))


def is_nearly_utf8(data: bytes) -> bool:
    """Whether nearly all that is not ASCII in a file is UTF-8."""
    text = data.decode("utf-8", "replace")
    other = sum(not character.isascii() for character in text)
    return text.count("\N{REPLACEMENT CHARACTER}") * MOST_DAMAGED < other


def separator_of(text: str) -> str:
    """Give what sets the cells apart, by the first line that says something."""
    first = next((line for line in text.splitlines()[:50] if line.strip()), "")
    return max(SEPARATORS, key=first.count)
