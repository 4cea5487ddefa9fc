"""`python -m bench`: our pages against the references, interleaved, as ratios of CPU time for one request.

Prints a table, writes `bench/results/<date>.json`, and fails when cached differs from fresh or a bar is missed.
"""

import gzip
import json
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app.extensions import db
from bench import expansion, search
from bench.references import asking, floor, hello
from tests.conftest import make_guide

ROUNDS, REPEATS = 15, 12
PATHS = {
    "home": "/en/",
    "event list": "/en/events",
    "place list": "/en/places",
    "place": "/en/places/miaoying-temple",
    "trail": "/en/trails/liulichang-scholars-street",
    "series": "/en/series/changdian-temple-fair",
    "map": "/en/map",
    "now": "/en/now",
    "day": "/en/day/2027-02-06",
    "month": "/en/calendar/2027/02",
    "almanac": "/en/almanac/2027",
    "search": "/en/search?q=changdian",
    "event list, zh": "/zh/events",
    "event list, zh-hant": "/zh-hant/events",
}
BARS = {
    "uncached event list ≤ 4 × F": lambda r: r["event list"]["x_floor"] <= 4,
    "cached page ≤ 0.3 × H": lambda r: r["event list"]["cached_x_hello"] <= 0.3,
    "≤ 4 SQL on every page": lambda r: max(row["sql"] for row in r.values()) <= 4,
    "list transfer ≤ 15 kB": lambda r: r["event list"]["gzip_bytes"] <= 15_000,
    "zh-hant ≤ 1.5 × zh": lambda r: r["event list, zh-hant"]["x_floor"] <= 1.5 * r["event list, zh"]["x_floor"],
    "cached equals fresh": lambda r: all(row["cached_equals_fresh"] for row in r.values()),
}


def cpu(call: Callable[[], Any]) -> float:
    """Give the CPU seconds of one call, from a run of several."""
    began = time.process_time()
    for _ in range(REPEATS):
        call()
    return (time.process_time() - began) / REPEATS


def count_sql(app: Any, call: Callable[[], Any]) -> int:
    """Count the statements of one call."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    call()
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def measure(fresh: Any, kept: Any) -> dict[str, dict[str, Any]]:
    """Give the figures of every path: medians of the ratios of each round."""
    h, f = asking(hello(), "/"), asking(floor(), "/")
    uncached = {name: asking(fresh, path) for name, path in PATHS.items()}
    cached = {name: asking(kept, path) for name, path in PATHS.items()}
    for call in (h, f, *uncached.values(), *cached.values()):
        call()
    ratios: dict[str, list[tuple[float, float]]] = {name: [] for name in PATHS}
    for _ in range(ROUNDS):
        base_h, base_f = cpu(h), cpu(f)
        for name in PATHS:
            ratios[name].append((cpu(uncached[name]) / base_f, cpu(cached[name]) / base_h))
    found = {}
    for name, pairs in ratios.items():
        body, again = uncached[name](), cached[name]()
        found[name] = {
            "x_floor": round(statistics.median(pair[0] for pair in pairs), 2),
            "cached_x_hello": round(statistics.median(pair[1] for pair in pairs), 3),
            "sql": count_sql(fresh, uncached[name]),
            "bytes": len(body),
            "gzip_bytes": len(gzip.compress(body, 6)),
            "cached_equals_fresh": without_clock(body) == without_clock(again),
        }
    return found


def without_clock(body: bytes) -> bytes:
    """Give a page without the minute it was made in."""
    return re.sub(rb"(?:Beijing time|Now,) \d\d:\d\d", b"", body)


def main() -> int:
    """Measure, print, write, judge; `--large` measures search over 100,000 pages."""
    if "--large" in sys.argv[1:]:
        return search.main()
    with tempfile.TemporaryDirectory() as folder:
        fresh = make_guide(Path(folder) / "fresh", PAGE_CACHE="0")
        kept = make_guide(Path(folder) / "kept")
        found = measure(fresh, kept)
    print(f"{ROUNDS} rounds × {REPEATS} requests, interleaved; H = Flask hello, F = a frame, four filters and 30 cards by plain Jinja")
    print(f"{'page':22}{'uncached × F':>14}{'cached × H':>12}{'SQL':>5}{'bytes':>9}{'gzip':>8}")
    for name, row in found.items():
        print(f"{name:22}{row['x_floor']:>14}{row['cached_x_hello']:>12}{row['sql']:>5}{row['bytes']:>9}{row['gzip_bytes']:>8}")
    rule, rule_judged = expansion.report()
    searched, search_judged = search.report()
    judged = {name: bool(bar(found)) for name, bar in BARS.items()} | rule_judged | search_judged
    for name, is_met in judged.items():
        print(("met     " if is_met else "MISSED  ") + name)
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    (results / f"{date.today().isoformat()}.json").write_text(
        json.dumps({"pages": found, "weekly_rule": rule, "search": searched, "bars": judged}, indent=1), "utf-8"
    )
    return 0 if all(judged.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
