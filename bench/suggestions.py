"""Suggestions as visitors type, beside a Flask hello."""

import random
import statistics
from typing import Any
from urllib.parse import quote

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.queries.pages import P
from bench.figures import cpu_ms, p95
from bench.references import asking, hello

TYPISTS = 1_000


def measure(app: Flask, seed: int) -> dict[str, Any]:
    """Ask as visitors type, letter by letter, the usual names more often, beside a Flask hello; and each beginning for the first time."""
    rng = random.Random(seed)
    names = [text for card in db.session.scalars(select(P.card)) for text in card["name"].values()]
    rng.shuffle(names)
    typed = rng.choices(names, [1 / (rank + 10) for rank in range(len(names))], k=TYPISTS)
    beginnings = [name[:size] for name in typed for size in range(2, rng.randint(3, 7))]
    calls = {begun: asking(app, f"/zh/search/suggest?q={quote(begun)}") for begun in beginnings}
    greet = asking(hello(), "/")
    calls.pop(beginnings[0])()
    base = statistics.median(cpu_ms(lambda: [greet() for _ in range(20)]) / 20 for _ in range(40))
    first = [cpu_ms(call) for call in calls.values()]
    again = [cpu_ms(calls[begun]) for begun in beginnings if begun in calls]
    return {
        "suggestions_x_hello": round(p95(again) / base, 2),
        "suggestions_first_x_hello": round(p95(first) / base, 2),
        "suggestions_asked": len(again),
        "suggestions_distinct": len(first),
        "hello_ms": round(base, 4),
    }
