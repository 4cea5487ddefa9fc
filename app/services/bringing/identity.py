"""Which page a row is about: by its address, by its number in the list it comes from, else a new page named after it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.registry import folder_of
from app.i18n import _
from app.models.bringing import ExternalId
from app.models.page import Page, Revision
from app.models.people import User
from app.rules.pinyin import toneless
from app.rules.text import is_slug, slug_of
from app.services.bringing.columns import ID, SLUG
from app.services.desk.heads import Head, open_heads
from app.services.people import rights
from app.vocabulary import Family, Right

LONGEST_ID, LONGEST_SCHEME, AT_ONCE = 200, 40, 500


class RowRefused(ValueError):
    """A row that is about no page, or about one that may not be changed; the message says why, `label` where."""

    def __init__(self, label: str, sentence: str) -> None:
        self.label, self.sentence = label, sentence
        super().__init__(sentence)


@dataclass
class Known:
    """The pages that the rows of a list may be about, with their newest texts; and which rows took which address."""

    family: Family
    by: User
    by_slug: dict[str, Page] = field(default_factory=dict)
    by_id: dict[str, Page] = field(default_factory=dict)
    heads: dict[int, Head] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    numbered: dict[str, int] = field(default_factory=dict)

    def page_of(self, number: int, cells: Mapping[str, str]) -> tuple[str, Page | None]:
        """Give the address of a row's page, and the page if it is there; raise RowRefused."""
        said, external = slug_said(cells, self.family), cells.get(ID, "")
        page = self.by_id.get(external) if external else None
        if said and not is_slug(said):
            raise RowRefused(_("Address"), _("Please give an address: lower-case letters, digits and hyphens, such as rongbaozhai."))
        if page is not None and said and page.slug != said:
            raise RowRefused(_("Address"), _("The list’s number belongs to the page %(slug)s.", slug=page.slug))
        slug = page.slug if page is not None else said or slug_from(cells)
        if not slug and "name.zh" in cells:
            raise RowRefused(_("Address"), _("Please give an address: lower-case letters, digits and hyphens, such as rongbaozhai."))
        found = page or self.by_slug.get(slug)
        if found is not None and not rights.may(self.by, Right.WRITE, found):
            raise RowRefused(_("Address"), _("There is a page with this address already, and you may not change it."))
        if found is not None and page is None and not said:
            self.check_name(found, cells)
        self.take(number, slug)
        self.take_number(number, external)
        return slug, found

    def check_name(self, found: Page, cells: Mapping[str, str]) -> None:
        """Raise RowRefused when a page has the address made from a row's name, but another name: it may be about something else."""
        name = self.heads[found.id].values.get("name") or {}
        if any(name.get(lang) and cells.get(f"name.{lang}", name[lang]) != name[lang] for lang in ("zh", "en")):
            words = _("Another page has this address already: %(slug)s. Give the row an address of its own, or this one if it is meant.")
            raise RowRefused(_("Address"), words % {"slug": found.slug})

    def take_number(self, number: int, external: str) -> None:
        """Note whose a number of the list is; raise RowRefused when an earlier row has the same."""
        if external and self.numbered.setdefault(external, number) != number:
            words = _("Row %(row)s has the same number: %(number)s.", row=self.numbered[external], number=external[:60])
            raise RowRefused(_("Its number in the list"), words)

    def take(self, number: int, slug: str) -> None:
        """Note whose an address is; raise RowRefused when an earlier row is about the same page."""
        if slug and self.taken.setdefault(slug, number) != number:
            words = _("This row is about the same page as row %(row)s: %(slug)s.", row=self.taken[slug], slug=slug)
            raise RowRefused(_("Address"), words)


def slug_said(cells: Mapping[str, str], family: Family) -> str:
    """Give the address that a row names: alone, with its folder, or whole as a browser shows it; what is none stays as it is."""
    said = cells.get(SLUG, "")
    found = re.fullmatch(rf"(?:https?://[^/\s]+)?/?(?:(?:zh|en|zh-hant)/)?{folder_of(family)}/([^/\s]+)/?", said)
    return found[1] if found else said


def slug_from(cells: Mapping[str, str]) -> str:
    """Give an address made from a row's English name, else from the reading of its Chinese one."""
    return slug_of(cells.get("name.en", "")) or slug_of(toneless(cells.get("name.zh", "")))


def known(session: Session, family: Family, scheme: str, rows: Iterable[Mapping[str, str]], by: User) -> Known:
    """Give the pages that some rows may be about, in a few queries however many rows there are."""
    rows = list(rows)
    slugs = {slug for cells in rows for slug in (slug_said(cells, family), slug_from(cells)) if slug}
    ids = {cells[ID] for cells in rows if cells.get(ID)}
    found = Known(family, by)
    for part in parts_of(sorted(slugs)):
        found.by_slug |= {page.slug: page for page in session.scalars(select(Page).where(Page.family == family, Page.slug.in_(part)))}
    for part in parts_of(sorted(ids)):
        held = select(ExternalId.value, Page).join(Page, Page.id == ExternalId.page_id)
        found.by_id |= dict(session.execute(held.where(ExternalId.scheme == scheme, ExternalId.value.in_(part), Page.family == family)).all())
    found.heads = heads_of(session, [*found.by_slug.values(), *found.by_id.values()])
    return found


def heads_of(session: Session, pages: Iterable[Page]) -> dict[int, Head]:
    """Give where editing goes on for each of some pages, in a few queries however many there are."""
    heads = {page.id: Head(page.content, page.revision, None, page.revision) for page in pages}
    for part in parts_of(sorted(heads)):
        for revision, page in session.execute(open_heads(Revision.page_id.in_(part))):
            heads[page.id] = Head(revision.content, revision.number, revision, revision.based_on)
    return heads


def parts_of(values: list[Any]) -> Iterable[list[Any]]:
    """Give a list in parts that a query can name."""
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))
