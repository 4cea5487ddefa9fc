"""Hostile and misspelt queries: how long the slowest of them takes, the very first ones too."""

import random
from typing import Any

from flask import Flask
from sqlalchemy import select

from app import clock
from app.extensions import db
from app.queries.pages import P
from app.services.search.searching import search
from app.services.search.warming import Warming
from bench.figures import cpu_ms
from tests.proofs import hostile

MISSPELT, RANDOM = 150, 300
SINGLE = ("s", "b", "s*", "b* OR s*", "中", "茶", "的", "2")
FIXED = (
    *("*", "a* OR b*", "name_zh:*", 'family:"place"', "\x00", "🏮", "\u202eabc", "x" * 8_192, "茶" * 3_000, "((((", '"' * 99, "\ud800", "%_"),
    *("'; DROP TABLE page; --", "<script>alert(1)</script>", "ab " * 3_000, '"茶 馆" ' * 500, "museum " * 1_000, "zhongguobeijing" * 500),
)


def misspelt(name: str, rng: random.Random) -> str:
    """Give a name with two neighbouring letters swapped, and sometimes one left out."""
    at = rng.randrange(max(len(name) - 2, 1))
    swapped = name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
    return swapped if rng.random() < 0.7 else swapped[:at] + swapped[at + 1 :]


def ask_ms(query: str) -> float:
    """Give the CPU milliseconds of one search."""
    spent = cpu_ms(lambda: search(db.session(), query, language="en", moment=clock.now()))
    db.session.remove()
    return spent


def measure(app: Flask, seed: int) -> dict[str, Any]:
    """Warm as a process does when it begins, then ask everything once; give the slowest of each sort."""
    rng = random.Random(seed)
    names = [card["name"]["en"] for card in db.session.scalars(select(P.card).limit(3_000)) if card["name"]["en"]]
    Warming(app).once()
    sorts = {
        "misspelt": [misspelt(rng.choice(names), rng) for _ in range(MISSPELT)],
        "single": SINGLE,
        "hostile": [*FIXED, *(hostile.query(rng) for _ in range(RANDOM))],
    }
    return {f"{name}_ms": round(max(map(ask_ms, asked)), 1) for name, asked in sorts.items()}
