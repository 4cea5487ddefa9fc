"""The one warm searcher of a process: opened when the index moved, closed when another takes its place."""

import pickle
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import scoring
from whoosh.filedb.filestore import StorageError
from whoosh.index import IndexError as WhooshIndexError
from whoosh.index import LockError, open_dir
from whoosh.reading import ReaderClosed

from app.services.search import analysis
from app.services.search.state import Damaged, Stamp, State, check_files, read_state, stamp_of
from app.vocabulary import Family

BROKEN = (Damaged, OSError, EOFError, struct.error, pickle.PickleError, zlib.error, StorageError, WhooshIndexError, LockError, ReaderClosed)


class Opened:
    """A searcher over one state of the index, with the family of every document in a list."""

    def __init__(self, root: Path, state: State, stamps: list[Stamp]) -> None:
        self.state = state
        self.folder = root / state.folder
        self.stamps = stamps
        self.searcher: Any = open_dir(str(self.folder)).searcher(weighting=scoring.BM25F())
        self.families = [Family(value) for value in self._column("family")]
        analysis.learn(analysis.normal(name) for name in self._column("name_zh"))

    def _column(self, name: str) -> Iterator[str]:
        for leaf, _offset in self.searcher.reader().leaf_readers():
            if leaf.doc_count_all():
                yield from leaf.column_reader(name).load()

    def is_whole(self) -> bool:
        """Whether the files under the searcher are still those it opened; reading a shortened one would kill the process."""
        try:
            return all(stamp_of(self.folder / stamp[0]) == stamp for stamp in self.stamps)
        except OSError:
            return False

    def close(self) -> None:
        """Give the files back."""
        self.searcher.close()


class Reading:
    """The warm searcher behind a lock: whoosh's readers share file positions, so one thread searches at a time."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._opened: Opened | None = None
        self.checked: set[Stamp] = set()

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """Give the searcher over the newest state for as long as the block lasts; raise one of BROKEN when it cannot be read."""
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

    def works(self) -> bool:
        """Whether the index is there, whole and can be opened."""
        try:
            with self.opened():
                return True
        except BROKEN:
            return False

    def _fresh(self, state: State) -> Opened:
        kept = self._opened
        if kept and kept.is_whole() and (kept.state.folder, kept.state.files) == (state.folder, state.files):
            kept.state = state
            return kept
        self._drop()
        stamps = check_files(self._root, state, self.checked)
        self._opened = Opened(self._root, state, stamps)
        return self._opened

    def _drop(self) -> None:
        kept, self._opened = self._opened, None
        if kept:
            kept.close()
