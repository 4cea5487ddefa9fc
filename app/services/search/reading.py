"""The one warm reader of a process: brought up when the index moved; what it read of segments that are still there it keeps."""

import pickle
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.filedb.filestore import StorageError
from whoosh.index import IndexError as WhooshIndexError
from whoosh.index import LockError, open_dir
from whoosh.reading import ReaderClosed, SegmentReader

from app.services.search import analysis
from app.services.search.postings import Postings, Segment
from app.services.search.spelling import Speller, lexicon_of
from app.services.search.state import Damaged, Stamp, State, check_files, read_state, stamp_of

BROKEN = (Damaged, OSError, EOFError, struct.error, pickle.PickleError, zlib.error, StorageError, WhooshIndexError, LockError, ReaderClosed)


# Words, and whole names.
LEXICONS = (False, True)


class Opened:
    """One state of the index: its segments, those deleted in it left out, and its words for spelling."""

    def __init__(self, root: Path, state: State, stamps: list[Stamp], known: dict[str, Segment]) -> None:
        """Open a state; segments that are `known` are not opened again, and `known` then holds those of this state."""
        self.state = state
        self.folder = root / state.folder
        self.stamps = stamps
        index = open_dir(str(self.folder))
        table = index._read_toc()
        found = [segment for segment in table.segments if segment.doc_count_all()]
        new = {name: segment for segment in found if (name := segment.segment_id()) not in known}
        known |= {name: Segment(SegmentReader(index.storage, table.schema, segment)) for name, segment in new.items()}
        for name in known.keys() - {segment.segment_id() for segment in found}:
            known.pop(name).leaf.close()
        for name in new:
            analysis.learn(analysis.normal(value) for value in known[name].column("name_zh"))
        self.deleted = [frozenset(segment.deleted_docs()) for segment in found]
        self.postings = Postings([(known[segment.segment_id()], deleted) for segment, deleted in zip(found, self.deleted, strict=True)])
        self.speller = Speller(self.postings)

    def is_whole(self) -> bool:
        """Whether the files under the reader are still those it opened; reading a shortened one would kill the process."""
        try:
            return all(stamp_of(self.folder / stamp[0]) == stamp for stamp in self.stamps)
        except OSError:
            return False


class Reading:
    """The warm reader behind a lock: whoosh's readers share file positions, so one thread searches at a time."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._opened: Opened | None = None
        self._known: dict[str, Segment] = {}
        self._prepared: State | None = None
        self.checked: set[Stamp] = set()

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """Give the newest state for as long as the block lasts; raise one of BROKEN when it cannot be read."""
        with self._lock:
            state = read_state(self._root)
            if state is None:
                self._drop()
                raise Damaged("there is no index")
            try:
                yield self._fresh(state)
            except BROKEN:
                self._drop()
                raise

    def prepare(self) -> bool:
        """Read the segments with their words for spelling, as yet unread, beside those who search; give whether there was anything new.

        Raise one of BROKEN when they cannot be read.
        """
        state = read_state(self._root)
        if state is None or state == self._prepared:
            return False
        check_files(self._root, state, set(self.checked))
        index = open_dir(str(self._root / state.folder))
        table = index._read_toc()
        for segment in table.segments:
            known = self._known.get(segment.segment_id())
            if segment.doc_count_all() and (known is None or len(known.lexicons) < len(LEXICONS)):
                self._take(segment.segment_id(), Segment(SegmentReader(index.storage, table.schema, segment)))
        self._prepared = state
        return True

    def _take(self, name: str, made: Segment) -> None:
        """Read the words of a segment, and use it from now on, or give its words to the one that a search has opened meanwhile."""
        for whole in LEXICONS:
            lexicon_of(made, whole=whole)
        with self._lock:
            used = self._known.setdefault(name, made)
            used.lexicons = made.lexicons
        if used is not made:
            made.leaf.close()

    def works(self) -> bool:
        """Whether the index is there, whole and can be opened."""
        try:
            with self.opened():
                return True
        except BROKEN:
            return False

    def _fresh(self, state: State) -> Opened:
        kept = self._opened
        if kept and not kept.is_whole():
            self._drop()
        elif kept and (kept.state.folder, kept.state.files) == (state.folder, state.files):
            kept.state = state
            return kept
        stamps = check_files(self._root, state, self.checked)
        self._opened = Opened(self._root, state, stamps, self._known)
        return self._opened

    def _drop(self) -> None:
        self._opened = self._prepared = None
        for segment in self._known.values():
            segment.leaf.close()
        self._known.clear()
