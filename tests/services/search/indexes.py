"""Looking into an index from outside."""

from pathlib import Path

from app.services.search.index import SearchIndex
from app.services.search.state import read_state


def folder_of(index: SearchIndex) -> Path:
    state = read_state(index.root)
    assert state is not None
    return index.root / state.folder


def documents_in(index: SearchIndex) -> list[str]:
    with index._reading.opened() as opened:
        numbers = [
            segment.ids[number]
            for segment, deleted in zip(opened.postings.segments, opened.deleted, strict=True)
            for number in range(len(segment.ids))
            if number not in deleted
        ]
        return sorted(map(str, numbers))
