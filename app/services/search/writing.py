"""Writing the index: small commits into its folder, rebuilding and merging into a fresh one."""

import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh.index import create_in, open_dir

from app.services.search.schema import schema

MEMORY_MB = 64
MANY_LEAVES = 8
MANY_DELETED = 0.2
Fields = dict[str, Any]


def update(folder: Path, old: Iterable[int], new: Iterable[Fields]) -> None:
    """Delete documents by their numbers and add others in one commit. Nothing is merged, so no file that readers hold goes away."""
    writer = open_dir(str(folder)).writer(limitmb=MEMORY_MB)
    try:
        for number in old:
            writer.delete_document(number)
        for fields in new:
            writer.add_document(**fields)
        writer.commit(merge=False)
    finally:
        stop(writer)


def build(root: Path, documents: Iterable[Fields]) -> str:
    """Write a new index with some documents; give its folder."""
    folder = fresh_folder(root)
    writer = create_in(str(root / folder), schema()).writer(limitmb=MEMORY_MB)
    try:
        for fields in documents:
            writer.add_document(**fields)
        writer.commit()
    finally:
        stop(writer)
    return folder


def merge(root: Path, old: str) -> str | None:
    """Write an index anew in one segment without its deleted documents; give its folder, or None when there is little to gain."""
    reader = open_dir(str(root / old)).reader()
    try:
        leaves = [leaf for leaf, _offset in reader.leaf_readers()]
        deleted = reader.doc_count_all() - reader.doc_count()
        if len(leaves) <= MANY_LEAVES and deleted <= reader.doc_count_all() * MANY_DELETED:
            return None
        folder = fresh_folder(root)
        writer = create_in(str(root / folder), schema()).writer(limitmb=MEMORY_MB)
        try:
            for leaf in leaves:
                writer.add_reader(leaf)
            writer.commit()
        finally:
            stop(writer)
        return folder
    finally:
        reader.close()


def fresh_folder(root: Path) -> str:
    """Make an empty folder for an index; give its name."""
    name = secrets.token_hex(8)
    (root / name).mkdir(parents=True)
    return name


def stop(writer: Any) -> None:
    """Release a writer that was not committed."""
    if not writer.is_closed:
        with suppress(OSError):
            writer.cancel()


def sweep(root: Path, keep: str) -> None:
    """Remove every folder but one; who still reads there keeps the files open."""
    for path in root.iterdir():
        if path.is_dir() and path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
