"""Keeping the index true: what the one writer does while it holds the lock."""

import logging
from collections.abc import Set as AbstractSet
from pathlib import Path

from sqlalchemy.orm import Session

from app.services.search import following, writing
from app.services.search.following import Progress, Version
from app.services.search.postings import Postings
from app.services.search.reading import BROKEN, Reading
from app.services.search.schema import fingerprint
from app.services.search.state import State, check_files, files_in, read_state, write_state

LOG = logging.getLogger(__name__)
CHANGES_IN_REQUEST = 60
PAGES_IN_REQUEST = 60
MANY_SEGMENTS = 64


class TooMuch(Exception):
    """There is more to index than a request may do; it is done in the background."""


class Keeper:
    """Writes the index in one folder; every method expects the lock to be held."""

    def __init__(self, root: Path, reading: Reading) -> None:
        self.root = root
        self._reading = reading

    def follow(self, session: Session, version: Version, *, in_request: bool) -> int:
        """Index what changed up to a version, or everything; give how many pages were written."""
        state = self._healthy(version[0])
        if state is None or went_back(session, state):
            return self.renew(session, version, in_request=in_request)
        if state.seq >= version[1]:
            return 0
        changed = following.changed_since(session, state.seq, version[1])
        if None in changed:
            return self.renew(session, version, in_request=in_request)
        numbers = {number for number in changed if number is not None}
        if in_request and len(numbers) > CHANGES_IN_REQUEST:
            raise TooMuch
        try:
            count = self._update(session, state, version, numbers)
            if not in_request and sum(name.endswith(".seg") for name in state.files) > MANY_SEGMENTS:
                self.optimise()
            return count
        except BROKEN as error:
            LOG.warning("the search index is written anew: %s", error)
            return self.renew(session, version, in_request=in_request)

    def renew(self, session: Session, version: Version, *, in_request: bool = False, progress: Progress | None = None) -> int:
        """Write the whole index into a fresh folder and put it in the old one's place; give the number of pages."""
        total = following.count_public(session)
        if in_request and total > PAGES_IN_REQUEST:
            raise TooMuch
        self.root.mkdir(parents=True, exist_ok=True)
        folder = writing.build(self.root, following.every_document(session, progress))
        self._put(State(*version, fingerprint(), folder))
        return total

    def optimise(self) -> bool:
        """Merge the segments into a fresh folder; give whether that was needed."""
        state = read_state(self.root)
        if state is None or state.schema != fingerprint():
            return False
        check_files(self.root, state, self._reading.checked)
        folder = writing.merge(self.root, state.folder)
        if folder:
            self._put(State(state.epoch, state.seq, state.schema, folder))
        return folder is not None

    def _healthy(self, epoch: str) -> State | None:
        """Give the state when its index is whole, can be read and is of this database and schema."""
        state = read_state(self.root)
        if state is None or state.schema != fingerprint() or state.epoch != epoch:
            return None
        try:
            check_files(self.root, state, self._reading.checked)
        except BROKEN:
            return None
        return state if self._reading.works() else None

    def _update(self, session: Session, state: State, version: Version, numbers: AbstractSet[int]) -> int:
        """Index some pages anew, and those that name them where a name changed."""
        wanted = following.documents_by_id(session, numbers)
        with self._reading.opened() as opened:
            known = {number: names_known(opened.postings, number) for number in numbers}
        renamed = [number for number, names in known.items() if names != names_in(wanted[number])]
        if renamed:
            wanted |= following.documents_by_id(session, following.neighbours(session, renamed) - numbers)
        with self._reading.opened() as opened:
            old = [number for page in wanted if (number := opened.postings.number(page)) is not None]
        writing.update(self.root / state.folder, old, [fields for fields in wanted.values() if fields is not None])
        self._put(State(*version, state.schema, state.folder, state.files))
        return len(wanted)

    def _put(self, state: State) -> None:
        """Make a written folder the index, and remove the others."""
        files = files_in(self.root / state.folder, state.files)
        write_state(self.root, State(state.epoch, state.seq, state.schema, state.folder, files))
        writing.sweep(self.root, state.folder)


def names_known(postings: Postings, page: int) -> tuple[str, str] | None:
    """Give both names under which the index knows a page, or None for a page that is not in the index."""
    place = postings.place(page)
    return (place[0].column("name_zh")[place[1]], place[0].column("name_en")[place[1]]) if place else None


def names_in(fields: dict[str, str] | None) -> tuple[str, str] | None:
    """Give both names among index fields, or None for a page that is not in the index."""
    return (fields["name_zh"], fields["name_en"]) if fields else None


def went_back(session: Session, state: State) -> bool:
    """Whether the database is older than the index; a session that merely began earlier is not."""
    epoch, seq = following.newest_now(session)
    return epoch == state.epoch and seq < state.seq
