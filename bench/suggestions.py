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
LANGUAGES = ("zh", "en", "zh-hant")


def beginnings(names: list[str], rng: random.Random) -> list[str]:
    """Give what visitors have typed when they are asked to choose: one Chinese character or two letters and more, the usual names more often."""
    rng.shuffle(names)
    typed = rng.choices(names, [1 / (rank + 10) for rank in range(len(names))], k=TYPISTS)
    return [name[:size] for name in typed for size in range(2 if name[:1].isascii() else 1, rng.randint(3, 8))]


def measure(app: Flask, seed: int) -> dict[str, Any]:
    """Ask for each beginning once, so that nothing kept can help, and then as visitors type; in turns with a Flask hello."""
    rng = random.Random(seed)
    names = [text for card in db.session.scalars(select(P.card)) for text in card["name"].values()]
    db.session.remove()
    asked = beginnings(names, rng)
    calls = {begun: asking(app, f"/{rng.choice(LANGUAGES)}/search/suggest?q={quote(begun)}") for begun in rng.sample(asked, len(asked))}
    greet = asking(hello(), "/")
    for lang in LANGUAGES:
        asking(app, f"/{lang}/search/suggest?q=zz")()
    base: list[float] = []

    def spent(begun: str) -> float:
        base.append(cpu_ms(greet))
        return cpu_ms(calls[begun])

    first, again = [spent(begun) for begun in calls], [spent(begun) for begun in asked]
    hello_ms = statistics.median(base)
    return {
        "suggestions_first_x_hello": round(p95(first) / hello_ms, 2),
        "suggestions_x_hello": round(p95(again) / hello_ms, 2),
        "suggestions_distinct": len(first),
        "suggestions_asked": len(again),
        "hello_ms": round(hello_ms, 4),
    }
