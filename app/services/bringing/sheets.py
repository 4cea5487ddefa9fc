"""A list from outside as rows of text: what every format is read into, and how much one may hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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


class BadRow(NamedTuple):
    """One row that cannot be read while the others can: its number, the column where it is about one, and why."""

    number: int
    column: str
    sentence: str


@dataclass
class Sheet:
    """What a file holds: its columns in order, its rows, and those of them that cannot be read."""

    columns: list[str] = field(default_factory=list)
    rows: list[SheetRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    cells: int = 0

    @property
    def total(self) -> int:
        """How many rows there are, those that cannot be read among them."""
        return len(self.rows) + len({row.number for row in self.bad})

    def refuse(self, number: int, sentence: str, column: str = "") -> None:
        """Note a row that cannot be read; raise FileRefused when there is too much."""
        self.check_room()
        self.bad.append(BadRow(number, column, sentence))

    def check_room(self) -> None:
        """Raise FileRefused when there is no room for another row."""
        if len(self.rows) + len(self.bad) >= MOST_ROWS:
            raise FileRefused(_("There are more than %(number)s rows; please divide the file.", number=MOST_ROWS))

    def add(self, number: int, cells: Iterable[tuple[str, str]]) -> None:
        """Add a row, and the columns that are new with it; raise FileRefused when there is too much. Rows without a word are left out."""
        said = {name: text for name, value in cells if (text := value.replace("\r\n", "\n").replace("\r", "\n").strip())}
        if not said:
            return
        for name in said:
            check_heading(name)
            if name not in self.columns:
                self.columns.append(name)
        self.cells += len(said)
        self.check_room()
        if len(self.columns) > MOST_COLUMNS or self.cells > MOST_CELLS:
            raise FileRefused(_("There are too many columns: at most %(number)s can be read.", number=MOST_COLUMNS))
        long = next((name for name, text in said.items() if len(text) > LONGEST_CELL), None)
        if long is not None:
            self.refuse(number, _("Too long: at most %(number)s characters.", number=LONGEST_CELL), long)
        else:
            self.rows.append(SheetRow(number, said))


def check_heading(name: str) -> None:
    """Raise FileRefused for a heading that is longer than the name of any field."""
    if len(name) > LONGEST_HEADING:
        raise FileRefused(_("A heading is longer than %(number)s characters: %(words)s…", number=LONGEST_HEADING, words=name[:40]))


def checked(sheet: Sheet) -> Sheet:
    """Give a sheet back; raise FileRefused when it holds nothing."""
    if not sheet.rows and not sheet.bad:
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
