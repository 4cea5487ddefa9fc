"""Facet sets: which public pages have which word, held in memory as bit sets that follow the change log.

Counting by SQL takes hundreds of milliseconds on a large site; here a count is an intersection of two integers.
Nothing is rebuilt for a new version: only the pages that changed are read again.
"""

import threading
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.page import Change, Facet, Page
from app.models.site import Site
from app.queries.pages import is_public
from app.vocabulary import Family

Key = tuple[str, str]
FAMILY = "family"
MANY_CHANGES = 500


class FacetSets:
    """Bit sets of pages by facet; bit n is the page with row n."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: tuple[str, int] = ("", -1)
        self._sets: dict[Key, int] = {}
        self._of_page: dict[int, list[Key]] = {}

    def catch_up(self, session: Session) -> "FacetSets":
        """Read what changed since the last call in the session's own snapshot; one query when nothing did."""
        row = session.execute(NEWEST).first()
        version = (row[0], row[1] or 0) if row else ("", 0)
        if version != self._version:
            with self._lock:
                self._follow(session, version)
        return self

    def _follow(self, session: Session, version: tuple[str, int]) -> None:
        if version == self._version or (version[0] == self._version[0] and version[1] < self._version[1]):
            return
        changed: list[int | None] = [None]
        if version[0] == self._version[0]:
            since = select(Change.page_id).where(Change.seq > self._version[1], Change.seq <= version[1]).limit(MANY_CHANGES + 1)
            changed = list(session.scalars(since))
        if None in changed or len(changed) > MANY_CHANGES:
            self._sets, self._of_page = {}, {}
            self._read(session, None)
        else:
            self._read(session, {number for number in changed if number is not None})
        self._version = version

    def _read(self, session: Session, numbers: set[int] | None) -> None:
        pages = select(Page.id, Page.family).where(is_public())
        facets = select(Facet.page_id, Facet.name, Facet.value).join(Page, Page.id == Facet.page_id).where(is_public())
        if numbers is not None:
            for number in numbers:
                self._forget(number)
            pages, facets = pages.where(Page.id.in_(numbers)), facets.where(Facet.page_id.in_(numbers))
        for number, family in session.execute(pages):
            self._add(number, (FAMILY, Family(family).value))
        for number, name, value in session.execute(facets):
            self._add(number, (name, value))

    def _forget(self, number: int) -> None:
        for key in self._of_page.pop(number, ()):
            self._sets[key] &= ~(1 << number)

    def _add(self, number: int, key: Key) -> None:
        self._sets[key] = self._sets.get(key, 0) | (1 << number)
        self._of_page.setdefault(number, []).append(key)

    def chosen(self, families: Iterable[Family], filters: Mapping[str, str]) -> int:
        """Give the set of pages of some families that have every chosen word."""
        found = 0
        for family in families:
            found |= self._sets.get((FAMILY, family.value), 0)
        for key in filters.items():
            found &= self._sets.get(key, 0)
        return found

    def counts(self, families: Iterable[Family], name: str, filters: Mapping[str, str]) -> dict[str, int]:
        """Give, for each word of a facet, how many pages would be left with it and the other filters chosen."""
        rest = self.chosen(tuple(families), {key: value for key, value in filters.items() if key != name})
        counted = {value: (rest & pages).bit_count() for (facet, value), pages in self._sets.items() if facet == name}
        return {value: number for value, number in sorted(counted.items()) if number}

    def known(self, families: Iterable[Family], name: str) -> int:
        """Give how many pages of some families have any word of a facet."""
        every = self.chosen(tuple(families), {})
        return sum((every & pages).bit_count() for (facet, _), pages in self._sets.items() if facet == name)


def ids_of(pages: int) -> list[int]:
    """Give a bit set as the list of its pages, ascending."""
    found = []
    while pages:
        low = pages & -pages
        found.append(low.bit_length() - 1)
        pages ^= low
    return found


NEWEST = select(Site.epoch, select(Change.seq).order_by(Change.seq.desc()).limit(1).scalar_subquery())
SETS = FacetSets()
