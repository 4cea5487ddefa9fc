"""A list from outside as rows of text: what every format is read into, and how much one may hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.i18n import _

LARGEST = 5_000_000
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL, LONGEST_HEADING = 5_000, 300, 20_000, 200
MOST_CELLS = 400_000


class FileRefused(ValueError):
    """A file that cannot be read; the message says where and why, in the reader's language."""


@dataclass(frozen=True)
class SheetRow:
    """One row: its number as a person counts it, and its cells by column; empty cells are left out."""

    number: int
    cells: Mapping[str, str]


@dataclass
class Sheet:
    """What a file holds: its columns in order, and its rows."""

    columns: list[str] = field(default_factory=list)
    rows: list[SheetRow] = field(default_factory=list)
    cells: int = 0

    def add(self, number: int, cells: Iterable[tuple[str, str]]) -> None:
        """Add a row, and the columns that are new with it; raise FileRefused when there is too much. Rows without a word are left out."""
        said = {name: text for name, value in cells if (text := value.replace("\r\n", "\n").replace("\r", "\n").strip())}
        if not said:
            return
        for name, text in said.items():
            check_cell(number, name, text)
            if name not in self.columns:
                self.columns.append(name)
        self.cells += len(said)
        if len(self.rows) >= MOST_ROWS:
            raise FileRefused(_("There are more than %(number)s rows; please divide the file.", number=MOST_ROWS))
        if len(self.columns) > MOST_COLUMNS or self.cells > MOST_CELLS:
            raise FileRefused(_("There are too many columns: at most %(number)s can be read.", number=MOST_COLUMNS))
        self.rows.append(SheetRow(number, said))


def check_cell(number: int, name: str, text: str) -> None:
    """Raise FileRefused for a heading or a cell that is longer than any field."""
    if len(name) > LONGEST_HEADING:
        raise FileRefused(_("A heading is longer than %(number)s characters: %(words)s…", number=LONGEST_HEADING, words=name[:40]))
    if len(text) > LONGEST_CELL:
        words = _("Row %(row)s, column %(column)s: longer than %(number)s characters.")
        raise FileRefused(words % {"row": number, "column": name[:40], "number": LONGEST_CELL})


def checked(sheet: Sheet) -> Sheet:
    """Give a sheet back; raise FileRefused when it holds nothing."""
    if not sheet.rows:
        raise FileRefused(_("The file holds no rows."))
    return sheet


def words_of(value: Any) -> str:
    """Give one value of a structured file as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return str(value)
