"""Random strings and documents made to hurt: what YAML, SQL, HTML and search parsers trip over."""

import random
from typing import Any

from app.documents.base import Document
from app.rules.text import forbidden_characters
from app.vocabulary import EventKind, Family, Interest, PlaceKind, Register, SourceKind, Status, StoryKind, Subdistrict
from tests.factories import document

PIECES = (
    *(
        "'",
        '"',
        "`",
        "\\",
        "/",
        "%",
        "_",
        "*",
        "?",
        "~",
        "^",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        "|",
        "&",
        "#",
        "@",
        "!",
        ":",
        ";",
        ",",
        "=",
        "+",
        "-",
    ),
    *("AND", "OR", "NOT", "TO", "*:*", "name:", "[a TO", "'; DROP TABLE page; --", "<script>alert(1)</script>", "{{ 7 * 7 }}", "%00", "%s", "$(id)"),
    *(
        "null",
        "yes",
        "No",
        "true",
        "10:30",
        "0x1F",
        "1e3",
        "007",
        "-0",
        "1_000",
        "2026-01-01",
        ".inf",
        "- a",
        "# c",
        "key: value",
        "? x",
        "!!int",
        "&a",
        "*a",
    ),
    *(
        "---",
        "...",
        "|-",
        ">",
        "\t",
        " ",
        "  ",
        "\u3000",
        "\u00a0",
        "\u200b",
        "\u200d",
        "é",
        "e\u0301",
        "ﬁ",
        "İ",
        "ß",
        "ǚ",
        "lǜ",
        "𠮷",
        "🏮",
        "👨‍👩‍👧",
        "٣",
        "Ω",
    ),
    *(
        "厂甸",
        "庙会",
        "廠甸",
        "北京",
        "西城",
        "changdian",
        "chang dian",
        "cd",
        "Temple Fair",
        "荣宝斋",
        "rbz",
        "、",
        "。",
        "“",
        "”",
        "《",
        "》",
        "％",
        "＊",
    ),
)
LATE = (0x20, 0x7E), (0xA1, 0x24F), (0x370, 0x5FF), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xE000, 0xE0FF), (0x1F300, 0x1FAFF), (0x20000, 0x2A6DF)


def character(rng: random.Random) -> str:
    """Any character of a random block."""
    first, last = rng.choice(LATE)
    return chr(rng.randint(first, last))


def query(rng: random.Random) -> str:
    """A search query that nobody means well with."""
    parts = [rng.choice(PIECES) if rng.random() < 0.7 else character(rng) for _ in range(rng.randint(1, 14))]
    joined = rng.choice(("", " ", " ")).join(parts)
    return joined * rng.choice((1, 1, 1, 1, 30))


def words(rng: random.Random, *, most: int = 8, lines: bool = False) -> str:
    """Text that a document accepts."""
    parts = [rng.choice(PIECES) if rng.random() < 0.6 else character(rng) for _ in range(rng.randint(1, most))]
    gaps = ("", " ", "\n", "\n\n", "\n  ") if lines else ("", " ")
    text = "".join(part + rng.choice(gaps) for part in parts)
    return text if text.strip() and not forbidden_characters(text) else "字" + character(rng)


def text(rng: random.Random, *, most: int = 8, lines: bool = False) -> dict[str, str]:
    """A text in both languages, English sometimes missing."""
    return {"zh": words(rng, most=most, lines=lines), "en": words(rng, most=most, lines=lines) if rng.random() < 0.8 else ""}


def sources(rng: random.Random) -> list[dict[str, Any]]:
    """One to three sources."""
    kinds = [kind for kind in SourceKind if kind is not SourceKind.EDITORIAL]
    return [
        {"kind": rng.choice(kinds), "title": text(rng), "published_on": rng.choice([None, "2020", "2020-02", "2020-02-29"])}
        for _ in range(rng.randint(1, 3))
    ]


def special(rng: random.Random, family: Family) -> dict[str, Any]:
    """The fields of one family."""
    if family is Family.PLACE:
        return {
            "kind": rng.choice(list(PlaceKind)),
            "subdistrict": rng.choice([None, *Subdistrict]),
            "address": text(rng, most=3),
            "phone": words(rng, most=3),
            "founded": {"year": rng.choice([None, -1, 0, 7, 1672]), "text": text(rng, most=3)},
            "designations": [{"register": rng.choice(list(Register)), "year": 2006, "note": text(rng)} for _ in range(rng.randint(0, 2))],
            "visit": {"step_free": rng.choice([None, True, False]), "children": rng.choice([None, True, False]), "note": text(rng)},
        }
    if family is Family.EVENT:
        day = f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        change = {"of": day, "status": rng.choice(list(Status)), "note": text(rng)}
        return {
            "kind": rng.choice(list(EventKind)),
            "theme": text(rng, most=3),
            "schedule": [{"starts": day, "opens": "09:30", "closes": "10:30"}],
            "changes": [change] if rng.random() < 0.5 else [],
        }
    if family is Family.SERIES:
        return {"kind": rng.choice(list(EventKind)), "organisers": [text(rng)], "languages": [words(rng, most=3)]}
    if family is Family.TRAIL:
        point = {"lat": 39.9, "lon": round(rng.uniform(116.34, 116.39), rng.randint(1, 6)), "accuracy_m": 5, "origin": words(rng, most=3)}
        stops = [{"kind": "landmark", "name": text(rng, most=3), "point": point, "text": text(rng, lines=True)} for _ in range(rng.randint(2, 4))]
        return {"theme": text(rng, most=2), "stops": stops, "step_free": rng.choice([None, True, False])}
    return {"kind": rng.choice(list(StoryKind)), "subjects": []}


def nasty_document(rng: random.Random) -> tuple[Family, Document]:
    """A valid document whose words are as awkward as they may be."""
    family = rng.choice([Family.PLACE, Family.EVENT, Family.SERIES, Family.TRAIL, Family.STORY])
    common = {
        "name": text(rng, most=3),
        "also_known_as": [words(rng) for _ in range(rng.randint(0, 3))],
        "keywords": [words(rng) for _ in range(rng.randint(0, 3))],
        "summary": text(rng, most=2),
        "body": text(rng, most=30, lines=True),
        "interests": rng.sample(list(Interest), rng.randint(0, 3)),
        "sources": sources(rng),
        "note": rng.choice([None, words(rng)]),
    }
    return family, document(family, **common | special(rng, family))
