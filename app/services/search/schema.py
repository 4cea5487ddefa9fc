"""The schema of the index: its fields, their weights, and a fingerprint that changes with the code that fills them."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from whoosh import versionstring
from whoosh.fields import ID, KEYWORD, TEXT, Schema

from app.rules import pinyin
from app.services.search.analysis import Words

FILLED_BY = ("analysis.py", "readings.py", "schema.py", "documents.py")
NAME_FIELDS = ("name_zh", "name_en", "aka")


@cache
def schema() -> Any:
    """Give the schema: names weigh most, then aliases, then pinyin, then text; `whole`, `alias`, `reading` hold whole names."""
    words = Words()
    return Schema(
        id=ID(unique=True, stored=True),
        family=ID(stored=True, sortable=True),
        slug=ID(stored=True),
        whole=KEYWORD(),
        alias=KEYWORD(),
        reading=KEYWORD(),
        name_zh=TEXT(analyzer=words, field_boost=6.0, stored=True, sortable=True),
        name_en=TEXT(analyzer=words, field_boost=6.0, stored=True),
        aka=TEXT(analyzer=words, field_boost=3.0),
        pinyin=KEYWORD(scorable=True, field_boost=3.0),
        syllables=KEYWORD(scorable=True, field_boost=1.5),
        text_zh=TEXT(analyzer=words),
        text_en=TEXT(analyzer=words),
    )


@cache
def fingerprint() -> str:
    """Give a digest of all that decides what stands in the index; another digest means another index."""
    here = Path(__file__).parent
    digest = hashlib.sha256(versionstring().encode())
    for path in (*(here / name for name in FILLED_BY), Path(pinyin.__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]
