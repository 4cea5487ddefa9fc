"""Lists as CSV: in the encodings and with the separators that spreadsheets write."""

import codecs
import csv
import io

from app.i18n import _
from app.services.bringing.sheets import LONGEST_CELL, MOST_COLUMNS, FileRefused, Sheet
from app.services.exports.table import FORMULA

SEPARATORS = (",", ";", "\t")
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read(data: bytes) -> Sheet:
    """Give the rows of a CSV file with headings; raise FileRefused."""
    text = decoded(data)
    csv.field_size_limit(LONGEST_CELL * 10)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    sheet, headings = Sheet(), list[str]()
    try:
        for cells in reader:
            if not headings:
                headings = headings_of(cells)
                continue
            if any(cell.strip() for cell in cells[len(headings) :]):
                words = _("Row %(row)s has %(cells)s cells, but there are %(columns)s headings.")
                raise FileRefused(words % {"row": reader.line_num, "cells": len(cells), "columns": len(headings)})
            sheet.add(reader.line_num - extra_lines(cells), zip(headings, map(unguarded, cells), strict=False))
    except csv.Error as error:
        raise FileRefused(_("Row %(row)s cannot be read: a quotation mark is missing, or a cell has no end.", row=reader.line_num)) from error
    return sheet


def unguarded(text: str) -> str:
    """Give a cell without the apostrophe that an export puts before what a spreadsheet would take for a formula."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text


def extra_lines(cells: list[str]) -> int:
    """Give how many lines of the file a row takes beyond its first."""
    return sum(cell.count("\n") for cell in cells)


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
    """Give a file as text: by its byte order mark, else UTF-8, else the Chinese encoding of older spreadsheets."""
    encodings = [name for mark, name in BOMS if data.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise FileRefused(_("The file is no text in UTF-8, UTF-16 or GB 18030."))


def separator_of(text: str) -> str:
    """Give what sets the cells apart, by the first line that says something."""
    first = next((line for line in text.splitlines()[:50] if line.strip()), "")
    return max(SEPARATORS, key=first.count)
