"""Words that an editor should look at twice, read from `content/sensitive_words.csv`; each says why.

A row gives a word, or a pattern between slashes, and words in which it is harmless.
"""

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from flask import current_app

from app import i18n
from app.i18n import _
from app.services.desk.gate_rules.findings import Case, Findings, GateRule, found
from app.services.desk.gate_rules.script import bared

FILE = "sensitive_words.csv"
LATIN = re.compile(r"[A-Za-z]")
# Addresses and telephone numbers of houses are facts; the patterns are about people.
FACTS = {"phone", "website", "url", "booking_page", "file", "origin"}


class Sensitive(NamedTuple):
    """A word to look at twice: how it is found, where it is harmless, and why."""

    pattern: re.Pattern[str]
    harmless: tuple[str, ...]
    why: dict[str, str]


def sensitive(case: Case) -> Findings:
    """Give every sensitive word that readers would see, with the reason."""
    words_of = sensitive_words(current_app.config["SETTINGS"].content / FILE)
    for leaf in case.leaves:
        if leaf.path == "note" or leaf.path.split(".")[-1] in FACTS or leaf.path.startswith(("former_slugs", "plan")):
            continue
        said = bared(leaf.words)
        for one in words_of:
            word = first_of(one, said)
            if word:
                why = i18n.in_language(one.why)
                yield found(GateRule.SENSITIVE, leaf.path, _("“%(word)s”: %(why)s", word=word, why=why))


def first_of(one: Sensitive, words: str) -> str:
    """Give a sensitive word as it stands in some words, or nothing."""
    for form in one.harmless:
        words = re.sub(re.escape(form), "·", words, flags=re.IGNORECASE)
    match = one.pattern.search(words)
    return match[0] if match else ""


@lru_cache(maxsize=4)
def sensitive_words(path: Path) -> tuple[Sensitive, ...]:
    """Give the rows of the list, read once; a guide without the file has none."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Sensitive(pattern_of(row["word"]), tuple(filter(None, row["harmless"].split(";"))), {"zh": row["why_zh"], "en": row["why_en"]})
        for row in rows
    )


def pattern_of(word: str) -> re.Pattern[str]:
    """Give how a word is found: Latin ones whole, Chinese ones anywhere, a pattern between slashes as it says."""
    if word.startswith("/") and word.endswith("/"):
        return re.compile(word[1:-1], re.IGNORECASE)
    if LATIN.search(word):
        return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.IGNORECASE)
    # People part a word with spaces or stops so that a list does not find it.
    return re.compile(r"[\s·.*_-]{0,2}".join(map(re.escape, word)))
