"""The kept pages of one version of the site, bounded in bytes."""

from collections import OrderedDict
from threading import Lock

from app.page_cache.entry import Entry, Version
from app.page_cache.request import Key


class Store:
    """Entries by key; when they weigh too much, those that nobody has asked for lately go first.

    Reading takes no lock: a reader only marks an entry as used, and a marked one is passed over once
    when room is made (the "second chance" form of least recently used).
    """

    def __init__(self, max_bytes: int) -> None:
        self.bytes = 0
        self.evicted = 0
        self._max_bytes = max_bytes
        self._version: Version | None = None
        self._lock = Lock()
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        # Bound once: this is asked on every request.
        self.find = self._entries.get

    def __len__(self) -> int:
        return len(self._entries)

    def put(self, key: Key, entry: Entry) -> None:
        """Keeps an entry, unless the site has moved on; the first of a new version clears the old ones."""
        with self._lock:
            if entry.version != self._version:
                if self._is_older(entry.version):
                    return
                self._turn_to(entry.version)
            before = self._entries.pop(key, None)
            self.bytes += entry.size - (before.size if before else 0)
            self._entries[key] = entry
            self._make_room()

    def _is_older(self, version: Version) -> bool:
        """Says whether a version lies behind ours; one of another epoch cannot be compared, so it wins."""
        return self._version is not None and version[0] == self._version[0] and version[1] < self._version[1]

    def _turn_to(self, version: Version) -> None:
        self._entries.clear()
        self.bytes = 0
        self._version = version

    def _make_room(self) -> None:
        while self.bytes > self._max_bytes:
            key, entry = next(iter(self._entries.items()))
            if entry.used:
                entry.used = False
                self._entries.move_to_end(key)
            else:
                del self._entries[key]
                self.bytes -= entry.size
                self.evicted += 1
