"""What an import would do: for each row the page it makes or changes, and every fault in words; nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy.orm import Session

from app import clock
from app.documents.registry import BY_FAMILY
from app.i18n import _
from app.models.page import Page
from app.models.people import User
from app.services.bringing.columns import ID, LEFT_OUT, SLUG
from app.services.bringing.flat import flat, values_of
from app.services.bringing.identity import LONGEST_ID, LONGEST_SCHEME, Known, RowRefused, known
from app.services.bringing.sheets import Sheet
from app.services.bringing.words import Spoken, choice_key, names_in, read_words
from app.services.content_files import plain
from app.services.desk.controls import Control, controls_of
from app.services.desk.heads import Head
from app.services.desk.words_of_faults import form_faults
from app.vocabulary import Family, SourceKind

NOWHERE = Head({}, 0, None, 0)
EXACT_TO_M = "50"
LIKE = (("summary", "name"), ("body", "summary"))
"""What a new page begins as where its list has no column for it: a fault of the one is told once, not of the other too."""
REPLACED = "schedule."
"""Dates are brought as a whole: a line that is half the old one and half the new would be neither."""


class RowFault(NamedTuple):
    """One fault: the row as a person counts it, the field, and a sentence."""

    number: int
    label: str
    sentence: str


@dataclass(frozen=True)
class Located:
    """A row whose words were read, with its page and the newest text of that, if it is there."""

    number: int
    spoken: Spoken
    slug: str
    page: Page | None
    head: Head


@dataclass(frozen=True)
class Planned:
    """One row that can be imported: its page's address, the page if it is there, its text before and after."""

    number: int
    slug: str
    page: Page | None
    head: Head
    values: dict[str, Any]
    external: str

    @property
    def is_new(self) -> bool:
        """Whether the row makes a page."""
        return self.page is None

    @property
    def is_same(self) -> bool:
        """Whether the page says all this already."""
        return self.page is not None and self.values == self.head.values


@dataclass
class Plan:
    """What an import would do with every row, and what is wrong with some."""

    family: Family
    rows: list[Planned] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)

    @property
    def new(self) -> list[Planned]:
        """The rows that make a page."""
        return [row for row in self.rows if row.is_new]

    @property
    def changed(self) -> list[Planned]:
        """The rows that change a page."""
        return [row for row in self.rows if not row.is_new and not row.is_same]

    @property
    def faulty(self) -> list[int]:
        """The numbers of the rows with faults."""
        return sorted({fault.number for fault in self.faults})


@dataclass(frozen=True)
class Asked:
    """How a list is to be read: what its rows are, how each column is read, what is the same for all, and what the list is called."""

    family: Family
    mapping: Mapping[str, str]
    fixed: Mapping[str, str]
    source: str

    @property
    def controls(self) -> tuple[Control, ...]:
        """The controls of the pages that it makes."""
        return controls_of(BY_FAMILY[self.family].document)

    @property
    def scheme(self) -> str:
        """The name under which the list's numbers are kept."""
        return self.source[:LONGEST_SCHEME]


def plan(session: Session, sheet: Sheet, asked: Asked, by: User) -> Plan:
    """Give what an import would do; the number of queries does not grow with the rows."""
    targets = {column: target for column, target in asked.mapping.items() if target != LEFT_OUT}
    rows = [(row.number, {targets[name]: text for name, text in row.cells.items() if name in targets}) for row in sheet.rows]
    found = known(session, asked.family, asked.scheme, [cells for _number, cells in rows], by)
    spoken = [(number, read_words(cells, asked.controls)) for number, cells in rows]
    names = names_in(session, [one for _number, one in spoken], asked.controls, by)
    made = Plan(asked.family)
    located = [one for number, said in spoken if (one := locate(made, found, number, said)) is not None]
    coming = {key for one in located if one.page is None for key in choice_key(asked.family, one.slug)}
    has = {target.partition(".")[0] for target in targets.values()}
    for one in located:
        names.resolve(one.spoken, asked.controls, coming)
        add(made, asked, one, has)
    made.faults += [RowFault(*one) for one in sheet.bad]
    made.faults.sort(key=lambda fault: fault.number)
    return made


def locate(made: Plan, found: Known, number: int, spoken: Spoken) -> Located | None:
    """Give a row with its page; None, with the fault noted, when there is none for it."""
    try:
        if len(spoken.cells.get(ID, "")) > LONGEST_ID:
            raise RowRefused(_("Its number in the list"), _("Too long: at most %(number)s characters.", number=LONGEST_ID))
        slug, page = found.page_of(number, spoken.cells)
    except RowRefused as refused:
        made.faults.append(RowFault(number, refused.label, refused.sentence))
        return None
    return Located(number, spoken, slug, page, found.heads[page.id] if page is not None else NOWHERE)


def add(made: Plan, asked: Asked, row: Located, has: set[str]) -> None:
    """Plan one row, or note every fault of it; `has` are the fields that the list has columns for."""
    fields = merged(flat(asked.controls, row.head.values), row.spoken.cells, asked)
    if row.page is None:
        fields = with_beginnings(fields, asked, has)
    made.faults += [RowFault(row.number, one.label, one.sentence) for one in row.spoken.faults]
    taken = {fault.path for fault in row.spoken.faults} | ({name for name, _like in LIKE} - has if row.page is None else set())
    try:
        document = BY_FAMILY[asked.family].document.model_validate(values_of(asked.controls, fields))
    except ValidationError as error:
        faults = [one for one in form_faults(error, asked.controls) if not is_told(one.path, taken)]
        made.faults += [RowFault(row.number, one.label, one.sentence) for one in faults]
        return
    if not row.spoken.faults:
        made.rows.append(Planned(row.number, row.slug, row.page, row.head, plain(document), row.spoken.cells.get(ID, "")))


def is_told(path: str, taken: set[str]) -> bool:
    """Whether a fault at a path, or at a part or the whole of it, is told already."""
    return any(path == one or path.startswith(one + ".") or one.startswith(path + ".") for one in taken if one)


def merged(before: dict[str, str], cells: Mapping[str, str], asked: Asked) -> dict[str, str]:
    """Give a page's fields with those of a row put over them."""
    given = {path: text for path, text in cells.items() if path not in {SLUG, ID}}
    if any(path.startswith(REPLACED) for path in given):
        before = {path: text for path, text in before.items() if not path.startswith(REPLACED)}
    is_moved = any(path in given and given[path] != before.get(path) for path in ("point.lat", "point.lon"))
    if is_moved:
        before = before | {"point.origin": asked.source, "point.accuracy_m": before.get("point.accuracy_m", EXACT_TO_M)}
    return before | given


def with_beginnings(fields: dict[str, str], asked: Asked, has: set[str]) -> dict[str, str]:
    """Give the fields of a new page with what the list has no column for, as the desk begins a page.

    The day of comparing is today; the source is the list; a summary and a text that nobody wrote yet begin as the name.
    """
    made = {name: value for name, value in asked.fixed.items() if name not in has and value} | fields
    if "checked_on" not in has:
        made["checked_on"] = clock.today().isoformat()
    if "sources" not in has:
        made |= {"sources.0.kind": SourceKind.REFERENCE.value, "sources.0.title.zh": asked.source}
    elif any(path.startswith("sources.0.") for path in made):
        made.setdefault("sources.0.kind", SourceKind.REFERENCE.value)
        made.setdefault("sources.0.title.zh", asked.source)
    for name, like in LIKE:
        if name not in has:
            made |= {f"{name}.{lang}": made[f"{like}.{lang}"] for lang in ("zh", "en") if f"{like}.{lang}" in made}
    return made


def fault_rows(faults: Sequence[RowFault]) -> list[list[object]]:
    """Give faults as the rows of a table."""
    return [[fault.number, fault.label, fault.sentence] for fault in faults]
