"""Hostile words asked of the guide, and random documents through their files and back."""

import os
import random

import pytest

from app.services.content_files import canonical, parse
from app.vocabulary import Family
from tests.factories import document

FULL = os.environ.get("PROVE") == "1"
SEED = 20_261_124
PIECES = (
    "*",
    "a* OR b*",
    '"',
    "name_zh:",
    "\x00",
    "𠮷",
    "👩‍👩‍👧",
    "\u202e",
    "'; DROP TABLE page;--",
    "<script>",
    "厂甸",
    "changdian",
    "%",
    "\\",
    "(",
    "~2",
    "^9",
    "NOT",
    "[a TO z]",
)
NASTY = (
    "10:30",
    "No",
    "010",
    "on",
    "2027-02-06",
    "null",
    "true",
    "~",
    "a: b",
    "# 井",
    "- x",
    "“引”",
    "𠮷野",
    "👍",
    "'",
    '"',
    "1e3",
    "0x1F",
    "= ",
    "> ",
    "| ",
    "%",
    "@a",
    "`b`",
    "[x]",
    "{y}",
)

pytestmark = pytest.mark.tenth


def test_hostile_queries_get_plain_answers(guide):
    wanted, made = (5_000 if FULL else 500), random.Random(SEED)
    statuses: dict[int, int] = {}
    for _ in range(wanted):
        query = " ".join(made.choice(PIECES) for _ in range(made.randint(1, 6)))
        if made.random() < 0.02:
            query *= 200
        status = guide.get("/en/search", query_string={"q": query}).status_code
        statuses[status] = statuses.get(status, 0) + 1
    print(f"queries tried {sum(statuses.values())}, answers {statuses}, seed {SEED}")

    assert statuses == {200: wanted}


def words(made):
    """Give a few nasty words."""
    return " ".join(made.choice(NASTY) for _ in range(made.randint(1, 5))).strip()


def test_random_documents_come_back_from_their_files(capsys):
    wanted, made, failed = (1_000 if FULL else 100), random.Random(SEED), 0
    for _ in range(wanted):
        text = {"zh": words(made), "en": words(made)}
        family = made.choice([Family.PLACE, Family.SERIES, Family.STORY])
        before = document(
            family,
            name=text,
            summary=text,
            body={"zh": f"{words(made)}\n\n{words(made)}", "en": words(made)},
            also_known_as=[words(made)],
            note=words(made),
        )
        once = canonical(before)
        after = type(before).model_validate(parse(once))
        failed += after != before or canonical(after) != once
    with capsys.disabled():
        print(f"documents tried {wanted}, failed {failed}, seed {SEED}")

    assert failed == 0
