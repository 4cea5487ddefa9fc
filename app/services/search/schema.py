"""The schema of the index: its fields, their weights, and a fingerprint that changes with the code that fills them."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from whoosh import versionstring
from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema

from app.rules import pinyin
from app.services.search.analysis import Words

FILLED_BY = ("analysis.py", "readings.py", "schema.py", "documents.py", "short_names.py")


@cache
def schema() -> Any:
    """Give the schema.

    `whole`, `alias`, `short`, `reading` and `shuffled` hold whole names; `about` holds keywords, kinds, interests and the
    names of linked pages; `until` is the minute at which the last known date is over, `worth` how much a page has to say.
    """
    words = Words()
    found = Schema(
        id=ID(unique=True, stored=True, sortable=True),
        family=ID(stored=True, sortable=True),
        slug=ID(stored=True, sortable=True),
        whole=KEYWORD(),
        alias=KEYWORD(),
        short=KEYWORD(),
        reading=KEYWORD(),
        shuffled=KEYWORD(),
        name_zh=ID(stored=True, sortable=True),
        name_en=ID(stored=True, sortable=True),
        names=TEXT(analyzer=words),
        aka=TEXT(analyzer=words, sortable=True),
        pinyin=KEYWORD(),
        syllables=KEYWORD(),
        about=TEXT(analyzer=words, phrase=False),
        text=TEXT(analyzer=words, phrase=False),
        until=NUMERIC(sortable=True),
        worth=NUMERIC(sortable=True),
    )
    for _name, field in found.items():
        field.scorable = False  # We score by ourselves; to note lengths for whoosh costs a fifth of the writing.
    return found


@cache
def fingerprint() -> str:
    """Give a digest of all that decides what stands in the index; another digest means another index."""
    here = Path(__file__).parent
    digest = hashlib.sha256(versionstring().encode())
    for path in (*(here / name for name in FILLED_BY), Path(pinyin.__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]
