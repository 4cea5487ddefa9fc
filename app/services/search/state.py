"""What is known of the index beside it: which changes it holds, which folder it is in, and the sums of its files.

The index is replaced by replacing this small file; whoosh's own files are never trusted before their sums are right.
"""

import fcntl
import json
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

FILE = "state.json"
FOLDER = re.compile(r"[0-9a-f]{16}")
SEGMENT = ".seg"
CHUNK = 1 << 20
Stamp = tuple[str, int, int, int]


class Damaged(Exception):
    """The index is not there, or its files are not those that were written."""


@dataclass(frozen=True)
class State:
    """The epoch and newest change that an index holds, its schema's fingerprint, its folder, and size and sum of each file."""

    epoch: str
    seq: int
    schema: str
    folder: str
    files: dict[str, list[int]] = field(default_factory=dict, hash=False)

    def holds(self, epoch: str, seq: int) -> bool:
        """Whether the index knows everything up to a version."""
        return self.epoch == epoch and self.seq >= seq


def read_state(root: Path) -> State | None:
    """Give the state beside an index, or None when there is none or it cannot be read; the same file is not read twice."""
    try:
        stamp = stamp_of(root / FILE)
    except OSError:
        return None
    return state_of(root / FILE, stamp)


@lru_cache(maxsize=64)
def state_of(path: Path, _stamp: Stamp) -> State | None:
    """Give the state in a file as it was at a stamp, or None when it cannot be read."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        state = State(**kept["state"])
        sound = kept["sum"] == sum_of_state(state) and FOLDER.fullmatch(state.folder)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return state if sound else None


def write_state(root: Path, state: State) -> None:
    """Replace the state beside an index, all at once and durably."""
    new = root / f"{FILE}.{os.getpid()}"
    with new.open("w", encoding="utf-8") as file:
        json.dump({"state": asdict(state), "sum": sum_of_state(state)}, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(root / FILE)


def sum_of_state(state: State) -> int:
    """Give the sum of a state's own values."""
    return zlib.crc32(json.dumps(asdict(state), sort_keys=True).encode())


def files_in(folder: Path, known: dict[str, list[int]]) -> dict[str, list[int]]:
    """Give size and sum of each index file in a folder; a segment that is already known never changes."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in {SEGMENT, ".toc"} and path.is_file():
            found[path.name] = known[path.name] if path.suffix == SEGMENT and path.name in known else [path.stat().st_size, sum_of_file(path)]
    return found


def sum_of_file(path: Path) -> int:
    """Give the CRC-32 of a file."""
    total = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            total = zlib.crc32(chunk, total)
    return total


def stamp_of(path: Path) -> Stamp:
    """Give what changes when a file is written to: name, inode, size and moment; raise OSError when it is gone."""
    info = path.stat()
    return path.name, info.st_ino, info.st_size, info.st_mtime_ns


def check_files(root: Path, state: State, checked: set[Stamp]) -> list[Stamp]:
    """Give the stamps of the index's segments; raise Damaged when a file is missing or its sum is wrong.

    Files whose stamp is in `checked` are not read again; it then holds those of this index.
    """
    found: list[Stamp] = []
    for name, (size, total) in state.files.items():
        path = root / state.folder / name
        try:
            stamp = stamp_of(path)
            if stamp not in checked and (stamp[2] != size or sum_of_file(path) != total):
                raise Damaged(f"{name} is not what was written")
        except OSError as error:
            raise Damaged(f"{name} cannot be read") from error
        found.append(stamp)
    checked.clear()
    checked.update(found)
    return [stamp for stamp in found if stamp[0].endswith(SEGMENT)]


@contextmanager
def only_writer(lock: Path) -> Iterator[bool]:
    """Give whether this is now the one writer among all processes and threads; nobody waits."""
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
